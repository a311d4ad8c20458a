"""Numbers in words that lead back to their place in results.json."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from markupsafe import Markup

from analysis.report.language import numbers
from analysis.report.language.numbered import place_of

FORMS: dict[str, Callable[..., str]] = {
    "number": numbers.number,
    "one_decimal": numbers.one_decimal,
    "whole": numbers.count,
    "bounded": numbers.bounded,
    "bounded_three": partial(numbers.bounded, decimals=3),
    "percent": numbers.percent,
    "points": numbers.points,
    "ratio": numbers.ratio,
}


def formed(value: float | None, form: str) -> str:
    """A number in one of the `FORMS`, where a claim says in which."""
    return FORMS[form](value)


NUMBERS: dict[str, Callable[..., str]] = {
    "number": numbers.number,
    "bounded": numbers.bounded,
    "count": numbers.count,
    "percent": numbers.percent,
    "points": numbers.points,
    "ratio": numbers.ratio,
    "plain_number": numbers.plain_number,
    "p": numbers.p_statement,
    "degrees": numbers.degrees,
    "formed": formed,
}
"""The forms of a number, by the names that sentences and authors' texts call them."""


def interval(low: float | None, high: float | None, form: str = "number") -> str:
    """An interval in brackets, its ends in one of the `FORMS`."""
    return numbers.interval(low, high, FORMS[form])


def traced(forms: dict[str, Callable[..., str]]) -> dict[str, Callable[..., str]]:
    """Forms of numbers that mark what they print with the place in results.json that a number comes from."""
    return {name: leading_back(form) for name, form in forms.items()}


def leading_back(form: Callable[..., str]) -> Callable[..., str]:
    """A form of numbers that marks what it prints with the place of the number, where the number knows it."""

    def printed(value: Any, *args: Any, **options: Any) -> str:
        text, place = form(value, *args, **options), place_of(value)
        return Markup('<data value="{}">{}</data>').format(place, text) if place else text

    return printed


def untraced(text: str) -> str:
    """A text without the marks of places: what a reader reads."""
    return re.sub(r"</?data\b[^>]*>", "", text)


def traced_interval(low: float | None, high: float | None, form: str = "number") -> str:
    """An interval whose ends lead back to their places."""
    if low is None or high is None:
        return interval(low, high, form)
    ends = [leading_back(FORMS[form])(end) for end in (low, high)]
    return Markup("[{}, {}]").format(*ends)
