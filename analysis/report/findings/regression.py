"""Findings about the regression: slopes that point the other way, a relation that is not linear."""

from collections.abc import Iterator

from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document import thresholds
from analysis.report.document.lookups import available, less_is_better
from analysis.report.document.rules import is_rejected
from analysis.report.findings.finding import Finding


def findings(results: dict) -> Iterator[Finding]:
    regression = available(results, "regression")
    if not regression:
        return
    yield from against_direction(results, regression)
    if logistic.of(regression):
        yield from few_events(regression)
    else:
        yield from non_linear(regression)


def against_direction(results: dict, regression: dict) -> Iterator[Finding]:
    """Dimensions of which more is better, or less, whose slope says the contrary after Holm's correction."""
    level = regression["conf_level"]
    rows = [
        {"scale": term["term"], "estimate": term["estimate"]}
        for term in regression["terms"]
        if is_rejected(term.get("p_value_holm", term["p_value"]), level)
        and (term["estimate"] < 0) == same_direction(results, term["term"], regression["outcome"])
    ]
    if rows:
        yield Finding(
            code="against_direction",
            severity="serious",
            values={"scales": [row["scale"] for row in rows], "n_scales": len(rows)},
            scales=tuple(row["scale"] for row in rows),
            analyses=("priorities",),
        )


def same_direction(results: dict, dimension: str, outcome: str) -> bool:
    """Whether a good score on the dimension and a good score on the outcome lie at the same end of their scales."""
    return less_is_better(results, dimension) == less_is_better(results, outcome)


def non_linear(regression: dict) -> Iterator[Finding]:
    """The test of the linear form rejects it."""
    test = (regression.get("residual_tests") or {}).get("reset")
    if test and is_rejected(test["p_value"], regression["conf_level"]):
        yield Finding(
            code="non_linear",
            severity="caution",
            values={key: test[key] for key in ("statistic", "df", "p_value")},
            analyses=("regression", "priorities"),
        )


def few_events(regression: dict) -> Iterator[Finding]:
    """The rarer of an outcome's two values is too rare for the number of dimensions."""
    model = logistic.fitted(regression)
    if model and logistic.events(model).verdict == "few":
        yield Finding(
            code="few_events",
            severity="caution",
            values=logistic.events_per_term(model) | {"edge": thresholds.EVENTS_PER_TERM.edges[0]},
            analyses=("regression",),
        )
