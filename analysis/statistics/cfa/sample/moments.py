"""Sample moments: what maximum likelihood needs to know of complete answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.statistics.foundation.errors import EstimationError


@dataclass(frozen=True, eq=False)
class Moments:
    """
    Moments of the complete rows of one group.

    Parameters
    ----------
    names : the p items.
    n_obs : number of rows.
    mean : (p,) means, in scale points.
    cov : (p, p) covariance matrix with divisor n (not n - 1), as maximum likelihood has it.
    centred : (n, p) answers minus their means, where cases are known; None for published moments.
    """

    names: tuple[str, ...]
    n_obs: int
    mean: np.ndarray
    cov: np.ndarray
    centred: np.ndarray | None = None

    @cached_property
    def log_det(self) -> float:
        """ln|S|."""
        return float(2 * np.log(np.diagonal(np.linalg.cholesky(self.cov))).sum())

    @property
    def saturated_value(self) -> float:
        """The likelihood function f (see `likelihood`) where Sigma = S: 1/2 (ln|S| + p)."""
        return 0.5 * (self.log_det + len(self.names))


def moments(answers: np.ndarray, names: Sequence[str]) -> Moments:
    """
    The moments of complete answers, (n, p).

    Raises
    ------
    EstimationError
        An item does not vary, there are fewer rows than items, or the covariance matrix is singular.
    """
    answers = np.asarray(answers, dtype=float)
    n, p = answers.shape
    require_rows(n, p)
    mean = answers.mean(axis=0)
    centred = answers - mean
    sample = Moments(tuple(names), n, mean, centred.T @ centred / n, centred)
    require_positive_definite(sample.cov, sample.names)
    return sample


def require_rows(n_obs: int, n_items: int) -> None:
    """Refuse samples too small for a covariance matrix of full rank."""
    if n_obs <= n_items:
        raise EstimationError("fewer_rows_than_items", n_obs=n_obs, n_items=n_items)


def is_positive_definite(correlation: np.ndarray) -> bool:
    """Whether every variable keeps a share of at least 1e-10 of its own beside those before it."""
    try:
        return bool((np.diagonal(np.linalg.cholesky(correlation)) ** 2).min() > 1e-10)
    except np.linalg.LinAlgError:
        return False


def require_positive_definite(cov: np.ndarray, names: Sequence[str]) -> None:
    """Refuse constant items and items that are linear functions of others, by name."""
    variance = np.diagonal(cov)
    constant = [name for name, v in zip(names, variance, strict=True) if not v > 1e-12]
    if constant:
        raise EstimationError("constant_items", items=constant)
    scale = 1 / np.sqrt(variance)
    correlation = cov * np.outer(scale, scale)
    if not is_positive_definite(correlation):
        vectors = np.linalg.eigh(correlation)[1]
        involved = [name for name, v in zip(names, vectors[:, 0], strict=True) if abs(v) > 0.1]
        raise EstimationError("singular_items", items=involved)
