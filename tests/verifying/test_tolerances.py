"""What kind a number is, and how far two runs of draws may lie apart: held against draws."""

import numpy as np
import pytest

from analysis.verifying import tolerances
from analysis.verifying.leaves import leaves
from analysis.verifying.tolerances import Tolerance, agree, draws, kind_of, monte_carlo


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
        ("importance.lmg.[A].conf_low", 0.5, "simulated"),
        ("importance.lmg.[A].estimate", 0.5, "closed"),
        ("importance.lmg.[A].p_first", 0.5, "simulated"),
        ("importance.pairs.[A, B].complete", 0.5, "simulated"),
        ("mediation.outcomes.[A].terms.[B].effects.[1].conf_high", 0.5, "simulated"),
        ("mediation.outcomes.[A].terms.[B].to_mediator", 0.5, "closed"),
        ("pain_points.expected_loss.total.conf_low", 0.5, "simulated"),
        ("pain_points.expected_loss.pairs.[A, B].p_greater", 0.5, "simulated"),
        ("pain_points.exposure.[A].conf_low", 0.5, "closed"),
        ("priorities.items.maps.[A].items.[B].importance_high", 0.5, "simulated"),
        ("priorities.items.maps.[A].items.[B].p_worst", 0.5, "simulated"),
        ("outcome_validity.htmt.[A, B].conf_low", 0.5, "simulated"),
        ("validity.hierarchical.conf_low", 0.5, "simulated"),
        ("sensitivity.specifications.[2].estimates.[loss, A].found.conf_low", 0.5, "simulated"),
        ("sensitivity.specifications.[2].estimates.[slope, A].found.beta_low", 0.5, "iterative"),
        ("sensitivity.specifications.[2].estimates.[5].found.prob_a_greater", 0.5, "simulated"),
        ("dynamic_cutoffs.correct.cfi", 0.5, "simulated"),
        ("hypotheses.rows.[H1].conf_low", 0.5, "closed"),
        ("sample.completeness.group.test.p_value", 0.5, "closed"),
    ],
)
def test_the_kind_of_a_number_is_that_of_its_estimator(place, value, kind):
    path = tuple(place.split("."))
    assert kind_of(path, {path: value}) == kind


def test_what_stands_beside_a_number_tells_that_it_was_drawn():
    row = {("hypotheses", "rows", "[H1]", key): value for key, value in {"model": "indirect", "conf_low": 0.1}.items()}
    assert kind_of(("hypotheses", "rows", "[H1]", "conf_low"), row) == "simulated"
    test = {("groups", "test", key): value for key, value in {"is_simulated": True, "p_value": 0.1, "df": 0.5}.items()}
    assert kind_of(("groups", "test", "p_value"), test) == "simulated"
    assert kind_of(("groups", "test", "df"), test) == "closed"
    assert kind_of(("groups", "test", "p_value"), {**test, ("groups", "test", "is_simulated"): False}) == "closed"


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


def test_the_bound_of_a_limit_far_from_the_estimate_goes_by_that_distance():
    data = {"a": {"n_resamples": 2000, "conf_low": 0.4, "conf_high": 0.9, "beta_low": 0.4, "beta_high": 0.9}}
    even, skewed = (bound(f"a.{key}_high", {"a": data["a"] | more}) for key, more in WAYS_TO_TELL)
    assert skewed == pytest.approx(even * 0.4 / 0.25)
    assert bound("a.beta_high", {"a": data["a"] | {"beta": 0.5}}) == pytest.approx(skewed)
    assert bound("a.conf_high", {"a": data["a"] | {"estimate": 0.65}}) == pytest.approx(even)


WAYS_TO_TELL = [("conf", {}), ("conf", {"estimate": 0.5})]


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


@pytest.mark.parametrize(("place", "sides"), [("pain_points.groups.g.p.test", 1), ("hypotheses.rows.[H1]", 2)])
def test_the_bound_of_a_p_value_of_draws_is_what_draws_show(place, sides):
    rng = np.random.default_rng(4)
    path = tuple(place.split("."))
    found = {(*path, "p_value"): 0.04, (*path, "p_value_holm"): 0.12}
    shown = spread_of(lambda: sides * rng.binomial(10_000, 0.04 / sides) / 10_000)
    assert monte_carlo((*path, "p_value"), found) == pytest.approx(shown, rel=0.15)
    assert monte_carlo((*path, "p_value_holm"), found) == pytest.approx(3 * shown, rel=0.15)
    assert 0 < monte_carlo((*path, "p_value"), {(*path, "p_value"): 0.0}) < 0.01


def test_how_many_draws_there_were_is_told_nearest_above_or_by_the_chapter():
    told = {("a", "n_draws"): 5, ("a", "b", "n_resamples"): 7, ("regression", "importance", "n_resamples"): 9}
    assert [draws(path, told) for path in [("a", "b", "x"), ("a", "x"), ("c", "x")]] == [7, 5, 9]
    assert draws(("sensitivity", "x"), told) == 1_000 and draws(("hypotheses", "x"), told) == 10_000


def test_the_largest_difference_that_is_none_is_none():
    assert agree(1.0, 1.5, Tolerance("closed", 0.5)) and not agree(1.0, 1.51, Tolerance("closed", 0.5))
