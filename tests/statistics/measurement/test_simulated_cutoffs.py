"""Simulated cut-offs: the populations drawn from, the vectorised fits, and what the cut-offs tell apart."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.cfa import cfa, correlated_factors
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.cfa.wlsmv.wlsmv import wlsmv
from analysis.statistics.measurement.misspecification import Pattern, cross_loading, pattern_of, populations
from analysis.statistics.measurement.simulated_cutoffs import (
    Cutoff,
    cutoff,
    dynamic_cutoffs,
    observed_cuts,
    simulated_covariances,
    simulated_indices,
    wishart_draws,
)
from tests.oracle import answers_of, scales_of
from tests.refusals import refused
from tests.statistics.factor_data import FOUR, exact_answers, implied_correlations

PHI = np.array([[1, 0.3, 0.4], [0.3, 1, 0.2], [0.4, 0.2, 1]])
LOADINGS = np.array([0.8, 0.7, 0.6, 0.75, 0.5, 0.8, 0.8, 0.7, 0.7, 0.65, 0.75, 0.8])


def continuous(n_obs=400):
    return exact_answers(FOUR, implied_correlations(FOUR, PHI, LOADINGS), n_obs)


def five_points(n_obs=400):
    """Answers from 1 to 5, crowded at the top."""
    answers = continuous(n_obs)
    return pd.DataFrame(np.digitize(answers, [-2, -1.2, -0.4, 0.6]) + 1, columns=answers.columns)


# ---------------------------------------------------------------- populations
def test_weak_items_load_on_the_most_reliable_other_factor():
    pattern = pattern_of(cfa(continuous(), correlated_factors(FOUR)))
    np.testing.assert_allclose(pattern.Lambda.sum(axis=1), LOADINGS, atol=1e-6)
    right, first, second = populations(pattern)
    assert right.added == () and len(first.added) == 1 and second.added[0] is first.added[0]
    assert [(c.term, c.factor) for c in second.added] == [("b1", "c"), ("a3", "b")]
    assert first.added[0].estimate == pytest.approx(0.5)  # as strong as on its own factor
    for population in (right, first, second):
        np.testing.assert_allclose(np.diag(population.correlations), 1)
        assert np.linalg.eigvalsh(population.correlations)[0] > 0
    np.testing.assert_allclose(right.correlations, implied_correlations(FOUR, PHI, LOADINGS), atol=1e-6)


def test_no_two_dimensions_are_bridged_twice():
    Lambda = np.zeros((6, 3))
    Lambda[np.arange(6), [0, 0, 1, 1, 2, 2]] = [0.5, 0.8, 0.6, 0.9, 0.7, 0.85]
    pattern = Pattern(Lambda, PHI, list("uvwxyz"), list("abc"))
    home = dict(zip("uvwxyz", "aabbcc", strict=True))
    bridges = [frozenset((loading.factor, home[loading.term])) for loading in populations(pattern)[-1].added]
    assert len(bridges) == len(set(bridges)) == 2


def test_a_cross_loading_leaves_the_item_a_residual():
    assert cross_loading(0.5, 0.3) == 0.5
    assert cross_loading(-0.9, 0.0) == pytest.approx(0.95 * np.sqrt(1 - 0.81))
    strong = cross_loading(0.9, 0.5) / 0.95
    assert 0.9**2 + strong**2 + 2 * 0.9 * 0.5 * strong == pytest.approx(1)


def test_coefficient_h_of_one_item_is_its_squared_loading():
    assert Pattern(np.array([[0.6]]), np.eye(1), ["x"], ["a"]).reliability == pytest.approx(0.36)


# ---------------------------------------------------------------- draws
def test_normal_draws_have_the_moments_of_wishart_matrices():
    R = implied_correlations(FOUR, PHI, LOADINGS)
    draws = wishart_draws(np.linalg.cholesky(R), 100, 20_000, np.random.default_rng(0))
    np.testing.assert_allclose(draws.mean(axis=0), R * 99 / 100, atol=0.005)
    expected = 99 * (R**2 + 1) / 100**2  # variance of each element
    np.testing.assert_allclose(draws.var(axis=0), expected, rtol=0.06)


def test_cut_draws_have_the_studys_categories():
    items = five_points(3000)
    ordinal = wlsmv(items, correlated_factors(FOUR))
    cuts = observed_cuts(items, ordinal)
    assert len(cuts) == 12 and (np.diff(cuts[0][0]) > 0).all() and list(cuts[0][1]) == [1, 2, 3, 4, 5]
    population = populations(pattern_of(ordinal))[0]
    drawn = simulated_covariances(population, cuts, 3000, 60, np.random.default_rng(4)).mean(axis=0)
    np.testing.assert_allclose(np.diag(drawn), items.var(ddof=0), rtol=0.02)
    np.testing.assert_allclose(drawn, items.cov(ddof=0), atol=0.06)


def test_fits_of_all_draws_at_once_are_those_of_single_fits():
    model = correlated_factors(FOUR)
    R = populations(pattern_of(cfa(continuous(), model)))[1].correlations
    draws = wishart_draws(np.linalg.cholesky(R), 300, 12, np.random.default_rng(2))
    indices = simulated_indices(model, draws, 300)
    for b, cov in enumerate(draws):
        fit = cfa(Moments(model.items, 300, np.zeros(12), cov), model).fit
        for name in ("srmr", "rmsea", "cfi"):
            assert indices[name][b] == pytest.approx(getattr(fit, name), abs=2e-6)


# ---------------------------------------------------------------- cut-offs
def test_cutoff_takes_the_sharpest_power_that_tells_apart():
    right = np.linspace(0, 1, 1001)
    sharp, blunt, none = (cutoff(right, right + shift, True) for shift in (0.95, 0.85, 0.5))
    assert (sharp.power, blunt.power) == (0.95, 0.90) and none.value is None and none.power is None
    assert sharp.value == pytest.approx(1.0) and blunt.value == pytest.approx(0.95)
    falling = cutoff(-right, -right - 0.95, False)
    assert (falling.value, falling.power) == (pytest.approx(-1.0), 0.95)


def test_a_right_model_stays_below_every_level_and_a_wrong_one_does_not():
    model = correlated_factors(FOUR)
    right = exact_answers(FOUR, implied_correlations(FOUR, PHI, 0.7 + 0.01 * np.arange(12)), 800)
    found = dynamic_cutoffs(right, cfa(right, model), rng=np.random.default_rng(3), n_draws=200)
    assert [level.level for level in found.levels] == [1, 2]
    assert set(found.below_level.values()) == {1} and found.n_settled == 200 and found.population == "normal"
    values = [level.cutoffs["rmsea"].value for level in found.levels]
    assert found.correct["rmsea"] <= values[0] < values[1]
    Sigma = implied_correlations(FOUR, PHI, 0.7)
    Sigma[[0, 4, 1, 8, 2, 9], [4, 0, 8, 1, 9, 2]] += 0.3
    wrong = exact_answers(FOUR, Sigma, 800)
    found = dynamic_cutoffs(wrong, cfa(wrong, model), rng=np.random.default_rng(3), n_draws=200)
    assert found.below_level["rmsea"] != 1 and found.below_level["cfi"] != 1


def test_cutoffs_depend_on_the_categories():
    model, items = correlated_factors(FOUR), five_points()
    fit, ordinal = cfa(items, model), wlsmv(items, model)
    cut = dynamic_cutoffs(items, fit, rng=np.random.default_rng(1), ordinal=ordinal, n_draws=60)
    normal = dynamic_cutoffs(items, fit, rng=np.random.default_rng(1), n_draws=60)
    assert cut.population == "ordinal" and cut.correct != normal.correct
    again = dynamic_cutoffs(items, fit, rng=np.random.default_rng(1), ordinal=ordinal, n_draws=60)
    assert again.correct == cut.correct and again.tidy().equals(cut.tidy())


def test_large_samples_are_simulated_by_two_thousand():
    items = continuous(2500)
    found = dynamic_cutoffs(items, cfa(items, correlated_factors(FOUR)), rng=np.random.default_rng(1), n_draws=20)
    assert (found.n_obs, found.n_simulated) == (2500, 2000)


def test_an_impossible_solution_is_refused():
    scales = {"a": FOUR["a"], "b": FOUR["b"]}
    Sigma = implied_correlations(scales, [[1, 1.05], [1.05, 1]], 0.7)
    items = exact_answers(scales, Sigma)
    fit = cfa(items, correlated_factors(scales))
    with refused("no_such_population"):
        dynamic_cutoffs(items, fit, rng=np.random.default_rng(0))


def test_real_answers_of_poor_fit_exceed_every_cutoff():
    items = answers_of("service_quality")
    fit = cfa(items, correlated_factors(scales_of("service_quality")))
    found = dynamic_cutoffs(items, fit, rng=np.random.default_rng(0), n_draws=100)
    assert set(found.below_level.values()) == {None}
    assert isinstance(found.levels[0].cutoffs["cfi"], Cutoff)
