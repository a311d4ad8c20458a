"""Section 5: what goes with satisfaction when the other dimensions are held equal, and how much of it."""

import itertools

from analysis.report.chapters.drivers import check_claims as checks
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either, rejections
from analysis.report.document.lookups import largest, smallest
from analysis.report.document.rules import is_rejected, slope_verdict
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.report.language import numbers

SLOPES = ("positive", "negative", "unadjusted_only", "not_rejected")


def claims(results: dict) -> list[Claim]:
    regression = results["regression"]
    is_binary = logistic.of(regression)
    return [
        *(logistic.claims(results) if is_binary else []),
        model_test(regression),
        explained(regression),
        *([] if is_binary else [slope(term, regression) for term in regression["terms"]]),
        *slopes_together(regression),
        *importance(results),
        *(further_outcome(row) for row in regression.get("further_outcomes") or [] if row.get("correlation")),
        *checks.claims(regression),
    ]


def model_test(regression: dict) -> Claim:
    """Test, robust to unequal variances, of the null that no dimension is related to the outcome."""
    test = regression["f_statistic"]
    is_robust = test.get("p_value_hc3") is not None
    shown = {"statistic": test["statistic_hc3"], "p_value": test["p_value_hc3"]} if is_robust else {}
    found = test | shown
    return Claim(
        id="drivers.model_test",
        verdict=either(is_rejected(found["p_value"], regression["conf_level"]), "rejected", "not_rejected"),
        verdicts=("rejected", "not_rejected"),
        values={**found, "n_obs": regression["n_obs"], "n_terms": len(regression["terms"]), "is_robust": is_robust},
    )


def explained(regression: dict) -> Claim:
    """The share of the outcome's variance that the dimensions account for."""
    return Claim(
        id="drivers.explained",
        verdict=thresholds.R_SQUARED.verdict(regression["r_squared"]),
        verdicts=thresholds.R_SQUARED.labels,
        values={key: regression[key] for key in ("r_squared", "adj_r_squared")},
    )


def slope(term: dict, regression: dict) -> Claim:
    """One dimension's slope with its interval."""
    return Claim(
        id="drivers.slope",
        subject=term["term"],
        verdict=slope_verdict(term, regression["conf_level"]),
        verdicts=SLOPES,
        values={
            "scale": term["term"],
            "estimate": term["estimate"],
            "low": term["conf_low"],
            "high": term["conf_high"],
            "beta": term["beta"],
            "p_holm": term.get("p_value_holm", term["p_value"]),
        },
    )


def slopes_together(regression: dict) -> list[Claim]:
    """What is said of all slopes at once."""
    return [slopes_overview(regression), *alone(regression)]


def alone(regression: dict) -> list[Claim]:
    """How each dimension correlates with the outcome by itself, and whether a slope has turned against that."""
    rows = [{"scale": term["term"], **term} for term in regression["terms"] if term.get("correlation") is not None]
    if not rows:
        return []
    turned = [row["scale"] for row in rows if is_turned(row)]
    return [
        Claim(
            id="drivers.alone",
            verdict=either(bool(turned), "turned", "alike"),
            verdicts=("alike", "turned"),
            values={
                "n_terms": len(rows),
                "low": smallest(rows, "correlation"),
                "high": largest(rows, "correlation"),
                "scales": turned,
                "n_turned": len(turned),
            },
        )
    ]


def is_turned(term: dict) -> bool:
    """Whether the whole interval of a slope lies on the other side of zero than that of its correlation."""
    falls = term["conf_high"] < 0 < term["correlation_low"]
    return falls or term["correlation_high"] < 0 < term["conf_low"]


def slopes_overview(regression: dict) -> Claim:
    """How many slopes differ from zero after Holm's correction."""
    return rejections(
        "drivers.slopes_overview",
        {term["term"]: slope_verdict(term, regression["conf_level"]) for term in regression["terms"]},
    )


def importance(results: dict) -> list[Claim]:
    """The order of the dimensions by their share of R squared, as far as the data know it."""
    regression = results["regression"]
    if any(term.get("importance") is None for term in regression["terms"]):
        return []
    made = [first_driver(results)]
    if (regression.get("importance") or {}).get("pairs"):
        made.append(driver_order(results))
    if (regression.get("importance") or {}).get("johnson") and made[-1].verdict != "inseparable":
        made.append(second_opinion(regression))
    return made


def arranged(results: dict) -> list[dict]:
    """The terms from the most to the least important; as the questionnaire has them where some are not told apart."""
    terms = results["regression"]["terms"]
    if findings.inseparable_pairs(of(results)):
        return terms
    return ranked(results["regression"])


def ranked(regression: dict) -> list[dict]:
    """The terms from the most to the least important."""
    return sorted(regression["terms"], key=lambda term: -term["importance"])


def first_shares(regression: dict) -> dict[str, float]:
    """In what share of resamples each dimension comes first, rounded so that the shares add up."""
    terms = regression["terms"]
    rounded = numbers.shares([term["prob_first"] for term in terms])
    return {term["term"]: share for term, share in zip(terms, rounded, strict=True)}


def first_driver(results: dict) -> Claim:
    """The dimension with the largest share, and in how many resamples it is the first."""
    top = largest(results["regression"]["terms"], "importance")
    found = of(results)
    neighbours, flip = findings.inseparable_from(found, top["term"]), findings.named(found, "exclusions_flip")
    doubtful = [*findings.scales_with(found, "unreliable"), *findings.scales_with(found, "against_scale")]
    blurred = [t["term"] for t in results["regression"]["terms"] if t["term"] in doubtful]
    clear = top["prob_first"] >= thresholds.CLEAR_PROBABILITY
    holds = "depends" if flip and "first_driver" in flip.values["kinds"] else either(bool(blurred), "blurred", "clear")
    return Claim(
        id="drivers.first_driver",
        verdict="inseparable" if neighbours else either(clear, holds, "unclear"),
        verdicts=("clear", "depends", "blurred", "unclear", "inseparable"),
        values={
            "scale": top["term"],
            "together": sorted(
                [top["term"], *neighbours], key=[t["term"] for t in results["regression"]["terms"]].index
            ),
            "blurred": blurred,
            "importance": top["importance"],
            "share": top["importance_share"],
            "low": top["importance_low"],
            "high": top["importance_high"],
            "prob": first_shares(results["regression"])[top["term"]],
            "threshold": thresholds.CLEAR_PROBABILITY,
        },
    )


def pair_probability(regression: dict, a: str, b: str) -> float:
    """How probably `a` matters more than `b`."""
    for pair in regression["importance"]["pairs"]:
        if (pair["a"], pair["b"]) == (a, b):
            return pair["prob_a_greater"]
        if (pair["a"], pair["b"]) == (b, a):
            return 1 - pair["prob_a_greater"]
    raise KeyError(f"no pair {a}, {b}")


def driver_order(results: dict) -> Claim:
    """How many neighbours in the order are clearly apart; no order where dimensions are not told apart."""
    regression = results["regression"]
    order = [term["term"] for term in ranked(regression)]
    apart = [pair_probability(regression, a, b) >= thresholds.CLEAR_PROBABILITY for a, b in itertools.pairwise(order)]
    found = of(results)
    verdict = "complete" if all(apart) else either(any(apart), "partial", "none")
    return Claim(
        id="drivers.driver_order",
        verdict="inseparable" if findings.inseparable_pairs(found) else verdict,
        verdicts=("complete", "partial", "none", "inseparable"),
        values={
            "scales": order,
            "inseparable": list(findings.scales_with(found, "inseparable")),
            "n_apart": sum(apart),
            "n_neighbours": len(apart),
            "threshold": thresholds.CLEAR_PROBABILITY,
        },
    )


def second_opinion(regression: dict) -> Claim:
    """Whether Johnson's relative weights put the dimensions in the same order."""
    johnson = regression["importance"]["johnson"]
    order = [term["term"] for term in ranked(regression)]
    gaps = [
        {"scale": term["term"], "lmg": term["importance"], "johnson": johnson[term["term"]]}
        for term in regression["terms"]
    ]
    widest = max(gaps, key=lambda row: abs(row["lmg"] - row["johnson"]))
    same = order == sorted(order, key=lambda name: -johnson[name])
    return Claim(
        id="drivers.second_opinion",
        verdict=either(same, "same_order", "other_order"),
        verdicts=("same_order", "other_order"),
        values={**widest, "differ": round(abs(widest["lmg"] - widest["johnson"]), 3) > 0},
    )


def further_outcome(row: dict) -> Claim:
    """How a further outcome goes with the first, and how much of it the dimensions account for."""
    r = row["correlation"]
    verdict = "positive" if r["conf_low"] > 0 else either(r["conf_high"] < 0, "negative", "unclear")
    return Claim(
        id="drivers.further_outcome",
        subject=row["outcome"],
        verdict=verdict,
        verdicts=("positive", "negative", "unclear"),
        values={
            "scale": row["outcome"],
            "r": r["estimate"],
            "low": r["conf_low"],
            "high": r["conf_high"],
            "r_squared": row["r_squared"],
            "n_obs": row["n_obs"],
            "two_values": row.get("has_two_values", False),
        },
    )
