"""The outcome on the dimensions as factors: what error hides, and whether outcomes are measured apart from them."""

from analysis.report.document.claim import Claim, either, refused
from analysis.report.document.contents import Results
from analysis.report.document.rules import slope_verdict, tested
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.statistics.foundation.attempts import Unavailable, had, needed
from analysis.statistics.measurement.separation import EDGES, INSEPARABLE
from analysis.statistics.measurement.validity import ValidityResult
from analysis.statistics.paths.latent_regression import LatentRegression, LatentTerm
from analysis.statistics.regression.drivers import DriverRegression

SHOWN = ("positive", "negative")
DECIMALS = 2  # shares of variance are compared as they are printed


def claims(results: Results) -> list[Claim]:
    found, measured = results.latent_regression, had(results.outcome_validity)
    made = [apart(measured)] if measured and measured.latent_correlations else []
    if isinstance(found, Unavailable):
        return [refused("further_models.latent_refused", found), *made]
    if found is None:
        return made
    if not found.is_admissible:  # nor are the latent correlations, which are those of an equivalent model
        return [explained(found)]
    return [explained(found), paths(results, found, needed(results.drivers)), *without(found), *made]


def explained(found: LatentRegression) -> Claim:
    """The share of the outcome's variance without measurement error, beside that of the scores."""
    verdict = "impossible"
    if found.is_admissible and found.r_squared is not None:
        gap = round(found.r_squared, DECIMALS) - round(found.r_squared_observed, DECIMALS)
        verdict = "more" if gap > 0 else either(gap < 0, "less", "same")
    return Claim(
        id="further_models.latent_explained",
        verdict=verdict,
        verdicts=("more", "same", "less", "impossible"),
        values={
            "estimator": found.estimator,
            "n_obs": found.n_obs,
            "r_squared": found.r_squared,
            "low": found.r_squared_low,
            "high": found.r_squared_high,
            "observed": found.r_squared_observed,
            "n_observed": found.n_observed,
        },
    )


def paths(results: Results, found: LatentRegression, regression: DriverRegression) -> Claim:
    """Whether factors show the same relations as scores do."""
    latent = {
        term.term: tested(term.estimate, term.p_value, term.p_value_holm, found.conf_level) in SHOWN
        for term in found.terms
    }
    scores = {term.term: slope_verdict(term, regression.conf_level) in SHOWN for term in regression.terms}
    gained = [name for name, is_shown in latent.items() if is_shown and not scores[name]]
    gone = [name for name, is_shown in latent.items() if not is_shown and scores[name]]
    blurred = findings.scales_with(of(results), "inseparable")
    return Claim(
        id="further_models.latent_paths",
        verdict="inseparable" if blurred else either(bool(gained or gone), "differ", "agree"),
        verdicts=("agree", "differ", "inseparable"),
        values={
            "gained": gained,
            "gone": gone,
            "inseparable": list(blurred),
            "n_shown": sum(latent.values()),
            "outside": [term.term for term in found.terms if holds_score(term) is False],
            "are_within": all(holds_score(term) for term in found.terms),
        },
    )


def holds_score(term: LatentTerm) -> bool | None:
    """Whether the interval of a latent slope includes the slope of the scores; None where there is no interval."""
    if term.beta_low is None or term.beta_high is None:
        return None
    return term.beta_low <= term.beta_observed <= term.beta_high


def without(found: LatentRegression) -> list[Claim]:
    """The dimensions of one item, which are no factor."""
    if not found.left_out:
        return []
    scales = [entry.scale for entry in found.left_out]
    return [Claim(id="further_models.latent_without", verdict="named", verdicts=("named",), values={"scales": scales})]


def apart(measured: ValidityResult) -> Claim:
    """Whether the outcomes can be told apart from the dimensions, and from each other."""
    close = [(row.a, row.b) for row in measured.latent_correlations if row.verdict in INSEPARABLE]
    return Claim(
        id="further_models.outcomes_apart",
        verdict=either(bool(close), "close", "apart"),
        verdicts=("apart", "close"),
        values={"pairs": close, "edge": EDGES["moderate"], "n_outcomes": len(measured.ave)},
    )
