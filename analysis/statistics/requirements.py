"""Refusals shared by the estimators: each `require_*` passes its argument on, or says why it cannot be used."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.statistics.errors import EstimationError

SINGULAR = 1e-10
"""Smallest eigenvalue of a correlation matrix, below which it is called singular."""


def complete_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of `frame` without a missing value, as floats: listwise deletion, done before anything is counted."""
    values = frame.to_numpy(dtype=float)
    complete = ~np.isnan(values).any(axis=1)
    if complete.all():
        return frame.astype(float)
    return pd.DataFrame(values[complete], index=frame.index[complete], columns=frame.columns)


def require_items(frame: pd.DataFrame, *, at_least: int = 2) -> pd.DataFrame:
    """`frame`, refused where it has fewer than `at_least` columns or two of the same name."""
    names = list(frame.columns)
    if len(names) < at_least:
        raise EstimationError(f"At least {at_least} items are needed, {len(names)} given: {listed(names)}.")
    if repeated := sorted({str(name) for name in names if names.count(name) > 1}):
        raise EstimationError(f"Items are named twice: {listed(repeated)}.")
    return frame


def require_rows(frame: pd.DataFrame, *, at_least: int) -> pd.DataFrame:
    """`frame` of complete rows, refused where it has fewer than `at_least` of them."""
    if len(frame) < at_least:
        raise EstimationError(
            f"{len(frame)} complete rows on {listed(frame.columns)}; at least {at_least} are needed. "
            "Collect more answers, or leave out the items that are missing most often."
        )
    return frame


def require_variation(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` of complete rows, refused where a column holds a single value."""
    values = frame.to_numpy()
    constant = values.max(axis=0) == values.min(axis=0)
    if constant.any():
        raise EstimationError(
            f"Everyone gave the same answer to {listed(frame.columns[constant])}: a variable that does not vary has no "
            "correlation with anything. Leave it out."
        )
    return frame


def require_invertible(R: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """`R` (p, p), a correlation matrix, refused where it is singular; the message names the variables involved."""
    if np.linalg.eigvalsh(R)[0] < SINGULAR:
        _, vectors = np.linalg.eigh(R)
        involved = [str(name) for name, weight in zip(names, vectors[:, 0], strict=True) if abs(weight) > 0.05]
        raise EstimationError(
            f"The correlation matrix is singular: {listed(involved)} determine each other exactly. "
            "Leave one of them out."
        )
    return R


def listed(names: Sequence) -> str:
    """Names for a message: at most six of them, the rest counted."""
    shown = [str(name) for name in names]
    return ", ".join(shown[:6]) + (f" and {len(shown) - 6} more" if len(shown) > 6 else "")
