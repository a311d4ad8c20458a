"""Tasks side by side: one that raises, leaves early or is killed is told apart and harms no other, forked or not."""

import errno
import os
import signal
import subprocess
import sys
import time

import pytest

from analysis import ROOT
from analysis.workflow.running import processes
from analysis.workflow.running.processes import side_by_side, uninterrupted


def write(path, text):
    path.write_text(text)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def divide():
    return 1 / 0


def fill_the_disk():
    try:
        raise OSError(errno.ENOSPC, "No space left on device")
    except OSError as error:
        raise ValueError("the page could not be written") from error


@pytest.fixture(params=[True, False], ids=["forked", "spawned"])
def way(request, monkeypatch):
    """Both ways of starting a process, whatever the platform."""
    monkeypatch.setattr(processes, "CAN_FORK", request.param and processes.CAN_FORK)


def test_each_task_leaves_its_own_outcome(way, tmp_path, capfd):
    tasks = [(write, (tmp_path / "a", "x")), (sys.exit, (3,)), (die, ()), (divide, ()), (write, (tmp_path / "b", "y"))]
    said = []
    outcomes = side_by_side(tasks, workers=2, ended=lambda number, outcome: said.append((number, outcome.code)))
    assert [outcome.code for outcome in outcomes] == [0, 3, -signal.SIGKILL, 1, 0]
    assert sorted(said) == list(enumerate([0, 3, -signal.SIGKILL, 1, 0]))
    assert (tmp_path / "a").read_text() + (tmp_path / "b").read_text() == "xy"
    assert outcomes[2].error == "it was ended by SIGKILL, perhaps for want of memory"
    assert outcomes[3].error == "ZeroDivisionError: division by zero" and "1 / 0" in outcomes[3].traceback
    assert capfd.readouterr().err == ""


def test_a_task_that_leaves_with_a_message_has_said_it(way):
    (outcome,) = side_by_side([(sys.exit, ("the reason",))])
    assert (outcome.code, outcome.error) == (1, "the reason")


def test_leaving_early_with_nothing_is_no_failure(way):
    assert side_by_side([(sys.exit, ())])[0].code == 0


def test_a_full_disk_is_told_apart_whatever_it_led_to(way):
    full, other = side_by_side([(fill_the_disk, ()), (divide, ())])
    assert full.disk_is_full and not other.disk_is_full


def test_a_watcher_that_raises_ends_the_others_at_once():
    def stop(number, outcome):
        raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        side_by_side([(divide, ()), (time.sleep, (60,))], workers=2, ended=stop)
    assert time.monotonic() - begun < 10


def test_a_clock_ticks_while_tasks_go_on():
    ticks = []
    side_by_side([(time.sleep, (0.7,))], tick=lambda: ticks.append(1))
    assert len(ticks) >= 2


SLEEPERS = """
import os, subprocess, sys, time
from analysis.workflow.running.processes import side_by_side
def sleep(path):
    helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    open(path, "w").write(f"{os.getpid()} {helper.pid}")
    time.sleep(60)
try:
    side_by_side([(sleep, (sys.argv[1],)), (sleep, (sys.argv[2],))], workers=2)
except KeyboardInterrupt:
    sys.exit("Stopped.")
"""


def test_ctrl_c_waits_until_a_started_process_is_known():
    known, before = [], signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        signal.raise_signal(signal.SIGINT)
        known.append("started")
    assert known == ["started"] and signal.getsignal(signal.SIGINT) == before
    with uninterrupted():
        pass  # nobody pressed it


def alive(pid):
    import psutil

    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_children_end_with_their_parent(sent, tmp_path):
    places = [tmp_path / "first", tmp_path / "second"]
    command = [sys.executable, "-c", SLEEPERS, *map(str, places)]
    run = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert until(lambda: all(place.exists() and " " in place.read_text() for place in places))
    children = [int(pid) for place in places for pid in place.read_text().split()]
    run.send_signal(sent)
    run.wait(timeout=10)
    ours = children if sent == signal.SIGINT else children[::2]
    assert until(lambda: not any(map(alive, ours)), 2.0)
    if sent == signal.SIGINT:
        assert run.stderr.read() == "Stopped.\n"
    for pid in children[1::2]:
        if alive(pid):
            os.kill(pid, signal.SIGKILL)
