"""Split-half reliability over all ways to halve a scale, and Guttman's six lower bounds."""

from dataclasses import asdict, dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from typing_extensions import TypedDict

from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.requirements import (
    complete_rows,
    require_invertible,
    require_items,
    require_rows,
    require_variation,
)

MOST_ITEMS = 20  # all splits up to here: 92,378


class Splits(TypedDict):
    """The highest, lowest and mean coefficient over all ways to halve a scale."""

    max: float
    min: float
    mean: float


@dataclass(frozen=True, kw_only=True, eq=False)
class SplitHalfResult:
    """
    Split-half coefficients and Guttman's lambdas of one scale.

    Attributes
    ----------
    n_obs, n_items, n_splits : int
    standardized : bool
        Of correlations, not covariances.
    split_half : Splits
        `max`, `min` and `mean` over all splits of the coefficient 4 Cov(a, b) / Var(a + b).
    lambda1, lambda2, lambda3, lambda4, lambda5, lambda6 : float
        Guttman's bounds; lambda3 is alpha, lambda4 the best split. lambda6 is None for items that determine each other.
    """

    n_obs: int
    n_items: int
    n_splits: int
    standardized: bool
    split_half: Splits
    lambda1: float
    lambda2: float
    lambda3: float
    lambda4: float
    lambda5: float
    lambda6: float | None

    def tidy(self) -> pd.DataFrame:
        """One row per coefficient."""
        rows = {f"lambda{number}": getattr(self, f"lambda{number}") for number in range(1, 7)}
        rows |= {f"split_half_{name}": value for name, value in self.split_half.items()}
        return pd.DataFrame([{"term": term, "estimate": estimate} for term, estimate in rows.items()])

    def glance(self) -> pd.DataFrame:
        """All of it in one row."""
        row = asdict(self)
        return pd.DataFrame([row | {f"split_half_{name}": value for name, value in row.pop("split_half").items()}])


def split_half(items: pd.DataFrame, *, standardized: bool = False) -> SplitHalfResult:
    """
    Split-half reliability of a scale over all its splits, and Guttman's (1945) lower bounds.

    Parameters
    ----------
    items : DataFrame
        Keyed answers of one scale, two to twenty items; rows with a missing answer are dropped first.
    standardized : bool
        Of items brought to unit variance; by default of the items as answered, so that lambda3 is the raw alpha.

    Raises
    ------
    EstimationError
        Fewer than two items or more than twenty, fewer than three complete rows, or an item that does not vary.

    Notes
    -----
    A scale with an odd number of items is split into halves that differ by one item, in every way there is.

    Examples
    --------
    Two items have one split; standardised, it is Spearman and Brown's 2 r / (1 + r), here with r = .5:

    >>> pair = pd.DataFrame({"a": [1, 2, 3], "b": [1, 3, 2]})
    >>> round(split_half(pair, standardized=True).split_half["max"], 4)
    0.6667
    """
    complete = require_variation(require_rows(complete_rows(require_items(items)), at_least=3))
    n_obs, n_items = complete.shape
    if n_items > MOST_ITEMS:
        raise EstimationError("too_many_splits", n_items=n_items, most=MOST_ITEMS)
    C = np.cov(complete.to_numpy(), rowvar=False)
    if standardized:
        C = C / np.sqrt(np.outer(np.diagonal(C), np.diagonal(C)))
    coefficients = split_coefficients(C, half_splits(n_items))
    return SplitHalfResult(
        n_obs=n_obs,
        n_items=n_items,
        n_splits=len(coefficients),
        standardized=standardized,
        split_half={
            "max": float(coefficients.max()),
            "min": float(coefficients.min()),
            "mean": float(coefficients.mean()),
        },
        **guttman_bounds(C, coefficients),
    )


def half_splits(n_items: int) -> np.ndarray:
    """All splits into halves, (n_splits, n_items), one for the first half: each split once."""
    members = np.array(list(combinations(range(n_items), n_items // 2)))
    if n_items % 2 == 0:
        members = members[: len(members) // 2]  # the others are their complements
    splits = np.zeros((len(members), n_items))
    np.put_along_axis(splits, members, 1.0, axis=1)
    return splits


def split_coefficients(C: np.ndarray, splits: np.ndarray) -> np.ndarray:
    """4 Cov(a, b) / Var(a + b) of each split (Rulon 1939; Guttman 1945)."""
    with_first = splits @ C
    between = with_first.sum(axis=1) - (with_first * splits).sum(axis=1)
    return 4 * between / C.sum()


def guttman_bounds(C: np.ndarray, coefficients: np.ndarray) -> dict[str, float | None]:
    """
    The six lower bounds of Guttman (1945, doi 10.1007/BF02288892) from the items' covariance matrix.

    lambda1 = 1 - tr C / sum C;  lambda2 adds sqrt(k / (k - 1) sum of squared covariances) / sum C;  lambda3 =
    k / (k - 1) lambda1;  lambda4 the best split;  lambda5 adds twice the root of the largest column's sum of squared
    covariances;  lambda6 = 1 - sum of the items' residual variances given all others / sum C.
    """
    k, total = len(C), C.sum()
    first = 1 - np.trace(C) / total
    squares = (C - np.diag(np.diagonal(C))) ** 2
    return {
        "lambda1": float(first),
        "lambda2": float(first + np.sqrt(k / (k - 1) * squares.sum()) / total),
        "lambda3": float(k / (k - 1) * first),
        "lambda4": float(coefficients.max()),
        "lambda5": float(first + 2 * np.sqrt(squares.sum(axis=0).max()) / total),
        "lambda6": _lambda6(C),
    }


def _lambda6(C: np.ndarray) -> float | None:
    scale = np.sqrt(np.diagonal(C))
    try:
        require_invertible(C / np.outer(scale, scale), range(len(C)))
    except EstimationError:
        return None
    return float(1 - (1 / np.diagonal(np.linalg.inv(C))).sum() / C.sum())
