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


def built(kind: Any, data: Any, absent: Callable[[Any], Any] = none) -> Any:
    """
    Plain data as a type has it.

    Parameters
    ----------
    kind : of the type hints of results.
    data : plain data; keys that the type does not know are left out.
    absent : gives, by the type of a field, what stands there if the data have no key for it.
    """
    if is_union(kind):
        return built(chosen(typing.get_args(kind), data), data, absent)
    if dataclasses.is_dataclass(kind) and isinstance(data, dict):
        return object_of(kind, data, absent)
    of = typing.get_args(kind)
    if isinstance(data, dict) and typing.get_origin(kind) is dict:
        return {key: built(of[1], part, absent) for key, part in data.items()}
    if isinstance(data, list | tuple) and of:
        made = [built(of[0], part, absent) for part in data]
        return tuple(made) if typing.get_origin(kind) is tuple else made
    return data


def object_of(kind: Any, data: dict, absent: Callable[[Any], Any]) -> Any:
    """An object of a result's class."""
    hints, values = typing.get_type_hints(kind), {}
    for field in dataclasses.fields(kind):
        is_required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if field.name in data:
            values[field.name] = built(hints[field.name], data[field.name], absent)
        elif is_required:
            values[field.name] = absent(hints[field.name])
    return kind(**values)


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
        names = typing.get_type_hints(of).keys() if dataclasses.is_dataclass(of) else row.keys()
        is_refusal = isinstance(of, type) and issubclass(of, Unavailable)
        ranked.append(((is_refusal != is_refused, len(row.keys() - names), len(names - row.keys())), kind))
    return min(ranked, key=lambda pair: pair[0])[1]


def fits(kind: Any, data: Any) -> bool:
    """Whether a type is of the data's shape: an object, a dict, a list."""
    if isinstance(data, dict):
        return dataclasses.is_dataclass(kind) or typing.get_origin(kind) is dict
    return isinstance(data, list) and typing.get_origin(kind) is list
