"""Correlations of scale scores: R's numbers, who counts, what has none."""

import json

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis import ROOT
from analysis.statistics import score_correlations
from tests.refusals import refused

REFERENCE = ROOT / "tests" / "reference"
DATA = pd.read_csv(REFERENCE / "groups.csv")


def test_correlation_and_interval_equal_rs():
    found = score_correlations({name: DATA[[name]] for name in ("score", "other")})
    theirs = json.loads((REFERENCE / "groups.json").read_text())["correlation"]
    assert_allclose([found.matrix[0][1], found.conf_low[0][1], found.conf_high[1][0]], theirs)
    assert found.matrix[1][1] == 1 and found.terms == ["score", "other"]


def test_only_people_with_every_score_count():
    scores = pd.DataFrame(np.random.default_rng(0).normal(size=(30, 3)), columns=list("abc"))
    scores.loc[:4, "c"] = np.nan
    found = score_correlations({name: scores[[name]] for name in scores})
    assert found.n_obs == 25
    assert_allclose(found.matrix, scores.dropna().corr())


def test_a_score_that_does_not_vary_has_no_correlation_and_one_that_repeats_another_correlates_perfectly():
    a = pd.DataFrame({"x": [1.0, 2, 3, 4, 6]})
    found = score_correlations({"a": a, "same": a * 2, "still": a * 0, "other": a**2 % 7, "turned": 9 - a})
    assert np.isnan(found.matrix[2][3]) and 0 < abs(found.matrix[0][3]) < 1
    assert [table[0][1] for table in (found.matrix, found.conf_low, found.conf_high)] == [1, 1, 1]
    assert [table[4][0] for table in (found.matrix, found.conf_low, found.conf_high)] == [-1, -1, -1]
    assert [found.matrix[place][place] for place in range(5)] == [1] * 5


def test_refusals():
    with refused("too_few_items", at_least=2, items=["a"]):
        score_correlations({"a": pd.DataFrame({"x": [1.0, 2]})})
    with refused("too_few_rows", n_obs=3, at_least=4, items=["a", "b"]):
        score_correlations({name: pd.DataFrame({"x": [1.0, 2, 3]}) for name in "ab"})


@pytest.mark.parametrize("conf_level", [0.9, 0.99])
def test_the_level_moves_the_interval(conf_level):
    found = score_correlations({name: DATA[[name]] for name in ("score", "other")}, conf_level=conf_level)
    usual = score_correlations({name: DATA[[name]] for name in ("score", "other")})
    assert (found.conf_high[0][1] < usual.conf_high[0][1]) == (conf_level < 0.95)
