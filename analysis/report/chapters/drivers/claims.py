"""Section 5: what goes with satisfaction when the other dimensions are held equal, and how much of it."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from analysis.report.chapters.drivers import check_claims as checks
from analysis.report.chapters.drivers.importance_claims import pairs, settled
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either, rejections
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_clear, is_rejected, tested
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.foundation.intervals import Interval
from analysis.statistics.regression.drivers import DriverRegression, DriverTerm, FurtherOutcome, WeighedTerm
from analysis.statistics.regression.importance import Importance, ImportanceTerm
from analysis.statistics.regression.ols import Coefficient

Term = TypeVar("Term", WeighedTerm, ImportanceTerm)
SLOPES = ("positive", "negative", "unadjusted_only", "not_rejected")


def claims(results: Results) -> list[Claim]:
    regression = needed(results.drivers)
    is_binary = logistic.of(regression)
    return [
        *(logistic.claims(results) if is_binary else []),
        model_test(regression),
        explained(regression),
        *([] if is_binary else [slope(term, regression) for term in regression.terms]),
        *slopes_together(regression),
        *importance(results),
        *(further_outcome(row, found) for row in others(regression) if (found := had(row.correlation))),
        *checks.claims(regression),
    ]


def others(regression: DriverRegression) -> list[FurtherOutcome]:
    """The further outcomes that could be explained."""
    return [row for row in regression.further_outcomes if isinstance(row, FurtherOutcome)]


def model_test(regression: DriverRegression) -> Claim:
    """Test, robust to unequal variances, of the null that no dimension is related to the outcome."""
    test = regression.f_statistic
    is_robust = test.p_value_hc3 is not None
    statistic, p_value = (test.statistic_hc3, test.p_value_hc3) if is_robust else (test.statistic, test.p_value)
    return Claim(
        id="drivers.model_test",
        verdict=either(is_rejected(p_value, regression.conf_level), "rejected", "not_rejected"),
        verdicts=("rejected", "not_rejected"),
        values={
            **vars(test),
            "statistic": statistic,
            "p_value": p_value,
            "n_obs": regression.n_obs,
            "n_terms": len(regression.terms),
            "is_robust": is_robust,
        },
    )


def explained(regression: DriverRegression) -> Claim:
    """The share of the outcome's variance that the dimensions account for."""
    return Claim(
        id="drivers.explained",
        verdict=thresholds.R_SQUARED.verdict(regression.r_squared),
        verdicts=thresholds.R_SQUARED.labels,
        values={
            "r_squared": regression.r_squared,
            "adj_r_squared": regression.adj_r_squared,
            "n_terms": len(regression.terms),
        },
    )


def verdict_of(term: Coefficient, conf_level: float) -> str:
    """What the test of one slope says after Holm's correction."""
    return tested(term.estimate, term.p_value, term.p_value_holm, conf_level)


def slope(term: DriverTerm, regression: DriverRegression) -> Claim:
    """One dimension's slope with its interval."""
    return Claim(
        id="drivers.slope",
        subject=term.term,
        verdict=verdict_of(term, regression.conf_level),
        verdicts=SLOPES,
        values={
            "scale": term.term,
            "estimate": term.estimate,
            "low": term.conf_low,
            "high": term.conf_high,
            "beta": term.beta,
            "p_holm": term.p_value_holm,
        },
    )


def slopes_together(regression: DriverRegression) -> list[Claim]:
    """What is said of all slopes at once."""
    return [slopes_overview(regression), *alone(regression)]


@dataclass(frozen=True)
class Alone:
    """A dimension's correlation with the outcome, by itself, with its interval."""

    scale: str
    correlation: float
    correlation_low: float
    correlation_high: float


def correlation_of(term: DriverTerm) -> Alone | None:
    """A dimension's correlation with the outcome; None where it is undefined."""
    if term.correlation is None or term.correlation_low is None or term.correlation_high is None:
        return None
    return Alone(term.term, term.correlation, term.correlation_low, term.correlation_high)


def alone(regression: DriverRegression) -> list[Claim]:
    """How each dimension correlates with the outcome by itself, and whether a slope has turned against that."""
    rows = [row for term in regression.terms if (row := correlation_of(term))]
    if not rows:
        return []
    turned = [term.term for term in regression.terms if is_turned(term)]
    return [
        Claim(
            id="drivers.alone",
            verdict=either(bool(turned), "turned", "alike"),
            verdicts=("alike", "turned"),
            values={
                "n_terms": len(rows),
                "low": vars(min(rows, key=lambda row: row.correlation)),
                "high": vars(max(rows, key=lambda row: row.correlation)),
                "scales": turned,
                "n_turned": len(turned),
            },
        )
    ]


def is_turned(term: DriverTerm) -> bool:
    """Whether the whole interval of a slope lies on the other side of zero than that of its correlation."""
    found = correlation_of(term)
    if not found or term.conf_low is None or term.conf_high is None:
        return False
    return term.conf_high < 0 < found.correlation_low or found.correlation_high < 0 < term.conf_low


def slopes_overview(regression: DriverRegression) -> Claim:
    """How many slopes differ from zero after Holm's correction."""
    return rejections(
        "drivers.slopes_overview",
        {term.term: verdict_of(term, regression.conf_level) for term in regression.terms},
    )


def importance(results: Results) -> list[Claim]:
    """The order of the dimensions by their share of R squared, as far as the data know it."""
    regression = needed(results.drivers)
    found = had(regression.importance)
    if not regression.weighed:
        return []
    made = [first_driver(results)]
    if found and found.pairs:
        made.append(driver_order(results))
    if found and found.johnson and made[-1].verdict != "inseparable":
        made.append(second_opinion(found))
    return [*made, *pairs(results)]


def arranged(results: Results) -> list[WeighedTerm]:
    """The terms from the most to the least important; as the questionnaire has them where some are not told apart."""
    terms = needed(results.drivers).weighed
    return terms if findings.inseparable_pairs(of(results)) else ranked(terms)


def ranked(terms: Sequence[Term]) -> list[Term]:
    """The terms from the most to the least important."""
    return sorted(terms, key=lambda term: -term.importance)


def first_shares(regression: DriverRegression) -> dict[str, float | None]:
    """In what share of resamples each dimension comes first, rounded so that the shares add up."""
    terms = regression.weighed
    rounded = numbers.shares([term.prob_first for term in terms])
    return {term.term: share for term, share in zip(terms, rounded, strict=True)}


def first_driver(results: Results) -> Claim:
    """The dimension with the largest share, and in how many resamples it is the first."""
    regression, found = needed(results.drivers), of(results)
    order = [term.term for term in regression.weighed]
    top = ranked(regression.weighed)[0]
    neighbours = findings.inseparable_from(found, top.term)
    withdrawn = findings.flips_of(found, "first_driver", "withdrawn")
    doubtful = [*findings.scales_with(found, "unreliable"), *findings.scales_with(found, "against_scale")]
    blurred = [name for name in order if name in doubtful]
    clear = is_clear(top.prob_first)
    holds = "depends" if withdrawn else either(bool(blurred), "blurred", "clear")
    return Claim(
        id="drivers.first_driver",
        verdict="inseparable" if neighbours else either(clear, holds, "unclear"),
        verdicts=("clear", "depends", "blurred", "unclear", "inseparable"),
        values={
            "scale": top.term,
            "together": sorted([top.term, *neighbours], key=order.index),
            "blurred": blurred,
            "importance": top.importance,
            "share": top.importance_share,
            "low": top.importance_low,
            "high": top.importance_high,
            "prob": first_shares(regression)[top.term],
            "threshold": thresholds.CLEAR_PROBABILITY,
        },
    )


def pair_probability(importance: Importance, a: str, b: str) -> float:
    """How probably `a` matters more than `b`."""
    for pair in importance.pairs:
        if (pair.a, pair.b) == (a, b):
            return pair.prob_a_greater
        if (pair.a, pair.b) == (b, a):
            return 1 - pair.prob_a_greater
    raise KeyError(f"no pair {a}, {b}")


def driver_order(results: Results) -> Claim:
    """How many neighbours in the order are clearly apart; no order where dimensions are not told apart."""
    weighed = needed(had(needed(results.drivers).importance))
    order = [term.term for term in ranked(weighed.terms)]
    apart = [is_clear(pair_probability(weighed, a, b)) for a, b in itertools.pairwise(order)]
    found = of(results)
    verdict = "complete" if all(apart) else either(any(apart), "partial", "none")
    return Claim(
        id="drivers.driver_order",
        verdict="inseparable" if findings.inseparable_pairs(found) else verdict,
        verdicts=("complete", "partial", "none", "inseparable"),
        values={
            "scales": order,
            "inseparable": list(findings.scales_with(found, "inseparable")),
            "settled": settled(results),
            "n_apart": sum(apart),
            "n_neighbours": len(apart),
            "threshold": thresholds.CLEAR_PROBABILITY,
        },
    )


def second_opinion(found: Importance) -> Claim:
    """Whether Johnson's relative weights put the dimensions in the same order."""
    lmg, johnson = {term.term: term.importance for term in found.terms}, found.johnson
    widest = max(lmg, key=lambda name: abs(lmg[name] - johnson[name]))
    order = [term.term for term in ranked(found.terms)]
    same = order == sorted(order, key=lambda name: -johnson[name])
    return Claim(
        id="drivers.second_opinion",
        verdict=either(same, "same_order", "other_order"),
        verdicts=("same_order", "other_order"),
        values={
            "scale": widest,
            "lmg": lmg[widest],
            "johnson": johnson[widest],
            "differ": round(abs(lmg[widest] - johnson[widest]), 3) > 0,
        },
    )


def further_outcome(row: FurtherOutcome, r: Interval) -> Claim:
    """How a further outcome goes with the first, and how much of it the dimensions account for."""
    verdict = "positive" if r.conf_low > 0 else either(r.conf_high < 0, "negative", "unclear")
    return Claim(
        id="drivers.further_outcome",
        subject=row.outcome,
        verdict=verdict,
        verdicts=("positive", "negative", "unclear"),
        values={
            "scale": row.outcome,
            "r": r.estimate,
            "low": r.conf_low,
            "high": r.conf_high,
            "r_squared": row.r_squared,
            "n_obs": row.n_obs,
            "two_values": row.has_two_values,
        },
    )
