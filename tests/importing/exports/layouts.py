"""
Exports as survey platforms give them out, completed with made-up answers, and what is true of them.

Each layout is a function of a seed, a number of rows and a subject. Headings imitate the platforms' own; nobody's
answers are in them. The layouts know nothing of how an importer recognises them: they are its examiners.
"""

from collections.abc import Callable

from tests.importing.exports.chinese import credamo, feishu, tencent_codes, tencent_texts, wps
from tests.importing.exports.forms import (
    eleven_points,
    google_anchored,
    google_english,
    google_korean_cp949,
    google_korean_utf8,
    google_traditional,
    microsoft_forms_en,
    microsoft_forms_zh,
    ratings_en,
    ratings_zh,
    surveymonkey,
)
from tests.importing.exports.hazards import hazards_en, hazards_zh
from tests.importing.exports.limesurvey import limesurvey_codes, limesurvey_texts
from tests.importing.exports.programs import parquet_file, spss, spss_running_down, stata
from tests.importing.exports.qualtrics import qualtrics_legacy, qualtrics_numbers, qualtrics_texts
from tests.importing.exports.sheets import Export
from tests.importing.exports.wenjuanxing import (
    wenjuanxing_gb18030,
    wenjuanxing_numbers,
    wenjuanxing_one_matrix,
    wenjuanxing_sav,
    wenjuanxing_texts,
    wenjuanxing_texts_xlsx,
    wenjuanxing_xls,
)

Layout = Callable[[int, int, str], Export]

LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        *(wenjuanxing_texts, wenjuanxing_gb18030, wenjuanxing_numbers, wenjuanxing_one_matrix, wenjuanxing_xls),
        *(wenjuanxing_texts_xlsx, wenjuanxing_sav, tencent_texts, tencent_codes, wps, feishu, credamo),
        *(qualtrics_texts, qualtrics_numbers, qualtrics_legacy, limesurvey_codes, limesurvey_texts),
        *(google_english, google_korean_utf8, google_korean_cp949, microsoft_forms_en, microsoft_forms_zh),
        *(google_traditional, google_anchored, ratings_en, ratings_zh, eleven_points),
        *(hazards_zh, hazards_en, surveymonkey, spss, spss_running_down, stata, parquet_file),
    )
}
