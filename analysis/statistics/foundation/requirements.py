"""Refusals shared by the estimators: each `require_*` passes its argument on, or says why it cannot be used."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.statistics.foundation.errors import EstimationError

SINGULAR = 1e-10
"""Smallest eigenvalue of a correlation matrix, below which it is called singular."""

MOST_BYTES = 1e9
"""Largest square matrix of doubles that an analysis may ask for; it keeps several of that size at once."""


def complete_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """
    Rows of `frame` without a missing value, as floats: listwise deletion, done before anything is counted.

    They lie column by column in memory, however `frame` does: sums over them come out alike to the last bit.
    """
    values = frame.to_numpy(dtype=float)
    complete = ~np.isnan(values).any(axis=1)
    rows = np.asfortranarray(values[complete])
    return pd.DataFrame(rows, index=frame.index[complete], columns=frame.columns, copy=False)


def require_items(frame: pd.DataFrame, *, at_least: int = 2) -> pd.DataFrame:
    """`frame`, refused where it has fewer than `at_least` columns or two of the same name."""
    names = list(frame.columns)
    if len(names) < at_least:
        raise EstimationError("too_few_items", at_least=at_least, items=[str(name) for name in names])
    if repeated := sorted({str(name) for name in names if names.count(name) > 1}):
        raise EstimationError("repeated_items", items=repeated)
    return frame


def require_rows(frame: pd.DataFrame, *, at_least: int) -> pd.DataFrame:
    """`frame` of complete rows, refused where it has fewer than `at_least` of them."""
    if len(frame) < at_least:
        items = [str(name) for name in frame.columns]
        raise EstimationError("too_few_rows", n_obs=len(frame), at_least=at_least, items=items)
    return frame


def require_variation(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` of complete rows, refused where a column holds a single value."""
    values = frame.to_numpy()
    constant = values.max(axis=0) == values.min(axis=0)
    if constant.any():
        raise EstimationError("constant_items", items=[str(name) for name in frame.columns[constant]])
    return frame


def require_invertible(R: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """`R` (p, p), a correlation matrix, refused where it is singular; the message names the variables involved."""
    if np.linalg.eigvalsh(R)[0] < SINGULAR:
        _, vectors = np.linalg.eigh(R)
        involved = [str(name) for name, weight in zip(names, vectors[:, 0], strict=True) if abs(weight) > 0.05]
        raise EstimationError("singular_items", items=involved)
    return R


def require_room(n_rows: int, n_items: int) -> None:
    """Refuse an analysis that needs a square matrix of so many rows, before it is tried."""
    needed = 8.0 * n_rows**2
    if needed > MOST_BYTES:
        raise EstimationError("too_large", n_items=n_items, gigabytes=needed / 1e9, most=MOST_BYTES / 1e9)
