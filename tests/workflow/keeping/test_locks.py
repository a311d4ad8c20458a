"""Of two runs of one study the second waits, and a run that dies frees the place."""

import signal
import subprocess
import sys
import time

from analysis import ROOT
from analysis.workflow.keeping.locks import only_run

HOLDER = """
import sys, time
from pathlib import Path
from analysis.workflow.keeping.locks import only_run
with only_run("small", Path(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(place, seconds):
    command = [sys.executable, "-c", HOLDER, str(place), str(seconds)]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout.readline() == "held\n"
    return run


def test_a_second_run_says_that_it_waits_and_waits(tmp_path):
    first, said, begun = holder(tmp_path, 1.0), [], time.monotonic()
    with only_run("small", tmp_path, said.append):
        assert time.monotonic() - begun > 0.7
    assert first.wait() == 0
    assert said == ["Another run is making a report of 'small'; this one waits until it has ended."]


def test_another_study_does_not_wait(tmp_path):
    first, said = holder(tmp_path, 30), []
    with only_run("other", tmp_path, said.append):
        assert said == [] and first.poll() is None
    first.kill()
    first.wait()


def test_a_run_that_was_killed_holds_nothing(tmp_path):
    first, said = holder(tmp_path, 30), []
    first.send_signal(signal.SIGKILL)
    first.wait()
    with only_run("small", tmp_path, said.append):
        assert said == []
