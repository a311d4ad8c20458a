"""Results read by string key as well as by attribute, until every reader of them reads attributes."""

import dataclasses
import types
import typing
from importlib import import_module
from typing import Any

from analysis.statistics.foundation.attempts import Unavailable


def here(part: Any) -> dict:
    """The fields of a result that its JSON has."""
    found = {field.name: getattr(part, field.name) for field in dataclasses.fields(part)}
    if type(part).__name__ == "Results":
        found = {name: value for name, value in found.items() if value is not None}
    return found | ({"unavailable": part.code} if isinstance(part, Unavailable) else {})


METHODS = {
    "__getitem__": lambda self, key: here(self)[key],
    "__contains__": lambda self, key: key in here(self),
    "__or__": lambda self, other: here(self) | dict(other),
    "__ror__": lambda self, other: dict(other) | here(self),
    "get": lambda self, key, otherwise=None: here(self).get(key, otherwise),
    "keys": lambda self: here(self).keys(),
}


def bridge(kind: Any, seen: set) -> None:
    """Give a result's class, and those of all that it is made of, the look of a dict."""
    if dataclasses.is_dataclass(kind):
        if kind in seen:
            return
        seen.add(kind)
        for name, method in METHODS.items():
            setattr(kind, name, method)
    if dataclasses.is_dataclass(kind) or typing.is_typeddict(kind):
        parts = list(typing.get_type_hints(kind).values())
    else:
        parts = typing.get_args(kind)
    for part in parts:
        bridge(part, seen)


def known(results: Any) -> Any:
    """Results as chapters want them for now: typed, and without refused parts inside a section."""
    missing = import_module("analysis.report.document.missing")
    contents = import_module("analysis.report.document.contents")

    if isinstance(results, dict):
        results = completed(contents.Results, results)

    def is_lost(part: Any, place: tuple[str, ...]) -> bool:
        return isinstance(part, Unavailable) and place[:2] not in missing.TOLD_ELSEWHERE

    changes = {
        name: pruned(getattr(results, name), (name,), is_lost)
        for name in missing.SECTIONS
        if getattr(results, name) is not None
    }
    found = dataclasses.replace(results, **changes)
    object.__setattr__(found, "whole", getattr(results, "whole", results))
    return found


def pruned(part: Any, place: tuple[str, ...], is_lost: Any) -> Any:
    """A part without the refused ones below it."""
    if dataclasses.is_dataclass(part):
        if isinstance(part, Unavailable):
            return part
        children = {key: (value, (*place, key)) for key, value in here(part).items()}
        changes = {
            key: None if is_lost(value, at) else pruned(value, at, is_lost) for key, (value, at) in children.items()
        }
        return dataclasses.replace(part, **changes)
    if isinstance(part, dict):
        return {
            key: pruned(value, (*place, key), is_lost)
            for key, value in part.items()
            if not is_lost(value, (*place, key))
        }
    if isinstance(part, list):
        return [pruned(value, place, is_lost) for value in part if not isinstance(value, Unavailable)]
    return part


def completed(kind: Any, data: Any) -> Any:
    """Plain data as a type has it; of what the data do not say, nothing: for tests, until they move there."""
    if data is None and typing.get_origin(kind) in (list, dict):
        return nothing(kind)
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return completed(chosen(typing.get_args(kind), data), data)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        known = {name: part for name, part in data.items() if name != "unavailable"}
        if unknown := known.keys() - hints.keys():
            raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
        for field in dataclasses.fields(kind):
            required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
            if required and field.name not in known:
                known[field.name] = nothing(hints[field.name])
            elif field.name in known:
                known[field.name] = completed(hints[field.name], known[field.name])
        return kind(**known)
    if isinstance(data, dict) and typing.get_origin(kind) is dict:
        return {key: completed(typing.get_args(kind)[1], part) for key, part in data.items()}
    if isinstance(data, list | tuple) and (of := typing.get_args(kind)):
        made = [completed(of[0], part) for part in data]
        return tuple(made) if typing.get_origin(kind) is tuple else made
    return data


def chosen(kinds: tuple, data: Any) -> Any:
    """Of several types the one that data are of."""
    if isinstance(data, dict):
        objects = [kind for kind in kinds if dataclasses.is_dataclass(kind)]
        fitting = [kind for kind in objects if issubclass(kind, Unavailable) == ("unavailable" in data)]
        holds = [kind for kind in fitting if (data.keys() - {"unavailable"}) <= typing.get_type_hints(kind).keys()]
        if holds or fitting:
            by_excess = sorted(holds or fitting, key=lambda kind: len(typing.get_type_hints(kind).keys() - data.keys()))
            return by_excess[0]
    if isinstance(data, list):
        lists = [kind for kind in kinds if typing.get_origin(kind) is list]
        if len(lists) > 1 and data:
            keys = [typing.get_type_hints(typing.get_args(kind)[0]).keys() for kind in lists]
            return min(zip(keys, lists, strict=True), key=lambda pair: (len(data[0].keys() - pair[0]), len(pair[0])))[1]
        return lists[0] if lists else Any
    return Any if data is None else next((k for k in kinds if typing.get_origin(k) is dict), Any)


def nothing(kind: Any) -> Any:
    """A value that says nothing."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        kinds = typing.get_args(kind)
        return None if type(None) in kinds else nothing(kinds[0])
    if typing.get_origin(kind) is typing.Literal:
        return typing.get_args(kind)[0]
    if dataclasses.is_dataclass(kind):
        return completed(kind, {})
    if typing.is_typeddict(kind):
        return {key: nothing(part) for key, part in typing.get_type_hints(kind).items()}
    return (typing.get_origin(kind) or kind)()
