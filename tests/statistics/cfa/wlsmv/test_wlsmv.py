"""Factor models of ordered answers: lavaan's WLSMV, known answers, invariances, refusals."""

from dataclasses import asdict, replace

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.cfa.estimate import cfa
from analysis.statistics.cfa.model.constructors import bifactor, correlated_factors, second_order, single_factor
from analysis.statistics.cfa.wlsmv.wlsmv import wlsmv, wlsmv_of_sample
from analysis.statistics.ordinal.sample import ordinal_sample
from tests.oracle import ORDINAL, answers_of, oracle, scales_of
from tests.refusals import refused
from tests.statistics.cfa.published import assert_fit

EVERY_SET = (*ORDINAL, "mobi")  # ten categories, but few enough empty corners to agree


def indices(items, model):
    """The indices of fit that have a value."""
    return {name: value for name, value in asdict(wlsmv(items, model).fit).items() if value is not None}


def model_of(name):
    return correlated_factors(scales_of(name))


# ---------------------------------------------------------------- another program's numbers
@pytest.mark.parametrize("name", EVERY_SET)
def test_fit_is_lavaans(name):
    fit = wlsmv(answers_of(name), model_of(name)).fit
    assert_fit(fit, oracle(name).r["cfa"]["wlsmv"]["fit"], tolerance=1e-6)


@pytest.mark.parametrize("name", EVERY_SET)
def test_estimates_errors_and_standardised_solution_are_lavaans(name):
    model = model_of(name)
    fit, theirs = wlsmv(answers_of(name), model), oracle(name).r["cfa"]["wlsmv"]["parameters"]
    place = {term: row for row, term in enumerate(zip(theirs["lhs"], theirs["op"], theirs["rhs"], strict=True))}
    std, _ = fit.solution.standardized
    errors = np.sqrt(np.diagonal(fit.solution.covariance))
    for row, parameter in enumerate(model.parameters):
        there = place[parameter.lhs, parameter.op, parameter.rhs]
        assert std[row] == pytest.approx(theirs["std_all"][there], abs=1e-5)
        if parameter.is_free:
            assert fit.solution.theta[model.index[row]] == pytest.approx(theirs["est"][there], abs=1e-5)
        if parameter.is_free and theirs["se"][there]:
            assert errors[model.index[row]] == pytest.approx(theirs["se"][there], rel=2e-5)


@pytest.mark.parametrize(
    ("build", "chi_square", "scaled", "srmr"),
    [  # lavaan 0.6-14 on ecsq600
        (second_order, 208.472581260, 320.611692692, 0.033045913),
        (single_factor, 2526.768792623, 2614.828130431, 0.099667197),
        (bifactor, 172.523081367, 294.976517506, 0.030422167),
    ],
)
def test_general_factor_models_are_lavaans(build, chi_square, scaled, srmr):
    fit = wlsmv(answers_of("ecsq600"), build(scales_of("ecsq600"))).fit
    found = (fit.chi_square, fit.chi_square_scaled, fit.srmr)
    assert found == pytest.approx((chi_square, scaled, srmr), rel=1e-6)


def test_mixed_numbers_of_categories_are_lavaans():
    items = answers_of("ecsq600").copy()
    items["RES1"], items["SOL1"] = items["RES1"].clip(upper=3), (items["SOL1"] > 3).astype(int)
    fit = wlsmv(items, model_of("ecsq600")).fit
    assert (fit.chi_square, fit.chi_square_scaled) == pytest.approx((147.141265528, 264.627449750), rel=1e-6)


# ---------------------------------------------------------------- known answers
def test_correlations_that_a_model_implies_return_it():
    model = model_of("ecsq600")
    sample = ordinal_sample(answers_of("ecsq600"))
    fit = wlsmv_of_sample(sample, model)
    rho = fit.solution.implied[0].Sigma[sample.tables.first, sample.tables.second]
    again = wlsmv_of_sample(replace(sample, rho=rho), model)
    np.testing.assert_allclose(again.solution.theta, fit.solution.theta, atol=1e-7)
    assert again.fit.chi_square == pytest.approx(0, abs=1e-9)
    assert again.fit.cfi == again.fit.cfi_robust == 1
    assert again.fit.rmsea == 0
    assert again.fit.srmr == pytest.approx(0, abs=1e-7)


def test_residual_variances_are_what_the_loadings_leave():
    fit = wlsmv(answers_of("ecsq600"), model_of("ecsq600"))
    np.testing.assert_allclose(np.diagonal(fit.solution.implied[0].Sigma), 1, atol=1e-12)


# ---------------------------------------------------------------- invariances
def test_the_door_for_every_estimator_leads_here():
    items, model = answers_of("ecsq600"), model_of("ecsq600")
    result = cfa(items, model, estimator="wlsmv", conf_level=0.9)
    assert result.estimator == "wlsmv"
    pd.testing.assert_frame_equal(result.tidy(), wlsmv(items, model, conf_level=0.9).tidy())


def test_identification_does_not_move_the_fit():
    items, scales = answers_of("ecsq600"), scales_of("ecsq600")
    marker, unit = (indices(items, correlated_factors(scales, std_lv=std_lv)) for std_lv in (False, True))
    assert unit == pytest.approx(marker, rel=1e-8, abs=1e-10)


def test_order_of_rows_items_and_the_codes_do_not_matter():
    items, scales = answers_of("ecsq600"), scales_of("ecsq600")
    turned = {name: list(scales[name])[::-1] for name in reversed(scales)}
    shuffled = items.sample(frac=1, random_state=2) * 10 + 3
    unit = {"std_lv": True}
    expected = indices(items, correlated_factors(scales, **unit))
    assert indices(shuffled, correlated_factors(turned, **unit)) == pytest.approx(expected, rel=1e-7, abs=1e-9)


def test_incomplete_rows_are_dropped_before_counting():
    items = answers_of("ecsq600").astype(float)
    holed = items.copy()
    holed.iloc[:50, 3] = np.nan
    model = model_of("ecsq600")
    ours = wlsmv(holed, model)
    assert ours.n_obs == 550
    assert ours.fit.chi_square_scaled == wlsmv(items.iloc[50:], model).fit.chi_square_scaled


# ---------------------------------------------------------------- refusals
def small_sample():
    rng = np.random.default_rng(4)
    common = rng.normal(size=(200, 1))
    return pd.DataFrame(np.digitize(common + rng.normal(size=(200, 4)), [-1, 0, 1]), columns=list("abcd"))


def test_a_pair_that_never_disagrees_is_refused_by_name():
    items = small_sample()
    with refused("perfect_polychoric", pair=["a", "d"]):
        wlsmv(items.assign(d=items["a"]), single_factor({"f": list("abcd")}))


def test_more_parameters_than_correlations_are_refused():
    with refused("not_identified", n_free=4, n_moments=3):
        wlsmv(small_sample(), single_factor({"f": list("ab")}))


def test_several_groups_are_refused():
    model = single_factor({"f": list("abcd")}).in_groups(["x", "y"])
    with refused("one_group_only"):
        wlsmv(small_sample(), model)


def test_robust_indices_are_absent_where_correlations_are_not_positive_definite():
    rng = np.random.default_rng(8)
    common = rng.normal(size=(60, 1))
    items = pd.DataFrame(np.digitize(1.2 * common + rng.normal(size=(60, 12)), [0.0]), columns=list("abcdefghijkl"))
    fit = wlsmv(items, single_factor({"common": list(items)}))
    assert np.linalg.eigvalsh(fit.solution.ordinal.R)[0] < 0
    assert fit.fit.cfi_robust is None and fit.fit.cfi_scaled is not None
