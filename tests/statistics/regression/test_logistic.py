"""Logistic regression of an outcome of two values: R's numbers, invariances, and what it refuses."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.statistics import driver_regression, logistic_regression
from analysis.statistics.regression.logistic import is_separated
from tests.refusals import refused

REFERENCE = Path(__file__).parents[2] / "reference"
SCALES = ["speed", "care", "price"]


def bought_again() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "logistic.csv")


def drivers_of(answers: pd.DataFrame, **changes):
    """Drivers of `again` in the reference data, each score a scale of one item."""
    return driver_regression(
        {name: answers[[name]] for name in SCALES},
        outcomes={"loyalty": answers[["again"]]},
        ranges=dict.fromkeys(SCALES, (1, 5)),
        rng=np.random.default_rng(1),
        n_resamples=50,
        **changes,
    )


def test_everything_equals_r():
    data, r = bought_again(), json.loads((REFERENCE / "logistic.json").read_text())
    model = logistic_regression(data["again"], data[SCALES])
    table = model.tidy()
    assert (model.n_obs, model.n_events, model.test.df) == (r["n"], r["n_events"], r["df"])
    ours = [model.log_likelihood, model.pseudo_r_squared, model.test.statistic, model.test.p_value]
    assert_allclose(ours, [r["log_likelihood"], r["mcfadden"], r["statistic"], r["p"]], rtol=1e-7)
    pairs = {"estimate": "estimate", "std_error": "std_error", "statistic": "z", "p_value": "p_terms"}
    pairs |= {"p_value_adjusted": "p_holm", "marginal_effect": "marginal_effect"}
    pairs |= {"marginal_effect_std_error": "marginal_effect_std_error"}
    for name, theirs in pairs.items():
        assert_allclose(table[name], r[theirs], rtol=1e-7)
    assert_allclose(table[["conf_low", "conf_high"]], r["wald"], rtol=1e-7)
    assert_allclose(table[["odds_ratio_low", "odds_ratio_high"]], np.exp(r["wald"]), rtol=1e-7)
    reach = 1.959963984540054 * np.array(r["marginal_effect_std_error"])
    assert_allclose(table["marginal_effect_high"] - table["marginal_effect"], reach, rtol=1e-7)
    assert_allclose(table["marginal_effect"] - table["marginal_effect_low"], reach, rtol=1e-7)


def test_the_other_value_as_event_turns_every_sign():
    data = bought_again()
    model, turned = (logistic_regression(outcome, data[SCALES]) for outcome in (data["again"], 1 - data["again"]))
    for name in ("estimate", "statistic", "marginal_effect"):
        assert_allclose(turned.tidy()[name], -model.tidy()[name], rtol=1e-7)
    assert_allclose(turned.tidy()["odds_ratio"], 1 / model.tidy()["odds_ratio"], rtol=1e-7)
    assert turned.n_events == model.n_obs - model.n_events
    assert turned.log_likelihood == pytest.approx(model.log_likelihood)


def test_the_higher_value_is_the_event_whatever_the_values_are():
    data = bought_again()
    model, coded = (logistic_regression(outcome, data[SCALES]) for outcome in (data["again"], 4 + 3 * data["again"]))
    assert (coded.reference, coded.event, coded.n_events) == (4, 7, model.n_events)
    assert_allclose(coded.tidy()["estimate"], model.tidy()["estimate"])


def test_units_of_a_predictor_do_not_matter():
    data = bought_again()
    small = logistic_regression(data["again"], data[SCALES] * [1e-2, 1, 1e6])
    model = logistic_regression(data["again"], data[SCALES])
    assert_allclose(small.tidy()["estimate"] * [1e-2, 1, 1e6], model.tidy()["estimate"], rtol=1e-6)
    assert_allclose(small.tidy()["p_value"], model.tidy()["p_value"], rtol=1e-6)


def test_odds_beyond_every_number_are_infinite():
    data = bought_again()
    table = logistic_regression(data["again"], data[SCALES] / 1e6).tidy()
    assert table["odds_ratio"].tolist() == [np.inf, np.inf, 0]


def parted(overlap: int) -> tuple[pd.Series, pd.DataFrame]:
    """Forty people whose speed parts the outcome but for the `overlap` ones who stand on the wrong side."""
    rng = np.random.default_rng(5)
    speed = np.sort(rng.uniform(1, 5, 40))
    outcome = (np.arange(40) >= 20).astype(float)
    outcome[20 - overlap : 20], outcome[20 : 20 + overlap] = 1, 0
    return pd.Series(outcome, name="again"), pd.DataFrame({"speed": speed, "care": rng.normal(size=40)})


def test_a_predictor_that_parts_the_outcome_is_refused_and_named():
    y, x = parted(0)
    with refused("separated_outcome", scales=["speed"], n_alone=1):
        logistic_regression(y, x)
    assert logistic_regression(*parted(3)).n_events == 20


def test_predictors_that_part_the_outcome_only_together_are_all_named():
    rng = np.random.default_rng(6)
    x = pd.DataFrame(rng.normal(size=(60, 2)), columns=["speed", "care"])
    y = pd.Series((x["speed"] + x["care"] > 0).astype(float), name="again")
    with refused("separated_outcome", scales=["speed", "care"], n_alone=0):
        logistic_regression(y, x)


def test_separation_but_for_ties_has_no_maximum_either():
    x = np.array([1, 1, 2, 3, 3, 3, 4, 5.0])[:, None]
    ties = np.array([0, 0, 0, 0, 1, 1, 1, 1.0])
    assert is_separated(ties, x)  # nobody at 3 but on both sides of it everyone alike
    ties[0] = 1
    assert not is_separated(ties, x)


def test_another_number_of_values_is_refused():
    data = bought_again()
    with refused("not_two_values", items=["speed"]):
        logistic_regression(data["speed"], data[["care"]])


def test_drivers_of_two_values_have_a_logistic_model_of_the_same_rows():
    found = drivers_of(bought_again())
    assert found.logistic.outcome == found.outcome == "loyalty"
    assert found.logistic.n_obs == found.n_obs == 258
    assert [term.term for term in found.logistic.terms] == SCALES


def test_other_outcomes_have_none():
    answers = bought_again()
    assert drivers_of(answers.assign(again=answers["again"] + (answers["speed"] > 4.4))).logistic is None
    two_items = {"loyalty": answers[["again", "again"]].set_axis(["a", "b"], axis=1)}
    found = driver_regression(
        {name: answers[[name]] for name in SCALES},
        outcomes=two_items,
        ranges=dict.fromkeys(SCALES, (1, 5)),
        rng=np.random.default_rng(1),
        n_resamples=50,
    )
    assert found.logistic is None


def test_a_refused_logistic_model_leaves_least_squares():
    answers = bought_again()
    found = drivers_of(answers.assign(again=(answers["speed"] > 3).astype(float)))
    assert found.logistic.code == "separated_outcome"
    assert found.r_squared > 0


def test_over_a_range_of_one_point_the_effect_is_a_difference_that_no_probability_exceeds():
    rng = np.random.default_rng(5)
    x = pd.DataFrame(np.clip(rng.normal(0.5, 0.12, (300, 2)), 0, 1), columns=["a", "b"])
    y = pd.Series((rng.random(300) < 1 / (1 + np.exp(-12 * (x["a"] - 0.5)))).astype(float), name="y")
    ends = {"a": (0.0, 1.0), "b": (0.0, 1.01)}
    a, b = logistic_regression(y, x, ends=ends).terms
    derivative = logistic_regression(y, x).terms[0]
    assert (a.is_contrast, b.is_contrast, derivative.is_contrast) == (True, False, False)
    assert derivative.marginal_effect > 1 >= a.marginal_effect_high > a.marginal_effect > 0.9

    import statsmodels.api as sm

    fit = sm.Logit(y, sm.add_constant(x)).fit(disp=0)
    at = [fit.predict(sm.add_constant(x.assign(a=end), has_constant="add")).mean() for end in ends["a"]]
    assert a.marginal_effect == pytest.approx(at[1] - at[0], abs=1e-6)


def test_the_error_of_a_difference_is_that_of_the_delta_method():
    """Held against differences of the probabilities by small changes of the estimates."""
    from analysis.statistics.regression.logistic import contrast, maximum

    data = bought_again().dropna()
    model, covariance = maximum(data["again"].to_numpy(float), data[SCALES])
    value, error = contrast(model, covariance, 1, np.array([-0.5, 1.0]))

    def difference(estimates):
        design = model.model.exog.copy()
        shares = []
        for end in (-0.5, 1.0):
            design[:, 2] = end
            shares.append((1 / (1 + np.exp(-design @ estimates))).mean())
        return shares[1] - shares[0]

    steps = 1e-5 * np.eye(len(model.params))
    slope = [(difference(model.params + step) - difference(model.params - step)) / 2e-5 for step in steps]
    assert value == pytest.approx(difference(model.params), abs=1e-12)
    assert error == pytest.approx(float(np.sqrt(slope @ covariance @ slope)), rel=1e-6)


def test_the_ends_of_a_score_are_those_declared_of_its_items():
    data = bought_again()
    of_five, of_one = (
        driver_regression(
            {name: (data[[name]] - 1) / width for name in SCALES},
            outcomes={"loyalty": data[["again"]]},
            ranges=dict.fromkeys(SCALES, (0, 4 / width)),
            rng=np.random.default_rng(1),
            n_resamples=50,
        ).logistic
        for width in (1, 4)
    )
    assert not any(term.is_contrast for term in of_five.terms) and all(term.is_contrast for term in of_one.terms)
