"""
Where a study's things lie: two studies of one folder name have two reports and two caches.

A report notes in `private/` which study folder it belongs to: below the project by its path, elsewhere by a hash of
it, so that no path of a person's disk is in it.
"""

import hashlib
import json
from pathlib import Path

from analysis import ROOT

DATA = ROOT / "data"
RECORD = Path("private") / "study.json"


def identity(folder: Path) -> str:
    """What a study folder is told from others by."""
    if folder.is_relative_to(ROOT):
        return folder.relative_to(ROOT).as_posix()
    return hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def key(folder: Path) -> str:
    """The name of a study's place in the cache."""
    return f"{folder.name}-{hashlib.sha256(identity(folder).encode()).hexdigest()[:8]}"


def report_folder(folder: Path, reports: Path) -> Path:
    """
    Where the report of a study folder goes: `reports/<its name>`, or another name if that is another study's.

    A name belongs to the study whose report is there, or else to the study of that name in data/.
    """
    names = (folder.name, f"{folder.name}-{folder.parent.name}", key(folder))
    own = [name for name in names if owner(reports / name) == identity(folder)]
    free = [name for name in names if owner(reports / name) is None and not is_reserved(name, folder)]
    return reports / (own + free + [key(folder)])[0]


def is_reserved(name: str, folder: Path) -> bool:
    """Whether a study in data/, other than `folder`, has this name."""
    return (DATA / name).is_dir() and (DATA / name).resolve() != folder


def owner(report: Path) -> str | None:
    """Which study folder a report belongs to; None where there is no report, or one that does not say."""
    try:
        return json.loads((report / RECORD).read_text(encoding="utf-8"))["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_owner(report: Path, folder: Path) -> None:
    """Note in a report which study folder it belongs to."""
    (report / RECORD).parent.mkdir(exist_ok=True)
    (report / RECORD).write_text(json.dumps({"folder": identity(folder)}) + "\n", encoding="utf-8")


def portable(path: Path) -> str:
    """A path as a notebook's parameter: from the project's folder where it lies below it, else as it is."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
