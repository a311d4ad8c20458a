"""What a figure prints is what its table prints, row by row; what it draws is what stands there in full precision."""

import re

import pytest

from analysis.report.document import composer as document
from analysis.report.drawing import figures
from analysis.report.drawing.figures import drawn_by
from analysis.report.drawing.wording import Wording
from tests.report import samples
from tests.report.drawing.test_figures import drawn
from tests.report.samples import typed

NUMBER = re.compile(r"[−<>]?\s?(?:\d[\d,]*)?\.?\d+%?")
TABLES = {  # figure: the tables that print its numbers
    "answers": ("tbl-descriptives",),
    "distributions": ("tbl-descriptives",),
    "loadings": ("tbl-loadings",),
    "factor_correlations": ("tbl-factor-correlations",),
    "measurement_loadings": ("tbl-cfa-loadings",),
    "latent_correlations": ("tbl-discriminant",),
    "coefficients": ("tbl-coefficients",),
    "importance": ("tbl-importance",),
    "priorities": ("tbl-priorities", "tbl-importance"),
    "pain_points": ("tbl-pain-points",),
    "pain_point_differences": ("tbl-pain-point-gaps",),
}
PRINTED_WITHIN = {"loadings", "factor_correlations", "latent_correlations"}  # grids: each text is one cell's
MAKERS = {name: samples.ALL[name] for name in ("example", "inseparable", "sliders")}


def numbers_in(text):
    return NUMBER.findall(text)


def table_numbers(page, ids):
    blocks = {block.get("id"): block for section in page.sections() for block in section.drafts}
    found = [blocks[name] for name in ids]
    return {n for block in found for row in block["rows"] for cell in row["cells"].values() for n in numbers_in(cell)}


def printed_rows(name, results, wording):
    """The texts of numbers that a figure prints beside or in its rows."""
    module = drawn_by(name)
    if name == "distributions":
        rows = [row for rows in module.panel_rows(typed(results), wording).values() for row in rows]
        return [text for row in rows for text in module.printed(row)]
    from matplotlib.text import Text

    labels = {
        *wording.report_words["figure_words"].values(),
        *wording.scales.values(),
        *wording.items.values(),
        *wording.pain_points.values(),
    }
    texts = [text.get_text() for text in drawn(name, results, wording.language).findobj(Text) if text.get_visible()]
    cells = [text for text in texts if re.fullmatch(r"[−\d.,%\[\] –<>]+", text) and re.search(r"\d", text)]
    return [text for text in cells if text not in labels]


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("name", TABLES)
def test_every_number_beside_a_row_is_one_of_its_table(make, name):
    results = make()
    if name not in figures.available(typed(results)):
        pytest.skip("these results have no such figure")
    page, wording = document.Page(typed(results), "en"), Wording(typed(results).study, "en")
    known = table_numbers(page, TABLES[name])
    printed = ticks_left_out(printed_rows(name, results, wording), name)
    assert printed or name == "priorities"
    lost = [text for text in printed if not set(numbers_in(text)) <= known]
    assert not lost


def ticks_left_out(texts, name):
    """Without the numbers of axes, which stand in no table, and the shares of answers, which only the figure has."""
    if name in PRINTED_WITHIN or name == "distributions":
        return texts
    if name == "answers":
        return [text for text in texts if re.fullmatch(r"−?\d\.\d\d", text)]
    return [text for text in texts if "[" in text]


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_the_map_draws_the_performance_and_importance_of_its_tables(make):
    results = make()
    if "priorities" not in figures.available(typed(results)):
        pytest.skip("these results have no map")
    blocks = {b.get("id"): b for s in document.Page(typed(results), "en").sections() for b in s.drafts}
    points = drawn_by("priorities").priority_points(samples.typed(results))
    rows = blocks["tbl-priorities"]["rows"]
    assert [point.y[0] for point in points] == [row["values"]["performance"] for row in rows]
    importance = {row["values"]["importance"] for row in blocks["tbl-importance"]["rows"]}
    assert {point.x[0] for point in points} <= importance
    assert all(point.y[1] <= point.y[0] <= point.y[2] for point in points)
