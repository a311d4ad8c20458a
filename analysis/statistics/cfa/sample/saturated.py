"""
The saturated model of incomplete answers: unrestricted means and covariances by the EM algorithm, and its information.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np

from analysis.statistics.cfa.model.implied import Directions
from analysis.statistics.cfa.sample.missing import (
    Gaps,
    IncompleteAnswers,
    expectation,
    incomplete_answers,
    missing_blocks,
)
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.foundation.errors import EstimationError

EM_STEPS = 2000
EM_CONVERGED = 1e-11  # rise of the log-likelihood per case
CHUNK = 1000  # patterns held in memory as matrices
KNOWN: "dict[tuple, tuple[IncompleteAnswers, Saturated]]" = {}  # of the last table of answers


@dataclass(frozen=True, eq=False)
class Saturated:
    """Means and covariances of one group by maximum likelihood, and the likelihood's value there."""

    moments: Moments
    value: float
    n_steps: int


def sorted_answers(rows: np.ndarray, names: Sequence[str]) -> tuple[IncompleteAnswers, Saturated]:
    """
    Answers (n, p) sorted by their gaps, with their saturated model; the last are kept for models that share them.

    Raises EstimationError where `incomplete_answers` or `saturated` does.
    """
    digest = blake2b(np.ascontiguousarray(rows)).digest()
    key = (tuple(names), rows.shape, rows.flags.c_contiguous, digest)
    if key not in KNOWN:
        KNOWN.clear()  # before the next needs the room
        answers = incomplete_answers(rows, names)
        KNOWN[key] = answers, saturated(answers)
    return KNOWN[key]


def saturated(data: IncompleteAnswers) -> Saturated:
    """
    EM from the items' own moments (Dempster, Laird & Rubin 1977; Little & Rubin 2019, sec. 11.2), extrapolated.

    Raises
    ------
    EstimationError
        The steps do not end, or end at a singular covariance matrix.
    """
    mu, cov = _start(data)
    value = np.inf
    for n_steps in range(1, EM_STEPS + 1):
        V, log_det = _inverse(cov)
        step = expectation(data, mu, V, log_det)
        if value - step.value < EM_CONVERGED:
            found = Moments(data.names, data.n_obs, mu, cov)
            return Saturated(found, step.value, n_steps)
        value = step.value
        mu, cov = mu + step.shift, step.T - np.outer(step.shift, step.shift)
    raise EstimationError("incomplete_not_settled")


def _start(data: IncompleteAnswers) -> tuple[np.ndarray, np.ndarray]:
    _, mean, variance, _ = data.item_moments
    if len(data.complete) > 2 * len(data.names):
        return data.complete_moments[0], data.complete_moments[1] + 1e-6 * np.diag(variance)
    return mean, np.diag(variance)


def _inverse(cov: np.ndarray) -> tuple[np.ndarray, float]:
    try:
        factor = np.linalg.cholesky(cov)
    except np.linalg.LinAlgError:
        raise EstimationError("incomplete_singular") from None
    return np.linalg.inv(cov), 2 * float(np.log(np.diagonal(factor)).sum())


def pair_directions(p: int) -> Directions:
    """The p (p + 1) / 2 elements of an unrestricted covariance matrix as parameters, column x >= row y."""
    row, col = np.tril_indices(p)
    return Directions(row, col, np.where(row == col, 0.5, 1.0), np.zeros(len(row), dtype=int), np.arange(len(row)))


@dataclass(frozen=True, eq=False)
class PatternSums:
    """
    Sums over patterns that the observed information is made of, per case.

    V_g is the inverse covariance matrix of pattern g's answers (zero elsewhere), X_g = V_g T_g V_g - V_g / 2 with T_g
    the mean of its zz', and y_g = V_g times its mean z. `V` (p, p) is the sum of V_g, `Q` that of V_g - V_g T_g V_g,
    `u` of y_g; `VX[(i, j), (k, l)]` of V_g[i, j] X_g[k, l], over pairs i >= j and k >= l; `Vy[(i, j), k]` of
    V_g[i, j] y_g[k].
    """

    V: np.ndarray
    Q: np.ndarray
    u: np.ndarray
    VX: np.ndarray
    Vy: np.ndarray


def pattern_sums(data: IncompleteAnswers, mu: np.ndarray, V: np.ndarray) -> PatternSums:
    """The sums at mean `mu` and covariance matrix V^-1."""
    p = len(mu)
    pairs = np.tril_indices(p)
    n_pairs = len(pairs[0])
    totals = [np.zeros((p, p)), np.zeros((p, p)), np.zeros(p), np.zeros((n_pairs, n_pairs)), np.zeros((n_pairs, p))]
    for counts, V_g, T_g, z_g in _pattern_blocks(data, mu, V):
        weight = counts / data.n_obs
        W_g = V_g @ T_g @ V_g
        y_g = np.einsum("gij,gj->gi", V_g, z_g)
        flat_V = V_g[:, pairs[0], pairs[1]]
        weighted = weight[:, None] * flat_V
        flat_X = W_g[:, pairs[0], pairs[1]] - 0.5 * flat_V
        totals[0] += np.tensordot(weight, V_g, 1)
        totals[1] += np.tensordot(weight, V_g - W_g, 1)
        totals[2] += weight @ y_g
        totals[3] += weighted.T @ flat_X
        totals[4] += weighted.T @ y_g
    return PatternSums(*totals)


def _pattern_blocks(data: IncompleteAnswers, mu: np.ndarray, V: np.ndarray) -> Any:
    """Chunks of patterns: counts, V_g, mean zz' and mean z of each."""
    if len(data.complete):
        mean, cov = data.complete_moments
        z = mean - mu
        yield np.array([len(data.complete)]), V[None], (cov + np.outer(z, z))[None], z[None]
    z = np.where(data.is_missing, 0.0, data.answers - mu)
    for gaps in data.gaps:
        order = np.argsort(gaps.pattern, kind="stable")
        ends = np.cumsum(gaps.counts)
        for begin in range(0, len(gaps.counts), CHUNK):
            part = slice(begin, begin + CHUNK)
            counts = gaps.counts[part]
            rows = gaps.rows[order[ends[begin] - gaps.counts[begin] : ends[part][-1]]]
            starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
            mean = np.add.reduceat(z[rows], starts, axis=0) / counts[:, None]
            yield counts, observed_inverse(V, gaps, part), _mean_products(z[rows], starts, counts), mean


def _mean_products(z: np.ndarray, starts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Mean of zz' within runs of rows, (runs, p, p)."""
    if len(starts) == len(z):
        return z[:, :, None] * z[:, None, :]
    total = np.empty((len(starts), z.shape[1], z.shape[1]))
    for run, (begin, n) in enumerate(zip(starts, counts, strict=True)):
        part = z[begin : begin + n]
        total[run] = part.T @ part / n
    return total


def observed_inverse(V: np.ndarray, gaps: Gaps, part: slice = slice(None)) -> np.ndarray:
    """V_g = V - V_om V_mm^-1 V_mo for patterns of gaps, (patterns, p, p), zero in the gaps' rows and columns."""
    chosen = Gaps(gaps.missing[part], gaps.rows, gaps.pattern, gaps.counts[part])
    inverse, _ = missing_blocks(V, chosen)
    border = V[chosen.missing]
    V_g = V - border.transpose(0, 2, 1) @ (inverse @ border)
    index = np.arange(len(V_g))[:, None]
    V_g[index, chosen.missing] = 0.0
    V_g[index, :, chosen.missing] = 0.0
    return V_g


def pair_products(VX: np.ndarray, p: int) -> np.ndarray:
    """
    Curvature by pairs of elements of the covariance matrix, Q aside, (p (p + 1) / 2)^2.

    The sum over patterns of 1/2 (tr(V_g D_a X_g D_b) + tr(V_g D_b X_g D_a)), D a unit change; `VX` as in `PatternSums`.
    """
    place = np.empty((p, p), dtype=int)
    rows, cols = np.tril_indices(p)
    place[rows, cols] = place[cols, rows] = np.arange(len(rows))
    total = np.zeros_like(VX)
    for i, j in ((rows, cols), (cols, rows)):
        for k, m in ((rows, cols), (cols, rows)):
            # D_a has ones at (i, j), D_b at (k, m):  V[m, i] X[j, k]
            total += VX[place[m][:, i].T, place[j][:, k]]
    half = np.where(rows == cols, 0.5, 1.0)
    total *= 0.5 * np.outer(half, half)
    return total + total.T
