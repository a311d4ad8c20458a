"""
Answers with gaps: what a normal distribution with given mean and covariance says of them.

Sigma is inverted once. A case that misses the items m has, with V = Sigma^-1 and u = V z (z = x - mu, zero at m),

    E(z_m | observed) = -V_mm^-1 u_m,   Cov(z_m | observed) = V_mm^-1,   ln|Sigma_oo| = ln|Sigma| + ln|V_mm|

so only the small *missing* blocks are inverted, one per pattern, all patterns with equally many gaps at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.statistics.foundation.errors import EstimationError


@dataclass(frozen=True, eq=False)
class Gaps:
    """Patterns with `k` missing items each: `missing` (patterns, k) items, `rows` of these cases, `pattern` of each."""

    missing: np.ndarray
    rows: np.ndarray
    pattern: np.ndarray
    counts: np.ndarray


@dataclass(frozen=True, eq=False)
class IncompleteAnswers:
    """
    The answers of one group, complete cases folded into their moments.

    Parameters
    ----------
    names : the p items.
    n_obs : cases with at least one answer.
    answers : (n_incomplete, p) rows with gaps, zero in the gaps.
    is_missing : (n_incomplete, p).
    gaps : the incomplete rows by number of gaps.
    complete : (n_complete, p) rows without gaps.
    """

    names: tuple[str, ...]
    n_obs: int
    answers: np.ndarray
    is_missing: np.ndarray
    gaps: tuple[Gaps, ...]
    complete: np.ndarray

    @cached_property
    def complete_moments(self) -> tuple[np.ndarray, np.ndarray]:
        """Mean and covariance (divisor n) of the complete rows; zeros without any."""
        if not len(self.complete):
            p = len(self.names)
            return np.zeros(p), np.zeros((p, p))
        mean = self.complete.mean(axis=0)
        centred = self.complete - mean
        return mean, centred.T @ centred / len(self.complete)

    @property
    def n_values(self) -> int:
        """Answers given."""
        return self.complete.size + int((~self.is_missing).sum())

    @cached_property
    def item_moments(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """For each item by itself: number of answers, mean, variance (divisor n) and kurtosis (normal: 3)."""
        seen = ~self.is_missing
        n = len(self.complete) + seen.sum(axis=0)
        mean = (self.complete.sum(axis=0) + self.answers.sum(axis=0)) / n
        full, part = (self.complete - mean) ** 2, np.where(seen, self.answers - mean, 0.0) ** 2
        variance = (full.sum(axis=0) + part.sum(axis=0)) / n
        full *= full
        part *= part
        fourth = (full.sum(axis=0) + part.sum(axis=0)) / n
        with np.errstate(invalid="ignore"):
            return n, mean, variance, fourth / variance**2


def incomplete_answers(rows: np.ndarray, names: Sequence[str], *, require: bool = True) -> IncompleteAnswers:
    """
    Sort answers (n, p), NaN where missing, by their gaps; rows without any answer are dropped.

    `require` refuses answers that cannot tell all moments.

    Raises
    ------
    EstimationError
        Fewer cases than items, an item that nobody answered or that does not vary, or a pair of items that nobody
        answered together.
    """
    is_missing = np.isnan(rows)
    rows, is_missing = (a[~is_missing.all(axis=1)] for a in (rows, is_missing))
    has_gap = is_missing.any(axis=1)
    incomplete, where = rows[has_gap], is_missing[has_gap]
    found = IncompleteAnswers(
        names=tuple(names),
        n_obs=len(rows),
        answers=np.where(where, 0.0, incomplete),
        is_missing=where,
        gaps=_gaps(where),
        complete=rows[~has_gap],
    )
    if require:
        _require_coverage(found, ~is_missing)
    return found


def _gaps(is_missing: np.ndarray) -> tuple[Gaps, ...]:
    found = []
    n_missing = is_missing.sum(axis=1)
    for k in np.unique(n_missing):
        rows = np.flatnonzero(n_missing == k)
        packed = np.packbits(is_missing[rows], axis=1)
        _, first, pattern, counts = np.unique(
            packed, axis=0, return_index=True, return_inverse=True, return_counts=True
        )
        missing = np.nonzero(is_missing[rows[first]])[1].reshape(len(first), k)
        found.append(Gaps(missing, rows, pattern.ravel(), counts))
    return tuple(found)


def _require_coverage(found: IncompleteAnswers, seen: np.ndarray) -> None:
    p = len(found.names)
    if found.n_obs <= p:
        raise EstimationError("fewer_rows_than_items", n_obs=found.n_obs, n_items=p)
    counted = seen.astype(np.float32)
    together = counted.T @ counted
    empty = [name for name, n in zip(found.names, np.diagonal(together), strict=True) if n == 0]
    if empty:
        raise EstimationError("unanswered_items", items=empty)
    apart = np.argwhere(np.tril(together == 0, -1))
    if len(apart):
        a, b = apart[0]
        raise EstimationError("never_together", n_pairs=len(apart), pair=[found.names[b], found.names[a]])
    variance = found.item_moments[2]
    constant = [name for name, v in zip(found.names, variance, strict=True) if not v > 1e-12]
    if constant:
        raise EstimationError("constant_items", items=constant)


@dataclass(frozen=True, eq=False)
class Expectation:
    """
    What is expected of the gaps given the answers, under one mean and covariance matrix.

    `value` is minus the log-likelihood per case without the constant, `shift` (p,) the mean of z = x - mu and `T`
    (p, p) that of zz', gaps at their expectation; `filled` (n_incomplete, p) are the z of incomplete rows, filled.
    """

    value: float
    shift: np.ndarray
    T: np.ndarray
    filled: np.ndarray


def expectation(data: IncompleteAnswers, mu: np.ndarray, V: np.ndarray, log_det: float) -> Expectation:
    """The E step of Dempster, Laird & Rubin (1977) at mean `mu` and Sigma = V^-1, and the likelihood there."""
    z = np.where(data.is_missing, 0.0, data.answers - mu)
    u = z @ V
    distance, log_dets = np.vdot(u, z), data.n_obs * log_det
    spread = np.zeros_like(V)
    filled = z.copy()
    for gaps in data.gaps:
        inverse, more = missing_blocks(V, gaps)
        at = gaps.missing[gaps.pattern]
        u_m = u[gaps.rows[:, None], at]
        guess = np.einsum("nij,nj->ni", inverse[gaps.pattern], u_m)
        filled[gaps.rows[:, None], at] = -guess
        distance -= np.vdot(guess, u_m)
        log_dets += gaps.counts @ more
        m = gaps.missing
        np.add.at(spread, (m[:, :, None], m[:, None, :]), gaps.counts[:, None, None] * inverse)
    mean, cov = data.complete_moments
    full, n_full = mean - mu, len(data.complete)
    T_full = cov + np.outer(full, full)
    value = 0.5 * (log_dets + distance + n_full * np.vdot(V, T_full)) / data.n_obs
    shift = (filled.sum(axis=0) + n_full * full) / data.n_obs
    T = (filled.T @ filled + spread + n_full * T_full) / data.n_obs
    return Expectation(float(value), shift, T, filled)


def missing_blocks(V: np.ndarray, gaps: Gaps) -> tuple[np.ndarray, np.ndarray]:
    """V_mm^-1, (patterns, k, k), and ln|V_mm|, (patterns,); refused where V is too near a singular one for that."""
    block = V[gaps.missing[:, :, None], gaps.missing[:, None, :]]
    sign, log_det = np.linalg.slogdet(block)
    if not (sign > 0).all():
        raise EstimationError("incomplete_singular")
    return np.linalg.inv(block), log_det
