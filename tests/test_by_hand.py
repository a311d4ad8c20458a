"""Notebooks run by hand, one by one, from any folder."""

import os
import subprocess
import sys

from analysis import ROOT
from tests.studies import write_study


def by_hand(name, folder, **given):
    """A notebook run by papermill in some folder, as anyone may run it."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [sys.executable, "-m", "papermill", str(ROOT / "notebooks" / f"{name}.ipynb"), os.devnull]
    command += [word for key, value in given.items() for word in ("-p", key, value)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_chapters_run_by_hand_lead_to_a_report_by_hand(tmp_path):
    lab = tmp_path / "lab"
    before = by_hand("report", tmp_path, results=str(lab))
    assert before.returncode and "Make the report first" in before.stderr
    done = by_hand("01_sample", ROOT / "notebooks", study=str(write_study(tmp_path / "small")), out=str(lab))
    assert done.returncode == 0, done.stderr
    assert {path.name for path in lab.iterdir()} == {"sample.json"}
    page = by_hand("report", tmp_path, results=str(lab))
    assert page.returncode == 0, page.stderr
