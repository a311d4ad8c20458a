"""
Numbers that know where they stand in results.json, so that a reader can ask a printed one where it comes from.

They are numbers like any other; what is computed of them is not in the file and has no place.
"""

import dataclasses
from copy import copy
from typing import Any


class Real(float):
    """A number with the dotted place in results.json that it was read from."""

    place: str

    def __neg__(self) -> "Real | Whole":
        return placed(-float(self), self.place)

    def __abs__(self) -> "Real | Whole":
        return placed(abs(float(self)), self.place)


class Whole(int):
    """A count with the dotted place in results.json that it was read from."""

    place: str


def placed(value: float, place: str) -> Real | Whole:
    """A number at its place."""
    number = Whole(value) if isinstance(value, int) else Real(value)
    number.place = place
    return number


def place_of(value: Any) -> str:
    """Where a number stands in results.json; empty where it was not read from there."""
    return getattr(value, "place", "") if isinstance(value, Real | Whole) else ""


def numbered(value: Any, place: str = "") -> Any:
    """Results, plain or typed, in which each number knows its place."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return placed(value, place)
    if isinstance(value, dict):
        return {key: numbered(part, joined(place, key)) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(numbered(part, joined(place, number)) for number, part in enumerate(value))
    if dataclasses.is_dataclass(value):
        same = copy(value)
        for field in dataclasses.fields(value):
            part = numbered(getattr(value, field.name), joined(place, field.name))
            object.__setattr__(same, field.name, part)
        return same
    return value


def joined(place: str, key: object) -> str:
    """The place of a part."""
    return f"{place}.{key}" if place else str(key)
