"""Populations built to have a known factor structure, and what must not matter."""

import weakref

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.cfa import (
    bifactor,
    cfa,
    correlated_factors,
    factor_scores,
    method_factor,
    second_order,
    single_factor,
    structural,
)
from analysis.statistics.cfa.fiml.saturated_information import saturated_information
from analysis.statistics.cfa.ml.likelihood import MomentLikelihood
from analysis.statistics.cfa.model.implied import implied
from analysis.statistics.cfa.sample import saturated
from analysis.statistics.cfa.sample.moments import Moments
from tests.oracle import oracle, scales_of
from tests.statistics.cfa.published import TESTS, pupils, three_factors, with_covariances

MODELS = {
    "correlated": correlated_factors(TESTS),
    "correlated, unit variances": correlated_factors(TESTS, std_lv=True),
    "single": single_factor(TESTS),
    "second order": second_order(TESTS),
    "method": method_factor(TESTS),
    "structural": structural({k: TESTS[k] for k in ("visual", "textual")}, {"speed": TESTS["speed"]}),
    "residual covariance": with_covariances(correlated_factors(TESTS), [("x1", "x9")]),
    "means": correlated_factors(TESTS).with_means(),
    "scalar": correlated_factors(TESTS).in_groups(("a", "b"), equal=("loadings", "intercepts")),
}
WIDE = {f: [f"{f}{i}" for i in range(4)] for f in "abc"}


def test_the_same_scales_by_name_or_place_are_the_same_model():
    scales, outcome = {"a": ["a1", "a2"], "b": ["b1", "b2"]}, {"s": ["s1", "s2"]}
    model = structural(scales, outcome)
    assert structural(scales, outcome=outcome) is structural(scales=scales, outcome=outcome) is model
    assert structural(scales, outcome, std_lv=True) is not model
    assert structural(dict(reversed(scales.items())), outcome).factors == ("b", "a", "s")


def possible(model, rng):
    """Free parameters of an admissible population."""
    theta = np.zeros(model.n_free)
    for number, row in enumerate(model.free_rows):
        p = model.parameters[row]
        if p.op == "=~":
            theta[number] = rng.uniform(0.7, 1.2)
        elif p.op == "~":
            theta[number] = rng.uniform(0.2, 0.4)
        elif p.op == "~~":
            theta[number] = rng.uniform(0.6, 1.0) if p.lhs == p.rhs else rng.uniform(0.1, 0.2)
        else:
            theta[number] = rng.uniform(-1, 1)
    return theta


def population(model, theta, n=500):
    """The moments that the model implies."""
    states = [implied(cells, theta) for cells in model.cells]
    return [Moments(model.items, n + 100 * g, state.mu, state.Sigma) for g, state in enumerate(states)]


@pytest.mark.parametrize("name", MODELS)
def test_a_population_is_recovered_exactly(name):
    model = MODELS[name]
    theta = possible(model, np.random.default_rng(3))
    found = cfa(population(model, theta), model)
    assert found.solution.theta == pytest.approx(theta, abs=1e-7)
    assert found.fit.chi_square == pytest.approx(0, abs=1e-8)
    assert (found.fit.cfi, found.fit.rmsea) == (1.0, 0.0)
    assert found.fit.srmr == pytest.approx(0, abs=1e-8)
    assert found.is_admissible


def test_a_bifactor_population_is_recovered():
    model = bifactor(WIDE)
    theta = possible(model, np.random.default_rng(5))
    found = cfa(population(model, theta), model)
    assert found.solution.theta == pytest.approx(theta, abs=1e-6)


@pytest.mark.parametrize("name", MODELS)
def test_derivatives_are_those_of_the_likelihood(name):
    model = MODELS[name]
    rng = np.random.default_rng(1)
    theta = possible(model, rng)
    samples = population(model, theta + 0.05 * rng.standard_normal(model.n_free))
    surface = MomentLikelihood(model, samples)
    point, step = surface.at(theta), 1e-5
    slope, curvature = np.empty(model.n_free), np.empty((model.n_free, model.n_free))
    for k in range(model.n_free):
        move = step * np.eye(model.n_free)[k]
        after, before = surface.at(theta + move), surface.at(theta - move)
        slope[k] = (after.value - before.value) / (2 * step)
        curvature[k] = (after.gradient - before.gradient) / (2 * step)
    assert point.gradient == pytest.approx(slope, abs=1e-8)
    assert point.observed_information == pytest.approx(curvature, abs=1e-7)


@pytest.mark.parametrize("name", MODELS)
def test_expected_information_is_the_observed_one_at_the_population(name):
    model = MODELS[name]
    theta = possible(model, np.random.default_rng(2))
    point = MomentLikelihood(model, population(model, theta)).at(theta)
    assert point.expected_information == pytest.approx(point.observed_information, abs=1e-10)


def test_origin_and_unit_of_items_change_no_index_of_fit():
    answers = oracle("ecsq600").items
    model = correlated_factors(scales_of("ecsq600"))
    here = cfa(answers, model, estimator="mlr")
    there = cfa(answers * np.linspace(0.1, 30, 25) + np.linspace(-9, 900, 25), model, estimator="mlr")
    assert there.fit.chi_square == pytest.approx(here.fit.chi_square, rel=1e-9)
    assert there.fit.cfi_robust == pytest.approx(here.fit.cfi_robust, rel=1e-9)
    for a, b in zip(here.loadings, there.loadings, strict=True):
        assert b.std_estimate == pytest.approx(a.std_estimate, abs=1e-7)
        assert b.std_std_error == pytest.approx(a.std_std_error, abs=1e-7)


def test_order_of_rows_items_and_factors_does_not_matter():
    answers, scales = oracle("ecsq600").items, scales_of("ecsq600")
    here = cfa(answers, correlated_factors(scales), estimator="mlr")
    turned = {name: [scales[name][0], *scales[name][:0:-1]] for name in reversed(scales)}  # the marker stays first
    there = cfa(answers.sample(frac=1, random_state=4), correlated_factors(turned), estimator="mlr")
    assert there.fit.chi_square_scaled == pytest.approx(here.fit.chi_square_scaled, rel=1e-9)
    ours = {(row.factor, row.term): row for row in there.loadings}
    for row in here.loadings:
        assert ours[row.factor, row.term].std_error == pytest.approx(row.std_error, rel=1e-6, nan_ok=True)


def test_marker_and_unit_variance_are_the_same_model():
    answers, scales = oracle("ecsq600").items, scales_of("ecsq600")
    marker = cfa(answers, correlated_factors(scales), estimator="mlr")
    unit = cfa(answers, correlated_factors(scales, std_lv=True), estimator="mlr")
    assert unit.fit.chi_square_scaled == pytest.approx(marker.fit.chi_square_scaled, rel=1e-8)
    for a, b in zip(marker.loadings, unit.loadings, strict=True):
        assert b.std_estimate == pytest.approx(a.std_estimate, abs=1e-8)
        assert b.std_std_error == pytest.approx(a.std_std_error, abs=1e-8)


def test_full_information_without_gaps_is_maximum_likelihood():
    answers, model = oracle("ecsq600").items, correlated_factors(scales_of("ecsq600"))
    full, complete = cfa(answers, model, estimator="fiml"), cfa(answers, model)
    assert full.fit.chi_square == pytest.approx(complete.fit.chi_square, rel=1e-8)
    assert full.fit.cfi_robust == pytest.approx(full.fit.cfi, rel=1e-8)
    robust, mlr = cfa(answers, model, estimator="fiml_mlr"), cfa(answers, model.with_means(), estimator="mlr")
    assert robust.fit.scaling == pytest.approx(mlr.fit.scaling, rel=1e-7)
    assert robust.fit.baseline_scaling == pytest.approx(mlr.fit.baseline_scaling, rel=1e-7)


def test_full_information_sees_only_what_is_answered():
    answers = oracle("ecsq600_missing").items
    model = correlated_factors(scales_of("ecsq600_missing"))
    here = cfa(answers, model, estimator="fiml_mlr")
    empty = pd.DataFrame(np.nan, index=range(30), columns=answers.columns)
    there = cfa(pd.concat([answers.iloc[::-1], empty]), model, estimator="fiml_mlr")
    assert there.n_obs == here.n_obs
    assert there.fit.chi_square_scaled == pytest.approx(here.fit.chi_square_scaled, rel=1e-8)


def test_incomplete_rows_are_dropped_before_counting():
    answers = oracle("ecsq600_missing").items
    model = correlated_factors(scales_of("ecsq600_missing"))
    assert cfa(answers, model).fit.bic == cfa(answers.dropna(), model).fit.bic
    assert cfa(answers, model).n_obs == len(answers.dropna())


def test_scores_of_perfect_items_are_the_items():
    rng = np.random.default_rng(8)
    factor = rng.standard_normal(400)
    answers = pd.DataFrame({f"x{i}": factor + 1e-3 * rng.standard_normal(400) for i in range(4)})
    model = single_factor({"one": list(answers.columns)})
    scores = factor_scores(answers, cfa(answers, model).solution)["G"]
    assert np.corrcoef(scores, factor)[0, 1] > 0.99999


def test_two_groups_with_the_same_moments_have_twice_the_chi_square():
    one = cfa(pupils(), three_factors()).fit.chi_square
    two = cfa([pupils(), pupils()], three_factors().in_groups(("a", "b"))).fit.chi_square
    assert two == pytest.approx(2 * one, rel=1e-9)


def test_answers_that_several_models_share_are_sorted_once_and_told_from_others():
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(60, 3))
    rows[rng.random(rows.shape) < 0.1] = np.nan
    names = ("a", "b", "c")
    first = saturated.sorted_answers(rows, names)
    assert saturated.sorted_answers(rows.copy(), names) is first
    others = [saturated.sorted_answers(*other) for other in ((rows, ("a", "b", "d")), (rows + 1, names))]
    assert others[0][0].names == ("a", "b", "d") and others[1][1].moments.mean == pytest.approx(
        first[1].moments.mean + 1
    )
    again = saturated.sorted_answers(rows, names)
    assert again is not first and len(saturated.KNOWN) == 1
    assert np.array_equal(again[1].moments.cov, first[1].moments.cov)


def test_what_answers_tell_is_kept_no_longer_than_they_are():
    rng = np.random.default_rng(3)
    rows = np.where(rng.random((60, 3)) < 0.1, np.nan, rng.normal(size=(60, 3)))
    answers = saturated.sorted_answers(rows, ("a", "b", "c"))
    told = saturated_information(*answers)
    assert saturated_information(*answers) is told
    gone = weakref.ref(told)
    del told, answers
    saturated.sorted_answers(rows + 1, ("a", "b", "c"))
    assert gone() is None
