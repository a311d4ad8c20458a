"""A run from folder to report without its typesetting: what it reads and repeats, where it writes, how it stops."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from analysis import ROOT, statistics
from analysis.report.document import composer as document
from analysis.report.document.schema import typed
from analysis.workflow import answering, commands
from analysis.workflow.keeping import cache, fingerprints
from analysis.workflow.running import chapter_runs, chapters, engine, processes, run
from tests.studies import SETTINGS, sound_responses, write_study


@pytest.fixture
def quick(elsewhere, monkeypatch):
    """Runs without all but two chapters, and with a word in the place of pages; gives the test's folder."""
    few = [chapter for chapter in chapters.CHAPTERS if chapter.name in ("01_sample", "02_reliability")]
    monkeypatch.setattr(chapter_runs, "CHAPTERS", few)
    monkeypatch.setattr(run, "typeset", written)
    return elsewhere


def written(study, stage, pictures, languages, *, kernels, progress):
    for language in languages:
        (stage / f"report.{language}.html").write_text("a page")


def report(folder, *more):
    return commands.main(["report", str(folder), *map(str, more)])


def found(folder):
    return json.loads((folder / "results.json").read_text(encoding="utf-8"))


def executions(monkeypatch, execute=engine.execute):
    """A file to which each executed notebook adds its name, whatever process it runs in."""
    log = cache.CACHE.parent / "executed.txt"

    def noted(notebook, *args, **kwargs):
        with log.open("a") as file:
            file.write(f"{notebook.stem}\n")
        return execute(notebook, *args, **kwargs)

    monkeypatch.setattr(engine, "execute", noted)
    return lambda: sorted(log.read_text().split()) if log.exists() else []


def test_a_file_that_changes_while_chapters_run_changes_nothing_and_is_named(quick, monkeypatch, capsys):
    folder = write_study(quick / "small")
    digest = fingerprints.of_file(folder / "responses.csv")
    execute = engine.execute

    def changing(*args, **kwargs):
        write_study(folder, responses=sound_responses(60))
        return execute(*args, **kwargs)

    monkeypatch.setattr(engine, "execute", changing)
    assert report(folder) == 0
    made = quick / "reports" / "small"
    assert found(made)["study"]["n_received"] == 120
    assert max(scale["n_obs"] for scale in found(made)["reliability"]["scales"].values()) == 120
    assert json.loads((made / "provenance.json").read_text())["study"]["responses.csv"] == digest
    assert "Changed since the report was begun, and not in it: responses.csv." in capsys.readouterr().err
    monkeypatch.setattr(engine, "execute", execute)
    assert report(folder) == 0
    assert found(made)["study"]["n_received"] == 60


def test_no_raw_answers_stay_in_the_cache_beside_the_chapters(quick):
    assert report(write_study(quick / "small")) == 0
    assert not list(cache.CACHE.rglob("responses.csv"))


def test_two_studies_of_one_name_have_two_reports_of_equal_bytes(quick, capsys):
    first, second = (write_study(quick / place / "seven") for place in ("w1", "w2"))
    write_study(second, responses=sound_responses(60))
    assert report(first) == report(second) == 0
    assert "this report goes to " in capsys.readouterr().err
    sizes = {made.name: found(made)["study"]["n_received"] for made in (quick / "reports").iterdir()}
    assert sizes == {"seven": 120, "seven-w2": 60}
    write_study(second)
    assert report(second) == 0
    one, other = (quick / "reports" / name for name in ("seven", "seven-w2"))
    for name in ("results.json", "provenance.json"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_force_runs_everything_again_and_nothing_else_does(quick, monkeypatch):
    folder, ran = write_study(quick / "small"), executions(monkeypatch)
    for arguments, expected in (((), 1), ((), 1), (("--force",), 2)):
        assert report(folder, *arguments) == 0
        assert ran() == sorted(["01_sample", "02_reliability"] * expected)


def test_a_rerun_elsewhere_leaves_the_published_report_alone(quick, monkeypatch):
    folder, ran = write_study(quick / "small"), executions(monkeypatch)
    assert report(folder) == 0
    published = quick / "reports" / "small" / "results.json"
    altered = published.read_text().replace('"n_received": 120', '"n_received": 121')
    published.write_text(altered)
    assert report(folder, "--force", "--out", quick / "mine" / "again") == 0
    assert published.read_text() == altered and found(quick / "mine" / "again")["study"]["n_received"] == 120
    assert len(ran()) == 4


@pytest.mark.parametrize("out", ["small", "notes.txt"])
def test_a_folder_that_is_no_report_is_not_replaced(quick, out, capsys):
    folder = write_study(quick / "small")
    (quick / "notes.txt").write_text("precious")
    assert report(folder, "--out", quick / out) == 1
    assert "is no report" in capsys.readouterr().err
    assert (folder / "responses.csv").exists() and (quick / "notes.txt").read_text() == "precious"


@pytest.mark.parametrize("spoil", [lambda text: text[:-20], lambda text: text.replace("120", "121"), lambda text: ""])
def test_a_spoilt_cache_entry_is_made_again(quick, monkeypatch, spoil):
    folder, ran = write_study(quick / "small"), executions(monkeypatch)
    assert report(folder) == 0
    whole = (quick / "reports" / "small" / "results.json").read_bytes()
    (kept,) = cache.CACHE.glob("small-*/01_sample/*/sample.json")
    kept.write_text(spoil(kept.read_text(encoding="utf-8")), encoding="utf-8")
    (quick / "reports" / "small" / "results.json").write_text("{}")
    assert report(folder) == 0
    assert (quick / "reports" / "small" / "results.json").read_bytes() == whole
    assert ran() == ["01_sample", "01_sample", "02_reliability"]


def test_a_spoilt_picture_is_drawn_again(tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "analysis.report.drawing.figures.figure", lambda name, *a: drawn.append(name) or {"svg": "<svg/>"}
    )
    results = json.loads((ROOT / "tests" / "report" / "example.json").read_text(encoding="utf-8"))
    page = document.Page(typed(results), "en", pictures=tmp_path)
    assert page.picture("fit") == page.picture("fit") == {"svg": "<svg/>"} and drawn == ["fit"]
    (kept,) = tmp_path.iterdir()
    kept.write_text(kept.read_text().replace("<svg/>", "<svg>"))
    assert page.picture("fit") == {"svg": "<svg/>"} and drawn == ["fit", "fit"]


def test_a_report_in_which_something_failed_is_never_called_up_to_date(quick, monkeypatch, capsys):
    folder, execute = write_study(quick / "small"), engine.execute

    def broken(notebook, *args, **kwargs):
        return 1 / (notebook.stem != "02_reliability") and execute(notebook, *args, **kwargs)

    monkeypatch.setattr(engine, "execute", broken)
    assert report(folder) == 2
    assert report(folder) == 2
    assert "Nothing has changed" not in capsys.readouterr().err
    monkeypatch.setattr(engine, "execute", execute)
    assert report(folder) == 0
    assert "scales" in found(quick / "reports" / "small")["reliability"]
    assert not (quick / "reports" / "small" / "private" / "faults").exists()


def test_what_the_data_do_not_allow_is_no_failure_and_is_kept(quick, monkeypatch):
    def refusing(*args, **kwargs):
        raise statistics.EstimationError("no_answers")

    monkeypatch.setattr(statistics, "scale_reliability", refusing)
    folder, ran = write_study(quick / "small"), executions(monkeypatch)
    assert report(folder) == 0
    reliability = found(quick / "reports" / "small")["reliability"]
    assert reliability["code"] == "no_answers" and reliability["unavailable"].startswith("There is not a single answer")
    page = (quick / "reports" / "small" / "private" / "02_reliability.ipynb").read_text(encoding="utf-8")
    assert "**Not available.** There is not a single answer" in page
    (quick / "reports" / "small" / "results.json").write_text("{}")
    assert report(folder) == 0
    assert ran() == ["01_sample", "02_reliability"]


def test_results_that_break_their_promise_are_a_fault_and_a_report(quick, monkeypatch):
    from analysis.survey import Study

    meta = Study.meta
    monkeypatch.setattr(Study, "meta", lambda self: replace(meta(self), n_received="many"))
    assert report(write_study(quick / "small")) == 2
    assert "n_received" in (quick / "reports" / "small" / "private" / "faults" / "results.txt").read_text()


def test_without_a_single_page_there_is_no_report(quick, monkeypatch, capsys):
    from analysis.report.safeguards import tracebacks

    def failing(study, stage, *args, **kwargs):
        tracebacks.leave(stage / tracebacks.FAULTS, "report.en", "KeyError: 'x'")

    monkeypatch.setattr(run, "typeset", failing)
    assert report(write_study(quick / "small")) == 1
    said = capsys.readouterr().err
    assert "no page could be written" in said and "report.en failed: KeyError: 'x' (traceback: " in said
    assert not list((quick / "reports").iterdir())


@pytest.mark.parametrize("languages", [["zh"], ["en"]])
def test_only_the_languages_asked_for_are_written(quick, languages):
    settings = SETTINGS.replace("[analysis]", f"[report]\nlanguages = {json.dumps(languages)}\n\n[analysis]")
    assert report(write_study(quick / "small", settings=settings)) == 0
    pages = [path.name for path in (quick / "reports" / "small").glob("report.*")]
    assert pages == [f"report.{language}.html" for language in languages]


def test_a_full_disk_is_one_line_and_the_last_report_stays(quick, monkeypatch, capfd):
    folder = write_study(quick / "small")
    assert report(folder) == 0
    before = (quick / "reports" / "small" / "results.json").read_bytes()
    capfd.readouterr()

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("analysis.report.document.results.write", full)
    assert report(folder, "--force") == 1
    lines = capfd.readouterr().err.splitlines()
    assert lines[-2:] == ["It could not be done: No space left on device", answering.UNTOUCHED]
    assert not [line for line in lines if "Traceback" in line]
    assert (quick / "reports" / "small" / "results.json").read_bytes() == before


def test_without_fork_a_run_leaves_the_same_results(quick, monkeypatch):
    folder = write_study(quick / "small")
    assert report(folder) == 0
    before = (quick / "reports" / "small" / "results.json").read_bytes()
    monkeypatch.setattr(processes, "CAN_FORK", False)
    assert report(folder, "--force") == 0
    assert (quick / "reports" / "small" / "results.json").read_bytes() == before


@pytest.mark.parametrize(("name", "again"), [("EstimationError", [False, True]), ("KeyError", [False])])
def test_a_refusal_from_a_kernel_is_no_fault(name, again, monkeypatch):
    refusal, ways = statistics.EstimationError("no_answers"), []

    def refusing(notebook, output, parameters, *, in_process):
        ways.append(in_process)  # of what happens in a kernel, no more than words come back
        raise engine.NotebookError("n.ipynb", name, "no_answers ()") from (refusal if in_process else None)

    monkeypatch.setattr(engine, "execute", refusing)
    with pytest.raises(engine.NotebookError) as caught:
        chapter_runs.execute(Path("n.ipynb"), Path("out.ipynb"), {}, kernels=True)
    assert ways == again and (caught.value.__cause__ is refusal) == again[-1]


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_run_ends_at_once_and_the_next_one_cleans_up(sent, quick):
    folder = write_study(quick / "small")
    command = [sys.executable, "-c", RUN, str(quick), str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    while not list(cache.CACHE.glob("small-*/*/*.part")):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(sent)
    said = process.communicate(timeout=AT_ONCE)[1]  # which waits for its chapters too: they hold the pipe
    if sent == signal.SIGINT:
        assert process.returncode == 1
        assert [line for line in said.splitlines() if not line.startswith((" ", "Running"))] == [STOPPED]
    (quick / "reports").mkdir(exist_ok=True)
    (quick / "reports" / f".small.new-{process.pid}-abc").mkdir()
    assert report(folder) == 0
    assert [made.name for made in (quick / "reports").iterdir()] == ["small"]
    assert not list(cache.CACHE.rglob("*.part"))


STOPPED = f"Stopped. {answering.UNTOUCHED}"
AT_ONCE, LONG = 30, 600  # seconds: on however busy a machine, against what the chapters would still have taken
RUN = f"""
import sys, time
from dataclasses import replace
from pathlib import Path
from analysis.workflow import answering, commands
from analysis.workflow.keeping import cache
from analysis.workflow.running import engine
from analysis.workflow.running import run
engine.execute = lambda *args, **how: time.sleep({LONG})
run.REPORTS, cache.CACHE = Path(sys.argv[1]) / "reports", Path(sys.argv[1]) / "cache"
sys.exit(commands.main(["report", sys.argv[2]]))
"""
