"""Factor scores."""

from typing import TYPE_CHECKING

import numpy as np

from analysis.statistics.cfa.sample.missing import expectation, incomplete_answers
from analysis.statistics.cfa.sample.samples import group_rows
from analysis.statistics.cfa.solution import Solution

if TYPE_CHECKING:
    import pandas as pd


def factor_scores(data: "pd.DataFrame", solution: Solution, *, groups: "pd.Series | None" = None) -> "pd.DataFrame":
    """
    Regression scores, the expectation of the factors given the answers (Thurstone 1935; Lawley & Maxwell 1971, ch. 8).

    E(eta | x) = E(eta) + Cov(eta, x) Sigma^-1 (x - mu); where answers are missing, given those there are.

    Parameters
    ----------
    data : answers with the model's items; other rows than those of the fit are possible.

    Returns
    -------
    One row per row of `data`, one column per factor; NaN for a row without any answer or without a group.
    """
    import pandas as pd

    model = solution.model
    scores = np.full((len(data), model.n_factors), np.nan)
    for g, (rows, answers) in enumerate(group_rows(data, model, groups)):
        answered = ~np.isnan(answers).all(axis=1)
        scores[rows[answered]] = _group_scores(answers[answered], solution, g)
    return pd.DataFrame(scores, index=data.index, columns=list(model.factors))


def _group_scores(answers: np.ndarray, solution: Solution, group: int) -> np.ndarray:
    """Scores of answers (n, p), each row with at least one answer."""
    model, state = solution.model, solution.implied[group]
    mu = state.mu if model.has_means else solution.samples[group].mean
    V = np.linalg.inv(state.Sigma)
    z = answers - mu
    has_gap = np.isnan(answers).any(axis=1)
    if has_gap.any():
        # gaps at their expectation change nothing in E(eta | observed)
        gaps = incomplete_answers(answers[has_gap], model.items, require=False)
        z[has_gap] = expectation(gaps, mu, V, 0.0).filled
    return state.eta + z @ V @ (state.matrices.Lambda @ state.C)
