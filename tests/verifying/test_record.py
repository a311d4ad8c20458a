"""The record that a reviewer attaches: one page, both languages, every number in JSON, no text taken for markup."""

import copy
import json

import pypdf
import pytest

from analysis.verifying import record, said
from analysis.verifying.causes import Cause
from analysis.verifying.comparison import compared
from analysis.verifying.delivered import Delivered, Slip, Unit


def verification(comparison, *causes, **documents):
    about = {"study": "small", "report": "reports/small", "version": "0.1.0", "date": "2026-01-31"}
    return record.Verification(**about, comparison=comparison, causes=list(causes), documents=documents)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The record of a report in which one number is another and a document slips; its folder."""
    from tests.report import samples

    results, folder = samples.example(), tmp_path_factory.mktemp("record")
    other = copy.deepcopy(results)
    other["reliability"]["scales"]["responsiveness"]["alpha"] |= {"estimate": 0.5, "conf_low": 0.45, "conf_high": 0.55}
    slip = Slip(section="3", place="Table 1: A < B", page=4, reported=".80", recomputed=".81", text="A < B .81")
    document = Delivered(n_numbers=12, slips=[slip], lost=[Unit("4 Factors", "", "5 & 6 were <b>lost</b>")])
    cause = Cause(kind="codebook", code="cell", values={"variable": "X", "column": "text_en", "old": "<b>", "new": "&"})
    record.write(verification(compared(results, other, same_draws=True), cause, report=document), folder)
    return folder


def test_the_record_has_both_languages_and_every_number(written):
    found = json.loads((written / "verification.json").read_text(encoding="utf-8"))
    assert found["equal"] is False and len(found["numbers"]) > 5000
    row = next(row for row in found["numbers"] if row["name"] == "reliability.scales.responsiveness.alpha.estimate")
    assert row["recomputed"] == 0.5 and row["kind"] == "closed" and not row["equal"] and row["printed"]
    assert row["difference"] == row["recomputed"] - row["reported"] and row["tolerance"] < 1e-8
    assert any(one["recomputed"] == "insufficient" for one in found["verdicts"])
    assert set(found["printed"]) == {"en", "zh"} and found["documents"]["report"]["slips"][0]["page"] == 4
    assert all(set(cause["text"]) == {"en", "zh"} for cause in found["causes"])


@pytest.mark.parametrize("language", record.LANGUAGES)
def test_a_page_shows_what_differs_and_no_file_is_taken_for_markup(language, written):
    html = (written / f"verification.{language}.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;" in html and "<b>lost" not in html and "A &lt; B" in html
    assert said.said("record.differs", language) in html
    assert "0.5" in html and "insufficient" in html and "<nav" not in html
    assert len(pypdf.PdfReader(written / f"verification.{language}.pdf").pages) <= 2  # a document's numbers go over


def test_the_record_of_a_report_that_holds_is_one_page(results, tmp_path):
    found = verification(compared(results, copy.deepcopy(results), same_draws=True))
    assert found.is_equal
    record.write(found, tmp_path)
    for language in record.LANGUAGES:
        assert len(pypdf.PdfReader(tmp_path / f"verification.{language}.pdf").pages) == 1
        html = (tmp_path / f"verification.{language}.html").read_text(encoding="utf-8")
        assert said.said("record.no_causes", language) in html


@pytest.mark.parametrize(
    ("causes", "document", "equal"),
    [
        ([], Delivered(n_numbers=1), True),
        ([Cause(kind="versions", code="lock")], Delivered(n_numbers=1), True),
        ([Cause(kind="report", code="no_record")], Delivered(n_numbers=1), True),
        ([Cause(kind="report", code="altered", values={"file": "results.json"})], Delivered(n_numbers=1), False),
        ([], Delivered(n_numbers=1, lost=[Unit("4", "", "5")]), False),
    ],
)
def test_a_report_holds_unless_a_number_or_a_file_of_it_is_another(causes, document, equal):
    assert verification(None, *causes, report=document).is_equal is equal


def test_both_languages_say_the_same_things():
    en, zh = said.words("en"), said.words("zh")
    assert {table: set(words) for table, words in en.items()} == {table: set(words) for table, words in zh.items()}


def test_a_long_text_is_shown_from_where_it_differs():
    other = record.Other(name="x", reported="a" * 100 + "b" * 50, recomputed="a" * 100 + "c" * 50)
    _, old, new = record.other_row(other)
    assert old.startswith("…a") and "b" in old and "c" in new and len(old) < 50
    assert record.other_row(record.Other(name="x", reported=None, recomputed=".81")) == ("x", "–", ".81")
