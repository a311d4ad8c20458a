"""Complete and incomplete respondents: known differences, easy items left out, silence where only chance differs."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.description.comparison import WelchComparison
from analysis.statistics.description.missingness import MARGIN, Pattern, _of_scale, hedges_interval, missingness
from analysis.statistics.foundation.intervals import Interval


def answered(rng, n_obs=400, shift=0.0, easy=0.0):
    """Two scales of three items; a quarter leave out items, of `shift` higher answers; the third item is `easy`."""
    answers = rng.normal(3, 1, size=(n_obs, 6)) + rng.normal(0, 0.7, size=(n_obs, 1)) + [0, 0, easy, 0, 0, easy]
    holed = np.arange(n_obs) < n_obs // 4
    answers[holed] += shift
    left_out = rng.integers(0, 3, n_obs)
    answers[holed, left_out[holed]] = np.nan
    frame = pd.DataFrame(answers, columns=[f"{scale}{k}" for scale in "ab" for k in range(3)])
    return {scale: frame[[f"{scale}{k}" for k in range(3)]] for scale in "ab"}


def test_a_difference_is_found_in_scale_points_and_signed():
    found = missingness(answered(np.random.default_rng(1), shift=0.8))
    assert (found.n_obs, found.n_incomplete, found.n_missing, found.n_answers) == (400, 100, 100, 2400)
    assert found.differ == ["a", "b"]
    for row in found.scales:
        assert row.difference.conf_low < 0.8 < row.difference.conf_high and row.hedges_g.estimate > 0.4
        assert row.p_value <= row.p_value_holm < 0.001 and row.statistic > 3 and 99 < row.df < 398
    turned = missingness(answered(np.random.default_rng(1), shift=-0.8))
    assert turned.scales[1].hedges_g.estimate < -0.4 and turned.scales[1].statistic < -3 and turned.differ == ["a", "b"]


def test_chance_is_no_difference_and_small_ones_stay_within_the_margin():
    named = sum(bool(missingness(answered(np.random.default_rng(seed))).differ) for seed in range(100))
    assert named <= 10
    small = missingness(answered(np.random.default_rng(0), n_obs=40_000, shift=0.1))
    assert small.scales[0].p_value_holm < 0.001 and small.scales[0].hedges_g.estimate < MARGIN and not small.differ


def test_it_does_not_matter_that_an_easy_item_is_the_one_left_out():
    scales = answered(np.random.default_rng(5), easy=2.0)
    found = missingness(scales)
    assert abs(found.scales[0].difference.estimate) < 0.3 and not found.differ
    plain = scales["a"].mean(axis=1)
    incomplete = scales["a"].isna().any(axis=1)
    assert found.scales[0].n_incomplete == incomplete.sum() and abs(plain[incomplete].mean() - plain.mean()) < 0.5


def test_patterns_are_counted_most_frequent_first():
    frame = pd.DataFrame({"x": [1.0, np.nan, np.nan, 2], "y": [1.0, 2, 3, np.nan]})
    found = missingness({"s": frame})
    assert found.patterns == [Pattern(items=["x"], n=2), Pattern(items=["y"], n=1)] and found.n_patterns == 2


def test_without_missing_answers_there_is_nothing_to_compare():
    found = missingness({"s": pd.DataFrame({"x": [1.0, 2, 3], "y": [1.0, 2, 4]})})
    assert (found.n_incomplete, found.patterns, found.differ) == (0, [], [])
    assert found.scales[0].difference is None and found.scales[0].p_value_holm is None


def test_the_interval_of_hedges_g_by_hand():
    found = hedges_interval(0.5, 50, 80)
    assert found.conf_high - 0.5 == pytest.approx(1.959964 * np.sqrt(130 / 4000 + 0.25 / 260), rel=1e-6)


def compared(g: float) -> WelchComparison:
    ends = Interval(estimate=g, conf_low=g - 1, conf_high=g + 1, conf_level=0.95)
    return WelchComparison(difference=ends, statistic=2.0, df=50.0, p_value=0.01, hedges_g=g)


@pytest.mark.parametrize(
    ("g", "adjusted", "differs"),
    [(0.2, 0.4, True), (-0.2, 0.4, True), (0.195, 0.4, False), (0.2, 0.5, False), (0.9, 0.6, False)],
)
def test_a_difference_needs_the_margin_and_the_test(g, adjusted, differs):
    assert _of_scale("a", (50, 20), compared(g), adjusted, 0.5).differs is differs


def test_two_of_each_are_compared_and_one_is_not():
    frame = pd.DataFrame({"x": [1.0, 2, 3, 4, 1, 4], "y": [2.0, 3, 1, 2, np.nan, np.nan]})
    (row,) = missingness({"s": frame}).scales
    assert (row.n_complete, row.n_incomplete) == (4, 2) and row.hedges_g is not None
    (row,) = missingness({"s": frame.iloc[:5]}).scales
    assert row.n_incomplete == 1 and row.hedges_g is None


def test_answers_that_do_not_vary_among_some_are_compared_with_those_that_do():
    frame = pd.DataFrame({"x": [3.0, 3, 3, 1, 5], "y": [2.0, 2, 2, np.nan, np.nan]})
    assert missingness({"s": frame}).scales[0].hedges_g is not None
    frame["x"] = [1.0, 3, 5, 3, 3]
    assert missingness({"s": frame}).scales[0].hedges_g is not None
    frame["x"] = 3.0
    assert missingness({"s": frame}).scales[0].hedges_g is None


def test_the_ten_most_frequent_patterns_are_kept():
    frame = pd.DataFrame(np.ones((12, 12)), columns=[f"q{k}" for k in range(12)]).mask(np.eye(12, dtype=bool))
    found = missingness({"s": frame})
    assert (found.n_patterns, len(found.patterns)) == (12, 10)
