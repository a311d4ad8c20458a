"""`make report` from folder to pages: what it leaves, what it reruns, and what it does with a spoilt study."""

import json
import zipfile

import pytest

from analysis.report import figures, results
from analysis.workflow import commands, engine, run
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study

PAGES = {f"report.{language}.{ending}" for language in ("en", "zh") for ending in ("html", "pdf", "docx")}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A small study and its finished report, with the places of both."""
    place = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "REPORTS", place / "reports")
        patch.setattr(run.cache, "CACHE", place / "cache")
        study = write_study(place / "small")
        assert commands.main(["report", str(study)]) == 0
    return place


def report_again(place, monkeypatch, *more):
    monkeypatch.setattr(run, "REPORTS", place / "reports")
    monkeypatch.setattr(run.cache, "CACHE", place / "cache")
    return commands.main(["report", str(place / "small"), *more])


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_leaves_pages_results_tables_figures_and_provenance(finished):
    made = finished / "reports" / "small"
    names = contents(made).keys()
    assert PAGES | {"results.json", "provenance.json", "private/01_sample.ipynb"} <= names
    assert any(name.startswith("tables/") for name in names) and any(name.endswith(".zh.svg") for name in names)
    results.require_valid(json.loads((made / "results.json").read_text(encoding="utf-8")))
    assert (made / "report.en.pdf").read_bytes().startswith(b"%PDF-")
    assert zipfile.ZipFile(made / "report.zh.docx").testzip() is None


def test_unchanged_study_is_not_run_again(finished, monkeypatch, capsys):
    monkeypatch.setattr(run, "run_chapters", lambda *a, **k: pytest.fail("a chapter was run again"))
    assert report_again(finished, monkeypatch) == 0
    assert "Nothing has changed" in capsys.readouterr().err


def test_touched_page_is_made_again_without_running_a_chapter_or_drawing_a_figure(finished, monkeypatch):
    page = finished / "reports" / "small" / "report.en.html"
    before = page.read_bytes()
    page.write_bytes(before + b"<!-- touched -->")
    monkeypatch.setattr(engine, "execute", only_the_report(engine.execute))
    monkeypatch.setattr(figures, "figure", lambda *a: pytest.fail("a figure was drawn again"))
    assert report_again(finished, monkeypatch) == 0
    assert page.read_bytes() == before


def only_the_report(execute):
    def watched(notebook, *args, **kwargs):
        assert notebook.name == "report.ipynb"
        return execute(notebook, *args, **kwargs)

    return watched


def test_run_from_nothing_leaves_the_same_bytes(finished, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "REPORTS", tmp_path / "reports")
    monkeypatch.setattr(run.cache, "CACHE", tmp_path / "cache")
    assert commands.main(["report", str(finished / "small")]) == 0
    first, again = (contents(place / "reports" / "small") for place in (finished, tmp_path))
    shown = {name for name in first if not name.startswith("private/")}
    assert {name for name in shown if first[name] != again[name]} == set()


def codebook_with(variable, column, value):
    codebook = sound_codebook()
    codebook.loc[variable, column] = value
    return codebook


def responses_with(variable, value, row=None):
    responses = sound_responses()
    responses.loc[slice(None) if row is None else row, variable] = value
    return responses


def doubled():
    responses = sound_responses()
    return responses.rename(columns={"SPE3": "SPE1"})


SPOILT = {
    "missing column": ({"responses": sound_responses().drop(columns="CAR2")}, "CAR2"),
    "wrong range": ({"codebook": codebook_with("SPE1", "high", "3")}, "outside its 1-3 scale"),
    "unknown role": ({"codebook": codebook_with("SPE1", "role", "itm")}, "'item'"),
    "misspelt setting": ({"settings": SETTINGS.replace("conf_level", "conf_levle")}, "conf_level"),
    "empty file": ({"responses": b""}, "empty"),
    "all-missing item": ({"responses": responses_with("SKI1", "")}, "SKI1"),
    "constant item": ({"responses": responses_with("SKI1", "3")}, "SKI1"),
    "duplicate column names": ({"responses": doubled()}, "SPE1"),
    "wrong encoding": ({"responses": "SPE1,满意\n1,2\n".encode("utf-16")}, "UTF-8"),
    "text where a number belongs": ({"responses": responses_with("SKI1", "often", row=2)}, "row 4"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_spoilt_study_ends_in_one_clear_message(name, elsewhere, capfd):
    spoiling, expected = SPOILT[name]
    good = elsewhere / "reports" / "small"
    good.mkdir(parents=True)
    (good / "report.en.html").write_text("the last good report")
    folder = write_study(elsewhere / "small", **spoiling)
    assert commands.main(["report", str(folder)]) == 2
    said = capfd.readouterr().err
    assert expected in said and "Traceback" not in said
    assert contents(good) == {"report.en.html": b"the last good report"}
    assert [p.name for p in good.parent.iterdir()] == ["small"]


def test_folder_that_is_not_there_is_named(elsewhere, capfd):
    assert commands.main(["report", str(elsewhere / "nowhere")]) == 2
    assert "there is no such folder" in capfd.readouterr().err


def test_failed_chapter_leaves_the_last_good_report(elsewhere, monkeypatch, capfd):
    folder = write_study(elsewhere / "small")
    good = elsewhere / "reports" / "small"
    good.mkdir(parents=True)
    (good / "report.en.html").write_text("the last good report")

    def broken(*args, **kwargs):
        raise engine.NotebookError("02_reliability.ipynb", "ZeroDivisionError", "division by zero")

    monkeypatch.setattr(engine, "execute", broken)
    assert commands.main(["report", str(folder)]) == 1
    assert "No report was made" in capfd.readouterr().err
    assert contents(good) == {"report.en.html": b"the last good report"}
