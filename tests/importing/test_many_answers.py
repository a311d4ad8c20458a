"""Answers in words of many kinds: read the right way round, or marked, or left out by name; never taken for groups."""

import numpy as np
import pytest

from tests.importing.exports.files import delimited
from tests.importing.exports.questionnaires import DIMENSIONS, answered, subject
from tests.importing.exports.sheets import Sheet
from tests.importing.exports.verdicts import judged

ANSWERS = {
    "fr": "Pas du tout d'accord|Plutôt pas d'accord|Ni d'accord ni pas d'accord|Plutôt d'accord|Tout à fait d'accord",
    "es": "Totalmente en desacuerdo|En desacuerdo|Ni de acuerdo ni en desacuerdo|De acuerdo|Totalmente de acuerdo",
    "japanese": "まったくそう思わない|そう思わない|どちらともいえない|そう思う|とてもそう思う",
    "capitals": "STRONGLY DISAGREE|DISAGREE|NEITHER|AGREE|STRONGLY AGREE",
    "likely": "Very unlikely|Unlikely|Neutral|Likely|Very likely",
    "true": "Not at all true of me|Slightly true of me|Moderately true of me|Very true of me|Completely true of me",
    "much": "Not at all|A little|Somewhat|Quite a bit|Very much",
    "often": "Almost never|Seldom|Occasionally|Frequently|Almost always",
    "great": "Terrible|Poor|Average|Good|Great",
    "six": "Strongly disagree|Moderately disagree|Slightly disagree|Slightly agree|Moderately agree|Strongly agree",
    "zh_favour": "强烈反对|反对|中立|赞成|强烈赞成",
    "zh_degree": "非常低|较低|中等|较高|非常高",
    "zh_content": "特别不满意|不太满意|还可以|比较满意|特别满意",
    "zh_stars": "1星|2星|3星|4星|5星",
    "zh_amount": "完全没有|有一点|一般|比较多|非常多",
    "letters": "A|B|C|D|E",
    "emoji": "😡|🙁|😐|🙂|😍",
}
PENDING = ("letters", "emoji")
"""Lists of which nothing tells the order: the columns are left out by name, and no scale is left to make a study of."""


def known(name: str):
    """The list, expected to fail where it is pending."""
    failing = pytest.mark.xfail(reason="nothing tells the order", strict=True)
    return pytest.param(name, marks=failing if name in PENDING else ())


@pytest.mark.parametrize("is_shuffled", [False, True])
@pytest.mark.parametrize("name", [known(name) for name in ANSWERS])
def test_answers_are_read_the_right_way_round_or_marked_or_left_out(name, is_shuffled, tmp_path):
    levels = ANSWERS[name].split("|")
    who = subject("bank" if is_shuffled else "gym", "zh" if name.startswith("zh") else "en")
    sheet = Sheet(who=who, answers=answered(who, 7, 240, len(levels)))
    sheet.personal("E-mail", "e_mail")
    for scale in (*DIMENSIONS, "outcome"):
        true = {"levels": tuple(levels), "low": 1, "high": len(levels)}
        sheet.items(scale, lambda _, text: text, lambda level: levels[level] if level >= 0 else "", **true)
    if is_shuffled:
        order = np.random.default_rng(1).permutation(len(sheet.columns))
        sheet.columns, sheet.cells = ([columns[place] for place in order] for columns in (sheet.columns, sheet.cells))
    verdict = judged(sheet.export(name, ".csv", delimited([*sheet.heading_rows(), *sheet.rows()], "utf-8")), tmp_path)
    assert [fault for fault in verdict.faults if "lost" not in fault] == []
