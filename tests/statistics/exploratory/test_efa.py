"""Exploratory factor analysis: psych's numbers for every method and rotation, known answers, invariances, refusals."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import linear_sum_assignment

from analysis.statistics import efa, factor_structure, kmo, minimum_average_partial
from analysis.statistics.exploratory.adequacy import CorrelatedItems
from analysis.statistics.exploratory.efa import solution
from analysis.statistics.exploratory.efa_fit import degrees_of_freedom
from analysis.statistics.exploratory.extraction import (
    LOWEST_UNIQUENESS,
    bounded_newton,
    extract,
    minres_discrepancy,
    ml_discrepancy,
)
from analysis.statistics.exploratory.rotation import (
    kaiser_normalised,
    oblimin,
    quartimin_criterion,
    simplest_oblimin,
    varimax,
    varimax_criterion,
)
from tests.oracle import ALL, oracle
from tests.refusals import refused

METHODS = ("minres", "ml", "pa")
TOLERANCE = 5e-4


def simple_structure():
    """Pattern (9, 3), factor correlations and implied correlations of three factors with three items each."""
    loadings = np.kron(np.eye(3), [[0.8], [0.7], [0.6]])
    Phi = np.array([[1, 0.4, 0.3], [0.4, 1, 0.2], [0.3, 0.2, 1]])
    R = loadings @ Phi @ loadings.T
    np.fill_diagonal(R, 1)
    return loadings, Phi, R


def factor_items(n_obs=300, seed=0):
    """Answers to nine items with the simple structure above."""
    _, _, R = simple_structure()
    drawn = np.random.default_rng(seed).multivariate_normal(np.zeros(9), R, size=n_obs)
    return pd.DataFrame(drawn, columns=list("abcdefghi"))


def largest_difference(ours, theirs):
    """Largest difference of two loading matrices after matching the order and sign of their factors."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    cost = [[min(((a - b) ** 2).sum(), ((a + b) ** 2).sum()) for b in theirs.T] for a in ours.T]
    mine, yours = linear_sum_assignment(cost)
    signs = np.sign((ours[:, mine] * theirs[:, yours]).sum(axis=0))
    return np.abs(ours[:, mine] * signs - theirs[:, yours]).max()


def of_r(name, key):
    """Correlations, size, loadings and everything else of R's solution `key` of a reference set."""
    r = oracle(name).r
    theirs = r["efa"][key]
    return np.array(r["correlation"]["values"]), r["n_complete"], np.array(theirs["loadings"]["values"]), theirs


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ALL)
def test_extraction_and_fit_equal_psych(name, method):
    R, n_obs, theirs, known = of_r(name, f"{method}_none")
    items = CorrelatedItems(names=oracle(name).r["items"], n_obs=n_obs, R=R)
    ours = solution(items, theirs.shape[1], method, "none")
    assert largest_difference(ours.loadings, theirs) < TOLERANCE
    assert_allclose(ours.communalities, known["communality"], atol=TOLERANCE)
    fit = ours.fit
    assert_allclose([fit.chi_square, fit.df, fit.bic], [known["chi2"], known["df"], known["bic"]], rtol=2e-5)
    assert_allclose([fit.objective, fit.rmsr, fit.tli], [known["objective"], known["rmsr"], known["tli"]], rtol=1e-5)
    assert_allclose(
        [fit.rmsea, fit.rmsea_low, fit.rmsea_high], [known["rmsea"][k] for k in ("RMSEA", "lower", "upper")], atol=1e-6
    )


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ALL)
def test_oblimin_equals_psych(name, method):
    R, n_obs, theirs, known = of_r(name, f"{method}_oblimin")
    items = CorrelatedItems(names=oracle(name).r["items"], n_obs=n_obs, R=R)
    ours = solution(items, theirs.shape[1], method, "oblimin")
    assert largest_difference(ours.loadings, theirs) < 5e-5
    correlations = np.array(known["phi"]["values"])
    below = np.tril_indices(len(correlations), -1)
    assert_allclose(
        np.sort(np.abs(ours.factor_correlations.to_numpy()[below])), np.sort(np.abs(correlations[below])), atol=1e-4
    )
    assert_allclose(ours.ss_loadings, known["ss_loadings"], atol=2e-4)


@pytest.mark.parametrize("rotation", ["varimax", "promax"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ALL)
def test_varimax_and_promax_equal_psych(name, method, rotation):
    R, n_obs, theirs, _ = of_r(name, f"{method}_{rotation}")
    items = CorrelatedItems(names=oracle(name).r["items"], n_obs=n_obs, R=R)
    ours = solution(items, theirs.shape[1], method, rotation)
    assert largest_difference(ours.loadings, theirs) < TOLERANCE


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ALL)
def test_varimax_goes_on_to_a_maximum_no_lower_than_r_where_it_is_let(name, method):
    R, _, theirs, _ = of_r(name, f"{method}_varimax")
    ours = varimax(extract(R, theirs.shape[1], method).loadings, tolerance=1e-14)
    assert ours.criterion >= varimax_criterion(kaiser_normalised(theirs)[0]) - 2e-6
    # a maximum: no small rotation in any plane improves
    normalised, _ = kaiser_normalised(ours.loadings)
    for i, j in permutations(range(normalised.shape[1]), 2):
        turned = normalised.copy()
        turned[:, [i, j]] = normalised[:, [i, j]] @ [[np.cos(0.01), -np.sin(0.01)], [np.sin(0.01), np.cos(0.01)]]
        assert varimax_criterion(turned) < varimax_criterion(normalised) + 1e-12


@pytest.mark.parametrize("method", ["minres", "ml"])
@pytest.mark.parametrize("name", ALL)
def test_extraction_reaches_a_minimum_no_higher_than_r(name, method):
    R, _, theirs, known = of_r(name, f"{method}_none")
    psi = np.maximum(known["uniqueness"], LOWEST_UNIQUENESS)
    ours = extract(R, theirs.shape[1], method).uniquenesses
    if method == "minres":
        reached = [minres_discrepancy(values, R, theirs.shape[1])[0] for values in (ours, psi)]
    else:
        reached = [ml_discrepancy(np.log(values), R, theirs.shape[1])[0] for values in (ours, psi)]
    assert reached[0] <= reached[1] + 1e-12


@pytest.mark.parametrize("discrepancy", [minres_discrepancy, ml_discrepancy])
def test_derivatives_are_those_of_the_function(discrepancy):
    _, _, R = simple_structure()
    at = np.random.default_rng(0).uniform(-1, -0.3, 9) if discrepancy is ml_discrepancy else np.full(9, 0.5)
    at = at + np.random.default_rng(1).uniform(0, 0.1, 9)
    _, gradient, hessian = discrepancy(at, R, 2)
    steps = np.eye(9) * 1e-5
    numeric = [(discrepancy(at + h, R, 2)[0] - discrepancy(at - h, R, 2)[0]) / 2e-5 for h in steps]
    assert_allclose(gradient, numeric, atol=1e-7)
    numeric = [(discrepancy(at + h, R, 2)[1] - discrepancy(at - h, R, 2)[1]) / 2e-5 for h in steps]
    assert_allclose(hessian, numeric, atol=1e-6)


def test_a_search_that_stalls_on_a_slope_is_refused_and_one_at_a_minimum_is_not():
    start = np.array([0.5])

    def uphill(position):
        return abs(position[0] - 0.5), np.array([1.0]), np.eye(1)  # the gradient promises what no step gives

    def flat(position):
        return float(position[0] != 0.5), np.array([1e-8]), np.eye(1) * 1e-8

    with refused("extraction_not_converged", n_steps=1):
        bounded_newton(uphill, start, 0.0, 1.0)
    assert bounded_newton(flat, start, 0.0, 1.0) == (start, 0)


@pytest.mark.parametrize("method", METHODS)
def test_a_perfect_simple_structure_is_recovered(method):
    loadings, Phi, R = simple_structure()
    ours = solution(CorrelatedItems(names=list("abcdefghi"), n_obs=500, R=R), 3, method, "oblimin")
    assert largest_difference(ours.loadings, loadings) < 1e-4
    below = np.tril_indices(3, -1)
    assert_allclose(np.sort(ours.factor_correlations.to_numpy()[below]), np.sort(Phi[below]), atol=1e-4)
    assert_allclose(ours.communalities, (loadings**2).sum(axis=1), atol=1e-5)
    assert ours.fit.chi_square == pytest.approx(0, abs=1e-6)
    assert (ours.fit.rmsea, ours.fit.rmsr) == pytest.approx((0, 0), abs=1e-6)


@pytest.mark.parametrize("rotation", ["oblimin", "promax", "varimax", "none"])
def test_rotation_keeps_what_the_factors_reproduce(rotation):
    ours = efa(factor_items(), n_factors=3, rotation=rotation)
    reproduced = ours.loadings @ ours.factor_correlations @ ours.loadings.T
    assert_allclose(reproduced, ours.unrotated @ ours.unrotated.T, atol=1e-10)
    assert_allclose(ours.structure, ours.loadings @ ours.factor_correlations)
    assert_allclose(np.diag(ours.factor_correlations), 1)
    assert_allclose(ours.ss_loadings.sum(), ours.communalities.sum())


def test_factors_come_by_size_and_with_positive_sums():
    ours = efa(-factor_items(), n_factors=3)
    assert list(ours.loadings.columns) == ["F1", "F2", "F3"]
    assert (ours.ss_loadings.diff().dropna() <= 0).all()
    assert (ours.loadings.sum() > 0).all()


def test_order_of_rows_and_items_and_their_unit_do_not_matter():
    items = factor_items()
    holed = items.mask(np.random.default_rng(2).random(items.shape) < 0.02)
    turned = (holed.dropna().sample(frac=1, random_state=3) * 2 + 7)[list("ihgfedcba")]
    before, after = efa(holed, n_factors=3), efa(turned, n_factors=3)
    assert before.n_obs == len(turned)
    assert_allclose(after.loadings.loc[list("abcdefghi")], before.loadings, atol=1e-5)


def test_oblimin_has_the_gradient_of_its_criterion():
    loadings = np.random.default_rng(4).normal(size=(6, 2))
    _, gradient = quartimin_criterion(loadings)
    for cell in [(0, 0), (3, 1)]:
        step = np.zeros_like(loadings)
        step[cell] = 1e-6
        difference = quartimin_criterion(loadings + step)[0] - quartimin_criterion(loadings - step)[0]
        assert gradient[cell] == pytest.approx(difference / 2e-6, rel=1e-5)


def test_oblimin_from_any_start_is_no_simpler_on_simple_structure():
    unrotated = efa(factor_items(), n_factors=3, rotation="none").unrotated
    rng = np.random.default_rng(5)
    reached = [oblimin(unrotated, np.linalg.qr(rng.normal(size=(3, 3)))[0]).criterion for _ in range(5)]
    assert_allclose(reached, oblimin(unrotated).criterion, atol=1e-8)


def test_one_factor_is_not_rotated():
    ours = efa(factor_items()[["a", "b", "c", "d"]], n_factors=1)
    assert (ours.rotation, ours.factor_correlations.shape) == ("none", (1, 1))


def test_a_heywood_case_is_named():
    known = oracle("mobi")
    assert efa(known.items, n_factors=4, method="ml").heywood == ["IMAG2"]
    assert efa(factor_items(), n_factors=3, method="ml").heywood == []


def test_degrees_of_freedom():
    assert [degrees_of_freedom(6, m) for m in (1, 2, 3)] == [9, 4, 0]


def test_a_saturated_solution_has_no_test():
    fit = efa(factor_items()[list("abcdef")], n_factors=3, method="pa").fit
    assert fit.df == 0
    assert np.isnan([fit.p_value, fit.rmsea, fit.tli]).all()


def test_refusals_say_what_is_wrong():
    items = factor_items()
    with refused("too_many_factors", n_items=5, n_factors=3, most=2):
        efa(items[list("abcde")], n_factors=3)
    with refused("singular_items", items=["a", "z"]):
        efa(items.assign(z=items["a"] * 2), n_factors=2)
    with pytest.raises(ValueError, match="method is one of minres, ml, pa; 'uls' was given"):
        efa(items, n_factors=2, method="uls")
    with pytest.raises(ValueError, match="rotation is one of oblimin, promax, varimax, none; 'quartimax'"):
        efa(items, n_factors=2, rotation="quartimax")


def test_structure_of_a_clean_questionnaire_has_no_flags():
    scale_of = dict(zip("abcdefghi", ["one"] * 3 + ["two"] * 3 + ["three"] * 3, strict=True))
    found = factor_structure(factor_items(600), scale_of=scale_of, rng=np.random.default_rng(6))
    assert (found.n_factors.designed, found.n_factors.parallel) == (3, 3)
    assert sorted(found.assignment.values()) == ["one", "three", "two"]
    assert (found.flags.weak, found.flags.cross, found.flags.misplaced, found.flags.heywood) == ([], [], [], [])
    assert found.rotation_check.n_agreeing == found.rotation_check.n_starts == 20
    assert found.rotation_check.criterion == found.rotation_check.usual
    assert found.kmo.overall == kmo(factor_items(600)).overall
    assert found.map.rows == minimum_average_partial(factor_items(600)).rows
    assert len(found.tidy()) == 9


def test_an_item_written_for_another_scale_is_misplaced_and_noise_is_weak():
    items = factor_items(600).assign(noise=np.random.default_rng(7).normal(size=600))
    written_for = dict(zip("abcdefghi", ["one"] * 3 + ["two"] * 3 + ["three"] * 3, strict=True))
    scale_of = written_for | {"c": "two", "noise": "one"}
    found = factor_structure(items, scale_of=scale_of, rng=np.random.default_rng(8), n_draws=100)
    assert "c" in found.flags.misplaced
    assert found.flags.weak == ["noise"]


def test_the_simplest_rotation_is_kept_where_the_usual_start_ends_elsewhere():
    loadings = np.random.default_rng(29).normal(0, 0.5, (8, 3))
    found = simplest_oblimin(loadings)
    assert found.criterion < found.usual - 0.05 and 0 < found.n_agreeing < found.n_starts / 2
    assert quartimin_criterion(found.loadings)[0] == pytest.approx(found.criterion)
    again = found.loadings @ found.Phi @ found.loadings.T
    np.testing.assert_allclose(again, loadings @ loadings.T, atol=1e-8)
    assert simplest_oblimin(loadings, n_starts=0).criterion == pytest.approx(found.usual)


def test_the_usual_rotation_is_kept_where_no_start_is_simpler():
    found = simplest_oblimin(np.kron(np.eye(3), np.full((4, 1), 0.7)) + 0.05)
    assert found.criterion == found.usual and found.n_agreeing == found.n_starts


def test_more_draws_or_starts_move_no_other_number():
    scale_of = dict.fromkeys("abcde", "one") | dict.fromkeys("fghi", "two")
    few = factor_structure(factor_items(), scale_of=scale_of, rng=np.random.default_rng(9), n_draws=10)
    many = factor_structure(factor_items(), scale_of=scale_of, rng=np.random.default_rng(9), n_draws=500)
    assert vars(few.rotation_check) == vars(many.rotation_check)
