"""Findings about the answers: what is missing, and how they were given."""

from collections.abc import Iterator

from analysis.report.document import thresholds
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected
from analysis.report.findings import sensitivity
from analysis.report.findings.finding import Finding, grouped
from analysis.statistics.foundation.attempts import had
from analysis.survey.sections import ItemSection


def findings(results: Results) -> Iterator[Finding]:
    yield from missing(results)
    yield from specifications_flip(results)
    yield from straight_lining(results)


def missing(results: Results) -> Iterator[Finding]:
    """Complete rows clearly fewer than the rows analysed, or incomplete respondents who answer the rest differently."""
    steps = {step.step: step.n for step in results.sample.flow}
    n_analysed = results.study.n_analysed
    n_complete = steps.get("complete_model", steps.get("complete_items", n_analysed))
    share = 1 - n_complete / max(n_analysed, 1)
    missingness = had(results.sample.missingness)
    differ = missingness.differ if missingness else []
    effects = {row.scale: row.hedges_g.estimate for row in (missingness.scales if missingness else []) if row.hedges_g}
    sizes = [abs(effects[name]) for name in differ]
    if differ or thresholds.MISSING_SHARE.verdict(share) == "notable":
        yield Finding(
            code="missing",
            severity="caution" if differ or share > thresholds.MOST_LOST else "note",
            values={
                "n_complete": n_complete,
                "n_analysed": n_analysed,
                "n_lost": n_analysed - n_complete,
                "share": share,
                "edge": thresholds.MISSING_SHARE.edges[0],
                "differ": differ,
                "higher": [name for name in differ if effects[name] > 0],
                "lower": [name for name in differ if effects[name] < 0],
                "smallest": min(sizes, default=None),
                "largest": max(sizes, default=None),
                "margin": missingness.margin if missingness else None,
                "groups": unevenly_complete(results),
                "has_inapplicable": any(n is None or n > 0 for n in results.sample.not_applicable.values()),
            },
            analyses=("regression",),
        )


def unevenly_complete(results: Results) -> list[str]:
    """The groupings between whose levels the share of complete answers differs, after Holm's correction."""
    level = results.study.conf_level
    tests = {name: had(part.test) for name, part in results.sample.completeness.items()}
    return [name for name, test in tests.items() if test and is_rejected(test.p_value_holm, level)]


def specifications_flip(results: Results) -> Iterator[Finding]:
    """Verdicts of the paper that would be others under other choices of analysis."""
    every = sensitivity.stated(results)
    flips = [row.told() for row in every if row.flips]
    if not flips:
        return
    withdrawn = [each for each in flips if each["grade"] == "withdrawn"]
    places = tuple(each["subject"] for each in withdrawn if each["quantity"] == "quadrant")
    yield Finding(
        code="specifications_flip",
        severity="caution" if withdrawn else "note",
        values={
            "n_verdicts": len(every),
            "n_steady": len(every) - len(flips),
            "n_withdrawn": len(withdrawn),
            "n_qualified": len(flips) - len(withdrawn),
            "withdrawn": withdrawn,
            "by_kind": grouped(withdrawn),
            "flips": flips,
            "scales": list(places),
        },
        scales=places,
        analyses=("regression", "priorities"),
    )


def straight_lining(results: Results) -> Iterator[Finding]:
    """A good part of the respondents gave the same answer over and over, where there was more than yes and no."""
    counted = results.sample.straight_lining
    if not counted or counted.n is None or all(has_two_answers(item) for item in results.study.items):
        return
    share = counted.n / max(counted.n_obs, 1)
    if share >= thresholds.MANY_STRAIGHT_LINERS:
        yield Finding(
            code="straight_lining",
            severity="serious" if share >= thresholds.MOST_STRAIGHT_LINERS else "caution",
            values={"n": counted.n, "n_obs": counted.n_obs, "share": share},
            analyses=("reliability", "measurement"),
        )


def has_two_answers(item: ItemSection) -> bool:
    """Whether a question allows two answers only: easy ones are then answered alike by the most attentive."""
    return bool(item.step) and item.high - item.low == item.step
