"""
Bootstrap without resampling rows.

A resample is a vector of counts, how often each row was drawn; its means and covariances are weighted sums. So a stack
of count vectors (B, n) times the products of the data (n, m) gives the sums of all resamples in one matrix product.
Statistics of covariance matrices are then functions of a stack of matrices, and no row is ever copied.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

CHUNK_BYTES = 4 << 20
"""Memory that the draws and counts of one chunk of resamples may take."""

BYTES_PER_DRAW = 8

CHUNK_ROWS = 4096
"""Rows whose products are formed at once."""

FLOAT32_EXACT = 2**24
"""Integers up to this size are exact in single precision."""


def resample_counts(n_obs: int, n_resamples: int, rng: np.random.Generator) -> np.ndarray:
    """Counts (n_resamples, n_obs), float32: how often each row is drawn when n_obs rows are drawn with replacement."""
    drawn = rng.integers(0, n_obs, size=(n_resamples, n_obs), dtype=np.uint16 if n_obs <= 2**16 else np.uint32)
    counts = np.empty(drawn.shape, dtype=np.float32)
    for resample, rows in zip(counts, drawn, strict=True):  # one at a time: the counts of a resample stay in cache
        resample[:] = np.bincount(rows, minlength=n_obs)
    return counts


def count_chunks(n_obs: int, n_resamples: int, rng: np.random.Generator) -> Iterator[tuple[slice, np.ndarray]]:
    """Resamples a few at a time, so that memory does not grow with their number: (which of them, their counts)."""
    size = max(CHUNK_BYTES // (n_obs * BYTES_PER_DRAW), 1)
    for start in range(0, n_resamples, size):
        stop = min(start + size, n_resamples)
        yield slice(start, stop), resample_counts(n_obs, stop - start, rng)


def summable(products: np.ndarray) -> np.ndarray:
    """
    `products` (n, m) in single precision where their weighted sums are exact in it, else in double.

    Sums over a resample of n rows are integers of at most n * max|products|: exact in float32 up to 2**24.
    """
    whole = products.size == 0 or bool((products == np.rint(products)).all())
    exact = whole and np.abs(products).max(initial=0) * len(products) < FLOAT32_EXACT
    return np.ascontiguousarray(products, dtype=np.float32 if exact else np.float64)


def resampled_sums(products: np.ndarray, n_resamples: int, rng: np.random.Generator) -> np.ndarray:
    """Column sums of `products` (n, m) over each resample of its rows: (n_resamples, m), float64."""
    products = summable(products)
    sums = np.empty((n_resamples, products.shape[1]))
    for chunk, counts in count_chunks(len(products), n_resamples, rng):
        sums[chunk] = counts.astype(products.dtype, copy=False) @ products
    return sums


@dataclass(frozen=True, kw_only=True, eq=False)
class BootstrapMoments:
    """Means (B, q) and covariance matrices (B, q, q; divisor n - 1) of B resamples."""

    means: np.ndarray
    covariances: np.ndarray


def bootstrap_moments(data: np.ndarray, *, n_resamples: int, rng: np.random.Generator) -> BootstrapMoments:
    """
    Means and covariance matrices of resamples of the rows of `data` (n, q), which must be complete.

    Centring at the rounded means keeps whole-number answers whole (so that single precision is exact) and sums small.
    """
    n_obs, n_columns = data.shape
    centre = np.rint(data.mean(axis=0))
    centred = data - centre
    first, second = np.triu_indices(n_columns)
    sums = resampled_sums(with_products(centred, first, second), n_resamples, rng)
    means = sums[:, :n_columns] / n_obs
    upper = (sums[:, n_columns:] - n_obs * means[:, first] * means[:, second]) / (n_obs - 1)
    position = np.empty((n_columns, n_columns), dtype=int)
    position[first, second] = position[second, first] = np.arange(len(first))
    return BootstrapMoments(means=means + centre, covariances=upper[:, position])


def with_products(centred: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The columns of `centred` (n, q), then the products of columns `first` and `second`; typed by `summable`."""
    n_obs, n_columns = centred.shape
    whole = bool((centred == np.rint(centred)).all())
    exact = whole and max(np.abs(centred).max(initial=0) ** 2, 1) * n_obs < FLOAT32_EXACT
    products = np.empty((n_obs, n_columns + len(first)), dtype=np.float32 if exact else np.float64)
    products[:, :n_columns] = centred
    for start in range(0, n_obs, CHUNK_ROWS):  # a few rows at a time, so that no copy of the whole is made
        rows = slice(start, start + CHUNK_ROWS)
        products[rows, n_columns:] = centred[rows, first] * centred[rows, second]
    return products


def correlations(covariances: np.ndarray) -> np.ndarray:
    """Correlation matrices of a covariance matrix or a stack of them (..., q, q)."""
    scale = 1 / np.sqrt(np.diagonal(covariances, axis1=-2, axis2=-1))
    return covariances * scale[..., :, None] * scale[..., None, :]


def percentile_bounds(resampled: np.ndarray, conf_level: float) -> np.ndarray:
    """Percentile interval of each column of `resampled` (B, ...): array (2, ...), undefined resamples left out."""
    tail = (1 - conf_level) / 2
    undefined = np.isnan(resampled).any()
    return (np.nanquantile if undefined else np.quantile)(resampled, [tail, 1 - tail], axis=0)
