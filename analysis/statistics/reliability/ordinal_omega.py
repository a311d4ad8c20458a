"""
Reliability of a sum of ordered answers, on the metric of the answers (Green & Yang 2009), and its standard error.

An answer counts one gap for every threshold t below the variable behind it, so that two answers covary by the sum over
their thresholds of Phi(t, u; rho) - Phi(t) Phi(u). The standard error is that of the delta method through every
respondent's influence on thresholds, polychoric correlations and loadings (the infinitesimal jackknife).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit, logit, ndtr

from analysis.statistics.cfa.model.cells import LAMBDA
from analysis.statistics.cfa.model.standardized import standardized
from analysis.statistics.cfa.wlsmv.wlsmv import OrdinalSolution
from analysis.statistics.foundation.distributions import normal_quantile
from analysis.statistics.ordinal.bivariate_normal import bivariate_normal_density, joint_excess
from analysis.statistics.ordinal.influence import case_influence, threshold_influence
from analysis.statistics.ordinal.tables import CHUNK_ROWS, OPEN_END

LARGEST_CORRELATION = 1 - 1e-12


@dataclass(frozen=True, eq=False)
class OrderedItems:
    """
    The items of one scale as cut variables.

    `cuts` are the thresholds of all items in a row, `item` the item each belongs to, `gap` the scale points between the
    answers it separates (one where none is unused); all (n_cuts,).
    """

    cuts: np.ndarray
    item: np.ndarray
    gap: np.ndarray

    @classmethod
    def of(cls, cuts: Sequence[np.ndarray], gaps: Sequence[np.ndarray]) -> "OrderedItems":
        """From each item's thresholds and gaps."""
        item = np.concatenate([np.full(len(t), number) for number, t in enumerate(cuts)])
        return cls(np.concatenate(cuts), item, np.concatenate(gaps))

    def _rho(self, R: np.ndarray) -> np.ndarray:
        return np.clip(R[self.item[:, None], self.item], -LARGEST_CORRELATION, LARGEST_CORRELATION)

    def variance(self, R: np.ndarray) -> float:
        """Variance of the sum where the variables behind the items have the product moments `R`, (k, k)."""
        h, k = np.broadcast_arrays(self.cuts[:, None], self.cuts[None, :])
        excess = joint_excess(h.reshape(-1, 1), k.reshape(-1, 1), self._rho(R).reshape(-1)).reshape(h.shape)
        return float(self.gap @ excess @ self.gap)

    def variance_slopes(self, R: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Derivatives of `variance` by the elements of `R` (k, k), those of one aside, and by the thresholds."""
        t, rho = self.cuts, self._rho(R)
        is_below_one = np.abs(rho) < LARGEST_CORRELATION
        density = bivariate_normal_density(t[:, None], t[None, :], np.where(is_below_one, rho, 0.0)) * is_below_one
        member = (self.item[:, None] == np.arange(len(R))) * self.gap[:, None]
        conditional = ndtr((t[None, :] - rho * t[:, None]) / np.sqrt(1 - rho * rho))
        ordinate = np.exp(-t * t / 2) / np.sqrt(2 * np.pi)
        by_cut = 2 * self.gap * ordinate * ((conditional - ndtr(t)[None, :]) @ self.gap)
        return member.T @ density @ member, by_cut


def green_yang_omega(loadings: np.ndarray, R: np.ndarray, items: OrderedItems) -> float:
    """
    Reliability of a sum of ordered items (Green & Yang 2009, Psychometrika 74, 155-167, eq. 21).

    The numerator takes the items' product moments from the common factor alone, also those of an item with its own
    replication; the denominator takes the observed polychoric correlations.

    Parameters
    ----------
    loadings : ndarray, shape (k,)
        On a factor of unit variance, for items of unit variance.
    R : ndarray, shape (k, k)
        Polychoric correlations of the items.
    items : OrderedItems
    """
    return items.variance(np.outer(loadings, loadings)) / items.variance(R)


def ordinal_omega(solution: OrdinalSolution, places: np.ndarray, factor: int) -> float:
    """Omega of the items at `places` of a fitted model, whose factor is number `factor`."""
    loadings = solution.unit_loadings(places, factor)
    return green_yang_omega(loadings, solution.ordinal.R[np.ix_(places, places)], _ordered(solution, places))


def ordinal_omega_error(solution: OrdinalSolution, places: np.ndarray, factor: int) -> float:
    """Standard error of `ordinal_omega`."""
    sample, items = solution.ordinal, _ordered(solution, places)
    loadings, R = solution.unit_loadings(places, factor), sample.R[np.ix_(places, places)]
    true, observed = items.variance(np.outer(loadings, loadings)), items.variance(R)
    true_by_R, true_by_cut = items.variance_slopes(np.outer(loadings, loadings))
    observed_by_R, observed_by_cut = items.variance_slopes(R)
    by_loading = 2 * true_by_R @ loadings / observed
    by_R = -true / observed**2 * observed_by_R
    by_cut = (true_by_cut - true / observed * observed_by_cut) / observed
    by_rho = by_loading @ _loading_response(solution, places, factor) + _by_pair(by_R, places, sample)
    square = sum(float(values @ values) for values in _case_values(sample, by_rho, by_cut, items, places))
    return float(np.sqrt(square)) / sample.n_obs


def ordinal_omega_interval(
    solution: OrdinalSolution, places: np.ndarray, factor: int, conf_level: float
) -> tuple[float, float]:
    """Interval of `ordinal_omega`, symmetric on the logit scale so that it stays between 0 and 1; else NaN."""
    omega = ordinal_omega(solution, places, factor)
    if not 0 < omega < 1:
        return float("nan"), float("nan")
    error = ordinal_omega_error(solution, places, factor)
    half_width = normal_quantile((1 + conf_level) / 2) * error / (omega * (1 - omega))
    return float(expit(logit(omega) - half_width)), float(expit(logit(omega) + half_width))


def _ordered(solution: OrdinalSolution, places: np.ndarray) -> OrderedItems:
    sample = solution.ordinal
    return OrderedItems.of(
        [sample.cuts[place][sample.cuts[place] < OPEN_END] for place in places],
        [np.diff(sample.answers.categories[place]) for place in places],
    )


def _loading_response(solution: OrdinalSolution, places: np.ndarray, factor: int) -> np.ndarray:
    """How the loadings on the standardised factor follow the polychoric correlations, (k, n_pairs)."""
    model, (cells,), (state,), (d,) = solution.model, solution.model.cells, solution.implied, solution.model.directions
    jacobian = standardized(cells, state, d, model.n_free).jacobian
    is_loading = (cells.matrix == LAMBDA) & (cells.col == factor)
    row = {cells.row[at]: at for at in np.flatnonzero(is_loading)}
    return jacobian[[row[place] for place in places]] @ solution.response


def _by_pair(by_R: np.ndarray, places: np.ndarray, sample: Any) -> np.ndarray:
    """A slope by each element of the scale's correlation matrix, as a slope by each pair of all items."""
    whole = np.zeros_like(sample.R)
    whole[np.ix_(places, places)] = by_R
    return (whole + whole.T)[sample.tables.first, sample.tables.second]


def _case_values(sample: Any, by_rho: Any, by_cut: Any, items: OrderedItems, places: Any) -> Any:
    """Every respondent's influence on the coefficient, a chunk at a time."""
    influence = threshold_influence(sample.tables.margins, sample.cuts)
    of_answer = [
        influence[place][:, : np.count_nonzero(items.item == k)] @ by_cut[items.item == k]
        for k, place in enumerate(places)
    ]
    for start in range(0, sample.n_obs, CHUNK_ROWS):
        codes = sample.answers.codes[:, start : start + CHUNK_ROWS]
        values = by_rho @ case_influence(codes, sample.influence)
        for place, table in zip(places, of_answer, strict=True):
            values += table[codes[place]]
        yield values
