"""Importance weighed in several ways: R's numbers, data built to have a known order, and how often an order holds."""

import json

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.statistics import driver_importance, driver_regression, random_stream
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.regression import dominance
from analysis.statistics.regression.dominance import (
    complete_dominance,
    conditional_contributions,
    conditional_dominance,
    dominance_shares,
)
from analysis.statistics.regression.driver_importance import (
    defined,
    general_dominance,
    standardised_slopes,
    strongest_dominance,
)
from analysis.statistics.regression.importance import johnson_weights, shapley_shares, subset_r_squared
from tests.oracle import HERE, oracle

R_NUMBERS = json.loads((HERE / "weights.json").read_text(encoding="utf-8"))
N_RESAMPLES = 2_000


def correlated(slopes: list[float], predictors: np.ndarray) -> np.ndarray:
    """Correlation matrix, the outcome first, of predictors with these correlations and slopes; residual variance 1."""
    slopes = np.array(slopes)
    variance = slopes @ predictors @ slopes + 1
    with_outcome = predictors @ slopes / np.sqrt(variance)
    return np.block([[np.eye(1), with_outcome[None]], [with_outcome[:, None], predictors]])


def people(R: np.ndarray, n: int = 400) -> pd.DataFrame:
    """Rows whose sample correlations are exactly R; the outcome, then a, b, c ..."""
    draw = np.random.default_rng(3).normal(size=(n, len(R)))
    centred = draw - draw.mean(axis=0)
    whitened = centred @ np.linalg.inv(np.linalg.cholesky(np.cov(centred, rowvar=False))).T
    return pd.DataFrame(whitened @ np.linalg.cholesky(R).T, columns=["y", *"abcdefg"[: len(R) - 1]])


def weighed(rows: pd.DataFrame, **options):
    scales = {name: rows[[name]] for name in rows if name != "y"}
    options = {"n_resamples": N_RESAMPLES, "rng": np.random.default_rng(1)} | options
    return driver_importance(scales, outcomes={"y": rows[["y"]]}, **options)


def estimates(weights) -> list[float]:
    return [weight.estimate for weight in weights]


def pair(found, a: str, b: str):
    return next(pair for pair in found.pairs if (pair.a, pair.b) == (a, b))


def test_every_weight_equals_base_r():
    data = oracle("ecsq600")
    found = driver_importance(data.scales, outcomes=data.outcomes, rng=np.random.default_rng(2), n_resamples=50)
    assert found.n_obs == R_NUMBERS["n"] and [w.term for w in found.lmg] == R_NUMBERS["terms"]
    assert found.r_squared == pytest.approx(R_NUMBERS["r2"], rel=1e-10)
    named = {"lmg": "lmg", "johnson": "johnson", "general_dominance": "general", "standardised": "beta"}
    for ours, theirs in named.items():
        assert_allclose(estimates(getattr(found, ours)), R_NUMBERS[theirs], rtol=1e-10)
    assert_allclose([row.contributions for row in found.conditional_dominance], R_NUMBERS["conditional"], rtol=1e-9)
    complete = {(p.a, p.b) for p in found.pairs if p.dominance == "complete"}
    theirs = zip(*np.nonzero(R_NUMBERS["complete"]), strict=True)
    assert complete == {(R_NUMBERS["terms"][a], R_NUMBERS["terms"][b]) for a, b in theirs}


def test_a_stack_is_weighed_as_its_matrices_are():
    draws = [np.random.default_rng(seed).normal(size=(20, 5)) for seed in range(4)]
    stack = np.stack([np.corrcoef(draw, rowvar=False) for draw in draws])
    for weigh in (johnson_weights, general_dominance, standardised_slopes):
        assert_allclose(weigh(stack), [weigh(R) for R in stack], atol=1e-12)
    assert_allclose(general_dominance(stack), shapley_shares(stack), atol=1e-12)


def test_uncorrelated_predictors_dominate_completely_in_the_order_of_their_slopes():
    explained = subset_r_squared(correlated([0.6, 0.4, 0.2], np.eye(3))[None])
    contributions = conditional_contributions(explained)
    assert_allclose(contributions[..., 0], np.array([[0.36], [0.16], [0.04]]) / 1.56 * np.ones(3))
    for a, b in ((0, 1), (0, 2), (1, 2)):
        assert strongest_dominance(explained, a, b) == "complete"
        assert not complete_dominance(explained, b, a)[0] and not conditional_dominance(contributions, b, a)[0]


def built(gains: dict[int, float]) -> np.ndarray:
    """R-squared of the subsets of three predictors, so that what each adds is known; (8, 1)."""
    return np.array([[gains[subset]] for subset in range(8)])


def test_dominance_that_fails_beside_another_predictor_is_general():
    # alone a adds .30 and b .25; beside c a adds .10 and b .12
    behind = built({0: 0, 1: 0.30, 2: 0.25, 3: 0.45, 4: 0.20, 5: 0.30, 6: 0.32, 7: 0.50})
    contributions = conditional_contributions(behind)
    assert_allclose(contributions[0, :, 0], [0.30, (0.20 + 0.10) / 2, 0.18])
    assert_allclose(contributions[1, :, 0], [0.25, (0.15 + 0.12) / 2, 0.20])
    assert strongest_dominance(behind, 0, 1) == "general"
    ahead = built({0: 0, 1: 0.30, 2: 0.25, 3: 0.45, 4: 0.20, 5: 0.33, 6: 0.32, 7: 0.50})
    assert strongest_dominance(ahead, 0, 1) == "complete"


def test_conditional_dominance_without_complete_takes_four_predictors():
    rng = np.random.default_rng(12)
    stack = np.stack([np.corrcoef(rng.normal(size=(9, 5)), rowvar=False) for _ in range(300)])
    explained = subset_r_squared(stack)
    contributions = conditional_contributions(explained)
    complete, conditional = complete_dominance(explained, 0, 1), conditional_dominance(contributions, 0, 1)
    general = contributions[0].mean(axis=0) > contributions[1].mean(axis=0)
    assert (conditional >= complete).all() and (general >= conditional).all()
    assert complete.sum() < conditional.sum() < general.sum()
    only = int(np.flatnonzero(conditional & ~complete)[0])
    assert strongest_dominance(explained[:, [only]], 0, 1) == "conditional"


def test_shares_of_samples_do_not_hang_on_the_chunks(monkeypatch):
    rng = np.random.default_rng(5)
    stack = np.stack([np.corrcoef(rng.normal(size=(12, 4)), rowvar=False) for _ in range(101)])
    whole = dominance_shares(stack)
    monkeypatch.setattr(dominance, "CHUNK_NUMBERS", 8 * 7)
    assert dominance_shares(stack) == whole
    assert all(whole[a, b].complete + whole[b, a].complete <= 1 for a, b in whole)


def test_a_strong_driver_is_ordered_before_a_weak_one_and_equal_ones_are_not():
    # a and b have one slope; c less, d none: exactly, in the sample itself
    R = correlated([0.5, 0.5, 0.2, 0.0], np.full((4, 4), 0.3) + 0.7 * np.eye(4))
    found = weighed(people(R))
    assert found.r_squared == pytest.approx(R[0, 1:] @ np.linalg.solve(R[1:, 1:], R[1:, 0]))
    first = {weight.term: weight.p_first for weight in found.lmg}
    assert first["a"] + first["b"] == pytest.approx(1, abs=0.002) and first["a"] == pytest.approx(0.5, abs=0.06)
    equal = next(pair for pair in found.pairs if {pair.a, pair.b} == {"a", "b"})
    assert not equal.is_ordered and equal.lmg == pytest.approx(0.5, abs=0.06)
    assert all(pair(found, a, b).is_ordered for a in "ab" for b in "cd")
    assert pair(found, "a", "c").dominance == pair(found, "c", "d").dominance == "complete"


def test_the_share_of_an_order_is_that_of_normal_estimates():
    # of two uncorrelated predictors the difference of squared correlations has a known standard error
    R = correlated([0.40, 0.30], np.eye(2))
    rows = people(R, n=1_000)
    found = weighed(rows, n_resamples=10_000)
    z, y = rows[["a", "b"]].to_numpy(), rows["y"].to_numpy()
    r = R[0, 1:]
    influence = 2 * r * (z * y[:, None] - r * (z**2 + y[:, None] ** 2) / 2)
    std_error = (influence[:, 0] - influence[:, 1]).std() / np.sqrt(1_000)
    from scipy.stats import norm

    assert found.pairs[0].lmg == pytest.approx(norm.cdf((r[0] ** 2 - r[1] ** 2) / std_error), abs=0.02)


def test_the_resamples_are_those_of_the_regression():
    data = oracle("ecsq600")
    options = {"outcomes": data.outcomes, "n_resamples": 300}
    beside = driver_regression(data.scales, ranges=data.ranges, rng=random_stream(4, "regression"), **options)
    found = driver_importance(data.scales, rng=random_stream(4, "regression"), **options)
    for weight, term in zip(found.lmg, beside.importance.terms, strict=True):
        assert weight.p_first == term.prob_first
        both = [weight.conf_low, weight.conf_high], [term.importance_low, term.importance_high]
        assert_allclose(*both, rtol=1e-9)


def test_slopes_are_ranked_by_size_whatever_their_sign():
    R = correlated([-0.8, 0.3], np.eye(2))
    found = weighed(people(R))
    assert found.standardised[0].estimate < 0 and found.standardised[0].p_first == 1
    assert found.pairs[0].a == "a" and found.pairs[0].slope == 1


def test_what_cannot_be_weighed_says_why():
    rows = people(correlated([0.5, 0.2], np.eye(2)), n=50)
    assert weighed(rows.assign(b=rows["a"])).code == "singular_predictors"
    assert driver_importance({"a": rows[["a"]]}, outcomes={}, rng=np.random.default_rng(1)).code == "no_outcome"
    many = pd.DataFrame(np.random.default_rng(1).normal(size=(60, 14)), columns=["y", *map(str, range(13))])
    found = weighed(many)
    assert isinstance(found, Unavailable) and found.code == "too_many_predictors"


def test_resamples_in_which_a_predictor_is_constant_are_left_out():
    R = correlated([0.4, 0.4], np.full((2, 2), 0.2) + 0.8 * np.eye(2))
    alike, constant = np.ones((3, 3)), R * np.array([1, 1, 0])
    assert_allclose(defined(np.stack([4 * R, alike, constant])), [R])
    rare = people(R, n=40)
    rare["b"] = np.r_[np.ones(2), np.zeros(38)]
    found = weighed(rare)
    assert N_RESAMPLES * 0.7 < found.n_resamples < N_RESAMPLES
    assert all(np.isfinite(weight.conf_low) for weight in found.lmg)
