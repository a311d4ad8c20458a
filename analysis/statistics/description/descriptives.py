"""Items, scale scores and pain points, described one at a time."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import sqrt

import numpy as np
import pandas as pd

from analysis.statistics.description.missingness import Missingness, missingness
from analysis.statistics.description.pain_points import PainPointDescription, pain_point_description
from analysis.statistics.description.paired import Comparisons, comparisons
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import mean_interval

Ranges = Mapping[str, tuple[float, float]]
"""Declared lowest and highest answer of each item, in scale points."""

Steps = Mapping[str, float | None]
"""Distance between two possible answers to each item, in scale points; None where any number is one."""

MOST_CATEGORIES = 11
"""Possible answers (0 to 10) up to which an item is described by its categories."""

N_BINS = 20
"""Bins of the distribution of an item with more."""


@dataclass(frozen=True, kw_only=True)
class Bin:
    """Answers from `low` up to `high`, in scale points: how many, and their share of all answers to the item."""

    low: float
    high: float
    n: int
    share: float


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemDescription:
    """
    Distribution of the answers to one item.

    `floor` and `ceiling` are the shares at the declared ends, `counts` has an entry for every declared category, used
    or not. Answers that may be any number, or one of more than eleven, are continuous: they have no counts but a
    `histogram`, {low, high, n, share} of equal bins over the declared range; `low` belongs to the bin. Skewness and
    excess kurtosis are bias-corrected (type 2) and None where they are not defined.

    In what is published answers that few gave are counted together with their neighbours: a count has the names of all,
    a bin is wider, and the share at an end is None.
    """

    n_obs: int
    n_missing: int
    mean: float
    std_dev: float
    skewness: float | None
    kurtosis: float | None
    floor: float | None
    ceiling: float | None
    is_continuous: bool
    counts: dict[str, int]
    histogram: list[Bin]

    def glance(self) -> pd.DataFrame:
        """The description as a table of one row, counts left out."""
        return pd.DataFrame([asdict(self)]).drop(columns=["counts", "histogram"])


@dataclass(frozen=True, kw_only=True, eq=False)
class ScaleDescription:
    """Mean of a scale score with its interval, in scale points and as performance (0 lowest, 100 highest answer)."""

    n_obs: int
    mean: float
    std_dev: float
    conf_low: float
    conf_high: float
    performance: float
    performance_low: float
    performance_high: float

    def glance(self) -> pd.DataFrame:
        """The description as a table of one row."""
        return pd.DataFrame([asdict(self)])


@dataclass(frozen=True, kw_only=True, eq=False)
class SampleDescription:
    """Items, scales and pain points, each by name; `comparisons` between them; and who left items out."""

    items: dict[str, ItemDescription | Unavailable]
    scales: dict[str, ScaleDescription | Unavailable]
    pain_points: dict[str, PainPointDescription | Unavailable]
    comparisons: Comparisons | Unavailable
    missingness: Missingness | Unavailable

    def tidy(self) -> pd.DataFrame:
        """A row per item."""
        return pd.concat([item.glance().assign(term=name) for name, item in self.items.items()], ignore_index=True)

    def glance(self) -> pd.DataFrame:
        """A row per scale."""
        return pd.concat([scale.glance().assign(scale=name) for name, scale in self.scales.items()], ignore_index=True)


def skewness(values: np.ndarray) -> float | None:
    """Bias-corrected skewness; G1 of Joanes & Gill (1998), The Statistician 47, 183-189 (SAS, SPSS). None if n < 3."""
    n, deviations = len(values), values - values.mean()
    variance = np.mean(deviations**2)
    if n < 3 or variance == 0:
        return None
    return float(np.mean(deviations**3) / variance**1.5 * sqrt(n * (n - 1)) / (n - 2))


def kurtosis(values: np.ndarray) -> float | None:
    """Bias-corrected excess kurtosis; G2 of Joanes & Gill (1998). None if n < 4."""
    n, deviations = len(values), values - values.mean()
    variance = np.mean(deviations**2)
    if n < 4 or variance == 0:
        return None
    excess = np.mean(deviations**4) / variance**2 - 3
    return float(((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3)))


def item_descriptives(
    items: pd.DataFrame, ranges: Ranges, steps: Steps | None = None
) -> dict[str, ItemDescription | Unavailable]:
    """
    Description of each item over its own answers.

    Parameters
    ----------
    items : DataFrame
        A column per item, keyed; missing answers NaN.
    ranges : mapping of item to (low, high)
        Declared ends of each item's answer scale.
    steps : mapping of item to float or None, optional
        Distance between two possible answers, None where any number is one; whole numbers where it is not given.
    """
    return {
        str(name): attempted(lambda name=name: item_description(items[name], *ranges[name], step=step_of(name, steps)))
        for name in items.columns
    }


def step_of(item: str, steps: Steps | None) -> float | None:
    """The distance between two possible answers to an item: one where nothing else is said."""
    return 1.0 if steps is None else steps[item]


def item_description(answers: pd.Series, low: float, high: float, *, step: float | None = 1.0) -> ItemDescription:
    """
    Description of one item whose answers run from `low` to `high` in steps of `step`, None for any number.

    Missing answers are counted, then dropped. Raises EstimationError where fewer than two are left.
    """
    values = answers.to_numpy(dtype=float)
    values = values[~np.isnan(values)]
    if len(values) < 2:
        raise EstimationError("too_few_answers", items=[str(answers.name)], n_obs=len(values), at_least=2)
    is_continuous = step is None or (high - low) / step > MOST_CATEGORIES - 0.5
    return ItemDescription(
        n_obs=len(values),
        n_missing=len(answers) - len(values),
        mean=float(values.mean()),
        std_dev=float(values.std(ddof=1)),
        skewness=skewness(values),
        kurtosis=kurtosis(values),
        floor=float(np.mean(values == low)),
        ceiling=float(np.mean(values == high)),
        is_continuous=is_continuous,
        counts={} if is_continuous else category_counts(values, low, high, step),
        histogram=histogram(values, low, high) if is_continuous else [],
    )


def category_counts(values: np.ndarray, low: float, high: float, step: float) -> dict[str, int]:
    """Answers at each declared category, and at any other value that was given."""
    categories = low + step * np.arange(round((high - low) / step) + 1)
    used = np.unique(values[~np.isclose(values[:, None], categories).any(axis=1)])
    return {f"{value:g}": int(np.isclose(values, value).sum()) for value in np.sort(np.append(categories, used))}


def histogram(values: np.ndarray, low: float, high: float) -> list[Bin]:
    """Answers in equal bins over the range from `low` to `high`, or that of the answers where it is wider."""
    counts, edges = np.histogram(values, N_BINS, range=(min(low, values.min()), max(high, values.max())))
    return [
        Bin(low=start, high=end, n=n, share=n / len(values))
        for start, end, n in zip(edges[:-1].tolist(), edges[1:].tolist(), counts.tolist(), strict=True)
    ]


def scale_scores(scales: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Score of each person on each scale: the mean of its items, missing where any of them is."""
    return pd.DataFrame({name: items.mean(axis=1, skipna=False) for name, items in scales.items()}, dtype=float)


def performance_scores(scales: Mapping[str, pd.DataFrame], ranges: Ranges) -> pd.DataFrame:
    """Scale scores as 0 (every item at its declared low) to 100 (every item at its declared high)."""
    return scale_scores({name: rescaled(items, ranges) for name, items in scales.items()})


def rescaled(items: pd.DataFrame, ranges: Ranges) -> pd.DataFrame:
    """Items as percentages of their declared range."""
    low, high = np.array([ranges[name] for name in items.columns], dtype=float).T
    return (items - low) / (high - low) * 100


def scale_description(score: pd.Series, performance: pd.Series, *, conf_level: float = 0.95) -> ScaleDescription:
    """Description of one scale from its score and the same as performance, with Student's t intervals."""
    mean = mean_interval(score, conf_level=conf_level)
    performed = mean_interval(performance, conf_level=conf_level)
    return ScaleDescription(
        n_obs=int(score.notna().sum()),
        mean=mean.estimate,
        std_dev=float(score.std(ddof=1)),
        conf_low=mean.conf_low,
        conf_high=mean.conf_high,
        performance=performed.estimate,
        performance_low=performed.conf_low,
        performance_high=performed.conf_high,
    )


def sample_descriptives(
    scales: Mapping[str, pd.DataFrame],
    *,
    ranges: Ranges,
    steps: Steps | None = None,
    pain_points: Mapping[str, pd.DataFrame] | None = None,
    conf_level: float = 0.95,
) -> SampleDescription:
    """
    Items, scale scores and pain points of one sample, each over its own answers.

    Parameters
    ----------
    scales : mapping of scale to DataFrame
        Keyed items of every scale, outcome scales included.
    ranges : mapping of item to (low, high)
        Declared ends of each item's answer scale.
    steps : mapping of item to float or None, optional
        See `item_descriptives`.
    pain_points : mapping of name to DataFrame, optional
        See `pain_point_description`.
    conf_level : float
        Level of all intervals.
    """
    scores, performance = scale_scores(scales), performance_scores(scales, ranges)
    return SampleDescription(
        items={
            name: item for items in scales.values() for name, item in item_descriptives(items, ranges, steps).items()
        },
        scales={
            name: attempted(lambda name=name: scale_description(scores[name], performance[name], conf_level=conf_level))
            for name in scales
        },
        pain_points={
            name: attempted(lambda answers=answers: pain_point_description(answers, conf_level=conf_level))
            for name, answers in (pain_points or {}).items()
        },
        comparisons=attempted(lambda: comparisons(performance, pain_points or {}, conf_level=conf_level)),
        missingness=attempted(lambda: missingness(scales, conf_level=conf_level)),
    )
