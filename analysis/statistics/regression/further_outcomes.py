"""Another outcome on the same dimensions, and how it goes with the one explained."""

from dataclasses import dataclass

import pandas as pd

from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.intervals import Interval, correlation_interval
from analysis.statistics.regression.logistic import has_two_values
from analysis.statistics.regression.ols import Coefficient, ols


@dataclass(frozen=True, kw_only=True, eq=False)
class FurtherOutcome:
    """
    Another outcome: its correlation with the one explained, and its own regression on the dimensions.

    Where `has_two_values`, the slopes are differences in the probability of the higher one (linear probability model).
    """

    outcome: str
    has_two_values: bool
    n_obs: int
    correlation: Interval | Unavailable
    r_squared: float
    adj_r_squared: float
    terms: list[Coefficient]


def further_outcomes(
    outcomes: pd.DataFrame, scores: pd.DataFrame, conf_level: float
) -> list[FurtherOutcome | Unavailable]:
    """Regressions of all outcome scores (n, o) but the first on the dimensions (n, k); a refused one says why."""
    first, *others = outcomes
    return [
        attempted(lambda other=other: further_outcome(outcomes[[first, other]], scores, conf_level)) for other in others
    ]


def further_outcome(outcomes: pd.DataFrame, scores: pd.DataFrame, conf_level: float) -> FurtherOutcome:
    """Regression of the second of two outcome scores on the dimensions, and its correlation with the first."""
    complete = outcomes.notna().all(axis=1) & scores.notna().all(axis=1)
    explained, other = (outcomes[complete].iloc[:, position] for position in (0, 1))
    model = ols(other, scores[complete], conf_level=conf_level)
    return FurtherOutcome(
        outcome=model.outcome,
        has_two_values=has_two_values(other),
        n_obs=model.n_obs,
        correlation=attempted(lambda: correlation_interval(explained, other, conf_level=conf_level)),
        r_squared=model.r_squared,
        adj_r_squared=model.adj_r_squared,
        terms=model.terms,
    )
