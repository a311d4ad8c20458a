"""Means and covariances of scores, and of their resamples, from complete rows, weighted rows or incomplete answers."""

from dataclasses import dataclass

import numpy as np

from analysis.statistics.cfa.fiml.saturated_information import SaturatedInformation
from analysis.statistics.foundation.bootstrap import bootstrap_moments, resampled_sums


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoreMoments:
    """
    Of an outcome and k scores, the outcome first, and of B resamples of the respondents.

    Parameters
    ----------
    covariance : (k + 1, k + 1)
    performance : (k,) means from 0 to 100
    covariances : (B, k + 1, k + 1)
    performances : (B, k)
    """

    covariance: np.ndarray
    performance: np.ndarray
    covariances: np.ndarray
    performances: np.ndarray


def complete_moments(
    scores: np.ndarray, performance: np.ndarray, *, n_resamples: int, rng: np.random.Generator
) -> ScoreMoments:
    """Of complete `scores` (n, k + 1) and `performance` (n, k)."""
    drawn = bootstrap_moments(scores, n_resamples=n_resamples, rng=rng, beside=performance)
    return ScoreMoments(
        covariance=np.cov(scores, rowvar=False),
        performance=performance.mean(axis=0),
        covariances=drawn.covariances,
        performances=drawn.means_beside,
    )


def weighted_moments(
    scores: np.ndarray,
    performance: np.ndarray,
    weights: np.ndarray,
    *,
    n_resamples: int,
    rng: np.random.Generator,
) -> ScoreMoments:
    """The same where rows count by their `weights` (n,), held as they are in all resamples; performance without."""
    n_obs, q = scores.shape
    first, second = np.triu_indices(q)
    z = scores - np.average(scores, axis=0, weights=weights)
    level = performance.mean(axis=0)
    units = np.column_stack([weights, weights[:, None] * z, weights[:, None] * z[:, first] * z[:, second]])
    drawn = np.column_stack([units, performance - level])
    sums = resampled_sums(drawn, n_resamples, rng)
    place = np.empty((q, q), dtype=int)
    place[first, second] = place[second, first] = np.arange(len(first))

    def covariances(totals: np.ndarray) -> np.ndarray:
        """Weighted covariances from totals of the units (B, .)."""
        parts = totals[:, 1 : units.shape[1]] / totals[:, :1]
        means, products = parts[:, :q], parts[:, q:]
        return products[:, place] - means[:, :, None] * means[:, None, :]

    return ScoreMoments(
        covariance=covariances(units.sum(axis=0)[None])[0],
        performance=level,
        covariances=covariances(sums),
        performances=level + sums[:, units.shape[1] :] / n_obs,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class IncompleteMoments(ScoreMoments):
    """The same by maximum likelihood of incomplete answers; `influence` (n, .) of each case on `covariance`."""

    influence: np.ndarray


def incomplete_moments(
    saturated: SaturatedInformation,
    weights: np.ndarray,
    performing: tuple[np.ndarray, np.ndarray],
    *,
    n_resamples: int,
    rng: np.random.Generator,
) -> IncompleteMoments:
    """
    Of scores that are weighed sums of the items whose saturated moments are known.

    Resamples are those of the cases' influence functions: estimates to the first order, at the cost of one matrix
    product, where searching each resample's maximum would cost thousands.

    Parameters
    ----------
    saturated : SaturatedInformation
        Of p items.
    weights : (p, k + 1) of the items in the outcome and the scores
    performing : (p, k) weights and (k,) constants that make performance of the items' means
    """
    moments, (slopes, constants) = saturated.moments, performing
    by_item, q = weights.T, weights.shape[1]
    first, second = np.triu_indices(q)
    x, y = saturated.d.x, saturated.d.y
    both = by_item[first][:, x] * by_item[second][:, y] + by_item[first][:, y] * by_item[second][:, x]
    of_covariances = np.where(x == y, 0.5, 1.0)[:, None] * both.T
    zeros = np.zeros((len(moments.names), len(first)))
    map_of = np.block([[zeros, slopes], [of_covariances, np.zeros((len(x), slopes.shape[1]))]])
    influence = saturated.influence(map_of)
    shifts = resampled_sums(influence, n_resamples, rng) / len(influence)
    place = np.empty((q, q), dtype=int)
    place[first, second] = place[second, first] = np.arange(len(first))
    covariance = by_item @ moments.cov @ weights
    performance = moments.mean @ slopes + constants
    return IncompleteMoments(
        covariance=covariance,
        performance=performance,
        covariances=covariance + shifts[:, : len(first)][:, place],
        performances=performance + shifts[:, len(first) :],
        influence=influence[:, : len(first)][:, place],
    )
