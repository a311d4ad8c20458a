"""One set of versions: pyproject.toml, requirements.lock and environment.yml agree, and name no address."""

import re
import subprocess
import tomllib

from analysis import ROOT
from analysis.workflow import environment

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = dict(re.findall(r"^([a-z0-9.-]+)==([^ ]+)", LOCK, re.M))
CONDA = (ROOT / "environment.yml").read_text(encoding="utf-8")


def direct() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    return {re.match(r"[A-Za-z0-9-]+", name)[0].lower() for name in wanted}


def test_every_direct_dependency_is_locked_with_hashes():
    assert direct() <= LOCKED.keys()
    for package in direct():
        assert "--hash=sha256:" in environment.locked(package)


def test_conda_environment_has_the_same_direct_versions():
    pinned = {name.lower(): version for name, version in re.findall(r"- ([\w-]+)(?:\[\w+\])?==(\S+)", CONDA)}
    assert pinned == {name: LOCKED[name] for name in direct()}
    assert f"name: {environment.CONDA_ENVIRONMENT}\n" in CONDA


def test_no_committed_file_names_a_registry_or_an_absolute_path():
    forbidden = re.compile(r"pypi\.org|pythonhosted|npmjs|(?<![\w.])/(?:home|root|work|opt|Users)/")
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    for name in filter(None, names):
        path = ROOT / name
        if path.suffix in {".ttf", ".png", ".sav", ".xlsx", ".parquet"} or name == "tests/test_environment.py":
            continue
        assert not path.is_symlink(), f"{name} leads to {path.readlink()}, which a clone does not have"
        if path.exists():
            found = forbidden.search(path.read_text(encoding="utf-8", errors="replace"))
            assert not found, f"{name}: {found[0]}"
