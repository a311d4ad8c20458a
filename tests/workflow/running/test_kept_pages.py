"""Pages are kept a language at a time, and made again when anything that they show has changed."""

import pytest

from analysis.report.safeguards import tracebacks
from analysis.survey.declared.rules import LANGUAGES
from analysis.workflow.keeping import cache, fingerprints
from analysis.workflow.running import kept_pages

PROGRAM = {"survey": "1", "statistics": "2", "report": "3", "workflow": "4", "lock": "5"}
PROGRAM |= {"notebooks": {"report.ipynb": "6", "01_sample.ipynb": "7"}}


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A report room of a few files, and results; gives their folder."""
    room = tmp_path / "analysis" / "report" / "chapters" / "sample"
    room.mkdir(parents=True)
    for name in ("en.toml", "zh.toml", "claims.py"):
        (room / name).write_text(name)
    (tmp_path / "results.json").write_text("{}")
    monkeypatch.setattr(fingerprints, "PACKAGE", tmp_path / "analysis")
    monkeypatch.setattr(fingerprints, "REPORT", tmp_path / "analysis" / "report")
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")
    return tmp_path


def entries(house, program=PROGRAM):
    return kept_pages.planned("small", house / "results.json", list(LANGUAGES), program, {})


def written(house, languages=LANGUAGES):
    """A report in the making: pages, figures and tables of some languages."""
    stage = house / "stage"
    for language in languages:
        for name in (f"report.{language}.html", f"private/report.{language}.ipynb", f"figures/flow.{language}.svg"):
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_text(name)
    (stage / "tables").mkdir()
    (stage / "tables" / "alpha.csv").write_text("alpha")
    (stage / "private" / "01_sample.ipynb").write_text("raw answers")
    return stage


def brought(house, made):
    """The languages that are still to be written, and the files that were there already."""
    place = house / "again"
    place.mkdir()
    wanting = kept_pages.bring(made, place)
    return wanting, {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}


def test_what_was_written_is_brought_back_and_nothing_else(house):
    stage = written(house)
    kept_pages.keep(entries(house), list(LANGUAGES), stage)
    wanting, files = brought(house, entries(house))
    everything = {path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file()}
    assert wanting == [] and files == everything - {"private/01_sample.ipynb"}


@pytest.mark.parametrize(
    ("changed", "wanting"),
    [
        ("analysis/report/chapters/sample/zh.toml", ["zh"]),
        ("analysis/report/chapters/sample/en.toml", ["en"]),
        ("analysis/report/chapters/sample/claims.py", ["en", "zh"]),
        ("results.json", ["en", "zh"]),
    ],
)
def test_only_what_shows_a_change_is_made_again(house, changed, wanting):
    kept_pages.keep(entries(house), list(LANGUAGES), written(house))
    (house / changed).write_text("other")
    left, files = brought(house, entries(house))
    assert left == wanting
    assert {name for name in files if name.startswith("report.")} == {
        f"report.{language}.html" for language in LANGUAGES if language not in wanting
    }


@pytest.mark.parametrize("part", ["survey", "statistics", "workflow", "lock", "notebooks"])
def test_other_code_makes_all_pages_again(house, part):
    kept_pages.keep(entries(house), list(LANGUAGES), written(house))
    other = PROGRAM | {part: {"report.ipynb": "other"} if part == "notebooks" else "other"}
    assert brought(house, entries(house, other))[0] == list(LANGUAGES)


def test_a_chapters_notebook_is_no_part_of_a_page(house):
    kept_pages.keep(entries(house), list(LANGUAGES), written(house))
    other = PROGRAM | {"notebooks": PROGRAM["notebooks"] | {"01_sample.ipynb": "other"}}
    assert brought(house, entries(house, other))[0] == []


@pytest.mark.parametrize("file", ["report.en.html", "figures/flow.en.svg"])
def test_a_kept_page_that_was_altered_is_made_again(house, file):
    kept_pages.keep(entries(house), list(LANGUAGES), written(house))
    (entries(house)["en"].folder / file).write_text("altered")
    assert brought(house, entries(house))[0] == ["en"]


def test_pages_in_which_something_failed_are_not_kept(house):
    stage = written(house)
    tracebacks.leave(stage / tracebacks.FAULTS, "report.zh.PDF", "KeyError: 'x'")
    kept_pages.keep(entries(house), list(LANGUAGES), stage)
    assert brought(house, entries(house))[0] == list(LANGUAGES)
