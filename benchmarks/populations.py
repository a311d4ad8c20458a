"""Populations that are known: three correlated factors behind twelve items, and what is true of them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.special import ndtr

from analysis.statistics.reliability.htmt import htmt

N_SCALES, N_ITEMS = 3, 4
THRESHOLDS = (-1.2, -0.4, 0.4, 1.2)
SPREADS, SHARE_WIDE = (0.6, 2.6), 0.2
"""Of the heavy-tailed answers: one person in five varies more, in all answers. Kurtosis 4.9 where a normal's is 3."""


@dataclass(frozen=True, eq=False)
class Population:
    """
    Standardised items with one loading each on correlated factors.

    Parameters
    ----------
    loadings : ndarray, shape (4,)
        Of the items of each scale.
    correlation : float
        Of each two factors.
    """

    loadings: np.ndarray
    correlation: float

    @cached_property
    def scales(self) -> dict[str, list[str]]:
        """Names of the items of each scale."""
        return {f"f{k}": [f"f{k}_{i}" for i in range(1, N_ITEMS + 1)] for k in range(1, N_SCALES + 1)}

    @cached_property
    def items(self) -> list[str]:
        """Names of all items."""
        return [item for names in self.scales.values() for item in names]

    @cached_property
    def Phi(self) -> np.ndarray:
        """Correlations of the factors, (3, 3)."""
        return np.eye(N_SCALES) * (1 - self.correlation) + self.correlation

    @cached_property
    def R(self) -> np.ndarray:
        """Correlations of the items, (12, 12)."""
        Lambda = np.kron(np.eye(N_SCALES), self.loadings[:, None])
        R = Lambda @ self.Phi @ Lambda.T
        np.fill_diagonal(R, 1)
        return R

    # ------------------------------------------------------------------ samples
    def normal(self, n_obs: int, rng: np.random.Generator) -> pd.DataFrame:
        """Multivariate normal answers."""
        return self._frame(rng.standard_normal((n_obs, len(self.R))) @ np.linalg.cholesky(self.R).T)

    def heavy_tailed(self, n_obs: int, rng: np.random.Generator) -> pd.DataFrame:
        """Answers of a mixture of two normal distributions with the same correlations, of unit variance together."""
        spread = np.where(rng.random((n_obs, 1)) < SHARE_WIDE, SPREADS[1], SPREADS[0])
        return self.normal(n_obs, rng) * np.sqrt(spread)

    def long_tailed(self, n_obs: int, rng: np.random.Generator) -> pd.DataFrame:
        """Answers of a multivariate t distribution with 8 degrees of freedom, of unit variance: kurtosis 4.5."""
        return self.normal(n_obs, rng) * np.sqrt(6 / rng.chisquare(8, (n_obs, 1)))

    def ordered(self, n_obs: int, rng: np.random.Generator) -> pd.DataFrame:
        """Normal answers cut into five categories."""
        return self._frame(np.digitize(self.normal(n_obs, rng), THRESHOLDS) + 1.0)

    def with_gaps(self, n_obs: int, rng: np.random.Generator) -> pd.DataFrame:
        """Normal answers of which one in twenty is lost at random."""
        complete = self.normal(n_obs, rng)
        return complete.mask(rng.random(complete.shape) < 0.05)

    def _frame(self, values: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(values, columns=self.items)

    # ------------------------------------------------------------------ truths
    @cached_property
    def alpha(self) -> float:
        """Coefficient alpha of a scale."""
        S = self.R[:N_ITEMS, :N_ITEMS]
        return float(N_ITEMS / (N_ITEMS - 1) * (1 - N_ITEMS / S.sum()))

    @cached_property
    def omega(self) -> float:
        """Share of the variance of a scale's sum that its factor explains."""
        return float(self.loadings.sum() ** 2 / self.R[:N_ITEMS, :N_ITEMS].sum())

    @cached_property
    def htmt(self) -> float:
        """HTMT of two scales."""
        return float(htmt(self.R, range(N_ITEMS), range(N_ITEMS, 2 * N_ITEMS)))

    @cached_property
    def ordered_omega(self) -> float:
        """
        Reliability of the sum of a scale's cut answers: Var(E(sum | factor)) / Var(sum).

        Given the factor the answers are independent, and each counts the thresholds that it passes; the factor is
        integrated out by Gauss-Hermite quadrature.
        """
        nodes, weights = np.polynomial.hermite_e.hermegauss(101)
        weights = weights / weights.sum()
        distance = (self.loadings[:, None, None] * nodes - np.array(THRESHOLDS)[:, None]) / np.sqrt(
            1 - self.loadings[:, None, None] ** 2
        )
        passed = ndtr(distance)  # (items, thresholds, nodes), falling with the threshold
        mean = passed.sum(axis=1)
        odd = 2 * np.arange(1, len(THRESHOLDS) + 1) - 1
        square = np.einsum("t,itn->in", odd, passed)  # E(X^2 | factor) of a count X: the sum of (2t - 1) P(X >= t)
        noise = ((square - mean**2) @ weights).sum()
        true = np.cov(mean.sum(axis=0), aweights=weights, bias=True)
        return float(true / (true + noise))


UNEQUAL = Population(np.array([0.6, 0.7, 0.7, 0.8]), 0.5)
EQUAL = Population(np.full(N_ITEMS, 0.7), 0.5)
