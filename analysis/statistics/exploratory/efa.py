"""Exploratory factor analysis of items: extraction, rotation, and the solution in the order a person expects."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.exploratory.adequacy import CorrelatedItems, Items, require_factorable
from analysis.statistics.exploratory.efa_fit import EfaFit, degrees_of_freedom, efa_fit
from analysis.statistics.exploratory.extraction import LOWEST_UNIQUENESS, extract
from analysis.statistics.exploratory.rotation import Rotation, rotate
from analysis.statistics.foundation.errors import EstimationError


@dataclass(frozen=True, kw_only=True)
class Loading:
    """A loading of the item `term` on a factor, or its correlation with the factor."""

    term: str
    factor: str
    estimate: float


@dataclass(frozen=True, kw_only=True)
class FactorPair:
    """The correlation of two factors."""

    a: str
    b: str
    estimate: float


@dataclass(frozen=True, kw_only=True)
class ExplainedVariance:
    """
    What a factor explains of the items' variance.

    `ss_loadings` is its sum of squared loadings, `share` that as a proportion of the variance of all items,
    `cumulative` the share of it and the factors before it.
    """

    factor: str
    ss_loadings: float
    share: float
    cumulative: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Efa:
    """
    A rotated factor solution.

    Attributes
    ----------
    loadings, structure : DataFrame, shape (p, m)
        Pattern coefficients, and correlations of items with factors. Factors are named F1, F2, ... by falling sums of
        squares and signed so that their loadings sum to a positive number.
    factor_correlations : DataFrame, shape (m, m)
    communalities, uniquenesses : Series, length p
        Share of each item's variance that the factors explain, and its complement.
    ss_loadings : Series, length m
        Variance that each factor explains: the diagonal of Phi Lambda' Lambda.
    unrotated : ndarray, shape (p, m)
        The extracted loadings before rotation.
    criterion : float or None
        What the rotation reached (oblimin: smaller is simpler; varimax: larger is).
    rotated : Rotation
        As it came out of the search, factors unordered: how many starts agreed.
    heywood : list of str
        Items whose uniqueness reached the bound of .005 or fell below it: the solution is improper there.
    """

    n_obs: int
    n_items: int
    n_factors: int
    method: str
    rotation: str
    loadings: pd.DataFrame
    structure: pd.DataFrame
    factor_correlations: pd.DataFrame
    communalities: pd.Series
    uniquenesses: pd.Series
    ss_loadings: pd.Series
    fit: EfaFit
    unrotated: np.ndarray
    criterion: float | None
    heywood: list[str]
    rotated: Rotation

    def tidy(self) -> pd.DataFrame:
        """A row per item and factor: term, factor, estimate."""
        return long_form(self.loadings)

    def glance(self) -> pd.DataFrame:
        """The fit as a table of one row."""
        return self.fit.glance().assign(n_obs=self.n_obs, n_items=self.n_items, n_factors=self.n_factors)


def long_form(matrix: pd.DataFrame) -> pd.DataFrame:
    """A row per cell of a table of items by factors: term, factor, estimate."""
    terms, factors = matrix.index.repeat(matrix.shape[1]), np.tile(matrix.columns, len(matrix))
    return pd.DataFrame({"term": terms, "factor": factors, "estimate": matrix.to_numpy().ravel()})


def pairs_once(matrix: pd.DataFrame) -> list[FactorPair]:
    """The lower triangle of a symmetric table, row by row."""
    names, values = list(matrix.index), matrix.to_numpy().tolist()
    return [FactorPair(a=names[i], b=names[j], estimate=values[i][j]) for i in range(len(names)) for j in range(i)]


def loadings_of(matrix: pd.DataFrame) -> list[Loading]:
    """A row per cell of a table of items by factors."""
    return [Loading(**row) for row in long_form(matrix).to_dict("records")]


def explained_variance(solution: Efa) -> list[ExplainedVariance]:
    """A row per factor: ss_loadings, and what share of the items' variance it and those before it explain."""
    share = solution.ss_loadings / solution.n_items
    columns = (solution.ss_loadings.index, solution.ss_loadings.tolist(), share.tolist(), share.cumsum().tolist())
    return [
        ExplainedVariance(factor=factor, ss_loadings=sum_, share=own, cumulative=so_far)
        for factor, sum_, own, so_far in zip(*columns, strict=True)
    ]


def require_identified(n_items: int, n_factors: int) -> int:
    """`n_factors`, refused where so few items cannot hold so many."""
    if n_factors < 1:
        raise ValueError(f"n_factors is at least 1; {n_factors} was given.")
    if n_factors > n_items or degrees_of_freedom(n_items, n_factors) < 0:
        most = max((m for m in range(1, n_items) if degrees_of_freedom(n_items, m) >= 0), default=0)
        raise EstimationError("too_many_factors", n_items=n_items, n_factors=n_factors, most=most)
    return n_factors


def ordered_and_signed(rotated: Rotation) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Loadings, Phi and sums of squares with factors by falling sums of squares, and loadings of positive sum."""
    sums = np.diag(rotated.Phi @ rotated.loadings.T @ rotated.loadings)
    order = np.argsort(-sums, kind="stable")
    signs = np.where(rotated.loadings[:, order].sum(axis=0) < 0, -1.0, 1.0)
    Phi = rotated.Phi[np.ix_(order, order)] * signs * signs[:, None]
    return rotated.loadings[:, order] * signs, Phi, sums[order]


def heywood_items(uniquenesses: np.ndarray, names: list[str]) -> list[str]:
    """Names of the items whose uniqueness is at the lowest that is allowed, or below."""
    at_bound = uniquenesses <= LOWEST_UNIQUENESS * (1 + 1e-6)
    return [name for name, improper in zip(names, at_bound, strict=True) if improper]


def efa(items: Items, *, n_factors: int, method: str = "minres", rotation: str = "oblimin") -> Efa:
    """
    Exploratory factor analysis of the Pearson correlations of items.

    Parameters
    ----------
    items : DataFrame, shape (n, p)
        Keyed answers. Rows with a missing answer are dropped.
    n_factors : int
        Number of factors.
    method : {"minres", "ml", "pa"}
        Minimum residuals, maximum likelihood or principal axis.
    rotation : {"oblimin", "promax", "varimax", "none"}
        See `rotation`. A single factor is not rotated.

    Raises
    ------
    EstimationError
        More factors than the items can hold, fewer complete rows than items, an item that does not vary, or a
        singular correlation matrix.
    """
    prepared = require_factorable(items)
    require_identified(len(prepared.names), n_factors)
    return solution(prepared, n_factors, method, rotation)


def solution(items: CorrelatedItems, n_factors: int, method: str, rotation: str) -> Efa:
    """Factor solution of `items`, which are known to be factorable."""
    names, n_obs, R = items.names, items.n_obs, items.R
    extracted = extract(R, n_factors, method)
    rotated = rotate(extracted.loadings, rotation)
    loadings, Phi, sums = ordered_and_signed(rotated)
    factors = [f"F{number}" for number in range(1, n_factors + 1)]
    return Efa(
        n_obs=n_obs,
        n_items=len(R),
        n_factors=n_factors,
        method=method,
        rotation=rotation if n_factors > 1 else "none",
        loadings=pd.DataFrame(loadings, names, factors),
        structure=pd.DataFrame(loadings @ Phi, names, factors),
        factor_correlations=pd.DataFrame(Phi, factors, factors),
        communalities=pd.Series(1 - extracted.uniquenesses, names),
        uniquenesses=pd.Series(extracted.uniquenesses, names),
        ss_loadings=pd.Series(sums, factors),
        fit=efa_fit(R, extracted.loadings, n_obs),
        unrotated=extracted.loadings,
        criterion=rotated.criterion,
        heywood=heywood_items(extracted.uniquenesses, names),
        rotated=rotated,
    )
