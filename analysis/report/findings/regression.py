"""Findings about the regression: slopes that point the other way, a relation that is not linear."""

from collections.abc import Iterator

from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document import thresholds
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected
from analysis.report.findings.finding import Finding
from analysis.statistics.foundation.attempts import had
from analysis.statistics.regression.drivers import DriverRegression


def findings(results: Results) -> Iterator[Finding]:
    regression = results.regression
    if not isinstance(regression, DriverRegression):
        return
    yield from against_direction(results, regression)
    if logistic.of(regression):
        yield from few_events(regression)
    else:
        yield from non_linear(regression)


def against_direction(results: Results, regression: DriverRegression) -> Iterator[Finding]:
    """Dimensions of which more is better, or less, whose slope says the contrary after Holm's correction."""
    level = regression.conf_level
    scales = [
        term.term
        for term in regression.terms
        if is_rejected(term.p_value_holm, level)
        and (term.estimate < 0) == same_direction(results, term.term, regression.outcome)
    ]
    if scales:
        yield Finding(
            code="against_direction",
            severity="serious",
            values={"scales": scales, "n_scales": len(scales)},
            scales=tuple(scales),
            analyses=("priorities",),
        )


def same_direction(results: Results, dimension: str, outcome: str) -> bool:
    """Whether a good score on the dimension and a good score on the outcome lie at the same end of their scales."""
    return results.study.scale(dimension).better == results.study.scale(outcome).better


def non_linear(regression: DriverRegression) -> Iterator[Finding]:
    """The test of the linear form rejects it."""
    tests = had(regression.residual_tests)
    test = tests.reset if tests else None
    if test and is_rejected(test.p_value, regression.conf_level):
        yield Finding(
            code="non_linear",
            severity="caution",
            values={"statistic": test.statistic, "df": test.df, "p_value": test.p_value},
            analyses=("regression", "priorities"),
        )


def few_events(regression: DriverRegression) -> Iterator[Finding]:
    """The rarer of an outcome's two values is too rare for the number of dimensions."""
    model = logistic.fitted(regression)
    if model and logistic.events(model).verdict == "few":
        yield Finding(
            code="few_events",
            severity="caution",
            values=logistic.events_per_term(model) | {"edge": thresholds.EVENTS_PER_TERM.edges[0]},
            analyses=("regression",),
        )
