"""The outcome of those who met none, one, two ... pain points."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Interval, mean_interval, proportion
from analysis.statistics.foundation.small_cells import hidden
from analysis.statistics.pain_points.exposure import Answers, asked_who_met, met_of
from analysis.statistics.regression.ols import ols

FEWEST_PAIN_POINTS = 2
"""Pain points from which counting them says more than each by itself."""

FEWEST_HIDDEN = 3
"""Numbers that are hidden together: of two, how many people met each pain point would tell how many met so many."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DoseLevel:
    """
    Those who met `n_met` pain points: `n_people` of the `n_all` who answered for each, `share` with Wilson's interval.

    `n_obs` of them have an outcome; its mean and interval (Student's t) are None where fewer than two do.
    """

    n_met: int
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
        People from which a number is shown; see `shown_levels`.

    Raises
    ------
    EstimationError
        Fewer than two pain points of which it was asked who met them, nobody answered for all of them, or no number
        may be shown.
    """
    n_met = number_met(pain_points).dropna()
    levels = range(len(asked_who_met(pain_points)) + 1)
    return shown_levels([dose_level(number, n_met, outcome, conf_level) for number in levels], min_cell)


def shown_levels(levels: list[DoseLevel], min_cell: int) -> list[DoseLevel]:
    """The levels of `min_cell` people or none, less those by which the others could be worked out."""
    counts = [min(level.n_people, level.n_obs or level.n_people) for level in levels]
    gone = hidden(counts, min_cell)
    order = sorted((n, place) for place, n in enumerate(counts) if n)
    for _, place in order[: FEWEST_HIDDEN if any(gone) else 0]:
        gone[place] = True
    shown = [level for level, out in zip(levels, gone, strict=True) if not out]
    if any(gone) and not any(level.n_people for level in shown):
        raise EstimationError("small_cells", at_least=min_cell)
    return shown


def dose_level(number: int, n_met: pd.Series, outcome: pd.Series | None, conf_level: float) -> DoseLevel:
    """Those of whom `n_met` is `number`."""
    people = n_met.index[n_met == number]
    values = np.empty(0) if outcome is None else outcome[people].dropna().to_numpy()
    share = proportion(len(people), len(n_met), conf_level=conf_level)
    mean = mean_interval(values, conf_level=conf_level) if len(values) > 1 else None
    return DoseLevel(
        n_met=number,
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
