"""What kind a number is, and how far two runs of draws may lie apart: held against draws."""

import numpy as np
import pytest

from analysis.verifying import tolerances
from analysis.verifying.leaves import leaves
from analysis.verifying.tolerances import Tolerance, agree, kind_of, monte_carlo


@pytest.mark.parametrize(
    ("place", "value", "kind"),
    [
        ("sample.items.A.n_obs", 3, "count"),
        ("reliability.scales.A.alpha.conf_low", 0.5, "closed"),
        ("regression.terms.[A].estimate", 0.5, "closed"),
        ("regression.logistic.terms.[A].estimate", 0.5, "iterative"),
        ("efa.loadings.[A].estimate", 0.5, "iterative"),
        ("validity.omega.A", 0.5, "iterative"),
        ("validity.intervals.omega.A.conf_low", 0.5, "simulated"),
        ("validity.htmt.[A, B].conf_high", 0.5, "simulated"),
        ("validity.htmt.[A, B].estimate", 0.5, "iterative"),
        ("reliability.scales.A.bootstrap.conf_low", 0.5, "simulated"),
        ("efa.parallel.rows.[1].simulated_mean", 0.5, "simulated"),
        ("efa.parallel.rows.[1].eigenvalue", 0.5, "iterative"),
        ("regression.terms.[A].importance_low", 0.5, "simulated"),
        ("regression.terms.[A].importance", 0.5, "closed"),
        ("regression.priorities.[A].prob.keep_up", 0.5, "simulated"),
    ],
)
def test_the_kind_of_a_number_is_that_of_its_estimator(place, value, kind):
    assert kind_of(tuple(place.split(".")), value) == kind


def spread_of(draw, n_pairs=400):
    """The standard deviation of the difference of two runs, times the standard errors that are allowed."""
    differences = [draw() - draw() for _ in range(n_pairs)]
    return tolerances.SPREAD * float(np.std(differences))


def bound(place, data):
    return monte_carlo(tuple(place.split(".")), dict(leaves(data)))


def test_the_bound_of_a_bootstrap_limit_is_what_draws_show():
    rng = np.random.default_rng(1)
    data = {"a": {"n_resamples": 2000, "conf_low": 0.5 - 1.96 * 0.1, "conf_high": 0.5 + 1.96 * 0.1}}
    shown = spread_of(lambda: np.quantile(rng.normal(0.5, 0.1, 2000), 0.025))
    assert bound("a.conf_low", data) == pytest.approx(shown, rel=0.15)


@pytest.mark.parametrize("share", [0.03, 0.5])
def test_the_bound_of_a_share_is_what_draws_show(share):
    rng = np.random.default_rng(2)
    data = {"regression": {"importance": {"n_resamples": 1000}, "priorities": {"prob": {"keep_up": share}}}}
    shown = spread_of(lambda: rng.binomial(1000, share) / 1000)
    assert bound("regression.priorities.prob.keep_up", data) == pytest.approx(shown, rel=0.15)


def test_the_bound_of_a_simulated_eigenvalue_is_what_draws_show():
    rng = np.random.default_rng(3)
    row = {"simulated_mean": 1.0, "simulated_quantile": 1.0 + 1.645 * 0.05}
    data = {"efa": {"parallel": {"n_draws": 1000, "quantile": 0.95, "rows": {"1": row}}}}
    mean = spread_of(lambda: rng.normal(1, 0.05, 1000).mean())
    quantile = spread_of(lambda: np.quantile(rng.normal(1, 0.05, 1000), 0.95))
    assert bound("efa.parallel.rows.1.simulated_mean", data) == pytest.approx(mean, rel=0.15)
    assert bound("efa.parallel.rows.1.simulated_quantile", data) == pytest.approx(quantile, rel=0.15)


def test_a_share_of_none_may_be_one_of_a_few_draws_and_what_tells_no_spread_may_not_differ():
    data = {"a": {"n_resamples": 1000, "prob_first": 0.0, "cut": 1.4}, "b": {"prob_first": 0.5}}
    assert 0 < bound("a.prob_first", data) < 0.01
    assert bound("a.cut", data) == bound("b.prob_first", data) == 0.0


def test_the_largest_difference_that_is_none_is_none():
    assert agree(1.0, 1.5, Tolerance("closed", 0.5)) and not agree(1.0, 1.51, Tolerance("closed", 0.5))
