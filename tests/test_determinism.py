"""The same study leaves the same bytes wherever, whenever and however it is run; and the same digits elsewhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import ROOT
from analysis.verifying.comparison import compared
from tests.studies import sound_responses, write_study

RUN = """
import os, sys
from pathlib import Path
from analysis.workflow import commands
from analysis.workflow.keeping import cache
from analysis.workflow.running import chapter_runs, chapters, run
place, how, *arguments = sys.argv[1:]
run.REPORTS, cache.CACHE = Path(place) / "reports", Path(place) / "cache"
if "few" in how:
    chapter_runs.CHAPTERS = [c for c in chapters.CHAPTERS if c.name in ("01_sample", "02_reliability", "03_factors")]
    run.typeset = lambda study, stage, *_, **__: (stage / "report.en.html").write_text("a page")
if "core" in how:
    os.cpu_count = lambda: 1
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
sys.exit(commands.main(["report", *arguments]))
"""
USUAL = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}
ODD = {
    "TZ": "Asia/Tokyo",
    "LC_ALL": "POSIX",
    "LANG": "zh_CN.GB2312",
    "PYTHONHASHSEED": "7",
    "PYTHONUTF8": "1",  # as every command sees to, see `environment`
    "HOME": "/proc/nobody",
    "SOURCE_DATE_EPOCH": "1",
    "COLUMNS": "43",
}


def published(place, how="", *more, **around):
    """The bytes of every file that a run of the small study publishes, by their place in the report."""
    study = write_study(place / "small", responses=sound_responses(80))
    command = [sys.executable, "-c", RUN, str(place), how, str(study), *more]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | USUAL | around, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    report = place / "reports" / "small"
    files = {path.relative_to(report).as_posix(): path for path in report.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith("private/")}


def differing(one, other):
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return published(tmp_path_factory.mktemp("usual"))


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    return published(tmp_path_factory.mktemp("few"), "few")


def test_another_folder_zone_locale_hash_seed_home_and_one_core_leave_the_same_bytes(whole, tmp_path):
    elsewhere = tmp_path / "另 一 处 é"
    elsewhere.mkdir()
    other = published(elsewhere, "core", **ODD)
    assert len(whole) > 60 and differing(whole, other) == []


def test_kernels_leave_the_same_bytes(few, tmp_path):
    other = published(tmp_path, "few", "--kernels")
    assert "notebooks/03_factors.ipynb" in few and differing(few, other) == []


@pytest.mark.parametrize("kernel", ["Prescott", "Nehalem"])
def test_another_processors_kernels_leave_the_same_digits(kernel, few, tmp_path):
    other = published(tmp_path, "few", OPENBLAS_CORETYPE=kernel)
    reported, recomputed = (json.loads(files["results.json"]) for files in (few, other))
    found = compared(reported, recomputed, same_draws=True)
    assert len(found.numbers) > 800 and found.is_equal
    assert not any(found.printed.values())


def test_what_differs_is_noticed(tmp_path):
    assert differing({"a": b"1", "b": b"1"}, {"a": b"1", "b": b"2", "c": b""}) == ["b", "c"]
    assert differing({"a": b"1"}, {"a": b"1"}) == [] and Path(tmp_path).exists()
