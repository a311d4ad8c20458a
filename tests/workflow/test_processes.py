"""Tasks side by side: a task that dies is told apart from one that ends well, and harms no other."""

import os
import signal
import sys

from analysis.workflow.processes import side_by_side


def write(path, text):
    path.write_text(text)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def test_each_task_leaves_its_own_exit_code(tmp_path):
    tasks = [(write, (tmp_path / "a", "x")), (sys.exit, (3,)), (die, ()), (write, (tmp_path / "b", "y"))]
    codes = side_by_side(tasks, workers=2)
    assert codes[0] == codes[3] == 0 and codes[1] == 3 and codes[2] == -signal.SIGKILL
    assert (tmp_path / "a").read_text() + (tmp_path / "b").read_text() == "xy"
