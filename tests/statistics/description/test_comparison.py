"""Two groups compared: scipy's and pingouin's numbers, a known answer, invariances, refusals."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analysis.statistics import holm, pain_point_comparisons, welch_comparison
from tests.refusals import refused

RNG = np.random.default_rng(0)
MET, NOT_MET = RNG.normal(3.2, 1.0, 40), RNG.normal(3.9, 0.7, 90)


def test_welch_equals_scipy():
    ours, theirs = welch_comparison(MET, NOT_MET), stats.ttest_ind(MET, NOT_MET, equal_var=False)
    assert_allclose([ours.statistic, ours.df, ours.p_value], [theirs.statistic, theirs.df, theirs.pvalue])
    assert_allclose([ours.difference.conf_low, ours.difference.conf_high], theirs.confidence_interval())


def test_hedges_g_by_hand():
    ours = welch_comparison([1.0, 2, 3], [3.0, 4, 5])
    assert ours.difference.estimate == -2
    assert ours.hedges_g == pytest.approx(-2 * (1 - 3 / (4 * 6 - 9)))


def test_exchanging_the_groups_turns_the_difference_around():
    ours, turned = welch_comparison(MET, NOT_MET), welch_comparison(NOT_MET, MET)
    assert turned.difference.conf_high == pytest.approx(-ours.difference.conf_low)
    assert (turned.hedges_g, turned.p_value) == pytest.approx((-ours.hedges_g, ours.p_value))


def test_missing_values_count_for_nothing():
    holed = np.append(MET, [np.nan, np.nan])
    assert welch_comparison(holed, NOT_MET).df == welch_comparison(MET, NOT_MET).df


def test_holm_equals_pingouin_and_skips_what_was_not_tested():
    p_values = [0.01, 0.04, 0.03, 0.2]
    assert_allclose(holm(p_values), pingouin.multicomp(p_values, method="holm")[1])
    assert_allclose(holm([0.01, np.nan, 0.03]), [0.02, np.nan, 0.03])


def test_pain_points_are_compared_where_both_groups_can_be():
    outcome = pd.Series(np.concatenate([MET, NOT_MET]))
    met = pd.Series([1.0] * 40 + [0.0] * 90)
    pain_points = {
        "maze": pd.DataFrame({"met": met, "severity": 3}),
        "nobody": pd.DataFrame({"met": met * 0}),
        "severity_only": pd.DataFrame({"severity": met}),
    }
    maze, nobody = pain_point_comparisons(outcome, pain_points)
    assert (maze.name, maze.n_met, maze.n_not_met) == ("maze", 40, 90)
    assert maze.p_value_holm == maze.p_value
    assert maze.difference.estimate == pytest.approx(MET.mean() - NOT_MET.mean())
    assert (nobody.n_met, nobody.n_not_met, nobody.difference, nobody.p_value_holm) == (0, 130, None, None)


def test_groups_that_differ_within_by_rounding_alone_are_not_compared():
    thirds = [1 / 3 + 1 / 3 + 1 / 3, 1.0, 1 - 2e-16]
    with refused("constant_groups"):
        welch_comparison(thirds, [5.0, 5.0 + 1e-15])
    assert welch_comparison(thirds, [5.0, 5.0 + 1e-6]).difference.estimate < 0
    outcome, met = pd.Series([*thirds, 5.0, 5.0 + 1e-15]), pd.DataFrame({"met": [1, 1, 1, 0, 0]})
    assert pain_point_comparisons(outcome, {"x": met})[0].difference is None


def test_refusals_say_what_is_wrong():
    with refused("group_too_small", n_obs=1, at_least=2):
        welch_comparison([1, np.nan], [1, 2, 3])
    with refused("constant_groups"):
        welch_comparison([1, 1], [2, 2])
