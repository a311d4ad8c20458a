"""`make report` from folder to pages: what it leaves, what it reruns, and what it does with a spoilt study."""

import contextlib
import io
import json
import os
import shutil
import signal
import sys
import zipfile

import pytest

from analysis.report.document import results
from analysis.report.document.schema import typed
from analysis.report.document.shown import Shown
from analysis.report.drawing import figures
from analysis.report.findings import build
from analysis.report.findings import finding as findings
from analysis.report.formats.pdf import PDFExporter
from analysis.workflow import commands, verify
from analysis.workflow.keeping import fingerprints, places
from analysis.workflow.running import chapter_runs, engine, run
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


def test_results_list_what_was_found_about_the_analysis(finished):
    made = results.read(finished / "reports" / "small" / "results.json")
    assert made["findings"] == results.plain(build.build(typed(made)))
    assert {found["code"] for found in made["findings"]} <= findings.CODES.keys() and made["findings"]


def test_unchanged_study_is_not_run_again(finished, monkeypatch, capsys):
    monkeypatch.setattr(chapter_runs, "run_chapters", lambda *a, **k: pytest.fail("a chapter was run again"))
    assert report_again(finished, monkeypatch) == 0
    assert "Nothing has changed" in capsys.readouterr().err


def test_touched_page_is_brought_back_without_running_a_notebook(finished, monkeypatch):
    page = finished / "reports" / "small" / "report.en.html"
    before = page.read_bytes()
    page.write_bytes(before + b"<!-- touched -->")
    monkeypatch.setattr(engine, "execute", lambda *a, **k: pytest.fail("a notebook was run again"))
    assert report_again(finished, monkeypatch) == 0
    assert page.read_bytes() == before


def test_lost_page_is_made_again_without_running_a_chapter_or_drawing_a_figure(finished, monkeypatch):
    page = finished / "reports" / "small" / "report.en.html"
    before = page.read_bytes()
    page.unlink()
    [kept] = (finished / "cache").glob("*/report.en")
    shutil.rmtree(kept)
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


@pytest.mark.parametrize("part", ["report", "supplement"])
def test_every_document_as_it_is_holds_number_by_number(part, finished):
    made = finished / "reports" / "small"
    found = results.read(made / "results.json")
    documents = sorted(made.glob(f"{part}.*.*"))
    assert len(documents) == 6
    for path in documents:
        compared = verify.delivered(path, found)
        assert compared.slips == [] and compared.lost == [] and compared.n_numbers > 200, path.name


def test_one_number_altered_in_a_delivered_page_is_the_one_that_is_named(finished, tmp_path, monkeypatch):
    made = finished / "reports" / "small"
    html = (made / "report.en.html").read_text(encoding="utf-8")
    alpha = results.read(made / "results.json")["reliability"]["scales"]["speed"]["alpha"]["estimate"]
    printed = f"{alpha:.2f}".lstrip("0")
    before, table, after = html.partition('id="tbl-alpha"')
    altered = after.replace(f">{printed}<", ">.12<", 1)
    assert altered != after
    (tmp_path / "report.en.html").write_text(before + table + altered, encoding="utf-8")
    monkeypatch.setattr(verify, "RECORDS", tmp_path / "verifications")
    assert commands.main(["verify", str(finished / "small"), "--report", str(tmp_path / "report.en.html")]) == 1
    record = tmp_path / "verifications" / "small" / "verification.json"
    document = json.loads(record.read_text(encoding="utf-8"))["documents"]["report.en.html"]
    assert [slip["reported"] for slip in document["slips"]] == [".12"] and document["lost"] == []


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
    "no encoding": ({"responses": bytes(range(128, 256))}, "UTF-8"),
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


def test_without_the_first_chapter_there_is_no_report_and_the_last_one_stays(elsewhere, monkeypatch, capfd):
    folder = write_study(elsewhere / "small")
    good = elsewhere / "reports" / "small"
    good.mkdir(parents=True)
    (good / "report.en.html").write_text("the last good report")
    monkeypatch.setattr(engine, "execute", breaking({"01_sample": divide}, engine.execute))
    assert commands.main(["report", str(folder)]) == 1
    said = capfd.readouterr().err
    assert "01_sample failed, and without it there is nothing to report on" in said
    assert "ZeroDivisionError: division by zero (traceback: " in said and "Traceback" not in said
    assert contents(good) == {"report.en.html": b"the last good report"}


def breaking(how, execute):
    """`engine.execute`, but for the notebooks that `how` breaks."""

    def broken(notebook, *args, **kwargs):
        how.get(notebook.stem, lambda: None)()
        return execute(notebook, *args, **kwargs)

    return broken


def divide():
    return 1 / 0


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def failing_to_show(section, start):
    """`Shown.__init__`, but for one section of the results."""

    def failing(self, data, **sections):
        return divide() if section in sections else start(self, data, **sections)

    return failing


@pytest.fixture(scope="module")
def damaged(tmp_path_factory):
    """A report in whose making nearly everything failed that can; with its exit code and what was said."""
    place = tmp_path_factory.mktemp("damaged")
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(said):
        patch.setattr(run, "REPORTS", place / "reports")
        patch.setattr(run.cache, "CACHE", place / "cache")
        how = {"02_reliability": divide, "03_factors": lambda: sys.exit("no"), "05_measurement": die}
        patch.setattr(engine, "execute", breaking(how, engine.execute))
        patch.setattr(PDFExporter, "from_notebook_node", lambda *a, **k: divide())
        patch.setattr(build, "build", lambda results: divide())
        patch.setattr(Shown, "__init__", failing_to_show("regression", Shown.__init__))  # its results are saved already
        code = commands.main(["report", str(write_study(place / "small"))])
    return place, code, said.getvalue()


def test_what_fails_does_not_take_the_report_with_it(damaged):
    place, code, _ = damaged
    made = place / "reports" / "small"
    assert code == 2
    assert {page for page in PAGES if not page.endswith(".pdf")} <= contents(made).keys()
    assert not list(made.glob("*.pdf"))
    found = json.loads((made / "results.json").read_text(encoding="utf-8"))
    assert {found[name]["code"] for name in ("reliability", "efa", "measurement")} == {"unexpected_error"}
    assert found["reliability"]["values"] == {"error": "ZeroDivisionError: division by zero"}
    assert "terms" in found["regression"]  # only showing them failed


def test_each_fault_is_one_line_and_a_traceback_in_private(damaged):
    place, _, said = damaged
    private = place / "reports" / "small" / "private" / "faults"
    names = {"02_reliability", "03_factors", "04_regression", "05_measurement", "report.en.pdf", "report.zh.pdf"}
    names |= {"findings"}
    assert names <= {path.stem for path in private.iterdir()}
    assert "1 / 0" in (private / "02_reliability.txt").read_text(encoding="utf-8")
    for path in private.iterdir():
        lines = [line for line in said.splitlines() if line.startswith(f"{path.stem} failed: ")]
        assert len(lines) == 1 and lines[0].endswith(f"(traceback: {path})")
    assert "05_measurement failed: it was ended by SIGKILL" in said and "Traceback" not in said
    record = json.loads((place / "reports" / "small" / "provenance.json").read_text(encoding="utf-8"))
    assert set(record["failed"]) == {path.stem for path in private.iterdir()}


def test_what_failed_is_tried_again_and_what_did_not_is_kept(damaged, monkeypatch):
    place, *_ = damaged
    for module, name in ((run, "REPORTS"), (run.cache, "CACHE")):
        monkeypatch.setattr(module, name, place / name.lower())
    study = chapter_runs.Snapshot(origin=place / "small", folder=place / "small", files={})
    monkeypatch.setattr(fingerprints, "of_chapter", lambda chapter, *a: kept_print(place, chapter))
    jobs = chapter_runs.planned(study, {})
    again = {job.chapter.name for job in jobs if not job.entry.is_complete()}
    assert again == {"02_reliability", "03_factors", "04_regression", "05_measurement"}


def kept_print(place, chapter):
    """The fingerprint under which the cache holds a chapter, finished or not."""
    (folder,) = (place / "cache" / places.key(place / "small") / chapter.name).iterdir()
    return folder.name.removesuffix(".part")
