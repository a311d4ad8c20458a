"""Results as single values, each with the path that names it: rows of lists by what they are about."""

from collections.abc import Iterator
from typing import Any

Path = tuple[str, ...]
Value = str | int | float | bool | None

OWN = ("variable", "name")  # tells a row from others by itself
SHARED = (
    "quantity", "term", "factor", "a", "b", "lhs", "op", "rhs", "group", "level", "option", "scale", "subject",
    "outcome", "estimator", "model", "correlation", "code", "step", "component", "n_components", "value", "row", "flag",
)  # fmt: skip
"""What else a row is told from others by, all that it has of these together."""


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Value]]:
    """Every single value of plain data with its path, in order."""
    if isinstance(data, dict):
        for key, part in data.items():
            yield from leaves(part, (*path, str(key)))
    elif isinstance(data, list):
        for key, part in zip(row_names(data), data, strict=True):
            yield from leaves(part, (*path, key))
    else:
        yield path, data


def row_names(rows: list) -> list[str]:
    """A name for each row of a list: what it is about if that tells all apart, else its position."""
    named = [identity(row) for row in rows]
    if all(named) and len(set(named)) == len(named):
        return [f"[{name}]" for name in named]
    return [f"[{position}]" for position in range(1, len(rows) + 1)]


def identity(row: Any) -> str:
    """What a row is about."""
    if not isinstance(row, dict):
        return ""
    parts = {key: row[key] for key in (*OWN, *SHARED) if isinstance(row.get(key), str) or type(row.get(key)) is int}
    own = [parts[key] for key in OWN if key in parts]
    return ", ".join(map(str, own[:1] or parts.values()))


def dotted(path: Path) -> str:
    """A path as one text: 'efa.loadings[RES1, F1].estimate'."""
    return ".".join(path).replace(".[", "[")


def is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
