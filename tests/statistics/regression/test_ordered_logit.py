"""Ordered logistic regression: R's numbers, invariances, and what it refuses."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.statistics import logistic_regression, ordered_logit
from analysis.statistics.foundation.attempts import Unavailable
from tests.refusals import refused

REFERENCE = Path(__file__).parents[2] / "reference"
SCORES = ["speed", "care", "price"]


def simulated() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "blocks.csv")


def r() -> dict:
    return json.loads((REFERENCE / "blocks.json").read_text())["ordered"]


def fitted(data: pd.DataFrame):
    return ordered_logit(data["answer"], data[SCORES])


def test_estimates_and_marginal_effects_equal_r():
    model, theirs = fitted(simulated()), r()
    table, k = model.tidy(), len(SCORES)
    assert (model.n_obs, model.test.df) == (theirs["n"], k)
    assert_allclose(table["estimate"], theirs["estimate"], rtol=1e-5)
    assert_allclose(table["std_error"], theirs["se"][:k], rtol=1e-5)
    assert_allclose(model.thresholds, theirs["thresholds"], rtol=1e-5)
    assert_allclose(
        [model.log_likelihood, model.pseudo_r_squared, model.test.statistic],
        [theirs["log_likelihood"], theirs["mcfadden"], theirs["test"]],
        rtol=1e-7,
    )
    effects = np.array([[effect.estimate for effect in term.effects] for term in model.terms]).T
    errors = np.array([[effect.std_error for effect in term.effects] for term in model.terms]).T
    assert_allclose(effects, theirs["level_effects"], atol=1e-6)
    assert_allclose(errors, theirs["level_errors"], rtol=1e-5)
    assert_allclose(table["score_effect"], theirs["score_effects"], atol=1e-6)
    assert_allclose(table["score_effect_std_error"], theirs["score_errors"], rtol=1e-5)
    assert_allclose(table["odds_ratio_low"], np.exp(table["estimate"] - 1.959964 * table["std_error"]), rtol=1e-6)


def test_brants_test_equals_r():
    ours, theirs = fitted(simulated()).proportional_odds, r()
    assert (ours.n_splits, ours.n_used) == (4, 4)
    assert_allclose([ours.statistic, ours.df, ours.p_value], theirs["brant"], rtol=1e-6)
    for term, known in zip(ours.terms, theirs["brant_terms"], strict=True):
        assert_allclose([term.statistic, term.df, term.p_value], known, rtol=1e-6)
        assert term.lowest < term.highest


def test_probabilities_of_all_answers_change_by_nothing_in_sum():
    for term in fitted(simulated()).terms:
        assert sum(effect.estimate for effect in term.effects) == pytest.approx(0, abs=1e-12)


def test_turned_answers_turn_every_sign():
    data = simulated()
    model, turned = fitted(data).tidy(), fitted(data.assign(answer=6 - data["answer"])).tidy()
    assert_allclose(turned["estimate"], -model["estimate"], rtol=1e-4)
    assert_allclose(turned["score_effect"], -model["score_effect"], rtol=1e-4)


def test_units_and_codes_do_not_matter():
    data = simulated()
    model = fitted(data)
    other = ordered_logit(10 * data["answer"], data[SCORES] * [1e-2, 1, 1e4])
    assert_allclose(other.tidy()["estimate"] * [1e-2, 1, 1e4], model.tidy()["estimate"], rtol=1e-4)
    assert_allclose(other.tidy()["score_effect"] * [1e-2, 1, 1e4], 10 * model.tidy()["score_effect"], rtol=1e-4)
    assert [answer.value for answer in other.answers] == [10, 20, 30, 40, 50]


def test_a_test_of_proportional_odds_finds_a_slope_that_grows():
    rng = np.random.default_rng(3)
    x = pd.DataFrame(rng.normal(size=(900, 2)), columns=["a", "b"])
    one = (x["a"] + rng.logistic(size=900) > -0.5).astype(int)
    answer = pd.Series(one * (1 + (3 * x["a"] + x["b"] + rng.logistic(size=900) > 0)), name="y")
    found = ordered_logit(answer, x).proportional_odds
    assert found.p_value < 1e-3 and found.terms[0].p_value_adjusted < 1e-3
    assert found.terms[0].highest > found.terms[0].lowest + 1
    same = pd.cut(x["a"] + rng.logistic(size=900), [-np.inf, -1, 1, np.inf], labels=False)
    assert ordered_logit(same.rename("y"), x).proportional_odds.p_value > 0.01


def test_rare_answers_make_no_split():
    data = simulated()
    top = data["answer"].eq(5) & data[SCORES].notna().all(axis=1)
    rows = data.drop(index=data.index[top][9:])
    assert fitted(rows).proportional_odds.n_used == 3
    rows = data.drop(index=data.index[top][10:])
    assert fitted(rows).proportional_odds.n_used == 4
    few = data.assign(answer=data["answer"].map({1: 1, 2: 2, 3: 2, 4: 2, 5: 2}).where(~top | (top.cumsum() > 9), 3))
    found = fitted(few).proportional_odds
    assert isinstance(found, Unavailable) and found.values["n_used"] == 1


def test_predictors_that_order_the_answers_are_refused():
    rng = np.random.default_rng(5)
    x = pd.DataFrame({"a": np.sort(rng.uniform(size=60)), "b": rng.normal(size=60)})
    with refused("separated_answers", scales=["a"], n_alone=1):
        ordered_logit(pd.Series(np.arange(60) // 20, name="y"), x)
    both = pd.DataFrame(rng.normal(size=(60, 2)), columns=["a", "b"])
    with refused("separated_answers", scales=["a", "b"], n_alone=0):
        ordered_logit(pd.cut(both.sum(axis=1), [-9, -1, 1, 9], labels=False).rename("y"), both)


def test_another_number_of_answers_is_refused():
    data = simulated()
    with refused("not_ordered_answers", n_values=2):
        ordered_logit((data["answer"] > 2).astype(int), data[SCORES])
    with refused("not_ordered_answers", n_values=12, most=11):
        ordered_logit(pd.Series(np.arange(len(data)) % 12), data[SCORES])
    assert len(ordered_logit(pd.Series(np.arange(len(data)) % 11), data[SCORES]).answers) == 11


def test_the_binary_model_is_that_of_its_only_split():
    """Two answers by hand: a third that one person gave hardly changes the slopes."""
    data = simulated()
    binary = logistic_regression((data["answer"] > 3).astype(int), data[SCORES]).tidy()
    three = (data["answer"] > 3).astype(int)
    three[data.index[three.eq(1)][0]] = 2
    assert_allclose(fitted(data.assign(answer=three)).tidy()["estimate"], binary["estimate"], atol=0.05)
