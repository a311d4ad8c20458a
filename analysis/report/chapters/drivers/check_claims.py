"""Section 5: whether the regression may be trusted: collinearity, standard errors, residuals, influence."""

from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import largest
from analysis.report.document.rules import is_rejected

RESIDUAL_TESTS = ("breusch_pagan", "jarque_bera", "reset")


def claims(regression: dict) -> list[Claim]:
    tests = {} if logistic.of(regression) else regression.get("residual_tests") or {}
    return [
        *collinearity(regression),
        standard_errors(regression),
        *(residual_test(name, tests[name], regression) for name in RESIDUAL_TESTS if tests.get(name)),
        *influence(regression),
    ]


def collinearity(regression: dict) -> list[Claim]:
    """The dimension that the others predict best; nothing where there are no others."""
    if len(regression["terms"]) < 2:
        return []
    worst = largest(regression["terms"], "vif")
    low, high = thresholds.VIF.edges
    return [
        Claim(
            id="drivers.collinearity",
            verdict=thresholds.VIF.verdict(worst["vif"]),
            verdicts=thresholds.VIF.labels,
            values={"scale": worst["term"], "vif": worst["vif"], "low": low, "high": high},
        )
    ]


def standard_errors(regression: dict) -> Claim:
    """Whether robust and classical standard errors lead to the same decisions."""
    level = regression["conf_level"]
    differing = [
        term["term"]
        for term in regression["terms"]
        if is_rejected(term["p_value"], level) != is_rejected(term.get("p_value_classical", term["p_value"]), level)
    ]
    ratios = [
        {"scale": term["term"], "ratio": term["std_error_hc3"] / term["std_error"]} for term in regression["terms"]
    ]
    return Claim(
        id="drivers.standard_errors",
        verdict=either(bool(differing), "differ", "agree"),
        verdicts=("agree", "differ"),
        values={"scales": differing, "n_differing": len(differing), **largest(ratios, "ratio")},
    )


def residual_test(name: str, test: dict, regression: dict) -> Claim:
    """A test of the residuals with its null, and what follows where it is rejected."""
    return Claim(
        id=f"drivers.{name}",
        verdict=either(is_rejected(test["p_value"], regression["conf_level"]), "rejected", "not_rejected"),
        verdicts=("rejected", "not_rejected"),
        values={key: test[key] for key in ("statistic", "df", "p_value")} | {"n_obs": regression["n_obs"]},
    )


def influence(regression: dict) -> list[Claim]:
    """Whether a single respondent moves the slopes."""
    found = regression.get("influence")
    if not found:
        return []
    return [
        Claim(
            id="drivers.influence",
            verdict=thresholds.COOKS_DISTANCE.verdict(found["max_cooks_distance"]),
            verdicts=thresholds.COOKS_DISTANCE.labels,
            values={"distance": found["max_cooks_distance"], "edge": thresholds.COOKS_DISTANCE.edges[0]},
        )
    ]
