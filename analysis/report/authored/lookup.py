"""A number of results.json by its place, and its print in one of the report's forms."""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from analysis.report.language import numbers
from analysis.report.language.names import WORDING
from analysis.report.language.traced import FORMS, NUMBERS, leading_back, traced_interval
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import Unavailable
from analysis.survey.problems import Problem, problem

NUMBER_FORMS = NUMBERS | {"p_value": numbers.p_value}
WITH_DECIMALS = ("number", "bounded", "percent")
INTERVAL = "ci"
FORM = re.compile(r"(?P<name>\w+)\s*(?:\(\s*(?P<argument>\w+)\s*\)|\s(?P<bare>\d))?")
MOST_DECIMALS = 9


class NotPrinted(Exception):
    """Something that a text asks for and cannot have; `problem` says what, its line still to be added."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def at(self, line: int) -> Problem:
        """The problem, with its line."""
        return problem(f"text.{self.code}", line=line, **self.values)


def printed(write: Writer, results: Any, asked: str) -> str:
    """
    What stands for `key.path | form`, as an inline XML fragment that leads back to its place.

    Without a form, a count is whole and any other number has two decimals. Raises NotPrinted.
    """
    path, _, form = (part.strip() for part in asked.partition("|"))
    value = found(results, path)
    if isinstance(value, Mapping) and {*value} == {"en", "zh"}:
        value = value[write.language]
    if form.partition("(")[0].strip() == INTERVAL:
        return interval(write, value, path, form)
    if isinstance(value, str) and not form:
        return str(escape(write.names.shown(value, WORDING)))
    if isinstance(value, bool) or not isinstance(value, int | float):
        if form and not is_whole_part(value):
            raise NotPrinted("wrong_form", value=path, name=form)
        raise NotPrinted("no_number", name=path, known=names_in(value)[:12])
    return number(write, value, form or ("count" if isinstance(value, int) else "number"))


def is_whole_part(value: Any) -> bool:
    """Whether a value has parts."""
    return dataclasses.is_dataclass(value) or isinstance(value, Mapping | list | tuple)


def number(write: Writer, value: float, form: str) -> str:
    """A number in a form such as "percent" or "bounded(3)"."""
    match = FORM.fullmatch(form)
    name = match["name"] if match else form
    if name not in NUMBER_FORMS:
        raise NotPrinted("unknown_form", name=form, known=[*NUMBER_FORMS, INTERVAL])
    argument = (match["argument"] or match["bare"]) if match else None
    if argument and not (name in WITH_DECIMALS and argument.isdecimal() and int(argument) <= MOST_DECIMALS):
        raise NotPrinted("wrong_form", value=argument, name=name)
    with numbers.printed_in(write.language):
        return str(escape(leading_back(NUMBER_FORMS[name])(value, *([int(argument)] if argument else []))))


def interval(write: Writer, value: Any, path: str, form: str) -> str:
    """The interval of an estimate with the name of its level."""
    match = FORM.fullmatch(form)
    kind = (match["argument"] if match else None) or "number"
    if kind not in FORMS:
        raise NotPrinted("unknown_form", name=kind, known=[*FORMS])
    low, high = (getattr(value, name, None) for name in ("conf_low", "conf_high"))
    if low is None or high is None:
        raise NotPrinted("wrong_form", value=path, name=form)
    with numbers.printed_in(write.language):
        level = numbers.percent(getattr(value, "conf_level", None) or write.conf_level, 0)
        return Markup("{} CI {}").format(level, traced_interval(low, high, kind))


def found(results: Any, path: str) -> Any:
    """
    What stands at a dotted place.

    A row of a list is called by its number, or by the text that names it, such as a scale. Raises NotPrinted where
    there is no such place, or nothing in it.
    """
    value, keys, before = results, path.split("."), ""
    while keys:
        if isinstance(value, Unavailable) or value is None:
            raise NotPrinted("no_result", name=path)
        for length in range(len(keys), 0, -1):
            key = ".".join(keys[:length])
            if (inner := part(value, key)) is not MISSING:
                break
        else:
            known = names_in(value)
            raise NotPrinted("unknown_key", name=f"{before}{keys[0]}", known=[f"{before}{name}" for name in known])
        value, keys, before = inner, keys[length:], f"{before}{key}."
    if isinstance(value, Unavailable) or value is None:
        raise NotPrinted("no_result", name=path)
    return value


MISSING = object()


def part(value: Any, key: str) -> Any:
    """A part of an object, a mapping or a list by its name; MISSING where it has none of it."""
    if dataclasses.is_dataclass(value):
        return getattr(value, key) if key in {field.name for field in dataclasses.fields(value)} else MISSING
    if isinstance(value, Mapping):
        return value.get(key, MISSING)
    if isinstance(value, list | tuple):
        if key.isdecimal():
            return value[int(key)] if int(key) < len(value) else MISSING
        rows = [row for row in value if key in called(row)]
        return rows[0] if len(rows) == 1 else MISSING
    return MISSING


def called(row: Any) -> list[str]:
    """The texts by which a row of a list can be called: the first of those it has."""
    if not dataclasses.is_dataclass(row):
        return []
    return [text for field in dataclasses.fields(row) if isinstance(text := getattr(row, field.name), str)][:1]


def names_in(value: Any) -> list[str]:
    """The names of an object's parts that hold something."""
    if dataclasses.is_dataclass(value):
        return [field.name for field in dataclasses.fields(value) if getattr(value, field.name) is not None]
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    if isinstance(value, list | tuple):
        return [name for row in value for name in called(row)] or [str(number) for number in range(len(value))]
    return []
