"""Slopes of each respondent's log-likelihood where answers are missing, and their cross-products."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from analysis.statistics.cfa.ml.robust import CHUNK_ROWS, gathered_columns
from analysis.statistics.cfa.model.implied import Directions
from analysis.statistics.cfa.sample.missing import Gaps, IncompleteAnswers, missing_blocks


def score_products(
    data: IncompleteAnswers, mu: np.ndarray, VE: np.ndarray, EVE: np.ndarray, d: Directions, s: np.ndarray, n_free: int
) -> np.ndarray:
    """Cross-products of the case scores of one group, (n_free, n_free), summed over cases; see `case_scores`."""
    total = np.zeros((n_free, n_free))
    for scores in case_scores(data, mu, VE, EVE, d, s, n_free):
        total += scores.T @ scores
    return total


def case_scores(
    data: IncompleteAnswers, mu: np.ndarray, VE: np.ndarray, EVE: np.ndarray, d: Directions, s: np.ndarray, n_free: int
) -> Iterator[np.ndarray]:
    """
    Slopes of the log-likelihood of each case of one group, (cases, n_free) chunk by chunk, complete cases first.

    At mean `mu` and V = Sigma^-1, with `VE` = V E and `EVE` = E'VE the columns that the directions `d` refer to; `s`
    are the factors of the means.
    """
    for z, corrections in _cases(data, mu, VE, d):
        Y = z @ VE
        scores = d.c * (Y[:, d.x] * Y[:, d.y] - EVE[d.x, d.y] + corrections) + s * Y[:, d.x]
        yield gathered_columns(scores, d.parameter, n_free)


def _cases(data: IncompleteAnswers, mu: np.ndarray, VE: np.ndarray, d: Directions) -> Any:
    """Chunks of filled deviations z and of what the gaps take from E'VE at the cells."""
    for begin in range(0, len(data.complete), CHUNK_ROWS):
        yield data.complete[begin : begin + CHUNK_ROWS] - mu, 0.0
    V = VE[:, : len(mu)]
    for gaps in data.gaps:
        inverse, _ = missing_blocks(V, gaps)
        corrections = _corrections(gaps, inverse, VE, d)
        for begin in range(0, len(gaps.rows), CHUNK_ROWS):
            rows, pattern = gaps.rows[begin : begin + CHUNK_ROWS], gaps.pattern[begin : begin + CHUNK_ROWS]
            z = np.where(data.is_missing[rows], 0.0, data.answers[rows] - mu)
            at = gaps.missing[pattern]
            u_m = np.take_along_axis(z @ V, at, axis=1)
            z[np.arange(len(rows))[:, None], at] = -np.einsum("nij,nj->ni", inverse[pattern], u_m)
            yield z, corrections[pattern]


def _corrections(gaps: Gaps, inverse: np.ndarray, VE: np.ndarray, d: Directions) -> np.ndarray:
    """(E'V_om V_mm^-1 V_mo E)[x, y] for each pattern and cell, (patterns, cells)."""
    parts = []
    for begin in range(0, len(gaps.missing), CHUNK_ROWS // gaps.missing.shape[1]):
        part = slice(begin, begin + CHUNK_ROWS // gaps.missing.shape[1])
        border = VE[gaps.missing[part]]
        solved = inverse[part] @ border
        parts.append(np.einsum("gkc,gkc->gc", border[:, :, d.x], solved[:, :, d.y]))
    return np.concatenate(parts)
