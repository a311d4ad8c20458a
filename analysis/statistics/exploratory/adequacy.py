"""Whether the items share enough to be factored at all."""

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import chi_square_p_value
from analysis.statistics.foundation.requirements import (
    complete_rows,
    require_invertible,
    require_items,
    require_rows,
    require_variation,
)


@dataclass(frozen=True, kw_only=True, eq=False)
class SamplingAdequacy:
    """Kaiser-Meyer-Olkin measure, overall and of each item: between 0 and 1, None where nothing correlates."""

    overall: float | None
    items: dict[str, float | None]

    def tidy(self) -> pd.DataFrame:
        """A row per item."""
        return pd.DataFrame({"term": self.items.keys(), "estimate": self.items.values()})


@dataclass(frozen=True, kw_only=True, eq=False)
class Sphericity:
    """Bartlett's test that the items are uncorrelated in the population."""

    statistic: float
    df: int
    p_value: float

    def glance(self) -> pd.DataFrame:
        """The test as a table of one row."""
        return pd.DataFrame([asdict(self)])


@dataclass(frozen=True, kw_only=True, eq=False)
class CorrelatedItems:
    """What a factor analysis needs to know of the answers: names, number of complete rows, correlations (p, p)."""

    names: list[str]
    n_obs: int
    R: np.ndarray


Items = pd.DataFrame | CorrelatedItems
"""Keyed answers, a column per item; or their correlations, where several analyses share them."""


def require_factorable(items: Items) -> CorrelatedItems:
    """
    Correlations of `items`, refused where they cannot be inverted.

    Rows with a missing answer are dropped before anything is counted. Prepared items pass through.
    """
    if isinstance(items, CorrelatedItems):
        return items
    complete = complete_rows(require_items(items, at_least=3))
    require_variation(require_rows(complete, at_least=complete.shape[1] + 1))
    names = [str(name) for name in complete.columns]
    R = require_invertible(pearson(complete.to_numpy()), names)
    R.setflags(write=False)  # shared by several analyses
    return CorrelatedItems(names=names, n_obs=len(complete), R=R)


def pearson(values: np.ndarray) -> np.ndarray:
    """Correlations (p, p) of the columns of `values` (n, p)."""
    centred = values - values.mean(axis=0)
    products = centred.T @ centred
    scale = 1 / np.sqrt(np.diag(products))
    R = products * scale * scale[:, None]
    np.fill_diagonal(R, 1)
    return R


def kmo_measures(R: np.ndarray) -> tuple[float, np.ndarray]:
    """
    Overall measure and measure of each item, from correlation matrix R (p, p).

    Sum of squared correlations over the sum of squared correlations and squared partial (anti-image) correlations:
    Kaiser & Rice (1974), Educational and Psychological Measurement 34, 111-117, equations 2 and 3.
    """
    precision = np.linalg.inv(R)
    scale = 1 / np.sqrt(np.diag(precision))
    partial = precision * scale * scale[:, None]
    squared, squared_partial = R**2, partial**2
    np.fill_diagonal(squared, 0)
    np.fill_diagonal(squared_partial, 0)
    shared, unshared = squared.sum(axis=0), squared_partial.sum(axis=0)
    return float(shared.sum() / (shared.sum() + unshared.sum())), shared / (shared + unshared)


def kmo(items: Items) -> SamplingAdequacy:
    """
    Kaiser-Meyer-Olkin measure of sampling adequacy.

    Parameters
    ----------
    items : DataFrame, shape (n, p)
        Keyed answers. Rows with a missing answer are dropped.

    Raises
    ------
    EstimationError
        Fewer complete rows than items, an item that does not vary, or a singular correlation matrix.
    """
    prepared = require_factorable(items)
    overall, by_item = kmo_measures(prepared.R)
    return SamplingAdequacy(overall=overall, items=dict(zip(prepared.names, by_item.tolist(), strict=True)))


def bartlett_statistic(R: np.ndarray, n_obs: int) -> tuple[float, int]:
    """Chi-square and df that correlation matrix R (p, p) is the identity; Bartlett (1951), Biometrika 38, 337-344."""
    p = len(R)
    statistic = -(n_obs - 1 - (2 * p + 5) / 6) * np.linalg.slogdet(R)[1]
    return float(statistic), p * (p - 1) // 2


def bartlett_sphericity(items: Items) -> Sphericity:
    """Bartlett's test of sphericity; rows with a missing answer are dropped, refusals as in `kmo`."""
    prepared = require_factorable(items)
    statistic, df = bartlett_statistic(prepared.R, prepared.n_obs)
    return Sphericity(statistic=statistic, df=df, p_value=chi_square_p_value(statistic, df))
