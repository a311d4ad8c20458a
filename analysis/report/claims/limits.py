"""Section 8: what the results cannot carry."""

from analysis.report import benchmarks
from analysis.report.claim import Claim, either
from analysis.report.claims.drivers import first_driver
from analysis.report.claims.measurement_separation import suspects
from analysis.report.claims.reliability import estimated
from analysis.report.claims.structure import factor_number
from analysis.report.hypotheses import tests
from analysis.report.lookups import available, is_rejected, scale_entry

CAN_FAIL = ("reliability", "efa", "measurement", "validity", "alternatives", "method_bias", "dynamic_cutoffs")
CAN_FAIL += ("regression",)


def claims(results: dict) -> list[Claim]:
    return [
        origin(results),
        complete_cases(results),
        *measurement_error(results),
        *dimensionality(results),
        *separation(results),
        *ranking(results),
        *outcome_items(results),
        *multiplicity(results),
        failed(results),
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


def complete_cases(results: dict) -> Claim:
    """How many respondents the multivariate analyses lose to missing answers."""
    steps = {step["step"]: step["n"] for step in results["sample"]["flow"]}
    n_analysed = results["study"]["n_analysed"]
    n_complete = steps.get("complete_model", steps.get("complete_items", n_analysed))
    return Claim(
        id="limits.complete_cases",
        verdict=either(n_complete == n_analysed, "none_lost", "some_lost"),
        verdicts=("none_lost", "some_lost"),
        values={"n_complete": n_complete, "n_analysed": n_analysed, "n_lost": n_analysed - n_complete},
    )


def measurement_error(results: dict) -> list[Claim]:
    """Scales whose reliability is not clearly sufficient."""
    reliability = available(results, "reliability")
    if not reliability:
        return []
    doubtful = [
        row["scale"]
        for row in estimated(results)
        if benchmarks.ALPHA.position(row["alpha"]["conf_low"], row["alpha"]["conf_high"]) != "above"
    ]
    return [
        Claim(
            id="limits.measurement_error",
            verdict=either(bool(doubtful), "some_doubtful", "none_doubtful"),
            verdicts=("some_doubtful", "none_doubtful"),
            values={"scales": doubtful, "n_doubtful": len(doubtful), "floor": benchmarks.ALPHA.edges[0]},
        )
    ]


def dimensionality(results: dict) -> list[Claim]:
    """Whether the number of dimensions is settled."""
    efa = available(results, "efa")
    if not efa:
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


def separation(results: dict) -> list[Claim]:
    """Whether what is said of single dimensions is about single dimensions."""
    if not available(results, "alternatives"):
        return []
    names = suspects(results)
    return [
        Claim(
            id="limits.separation",
            verdict=either(bool(names), "some", "none"),
            verdicts=("none", "some"),
            values={"scales": names, "n_obs": results["alternatives"]["n_obs"]},
        )
    ]


def ranking(results: dict) -> list[Claim]:
    """Whether the first driver may be called the first."""
    regression = available(results, "regression")
    if not regression or any(term.get("importance") is None for term in regression["terms"]):
        return []
    first = first_driver(regression)
    return [Claim(id="limits.ranking", verdict=first.verdict, verdicts=first.verdicts, values=first.values)]


def outcome_items(results: dict) -> list[Claim]:
    """Whether the outcome was asked with one item."""
    regression = available(results, "regression")
    if not regression:
        return []
    n_items = len(scale_entry(results, regression["outcome"])["items"])
    return [
        Claim(
            id="limits.outcome_items",
            verdict=either(n_items == 1, "one_item", "several_items"),
            verdicts=("one_item", "several_items"),
            values={"n_items": n_items},
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
            },
        )
    ]


def failed(results: dict) -> Claim:
    """Sections that an estimator refused."""
    parts = [name for name in CAN_FAIL if "unavailable" in (results.get(name) or {})]
    return Claim(
        id="limits.failed",
        verdict=either(bool(parts), "some", "none"),
        verdicts=("some", "none"),
        values={"parts": parts, "n_failed": len(parts)},
    )
