"""Differences within the same people: the paired and Welch's t, R's partially overlapping case, McNemar's cousin."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analysis.statistics import paired_difference, prevalence_difference
from analysis.statistics.description.paired import comparisons

RNG = np.random.default_rng(3)
BOTH = RNG.normal([0.0, 0.3], 1, size=(60, 2)) + RNG.normal(0, 1, size=(60, 1))


def test_everybody_with_both_is_the_paired_t_interval():
    ours = paired_difference(*BOTH.T)
    assert_allclose([ours.conf_low, ours.conf_high], stats.ttest_rel(*BOTH.T).confidence_interval())


def test_nobody_with_both_is_welchs_interval():
    a, b = np.append(BOTH[:, 0], [np.nan] * 40), np.append([np.nan] * 60, BOTH[:40, 1])
    ours, theirs = paired_difference(a, b), stats.ttest_ind(BOTH[:, 0], BOTH[:40, 1], equal_var=False)
    assert_allclose([ours.conf_low, ours.conf_high], theirs.confidence_interval())


def test_some_with_both_lie_between():
    """The worked formula of Derrick and others (2017): 20 with `a` alone, 10 with `b` alone, 30 with both."""
    a, b = BOTH[:, 0].copy(), BOTH[:, 1].copy()
    a[:10], b[40:] = np.nan, np.nan
    ours = paired_difference(a, b)
    x, y, both = a[~np.isnan(a)], b[~np.isnan(b)], slice(10, 40)
    r = np.corrcoef(a[both], b[both])[0, 1]
    spread = np.std(a[both], ddof=1) * np.std(b[both], ddof=1)
    variance = x.var(ddof=1) / 50 + y.var(ddof=1) / 40 - 2 * r * spread * 30 / (50 * 40)
    welch = stats.ttest_ind(x, y, equal_var=False).df
    df = 29 + (welch - 29) / (20 + 10 + 2 * 30) * 30
    assert ours.estimate == pytest.approx(x.mean() - y.mean())
    assert ours.conf_high - ours.estimate == pytest.approx(stats.t.ppf(0.975, df) * np.sqrt(variance))


def test_two_means_whose_intervals_overlap_can_be_apart():
    level = RNG.normal(0, 5, 200)
    a, b = level + RNG.normal(0.5, 0.5, 200), level + RNG.normal(0, 0.5, 200)
    assert paired_difference(a, b).conf_low > 0 > stats.ttest_ind(a, b).confidence_interval().low


def test_the_interval_of_two_shares_by_hand_and_turned_round():
    """Bonett & Price (2012): 12 met only the first, 4 only the second, of 50."""
    a = np.repeat([1, 1, 0, 0], [20, 12, 4, 14]).astype(float)
    b = np.repeat([1, 0, 1, 0], [20, 12, 4, 14]).astype(float)
    ours, turned = prevalence_difference(a, b), prevalence_difference(b, a)
    p, q = 13 / 52, 5 / 52
    half = 1.959964 * np.sqrt((p + q - (p - q) ** 2) / 52)
    assert ours.estimate == pytest.approx(8 / 50)
    assert_allclose([ours.conf_low, ours.conf_high], [p - q - half, p - q + half], atol=1e-7)
    assert turned.conf_high == pytest.approx(-ours.conf_low)


def test_intervals_cover_the_truth_at_their_level():
    rng, n_draws, hits = np.random.default_rng(8), 1500, 0
    for _ in range(n_draws):
        both = rng.random(80) < 0.4
        a, b = both | (rng.random(80) < 0.1), both | (rng.random(80) < 0.2)
        found = prevalence_difference(a.astype(float), b.astype(float))
        hits += found.conf_low <= 0.6 * (0.1 - 0.2) <= found.conf_high
    assert 0.93 <= hits / n_draws <= 0.98


def test_every_pair_is_compared_on_those_it_concerns():
    met = pd.DataFrame({"x": [1.0, 1, 1, 0, 1, 1], "y": [0.0, 1, 1, 1, np.nan, 1]})
    hurt = pd.DataFrame({"x": [5.0, 4, 5, 1, 4, 5], "y": [1.0, 2, 1, 2, 2, 1]})
    pains = {name: pd.DataFrame({"met": met[name], "severity": hurt[name]}) for name in met}
    found = comparisons(pd.DataFrame({"s": range(6), "t": [0.5] * 6}), pains)
    severity = found.severity[0]
    assert (severity.n_a, severity.n_b, severity.n_both) == (5, 4, 3)
    assert severity.difference.estimate == pytest.approx(hurt["x"][met["x"] == 1].mean() - 1.5) and severity.is_apart
    assert (found.prevalence[0].n_both, found.prevalence[0].is_apart) == (5, False)
    assert [(row.a, row.b) for row in found.performance] == [("s", "t")]


def test_what_has_no_interval_is_none():
    assert paired_difference([1.0, np.nan], [1.0, 2.0]) is None
    assert paired_difference([1.0, 2.0, 3.0], [2.0, 3.0, 4.0]) is None
    assert prevalence_difference([np.nan], [1.0]) is None
