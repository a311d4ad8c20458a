"""Validity of scales: semTools' numbers, known answers, invariances, refusals."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.cfa.estimate import cfa
from analysis.statistics.cfa.ml.likelihood import MomentLikelihood
from analysis.statistics.cfa.model.constructors import correlated_factors, second_order
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.cfa.search.refits import refits, stacked_gradients
from analysis.statistics.cfa.wlsmv.wlsmv import wlsmv
from analysis.statistics.foundation.bootstrap import bootstrap_moments
from analysis.statistics.measurement.validity import validity
from analysis.statistics.reliability.coefficients import settled_bounds
from analysis.statistics.reliability.htmt import htmt, htmt2
from tests.oracle import ORDINAL, answers_of, oracle, scales_of
from tests.refusals import refused
from tests.statistics.cfa.published import with_covariances
from tests.statistics.factor_data import FOUR, exact_answers, implied_correlations

EVERY_SET = (*ORDINAL, "mobi", "supermarket")


def validity_of(name, **options):
    options = {"rng": np.random.default_rng(7), "n_resamples": 60} | options
    return validity(answers_of(name), scales=scales_of(name), **options)


def simulated(n_obs, rng, *, loading=0.7, correlation=0.5, n_scales=3, n_items=4):
    """Answers to `n_scales` scales of parallel items with one latent correlation, and the scales."""
    Phi = np.full((n_scales, n_scales), correlation) + (1 - correlation) * np.eye(n_scales)
    eta = rng.multivariate_normal(np.zeros(n_scales), Phi, size=n_obs)
    noise = rng.normal(size=(n_obs, n_scales * n_items)) * np.sqrt(1 - loading**2)
    names = [f"{scale}{item}" for scale in "abcdef"[:n_scales] for item in range(n_items)]
    items = pd.DataFrame(np.repeat(eta, n_items, axis=1) * loading + noise, columns=names)
    return items, {scale: [name for name in names if name[0] == scale] for scale in "abcdef"[:n_scales]}


# ---------------------------------------------------------------- another program's numbers
@pytest.mark.parametrize("name", EVERY_SET)
def test_omega_ave_and_ratios_are_semtools(name):
    found, reference = validity_of(name, n_resamples=2), oracle(name).r
    assert found.omega == pytest.approx(reference["cfa"]["omega"], rel=1e-5)
    assert found.ave == pytest.approx(reference["cfa"]["ave"], rel=1e-5)
    for kind in ("htmt", "htmt2"):
        theirs = pd.DataFrame(
            reference["htmt"][kind]["values"], reference["htmt"][kind]["rows"], reference["htmt"][kind]["cols"]
        )
        for row in getattr(found, kind):
            expected = theirs.loc[row.b, row.a]
            assert row.estimate == pytest.approx(expected, abs=1e-12), kind


def test_ordinal_omega_stands_beside_the_linear_one():
    fit = wlsmv(answers_of("ecsq600"), correlated_factors(scales_of("ecsq600")))
    found = validity_of("ecsq600", ordinal=fit)
    assert found.omega_ordinal == pytest.approx(oracle("ecsq600").r["cfa"]["wlsmv"]["omega"], rel=1e-6)
    for scale, bounds in found.intervals["omega_ordinal"].items():
        assert bounds.conf_low < found.omega_ordinal[scale] < bounds.conf_high


def test_split_halves_stand_beside_them():
    found = validity_of("ecsq600", n_resamples=2).split_half
    assert found["resolution"].lambda3 == pytest.approx(oracle("ecsq600").r["alpha"]["resolution"]["raw"])


def test_hierarchical_omega_is_semtools():
    """semTools: compRelSEM(second_order, higher = "G")."""
    found = validity_of("ecsq600").hierarchical
    assert found.estimate == pytest.approx(0.7863425661, rel=1e-6)
    assert found.is_defensible and not found.reasons
    assert found.conf_low < found.estimate < found.conf_high
    assert found.omega_total > found.estimate


# ---------------------------------------------------------------- the refits behind the intervals
@pytest.mark.parametrize("build", [correlated_factors, second_order])
@pytest.mark.parametrize("name", ["ecsq600", "mobi"])
def test_refits_are_the_fits_of_each_resample(name, build):
    items = answers_of(name)
    fit = cfa(items, build(scales_of(name)))
    model, (sample,) = fit.solution.model, fit.solution.samples
    draws = bootstrap_moments(items.to_numpy(), n_resamples=12, rng=np.random.default_rng(3)).covariances
    draws *= (sample.n_obs - 1) / sample.n_obs
    found = refits(model, fit.solution.theta, sample, draws)
    for parameters, draw in zip(found, draws, strict=True):
        alone = cfa(Moments(sample.names, sample.n_obs, sample.mean, draw), model).solution
        moved = (parameters - alone.theta) / np.sqrt(np.diagonal(alone.covariance))
        assert np.abs(moved).max() < 1e-3  # standard errors


@pytest.mark.parametrize("build", [correlated_factors, second_order])
def test_stacked_gradient_is_the_gradient(build):
    fit = cfa(answers_of("ecsq600"), build(scales_of("ecsq600")))
    model, (sample,) = fit.solution.model, fit.solution.samples
    away = fit.solution.theta * 1.02
    expected = MomentLikelihood(model, [sample]).at(away).gradient
    np.testing.assert_allclose(stacked_gradients(model, away[None], sample.cov[None])[0], expected, atol=1e-13)


def test_an_interval_needs_most_resamples_to_have_a_value():
    values = np.arange(10.0)
    few = np.where(values < 3, np.nan, values)
    bounds = settled_bounds(np.stack([values, np.where(values < 1, np.nan, values), few], axis=1), 0.5)
    assert bounds[:, 0] == pytest.approx([2.25, 6.75])
    assert bounds[:, 1] == pytest.approx([3.0, 7.0])
    assert np.isnan(bounds[:, 2]).all()


def test_models_with_residual_covariances_are_not_stacked():
    fit = cfa(answers_of("ecsq600"), correlated_factors(scales_of("ecsq600")))
    model = with_covariances(fit.solution.model, [("RES1", "RES2")])
    with pytest.raises(ValueError, match="residual covariances"):
        stacked_gradients(model, np.ones((1, model.n_free)), fit.solution.samples[0].cov[None])


# ---------------------------------------------------------------- known answers
def test_ratios_of_parallel_items_are_the_latent_correlation():
    R = np.full((6, 6), 0.5 * 0.49)
    R[:3, :3] = R[3:, 3:] = 0.49
    np.fill_diagonal(R, 1)
    assert htmt(R, [0, 1, 2], [3, 4, 5]) == pytest.approx(0.5)
    assert htmt2(np.stack([R, -R]), [0, 1, 2], [3, 4, 5]) == pytest.approx([0.5, 0.5])


def test_a_large_sample_gives_the_values_it_was_made_with():
    items, scales = simulated(40_000, np.random.default_rng(1))
    found = validity(items, scales=scales, rng=np.random.default_rng(2), n_resamples=50)
    omega = 16 * 0.49 / (16 * 0.49 + 4 * 0.51)
    assert list(found.omega.values()) == pytest.approx([omega] * 3, abs=0.01)
    assert list(found.cr.values()) == pytest.approx([omega] * 3, abs=0.01)
    assert list(found.ave.values()) == pytest.approx([0.49] * 3, abs=0.01)
    for rows in (found.htmt, found.htmt2, found.latent_correlations):
        assert [row.estimate for row in rows] == pytest.approx([0.5] * 3, abs=0.03)
    assert all(row.is_met for row in found.fornell_larcker)


def test_intervals_are_as_wide_as_the_estimates_vary():
    widths, estimates = [], []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        items, scales = simulated(250, rng, n_scales=2, n_items=3)
        found = validity(items, scales=scales, rng=rng, n_resamples=100, conf_level=0.90)
        row = found.latent_correlations[0]
        widths.append([row.conf_high - row.conf_low, np.diff(list(vars(found.intervals["omega"]["a"]).values()))[0]])
        estimates.append([row.estimate, found.omega["a"]])
    spread = 2 * 1.645 * np.std(estimates, axis=0)
    np.testing.assert_allclose(np.mean(widths, axis=0), spread, rtol=0.25)


def test_fornell_larcker_fails_where_scales_are_one():
    items, scales = simulated(2000, np.random.default_rng(4), correlation=0.95, n_scales=2)
    (row,) = validity(items, scales=scales, rng=np.random.default_rng(0), n_resamples=20).fornell_larcker
    assert not row.is_met and row.shared_variance > row.ave_a


# ---------------------------------------------------------------- invariances
def test_the_same_generator_gives_the_same_intervals():
    assert validity_of("ecsq600").latent_correlations == validity_of("ecsq600").latent_correlations


def test_origin_and_incomplete_rows_do_not_matter():
    items, scales = simulated(300, np.random.default_rng(6))
    holed = pd.concat([items + 100, items.iloc[:20].assign(a0=np.nan)])
    ours = validity(holed, scales=scales, rng=np.random.default_rng(1), n_resamples=30)
    theirs = validity(items, scales=scales, rng=np.random.default_rng(1), n_resamples=30)
    assert ours.n_obs == 300
    assert ours.omega == pytest.approx(theirs.omega)
    pd.testing.assert_frame_equal(ours.tidy(), theirs.tidy(), rtol=1e-4)


# ---------------------------------------------------------------- what is said
def test_a_scale_of_one_item_is_left_out():
    items, scales = simulated(300, np.random.default_rng(6))
    found = validity(
        items.assign(z=items["a0"]), scales=scales | {"z": ["z"]}, rng=np.random.default_rng(1), n_resamples=9
    )
    assert set(found.omega) == set(scales) and found.refusal is None


def test_ratios_stay_where_the_model_cannot_be_fitted():
    """Items that are pure noise: the model is refused, and the reason stands in the result."""
    rng = np.random.default_rng(2)
    items, scales = simulated(60, rng, loading=0.0, n_scales=2, n_items=2)
    found = validity(items, scales=scales, rng=rng, n_resamples=10)
    assert len(found.htmt) == 1
    assert found.omega or (found.refusal and not found.latent_correlations)


@pytest.mark.parametrize("reason", ["too_few_scales", "weak_general_loading"])
def test_a_general_factor_that_cannot_be_defended_is_said_to_be_so(reason):
    options = {"too_few_scales": {}, "weak_general_loading": {"n_scales": 4, "correlation": 0.15}}[reason]
    items, scales = simulated(1500, np.random.default_rng(9), **options)
    found = validity(items, scales=scales, rng=np.random.default_rng(1), n_resamples=20).hierarchical
    assert not found.is_defensible and reason in found.reasons
    assert found.conf_low is None


def test_one_scale_is_refused():
    items, scales = simulated(100, np.random.default_rng(0), n_scales=1)
    with refused("too_few_scales", n_scales=1):
        validity(items, scales=scales, rng=np.random.default_rng(0))


@pytest.mark.parametrize(("sign", "turned"), [(-1, {"a": ["a2"]}), (1, {})])
def test_a_sum_of_items_that_point_both_ways_has_no_omega(sign, turned):
    data = exact_answers(FOUR, implied_correlations(FOUR, 0.4 + 0.6 * np.eye(3)), 300)
    data["a2"] *= sign
    found = validity(data, scales=FOUR, rng=np.random.default_rng(1), n_resamples=50)
    assert found.turned == turned
    for values in (found.omega, found.cr):
        assert np.isnan(values["a"]) == bool(turned) and not np.isnan(values["b"])
    assert np.isnan(found.intervals["cr"]["a"].conf_low) == bool(turned)
    assert found.ave["a"] == pytest.approx(0.49, abs=1e-3)
