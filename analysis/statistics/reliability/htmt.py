"""
The heterotrait-monotrait ratio of correlations: how much scales correlate for how well their items hang together.

HTMT divides the mean correlation between the items of two scales by the geometric mean of their mean correlations
within (Henseler, Ringle & Sarstedt 2015, doi 10.1007/s11747-014-0403-8); HTMT2 takes geometric means throughout, which
does not suppose equal loadings (Roemer, Schuberth & Henseler 2021, doi 10.1108/IMDS-02-2021-0082). Of absolute
correlations.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np


def htmt(R: np.ndarray, first: Sequence[int], second: Sequence[int]) -> np.ndarray:
    """
    HTMT of two scales.

    Parameters
    ----------
    R : ndarray, shape (..., p, p)
        Correlation matrix of the items, or a stack of them.
    first, second : sequence of int
        Places of each scale's items, at least two.
    """
    within = _within(np.abs, R, first) * _within(np.abs, R, second)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _between(np.abs, R, first, second) / np.sqrt(within)


def htmt2(R: np.ndarray, first: Sequence[int], second: Sequence[int]) -> np.ndarray:
    """HTMT2 of two scales; see `htmt`. Zero where two of their items do not correlate at all."""
    within = (_within(_log_size, R, first) + _within(_log_size, R, second)) / 2
    with np.errstate(invalid="ignore"):
        return np.exp(_between(_log_size, R, first, second) - within)


def _log_size(values: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log(np.abs(values))


def _between(of: Any, R: np.ndarray, first: Sequence[int], second: Sequence[int]) -> np.ndarray:
    """Mean over the pairs of items of two scales."""
    return of(R[..., np.asarray(first)[:, None], second]).mean(axis=(-2, -1))


def _within(of: Any, R: np.ndarray, items: Sequence[int]) -> np.ndarray:
    """Mean over the pairs of a scale's items."""
    places = np.asarray(items)
    a, b = np.triu_indices(len(places), 1)
    return of(R[..., places[a], places[b]]).mean(axis=-1)
