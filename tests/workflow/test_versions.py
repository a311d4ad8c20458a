"""A verification by another version: found in the history by name or by fingerprints, run in a folder of its own."""

import hashlib
import subprocess
import sys

import pytest

from analysis.survey import DataError
from analysis.workflow import commands, verify, versions
from tests.studies import write_study

PROGRAM = {
    "requirements.lock": "numpy==1\n",
    "analysis/__init__.py": "",
    "analysis/__main__.py": "import os, sys; print('one', *sys.argv[1:], os.getcwd()); sys.exit(1)\n",
    "analysis/workflow/verify.py": "",
    "notebooks/01_sample.ipynb": "{}",
}


def git(folder, *arguments):
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder, **changed):
    for name, text in (PROGRAM | changed).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a version")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def history(tmp_path, monkeypatch):
    """A project of three versions, the first without `verify`; gives their commits."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q")
    monkeypatch.setattr(versions, "ROOT", folder)
    monkeypatch.setattr(versions, "VERSIONS", folder / ".cache" / "versions")
    monkeypatch.setattr(versions, "base_interpreter", lambda: sys.executable)
    versions.digest.cache_clear()
    old = commit(folder, **{"analysis/workflow/verify.py": None})
    first = commit(folder)
    git(folder, "tag", "v0.2.0")
    second = commit(folder, **{"analysis/__main__.py": "print('two')\n"})
    return old, first, second


def record(**changed):
    of = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in (PROGRAM | changed).items()}
    lock = of.pop("requirements.lock")
    return {
        "version": "0.2.0",
        "program": {"lock": lock},
        "sources": {n.removeprefix("notebooks/"): d for n, d in of.items()},
    }


def code(version, of):
    with pytest.raises(DataError) as caught:
        versions.commit_of(version, of)
    (problem,) = caught.value.problems
    assert problem.text("en") and problem.text("zh")
    return problem.code


def test_a_version_is_found_by_its_name(history):
    old, first, second = history
    for name in ("v0.2.0", "0.2.0", first, first[:9]):
        assert versions.commit_of(name, {}) == first
    assert versions.commit_of("HEAD", {}) == second and versions.commit_of(old, {}) == old
    assert code("9.9", {}) == code("--all", {}) == "verify.no_version"


def test_the_version_that_made_a_report_is_found_by_its_files(history):
    _, first, second = history
    assert versions.commit_of("recorded", record()) == first
    assert versions.commit_of("recorded", record(**{"analysis/__main__.py": "print('two')\n"})) == second
    for changed in (
        {"analysis/__main__.py": "print('mine')"},
        {"requirements.lock": "numpy==2\n"},
        {"analysis/new.py": ""},
    ):
        assert code("recorded", record(**changed)) == "verify.not_recorded"
    assert code("recorded", {}) == "verify.not_recorded"


def test_without_history_it_says_so(history, tmp_path, monkeypatch):
    (tmp_path / "copy").mkdir()
    monkeypatch.setattr(versions, "ROOT", tmp_path / "copy")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert code("v0.2.0", {}) == "verify.no_history"
    monkeypatch.setattr(versions.subprocess, "run", lambda *a, **k: (_ for _ in ()).throw(FileNotFoundError("git")))
    assert code("v0.2.0", {}) == "verify.no_history"


def test_links_that_lead_out_of_a_version_and_what_a_killed_run_left_are_left_out(history):
    folder = versions.ROOT
    for name, target in (("absolute", "/etc"), ("climbing", "../.."), ("own", "requirements.lock")):
        (folder / name).symlink_to(target)
    left = versions.VERSIONS / f"{(commit_ := commit(folder))}.1.part"
    left.mkdir(parents=True)
    place = versions.taken_out(commit_)
    assert not left.exists() and (place / "own").read_text() == PROGRAM["requirements.lock"]
    assert not (place / "absolute").is_symlink() and not (place / "climbing").is_symlink()


def test_it_runs_there_and_ends_as_that_version_ends(history, tmp_path, monkeypatch, capfd):
    _, first, _ = history
    study, report = write_study(tmp_path / "small"), tmp_path / "report"
    report.mkdir()
    (report / "results.json").write_text('{"study": {}}')
    monkeypatch.setattr(verify, "RECORDS", tmp_path / "records")
    asked = ["verify", str(study), "--report", str(report), "--language", "en", "--at"]
    assert commands.main([*asked, "v0.2.0"]) == 1
    said = capfd.readouterr().out
    place = versions.VERSIONS / first
    wanted = f"one verify {study} --report {report} --out {tmp_path / 'records' / 'small'} --language en {place}"
    assert wanted in said
    assert commands.main([*asked, "HEAD"]) == 0 and "two" in capfd.readouterr().out
    assert commands.main([*asked, "HEAD~2"]) == 2 and "older than the command verify" in capfd.readouterr().err
    assert commands.main([*asked, "recorded"]) == 2 and "no commit" in capfd.readouterr().err
    assert sorted(path.name for path in versions.VERSIONS.iterdir()) == sorted(history[1:])
