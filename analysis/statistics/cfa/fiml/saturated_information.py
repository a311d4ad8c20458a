"""What answers with gaps tell about unrestricted means and covariances, and what complete answers would tell."""

from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from analysis.statistics.cfa.fiml.scores import case_scores, score_products
from analysis.statistics.cfa.ml.likelihood import expected_information
from analysis.statistics.cfa.model.implied import Directions
from analysis.statistics.cfa.sample.missing import IncompleteAnswers
from analysis.statistics.cfa.sample.saturated import Saturated, pair_directions, pair_products, pattern_sums


class SaturatedInformation:
    """
    Information about the saturated means and covariances of one group, at their estimates, each (p* , p*) per case.

    `observed` from the incomplete answers, `complete` what the same cases would have told without gaps, `products`
    the cross-products of the case scores. Means come first, then the covariances (x, y), x >= y.
    """

    def __init__(self, data: IncompleteAnswers, filled: Saturated):
        self.data, self.moments = data, filled.moments
        self.V = np.linalg.inv(filled.moments.cov)
        self.d = pair_directions(len(self.V))

    @cached_property
    def observed(self) -> np.ndarray:
        p = len(self.V)
        sums = pattern_sums(self.data, self.moments.mean, self.V)
        pairs = pair_products(sums.VX, p)
        place = np.empty((p, p), dtype=int)
        place[self.d.x, self.d.y] = place[self.d.y, self.d.x] = np.arange(len(self.d.x))
        Vy = sums.Vy[place]
        cross = (Vy[:, self.d.x, self.d.y] + Vy[:, self.d.y, self.d.x]) * self.d.c
        return np.block([[sums.V, cross], [cross.T, pairs]])

    @cached_property
    def complete(self) -> np.ndarray:
        pairs = expected_information(self.V, self.d, None)
        zero = np.zeros((len(self.V), len(pairs)))
        return np.block([[self.V, zero], [zero.T, pairs]])

    @cached_property
    def of_moments(self) -> tuple[Directions, np.ndarray]:
        """Means and covariances as parameters: scores of means are those of cells with c = 0, s = 1."""
        p = len(self.V)
        means, none = np.arange(p), np.zeros(p)
        d = Directions(
            x=np.concatenate([means, self.d.x]),
            y=np.concatenate([means, self.d.y]),
            c=np.concatenate([none, self.d.c]),
            s=np.zeros(p + len(self.d.x), dtype=int),
            parameter=np.arange(p + len(self.d.x)),
        )
        return d, np.concatenate([np.ones(p), np.zeros(len(self.d.x))])

    @cached_property
    def products(self) -> np.ndarray:
        d, s = self.of_moments
        total = score_products(self.data, self.moments.mean, self.V, self.V, d, s, len(d.x))
        return total / self.data.n_obs

    def influence(self, weights: np.ndarray) -> np.ndarray:
        """
        How each case moves linear functions of the moments, (n, m): their influence functions, which sum to zero.

        `weights` (p*, m) of the moments. The mean over a resample of cases, added to the estimates, is that resample's
        estimate to the first order; without gaps, of covariances, it is the resample's own but for its shift of means.
        """
        d, s = self.of_moments
        effect = np.linalg.solve(self.observed, weights)
        chunks = case_scores(self.data, self.moments.mean, self.V, self.V, d, s, len(d.x))
        return np.concatenate([scores @ effect for scores in chunks])

    @cached_property
    def inverse(self) -> np.ndarray:
        return np.linalg.inv(self.observed)

    @cached_property
    def trace(self) -> float:
        """tr(products observed^-1): what non-normality makes of the saturated model's parameters."""
        return float(np.vdot(self.products, self.inverse))


KNOWN: "WeakKeyDictionary[Saturated, SaturatedInformation]" = WeakKeyDictionary()
"""The information of saturated models, for as long as anybody has these."""


def saturated_information(data: IncompleteAnswers, filled: Saturated) -> SaturatedInformation:
    """The information of answers that `sorted_answers` has sorted: models that share them share it."""
    if filled not in KNOWN:
        KNOWN[filled] = SaturatedInformation(data, filled)
    return KNOWN[filled]
