"""
A verification by the version that made a report: taken from the project's history, set up from its own lock, run there.

Each version has a folder of its own below `.cache/versions/`, with its own environment; nothing of this one is touched.
"""

import hashlib
import io
import os
import shutil
import subprocess
import tarfile
from functools import cache
from pathlib import Path

from analysis import ROOT
from analysis.survey import DataError
from analysis.survey.problems import problem
from analysis.workflow.environment import base_interpreter

VERSIONS = ROOT / ".cache" / "versions"
RECORDED = "recorded"  # the version that provenance.json speaks of
VERIFIES = "analysis/workflow/verify.py"
OWN = ("PYTHONPATH", "VIRTUAL_ENV")  # of this version's environment
MANY = 12  # tags that a message names


def verified_by(version: str, record: dict, arguments: list[str]) -> int:
    """
    Verify by another version of the project.

    Parameters
    ----------
    version : str
        A tag or commit, a version with or without its v, or "recorded".
    record : dict
        The report's provenance.json.
    arguments : list of str
        Of `verify`, with absolute paths.

    Returns
    -------
    int
        The exit code that the version ended with.

    Raises
    ------
    DataError
        If there is no history, no such version in it, or one that cannot verify.
    """
    commit = commit_of(version, record)
    place = taken_out(commit)
    environment = {name: value for name, value in os.environ.items() if name not in OWN}
    command = [base_interpreter(), "-m", "analysis", "verify", *arguments]
    return subprocess.run(command, cwd=place, env=environment).returncode


def commit_of(version: str, record: dict) -> str:
    """The commit of a version; raises DataError where it cannot be had."""
    if git("rev-parse", "--git-dir") is None:
        raise DataError(problem("verify.no_history", version=version))
    if version == RECORDED:
        return recorded(record)
    for name in (version, f"v{version}"):
        if not name.startswith("-") and (found := git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")):
            return found.decode().strip()
    known = (git("tag", "--sort=-creatordate") or b"").decode().split()
    raise DataError(problem("verify.no_version", version=version, known=known[:MANY]))


def recorded(record: dict) -> str:
    """The newest commit in which every file of the program is what a report's record says; raises DataError."""
    wanted = {name if "/" in name else f"notebooks/{name}": value for name, value in record.get("sources", {}).items()}
    lock = record.get("program", {}).get("lock")
    wanted = {"requirements.lock": lock} | wanted if lock and wanted else {}
    for commit in (git("rev-list", "--all") or b"").decode().split() if wanted else ():
        blobs = tree(commit)
        if all(name in blobs and digest(blobs[name]) == value for name, value in wanted.items()):
            return commit
    raise DataError(problem("verify.not_recorded", version=record.get("version", "")))


def tree(commit: str) -> dict[str, str]:
    """Git's own name of the content of each file of a commit."""
    listed = (git("ls-tree", "-r", "-z", commit) or b"").decode().split("\0")
    parts = (line.partition("\t") for line in filter(None, listed))
    return {name: about.split()[2] for about, _, name in parts}


@cache
def digest(blob: str) -> str:
    """SHA-256 of a content."""
    return hashlib.sha256(git("cat-file", "blob", blob) or b"").hexdigest()


def taken_out(commit: str) -> Path:
    """The folder of a commit's files, made at the first call; raises DataError if that version cannot verify."""
    if VERIFIES not in tree(commit):
        raise DataError(problem("verify.cannot_yet", version=commit[:12]))
    place = VERSIONS / commit
    if not place.is_dir():
        for left in VERSIONS.glob(f"{commit}.*.part"):
            shutil.rmtree(left, ignore_errors=True)
        part = place.with_name(f"{commit}.{os.getpid()}.part")
        with tarfile.open(fileobj=io.BytesIO(git("archive", commit) or b"")) as files:
            files.extractall(part, filter=inside)
        part.rename(place)
    return place


def inside(member: tarfile.TarInfo, place: str) -> tarfile.TarInfo | None:
    """A file of a version as it may be unpacked; none for a link that leads out of its folder, which no run needs."""
    try:
        return tarfile.data_filter(member, place)
    except (tarfile.AbsoluteLinkError, tarfile.LinkOutsideDestinationError):
        return None


def git(*arguments: str) -> bytes | None:
    """What git says of the project's own history; None where it has none to tell."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True)
    except OSError:
        return None
    return None if done.returncode else done.stdout
