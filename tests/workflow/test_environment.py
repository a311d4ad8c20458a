"""An environment from which something has gone is no longer current, and is made again."""

import os
import sys

import pytest

from analysis.workflow import environment


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A folder that looks as a finished environment does; gives its packages' folder."""
    packages = tmp_path / "lib" / "python3.12" / "site-packages"
    for name in ("numpy", "numpy-2.dist-info", "rich"):
        (packages / name).mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    (tmp_path / "Scripts").mkdir()
    (tmp_path / "Scripts" / "python.exe").touch()
    for name, place in {"VENV": "", "STAMP": "stamp", "INVENTORY": "packages.txt"}.items():
        monkeypatch.setattr(environment, name, tmp_path / place)
    environment.STAMP.write_text(environment.lock_digest())
    environment.INVENTORY.write_text("\n".join(os.listdir(packages)))
    return packages


def test_what_was_added_by_hand_harms_nothing(made):
    (made / "mine").mkdir()
    assert environment.is_current()


@pytest.mark.parametrize("gone", ["numpy", "numpy-2.dist-info"])
def test_a_package_that_has_gone_is_noticed(made, gone):
    (made / gone).rmdir()
    assert not environment.is_current()


def test_another_lock_is_noticed(made):
    environment.STAMP.write_text("0" * 64)
    assert not environment.is_current()


def test_an_environment_without_inventory_is_not_trusted(made):
    environment.INVENTORY.unlink()
    assert not environment.is_current()


def test_every_python_of_the_environment_finds_the_project_in_every_locale(made, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", made.parent / "调查 'é'")
    monkeypatch.setattr(sys, "path", [])
    environment.point_to_project(made)
    line = (made / environment.POINTER).read_text(encoding="ascii")
    assert line.startswith("import ") and line.count("\n") == 1
    exec(line)
    assert sys.path == [str(environment.ROOT)]
    environment.point_to_project(made / "not" / "there")  # a folder that cannot be written to is no trouble


def test_an_environment_is_never_made_with_its_own_python(made, monkeypatch):
    commands = []
    monkeypatch.setattr(environment.sys, "executable", str(environment.interpreter()))
    monkeypatch.setattr(environment.sys, "_base_executable", "/usr/bin/python3.12")
    monkeypatch.setattr(environment.subprocess, "run", lambda command, check: commands.append(command))
    with pytest.raises(FileNotFoundError):  # nothing was made, so there is nothing to list
        environment.set_up()
    assert commands[0][:3] == ["/usr/bin/python3.12", "-m", "venv"]
    monkeypatch.delattr(environment.sys, "_base_executable")
    assert environment.base_interpreter() == environment.sys.executable
