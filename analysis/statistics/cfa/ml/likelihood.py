"""
The normal likelihood of sample moments, its gradient and its information.

Per case of one group, with T = S + (m - mu)(m - mu)' and V = Sigma^-1,

    f = 1/2 (ln|Sigma| + tr(V T))        (minus the log-likelihood, without the constant)

and chi_square = 2 N (f - f_saturated) (Joreskog 1967, doi 10.1007/BF02289658). Derivatives are written with the columns
of E (see `implied`): they are elements of E'VE, E'VTVE and E'V(m - mu).
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotri

from analysis.statistics.cfa.model.implied import Bending, Directions, Implied, bending, implied
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.sample.moments import Moments


class GroupPoint:
    """One group's likelihood at one point of the parameter space; made by `group_point`, None where Sigma is not
    positive definite."""

    def __init__(self, state: Implied, V: np.ndarray, log_det: float, T: np.ndarray, shift: np.ndarray | None):
        self.state, self.V, self.T, self.shift = state, V, T, shift
        self.value = 0.5 * (log_det + np.vdot(V, T))

    @cached_property
    def VE(self) -> np.ndarray:
        return self.V @ self.state.E

    @cached_property
    def EVE(self) -> np.ndarray:
        return self.state.E.T @ self.VE

    @cached_property
    def EWE(self) -> np.ndarray:
        """E'V T V E."""
        return self.VE.T @ self.T @ self.VE

    @cached_property
    def EVd(self) -> np.ndarray | None:
        """E'V(m - mu); None without a mean structure."""
        return None if self.shift is None else self.VE.T @ self.shift

    def gradient(self, d: Directions) -> np.ndarray:
        """df / dcell."""
        slope = d.c * (self.EVE[d.x, d.y] - self.EWE[d.x, d.y])
        return slope if self.EVd is None else slope - self.state.mean_factor(d) * self.EVd[d.x]

    def expected_information(self, d: Directions) -> np.ndarray:
        """E(d2f / dcell dcell'): 1/2 tr(V dSigma_a V dSigma_b) + dmu_a' V dmu_b."""
        s = None if self.shift is None else self.state.mean_factor(d)
        return expected_information(self.EVE, d, s)

    def observed_information(self, d: Directions, bend: Bending) -> np.ndarray:
        """d2f / dcell dcell'."""
        V, W = _Products(self.EVE, d), _Products(self.EWE, d)
        curved = V.xx * W.yy + W.xx * V.yy + V.xy * W.xy.T + W.xy * V.xy.T - V.xx * V.yy - V.xy * V.xy.T
        H = d.half_products * curved
        H += second_derivative_term(self.EVE - self.EWE, d, bend)
        if self.shift is not None:
            H += self._mean_terms(V, d, bend)
        return H

    def _mean_terms(self, V: "_Products", d: Directions, bend: Bending) -> np.ndarray:
        s, u = self.state.mean_factor(d), self.EVd
        cross = s[:, None] * (V.xx * (d.c * u[d.y]) + V.xy * (d.c * u[d.x]))
        bent = mean_curvature(u, s, d, bend)
        return np.outer(s, s) * V.xx + cross + cross.T - bent


class _Products:
    """Elements of a symmetric E'ME at the columns of pairs of cells."""

    def __init__(self, EME: np.ndarray, d: Directions):
        at_x = EME.take(d.x, axis=0)
        self.xx, self.xy = at_x.take(d.x, axis=1), at_x.take(d.y, axis=1)
        self.yy = EME.take(d.y, axis=0).take(d.y, axis=1)


def expected_information(EVE: np.ndarray, d: Directions, s: np.ndarray | None) -> np.ndarray:
    """Information per case of all pairs of cells from E'VE; `s` the factors of the means, None without them."""
    V = _Products(EVE, d)
    H = d.half_products * (V.xx * V.yy + V.xy * V.xy.T)
    return H if s is None else H + np.outer(s, s) * V.xx


def second_derivative_term(EQE: np.ndarray, d: Directions, bend: Bending) -> np.ndarray:
    """1/2 tr(Q d2Sigma / dcell_a dcell_b) for all pairs of cells, from E'QE."""
    Q, P, R = _Products(EQE, d), bend.P, bend.R  # [b, a]
    term = P.take(d.x, axis=1) * Q.xy + R.take(d.x, axis=1) * Q.yy
    term += P.take(d.y, axis=1) * Q.xx + R.take(d.y, axis=1) * Q.xy.T
    return (term * d.c).T


def mean_curvature(u: np.ndarray, s: np.ndarray, d: Directions, bend: Bending) -> np.ndarray:
    """u' d2mu / dcell_a dcell_b, with `u` = E'V(m - mu)."""
    dx = bend.P[:, d.x] * u[d.x][:, None] + bend.R[:, d.x] * u[d.y][:, None]  # [b, a]
    ds = np.concatenate([np.zeros((len(d.x), 2)), bend.eta], axis=1)[:, d.s]
    return (dx * s + ds * u[d.x]).T


def group_point(state: Implied, S: np.ndarray, mean: np.ndarray | None) -> GroupPoint | None:
    """The likelihood of covariance matrix `S` and `mean` (None: no mean structure); None if Sigma is not positive."""
    inverted = inverse_and_log_det(state.Sigma)
    if inverted is None:
        return None
    V, log_det = inverted
    shift = None if mean is None else mean - state.mu
    T = S if shift is None else S + np.outer(shift, shift)
    return GroupPoint(state, V, log_det, T, shift)


def inverse_and_log_det(Sigma: np.ndarray) -> tuple[np.ndarray, float] | None:
    """Inverse and log-determinant of a symmetric matrix from its Cholesky factor; None unless positive definite."""
    factor, failed = dpotrf(Sigma, lower=1)
    if failed:
        return None
    lower = dpotri(factor, lower=1)[0]
    V = lower + lower.T
    V.flat[:: len(V) + 1] *= 0.5
    log_det = 2 * float(np.log(factor.diagonal()).sum())
    return (V, log_det) if np.isfinite(log_det) else None


class Point:
    """The whole likelihood, all groups, at the free parameters `theta`; f is per case of the pooled sample."""

    def __init__(self, model: Model, theta: np.ndarray, groups: Sequence[GroupPoint], shares: np.ndarray):
        self.model, self.theta, self.groups, self.shares = model, theta, groups, shares
        self.value = float(sum(share * group.value for share, group in zip(shares, groups, strict=True)))

    @cached_property
    def gradient(self) -> np.ndarray:
        total = np.zeros(self.model.n_free)
        for share, group, d in zip(self.shares, self.groups, self.model.directions, strict=True):
            total += np.bincount(d.parameter, share * group.gradient(d), self.model.n_free)
        return total

    @cached_property
    def expected_information(self) -> np.ndarray:
        return self._summed([group.expected_information(d) for group, d in self._pairs])

    @cached_property
    def observed_information(self) -> np.ndarray:
        bends = [bending(cells.free, group.state) for cells, group in zip(self.model.cells, self.groups, strict=True)]
        return self._summed([g.observed_information(d, b) for (g, d), b in zip(self._pairs, bends, strict=True)])

    @property
    def _pairs(self) -> Any:
        return list(zip(self.groups, self.model.directions, strict=True))

    def _summed(self, by_cells: Sequence[np.ndarray]) -> np.ndarray:
        total = np.zeros((self.model.n_free, self.model.n_free))
        for share, H, d in zip(self.shares, by_cells, self.model.directions, strict=True):
            add_cells(total, share * H, d)
        return total


def add_cells(total: np.ndarray, by_cells: np.ndarray, d: Directions) -> None:
    """Add a matrix over cells to one over free parameters, in place."""
    if d.are_in_order and len(total) == len(by_cells):
        total += by_cells
        return
    at = (d.parameter[:, None], d.parameter)
    if d.are_distinct:
        total[at] += by_cells
    else:
        np.add.at(total, at, by_cells)


class MomentLikelihood:
    """The likelihood of one model for the sample moments of its groups, as a function of the free parameters."""

    def __init__(self, model: Model, samples: Sequence[Moments]):
        n = np.array([sample.n_obs for sample in samples], dtype=float)
        self.model, self.samples, self.shares = model, tuple(samples), n / n.sum()

    def at(self, theta: np.ndarray) -> Point | None:
        """The point `theta`; None where an implied covariance matrix is not positive definite."""
        groups = []
        for cells, sample in zip(self.model.cells, self.samples, strict=True):
            mean = sample.mean if self.model.has_means else None
            group = group_point(implied(cells, theta), sample.cov, mean)
            if group is None:
                return None
            groups.append(group)
        return Point(self.model, theta, groups, self.shares)
