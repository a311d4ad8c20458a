"""Headline numbers under every set of choices that a careful analyst could have made."""

from collections.abc import Callable, Mapping

import numpy as np

from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.randomness import random_stream
from analysis.statistics.measurement.quality import MeasurementQuality
from analysis.statistics.regression.importance import N_RESAMPLES
from analysis.statistics.sensitivity.answered import Answered, Sample
from analysis.statistics.sensitivity.estimates import (
    Choices,
    Method,
    Respondents,
    Specification,
    SpecificationCurve,
    Specified,
)
from analysis.statistics.sensitivity.lost import is_asked, loss_estimates
from analysis.statistics.sensitivity.measured import alphas, estimators, fit_of, headline_of
from analysis.statistics.sensitivity.regressed import alternatives, regression_estimates

MOST_RESAMPLES, FEWEST_RESAMPLES = 2000, 1000
"""
Resamples of a specification that is not the report's own; the fewer, the more subsets of dimensions share R-squared.

Shares of 2000 resamples that are .80 or .99 in truth vary by .009 and .002 (standard errors).
"""

MOST_SUBSETS = 2**20
"""Subsets of dimensions, times resamples, that one specification may take."""

Found = tuple[int, list[Specified]]


def specification_curve(
    samples: Mapping[Respondents, Sample], *, quality: MeasurementQuality, seed: int, conf_level: float = 0.95
) -> SpecificationCurve:
    """
    Estimates under every specification: each set of choices that arises for the study, crossed with each other.

    Parameters
    ----------
    samples : mapping of a rule of screening to Sample
        Those whom it keeps; "analysed", on whom the report rests, first.
    quality : MeasurementQuality
        The measurement models of those analysed.
    seed : int
        Of the study: every specification draws the same random numbers, those of the report.
    conf_level : float
        Level of all intervals.

    References
    ----------
    Simonsohn, Simmons & Nelson (2020), Specification curve analysis, Nature Human Behaviour 4, 1208-1214.
    """
    answered = {respondents: Answered.of(sample) for respondents, sample in samples.items()}
    made = [
        specification
        for respondents, of in answered.items()
        for part in (of_reliability, of_fit, of_regression, of_pain_points)
        for specification in part(respondents, of, quality, seed, conf_level)
    ]
    return SpecificationCurve(
        n_respondents={respondents: of.n_respondents for respondents, of in answered.items()}, specifications=made
    )


def specified(choices: Choices, is_report: bool, n_respondents: int, found: Callable[[], Found]) -> Specification:
    """A specification with its estimates, or why it has none."""
    tried = attempted(found)
    refused = isinstance(tried, Unavailable)
    n_obs, estimates = (n_respondents, tried) if refused else tried
    return Specification(choices=choices, is_report=is_report, n_obs=n_obs, estimates=estimates)


def of_reliability(
    respondents: Respondents, of: Answered, quality: MeasurementQuality, seed: int, conf_level: float
) -> list[Specification]:
    """Reliability of the scales."""
    choices = Choices(part="reliability", respondents=respondents)
    n = of.n_respondents
    return [specified(choices, respondents == "analysed", n, lambda: (n, alphas(of, conf_level)))]


def of_fit(
    respondents: Respondents, of: Answered, quality: MeasurementQuality, seed: int, conf_level: float
) -> list[Specification]:
    """Fit of the design, by several estimators."""
    found = headline_of(quality)
    if not found:
        return []
    models, headline = found
    return [
        specified(
            Choices(part="fit", respondents=respondents, method=name),
            respondents == "analysed" and name == headline,
            of.n_respondents,
            lambda name=name: fit_of(of, respondents, models, name, headline),
        )
        for name in estimators(respondents, models, headline)
    ]


def of_regression(
    respondents: Respondents, of: Answered, quality: MeasurementQuality, seed: int, conf_level: float
) -> list[Specification]:
    """The regression on the dimensions."""
    if not (of.outcome and of.dimensions):
        return []
    made = []
    for index, (scores, missing, method) in enumerate(alternatives(of)):
        choices = Choices(part="regression", respondents=respondents, scores=scores, missing=missing, method=method)
        is_report = respondents == "analysed" and index == 0
        drawn = drawing(is_report, len(of.dimensions), seed, "regression")
        made.append(
            specified(
                choices,
                is_report,
                of.n_respondents,
                lambda choices=choices, drawn=drawn: regression_estimates(of, choices, **drawn, conf_level=conf_level),
            )
        )
    return made


def of_pain_points(
    respondents: Respondents, of: Answered, quality: MeasurementQuality, seed: int, conf_level: float
) -> list[Specification]:
    """What is lost to pain points."""
    methods: tuple[Method, ...] = ("least_squares", "robust") if is_asked(of) else ()
    made = []
    for method in methods:
        is_report = respondents == "analysed" and method == "least_squares"
        drawn = drawing(is_report, 0, seed, "pain_points")
        made.append(
            specified(
                Choices(part="pain_points", respondents=respondents, method=method),
                is_report,
                of.n_respondents,
                lambda method=method, drawn=drawn: loss_estimates(of, method, **drawn, conf_level=conf_level),
            )
        )
    return made


def drawing(is_report: bool, n_shared: int, seed: int, stream: str) -> dict:
    """How many resamples are drawn, of how many dimensions that share R-squared, and by which random numbers."""
    fewer = max(FEWEST_RESAMPLES, min(MOST_RESAMPLES, MOST_SUBSETS >> n_shared))
    rng: np.random.Generator = random_stream(seed, stream)
    return {"n_resamples": N_RESAMPLES if is_report else fewer, "rng": rng}
