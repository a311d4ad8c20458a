"""
Plain data that do not keep to their type, as objects of it all the same.

A breach of the schema is told by `results.require_valid`; that one number is null where none may be must not take the
whole report along. What reads the number fails by itself.
"""

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

from analysis.statistics.foundation.attempts import Unavailable

Absent = Callable[[Any], Any]
"""Gives, by a type, what stands for a key that is not there."""

Builder = Callable[[Any, Absent], Any]
"""Makes of plain data, and of what stands for missing keys, a value of a type."""


def none(_: Any) -> None:
    """What stands for a key that is not there."""
    return None


@cache
def nothing(kind: Any) -> Any:
    """A value of a type that says nothing: empty, zero, None where that may be."""
    if is_union(kind):
        kinds = typing.get_args(kind)
        return None if type(None) in kinds else nothing(kinds[0])
    if typing.get_origin(kind) is typing.Literal:
        return typing.get_args(kind)[0]
    return built(kind, {}, nothing) if dataclasses.is_dataclass(kind) else (typing.get_origin(kind) or kind)()


def built(kind: Any, data: Any, absent: Absent = none) -> Any:
    """
    Plain data as a type has it.

    Parameters
    ----------
    kind : of the type hints of results.
    data : plain data; keys that the type does not know are left out.
    absent : gives, by the type of a field, what stands there if the data have no key for it.
    """
    return builder(kind)(data, absent)


@cache
def builder(kind: Any) -> Builder:
    """What makes a type of plain data: of each type the hints are read once."""
    origin, of = typing.get_origin(kind), typing.get_args(kind)
    if is_union(kind):
        return plainly if all(builder(one) is plainly for one in of) else one_of(of)
    if dataclasses.is_dataclass(kind):
        return object_of(kind)
    if origin is dict:
        return dict_of(of[1])
    return list_of(origin, of[0]) if origin in (list, tuple) else plainly


def plainly(data: Any, _: Absent) -> Any:
    """Numbers and texts stay what they are."""
    return data


def one_of(kinds: tuple) -> Builder:
    return lambda data, absent: builder(chosen(kinds, data))(data, absent)


def object_of(kind: Any) -> Builder:
    """An object of a result's class."""

    def build(data: Any, absent: Absent) -> Any:
        if not isinstance(data, dict):
            return data
        values = {}
        for name, hint, is_required in declared(kind):
            if name in data:
                values[name] = builder(hint)(data[name], absent)
            elif is_required:
                values[name] = absent(hint)
        return kind(**values)

    return build


def dict_of(kind: Any) -> Builder:
    build = builder(kind)
    return lambda data, absent: (
        {key: build(part, absent) for key, part in data.items()} if isinstance(data, dict) else data
    )


def list_of(origin: type, kind: Any) -> Builder:
    build = builder(kind)
    return lambda data, absent: origin(build(part, absent) for part in data) if isinstance(data, list | tuple) else data


@cache
def declared(kind: Any) -> list[tuple[str, Any, bool]]:
    """Of each field of a class its name, its type, and whether an object needs it."""
    hints = typing.get_type_hints(kind)
    missing = dataclasses.MISSING
    return [
        (field.name, hints[field.name], field.default is missing and field.default_factory is missing)
        for field in dataclasses.fields(kind)
    ]


@cache
def names_of(kind: Any) -> frozenset[str] | None:
    """The names of a class's fields; of what is no class of results, none."""
    return frozenset(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


def is_union(kind: Any) -> bool:
    return typing.get_origin(kind) in (typing.Union, types.UnionType)


def chosen(kinds: tuple, data: Any) -> Any:
    """Of several types the one that knows the most of the data's keys, and of those the one with the fewest others."""
    row = next(iter(data), None) if isinstance(data, list) else data
    objects = [
        (kind, typing.get_args(kind)[0] if isinstance(data, list) else kind) for kind in kinds if fits(kind, data)
    ]
    if not isinstance(row, dict) or not objects:
        return objects[0][0] if objects else Any
    is_refused = "unavailable" in row
    ranked = []
    for kind, of in objects:
        known = names_of(of)
        names = row.keys() if known is None else known
        is_refusal = isinstance(of, type) and issubclass(of, Unavailable)
        ranked.append(((is_refusal != is_refused, len(row.keys() - names), len(names - row.keys())), kind))
    return min(ranked, key=lambda pair: pair[0])[1]


def fits(kind: Any, data: Any) -> bool:
    """Whether a type is of the data's shape: an object, a dict, a list."""
    if isinstance(data, dict):
        return dataclasses.is_dataclass(kind) or typing.get_origin(kind) is dict
    return isinstance(data, list) and typing.get_origin(kind) is list
