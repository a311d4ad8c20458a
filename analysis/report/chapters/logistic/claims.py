"""Section 5 where the outcome has two values: odds ratios and differences in its probability."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either, refused, rejections
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected, tested
from analysis.statistics.foundation.attempts import Unavailable, had, needed
from analysis.statistics.regression.drivers import DriverRegression
from analysis.statistics.regression.logistic import LogisticRegression, LogisticTerm

VERDICTS = ("positive", "negative", "unadjusted_only", "not_rejected")


def of(regression: DriverRegression | Unavailable | None) -> LogisticRegression | Unavailable | None:
    """The logistic model of an outcome of two values, or why there is none; None for any other outcome."""
    return regression.logistic if isinstance(regression, DriverRegression) else None


def fitted(regression: DriverRegression | Unavailable | None) -> LogisticRegression | None:
    """The logistic model, where there is one."""
    return had(of(regression))


def claims(results: Results) -> list[Claim]:
    """All that is said of a logistic model; where it was refused, that and why."""
    found = of(results.regression)
    if isinstance(found, Unavailable):
        return [refused("logistic.refused", found)]
    model = needed(found)
    return [
        two_values(results, model),
        odds_test(model),
        *contrasts(model),
        odds_overview(model),
        *(odds(term, model) for term in model.terms),
        events(model),
    ]


def two_values(results: Results, model: LogisticRegression) -> Claim:
    """What the two answers are, and how many gave the one whose probability is explained."""
    names = answer_names(results, model)
    return Claim(
        id="logistic.two_values",
        verdict=either(None in names, "numbers", "named"),
        verdicts=("numbers", "named"),
        values={
            "event": names[0] or "",
            "reference": names[1] or "",
            "high": model.event,
            "low": model.reference,
            "n_events": model.n_events,
            "n_obs": model.n_obs,
            "share": model.n_events / model.n_obs,
        },
    )


def answer_names(results: Results, model: LogisticRegression) -> list[str | None]:
    """What the questionnaire calls the higher and the lower answer, where it says so."""
    item = results.study.by_variable[results.study.scale(model.outcome).items[0]]
    values = [model.event, model.reference]
    asked = [item.low + item.high - value if item.reversed else value for value in values]
    return [(item.labels or {}).get(f"{value:g}") for value in asked]


def odds_test(model: LogisticRegression) -> Claim:
    """Likelihood ratio test of the null that no dimension is related to the outcome; McFadden's pseudo R squared."""
    test = model.test
    return Claim(
        id="logistic.odds_test",
        verdict=either(is_rejected(test.p_value, model.conf_level), "rejected", "not_rejected"),
        verdicts=("rejected", "not_rejected"),
        values={**vars(test), "n_terms": len(model.terms), "pseudo_r_squared": model.pseudo_r_squared},
    )


def verdict_of(term: LogisticTerm, conf_level: float) -> str:
    """What the test of one odds ratio says after Holm's correction."""
    return tested(term.estimate, term.p_value, term.p_value_adjusted, conf_level)


def odds(term: LogisticTerm, model: LogisticRegression) -> Claim:
    """One dimension's odds ratio, and the average difference in probability that goes with a point of it."""
    return Claim(
        id="logistic.odds",
        subject=term.term,
        verdict=verdict_of(term, model.conf_level),
        verdicts=VERDICTS,
        values={
            "scale": term.term,
            "odds_ratio": term.odds_ratio,
            "low": term.odds_ratio_low,
            "high": term.odds_ratio_high,
            "effect": term.marginal_effect,
            "effect_low": term.marginal_effect_low,
            "effect_high": term.marginal_effect_high,
            "is_contrast": term.is_contrast,
            "p_adjusted": term.p_value_adjusted,
        },
    )


def odds_overview(model: LogisticRegression) -> Claim:
    """How many odds ratios differ from one after Holm's correction."""
    return rejections("logistic.odds_overview", {term.term: verdict_of(term, model.conf_level) for term in model.terms})


def contrasts(model: LogisticRegression) -> list[Claim]:
    """The dimensions whose whole range is one point, for which an effect is a difference between its ends."""
    names = [term.term for term in model.terms if term.is_contrast]
    if not names:
        return []
    return [
        Claim(
            id="logistic.contrasts",
            verdict=either(len(names) == len(model.terms), "all", "some"),
            verdicts=("all", "some"),
            values={"scales": names, "n_terms": len(names)},
        )
    ]


def events_per_term(model: LogisticRegression) -> dict[str, float]:
    """How many answers of the rarer kind there are for each dimension in the model."""
    fewer = min(model.n_events, model.n_obs - model.n_events)
    per_term = fewer / len(model.terms)
    return {"n_fewer": fewer, "n_terms": len(model.terms), "per_term": per_term}


def events(model: LogisticRegression) -> Claim:
    """Whether the rarer answer is common enough for so many dimensions."""
    found = events_per_term(model)
    return Claim(
        id="logistic.events",
        verdict=thresholds.EVENTS_PER_TERM.verdict(found["per_term"]),
        verdicts=thresholds.EVENTS_PER_TERM.labels,
        values=found | {"edge": thresholds.EVENTS_PER_TERM.edges[0]},
    )
