"""Groups compared: known answers, what is suppressed and refused, families of tests, invariances."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.statistics import group_differences, holm
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.groups.effect_sizes import hedges_g, omega_squared, omega_squared_interval
from analysis.statistics.groups.tests import level_pairs, means_test
from tests.refusals import refused


def people(*sizes: int, seed: int = 0, **shifts: float) -> tuple[pd.Series, pd.Series]:
    """Scores and levels a, b, c, ... of so many people each."""
    rng = np.random.default_rng(seed)
    levels = np.repeat(list("abcdefgh")[: len(sizes)], sizes)
    return pd.Series(rng.normal(3, 1, len(levels)) + [shifts.get(level, 0.0) for level in levels]), pd.Series(levels)


def differences(score, levels, **how):
    labels = levels if isinstance(levels, pd.DataFrame) else pd.DataFrame({"shop": levels})
    return group_differences({"speed": pd.DataFrame({"s1": score})}, labels, **how).groups


def test_only_levels_that_enough_people_have_are_shown():
    score, levels = people(30, 10, 9)
    found = differences(score, levels)["shop"]["speed"]
    assert [(row.level, row.n_obs) for row in found.levels] == [("a", 30), ("b", 10)]
    assert [(row.level, row.n_obs) for row in found.suppressed] == [("c", 9)]
    assert found.test.test == "welch_t"
    fewer = differences(score, levels, fewest=9)["shop"]["speed"]
    assert (len(fewer.levels), fewer.suppressed, fewer.test.test) == (3, [], "welch_anova")


def test_people_are_counted_by_their_score_not_by_their_level():
    score, levels = people(30, 12, 20)
    score[levels == "b"] = np.where(np.arange(12) < 4, np.nan, 3.0)
    found = differences(score, levels)["shop"]["speed"]
    assert [row.level for row in found.levels] == ["a", "c"]
    assert [(row.level, row.n_obs) for row in found.suppressed] == [("b", 8)]


def test_levels_keep_their_order_and_those_nobody_has_are_gone():
    score, levels = people(20, 20)
    ordered = pd.Series(pd.Categorical(levels, categories=["b", "x", "a"]))
    assert [row.level for row in differences(score, ordered)["shop"]["speed"].levels] == ["b", "a"]


def test_one_level_alone_is_shown_but_not_tested():
    found = differences(*people(30, 4))["shop"]["speed"]
    assert len(found.levels) == 1
    assert found.test.code == found.rank_test.code == found.pairs.code == "one_level_only"


def test_a_level_in_which_all_agree_has_a_mean_but_no_test():
    score, levels = people(20, 20, 20)
    score[levels == "b"] = 4.0
    found = differences(score, levels)["shop"]["speed"]
    assert [row.mean for row in found.levels][1] == 4
    assert (found.test.code, found.test.values) == ("constant_levels", {"levels": ["b"]})


def test_one_scale_that_fails_leaves_the_others():
    score, levels = people(20, 20)
    scales = {"speed": pd.DataFrame({"s1": score}), "care": pd.DataFrame({"c1": score * np.nan})}
    found = group_differences(scales, pd.DataFrame({"shop": levels})).groups["shop"]
    assert found["speed"].test.p_value > 0 and isinstance(found["care"].test, Unavailable)


def test_holm_counts_every_grouping_and_scale():
    score, levels = people(40, 40, 40, b=0.6)
    labels = pd.DataFrame({"shop": levels, "day": np.tile(["x", "y"], 60)})
    scales = {name: pd.DataFrame({name: score + noise}) for name, noise in (("one", 0), ("two", np.arange(120) % 7))}
    found = group_differences(scales, labels).groups
    for family in ("test", "rank_test", "adjusted"):
        tests = [getattr(one, family) for scales in found.values() for one in scales.values()]
        assert_allclose([test.p_value_holm for test in tests], holm([test.p_value for test in tests]))
    assert found["shop"]["one"].test.p_value_holm == pytest.approx(4 * found["shop"]["one"].test.p_value)


def test_pairs_are_adjusted_over_the_pairs():
    pairs = differences(*people(30, 30, 30, b=1.0))["shop"]["speed"].pairs
    assert [(pair.a, pair.b) for pair in pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert_allclose([pair.p_value_holm for pair in pairs], holm([pair.p_value for pair in pairs]))
    assert pairs[0].difference.estimate < 0 < pairs[2].difference.conf_low


def test_two_levels_are_the_t_test_and_its_square():
    score, levels = people(25, 60, b=0.4)
    samples = {level: score[levels == level].to_numpy() for level in "ab"}
    test, (pair,) = means_test(samples), level_pairs(samples)
    assert test.statistic == pytest.approx(pair.statistic) and test.p_value == pytest.approx(pair.p_value)
    turned = means_test(dict(reversed(samples.items())))
    assert (turned.statistic, turned.conf_low) == pytest.approx((-test.statistic, -test.conf_high))


def test_another_unit_moves_no_effect():
    score, levels = people(25, 30, 40, c=0.7)
    first, second = (differences(s, levels)["shop"]["speed"].test for s in (score, 20 * score - 7))
    assert_allclose(
        [first.statistic, first.effect_size, first.conf_high], [second.statistic, second.effect_size, second.conf_high]
    )


def test_adjusting_takes_away_what_another_grouping_makes():
    rng = np.random.default_rng(3)
    day = rng.integers(0, 2, 400)
    shop = np.where(rng.random(400) < 0.2 + 0.6 * day, "x", "y")
    score = pd.Series(3 + 1.0 * day + rng.normal(0, 0.5, 400))
    labels = pd.DataFrame({"shop": shop, "day": day.astype(str)})
    found = differences(score, labels)["shop"]["speed"]
    assert found.test.p_value < 1e-6 and found.adjusted.p_value > 0.05
    raw, adjusted = ([row.mean for row in rows] for rows in (found.levels, found.adjusted.levels))
    assert abs(adjusted[0] - adjusted[1]) < 0.15 < 0.4 < abs(raw[0] - raw[1])


def test_why_nothing_is_adjusted():
    score, levels = people(30, 30)
    assert differences(score, levels)["shop"]["speed"].adjusted is None
    twice = pd.DataFrame({"shop": levels, "branch": levels.map({"a": "north", "b": "south"})})
    assert differences(score, twice)["shop"]["speed"].adjusted.code == "groupings_determine_each_other"
    alone = pd.DataFrame({"shop": levels, "year": ["2026"] * 60})
    assert differences(score, alone)["shop"]["speed"].adjusted.code == "nothing_to_adjust_for"
    assert differences(score, alone)["year"]["speed"].adjusted.code == "one_level_only"
    many = pd.DataFrame({"shop": list("ab") * 3, "day": list("aabbcc")})
    few = differences(pd.Series([1.0, 2, 4, 3, 5, 7]), many, fewest=2)["shop"]["speed"].adjusted
    assert (few.code, few.values) == ("too_few_for_levels", {"n_obs": 6, "at_least": 7})


def test_rare_levels_of_other_groupings_keep_their_people():
    score, levels = people(40, 40)
    other = pd.Series(["x"] * 38 + ["y"] * 39 + ["z"] * 3)
    assert differences(score, pd.DataFrame({"shop": levels, "day": other}))["shop"]["speed"].adjusted.n_obs == 80


def test_omega_squared_by_hand():
    assert omega_squared(5.0, 2, 100) == pytest.approx(8 / 108)
    assert omega_squared(0.9, 2, 100) == 0
    nothing = omega_squared_interval(0.01, (4, 200.0), 205)
    assert (nothing.conf_low, nothing.conf_high) == (0, 0)
    some = omega_squared_interval(1.2, (4, 200.0), 205)
    assert some.conf_low == 0 < some.estimate < some.conf_high


def test_hedges_g_of_equal_variances_and_sizes_by_hand():
    found = hedges_g(1.0, (4.0, 4.0), (10, 10))
    assert found.estimate == pytest.approx(0.5 * (1 - 3 / (4 * 18 - 1)), rel=2e-4)
    assert found.conf_low < 0 < found.conf_high
    huge = hedges_g(400.0, (1.0, 2.0), (5000, 4000))
    assert huge.conf_low < huge.estimate < huge.conf_high


def test_refusals_say_what_is_wrong():
    with refused("one_level_only", n_levels=1):
        means_test({"a": np.array([1.0, 2])})
    with refused("constant_levels", levels=["b"]):
        level_pairs({"a": np.array([1.0, 2]), "b": np.array([2.0, 2])})
