"""
Numbers as a reader sees them: one set of functions for tables and sentences, so that they cannot disagree.

APA 7 in English: no leading zero where a value cannot exceed one, exact *p* to three decimals, a true minus sign.
Chinese print (GB/T 15835) wants the zero; `printed_in` says for which language numbers are being formed.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

MINUS = "−"
ABSENT = "–"
TO = {"en": "–", "zh": "—"}  # between the ends of a range (APA 7; GB/T 15835)
BELOW_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LANGUAGE = ContextVar("LANGUAGE", default="en")


@contextmanager
def printed_in(language: str) -> Iterator[None]:
    """Form numbers as this language prints them, for as long as this lasts."""
    token = LANGUAGE.set(language)
    try:
        yield
    finally:
        LANGUAGE.reset(token)


def number(value: float | None, decimals: int = 2) -> str:
    """A number with thousands separators and `decimals` places; an en dash where there is none."""
    if value is None:
        return ABSENT
    text = f"{abs(value):,.{decimals}f}"
    is_negative = value < 0 and text.strip("0.,") != ""
    return MINUS + text if is_negative else text


def one_decimal(value: float | None) -> str:
    """A number with one decimal."""
    return number(value, 1)


def bounded(value: float | None, decimals: int = 2) -> str:
    """A value that cannot exceed one in size (r, alpha, R squared): no leading zero, but in Chinese."""
    text = number(value, decimals)
    if LANGUAGE.get() == "zh":
        return text
    sign = MINUS if text.startswith(MINUS) else ""
    digits = text.removeprefix(MINUS)
    return sign + digits.removeprefix("0") if digits.startswith("0.") else text


def bounded_three(value: float | None) -> str:
    """A value that cannot exceed one, to three places."""
    return bounded(value, 3)


def count(value: int | None) -> str:
    """A count: whole, with thousands separators."""
    return number(value, 0)


def spelled(value: int | None) -> str:
    """A count in running text, which English writes in words below ten (APA, 2020, 6.32)."""
    if value is None or LANGUAGE.get() == "zh" or not 0 <= value < len(BELOW_TEN):
        return count(value)
    return BELOW_TEN[value]


def percent(share: float | None, decimals: int = 1) -> str:
    """A share between 0 and 1 as a percentage."""
    return ABSENT if share is None else number(100 * share, decimals) + "%"


def plain_number(value: float) -> str:
    """An answer's number as it was given: no more places than it has."""
    text = f"{abs(value):g}"
    return MINUS + text if value < 0 else text


def points(share: float | None) -> str:
    """A difference between two shares, in percentage points."""
    return ABSENT if share is None else number(100 * share, 1)


def ratio(value: float | None) -> str:
    """A ratio of odds; one too large or too small to be printed in full is said to be so."""
    largest, smallest = 1000, 0.01
    if value is None or value >= largest:
        return f"> {number(largest, 0)}"
    return f"< {number(smallest)}" if value < smallest else number(value)


def p_value(p: float | None) -> str:
    """A *p* value for a table cell: '.032', '< .001', '> .999'."""
    if p is None:
        return ABSENT
    if p < 0.0005:
        return f"< {bounded(0.001, 3)}"
    return f"> {bounded(0.999, 3)}" if p >= 0.9995 else bounded(p, 3)


def p_statement(p: float | None) -> str:
    """A *p* value after its symbol in a sentence: '= .032', '< .001'."""
    text = p_value(p)
    return text if text[0] in "<>" else f"= {text}"


def degrees(df: float | Sequence[float] | None) -> str:
    """Degrees of freedom: whole where they are, else one decimal; two of them joined by a comma. No separators."""
    if df is None:
        return ABSENT
    if isinstance(df, Sequence):
        return ", ".join(degrees(part) for part in df)
    return f"{df:.0f}" if float(df).is_integer() else f"{df:.1f}"


def interval(low: float | None, high: float | None, form: Callable[..., str] = number, **options: Any) -> str:
    """An interval in square brackets, both ends in the same form: '[.65, .77]'."""
    if low is None or high is None:
        return ABSENT
    return f"[{form(low, **options)}, {form(high, **options)}]"


def shares(values: Sequence[float | None]) -> list[float | None]:
    """
    Shares of one whole, each to a tenth of a per cent, so that they add up as printed (largest remainder).

    Each is rounded down first, so that a share below a threshold does not look as if it reached it, and what is left
    goes to those that lost most. Where one is unknown nothing has to add up, and they stay as they are.
    """
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return list(values)
    tenths = [1000 * value for value in known]
    whole = [math.floor(tenth + 1e-9) for tenth in tenths]
    left = round(sum(tenths)) - sum(whole)
    order = sorted(range(len(whole)), key=lambda i: whole[i] - tenths[i])
    for i in order[:left]:
        whole[i] += 1
    return [tenth / 1000 for tenth in whole]
