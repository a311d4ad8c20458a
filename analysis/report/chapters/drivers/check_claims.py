"""Section 5: whether the regression may be trusted: collinearity, standard errors, residuals, influence."""

from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.rules import is_rejected
from analysis.statistics.foundation.attempts import had
from analysis.statistics.regression.drivers import DriverRegression
from analysis.statistics.regression.residual_tests import ResidualTest

RESIDUAL_TESTS = ("breusch_pagan", "jarque_bera", "reset")


def claims(regression: DriverRegression) -> list[Claim]:
    tests = None if logistic.of(regression) else had(regression.residual_tests)
    made = zip(RESIDUAL_TESTS, (tests.breusch_pagan, tests.jarque_bera, tests.reset), strict=True) if tests else ()
    return [
        *collinearity(regression),
        *standard_errors(regression),
        *(residual_test(name, test, regression) for name, test in made),
        *influence(regression),
    ]


def collinearity(regression: DriverRegression) -> list[Claim]:
    """The dimension that the others predict best; nothing where there are no others."""
    if len(regression.terms) < 2:
        return []
    worst = max(regression.terms, key=lambda term: term.vif)
    low, high = thresholds.VIF.edges
    return [
        Claim(
            id="drivers.collinearity",
            verdict=thresholds.VIF.verdict(worst.vif),
            verdicts=thresholds.VIF.labels,
            values={"scale": worst.term, "vif": worst.vif, "low": low, "high": high},
        )
    ]


def standard_errors(regression: DriverRegression) -> list[Claim]:
    """Whether robust and classical standard errors lead to the same decisions; nothing where there are no robust."""
    level = regression.conf_level
    ratios = {term.term: term.std_error_hc3 / term.std_error for term in regression.terms if term.std_error_hc3}
    if not ratios:
        return []
    differing = [
        term.term
        for term in regression.terms
        if is_rejected(term.p_value, level) != is_rejected(term.p_value_classical, level)
    ]
    scale, ratio = max(ratios.items(), key=lambda pair: pair[1])
    return [
        Claim(
            id="drivers.standard_errors",
            verdict=either(bool(differing), "differ", "agree"),
            verdicts=("agree", "differ"),
            values={"scales": differing, "n_differing": len(differing), "scale": scale, "ratio": ratio},
        )
    ]


def residual_test(name: str, test: ResidualTest, regression: DriverRegression) -> Claim:
    """A test of the residuals with its null, and what follows where it is rejected."""
    return Claim(
        id=f"drivers.{name}",
        verdict=either(is_rejected(test.p_value, regression.conf_level), "rejected", "not_rejected"),
        verdicts=("rejected", "not_rejected"),
        values={"statistic": test.statistic, "df": test.df, "p_value": test.p_value, "n_obs": regression.n_obs},
    )


def influence(regression: DriverRegression) -> list[Claim]:
    """Whether a single respondent moves the slopes; nothing where one determines a slope alone."""
    found = had(regression.influence)
    if not found or found.max_cooks_distance is None:
        return []
    return [
        Claim(
            id="drivers.influence",
            verdict=thresholds.COOKS_DISTANCE.verdict(found.max_cooks_distance),
            verdicts=thresholds.COOKS_DISTANCE.labels,
            values={
                "distance": found.max_cooks_distance,
                "edge": thresholds.COOKS_DISTANCE.edges[0],
                "leverage": found.max_leverage,
                "n_large": found.n_large,
                "cutoff": found.cutoff,
            },
        )
    ]
