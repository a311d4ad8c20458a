"""Cells in the forms of `numbers`, so that a table and a sentence never disagree."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from analysis.report.document.blocks import Cell, Column, formed, interval_cell
from analysis.report.language import numbers
from analysis.statistics.description.level_shares import EqualSharesTest, LevelShare
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


EQUAL_SHARES = [
    Column("lowest", "left"),
    Column("low_share"),
    Column("highest", "left"),
    Column("high_share"),
    Column("statistic"),
    Column("df"),
    Column("p_value_holm"),
    Column("cramers_v"),
]


def equal_shares(
    ends: tuple[LevelShare, LevelShare], test: EqualSharesTest, named: Callable[[str], str]
) -> dict[str, Cell | str]:
    """The columns `EQUAL_SHARES`: the levels with the lowest and the highest share, `named`, and the test of all."""
    low, high = ends
    return {
        "lowest": named(low.level),
        "low_share": percent(low.estimate),
        "highest": named(high.level),
        "high_share": percent(high.estimate),
        "statistic": number(test.statistic),
        "df": numbers.degrees(test.df),
        "p_value_holm": p_value(test.p_value_holm),
        "cramers_v": bounded(test.cramers_v),
    }
