"""Item descriptives, scores, intervals: psych's numbers, known answers, invariances, refusals."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analysis.statistics import (
    correlation_interval,
    item_descriptives,
    mean_interval,
    performance_scores,
    proportion,
    sample_descriptives,
    scale_scores,
)
from analysis.statistics.description.descriptives import item_description
from tests.oracle import ALL, oracle
from tests.refusals import refused

TEN = pd.DataFrame({"a": [1, 1, 2, 3, 3, 3, 4, 5, 5, np.nan]})


@pytest.mark.parametrize("name", ALL)
def test_item_descriptives_equal_psych(name):
    known = oracle(name)
    described = item_descriptives(known.items.dropna(), known.ranges)
    theirs = known.r["descriptives"]
    for ours, psych in [
        ("n_obs", "n"),
        ("mean", "mean"),
        ("std_dev", "sd"),
        ("skewness", "skew_type2"),
        ("kurtosis", "kurtosis_type2"),
    ]:
        assert_allclose([getattr(item, ours) for item in described.values()], theirs[psych], rtol=1e-9)


def test_every_declared_category_is_counted():
    item = item_descriptives(TEN, {"a": (1, 6)})["a"]
    assert item.counts == {"1": 2, "2": 1, "3": 3, "4": 1, "5": 2, "6": 0}
    assert (item.n_obs, item.n_missing) == (9, 1)
    assert (item.floor, item.ceiling) == (2 / 9, 0)


def test_reversal_turns_floor_into_ceiling_and_skewness_around():
    item = item_descriptives(TEN, {"a": (1, 5)})["a"]
    turned = item_descriptives(6 - TEN, {"a": (1, 5)})["a"]
    assert (turned.floor, turned.ceiling) == (item.ceiling, item.floor)
    assert turned.skewness == pytest.approx(-item.skewness)
    assert turned.kurtosis == pytest.approx(item.kurtosis)


def test_an_item_without_answers_is_refused_by_name():
    found = item_descriptives(pd.DataFrame({"b": [np.nan, np.nan], "c": [1, 2]}), {"b": (1, 5), "c": (1, 5)})
    assert (found["b"].code, found["b"].values) == ("too_few_answers", {"items": ["b"], "n_obs": 0, "at_least": 2})
    assert found["c"].mean == 1.5  # the other item is described all the same


def test_an_item_of_more_than_eleven_answers_is_described_by_bins():
    answers = pd.Series([0.0, 4.9, 5.0, 100.0], name="s")
    found = item_description(answers, 0, 100)
    assert found.is_continuous and found.counts == {} and len(found.histogram) == 20
    assert [(row.low, row.n) for row in found.histogram if row.n] == [(0, 2), (5, 1), (95, 1)]
    assert sum(row.share for row in found.histogram) == 1
    eleven, twelve = item_description(answers / 10, 0, 10), item_description(answers / 10, 0, 11)
    assert not eleven.is_continuous and twelve.is_continuous and eleven.histogram == []
    assert item_description(answers / 100, 0, 1, step=None).is_continuous
    halves = item_description(pd.Series([1.0, 1.5, 1.5, 3.0]), 1, 3, step=0.5)
    assert halves.counts == {"1": 1, "1.5": 2, "2": 0, "2.5": 0, "3": 1}


def test_a_slider_of_a_million_steps_stays_small():
    answers = pd.Series(np.random.default_rng(0).integers(0, 1_000_001, 60), name="s")
    assert len(str(item_description(answers, 0, 1_000_000))) < 3_000


def test_a_score_needs_every_item_of_its_scale():
    scores = scale_scores({"s": pd.DataFrame({"a": [1, 2, np.nan], "b": [3, 5, 4]})})
    assert_allclose(scores["s"], [2, 3.5, np.nan])


def test_performance_is_0_at_the_lowest_and_100_at_the_highest_answer():
    items = pd.DataFrame({"a": [1, 5, 3], "b": [0, 10, 5]})
    assert_allclose(performance_scores({"s": items}, {"a": (1, 5), "b": (0, 10)})["s"], [0, 100, 50])


def test_wilson_interval_equals_scipy():
    for n_yes, n_obs in [(0, 12), (3, 12), (12, 12), (238, 600)]:
        theirs = stats.binomtest(n_yes, n_obs).proportion_ci(0.9, method="wilson")
        ours = proportion(n_yes, n_obs, conf_level=0.9)
        assert_allclose([ours.conf_low, ours.conf_high], [theirs.low, theirs.high], atol=1e-12)


def test_mean_interval_equals_scipy_and_drops_before_it_counts():
    values = [1.0, 4.0, 2.5, np.nan, 3.0]
    ours = mean_interval(values)
    theirs = stats.ttest_1samp([1.0, 4.0, 2.5, 3.0], 0).confidence_interval()
    assert_allclose([ours.conf_low, ours.conf_high], theirs)


def test_correlation_interval_equals_scipy():
    rng = np.random.default_rng(1)
    x = rng.normal(size=50)
    y = x + rng.normal(size=50)
    theirs = stats.pearsonr(x, y)
    ours = correlation_interval(x, y)
    assert ours.estimate == pytest.approx(theirs.statistic)
    assert_allclose([ours.conf_low, ours.conf_high], theirs.confidence_interval())


def test_intervals_refuse_too_little():
    with refused("too_few_values", n_obs=1, at_least=2):
        mean_interval([3, np.nan])
    with refused("constant_variable"):
        correlation_interval([1, 1, 1, 1], [1, 2, 3, 4])
    with refused("no_answers"):
        proportion(0, 0)
    with pytest.raises(ValueError, match=r"between 0 and 1, such as 0\.95; 95"):
        mean_interval([1, 2, 3], conf_level=95)


def test_severity_is_of_those_who_met_the_pain_point():
    answers = pd.DataFrame({"met": [1, 1, 1, 0, 0, np.nan], "severity": [4, 2, np.nan, 5, np.nan, 1]})
    described = sample_descriptives({}, ranges={}, pain_points={"maze": answers}).pain_points["maze"]
    assert (described.n_obs, described.n_met, described.prevalence.estimate) == (5, 3, 0.6)
    assert (described.severity.n_obs, described.severity.estimate) == (2, 3)


@pytest.mark.parametrize(("noise", "is_refused"), [(0.0, True), (1e-5, True), (0.01, False)])
def test_a_correlation_of_one_has_no_interval(noise, is_refused):
    x = np.arange(20.0) % 7
    y = 3 - 2 * x + noise * np.tile([1, -1], 10)
    if is_refused:
        with refused("perfect_correlation"):
            correlation_interval(x, y)
    else:
        assert correlation_interval(x, y).conf_high < 0
