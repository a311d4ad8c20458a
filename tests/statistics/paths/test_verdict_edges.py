"""Verdicts on hypotheses at their edges, and p values of products of slopes on either side of zero."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.paths.hypotheses import HypothesisResult, verdict
from tests.statistics.paths.test_hypotheses import Declared, found


def row(sign="", estimate=0.3, low=0.1, high=0.5, p=0.01, moderator="") -> HypothesisResult:
    names = {"name": "H1", "statement": "", "predictor": "a", "outcome": "y", "sign": sign, "moderator": moderator}
    ends = {"conf_low": low, "conf_high": high, "beta": estimate, "beta_low": low, "beta_high": high}
    tests = {"p_value": p, "p_value_holm": p, "trivial": 0.05, "verdict": "undecided"}
    return HypothesisResult(
        **names, **ends, **tests, mediator="", model="slope", n_obs=300, estimate=estimate, levels=[]
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sign": "+", "estimate": 0.0, "low": -0.1, "high": 0.05, "p": 0.9}, "undecided"),
        ({"sign": "+", "estimate": 0.0, "low": -0.1, "high": 0.0499, "p": 0.9}, "not_supported"),
        ({"sign": "-", "estimate": 0.0, "low": -0.05, "high": 0.1, "p": 0.9}, "undecided"),
        ({"sign": "-", "estimate": 0.0, "low": -0.0499, "high": 0.1, "p": 0.9}, "not_supported"),
        ({"estimate": 0.0, "low": -0.05, "high": 0.04, "p": 0.9}, "undecided"),
        ({"estimate": 0.0, "low": -0.0499, "high": 0.04, "p": 0.9}, "not_supported"),
        ({"sign": "+", "estimate": 0.0, "low": -0.1, "high": 0.1}, "undecided"),
        ({"sign": "-", "estimate": 0.0, "low": -0.1, "high": 0.1}, "undecided"),
        ({"sign": "-", "estimate": 0.5, "low": -0.1, "high": 0.9}, "undecided"),
        ({"sign": "+", "p": 0.05}, "undecided"),
        ({"sign": "+", "p": 0.0499}, "supported"),
    ],
)
def test_edges_of_a_verdict(given, said):
    assert verdict(row(**given), 0.05) == said


@pytest.mark.parametrize(("way", "onward", "is_shown"), [(1, 1, True), (-1, 1, True), (1, -1, True), (0, 0, False)])
def test_a_product_of_slopes_is_tested_on_both_sides_of_zero(way, onward, is_shown):
    rng = np.random.default_rng(3)
    speed = rng.normal(size=300)
    unused = dict.fromkeys(("lost", "rude", "minutes", "shop", "age"), 0.0)
    data = pd.DataFrame({"speed": speed, "care": rng.normal(size=300), "price": rng.normal(size=300)} | unused)
    data["loyal"] = 0.6 * way * speed + rng.normal(size=300)
    data["overall"] = 0.6 * onward * data["loyal"] + rng.normal(size=300)
    (one,) = found(data, Declared("speed", "overall", mediator="loyal"), n_resamples=200)
    assert (one.p_value <= 0.02) is is_shown and one.trivial == 0.01
    assert np.sign(round(one.estimate, 1)) == way * onward
