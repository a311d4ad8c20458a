"""The outcome of those who met none, one, two ... pain points."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Interval, mean_interval, proportion
from analysis.statistics.foundation.small_cells import is_small
from analysis.statistics.pain_points.exposure import Answers, asked_who_met, met_of
from analysis.statistics.regression.ols import ols

FEWEST_PAIN_POINTS = 2
"""Pain points from which counting them says more than each by itself."""

FEWEST_TOGETHER = 3
"""Numbers that are counted together, if any: of two, how many met each pain point would tell how many met so many."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DoseLevel:
    """
    Those who met `n_met` pain points: `n_people` of the `n_all` who answered for each, `share` with Wilson's interval.

    Where few met so many, neighbouring numbers are counted together, from `n_met` to `n_most`. `n_obs` of the people
    have an outcome; its mean and interval (Student's t) are None where fewer than two do.
    """

    n_met: int
    n_most: int
    n_people: int
    n_all: int
    share: float
    share_low: float
    share_high: float
    n_obs: int
    mean: float | None
    conf_low: float | None
    conf_high: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class DoseTrend(Interval):
    """Slope of the outcome on the number of pain points met, in scale points for each one more, with HC3 errors."""

    n_obs: int
    std_error_hc3: float
    p_value: float


def number_met(pain_points: Answers) -> pd.Series:
    """How many pain points each person met; NaN where one has no answer."""
    asked = asked_who_met(pain_points)
    if len(asked) < FEWEST_PAIN_POINTS:
        raise EstimationError("too_few_pain_points", n=len(asked), at_least=FEWEST_PAIN_POINTS)
    return pd.DataFrame({name: met_of(answers) for name, answers in asked.items()}).sum(axis=1, skipna=False)


def dose(
    pain_points: Answers, outcome: pd.Series | None, *, min_cell: int = 1, conf_level: float = 0.95
) -> list[DoseLevel]:
    """
    Every number of pain points that can be met: how many people met so many, and their mean outcome.

    Parameters
    ----------
    pain_points : mapping of name to DataFrame
        See `exposure.Answers`; those without "met" are not counted.
    outcome : Series, length n, or None
    min_cell : int
        People from which a number is counted by itself; see `counted_together`.

    Raises
    ------
    EstimationError
        Fewer than two pain points of which it was asked who met them, nobody answered for all of them, or too few to
        part them by number.
    """
    n_met = number_met(pain_points).dropna()
    singles = [dose_level(k, k, n_met, outcome, conf_level) for k in range(len(asked_who_met(pain_points)) + 1)]
    counts = [min(level.n_people, level.n_obs or level.n_people) for level in singles]
    parts = counted_together(counts, min_cell)
    return [singles[a] if a == b else dose_level(a, b, n_met, outcome, conf_level) for a, b in parts]


def counted_together(counts: Sequence[int], min_cell: int) -> list[tuple[int, int]]:
    """
    The numbers met, from 0 on, each with itself or with its neighbours: the first and the last that are counted as one.

    The lowest numbers are put together, or the highest, or both, so that every small one is among them, and further
    until nobody who knows how many met each pain point can work out a small count; the way that tells most apart.

    Raises
    ------
    EstimationError
        Nothing is left that could be told apart.

    Examples
    --------
    >>> counted_together([14, 51, 78, 53, 23, 1, 0], 5)
    [(0, 0), (1, 1), (2, 2), (3, 6)]
    >>> counted_together([30, 51, 78], 5)
    [(0, 0), (1, 1), (2, 2)]
    """
    small = [k for k, n in enumerate(counts) if is_small(n, min_cell)]
    ways = [parted(counts, small[:n], small[n:], min_cell) for n in range(len(small) + 1)]
    most = max(ways, key=len)
    if len(most) < 2:
        raise EstimationError("small_cells", at_least=min_cell)
    return most


def parted(counts: Sequence[int], low: list[int], high: list[int], min_cell: int) -> list[tuple[int, int]]:
    """The numbers with the small ones in `low` and all below together, and those in `high` and all above."""
    first, last = (low[-1] if low else -1), (high[0] if high else len(counts))
    while low and first < last and not is_covered(counts[first::-1], min_cell):
        first += 1
    while high and first < last and not is_covered(counts[last:], min_cell):
        last -= 1
    if first >= last:
        return []
    ends = ([(0, first)] if low else []), ([(last, len(counts) - 1)] if high else [])
    return [*ends[0], *((k, k) for k in range(first + 1, last)), *ends[1]]


def is_covered(counts: Sequence[int], min_cell: int) -> bool:
    """
    Whether numbers counted together tell of none of them: `counts` of people, the one next to the others first.

    That so many people met so many pain points in all follows from what is told; it must leave room.
    """
    beyond = sum(step * n for step, n in enumerate(counts))
    return len(counts) >= FEWEST_TOGETHER and sum(counts) >= min_cell and beyond >= min_cell


def dose_level(least: int, most: int, n_met: pd.Series, outcome: pd.Series | None, conf_level: float) -> DoseLevel:
    """Those of whom `n_met` is from `least` to `most`."""
    people = n_met.index[n_met.between(least, most)]
    values = np.empty(0) if outcome is None else outcome[people].dropna().to_numpy()
    share = proportion(len(people), len(n_met), conf_level=conf_level)
    mean = mean_interval(values, conf_level=conf_level) if len(values) > 1 else None
    return DoseLevel(
        n_met=least,
        n_most=most,
        n_people=len(people),
        n_all=len(n_met),
        share=share.estimate,
        share_low=share.conf_low,
        share_high=share.conf_high,
        n_obs=len(values),
        mean=mean.estimate if mean else None,
        conf_low=mean.conf_low if mean else None,
        conf_high=mean.conf_high if mean else None,
    )


def dose_trend(pain_points: Answers, outcome: pd.Series, *, conf_level: float = 0.95) -> DoseTrend:
    """
    Least squares of the outcome on the number of pain points met.

    Raises
    ------
    EstimationError
        See `dose` and `ols`.
    """
    model = ols(outcome, pd.DataFrame({"n_met": number_met(pain_points)}), conf_level=conf_level)
    slope = model.terms[0]
    return DoseTrend(
        estimate=slope.estimate,
        conf_low=slope.conf_low,
        conf_high=slope.conf_high,
        conf_level=conf_level,
        n_obs=model.n_obs,
        std_error_hc3=slope.std_error_hc3,
        p_value=slope.p_value,
    )
