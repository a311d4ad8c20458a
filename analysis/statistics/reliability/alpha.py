"""Cronbach's alpha, its intervals, and what each item does to it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np
import pandas as pd

from analysis.statistics.foundation.attempts import Unavailable, attempted, required
from analysis.statistics.foundation.bootstrap import correlations, percentile_bounds, resampled_sums
from analysis.statistics.foundation.distributions import f_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Interval, require_level
from analysis.statistics.foundation.requirements import complete_rows, require_items, require_rows, require_variation

N_RESAMPLES = 2_000


@dataclass(frozen=True, kw_only=True, eq=False)
class BootstrapInterval:
    """Percentile interval of an estimate over resamples of the respondents."""

    conf_low: float
    conf_high: float
    n_resamples: int


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemReliability:
    """One item within its scale: correlation with the sum of the others, and alpha of the scale without it."""

    mean: float
    std_dev: float
    item_rest_correlation: float | None
    alpha_if_dropped: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class ScaleReliability:
    """
    Reliability of one scale, from the rows complete on it.

    `alpha` carries the Feldt interval, `bootstrap` the percentile interval. A scale of one item has neither:
    what depends on a second item is None.
    """

    n_obs: int
    n_items: int
    alpha: Interval | None
    bootstrap: BootstrapInterval | Unavailable | None
    standardized_alpha: float | None
    mean_inter_item_correlation: float | None
    items: dict[str, ItemReliability]

    def tidy(self) -> pd.DataFrame:
        """A row per item."""
        return pd.DataFrame([{"term": name} | asdict(item) for name, item in self.items.items()])

    def glance(self) -> pd.DataFrame:
        """The scale as a table of one row."""
        row = {"n_obs": self.n_obs, "n_items": self.n_items}
        row |= asdict(self.alpha) if self.alpha else {}
        return pd.DataFrame([row | {"standardized_alpha": self.standardized_alpha}])


@dataclass(frozen=True, kw_only=True, eq=False)
class Reliability:
    """Reliability of every scale, by name, or why a scale has none."""

    scales: dict[str, ScaleReliability | Unavailable]

    def tidy(self) -> pd.DataFrame:
        """A row per item, named with its scale."""
        return pd.concat([scale.tidy().assign(scale=name) for name, scale in self.scales.items()], ignore_index=True)

    def glance(self) -> pd.DataFrame:
        """A row per scale."""
        return pd.concat([scale.glance().assign(scale=name) for name, scale in self.scales.items()], ignore_index=True)


def raw_alpha(S: np.ndarray) -> np.ndarray:
    """Coefficient alpha of a covariance matrix or a stack of them (..., k, k); Cronbach (1951), equation 2."""
    k = S.shape[-1]
    return k / (k - 1) * (1 - np.trace(S, axis1=-2, axis2=-1) / S.sum(axis=(-2, -1)))


def alphas_if_dropped(S: np.ndarray) -> np.ndarray:
    """Alpha of the k - 1 other items for each of the k items of covariance matrix S (k, k), k at least 3."""
    k, variances = len(S), np.diag(S)
    return (k - 1) / (k - 2) * (1 - (variances.sum() - variances) / rest_variances(S))


def item_rest_correlations(S: np.ndarray) -> np.ndarray:
    """Correlation of each item with the sum of the other items of its scale, from covariance matrix S (k, k)."""
    variances = np.diag(S)
    return (S.sum(axis=0) - variances) / np.sqrt(variances * rest_variances(S))


def rest_variances(S: np.ndarray) -> np.ndarray:
    """Variance of the sum of all items but one, for each item of covariance matrix S (k, k)."""
    return S.sum() - 2 * S.sum(axis=0) + np.diag(S)


def standardized_alpha(mean_correlation: float, k: int) -> float:
    """Alpha of k standardised items of mean intercorrelation r: k r / (1 + (k - 1) r) (Spearman-Brown)."""
    return k * mean_correlation / (1 + (k - 1) * mean_correlation)


def feldt_bounds(alpha: float, n_obs: int, n_items: int, conf_level: float) -> tuple[float, float]:
    """
    Exact interval of alpha for normal, essentially parallel items.

    (1 - alpha_population) / (1 - alpha) is distributed as F with n - 1 and (n - 1)(k - 1) degrees of freedom:
    Feldt, Woodruff & Salih (1987), Applied Psychological Measurement 11, 93-103, equations 5 and 6.
    """
    df, df_items = n_obs - 1, (n_obs - 1) * (n_items - 1)
    tail = (1 - conf_level) / 2
    return (
        1 - (1 - alpha) * f_quantile(1 - tail, df, df_items),
        1 - (1 - alpha) * f_quantile(tail, df, df_items),
    )


def cronbach_alpha(
    items: pd.DataFrame,
    *,
    conf_level: float = 0.95,
    rng: np.random.Generator | None = None,
    n_resamples: int = N_RESAMPLES,
) -> ScaleReliability:
    """
    Cronbach's alpha of one scale, with item statistics.

    Parameters
    ----------
    items : DataFrame, shape (n, k)
        Keyed answers, a column per item. Rows with a missing answer are dropped before anything is counted.
    conf_level : float
        Level of the Feldt and of the bootstrap interval.
    rng : Generator, optional
        Random numbers for the bootstrap; without them there is none.
    n_resamples : int
        Number of resamples.

    Raises
    ------
    EstimationError
        No item, too few complete rows, or an item that does not vary.

    Examples
    --------
    >>> reliability = cronbach_alpha(pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 1, 4, 3]}))
    >>> round(reliability.alpha.estimate, 4)
    0.75
    """
    reliability = scale_reliability({"": items}, conf_level=conf_level, rng=rng, n_resamples=n_resamples)
    return required(reliability.scales[""])


def scale_reliability(
    scales: Mapping[str, pd.DataFrame],
    *,
    conf_level: float = 0.95,
    rng: np.random.Generator | None = None,
    n_resamples: int = N_RESAMPLES,
) -> Reliability:
    """
    Reliability of several scales answered by the same people, each from its own complete rows.

    The bootstrap resamples people, missing answers and all, once for all scales. See `cronbach_alpha`.
    """
    require_level(conf_level)
    found = {
        name: attempted(lambda items=items: point_reliability(require_scale(items), conf_level))
        for name, items in scales.items()
    }
    sound = {name: items for name, items in scales.items() if not isinstance(found[name], Unavailable)}
    if rng is None or not sound:
        return Reliability(scales=found)
    intervals = attempted(lambda: bootstrap_intervals(sound, conf_level, rng, n_resamples))
    return Reliability(scales={name: with_interval(scale, name, intervals) for name, scale in found.items()})


def with_interval(
    scale: ScaleReliability | Unavailable, name: str, intervals: Mapping[str, BootstrapInterval] | Unavailable
) -> ScaleReliability | Unavailable:
    """A scale with its bootstrap interval, or with the reason why there is none; a scale of one item has neither."""
    if isinstance(scale, Unavailable) or scale.alpha is None:
        return scale
    return replace(scale, bootstrap=intervals if isinstance(intervals, Unavailable) else intervals[name])


def bootstrap_intervals(
    scales: Mapping[str, pd.DataFrame], conf_level: float, rng: np.random.Generator, n_resamples: int
) -> dict[str, BootstrapInterval]:
    """Percentile interval of alpha for every scale of at least two items; all scales have the same rows of people."""
    multiple = {name: items.to_numpy(dtype=float) for name, items in scales.items() if items.shape[1] > 1}
    if len({len(answers) for answers in multiple.values()}) > 1:
        raise ValueError("All scales must have a row for each of the same people, with missing answers as NaN.")
    if not multiple:
        return {}
    bounds = percentile_bounds(bootstrap_alphas(list(multiple.values()), n_resamples, rng), conf_level)
    return {
        name: BootstrapInterval(conf_low=low, conf_high=high, n_resamples=n_resamples)
        for name, (low, high) in zip(multiple, bounds.T.tolist(), strict=True)
    }


def require_scale(items: pd.DataFrame) -> pd.DataFrame:
    """Complete rows of one scale's items, refused where no reliability can come of them."""
    return require_variation(require_rows(complete_rows(require_items(items, at_least=1)), at_least=3))


def point_reliability(items: pd.DataFrame, conf_level: float) -> ScaleReliability:
    """Reliability of a scale from its complete rows `items`, without the bootstrap."""
    answers = items.to_numpy()
    n_obs, n_items = answers.shape
    mean = answers.mean(axis=0)
    S = (answers - mean).T @ (answers - mean) / (n_obs - 1)
    means, std_devs = mean.tolist(), np.sqrt(np.diag(S)).tolist()
    if n_items == 1:
        only = ItemReliability(mean=means[0], std_dev=std_devs[0], item_rest_correlation=None, alpha_if_dropped=None)
        return single_item(n_obs, str(items.columns[0]), only)
    if S.sum() <= 1e-12 * np.trace(S):
        raise EstimationError("constant_sum", items=[str(name) for name in items.columns])
    estimate, mean_correlation = float(raw_alpha(S)), float(off_diagonal_mean(correlations(S)))
    low, high = feldt_bounds(estimate, n_obs, n_items, conf_level)
    dropped = alphas_if_dropped(S).tolist() if n_items > 2 else [None] * n_items
    statistics = zip(items.columns, means, std_devs, item_rest_correlations(S).tolist(), dropped, strict=True)
    return ScaleReliability(
        n_obs=n_obs,
        n_items=n_items,
        alpha=Interval(estimate=estimate, conf_low=low, conf_high=high, conf_level=conf_level),
        bootstrap=None,
        standardized_alpha=standardized_alpha(mean_correlation, n_items),
        mean_inter_item_correlation=mean_correlation,
        items={
            str(name): ItemReliability(mean=mean, std_dev=std_dev, item_rest_correlation=rest, alpha_if_dropped=without)
            for name, mean, std_dev, rest, without in statistics
        },
    )


def single_item(n_obs: int, name: str, item: ItemReliability) -> ScaleReliability:
    """A scale of one item: counted, and without an alpha."""
    return ScaleReliability(
        n_obs=n_obs,
        n_items=1,
        alpha=None,
        bootstrap=None,
        standardized_alpha=None,
        mean_inter_item_correlation=None,
        items={name: item},
    )


def off_diagonal_mean(R: np.ndarray) -> float:
    """Mean of the off-diagonal elements of R (k, k)."""
    k = len(R)
    return (R.sum() - np.trace(R)) / (k * (k - 1))


def bootstrap_alphas(scales: list[np.ndarray], n_resamples: int, rng: np.random.Generator) -> np.ndarray:
    """
    Alpha of every scale in resamples of the people: array (n_resamples, number of scales).

    `scales` are arrays (n, k) with NaN for a missing answer; the people are the same in all of them. Alpha needs three
    sums per scale: the items', their squares', and the squared total's; an incomplete row adds nothing to any.
    """
    products = [alpha_products(answers) for answers in scales]
    sums = resampled_sums(np.hstack(products), n_resamples, rng)
    edges = np.cumsum([product.shape[1] for product in products])[:-1]
    return np.column_stack([alphas_of_sums(part) for part in np.split(sums, edges, axis=1)])


def alpha_products(answers: np.ndarray) -> np.ndarray:
    """Columns whose sums give alpha: completeness, sum of squares, squared total, then the k items (centred)."""
    complete = ~np.isnan(answers).any(axis=1)
    centred = np.where(complete[:, None], answers - np.rint(answers[complete].mean()), 0.0)
    return np.column_stack([complete, (centred**2).sum(axis=1), centred.sum(axis=1) ** 2, centred])


def alphas_of_sums(sums: np.ndarray) -> np.ndarray:
    """Alpha of each resample from the sums of `alpha_products` (B, 3 + k); NaN where the total does not vary."""
    n_obs, squares, squared_totals, items = sums[:, 0], sums[:, 1], sums[:, 2], sums[:, 3:]
    k = items.shape[1]
    with np.errstate(invalid="ignore", divide="ignore"):
        item_variances = squares - (items**2).sum(axis=1) / n_obs
        total_variance = squared_totals - items.sum(axis=1) ** 2 / n_obs
        return np.where(total_variance > 0, k / (k - 1) * (1 - item_variances / total_variance), np.nan)
