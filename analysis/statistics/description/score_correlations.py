"""How the scale scores go together: their correlations, with intervals."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Interval, correlation_interval
from analysis.statistics.foundation.requirements import complete_rows, require_items, require_rows

FEWEST_ROWS = 4
"""People with every score, from which Fisher's interval exists."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoreCorrelations:
    """
    Pearson correlations of the scale scores among those who have all of them.

    `matrix`, `conf_low` and `conf_high` (Fisher's interval) have a row and a column for each of `terms`; None where a
    score does not vary. Of scores that repeat each other, or turned round, all three are one, or minus one.
    """

    terms: list[str]
    matrix: list[list[float | None]]
    conf_low: list[list[float | None]]
    conf_high: list[list[float | None]]
    conf_level: float
    n_obs: int

    def tidy(self) -> pd.DataFrame:
        """The matrix as a table."""
        return pd.DataFrame(self.matrix, index=self.terms, columns=self.terms)


def score_correlations(scales: Mapping[str, pd.DataFrame], *, conf_level: float = 0.95) -> ScoreCorrelations:
    """
    Correlations of all scale scores.

    Parameters
    ----------
    scales : mapping of scale to DataFrame
        Keyed items of every scale; rows with a missing answer to any of them are dropped.
    conf_level : float

    Raises
    ------
    EstimationError
        Fewer than two scales, or than four people with every score.
    """
    scores = require_rows(complete_rows(require_items(scale_scores(scales))), at_least=FEWEST_ROWS)
    found = [[correlated(scores[a], scores[b], conf_level) for b in scores] for a in scores]
    return ScoreCorrelations(
        terms=[str(name) for name in scores],
        matrix=[[one.estimate for one in row] for row in found],
        conf_low=[[one.conf_low for one in row] for row in found],
        conf_high=[[one.conf_high for one in row] for row in found],
        conf_level=conf_level,
        n_obs=len(scores),
    )


def correlated(a: pd.Series, b: pd.Series, conf_level: float) -> Interval:
    """The correlation of two scores: one, or minus one, where they repeat each other; none where one does not vary."""
    try:
        return correlation_interval(a, b, conf_level=conf_level)
    except EstimationError as refusal:
        r = nan
        if a.name == b.name:
            r = 1.0
        elif refusal.code == "perfect_correlation":
            r = float(np.sign(a.cov(b)))
        return Interval(estimate=r, conf_low=r, conf_high=r, conf_level=conf_level)
