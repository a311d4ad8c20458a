"""A copy installed by pip: it brings its notebooks along, and works in the folder where it is started."""

import os
import shutil
import subprocess
import sys
import tomllib

import pytest

from analysis import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """What a wheel would put into site-packages, by pyproject.toml's own list."""
    place = tmp_path_factory.mktemp("site")
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    without = shutil.ignore_patterns("__pycache__")
    for package in wheel["packages"]:
        shutil.copytree(ROOT / package, place / package, ignore=without)
    for here, there in wheel["force-include"].items():
        (place / there).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / here).is_dir() else shutil.copyfile
        copy(ROOT / here, place / there)
    return place


def command(site, folder, *arguments) -> subprocess.CompletedProcess:
    environment = os.environ | {"PYTHONPATH": str(site)}
    call = [sys.executable, "-P", "-m", "analysis", *arguments]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True)


def test_an_installed_copy_works_where_it_is_started(site, tmp_path):
    (tmp_path / "data").mkdir()
    assert command(site, tmp_path, "new", "mine").returncode == 0
    done = command(site, tmp_path, "check", "data/mine")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (tmp_path / ".venv").exists() and not (site / ".venv").exists()


def test_it_finds_its_chapters(site, tmp_path):
    code = (
        "from analysis.workflow.running.chapters import CHAPTERS, REPORT_NOTEBOOK as report;"
        "from analysis.workflow.keeping import fingerprints as prints;"
        "assert all(chapter.notebook.is_file() for chapter in CHAPTERS) and report.is_file();"
        "assert set(prints.code()) >= {'report', 'lock', 'notebooks'}"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
