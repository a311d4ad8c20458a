"""Measured quantities of a service: how they are distributed, by group, and how they go with what people think."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy import special

from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.distributions import normal_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Interval, mean_interval, proportion, require_level
from analysis.statistics.groups.differences import FEWEST, as_text
from analysis.statistics.groups.tests import level_pairs

Kind = Literal["quantity", "yes_no"]
HIGH = 0.9
"""Share of the values that lie at or below the high one that a spread names."""
FEWEST_PAIRS = 4
"""Pairs of values from which a rank correlation has an interval."""
FEWEST_IN_PARTS = 8
"""Different values from which there are quarters of two people."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Spread:
    """
    Values of a quantity, in its unit: median with its interval, quartiles and the 90th percentile (R's type 7).

    Of a yes or no, `centre` is the share of yes with Wilson's interval, and there is nothing else. In what is published
    `n_obs` of a level is None where it would tell of few people.
    """

    n_obs: int | None
    centre: Interval
    lower_quartile: float | None
    upper_quartile: float | None
    ninetieth: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class LevelSpread(Spread):
    """The same at one level of a grouping."""

    level: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """
    Mean of a scale, in scale points, among those whose value of the indicator lies from `low` to `high`.

    In what is published both are None where they are the lowest or highest value of all.
    """

    low: float | None
    high: float | None
    n_obs: int
    mean: float
    conf_low: float
    conf_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class IndicatorRelation:
    """
    How an indicator goes with the scale that it belongs to.

    `spearman` is the rank correlation with its interval. `parts` are the quarters of respondents by the indicator, from
    the lowest to the highest values (fewer where many values are equal), or no and yes. `difference` is the scale's
    mean in the last part less that in the first, in scale points, with Welch's interval.
    """

    scale: str
    n_obs: int
    spearman: Interval
    parts: list[Part]
    difference: Interval | Unavailable


@dataclass(frozen=True, kw_only=True, eq=False)
class Indicator:
    """
    One measured quantity.

    `groups` has, by grouping, the levels of at least so many respondents as levels must have to be shown. `relation` is
    None where the indicator belongs to no scale.
    """

    kind: Kind
    n_missing: int
    spread: Spread
    groups: dict[str, list[LevelSpread]]
    relation: IndicatorRelation | Unavailable | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Indicators:
    """All indicators by name."""

    indicators: dict[str, Indicator | Unavailable]

    def tidy(self) -> pd.DataFrame:
        """A row per indicator."""
        found = {name: one for name, one in self.indicators.items() if isinstance(one, Indicator)}
        rows = [
            {"term": name, "kind": one.kind, **vars(one.spread), **vars(one.spread.centre)}
            for name, one in found.items()
        ]
        return pd.DataFrame(rows).drop(columns="centre", errors="ignore")


def indicator_descriptions(
    values: pd.DataFrame,
    *,
    kinds: Mapping[str, Kind],
    belongs: Mapping[str, str],
    scales: Mapping[str, pd.DataFrame],
    groups: pd.DataFrame,
    fewest: int = FEWEST,
    conf_level: float = 0.95,
) -> Indicators:
    """
    Every indicator by itself, by group, and with the scale that it belongs to.

    Parameters
    ----------
    values : DataFrame, shape (n, q)
        A column per indicator, in its unit; of a yes or no 1 and 0. Missing values are dropped, each by itself.
    kinds : mapping of indicator to "quantity" or "yes_no"
    belongs : mapping of indicator to scale
        Empty, or left out, where it belongs to none.
    scales : mapping of scale to DataFrame
        Keyed items, rows as in `values`.
    groups : DataFrame, shape (n, g)
        Levels of each grouping, rows as in `values`.
    fewest : int
        Values that an indicator, and a level, needs to be shown.
    conf_level : float
    """
    scores, labels = scale_scores(scales), groups.apply(as_text)

    def described(name: str) -> Indicator:
        score = scores.get(belongs.get(name, ""))
        return indicator(values[name], kinds[name], score, labels, fewest=fewest, conf_level=conf_level)

    return Indicators(indicators={str(name): attempted(lambda name=name: described(name)) for name in values})


def indicator(
    values: pd.Series, kind: Kind, score: pd.Series | None, labels: pd.DataFrame, *, fewest: int, conf_level: float
) -> Indicator:
    """One indicator, with the score of the scale that it belongs to; refused where fewer than `fewest` have a value."""
    if (n_obs := int(values.notna().sum())) < fewest:
        raise EstimationError("too_few_values", n_obs=n_obs, at_least=fewest)
    return Indicator(
        kind=kind,
        n_missing=int(values.isna().sum()),
        spread=spread(values, kind, conf_level),
        groups={
            str(group): [
                LevelSpread(level=str(level), **vars(spread(values[levels == level], kind, conf_level)))
                for level in levels.cat.categories
                if values[levels == level].notna().sum() >= max(fewest, 1)
            ]
            for group, levels in labels.items()
        },
        relation=None if score is None else attempted(lambda: relation(values, kind, score, conf_level)),
    )


def spread(values: pd.Series, kind: Kind, conf_level: float) -> Spread:
    """Distribution of an indicator's values; raises where there are none."""
    given = values.dropna().to_numpy(dtype=float)
    if kind == "yes_no":
        centre, quartiles = proportion(int((given == 1).sum()), len(given), conf_level=conf_level), [None] * 3
    else:
        centre = median_interval(given, conf_level=conf_level)
        quartiles = np.quantile(given, [0.25, 0.75, HIGH]).tolist()
    lower, upper, ninetieth = quartiles
    return Spread(n_obs=len(given), centre=centre, lower_quartile=lower, upper_quartile=upper, ninetieth=ninetieth)


def median_interval(values: np.ndarray, *, conf_level: float = 0.95) -> Interval:
    """
    Median of complete `values` (n,) between two of them, symmetric in rank, whatever their distribution.

    The interval holds with at least `conf_level` (binomial; Conover 1999, section 3.2); where so few values cannot, it
    runs from the lowest to the highest.

    Examples
    --------
    >>> found = median_interval(np.arange(1.0, 11.0))
    >>> found.estimate, found.conf_low, found.conf_high
    (5.5, 2.0, 9.0)
    """
    if not len(values):
        raise EstimationError("no_answers")
    ordered, n_obs = np.sort(values), len(values)
    tail = (1 - require_level(conf_level)) / 2
    below = special.bdtr(np.arange(n_obs // 2 + 1), n_obs, 0.5)  # that at most so many lie below the median
    rank = int((below <= tail).sum())
    low, high = ordered[max(rank - 1, 0)], ordered[n_obs - max(rank, 1)]
    return Interval(
        estimate=float(np.median(ordered)), conf_low=float(low), conf_high=float(high), conf_level=conf_level
    )


def spearman_interval(x: Any, y: Any, *, conf_level: float = 0.95) -> Interval:
    """
    Rank correlation of complete `x` and `y` (n,), with Bonett and Wright's interval.

    Raises
    ------
    EstimationError
        Fewer than four pairs, one of the two does not vary, or one has the order of the other.

    References
    ----------
    Bonett & Wright (2000), Psychometrika 65, 23-28.
    """
    x, y = (pd.Series(np.asarray(values, dtype=float)).rank().to_numpy() for values in (x, y))
    if len(x) < FEWEST_PAIRS:
        raise EstimationError("too_few_values", n_obs=len(x), at_least=FEWEST_PAIRS)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        raise EstimationError("constant_variable")
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -1, 1))
    if 1 - abs(r) < 1e-9:
        raise EstimationError("perfect_correlation")
    half_width = normal_quantile((1 + require_level(conf_level)) / 2) * sqrt((1 + r**2 / 2) / (len(x) - 3))
    low, high = tanh(atanh(r) - half_width), tanh(atanh(r) + half_width)
    return Interval(estimate=r, conf_low=low, conf_high=high, conf_level=conf_level)


def relation(values: pd.Series, kind: Kind, score: pd.Series, conf_level: float) -> IndicatorRelation:
    """An indicator and the score of its scale, among those who have both."""
    both = values.notna() & score.notna()
    x, y = values[both].to_numpy(dtype=float), score[both].to_numpy(dtype=float)
    correlation = spearman_interval(x, y, conf_level=conf_level)
    parts = [(x[chosen], y[chosen]) for chosen in parted(x, kind)]
    if len(parts) < 2:
        raise EstimationError("too_few_values", n_obs=len(x), at_least=FEWEST_IN_PARTS)
    ends = {"last": parts[-1][1], "first": parts[0][1]}
    return IndicatorRelation(
        scale=str(score.name),
        n_obs=len(x),
        spearman=correlation,
        parts=[part(*one, conf_level) for one in parts],
        difference=attempted(lambda: level_pairs(ends, conf_level=conf_level)[0].difference),
    )


def parted(x: np.ndarray, kind: Kind) -> list[np.ndarray]:
    """Who is in which part: quarters by quartiles, equal values together; or no and yes. Parts of one are left out."""
    edges = [0.5] if kind == "yes_no" else np.unique(np.quantile(x, [0.25, 0.5, 0.75]))
    place = np.searchsorted(edges, x, side="left")
    return [place == number for number in np.unique(place) if (place == number).sum() > 1]


def part(x: np.ndarray, y: np.ndarray, conf_level: float) -> Part:
    """The mean of the score in one part."""
    mean = mean_interval(y, conf_level=conf_level)
    ends = {"low": float(x.min()), "high": float(x.max())}
    return Part(**ends, n_obs=len(x), mean=mean.estimate, conf_low=mean.conf_low, conf_high=mean.conf_high)
