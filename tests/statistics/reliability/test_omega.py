"""McDonald's omega: semTools' numbers, known answers, invariances, refusals."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.cfa.estimate import cfa
from analysis.statistics.cfa.model.constructors import bifactor, correlated_factors
from analysis.statistics.cfa.wlsmv.wlsmv import wlsmv
from analysis.statistics.reliability.omega import mcdonald_omega, omega_of_sum
from analysis.statistics.reliability.ordinal_omega import (
    OrderedItems,
    green_yang_omega,
    ordinal_omega_error,
    ordinal_omega_interval,
)
from tests.oracle import ORDINAL, answers_of, oracle, scales_of
from tests.refusals import refused


# ---------------------------------------------------------------- another program's numbers
@pytest.mark.parametrize("name", [*ORDINAL, "mobi", "supermarket"])
def test_total_omega_is_semtools(name):
    found = mcdonald_omega(cfa(answers_of(name), correlated_factors(scales_of(name))))
    assert found.omega == pytest.approx(oracle(name).r["cfa"]["omega"], rel=1e-5)
    assert (found.estimator, found.denominator) == ("ml", "observed_variance")


@pytest.mark.parametrize("name", [*ORDINAL, "mobi"])
def test_ordinal_omega_is_semtools(name):
    items = answers_of(name).rank(method="dense")  # semTools counts the categories in use
    found = mcdonald_omega(wlsmv(items, correlated_factors(scales_of(name))))
    assert found.omega == pytest.approx(oracle(name).r["cfa"]["wlsmv"]["omega"], rel=3e-6)
    assert found.metric == "item_scores"


# ---------------------------------------------------------------- known answers
def test_omega_of_equal_loadings_is_alpha():
    loadings, k = np.full(3, 0.8), 3
    S = np.outer(loadings, loadings) + 0.36 * np.eye(k)
    alpha = k / (k - 1) * (1 - np.trace(S) / S.sum())
    assert omega_of_sum(loadings, S) == pytest.approx(alpha) == pytest.approx(5.76 / 6.84)


def test_variance_of_ordered_items_is_that_of_their_scores():
    """Two uncorrelated fair coins, one counted double: 1/4 + 4/4; perfectly correlated: (1 + 2)^2 / 4."""
    cuts, gaps = [np.zeros(1), np.zeros(1)], [np.ones(1), 2 * np.ones(1)]
    assert OrderedItems.of(cuts, gaps).variance(np.eye(2)) == pytest.approx(1.25, abs=1e-5)
    assert OrderedItems.of(cuts, gaps).variance(np.ones((2, 2))) == pytest.approx(2.25, abs=1e-5)


def test_many_fine_categories_approach_the_continuous_omega():
    loadings = np.array([0.7, 0.6, 0.8])
    R = np.outer(loadings, loadings)
    np.fill_diagonal(R, 1)
    cuts, gaps = [np.linspace(-4, 4, 81)] * 3, [np.full(81, 0.1)] * 3
    assert green_yang_omega(loadings, R, OrderedItems.of(cuts, gaps)) == pytest.approx(
        omega_of_sum(loadings, R), abs=2e-3
    )


def test_ordinal_omega_is_the_correlation_of_two_replications():
    """Green & Yang's coefficient predicts how a sum correlates with itself, asked anew: 400,000 simulated people."""
    rng = np.random.default_rng(5)
    loadings, cuts = np.array([0.8, 0.6, 0.7]), np.array([-0.5, 1.2])
    eta = rng.normal(size=400_000)

    def total():
        answers = eta[:, None] * loadings + rng.normal(size=(len(eta), 3)) * np.sqrt(1 - loadings**2)
        return np.digitize(answers, cuts).sum(axis=1)

    R = np.outer(loadings, loadings)
    np.fill_diagonal(R, 1)
    expected = green_yang_omega(loadings, R, OrderedItems.of([cuts] * 3, [np.ones(2)] * 3))
    assert np.corrcoef(total(), total())[0, 1] == pytest.approx(expected, abs=0.004)


def test_slopes_of_the_variance_are_its_derivatives():
    items = OrderedItems.of([np.array([-0.5, 0.8]), np.array([0.1])], [np.array([1.0, 2.0]), np.ones(1)])
    R, step = np.array([[1, 0.4], [0.4, 1]]), 1e-5
    by_R, by_cut = items.variance_slopes(R)
    shifted = [items.variance(R + np.array([[0, d], [0, 0]])) for d in (step, -step)]
    moved = [replace(items, cuts=items.cuts + d * np.array([0, 1, 0])).variance(R) for d in (step, -step)]
    assert by_R[0, 1] == pytest.approx((shifted[0] - shifted[1]) / (2 * step), rel=1e-6)
    assert by_cut[1] == pytest.approx((moved[0] - moved[1]) / (2 * step), rel=1e-6)


def test_error_of_ordinal_omega_is_its_spread_over_resamples():
    items = answers_of("ecsq600").iloc[:, :10]
    scales = {name: list(scales_of("ecsq600")[name]) for name in ("responsiveness", "resolution")}
    model, rng = correlated_factors(scales), np.random.default_rng(3)
    error = ordinal_omega_error(wlsmv(items, model).solution, np.arange(5), 0)
    draws = [
        mcdonald_omega(wlsmv(items.iloc[rng.integers(0, 600, 600)], model)).omega["responsiveness"] for _ in range(100)
    ]
    assert error == pytest.approx(np.std(draws), rel=0.2)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("fit", [cfa, wlsmv])
def test_a_factor_of_negative_variance_has_no_omega(fit):
    """One of three covariances is negative: no real loadings have that product."""
    rng = np.random.default_rng(2)
    R = np.eye(6)
    R[:3, :3] += np.array([[0, 0.3, -0.3], [0.3, 0, 0.3], [-0.3, 0.3, 0]])
    R[3:, 3:] = np.where(np.eye(3) == 1, 1, 0.5)
    answers = np.digitize(rng.multivariate_normal(np.zeros(6), R, 400), [-0.8, 0, 0.8])
    items = pd.DataFrame(answers, columns=[f"q{number}" for number in range(6)])
    scales = {"bad": ["q0", "q1", "q2"], "good": ["q3", "q4", "q5"]}
    result = fit(items, correlated_factors(scales))
    omega = mcdonald_omega(result).omega
    assert ("negative_factor_variance", ["bad"]) in [(problem.code, problem.names) for problem in result.problems]
    assert np.isnan(omega["bad"]) and 0.5 < omega["good"] < 0.9
    if fit is wlsmv:
        assert np.isnan(ordinal_omega_interval(result.solution, np.arange(3), 0, 0.95)).all()


# ---------------------------------------------------------------- invariances
def test_the_identification_and_the_unit_do_not_matter():
    items, scales = answers_of("ecsq600"), scales_of("ecsq600")
    expected = mcdonald_omega(cfa(items, correlated_factors(scales))).omega
    assert mcdonald_omega(cfa(items * 10 + 5, correlated_factors(scales, std_lv=True))).omega == pytest.approx(expected)


# ---------------------------------------------------------------- refusals
def test_a_scale_without_a_factor_is_refused_by_name():
    fit = cfa(answers_of("ecsq600"), correlated_factors(scales_of("ecsq600")))
    with refused("no_such_factor", scales=["waiting"]):
        mcdonald_omega(fit, scales={"waiting": ["RES1", "RES2"]})


def test_result_is_a_table():
    fit = cfa(answers_of("ecsq600"), bifactor(scales_of("ecsq600")))
    found = mcdonald_omega(fit)
    assert list(found.tidy()["term"]) == list(scales_of("ecsq600"))
    assert found.glance().loc[0, "model"] == "bifactor"
