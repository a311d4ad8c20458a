"""Cells in the forms of `numbers`, so that a table and a sentence never disagree."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from analysis.report.document.blocks import Cell, formed, interval_cell
from analysis.report.language import numbers
from analysis.statistics.regression.odds import OddsTerm

number = partial(formed, numbers.number)
bounded = partial(formed, numbers.bounded)
count = partial(formed, numbers.count)
percent = partial(formed, numbers.percent)
points = partial(formed, numbers.points)
ratio = partial(formed, numbers.ratio)
p_value = partial(formed, numbers.p_value)


class Ends(Protocol):
    """What has an interval."""

    @property
    def conf_low(self) -> float | None: ...

    @property
    def conf_high(self) -> float | None: ...


def interval(found: Ends | None, form: Callable[[float | None], str] = numbers.number) -> Cell:
    """An interval; a dash where there is none."""
    return interval_cell(found.conf_low, found.conf_high, form) if found else interval_cell(None, None, form)


def odds(term: OddsTerm) -> dict[str, Cell]:
    """The columns of every table of odds ratios: the ratio with its interval, and the p values of its test."""
    return {
        "odds_ratio": ratio(term.odds_ratio),
        "odds_ci": interval_cell(term.odds_ratio_low, term.odds_ratio_high, numbers.ratio),
        "p_value": p_value(term.p_value),
        "p_value_adjusted": p_value(term.p_value_adjusted),
    }
