"""
Small studies that each show one thing people really meet: what can be analysed ends in a report, the rest in a word.

They lie beside the project, with a README that says what a user should get. All run through every chapter and are
composed in both languages, figures drawn; a few go the whole way to pages.
"""

import json
from pathlib import Path

import pytest

from analysis import ROOT, survey
from analysis.report.document import composer as document
from analysis.report.document import results
from analysis.report.document.schema import typed
from analysis.workflow import commands
from analysis.workflow.running import run

CASES = ROOT.parent / "shared" / "review" / "cases"
REFUSED = {  # what must be said of those that a person must mend
    "coded_answers_taken_for_headings": ("no number yet", "A1", "labels"),
    "constant_items": ("'a1'", "So also: b2"),
    "decimal_0_10": ("step", "9.4"),
    "repeated_code": ("'a1'", "Rename"),
}
WARNED = {  # codes of the warnings that must be among those of a sound study
    "control_character_only": {"codebook.control_characters"},
    "group_of_ones": {"groups.many_levels"},
    "group_spelling": {"groups.spellings"},
    "no_variance_listwise": {"suspicion.constant_on_scale"},
    "pasted_column": {"suspicion.identical"},
    "pasted_scale": {"suspicion.identical"},
    "qualtrics_three_headers": {"answers.headings"},
    "sav_gbk_says_utf8": {"labelled.encoding"},
    "unreversed_items": {"suspicion.against_scale"},
}
ROWS = {  # answers received, where rows are easily lost or invented
    "newline_header_lf": 150,
    "newline_header_crlf": 150,
    "qualtrics_three_headers": 150,
    "sav_gbk_says_cp936": 120,
    "sav_gbk_says_utf8": 120,
    "xlsx_wrong_dimension": 150,
    "zero_width_header": 150,
}
UNAVAILABLE = {  # what these data cannot bear
    "more_items_than_people": {"efa", "validity"},
    "tiny_scales": {"efa"},
}
WHOLE = ("all_sliders_0_100", "emoji_in_wording")  # the pages themselves
PAGES = {f"report.{language}.{ending}" for language in ("en", "zh") for ending in ("html", "pdf", "docx")}

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases lie beside the project, in ../shared: not here")
SOUND = sorted(path.name for path in CASES.glob("*/") if path.is_dir() and path.name not in REFUSED)


def reported(place: Path) -> dict:
    """The results of a study, composed in both languages; what fails unexpectedly fails here."""
    found = results.read(place / "results.json")
    english, chinese = (document.Page(typed(found), language) for language in ("en", "zh"))
    assert all(section.blocks for section in english.sections()) and chinese.sections()
    return found


@pytest.mark.parametrize("name", SOUND)
def test_case_ends_in_a_report(name, ran):
    codes = {warning.code for warning in survey.load(CASES / name).warnings}
    place = ran(CASES / name)
    found = reported(place)
    assert not list(place.rglob("faults/*")), "something failed unexpectedly"
    assert WARNED.get(name, set()) <= codes
    assert found["study"]["n_received"] == ROWS.get(name, found["study"]["n_received"])
    missing = {
        s for s, part in found.items() if isinstance(part, dict) and ("unavailable" in part or part.get("refusal"))
    }
    assert UNAVAILABLE.get(name, set()) <= missing


@pytest.mark.parametrize("name", REFUSED)
def test_case_is_refused_with_the_remedy(name, elsewhere, capfd):
    assert commands.main(["report", str(CASES / name)]) == 2
    said = capfd.readouterr().err
    assert all(word in said for word in REFUSED[name]) and "Traceback" not in said
    assert "heading" not in said  # answers were taken for headings once


def test_decimals_that_are_declared_end_in_a_report(tmp_path, ran):
    folder = tmp_path / "decimals"
    folder.mkdir()
    for path in (CASES / "decimal_0_10").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    head, *rows = (folder / "codebook.csv").read_text(encoding="utf-8-sig").splitlines()
    lines = [f"{head},step", *(f"{row},{'any' if ',item,' in row or ',outcome,' in row else ''}" for row in rows)]
    (folder / "codebook.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    reported(ran(folder))


@pytest.mark.parametrize("name", WHOLE)
def test_case_ends_in_pages(name, elsewhere, monkeypatch):
    assert commands.main(["report", str(CASES / name)]) == 0
    made = run.REPORTS / name
    assert {path.name for path in made.glob("report.*")} == PAGES
    assert json.loads((made / "provenance.json").read_text(encoding="utf-8"))["failed"] == []
