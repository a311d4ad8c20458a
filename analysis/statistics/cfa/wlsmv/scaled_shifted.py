"""
Tests of least squares fits, adjusted for what correlations really vary, and indices of fit as if nothing were cut.

All of it works in whitened pairs: G = W^1/2 Gamma W^1/2, Gamma the asymptotic covariance of the polychoric
correlations, and P = I - QQ' with Q an orthonormal basis of W^1/2 times the model's derivatives, so that U Gamma of the
literature and PGP have the same traces.
"""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np


@dataclass(frozen=True, eq=False)
class WhitenedModel:
    """
    What tests and standard errors need of a weighted least squares fit.

    Parameters
    ----------
    G : ndarray, shape (n_pairs, n_pairs)
        Whitened asymptotic covariance matrix of the correlations.
    jacobian : ndarray, shape (n_free, n_pairs)
        Derivatives of the implied correlations.
    weights : ndarray, shape (n_pairs,)
    """

    G: np.ndarray
    jacobian: np.ndarray
    weights: np.ndarray

    @cached_property
    def basis(self) -> tuple[np.ndarray, np.ndarray]:
        """Q (n_pairs, n_free) and the triangular R of the whitened derivatives."""
        return np.linalg.qr((self.jacobian * np.sqrt(self.weights)).T)

    @cached_property
    def QG(self) -> np.ndarray:
        return self.basis[0].T @ self.G

    @cached_property
    def QGQ(self) -> np.ndarray:
        return self.QG @ self.basis[0]

    @property
    def trace(self) -> float:
        """tr(U Gamma)."""
        return float(np.trace(self.G) - np.trace(self.QGQ))

    @property
    def trace_of_square(self) -> float:
        """tr(U Gamma U Gamma)."""
        return float(np.vdot(self.G, self.G) - 2 * np.vdot(self.QG, self.QG) + np.vdot(self.QGQ, self.QGQ))

    @cached_property
    def residual_covariance(self) -> np.ndarray:
        """Asymptotic covariance of the fitted model's residual correlations, W^-1/2 PGP W^-1/2."""
        Q, _ = self.basis
        half = Q @ (self.QG - self.QGQ @ Q.T / 2)
        scale = 1 / np.sqrt(self.weights)
        return (self.G - half - half.T) * np.outer(scale, scale)

    @property
    def response(self) -> np.ndarray:
        """How the estimates follow the correlations at the expected curvature: (D'WD)^-1 D'W, (n_free, n_pairs)."""
        Q, R = self.basis
        return np.linalg.solve(R, Q.T) * np.sqrt(self.weights)

    @property
    def covariance(self) -> np.ndarray:
        """Asymptotic covariance of sqrt(n) times the estimates: the sandwich (Muthen 1993; Satorra & Bentler 1994)."""
        inverse = np.linalg.inv(self.basis[1])
        return inverse @ self.QGQ @ inverse.T


@dataclass(frozen=True)
class ScaledShifted:
    """
    The chi-square a T + b whose mean and variance are those of a chi-square with `df` (Asparouhov & Muthen 2010).

    a = sqrt(df / tr(UG UG)) and b = df - a tr(UG), from the traces of U Gamma and of its square.
    """

    df: int
    trace: float
    trace_of_square: float

    @property
    def slope(self) -> float:
        return sqrt(self.df / self.trace_of_square)

    def statistic(self, chi_square: float) -> float:
        """The adjusted chi-square."""
        return self.slope * (chi_square - self.trace) + self.df


def normal_weight(V: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """
    Weights with which normal theory compares two correlation matrices, (n_pairs, n_pairs).

    For small differences e of the correlations the likelihood discrepancy is e'We with W_ij,kl = v_ik v_jl + v_il v_jk,
    V the inverse of the implied matrix (Browne 1974, with each correlation counted once).
    """
    of_first, of_second = V.take(first, axis=0), V.take(second, axis=0)
    same = of_first.take(first, axis=1) * of_second.take(second, axis=1)
    crossed = of_first.take(second, axis=1)
    return same + crossed * crossed.T


@dataclass(frozen=True, kw_only=True)
class LatentDiscrepancy:
    """
    How far polychoric and implied correlations are apart on the scale of maximum likelihood (Savalei 2021).

    `chi_square` is n times the normal likelihood discrepancy at the least squares estimates, `expected` its mean if the
    model holds, df times the scaling factor c; `null` and `null_expected` the same for uncorrelated items.
    """

    chi_square: float
    expected: float
    null: float
    null_expected: float

    def scaling(self, df: int) -> float:
        """Scaling factor of the model's chi-square."""
        return self.expected / df

    def null_scaling(self, df: int) -> float:
        """Scaling factor of the baseline's chi-square."""
        return self.null_expected / df


def latent_discrepancy(
    R: np.ndarray, Sigma: np.ndarray, whitened: WhitenedModel, n_obs: int
) -> LatentDiscrepancy | None:
    """
    What the chi-square would be had the answers not been cut (Savalei 2021, doi 10.1080/00273171.2020.1717922).

    `R` (p, p) are the polychoric, `Sigma` the implied correlations. None where one is not positive definite.
    """
    (sign, log_det), (sign_implied, log_det_implied) = np.linalg.slogdet(R), np.linalg.slogdet(Sigma)
    if min(np.linalg.eigvalsh(R)[0], np.linalg.eigvalsh(Sigma)[0]) <= 0 or sign * sign_implied <= 0:
        return None
    V = np.linalg.inv(Sigma)
    weight = normal_weight(V, *np.triu_indices(len(R), 1))
    discrepancy = log_det_implied - log_det + np.vdot(R, V) - len(R)
    return LatentDiscrepancy(
        chi_square=n_obs * float(discrepancy),
        expected=float(np.vdot(weight, whitened.residual_covariance)),
        null=-n_obs * float(log_det),
        null_expected=float((np.diagonal(whitened.G) / whitened.weights).sum()),
    )
