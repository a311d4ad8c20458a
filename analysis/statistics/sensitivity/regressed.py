"""The regression on the dimensions under other choices: scores, missing answers and method."""

import numpy as np
import pandas as pd

from analysis.statistics.foundation.bootstrap import correlations
from analysis.statistics.regression.importance import MOST_PREDICTORS, defined_shares, importance_from
from analysis.statistics.regression.logistic import has_two_values
from analysis.statistics.regression.ols import model_rows
from analysis.statistics.regression.ordered.ordered_logit import is_ordered
from analysis.statistics.regression.priorities import priorities
from analysis.statistics.sensitivity.answered import Answered
from analysis.statistics.sensitivity.estimates import (
    Choices,
    Method,
    Missing,
    Scoring,
    SensitivePair,
    SensitivePlace,
    SensitiveShare,
    SensitiveWeight,
    Specified,
)
from analysis.statistics.sensitivity.moments import (
    ScoreMoments,
    complete_moments,
    incomplete_moments,
    weighted_moments,
)
from analysis.statistics.sensitivity.scoring import has_factors
from analysis.statistics.sensitivity.slopes import (
    Slopes,
    effects,
    incomplete_slopes,
    least_squares_slopes,
    robust_slopes,
)


def alternatives(of: Answered) -> list[tuple[Scoring, Missing, Method]]:
    """The scores, missing answers and methods that arise for a study, the report's own first."""
    (outcome,) = of.outcome.values()
    answers = outcome.iloc[:, 0].dropna()
    is_single = outcome.shape[1] == 1
    two_values = is_single and has_two_values(answers)
    methods: list[tuple[Missing, Method]] = [("complete", "least_squares")]
    methods += [] if two_values else [("complete", "robust")]
    methods += [("complete", "logistic")] if two_values else []
    methods += [("complete", "ordered")] if is_single and is_ordered(answers) else []
    methods += [("fiml", "least_squares")] if of.items.isna().to_numpy().any() else []
    scores: list[Scoring] = ["means", "factor_scores"] if has_factors(of.dimensions) else ["means"]
    return [(score, missing, method) for score in scores for missing, method in methods]


def regression_estimates(
    of: Answered, choices: Choices, *, n_resamples: int, rng: np.random.Generator, conf_level: float
) -> tuple[int, list[Specified]]:
    """Number of respondents, and the estimates, of one specification; raises EstimationError where it is refused."""
    weights = of.weights(choices.scores or "means", choices.missing or "complete")
    names, drawn = list(of.dimensions), {"n_resamples": n_resamples, "rng": rng}
    (outcome_name,) = of.outcome
    moments: ScoreMoments
    if choices.missing == "fiml":
        moments = incomplete_moments(of.saturated, weights, of.performing, **drawn)
        slopes = incomplete_slopes(moments.covariance, moments.influence, names, conf_level)
        return len(moments.influence), told(outcome_name, slopes, moments, conf_level)
    data = of.complete.to_numpy() @ weights
    outcome, scores = model_rows(pd.Series(data[:, 0], name="outcome"), pd.DataFrame(data[:, 1:], columns=names))
    if choices.method in ("ordered", "logistic"):
        answers = of.complete[of.outcome[outcome_name].columns[0]].reset_index(drop=True)
        return len(data), rows_of(effects(answers, scores, choices.method == "ordered", conf_level))
    if choices.method == "robust":
        slopes, row_weights = robust_slopes(outcome, scores, conf_level)
        moments = weighted_moments(data, of.performance, row_weights, **drawn)
    else:
        slopes = least_squares_slopes(outcome, scores, conf_level)
        moments = complete_moments(data, of.performance, **drawn)
    return len(data), told(outcome_name, slopes, moments, conf_level)


def told(outcome: str, slopes: Slopes, moments: ScoreMoments, conf_level: float) -> list[Specified]:
    """The slopes with all that the moments say, as far as there are few enough predictors to share R-squared among."""
    if len(slopes) > MOST_PREDICTORS:
        return rows_of(slopes)
    return [*of_importance(outcome, slopes, moments, conf_level), *places(moments, list(slopes), conf_level)]


def rows_of(slopes: Slopes) -> list[Specified]:
    """The slopes alone."""
    return [Specified(quantity="slope", subject=name, found=slope) for name, slope in slopes.items()]


def of_importance(outcome: str, slopes: Slopes, moments: ScoreMoments, conf_level: float) -> list[Specified]:
    """The share of variance explained, the slopes with the dimensions' importance, and the order of every two."""
    found = importance_from(
        correlations(moments.covariance), defined_shares(moments.covariances), list(slopes), conf_level
    )
    weights = [
        SensitiveWeight(**vars(slopes[term.term]), importance=term.importance, prob_first=term.prob_first)
        for term in found.terms
    ]
    explained = SensitiveShare(r_squared=sum(term.importance for term in found.terms))
    return [
        Specified(quantity="r_squared", subject=outcome, found=explained),
        *(Specified(quantity="slope", subject=name, found=w) for name, w in zip(slopes, weights, strict=True)),
        *(
            Specified(quantity="order", subject=p.a, against=p.b, found=SensitivePair(prob_a_greater=p.prob_a_greater))
            for p in found.pairs
        ),
    ]


def places(moments: ScoreMoments, names: list[str], conf_level: float) -> list[Specified]:
    """The places of the dimensions on the map of importance and performance."""
    resampled, own = defined_shares(moments.covariances), defined_shares(moments.covariance[None])[0]
    found = priorities(
        pd.Series(own / own.sum(), names),
        pd.Series(moments.performance, names),
        resampled / resampled.sum(axis=1, keepdims=True),
        moments.performances,
        conf_level,
    )
    return [
        Specified(
            quantity="quadrant",
            subject=place.term,
            found=SensitivePlace(performance=place.performance, importance=place.importance, quadrant=place.quadrant),
        )
        for place in found
    ]
