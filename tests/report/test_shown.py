"""What a chapter's notebook shows: the report's own tables, and nothing that could make the chapter fail."""

from types import SimpleNamespace

import pytest

from analysis.report.chapters.measurement import tables as measurement
from analysis.report.chapters.reliability import tables
from analysis.report.document import composer
from analysis.report.document.preview import preview
from analysis.report.document.shown import Shown
from analysis.statistics.foundation.attempts import Unavailable
from tests.report import samples
from tests.report.samples import typed


def study(language: str = "en"):
    """As much of a study as a notebook's view needs."""
    meta = samples.example()["study"]
    return SimpleNamespace(meta=lambda: meta, settings=SimpleNamespace(languages=(language,), min_cell=5))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_table_is_shown_as_the_report_prints_it_but_for_its_number(language):
    results = samples.example()
    del results["validity"]  # of another chapter: without it the table has no omega
    page = composer.Page(typed(results), language, figures=())
    printed = next(block for block in page.section("reliability").blocks if block.get("id") == "tbl-alpha")
    show = Shown(study(language), reliability=samples.example()["reliability"])
    assert show(tables.alphas)._repr_html_() == preview([printed | {"label": ""}]).replace("supplement-ref-", "ref-")


def test_what_these_results_do_not_have_is_passed_over():
    show = Shown(study(), reliability=samples.example()["reliability"])
    view = show(measurement.fit, tables.items)
    assert len(view.parts) == 1 and "item" in repr(view.parts).lower()
    assert show(measurement.fit)._repr_html_() == ""


def test_a_refused_chapter_shows_its_reason():
    show = Shown(study(), efa=Unavailable(code="too_few_items", values={"items": ["q1"], "at_least": 3}))
    shown = show(tables.alphas)._repr_html_()
    assert "<table>" not in shown and len(shown) > 20
