"""Measured quantities: R's numbers, quartiles and shares, groups, parts, refusals."""

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis import ROOT
from analysis.statistics import indicator_descriptions, proportion
from analysis.statistics.description.indicators import median_interval, parted, spearman_interval
from tests.refusals import refused

REFERENCE = ROOT / "tests" / "reference"
R = json.loads((REFERENCE / "groups.json").read_text())
DATA = pd.read_csv(REFERENCE / "groups.csv")


def described(values: pd.Series, kind: str = "quantity", belongs: str = "speed", score=None, groups=None, **how):
    score = DATA["score"] if score is None else score
    found = indicator_descriptions(
        values.to_frame("x"),
        kinds={"x": kind},
        belongs={"x": belongs},
        scales={"speed": score.to_frame("s1")},
        groups=pd.DataFrame(index=values.index) if groups is None else groups,
        **how,
    )
    return found.indicators["x"]


def test_a_waiting_time_equals_rs():
    found = described(DATA["wait"])
    spread, relation = found.spread, found.relation
    assert_allclose([spread.lower_quartile, spread.centre.estimate, spread.upper_quartile, spread.ninetieth], R["wait"])
    rank = relation.spearman
    assert_allclose([rank.estimate, rank.conf_low, rank.conf_high], R["spearman"])
    assert_allclose([part.mean for part in relation.parts], R["quarters"])
    assert sum(part.n_obs for part in relation.parts) == relation.n_obs == DATA["score"].notna().sum()
    assert all(part.high <= later.low for part, later in pairwise(relation.parts))
    difference = relation.difference
    assert difference.estimate == pytest.approx(R["quarters"][-1] - R["quarters"][0])
    assert difference.conf_low < difference.estimate < difference.conf_high


def test_yes_or_no_is_a_share_and_two_parts():
    yes = (DATA["score"] > 5).astype(float).where(DATA["score"].notna())
    found = described(yes, "yes_no")
    share = proportion(int(yes.sum()), int(yes.notna().sum()))
    assert found.spread.centre.conf_low == share.conf_low and found.spread.ninetieth is None
    assert (found.n_missing, [(part.low, part.high) for part in found.relation.parts]) == (2, [(0, 0), (1, 1)])
    assert found.relation.difference.conf_low > 0


def test_levels_that_too_few_have_are_left_out():
    groups = pd.DataFrame({"shop": DATA["shop"], "few": ["a"] * 236 + ["b"] * 4})
    found = described(DATA["wait"], groups=groups)
    assert [row.level for row in found.groups["shop"]] == ["A", "B", "C", "D"]
    assert [row.n_obs for row in found.groups["few"]] == [236]
    assert found.groups["shop"][0].centre.estimate == DATA["wait"][DATA["shop"] == "A"].median()


def test_what_belongs_to_no_scale_has_no_relation_and_what_does_not_vary_a_reason():
    assert described(DATA["wait"], belongs="").relation is None
    assert described(DATA["wait"] * 0 + 3).relation.code == "constant_variable"
    assert described(DATA["wait"] * np.nan).code == "too_few_values"
    few = DATA["wait"].where(DATA.index < 9)
    assert described(few).values == {"n_obs": 9, "at_least": 10} and described(few, fewest=9).spread.n_obs == 9


def test_equal_values_stay_together():
    x = np.array([1.0] * 60 + [2.0] * 30 + [3.0] * 10)
    assert [int(part.sum()) for part in parted(x, "quantity")] == [60, 30, 10]
    few = described(pd.Series([1.0, 2, 3, 4]), score=pd.Series([1.0, 3, 2, 5]), fewest=2).relation
    assert (few.code, few.values) == ("too_few_values", {"n_obs": 4, "at_least": 8})


def test_median_interval_covers_and_falls_back_to_the_ends():
    ends = median_interval(np.array([3.0, 1.0, 2.0]))
    assert (ends.conf_low, ends.estimate, ends.conf_high) == (1, 2, 3)
    rng = np.random.default_rng(0)
    held = [
        found.conf_low <= 1 <= found.conf_high
        for found in (median_interval(rng.exponential(1 / np.log(2), 60)) for _ in range(400))
    ]
    assert 0.93 < np.mean(held) < 1
    with refused("no_answers"):
        median_interval(np.array([]))


def test_a_perfect_order_has_no_interval():
    with refused("perfect_correlation"):
        spearman_interval([1, 2, 3, 5], [1, 4, 9, 16])
    with refused("too_few_values", n_obs=3, at_least=4):
        spearman_interval([1, 2, 3], [1, 3, 2])


def test_a_bound_that_is_just_as_rare_as_asked_is_taken():
    found = median_interval(np.arange(1.0, 11.0), conf_level=1 - 22 / 1024)
    assert (found.conf_low, found.conf_high) == (2.0, 9.0)
