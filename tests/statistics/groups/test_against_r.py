"""Welch's tests, Games and Howell's, Kruskal and Wallis', effect sizes, adjusted means: R's numbers."""

import json

import pandas as pd
import pingouin
import pytest
from numpy.testing import assert_allclose

from analysis import ROOT
from analysis.statistics import group_differences
from analysis.statistics.foundation.studentized_range import studentized_range_p_value, studentized_range_quantile

REFERENCE = ROOT / "tests" / "reference"
R = json.loads((REFERENCE / "groups.json").read_text())
DATA = pd.read_csv(REFERENCE / "groups.csv")
SCALES = {name: DATA[[name]] for name in ("score", "other")}
FOUND = group_differences(SCALES, DATA[["shop", "sex"]]).groups


def interval(found):
    return [found.estimate, found.conf_low, found.conf_high]


@pytest.mark.parametrize("scale", SCALES)
def test_four_levels(scale):
    ours, theirs = FOUND["shop"][scale], R["shop"][scale]
    test = ours.test
    assert (test.test, test.effect) == ("welch_anova", "omega_squared")
    assert_allclose([test.statistic, *test.df, test.p_value], [theirs["statistic"], *theirs["df"], theirs["p"]])
    assert_allclose([test.effect_size, test.conf_low, test.conf_high], theirs["omega"], atol=2e-7)
    assert_allclose([ours.rank_test.statistic, ours.rank_test.p_value], theirs["kruskal"])
    pairs = [[*interval(p.difference), p.statistic, p.df, p.p_value, p.hedges_g] for p in ours.pairs]
    assert_allclose(pairs, theirs["pairs"], rtol=1e-6, atol=1e-8)
    assert_allclose([pair.p_value_holm for pair in ours.pairs], theirs["p_holm"], rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("scale", SCALES)
def test_two_levels(scale):
    ours, theirs = FOUND["sex"][scale], R["sex"][scale]
    test, (pair,) = ours.test, ours.pairs
    assert (test.test, test.effect) == ("welch_t", "hedges_g")
    assert_allclose([test.statistic, *test.df, test.p_value], [theirs["statistic"], theirs["df"], theirs["p"]])
    assert_allclose([test.effect_size, test.conf_low, test.conf_high], theirs["g"], rtol=1e-6)
    assert_allclose(
        [pair.difference.conf_low, pair.difference.conf_high, pair.p_value], [*theirs["interval"], theirs["p"]]
    )
    assert_allclose([ours.rank_test.statistic, ours.rank_test.p_value], theirs["kruskal"])


@pytest.mark.parametrize("scale", SCALES)
def test_adjusted_for_the_other_grouping(scale):
    ours, theirs = FOUND["shop"][scale].adjusted, R["adjusted"][scale]
    assert (ours.controls, ours.n_obs) == (["sex"], theirs["n"])
    assert_allclose([ours.statistic, *ours.df, ours.p_value], [theirs["statistic"], *theirs["df"], theirs["p"]])
    assert_allclose([[row.mean, row.conf_low, row.conf_high] for row in ours.levels], theirs["means"])


def test_studentized_range():
    """R's own error is up to 1e-8 where the probability is small."""
    theirs = R["tukey"]
    for q, k, df, p, quantile in zip(*(theirs[name] for name in ("q", "k", "df", "p", "quantile")), strict=True):
        assert_allclose(studentized_range_p_value([q], k, [df]), p, rtol=1e-6, atol=1e-8)
        assert_allclose(studentized_range_quantile(0.95, k, [df]), quantile, rtol=1e-6)


def test_pairs_equal_pingouins():
    theirs = pingouin.pairwise_gameshowell(data=DATA.dropna(subset=["score"]), dv="score", between="shop")
    ours = FOUND["shop"]["score"].pairs
    assert_allclose([pair.p_value for pair in ours], theirs["pval"], rtol=1e-5)
