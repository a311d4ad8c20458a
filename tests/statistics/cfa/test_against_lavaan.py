"""Factor models against lavaan 0.6-14 on six data sets, and against published numbers."""

import pytest

from analysis.statistics.cfa import (
    bifactor,
    cfa,
    correlated_factors,
    method_factor,
    second_order,
    single_factor,
    structural,
)
from tests.oracle import ALL, oracle, scales_of
from tests.statistics.cfa.published import (
    TESTS,
    assert_fit,
    assert_parameters,
    group_of,
    lavaan,
    pupils,
    three_factors,
    with_covariances,
)

MODELS = {"single_factor": single_factor, "second_order": second_order, "bifactor": bifactor}
NO_MAXIMUM = {("mobi", "bifactor"), ("service_quality", "bifactor")}
INCOMPLETE = ("bfi", "supermarket", "ecsq600_missing")


def fitted(name, entry):
    model = MODELS.get(entry, correlated_factors)(scales_of(name))
    return cfa(oracle(name).items, model, estimator="ml" if entry in MODELS else entry)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("entry", ["ml", "mlr", *MODELS])
def test_complete_rows(name, entry):
    if (name, entry) in NO_MAXIMUM:
        pytest.skip("the likelihood has no maximum: see test_endless_likelihood")
    theirs, ours = oracle(name).r["cfa"][entry], fitted(name, entry)
    assert_fit(ours.fit, theirs["fit"])
    if "parameters" in theirs and entry != "bifactor":
        assert_parameters(ours, theirs["parameters"])


@pytest.mark.parametrize("name", INCOMPLETE)
@pytest.mark.parametrize("entry", ["fiml", "fiml_mlr"])
def test_incomplete_rows(name, entry):
    theirs, ours = oracle(name).r["cfa"][entry], fitted(name, entry)
    assert_fit(ours.fit, theirs["fit"])
    assert_parameters(ours, theirs["parameters"])


@pytest.mark.parametrize(("name", "entry"), sorted(NO_MAXIMUM))
def test_endless_likelihood_is_followed_beyond_lavaan_and_named(name, entry):
    theirs, ours = oracle(name).r["cfa"][entry], fitted(name, entry)
    assert ours.fit.log_likelihood >= theirs["fit"]["logl"]
    assert ours.fit.df == theirs["fit"]["df"]
    assert not ours.is_admissible
    assert "no_maximum" in {problem.code for problem in ours.problems}
    assert theirs["parameters"]["se"][0] is None  # lavaan has no standard errors either


@pytest.mark.parametrize("name", ALL)
def test_standard_errors_of_the_standardized_solution(name):
    theirs = oracle(name).r["cfa"]["ml_standardized"]
    ours = {(row["lhs"], row["op"], row["rhs"]): row for row in fitted(name, "ml").estimates}
    for lhs, op, rhs, estimate, error in zip(*(theirs[k] for k in ("lhs", "op", "rhs", "est", "se")), strict=True):
        row = ours[lhs, op, rhs]
        assert row["std_estimate"] == pytest.approx(estimate, abs=1e-4)
        assert row["std_std_error"] == pytest.approx(error, abs=1e-5)


def test_published_three_factors_of_holzinger_and_swineford():
    # the example of Joreskog (1969) and of lavaan's tutorial (Rosseel 2012, J. Stat. Softw. 48(2), sec. 2)
    fit = cfa(pupils(), three_factors()).fit
    assert (round(fit.chi_square, 3), fit.df) == (85.306, 24)
    assert (round(fit.cfi, 3), round(fit.tli, 3)) == (0.931, 0.896)
    assert (round(fit.rmsea, 3), round(fit.rmsea_low, 3), round(fit.rmsea_high, 3)) == (0.092, 0.071, 0.114)
    assert (round(fit.srmr, 3), round(fit.rmsea_close, 3)) == (0.065, 0.001)
    assert round(fit.log_likelihood, 3) == -3737.745


def test_correlations_of_factors_equal_the_standardized_covariances():
    result = cfa(pupils(), three_factors())
    rows = {(row["lhs"], row["rhs"]): row for row in result.estimates if row["op"] == "~~"}
    for pair in result.factor_correlations:
        row = rows[pair.a, pair.b]
        assert pair.estimate == pytest.approx(row["std_estimate"], abs=1e-12)
        assert pair.std_error == pytest.approx(row["std_std_error"], abs=1e-12)


@pytest.mark.parametrize(
    ("entry", "model"),
    [
        ("structural", structural({k: TESTS[k] for k in ("visual", "textual")}, {"speed": TESTS["speed"]})),
        ("method", method_factor(TESTS)),
    ],
)
def test_other_models(entry, model):
    theirs, ours = lavaan("holzinger_swineford.json")[entry], cfa(pupils(), model)
    assert_fit(ours.fit, theirs["fit"])
    assert_parameters(ours, theirs["parameters"])


@pytest.mark.parametrize("name", ["ecsq600", "ecsq600_missing", "mobi"])
def test_satisfaction_regressed_on_the_dimensions(name):
    data = oracle(name)
    model = structural(scales_of(name), {"SAT": list(data.outcome)})
    theirs, ours = data.r["sem"], cfa(data.items.join(data.outcome), model)
    assert_fit(ours.fit, theirs["fit"])
    assert ours.fit.log_likelihood >= theirs["fit"]["logl"]
    assert_parameters(ours, theirs["parameters"], estimate=2e-4, standardized=2e-4)  # lavaan's slopes are not yet zero
    paths = {row["rhs"]: row["std_estimate"] for row in ours.estimates if row["op"] == "~"}
    assert list(paths) == list(data.scales)
    (unexplained,) = (row for row in ours.estimates if row["lhs"] == row["rhs"] == "SAT")
    assert 1 - unexplained["std_estimate"] == pytest.approx(theirs["r2"]["SAT"], abs=1e-5)


def test_residual_covariance_with_unit_factor_variances():
    answers = oracle("ecsq600_missing").items[group_of("ecsq600_missing").notna().to_numpy()]
    model = with_covariances(correlated_factors(scales_of("ecsq600_missing"), std_lv=True), [("RES1", "RES2")])
    theirs, ours = lavaan("cfa.json")["residual_covariance"], cfa(answers, model, estimator="mlr")
    assert_fit(ours.fit, theirs["fit"])
    assert_parameters(ours, theirs["parameters"])
