"""An outcome on the dimensions as factors: lavaan's numbers, what attenuates, what is left out and refused."""

import json

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy.special import expit, logit

from analysis.statistics import latent_regression, ols, outcome_validity, random_stream, scale_scores
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.measurement.models import LeftOutScale
from analysis.statistics.paths.latent_regression import share
from tests.oracle import HERE, oracle


def lavaan(name: str) -> dict:
    return json.loads((HERE / "latent.json").read_text())[name]


def paths(name: str, **changes):
    data = oracle(name)
    given = {"outcomes": data.outcomes, "ranges": data.ranges} | changes
    return latent_regression(data.scales, **given)


@pytest.mark.parametrize(
    ("name", "entry", "estimator", "ranges"),
    [
        ("ecsq600", "ecsq600", "mlr", {}),
        ("ecsq600_missing", "ecsq600_missing", "fiml_mlr", {}),
        ("ecsq600", "ecsq600_ordered", "wlsmv", None),
    ],
)
def test_paths_equal_lavaan(name, entry, estimator, ranges):
    four = dict.fromkeys(oracle(name).ranges, (1, 4))  # as if the scales had four answers: the ordinal branch
    ours, theirs = paths(name, ranges=four if ranges is None else ranges), lavaan(entry)
    assert (ours.estimator, ours.n_obs) == (estimator, theirs["n"])
    table = ours.tidy()
    assert list(table["term"]) == theirs["term"]
    assert_allclose(table["beta"], theirs["beta"], atol=2e-4)
    assert_allclose(table[["beta_low", "beta_high"]], np.transpose([theirs["low"], theirs["high"]]), atol=5e-4)
    assert_allclose(table["statistic"], theirs["z"], atol=5e-3)
    error = np.ptp(theirs["rest"]) / 2 / (theirs["r2"] * (1 - theirs["r2"]))
    expected = expit(logit(theirs["r2"]) + np.array([-error, 0, error]))
    assert_allclose([ours.r_squared_low, ours.r_squared, ours.r_squared_high], expected, atol=5e-4)


def test_paths_on_real_data_equal_lavaan():
    theirs = oracle("mobi").r["sem"]
    known = theirs["parameters"]
    betas = [std for op, std in zip(known["op"], known["std_all"], strict=True) if op == "~"]
    ours = paths("mobi")
    assert_allclose(ours.tidy()["beta"], betas, atol=5e-4)
    assert ours.r_squared == pytest.approx(theirs["r2"]["SAT"], abs=1e-5)


def test_the_interval_of_a_share_stays_a_share():
    found = paths("mobi")
    assert found.r_squared_low < found.r_squared < found.r_squared_high < 1
    rest = {"std_estimate": -0.1, "std_std_error": 0.05}  # a negative residual variance
    assert np.isnan(share(rest, 0.95)).all()


def test_least_squares_stands_beside_on_the_same_scales():
    data, ours = oracle("ecsq600"), paths("ecsq600")
    plain = ols(scale_scores(data.outcomes)["satisfaction"], scale_scores(data.scales))
    assert_allclose(ours.tidy()["beta_observed"], [term.beta for term in plain.terms])
    assert (ours.r_squared_observed, ours.n_observed) == (plain.r_squared, plain.n_obs)


def measured(factor: np.ndarray, name: str, rng: np.random.Generator, loading: float) -> pd.DataFrame:
    """Three items of a factor."""
    noise = rng.normal(size=(len(factor), 3))
    return pd.DataFrame(
        loading * factor[:, None] + np.sqrt(1 - loading**2) * noise, columns=[f"{name}{k}" for k in "123"]
    )


def noisy(n_obs: int = 4_000) -> tuple[dict, dict]:
    """Two uncorrelated factors, badly measured, that determine .36 + .16 of a third."""
    rng = np.random.default_rng(2)
    a, b, rest = rng.normal(size=(3, n_obs))
    y = 0.6 * a + 0.4 * b + np.sqrt(1 - 0.52) * rest
    dimensions = {"first": measured(a, "a", rng, 0.6), "second": measured(b, "b", rng, 0.6)}
    return dimensions, {"outcome": measured(y, "y", rng, 0.6)}


def test_what_error_hides_is_found_again():
    dimensions, outcomes = noisy()
    found = latent_regression(dimensions, outcomes=outcomes)
    assert [term.beta for term in found.terms] == pytest.approx([0.6, 0.4], abs=0.05)
    assert found.r_squared_low < 0.52 < found.r_squared_high
    assert found.r_squared_observed < 0.25
    assert found.terms[0].p_value_holm == pytest.approx(2 * min(term.p_value for term in found.terms))


def test_a_dimension_of_one_item_is_left_out_and_named():
    dimensions, outcomes = noisy(500)
    single = {"first": dimensions["first"][["a1"]], "second": dimensions["second"]}
    found = latent_regression(single, outcomes=outcomes)
    assert found.left_out == [LeftOutScale(scale="first", code="single_item", items=["a1"])]
    assert [term.term for term in found.terms] == ["second"]


def test_an_outcome_of_one_item_has_none():
    dimensions, outcomes = noisy(200)
    assert latent_regression(dimensions, outcomes={"outcome": outcomes["outcome"][["y1"]]}) is None
    assert latent_regression(dimensions, outcomes={}) is None


def test_what_refuses_it_is_said():
    dimensions, outcomes = noisy(200)
    none = latent_regression({"first": dimensions["first"][["a1"]]}, outcomes=outcomes)
    assert isinstance(none, Unavailable) and none.code == "too_few_dimensions"
    few = {n: [{name: items.head(n) for name, items in part.items()} for part in noisy(200)] for n in (9, 10)}
    refused = latent_regression(few[9][0], outcomes=few[9][1])
    assert isinstance(refused, Unavailable) and (refused.code, refused.values["at_least"]) == ("too_few_rows", 10)
    assert getattr(latent_regression(few[10][0], outcomes=few[10][1]), "code", "") != "too_few_rows"


def test_a_scale_may_bear_an_items_name():
    dimensions, outcomes = noisy(500)
    plain = latent_regression(dimensions, outcomes=outcomes)
    named = latent_regression(
        {"a1": dimensions["first"], "y2": dimensions["second"]}, outcomes={"b3": outcomes["outcome"]}
    )
    assert (named.outcome, [term.term for term in named.terms]) == ("b3", ["a1", "y2"])
    assert_allclose(named.tidy()["beta"], plain.tidy()["beta"], rtol=1e-6)


def validity_of_outcomes(dimensions, outcomes):
    return outcome_validity(dimensions, outcomes=outcomes, rng=random_stream(1, "v"), n_resamples=100)


def test_outcomes_have_their_reliability_and_their_pairs_with_the_dimensions():
    dimensions, outcomes = noisy(500)
    found = validity_of_outcomes(dimensions, outcomes | {"one": outcomes["outcome"][["y1"]].set_axis(["z"], axis=1)})
    assert list(found.cr) == list(found.ave) == list(found.intervals["cr"]) == ["outcome"]
    expected = [("first", "outcome"), ("second", "outcome")]
    for rows in (found.htmt, found.latent_correlations, found.fornell_larcker):
        assert [(row.a, row.b) for row in rows] == expected
    assert found.latent_from.estimator == "mlr"
    assert found.latent_correlations[0].estimate == pytest.approx(0.6, abs=0.12)


def test_outcomes_of_one_item_have_neither():
    dimensions, outcomes = noisy(100)
    assert validity_of_outcomes(dimensions, {"outcome": outcomes["outcome"][["y1"]]}) is None
