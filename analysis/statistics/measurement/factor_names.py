"""Scales that bear an item's name: a mark on the factor while models are fitted, taken off whatever comes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import pandas as pd

MARK = "\ue000\ue001"
"""A character of no script, in front of a factor's name: nothing that people name begins with it."""

Answers = TypeVar("Answers")


def told_apart(scales: Mapping[str, Answers], items: Iterable[str]) -> dict[str, Answers]:
    """The scales, those that bear an item's name under a name of their own."""
    taken = set(map(str, items))
    return {MARK + name if name in taken else name: answers for name, answers in scales.items()}


def unmarked(part: Any) -> Any:
    """A result with the scales' own names again."""
    if isinstance(part, str):
        return part.replace(MARK, "")
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: unmarked(getattr(part, field.name)) for field in fields(part)})
    if isinstance(part, Mapping):
        return {unmarked(key): unmarked(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return type(part)(unmarked(value) for value in part)
    if isinstance(part, pd.DataFrame):
        return part.map(unmarked).rename(index=unmarked, columns=unmarked)
    return part
