"""From answers to the contingency tables of all pairs of items, counted at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

CHUNK_ROWS = 8192  # respondents counted at once: bounds memory whatever n is
MAX_SPAN = 256  # whole numbers within this range are counted, others are sorted
OPEN_END = 38.0  # stands for an infinite threshold: the normal density is zero there


@dataclass(frozen=True, kw_only=True, eq=False)
class CategoryCodes:
    """
    Complete answers as category numbers 0, 1, ... in ascending order; categories nobody used are left out.

    `codes` is (n_items, n_obs), one row per item so that an item's answers lie side by side in memory; `categories`
    holds each item's answers in use, ascending.
    """

    items: tuple[str, ...]
    codes: np.ndarray
    categories: tuple[np.ndarray, ...]

    @property
    def n_obs(self) -> int:
        return self.codes.shape[1]

    @property
    def n_categories(self) -> int:
        """The largest number of categories of any item."""
        return max(len(values) for values in self.categories)


@dataclass(frozen=True, kw_only=True, eq=False)
class PairTables:
    """
    Margins of every item and the two-way table of every pair (first < second, row by row of the upper triangle).

    Every table is padded to the largest number of categories K; padded rows and columns hold zeros.
    """

    margins: np.ndarray  # (n_items, K) respondents per category
    counts: np.ndarray  # (n_pairs, K, K)
    first: np.ndarray  # (n_pairs,) position of the pair's first item
    second: np.ndarray
    n_obs: int


def category_codes(answers: np.ndarray, items: tuple[str, ...]) -> CategoryCodes:
    """Category numbers of complete answers, shape (n_obs, n_items)."""
    columns = np.ascontiguousarray(np.asarray(answers, dtype=float).T)
    low = columns.min(axis=1)
    columns = columns - low[:, None]
    offsets = columns.astype(np.int16) if columns.max() < MAX_SPAN else None
    if offsets is None or not np.array_equal(offsets, columns):
        numbered = [np.unique(column, return_inverse=True) for column in columns]
        codes = np.array([places for _, places in numbered], dtype=np.int16)
        categories = [values + origin for (values, _), origin in zip(numbered, low, strict=True)]
    else:
        codes, used = _consecutive(offsets)
        categories = [np.flatnonzero(is_used) + origin for is_used, origin in zip(used, low, strict=True)]
    return CategoryCodes(items=items, codes=codes, categories=tuple(categories))


def _consecutive(offsets: Any) -> Any:
    """Small whole numbers renumbered without gaps, and which of them each item uses."""
    span = int(offsets.max()) + 1
    used = np.array([np.bincount(column, minlength=span) > 0 for column in offsets])
    places = np.cumsum(used, axis=1, dtype=np.int16) - 1
    has_gap = places[:, -1] != offsets.max(axis=1)
    for item in np.flatnonzero(has_gap):
        offsets[item] = places[item, offsets[item]]
    return offsets, used


def pair_tables(answers: CategoryCodes) -> PairTables:
    """
    Contingency tables of all pairs by one product of the indicator matrix with itself.

    Single precision counts exactly up to 2^24 respondents a chunk; chunks are added in double precision.
    """
    n_items, n_categories = len(answers.items), answers.n_categories
    width = n_items * n_categories
    joint = np.zeros((width, width))
    levels = np.arange(n_categories, dtype=answers.codes.dtype)[:, None]
    for start in range(0, answers.n_obs, CHUNK_ROWS):
        chunk = answers.codes[:, None, start : start + CHUNK_ROWS]
        indicators = (chunk == levels).reshape(width, -1).astype(np.float32)
        joint += indicators @ indicators.T
    joint = joint.reshape(n_items, n_categories, n_items, n_categories)
    first, second = np.triu_indices(n_items, 1)
    item = np.arange(n_items)
    margins = np.diagonal(joint[item, :, item, :], axis1=1, axis2=2)
    return PairTables(
        margins=margins, counts=joint[first, :, second, :], first=first, second=second, n_obs=answers.n_obs
    )


def thresholds(margins: np.ndarray) -> np.ndarray:
    """
    Cuts of the standard normal variable behind each item that give its observed margins.

    Parameters
    ----------
    margins : ndarray, shape (n_items, K)
        Respondents per category.

    Returns
    -------
    ndarray, shape (n_items, K - 1)
        Standard scores; `OPEN_END` where an item has fewer than K categories.
    """
    shares = np.cumsum(margins, axis=1)[:, :-1] / margins.sum(axis=1, keepdims=True)
    return np.minimum(ndtri(shares), OPEN_END)
