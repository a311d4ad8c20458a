"""Section 8: what the results cannot carry."""

from analysis.report.chapters.appendix.hypotheses import tests
from analysis.report.chapters.drivers.claims import first_driver
from analysis.report.chapters.findings import claims as found_claims
from analysis.report.chapters.instrument.claims import outcome_measure
from analysis.report.chapters.structure.claims import counted, factor_number
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import available
from analysis.report.document.rules import is_rejected
from analysis.report.findings.build import of

CAN_FAIL = ("reliability", "efa", "measurement", "validity", "alternatives", "method_bias", "dynamic_cutoffs")
CAN_FAIL += ("regression",)


def claims(results: dict) -> list[Claim]:
    return [
        origin(results),
        *dimensionality(results),
        *analysis(results),
        *ranking(results),
        *outcome_items(results),
        *multiplicity(results),
        *failed(results),
    ]


def origin(results: dict) -> Claim:
    """Whether people gave these answers."""
    study = results["study"]
    return Claim(
        id="limits.origin",
        verdict=either(bool(study.get("simulated")), "simulated", "respondents"),
        verdicts=("simulated", "respondents"),
        values={"n_analysed": study["n_analysed"]},
    )


def analysis(results: dict) -> list[Claim]:
    """Everything found about the analysis itself, each in full."""
    return [found_claims.in_full(finding) for finding in of(results)]


def dimensionality(results: dict) -> list[Claim]:
    """Whether the number of dimensions is settled."""
    efa = available(results, "efa")
    if not efa or not counted(efa):
        return []
    found = factor_number(efa)
    return [
        Claim(
            id="limits.dimensionality",
            verdict=either(found.verdict == "all_agree", "settled", "open"),
            verdicts=("settled", "open"),
            values=found.values,
        )
    ]


def ranking(results: dict) -> list[Claim]:
    """Whether the first driver may be called the first."""
    regression = available(results, "regression")
    if not regression or any(term.get("importance") is None for term in regression["terms"]):
        return []
    first = first_driver(results)
    if first.verdict != "unclear":
        return []
    return [Claim(id="limits.ranking", verdict="unclear", verdicts=("unclear",), values=first.values)]


def outcome_items(results: dict) -> list[Claim]:
    """Whether the outcome was asked with one item, or with one of two answers."""
    if not available(results, "regression"):
        return []
    asked = outcome_measure(results)
    return [
        Claim(
            id="limits.outcome_items",
            verdict=asked.verdict,
            verdicts=("one_item", "two_occurred", "binary", "several_items"),
            values=asked.values,
        )
    ]


def multiplicity(results: dict) -> list[Claim]:
    """How many tests were made and how many rejected their null."""
    made = [test for test in tests(results) if test.p_value is not None]
    if not made:
        return []
    level = results["study"]["conf_level"]
    deciding = [test.p_value if test.p_adjusted is None else test.p_adjusted for test in made]
    rejected = sum(is_rejected(p, level) for p in deciding)
    return [
        Claim(
            id="limits.multiplicity",
            verdict=either(rejected > 0, "some_rejected", "none_rejected"),
            verdicts=("some_rejected", "none_rejected"),
            values={
                "n_tests": len(made),
                "n_rejected": rejected,
                "n_adjusted": sum(test.p_adjusted is not None for test in made),
                "n_candidates": (available(results, "cfa") or {}).get("n_candidates") or 0,
            },
        )
    ]


def failed(results: dict) -> list[Claim]:
    """Sections that an estimator refused."""
    parts = [name for name in CAN_FAIL if "unavailable" in (results.get(name) or {})]
    if not parts:
        return []
    return [
        Claim(
            id="limits.failed",
            verdict="some",
            verdicts=("some",),
            values={"parts": parts, "n_failed": len(parts)},
        )
    ]
