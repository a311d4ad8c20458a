"""Levels of groupings: which have a column of their own, and how few people a fit may have."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_ind

from analysis.statistics.groups.adjusted import dummies, large_levels, rare_joined, robust_fit
from analysis.statistics.groups.tests import level_pairs, means_test
from tests.refusals import refused


def test_large_levels_stand_in_their_order():
    plain = pd.Series(["b"] * 3 + ["a"] * 4 + ["c"])
    assert large_levels(plain, 3) == ["a", "b"] and large_levels(plain, 4) == ["a"]
    declared = pd.Series(pd.Categorical(plain, categories=["c", "b", "a"], ordered=True))
    assert large_levels(declared, 1) == ["c", "b", "a"]


def test_the_commonest_level_has_no_column_and_takes_the_rare_ones():
    levels = pd.Series(["x"] * 5 + ["y"] * 3 + ["z"])
    assert rare_joined(levels, 2) == ["y"] and rare_joined(levels, 1) == ["y", "z"]
    assert dummies(levels, ["y"]).ravel().tolist() == [0.0] * 5 + [1.0] * 3 + [0.0]
    assert dummies(levels, []).shape == (9, 0)


def test_three_more_people_than_coefficients_are_enough():
    rng = np.random.default_rng(1)
    design = np.column_stack([np.ones(5), rng.normal(size=5)])
    params, covariance = robust_fit(rng.normal(size=5), design, ["shop"])
    assert params.shape == (2,) and np.isfinite(covariance).all()
    with refused("too_few_for_levels", n_obs=4, at_least=5):
        robust_fit(rng.normal(size=4), design[:4], ["shop"])
    with refused("groupings_determine_each_other", groupings=["shop"]):
        robust_fit(rng.normal(size=5), np.ones((5, 2)), ["shop"])


def test_two_levels_are_compared_by_welchs_t_and_three_by_his_f():
    rng = np.random.default_rng(2)
    two = {name: rng.normal(k, 1 + k, 30) for k, name in enumerate("ab")}
    three = two | {"c": rng.normal(0.5, 1, 30)}
    alone, of_three = means_test(two), means_test(three)
    assert (alone.test, alone.effect, of_three.test, of_three.effect) == (
        "welch_t", "hedges_g", "welch_anova", "omega_squared"
    )  # fmt: skip
    theirs = ttest_ind(two["a"], two["b"], equal_var=False)
    assert abs(alone.statistic) == pytest.approx(abs(theirs.statistic)) and alone.p_value == pytest.approx(
        theirs.pvalue
    )
    (pair,), pairs = level_pairs(two), level_pairs(three)
    assert pair.p_value == pytest.approx(theirs.pvalue) and pairs[0].p_value > 1.5 * theirs.pvalue
