"""
Populations in which a model of correlated factors is wrong by a known amount.

Cross-loadings are added one after another, so that level k has k that the model leaves out (McNeish & Wolf 2023,
Psychological Methods 28, 61-88, doi 10.1037/met0000425, after Hu & Bentler 1999): each factor's weakest item, weakest
first, loads on the most reliable other factor, as strongly as on its own or as its variance allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.foundation.errors import EstimationError

ROOM = 0.95
"""Share of the largest cross-loading that leaves the item a residual variance."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CrossLoading:
    """A loading of `term` on another dimension's `factor`, standardised."""

    factor: str
    term: str
    estimate: float


@dataclass(frozen=True, eq=False)
class Population:
    """Correlations of the items (p, p), and the cross-loadings that made them differ from the model's."""

    correlations: np.ndarray
    added: tuple[CrossLoading, ...]


@dataclass(frozen=True, eq=False)
class Pattern:
    """A standardised solution: loadings (p, m) of simple structure, factor correlations (m, m), and their names."""

    Lambda: np.ndarray
    Phi: np.ndarray
    items: Sequence[str]
    factors: Sequence[str]

    @property
    def own(self) -> np.ndarray:
        """The place of each item's factor, (p,)."""
        return np.abs(self.Lambda).argmax(axis=1)

    @property
    def reliability(self) -> np.ndarray:
        """Coefficient H of each factor (Hancock & Mueller 2001): 1 / (1 + 1 / sum of l^2 / (1 - l^2))."""
        squared = self.Lambda**2
        signal = (squared / (1 - squared)).sum(axis=0)
        return signal / (1 + signal)


def pattern_of(result: CfaResult) -> Pattern:
    """
    The standardised solution of a model of correlated factors.

    Raises
    ------
    EstimationError
        The solution is impossible, so that no population has it.
    """
    if not result.is_admissible:
        raise EstimationError("no_such_population")
    model, state = result.solution.model, result.solution.implied[0]
    spread = np.sqrt(np.diagonal(state.Sigma))
    Lambda = state.matrices.Lambda * np.sqrt(np.diagonal(state.C)) / spread[:, None]
    return Pattern(Lambda, result.solution.factor_correlation[0], model.items, model.factors)


def populations(pattern: Pattern) -> list[Population]:
    """The model's own population, then one with one, two, ... up to (number of factors - 1) cross-loadings."""
    Lambda, added = pattern.Lambda.copy(), []
    found = [Population(correlations_of(Lambda, pattern.Phi), ())]
    for item, factor in cross_loading_places(pattern):
        Lambda[item, factor] = cross_loading(
            pattern.Lambda[item, pattern.own[item]], pattern.Phi[pattern.own[item], factor]
        )
        added.append(
            CrossLoading(factor=pattern.factors[factor], term=pattern.items[item], estimate=float(Lambda[item, factor]))
        )
        found.append(Population(correlations_of(Lambda, pattern.Phi), tuple(added)))
    return found


def correlations_of(Lambda: np.ndarray, Phi: np.ndarray) -> np.ndarray:
    """Correlations implied by standardised loadings; residuals make up each item's variance to one."""
    R = Lambda @ Phi @ Lambda.T
    np.fill_diagonal(R, 1.0)
    return R


def cross_loading_places(pattern: Pattern) -> list[tuple[int, int]]:
    """Item and factor of each cross-loading, in the order in which they are added; no pair of factors comes twice."""
    own, H = pattern.own, pattern.reliability
    n_factors = len(pattern.factors)
    size = np.abs(pattern.Lambda[np.arange(len(own)), own])
    weakest = [min(np.flatnonzero(own == k), key=lambda i: size[i]) for k in range(n_factors)]
    of_two = {k for k in range(n_factors) if np.count_nonzero(own == k) <= 2}
    chosen = sorted(weakest, key=lambda i: (own[i] in of_two, size[i]))[: n_factors - 1]
    places, used = [], set()
    for item in sorted(chosen, key=lambda i: size[i]):
        free = [k for k in range(n_factors) if k != own[item] and frozenset((own[item], k)) not in used]
        if free:
            partner = max(free, key=lambda k: H[k])
            used.add(frozenset((own[item], partner)))
            places.append((int(item), int(partner)))
    return sorted(places, key=lambda place: chosen.index(place[0]))


def cross_loading(loading: float, correlation: float) -> float:
    """
    The size of a cross-loading for an item whose own factor correlates so much with the other.

    That of its own loading, but at most 95 % of what would leave it no residual: the root c of
    l^2 + c^2 + 2 |l r| c = 1.
    """
    own, shared = abs(loading), abs(loading * correlation)
    return min(own, ROOM * (sqrt(shared**2 + 1 - own**2) - shared))
