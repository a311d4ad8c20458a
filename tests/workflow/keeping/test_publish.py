"""The last good report survives whatever happens to the next one."""

import os
import subprocess
import sys

import pytest

from analysis.workflow.keeping import publish


def good(folder, text="good"):
    folder.mkdir(parents=True)
    (folder / "report.txt").write_text(text)
    return folder


def test_finished_folder_takes_the_place_of_the_old_one(tmp_path):
    target = good(tmp_path / "study")
    with publish.staged(target) as new:
        (new / "report.txt").write_text("better")
    assert (target / "report.txt").read_text() == "better"
    assert list(tmp_path.iterdir()) == [target]


def test_failed_run_leaves_the_last_good_report(tmp_path):
    target = good(tmp_path / "study")
    with pytest.raises(RuntimeError), publish.staged(target) as new:
        (new / "report.txt").write_text("half")
        raise RuntimeError
    assert (target / "report.txt").read_text() == "good"
    assert list(tmp_path.iterdir()) == [target]


def test_switch_that_fails_puts_the_old_folder_back(tmp_path, monkeypatch):
    target = good(tmp_path / "study")
    rename = type(target).rename

    def refuse(self, other):
        if ".new-" in self.name:
            raise OSError("no")
        return rename(self, other)

    monkeypatch.setattr(type(target), "rename", refuse)
    with pytest.raises(OSError), publish.staged(target) as new:
        (new / "report.txt").write_text("better")
    assert (target / "report.txt").read_text() == "good"


def test_switch_cut_off_half_way_is_mended_by_the_next_run(tmp_path):
    target = tmp_path / "study"
    good(tmp_path / ".study.old")
    with pytest.raises(RuntimeError), publish.staged(target):
        raise RuntimeError
    assert (target / "report.txt").read_text() == "good"


def test_what_dead_runs_left_is_removed_and_what_living_ones_make_is_not(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = [tmp_path / name for name in (f".other.new-{gone.pid}-abc", ".study.new-k3j2", f".study.new-{gone.pid}-abc")]
    living = tmp_path / f".other.new-{os.getpid()}-abc"
    for folder in (*left, living):
        (folder / "private").mkdir(parents=True)
    with publish.staged(tmp_path / "study"):
        assert not any(folder.exists() for folder in left) and living.exists()
