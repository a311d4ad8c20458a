"""The machine fails: killed at random moments, disk full, read-only, no home, no UTF-8, two at once, Ctrl-C."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from analysis import ROOT
from analysis.workflow.answering import UNTOUCHED
from benchmarks.kills import RUN, killed, left_in, spoilt_by, started
from tests.studies import sound_responses, write_study

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and mounts as POSIX has them")
CAN_MOUNT = shutil.which("mount") and hasattr(os, "geteuid") and os.geteuid() == 0
N_KILLS = 4  # fifty by benchmarks/kills.py
FULL = "No space left on device"


@pytest.fixture
def study(tmp_path):
    return write_study(tmp_path / "small", responses=sound_responses(60))


def run(study, place, *more, how="quick", **environment):
    command = [sys.executable, "-c", RUN, str(place), how, str(study), *more]
    around = {name: value for name, value in os.environ.items() if name not in environment}
    around |= {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, errors="replace")


def test_killed_at_random_moments_the_last_good_report_opens_and_the_next_run_recovers(study, tmp_path):
    found = killed(study, tmp_path / "made", N_KILLS, quick=True, seed=20261126, every=N_KILLS)
    assert found.spoilt == [] and found.failed == []
    assert len(set(found.moments)) == N_KILLS and found.n_green == 2


def test_a_spoilt_report_is_told_from_a_whole_one(study, tmp_path):
    assert started(study, tmp_path / "made", "quick").wait() == 0
    report = tmp_path / "made" / "reports" / "small"
    assert spoilt_by(report) == ""
    page = report / "report.en.html"
    page.write_text("half a page")
    assert "report.en.html" in spoilt_by(report)
    page.unlink()
    assert "report.en.html" in spoilt_by(report)
    shutil.rmtree(report)
    assert spoilt_by(report)
    (tmp_path / "made" / "reports" / ".small.new-1-x").mkdir()
    assert left_in(tmp_path / "made") == ["reports/.small.new-1-x"]


@contextmanager
def mounted(place, size):
    """A file system of so many bytes; the test is left out where none may be mounted."""
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True)
    if done.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.skipif(not CAN_MOUNT, reason="only root mounts a full disk")
@pytest.mark.parametrize("left", [0, 60_000])
def test_a_full_disk_is_one_line_and_leaves_the_last_report(left, study, tmp_path):
    place = tmp_path / "disk"
    with mounted(place, 1_500_000):
        assert run(study, place).returncode == 0
        shutil.rmtree(place / "cache")
        with (study / "study.toml").open("a") as settings:
            settings.write("# again\n")
        free = shutil.disk_usage(place).free
        (place / "ballast").write_bytes(b"x" * (free - left))
        full = run(study, place)
        assert full.returncode == 1, full.stderr
        said = [line for line in full.stderr.splitlines() if not line.startswith((" ", "Running", "Writing"))]
        assert said[0].startswith(f"It could not be done: {FULL}") and said[1:] == [UNTOUCHED]
        assert spoilt_by(place / "reports" / "small") == ""
        (place / "ballast").unlink()
        assert run(study, place).returncode == 0
        assert left_in(place) == []


@pytest.mark.skipif(not CAN_MOUNT, reason="only root mounts a disk that cannot be written to")
def test_folders_that_cannot_be_written_to_are_named_before_anything_is_computed(study, tmp_path):
    place = tmp_path / "disk"
    with mounted(place, 1_500_000):
        assert run(study, place).returncode == 0
        with (study / "study.toml").open("a") as settings:
            settings.write("# again\n")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        refused = run(study, place)
        assert refused.returncode == 1 and "Traceback" not in refused.stderr
        lines = refused.stderr.splitlines()
        assert lines[0].startswith("It could not be done: Read-only file system") and len(lines) == 2
        assert spoilt_by(place / "reports" / "small") == ""


def test_a_study_that_cannot_be_written_to_is_reported_on(study, tmp_path):
    if not CAN_MOUNT:
        pytest.skip("only root mounts a disk that cannot be written to")
    place = tmp_path / "disk"
    with mounted(place, 1_500_000):
        shutil.copytree(study, place / "small")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        assert run(place / "small", tmp_path / "made").returncode == 0


def test_without_a_home_and_without_utf_8_a_run_goes_through(study, tmp_path):
    odd = {"HOME": "/proc/nobody", "LC_ALL": "POSIX", "LANG": None, "PYTHONUTF8": "1", "PYTHONIOENCODING": None}
    odd |= {"MPLCONFIGDIR": None, "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None, "IPYTHONDIR": None}
    folder = study.rename(study.with_name("满意 é"))
    done = run(folder, tmp_path / "made", **odd)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert spoilt_by(tmp_path / "made" / "reports" / "满意 é") == ""


def test_two_runs_of_one_study_at_once_leave_one_report(study, tmp_path):
    first = started(study, tmp_path / "made", "quick")
    until(lambda: list((tmp_path / "made" / "cache").glob("small-*")))
    second = run(study, tmp_path / "made")
    assert first.wait() == 0 and second.returncode == 0
    assert "Another run is making a report of 'small'" in second.stderr and "Nothing has changed" in second.stderr
    assert spoilt_by(tmp_path / "made" / "reports" / "small") == "" and left_in(tmp_path / "made") == []


def test_ctrl_c_ends_a_run_in_one_line_within_two_seconds(study, tmp_path):
    command = [sys.executable, "-c", RUN, str(tmp_path / "made"), "whole", str(study)]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    until(lambda: list((tmp_path / "made" / "cache").glob("small-*/*/*.part")))
    begun = time.monotonic()
    os.killpg(running.pid, signal.SIGINT)
    said = running.communicate(timeout=60)[1]
    assert time.monotonic() - begun < 2 * slowness() and running.returncode == 1
    assert [line for line in said.splitlines() if not line.startswith((" ", "Running"))] == [f"Stopped. {UNTOUCHED}"]


def slowness():
    """How much slower than usual this machine is just now, by the work that waits for each of its cores."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def until(condition, seconds=120.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
