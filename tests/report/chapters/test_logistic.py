"""The logistic model: every verdict reached from a model written down, at its edge and beyond it."""

from dataclasses import replace

import pytest

from analysis.report.chapters.logistic import claims as logistic
from analysis.statistics.regression.logistic import LogisticRegression
from tests.report import samples

TERM = {"odds_ratio": 1.5, "odds_ratio_low": 1.1, "odds_ratio_high": 2.0, "marginal_effect": 0.1}
TERM |= {"marginal_effect_low": 0.05, "marginal_effect_high": 0.15, "p_value": 0.04, "estimate": 0.4}


def model(*adjusted: float, **more) -> LogisticRegression:
    """See `as_saved`."""
    return samples.completed(LogisticRegression, as_saved(*adjusted, **more))


def as_saved(*adjusted: float, contrasts: int = 0, **more) -> dict:
    """A model with a term for each adjusted p value."""
    terms = [
        TERM | {"term": f"t{k}", "p_value_adjusted": p, "is_contrast": k < contrasts} for k, p in enumerate(adjusted)
    ]
    found = {"outcome": "satisfaction", "event": 1.0, "reference": 0.0, "n_obs": 300, "n_events": 100}
    found |= {"conf_level": 0.95, "pseudo_r_squared": 0.1, "test": {"statistic": 9.0, "df": 2, "p_value": 0.01}}
    return found | {"terms": terms} | more


@pytest.mark.parametrize(("n_contrasts", "verdict"), [(0, None), (1, "some"), (2, "all")])
def test_dimensions_of_two_values(n_contrasts, verdict):
    made = logistic.contrasts(model(0.01, 0.02, contrasts=n_contrasts))
    assert [claim.verdict for claim in made] == ([verdict] if verdict else [])
    assert [len(claim.values["scales"]) for claim in made] == ([n_contrasts] if verdict else [])


@pytest.mark.parametrize(("adjusted", "verdict"), [((0.01, 0.02), "all"), ((0.01, 0.2), "some"), ((0.1, 0.2), "none")])
@pytest.mark.parametrize("estimate", [0.4, -0.4])
def test_how_many_odds_ratios_differ_from_one(adjusted, verdict, estimate):
    made = model(*adjusted)
    claim = logistic.odds_overview(replace(made, terms=[replace(term, estimate=estimate) for term in made.terms]))
    assert claim.verdict == verdict and len(claim.values["scales"]) + len(claim.values["others"]) == 2
    assert claim.values["n_rejected"] == len(claim.values["scales"]) == sum(p < 0.05 for p in adjusted)


@pytest.mark.parametrize(
    ("adjusted", "estimate", "verdict"),
    [(0.04, 0.4, "positive"), (0.04, -0.4, "negative"), (0.06, 0.4, "unadjusted_only")],
)
def test_one_odds_ratio(adjusted, estimate, verdict):
    made = model(adjusted)
    term = replace(made.terms[0], estimate=estimate)
    assert logistic.odds(term, made).verdict == verdict
    assert logistic.odds(replace(term, p_value=0.06, p_value_adjusted=0.06), made).verdict == "not_rejected"


@pytest.mark.parametrize(("p_value", "verdict"), [(0.049, "rejected"), (0.051, "not_rejected")])
def test_the_test_of_all(p_value, verdict):
    made = model(0.01, test={"statistic": 9.0, "df": 2, "p_value": p_value})
    assert logistic.odds_test(made).verdict == verdict


@pytest.mark.parametrize(("n_events", "verdict"), [(20, "enough"), (19, "few"), (280, "enough"), (281, "few")])
def test_answers_of_the_rarer_kind_for_each_dimension(n_events, verdict):
    assert logistic.events(model(0.01, 0.02, n_events=n_events)).verdict == verdict


def test_there_is_a_model_where_it_was_not_refused():
    results = samples.two_values()
    regression = samples.typed(results).regression
    assert logistic.fitted(regression) is logistic.of(regression) is regression.logistic
    results["regression"]["logistic"] = samples.missing("search_left")
    assert logistic.fitted(samples.typed(results).regression) is None
    assert logistic.fitted(samples.typed(samples.example()).regression) is logistic.of(None) is None


def test_the_two_answers_have_names_or_numbers():
    results = samples.single_item_outcome()
    item = next(item for item in results["study"]["items"] if item["scale"] == "satisfaction")
    item |= {"low": 0, "high": 1, "reversed": False, "labels": {"0": "No", "1": "Yes"}}
    claim = logistic.two_values(samples.typed(results), model(0.01))
    assert (claim.verdict, claim.values["event"], claim.values["reference"]) == ("named", "Yes", "No")
    item["reversed"] = True
    assert logistic.two_values(samples.typed(results), model(0.01)).values["event"] == "No"
    for labels in ({"0": "No"}, {"1": "Yes"}, None):
        item["labels"] = labels
        assert logistic.two_values(samples.typed(results), model(0.01)).verdict == "numbers"


def test_a_refused_model_has_its_reason_alone():
    results = samples.single_item_outcome()
    results["regression"]["logistic"] = as_saved(0.01, 0.2)
    names = [claim.name for claim in logistic.claims(samples.typed(results))]
    assert names == ["two_values", "odds_test", "odds_overview", "odds", "odds", "events"]
    results["regression"]["logistic"] = samples.missing("search_left")
    assert [claim.name for claim in logistic.claims(samples.typed(results))] == ["refused"]
