"""Whether the items share enough to be factored at all."""

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from .distributions import chi_square_p_value
from .requirements import complete_rows, require_invertible, require_items, require_rows, require_variation


@dataclass(frozen=True, kw_only=True, eq=False)
class SamplingAdequacy:
    """Kaiser-Meyer-Olkin measure, overall and of each item; between 0 and 1."""

    overall: float
    items: dict[str, float]

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


def require_factorable(items: pd.DataFrame) -> pd.DataFrame:
    """Complete rows of `items`, refused where their correlation matrix cannot be inverted."""
    complete = complete_rows(require_items(items, at_least=3))
    require_variation(require_rows(complete, at_least=complete.shape[1] + 1))
    require_invertible(correlation_matrix(complete), complete.columns)
    return complete


def correlation_matrix(complete: pd.DataFrame) -> np.ndarray:
    """Pearson correlations (p, p) of complete rows."""
    return np.corrcoef(complete.to_numpy(), rowvar=False)


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


def kmo(items: pd.DataFrame) -> SamplingAdequacy:
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
    complete = require_factorable(items)
    overall, by_item = kmo_measures(correlation_matrix(complete))
    return SamplingAdequacy(overall=overall, items=dict(zip(map(str, complete.columns), by_item.tolist(), strict=True)))


def bartlett_statistic(R: np.ndarray, n_obs: int) -> tuple[float, int]:
    """Chi-square and df that correlation matrix R (p, p) is the identity; Bartlett (1951), Biometrika 38, 337-344."""
    p = len(R)
    statistic = -(n_obs - 1 - (2 * p + 5) / 6) * np.linalg.slogdet(R)[1]
    return float(statistic), p * (p - 1) // 2


def bartlett_sphericity(items: pd.DataFrame) -> Sphericity:
    """Bartlett's test of sphericity; rows with a missing answer are dropped, refusals as in `kmo`."""
    complete = require_factorable(items)
    statistic, df = bartlett_statistic(correlation_matrix(complete), len(complete))
    return Sphericity(statistic=statistic, df=df, p_value=chi_square_p_value(statistic, df))
