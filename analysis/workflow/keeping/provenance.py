"""
Where a report comes from: data, codebook, settings, code, packages and machine, and fingerprints of its own files.

Settings and codebook stand there word for word, so that a rerun that differs can say what was changed. Of the answers
there is one fingerprint for all; those of rows and columns, from which few answers could be guessed back, lie in
`private/`.
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis import __version__
from analysis.workflow.keeping import fingerprints

NAME = "provenance.json"
PRIVATE = "private"
ANSWERS = Path(PRIVATE) / "answers.json"
DIGITS = 16  # of a fingerprint of a row or column


def origin(study: Path, files: dict[str, str], program: dict) -> dict[str, Any]:
    """All that the numbers of a sound study depend on; `files` are the fingerprints of those in its folder."""
    return {
        "version": __version__,
        "study": files,
        "settings": settings(study),
        "codebook": codebook(study),
        "program": program,
        "sources": fingerprints.sources(),
        "versions": fingerprints.versions(),
        "machine": fingerprints.machine(),
    }


def settings(study: Path) -> dict[str, Any]:
    """
    What study.toml says, by dotted name, and what strategies.toml does, where there is one.

    Nothing of a file that cannot be read, as loading the study will say.
    """
    return said_in(study / "study.toml", "") | said_in(study / "strategies.toml", "strategies")


def said_in(path: Path, name: str) -> dict[str, Any]:
    """The entries of a TOML file by dotted name, below `name`."""
    try:
        return dict(flat(tomllib.loads(path.read_text(encoding="utf-8-sig")), name))
    except (OSError, ValueError):
        return {}


def flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a tree by their dotted names; lists whole, dates as text."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from flat(part, f"{name}.{key}" if name else key)
    else:
        yield name, value if isinstance(value, str | int | float | bool | list) else str(value)


def codebook(study: Path) -> dict[str, dict[str, str]]:
    """What codebook.csv says: by variable, and by column where a cell is filled."""
    from analysis.survey.declared.codebook import COLUMNS
    from analysis.survey.formats import read_records

    header, *records = read_records(study / "codebook.csv", COLUMNS, settings(study).get("study.encoding", ""))
    rows = [dict(zip(header, record, strict=False)) for record in records]
    return {row[header[0]]: {key: cell for key, cell in row.items() if cell} for row in rows if row}


def answers(study: Path) -> dict[str, Any]:
    """Fingerprints of the answers received: each row's, by its number in a spreadsheet, and each declared column's."""
    from analysis.survey.folder import read_folder

    received = read_folder(study).received.answers
    texts = received.astype(object).where(received.notna(), None).astype(str)
    rows = zip(texts.index, texts.itertuples(index=False, name=None), strict=True)
    return {
        "rows": [[int(number), digest(row)] for number, row in rows],
        "columns": {str(name): digest(texts[name].tolist()) for name in texts},
    }


def digest(values: Any) -> str:
    """A short fingerprint of plain values."""
    return fingerprints.of_data(list(values))[:DIGITS]


def write(
    folder: Path, *, made_of: dict[str, Any], answered: dict[str, Any], fingerprint: str, seed: int, failed: list[str]
) -> None:
    """Write `provenance.json` for the finished files in `folder`; `failed` names what is not among them."""
    record = {"fingerprint": fingerprint, **made_of, "seed": seed, "failed": failed, "files": files(folder)}
    text = json.dumps(record, indent=1, ensure_ascii=False)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")
    (folder / ANSWERS).write_text(json.dumps(answered, ensure_ascii=False) + "\n", encoding="utf-8")


def read(folder: Path) -> dict[str, Any]:
    """The record beside a report."""
    return json.loads((folder / NAME).read_text(encoding="utf-8"))


def files(folder: Path) -> dict[str, str]:
    """Fingerprints of the files a run leaves for others, by their place in the report folder."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != NAME)
    names = {p.relative_to(folder).as_posix(): p for p in found}
    return {name: fingerprints.of_file(p) for name, p in names.items() if not name.startswith(PRIVATE)}


def is_current(folder: Path, fingerprint: str) -> bool:
    """Whether the report in `folder` was made from just this, all of it, and nobody has touched its files since."""
    try:
        record = read(folder)
    except (OSError, ValueError):
        return False
    is_whole = record.get("failed") == []
    return is_whole and record.get("fingerprint") == fingerprint and record.get("files") == files(folder)
