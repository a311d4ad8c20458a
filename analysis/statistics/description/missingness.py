"""
Who left items out: how many, in which patterns, and whether they answer the rest like the others.

What people left out cannot be seen; what they did answer can. Where those who left something out rate what they rated
differently, results of complete rows speak of other people than the sample (Little & Rubin 2019, *Statistical Analysis
with Missing Data*).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
import pandas as pd

from analysis.statistics.description.comparison import WelchComparison, welch_comparison
from analysis.statistics.foundation.distributions import holm, normal_quantile
from analysis.statistics.foundation.intervals import Interval

MARGIN = 0.20
"""Standardised difference from which complete and incomplete respondents are called different (Cohen 1988: small)."""

N_PATTERNS = 10
"""Most frequent patterns of missing answers that are kept."""


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """Items that the same `n` people left out."""

    items: list[str]
    n: int


@dataclass(frozen=True, kw_only=True, eq=False)
class MissingnessOfScale:
    """
    Incomplete less complete respondents on one scale, in scale points and as Hedges' g, with Welch's test.

    A person's value is the mean distance of the given answers from the complete respondents' means of the same items,
    so that it does not matter which items were left out. `n_incomplete` gave some answer to the scale.
    """

    scale: str
    n_complete: int
    n_incomplete: int
    difference: Interval | None
    hedges_g: Interval | None
    statistic: float | None
    df: float | None
    p_value: float | None
    p_value_holm: float | None
    differs: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Missingness:
    """
    Missing answers over all items.

    `n_incomplete` of `n_obs` people left out `n_missing` of `n_answers` possible answers; `patterns` are the most
    frequent sets of items left out by the same people, `n_patterns` is the number of all. `differ` names
    the scales on which incomplete respondents differ by `margin` or more, Holm-adjusted p below 1 - conf_level.
    """

    n_obs: int
    n_incomplete: int
    n_missing: int
    n_answers: int
    n_patterns: int
    patterns: list[Pattern]
    scales: list[MissingnessOfScale]
    margin: float
    differ: list[str]


def missingness(scales: Mapping[str, pd.DataFrame], *, conf_level: float = 0.95) -> Missingness:
    """
    Complete and incomplete respondents compared, scale by scale.

    Parameters
    ----------
    scales : mapping of scale to DataFrame, each of shape (n, k)
        Keyed answers, missing ones NaN; rows are the same people in all.
    conf_level : float
    """
    items = pd.concat([pd.DataFrame(), *scales.values()], axis=1)
    gaps = items.isna()
    complete = ~gaps.any(axis=1)
    found = {name: _compared(answers, complete, conf_level) for name, answers in scales.items()}
    adjusted = holm([nan if test is None else test.p_value for _, test in found.values()])
    rows = [
        _of_scale(name, sizes, test, float(p), conf_level)
        for (name, (sizes, test)), p in zip(found.items(), adjusted, strict=True)
    ]
    patterns = _patterns(gaps[~complete])
    return Missingness(
        n_obs=len(items),
        n_incomplete=int((~complete).sum()),
        n_missing=int(gaps.to_numpy().sum()),
        n_answers=items.size,
        n_patterns=len(patterns),
        patterns=patterns[:N_PATTERNS],
        scales=rows,
        margin=MARGIN,
        differ=[row.scale for row in rows if row.differs],
    )


def _patterns(gaps: pd.DataFrame) -> list[Pattern]:
    """Sets of items left out together, most frequent first."""
    counts = gaps.value_counts(sort=True)
    names = [str(name) for name in gaps.columns]
    return [
        Pattern(items=[name for name, is_gap in zip(names, np.atleast_1d(pattern), strict=True) if is_gap], n=int(n))
        for pattern, n in counts.items()
    ]


def _compared(
    answers: pd.DataFrame, complete: pd.Series, conf_level: float
) -> tuple[tuple[int, int], WelchComparison | None]:
    """Sizes of the two groups, and the incomplete against the complete where both can be compared."""
    distance = (answers - answers[complete].mean()).mean(axis=1)
    whole, holed = distance[complete].dropna(), distance[~complete].dropna()
    sizes = (len(whole), len(holed))
    if min(sizes) < 2 or (np.ptp(whole) == 0 and np.ptp(holed) == 0):
        return sizes, None
    return sizes, welch_comparison(holed, whole, conf_level=conf_level)


def _of_scale(
    name: str, sizes: tuple[int, int], test: WelchComparison | None, adjusted: float, conf_level: float
) -> MissingnessOfScale:
    effect = None if test is None else hedges_interval(test.hedges_g, *sizes, conf_level=conf_level)
    return MissingnessOfScale(
        scale=name,
        n_complete=sizes[0],
        n_incomplete=sizes[1],
        difference=None if test is None else test.difference,
        hedges_g=effect,
        statistic=None if test is None else test.statistic,
        df=None if test is None else test.df,
        p_value=None if test is None else test.p_value,
        p_value_holm=None if test is None else adjusted,
        differs=test is not None and adjusted < 1 - conf_level and abs(test.hedges_g) >= MARGIN,
    )


def hedges_interval(g: float, n_first: int, n_second: int, *, conf_level: float = 0.95) -> Interval:
    """Hedges' g with its large-sample interval (Hedges & Olkin 1985, *Statistical Methods for Meta-Analysis*)."""
    n_all = n_first + n_second
    half_width = normal_quantile((1 + conf_level) / 2) * sqrt(n_all / (n_first * n_second) + g**2 / (2 * n_all))
    return Interval(estimate=g, conf_low=g - half_width, conf_high=g + half_width, conf_level=conf_level)
