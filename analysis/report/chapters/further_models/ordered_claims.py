"""The ordered logit of an outcome of one item: what it shows, and whether least squares shows the same."""

from analysis.report.document.claim import Claim, either, refused, rejections
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected, slope_verdict, tested
from analysis.statistics.foundation.attempts import Unavailable, had, needed
from analysis.statistics.regression.drivers import DriverRegression
from analysis.statistics.regression.ordered.ordered_logit import OrderedRegression

SHOWN = ("positive", "negative")


def of(results: Results) -> OrderedRegression | None:
    """The ordered logit, where there is one."""
    return had(results.drivers.ordered) if results.drivers else None


def claims(results: Results) -> list[Claim]:
    regression = needed(results.drivers)
    model = regression.ordered
    if isinstance(model, Unavailable):
        return [refused("further_models.ordered_refused", model)]
    if model is None:
        return []
    verdicts = {
        term.term: tested(term.estimate, term.p_value, term.p_value_adjusted, model.conf_level) for term in model.terms
    }
    return [
        ordered_test(model),
        rejections("further_models.ordered_overview", verdicts),
        agreement(verdicts, regression),
        proportional(model),
    ]


def ordered_test(model: OrderedRegression) -> Claim:
    """Likelihood ratio test of the null that no dimension is related to the answers."""
    test = model.test
    return Claim(
        id="further_models.ordered_test",
        verdict=either(is_rejected(test.p_value, model.conf_level), "rejected", "not_rejected"),
        verdicts=("rejected", "not_rejected"),
        values={
            **vars(test),
            "n_obs": model.n_obs,
            "n_answers": len(model.answers),
            "n_terms": len(model.terms),
            "pseudo_r_squared": model.pseudo_r_squared,
        },
    )


def agreement(verdicts: dict[str, str], regression: DriverRegression) -> Claim:
    """Whether the two models show the same relations."""
    plain = {term.term: slope_verdict(term, regression.conf_level) for term in regression.terms}
    differ = [
        name
        for name, verdict in verdicts.items()
        if (verdict if verdict in SHOWN else "") != (plain[name] if plain[name] in SHOWN else "")
    ]
    return Claim(
        id="further_models.ordered_agreement",
        verdict=either(bool(differ), "differ", "agree"),
        verdicts=("agree", "differ"),
        values={"scales": differ, "n_differing": len(differ), "n_terms": len(verdicts)},
    )


def proportional(model: OrderedRegression) -> Claim:
    """Whether one odds ratio serves every split of the answers."""
    test = model.proportional_odds
    if test is None or isinstance(test, Unavailable):
        return Claim(
            id="further_models.proportional_untested",
            verdict="untested",
            verdicts=("untested",),
            values={"refusal": test},
        )
    departing = [term.term for term in test.terms if is_rejected(term.p_value_adjusted, model.conf_level)]
    return Claim(
        id="further_models.proportional",
        verdict=either(is_rejected(test.p_value, model.conf_level), "rejected", "not_rejected"),
        verdicts=("rejected", "not_rejected"),
        values={"test": test, "scales": departing, "n_skipped": test.n_splits - test.n_used},
    )
