"""Where a report comes from: fingerprints of data, settings, code and lock; versions; seed; and of its own files."""

import json
from pathlib import Path

from analysis import __version__
from analysis.workflow.keeping import fingerprints

NAME = "provenance.json"
PRIVATE = "private"


def write(
    folder: Path, *, fingerprint: str, study: dict[str, str], program: dict, seed: int, failed: list[str]
) -> None:
    """Write `provenance.json` for the finished files in `folder`; `failed` names what is not among them."""
    record = {
        "version": __version__,
        "fingerprint": fingerprint,
        "study": study,
        "program": program,
        "versions": fingerprints.versions(),
        "seed": seed,
        "failed": failed,
        "files": files(folder),
    }
    text = json.dumps(record, indent=1, ensure_ascii=False)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def files(folder: Path) -> dict[str, str]:
    """Fingerprints of the files a run leaves for others, by their place in the report folder."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != NAME)
    names = {p.relative_to(folder).as_posix(): p for p in found}
    return {name: fingerprints.of_file(p) for name, p in names.items() if not name.startswith(PRIVATE)}


def is_current(folder: Path, fingerprint: str) -> bool:
    """Whether the report in `folder` was made from just this, all of it, and nobody has touched its files since."""
    try:
        record = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    is_whole = record.get("failed") == []
    return is_whole and record.get("fingerprint") == fingerprint and record.get("files") == files(folder)
