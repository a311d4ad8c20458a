"""Polychoric correlations: what items would correlate if their answers were not cut into categories."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.foundation.errors import told
from analysis.statistics.ordinal.influence import correlation_errors, threshold_errors
from analysis.statistics.ordinal.sample import OrdinalSample, ordinal_sample

SMALLEST_EIGENVALUE = 1e-6  # what a matrix that is not positive definite is raised to


@dataclass(frozen=True, kw_only=True, eq=False)
class PolychoricResult:
    """
    Polychoric correlations and thresholds.

    Attributes
    ----------
    n_obs, n_items : int
        Complete rows, items.
    correlations : list of dict
        One row per pair: `a`, `b`, `estimate`, `std_error`, `n_cells` between categories in use, `n_empty` of them.
    thresholds : list of dict
        One row per cut: `term`, `above` and `below` (the answers it separates), `estimate` (standard score),
        `std_error`.
    matrix : DataFrame, shape (n_items, n_items)
        The correlation matrix, smoothed where `is_smoothed`.
    smallest_eigenvalue : float
        Of the matrix as estimated.
    is_smoothed : bool
        The matrix as estimated was not positive definite.
    n_empty, n_cells : int
        Empty cells among all cells of all tables.
    problems : list of str
    """

    n_obs: int
    n_items: int
    correlations: list
    thresholds: list
    matrix: pd.DataFrame
    smallest_eigenvalue: float
    is_smoothed: bool
    n_empty: int
    n_cells: int
    problems: list

    def tidy(self) -> pd.DataFrame:
        """One row per pair of items."""
        return pd.DataFrame(self.correlations)

    def glance(self) -> pd.DataFrame:
        """The whole in one row."""
        names = ("n_obs", "n_items", "smallest_eigenvalue", "is_smoothed", "n_empty", "n_cells")
        return pd.DataFrame([{name: getattr(self, name) for name in names}])


def polychoric(items: pd.DataFrame) -> PolychoricResult:
    """
    Polychoric correlations of all pairs of items by two-step maximum likelihood, with their standard errors.

    Thresholds come from each item's own answers, then each pair's correlation maximises the likelihood of its table
    (Olsson 1979, doi 10.1007/BF02296207). Empty cells are counted, and nothing is added to them but half a
    respondent in the one empty cell of two binary items, which would have no estimate otherwise. Binary items
    (tetrachoric correlations) and items with different numbers of categories may be mixed; categories that nobody
    used do not count.

    Parameters
    ----------
    items : DataFrame
        Answers, one column per item; rows with a missing answer are dropped first.

    Returns
    -------
    PolychoricResult

    Raises
    ------
    EstimationError
        Fewer than two items or two complete rows, an item whose answers do not vary, or more than 20 categories.

    Examples
    --------
    Two binary items cut at their medians correlate sin(2 pi (p - 1/4)) if they share a proportion p of 'both no'
    (Sheppard 1899); a third gives sin(pi / 6) = .5:

    >>> both = pd.DataFrame({"a": [0, 0, 0, 1, 1, 1], "b": [0, 0, 1, 0, 1, 1]})
    >>> round(polychoric(both).correlations[0]["estimate"], 9)
    0.5
    """
    sample = ordinal_sample(items)
    matrix, smallest = smoothed(sample.R)
    is_smoothed = bool(smallest < SMALLEST_EIGENVALUE)
    return PolychoricResult(
        n_obs=sample.n_obs,
        n_items=len(sample.items),
        correlations=_correlation_rows(sample),
        thresholds=_threshold_rows(sample),
        matrix=pd.DataFrame(matrix, index=sample.items, columns=sample.items),
        smallest_eigenvalue=smallest,
        is_smoothed=is_smoothed,
        n_empty=int(sample.empty_cells.sum()),
        n_cells=int(sample.possible_cells.sum()),
        problems=problems_of(sample, smallest),
    )


def smoothed(R: np.ndarray) -> tuple[np.ndarray, float]:
    """
    A positive definite correlation matrix near `R`, and the smallest eigenvalue of `R`.

    Eigenvalues below 1e-6 are raised to it and the diagonal is scaled back to one (the eigenvalue method of Rousseeuw &
    Molenberghs 1993, doi 10.1080/03610928308831068); a matrix that needs no smoothing is returned as it is.
    """
    values, vectors = np.linalg.eigh(R)
    smallest = float(values[0])
    if smallest >= SMALLEST_EIGENVALUE:
        return R, smallest
    raised = (vectors * np.maximum(values, SMALLEST_EIGENVALUE)) @ vectors.T
    scale = 1 / np.sqrt(np.diagonal(raised))
    return raised * np.outer(scale, scale), smallest


def problems_of(sample: OrdinalSample, smallest_eigenvalue: float) -> list[str]:
    """What a reader must know about these correlations."""
    tables = sample.tables
    at_bound = np.flatnonzero(~sample.converged)
    pairs = [f"{sample.items[tables.first[pair]]} and {sample.items[tables.second[pair]]}" for pair in at_bound]
    problems = []
    if pairs:
        problems.append(f"The likelihood of these pairs has no maximum short of a perfect correlation: {told(pairs)}.")
    if smallest_eigenvalue < SMALLEST_EIGENVALUE:
        problems.append(
            f"The polychoric correlation matrix is not positive definite (smallest eigenvalue "
            f"{smallest_eigenvalue:.3g}) and was smoothed."
        )
    return problems


def _correlation_rows(sample: OrdinalSample) -> list[dict]:
    first, second = sample.tables.first, sample.tables.second
    names = np.array(sample.items, dtype=object)
    columns = {
        "a": names[first],
        "b": names[second],
        "estimate": sample.rho,
        "std_error": correlation_errors(sample.tables, sample.influence),
        "n_cells": sample.possible_cells,
        "n_empty": sample.empty_cells,
    }
    rows = zip(*(values.tolist() for values in columns.values()), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _threshold_rows(sample: OrdinalSample) -> list[dict]:
    errors = threshold_errors(sample.tables.margins, sample.cuts)
    return [
        {
            "term": item,
            "above": float(values[cut]),
            "below": float(values[cut + 1]),
            "estimate": float(sample.cuts[number, cut]),
            "std_error": float(errors[number, cut]),
        }
        for number, (item, values) in enumerate(zip(sample.items, sample.answers.categories, strict=True))
        for cut in range(len(values) - 1)
    ]
