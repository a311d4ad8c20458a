"""
Importance beside performance of the items within each dimension.

An item's importance is its correlation with the outcome: it is derived, not asked (Gustafsson & Johnson 2004, Journal
of Service Research 7, 124-141). Items of one dimension overlap too much to be weighed with each other held equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.description.descriptives import Ranges, rescaled, scale_scores
from analysis.statistics.foundation.bootstrap import percentile_bounds, resampled_sums
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.regression.importance import CERTAIN
from analysis.statistics.regression.ols import model_rows
from analysis.statistics.regression.priorities import (
    Quadrant,
    QuadrantProbabilities,
    quadrant_frequencies,
    sure_quadrant,
)

Scales = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemPriority:
    """
    One item within its dimension: performance (0 to 100) and importance (correlation with the outcome).

    The axes cross at the means over the dimension's items; `quadrant` is None where no quadrant is sure,
    `quadrant_of_everyone` is the one that the excluded respondents, kept, would give it. `p_worst` is the share of
    resamples in which it performs worst of those items of the dimension that are more important than the mean.
    """

    term: str
    performance: float
    performance_low: float
    performance_high: float
    importance: float
    importance_low: float
    importance_high: float
    prob: QuadrantProbabilities
    quadrant: Quadrant | None
    quadrant_of_everyone: Quadrant | None
    p_worst: float


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemMap:
    """The items of one dimension; `worst` is the worst of the important ones where `CERTAIN` of resamples agree."""

    scale: str
    items: list[ItemPriority]
    worst: str | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """Correlations with the outcome and performance of k items: of the data (k,), and of B resamples (B, k)."""

    importance: np.ndarray
    performance: np.ndarray
    resampled_importance: np.ndarray
    resampled_performance: np.ndarray


def item_maps(
    dimensions: Scales,
    outcome: pd.DataFrame,
    *,
    ranges: Ranges,
    rng: np.random.Generator,
    n_resamples: int,
    conf_level: float,
    of_everyone: Mapping[str, Quadrant | None] | None = None,
) -> tuple[int, list[ItemMap]]:
    """
    A map for each dimension of two items or more, and the number of respondents that all rest on.

    Parameters
    ----------
    dimensions : mapping of scale to DataFrame
        Keyed items. Rows that lack any of them, or the outcome, are left out.
    outcome : DataFrame, shape (n, m)
        Keyed items of the outcome, whose mean is its score.
    ranges : mapping of item to (low, high)
        Declared ends of the items' answer scales.
    rng : Generator
        In the state in which `driver_regression` is given it, the resamples are the same.
    of_everyone : mapping of item to quadrant, optional
        Quadrants with nobody excluded; where not given, nobody was.

    Raises
    ------
    EstimationError
        No dimension has two items, or see `model_rows`.
    """
    several = {name: items for name, items in dimensions.items() if items.shape[1] > 1}
    if not several:
        raise EstimationError("one_item_each")
    y, _ = model_rows(scale_scores({"outcome": outcome})["outcome"], scale_scores(dimensions))
    items = pd.concat([answers.loc[y.index] for answers in several.values()], axis=1)
    drawn = drawn_places(y, items, rescaled(items, ranges), n_resamples, rng)
    maps, start = [], 0
    for name, answers in several.items():
        part = slice(start, start := start + answers.shape[1])
        maps.append(item_map(name, list(map(str, answers.columns)), sliced(drawn, part), conf_level, of_everyone))
    return len(y), maps


def drawn_places(
    outcome: pd.Series, items: pd.DataFrame, performance: pd.DataFrame, n_resamples: int, rng: np.random.Generator
) -> Drawn:
    """Correlation with the outcome and performance of every item, and of resamples of the respondents."""
    y = standardised(outcome.to_numpy(dtype=float)[:, None])
    x = standardised(items.to_numpy(dtype=float))
    level = performance.to_numpy(dtype=float)
    sums = resampled_sums(np.column_stack([y, y**2, x, x**2, x * y, level]), n_resamples, rng) / len(y)
    k = x.shape[1]
    my, my2 = sums[:, :1], sums[:, 1:2]
    mx, mx2, mxy, means = np.split(sums[:, 2:], [k, 2 * k, 3 * k], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.maximum(my2 - my**2, 0) * np.maximum(mx2 - mx**2, 0))
        resampled = np.where(spread > 0, (mxy - mx * my) / spread, np.nan)
    return Drawn(
        importance=(x * y).mean(axis=0),
        performance=level.mean(axis=0),
        resampled_importance=resampled,
        resampled_performance=means,
    )


def standardised(values: np.ndarray) -> np.ndarray:
    """Columns of mean 0 and variance 1; one that does not vary is refused."""
    spread = values.std(axis=0)
    if (spread == 0).any():
        raise EstimationError("constant_variable")
    return (values - values.mean(axis=0)) / spread


def sliced(drawn: Drawn, part: slice) -> Drawn:
    """Those of some of the items."""
    return Drawn(**{name: values[..., part] for name, values in vars(drawn).items()})


def item_map(
    scale: str, names: list[str], drawn: Drawn, conf_level: float, of_everyone: Mapping[str, Quadrant | None] | None
) -> ItemMap:
    """The items of one dimension; resamples in which one of them does not vary are left out."""
    known = ~np.isnan(drawn.resampled_importance).any(axis=1)
    importance, performance = drawn.resampled_importance[known], drawn.resampled_performance[known]
    frequencies, worst = quadrant_frequencies(importance, performance), worst_shares(importance, performance)
    ends = np.stack([percentile_bounds(values, conf_level) for values in (performance, importance)])
    rows = []
    for j, name in enumerate(names):
        prob = QuadrantProbabilities(*frequencies[j].tolist())
        quadrant = sure_quadrant(prob)
        (low, high), (weak, strong) = ends[:, :, j].tolist()
        rows.append(
            ItemPriority(
                term=name,
                performance=float(drawn.performance[j]),
                performance_low=low,
                performance_high=high,
                importance=float(drawn.importance[j]),
                importance_low=weak,
                importance_high=strong,
                prob=prob,
                quadrant=quadrant,
                quadrant_of_everyone=quadrant if of_everyone is None else of_everyone.get(name),
                p_worst=float(worst[j]),
            )
        )
    return ItemMap(scale=scale, items=rows, worst=next((row.term for row in rows if row.p_worst >= CERTAIN), None))


def worst_shares(importance: np.ndarray, performance: np.ndarray) -> np.ndarray:
    """Share (k,) of resamples (B, k) in which an item performs worst of those more important than the mean."""
    important = importance > importance.mean(axis=1, keepdims=True)
    levels = np.where(important, performance, np.inf)
    lowest = (levels == levels.min(axis=1, keepdims=True)) & important
    return (lowest & (lowest.sum(axis=1, keepdims=True) == 1)).mean(axis=0)
