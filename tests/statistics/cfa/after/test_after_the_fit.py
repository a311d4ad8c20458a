"""Modification indices, residuals and factor scores."""

import numpy as np
import pytest

from analysis.statistics.cfa import cfa, correlated_factors, correlation_residuals, factor_scores, modification_indices
from analysis.statistics.cfa.after.residuals import residual_correlations
from analysis.statistics.cfa.sample.moments import Moments
from tests.oracle import oracle, scales_of
from tests.statistics.cfa.published import group_of, lavaan, pupils, three_factors, with_covariances


def assert_modifications(ours, theirs, tolerance):
    found = {(row.lhs, row.op, row.rhs): row for row in ours}
    columns = (theirs[name] for name in ("lhs", "op", "rhs", "mi", "epc", "sepc_all"))
    for lhs, op, rhs, *numbers in zip(*columns, strict=True):
        row = found[lhs, op, rhs]
        for name, number in zip(("mi", "epc", "sepc_all"), numbers, strict=True):
            assert getattr(row, name) == pytest.approx(number, rel=tolerance, abs=tolerance), (lhs, op, rhs, name)


def test_modification_indices_of_all_fixed_parameters():
    ours, theirs = modification_indices(cfa(pupils(), three_factors()).solution), lavaan("holzinger_swineford.json")
    assert len(ours) == len(theirs["modification"]["lhs"]) == 54
    assert_modifications(ours, theirs["modification"], 1e-4)


@pytest.mark.parametrize("name", ["bfi", "ecsq600"])
def test_largest_modification_indices(name):
    theirs = oracle(name).r["cfa"]["ml"]["modification"]
    solution = cfa(oracle(name).items, correlated_factors(scales_of(name))).solution
    ours = modification_indices(solution)
    assert_modifications(ours, theirs, 1e-3)
    assert [row.mi for row in ours[:25]] == pytest.approx(theirs["mi"], rel=1e-3)


def test_a_modification_index_is_the_fall_of_chi_square_near_the_truth():
    # a population that differs from the model by one small residual covariance
    model = three_factors()
    implied = cfa(pupils(), model).solution.implied[0].Sigma.copy()
    implied[0, 8] = implied[8, 0] = implied[8, 0] + 0.01
    sample = Moments(model.items, 301, np.zeros(9), implied)
    before, after = cfa(sample, model), cfa(sample, with_covariances(model, [("x1", "x9")]))
    row = modification_indices(before.solution)[0]
    assert (row.lhs, row.op, row.rhs) == ("x1", "~~", "x9")
    assert before.fit.chi_square - after.fit.chi_square == pytest.approx(row.mi, rel=0.02)
    assert row.epc == pytest.approx(0.01, rel=0.02)


def test_correlation_residuals():
    solution = cfa(pupils(), three_factors()).solution
    theirs = np.array(lavaan("holzinger_swineford.json")["correlation_residuals"])
    assert residual_correlations(solution)[0] == pytest.approx(theirs, abs=1e-6)
    rows = correlation_residuals(solution, least=0.1)
    assert abs(rows[0].residual) == pytest.approx(np.abs(np.tril(theirs, -1)).max(), abs=1e-6)
    assert all(abs(row.residual) >= 0.1 for row in rows)


@pytest.mark.parametrize("name", ["bfi", "mobi", "ecsq600"])
def test_regression_scores(name):
    theirs = oracle(name).r["cfa"]["factor_scores_regression_first5"]
    answers = oracle(name).items.dropna()
    solution = cfa(answers, correlated_factors(scales_of(name))).solution
    ours = factor_scores(answers, solution)
    assert list(ours.columns) == theirs["cols"]
    assert ours.to_numpy()[:5] == pytest.approx(np.array(theirs["values"]), abs=2e-4)


def test_scores_where_answers_are_missing():
    answers = oracle("ecsq600_missing").items
    solution = cfa(answers, correlated_factors(scales_of("ecsq600_missing")), estimator="fiml").solution
    theirs = np.array(lavaan("cfa.json")["fiml_scores"], dtype=float)
    ours = factor_scores(answers, solution).to_numpy()[:20]
    assert ours == pytest.approx(theirs, abs=2e-5)


def test_scores_of_groups_have_the_groups_means():
    answers, groups = oracle("ecsq600").items, group_of("ecsq600")
    model = correlated_factors(scales_of("ecsq600")).in_groups(("f", "m"), equal=("loadings", "intercepts"))
    solution = cfa(answers, model, groups=groups).solution
    means = factor_scores(answers, solution, groups=groups).groupby(groups).mean()
    assert means.loc["f"].to_numpy() == pytest.approx(np.zeros(5), abs=0.05)
    assert means.loc["m"].to_numpy() == pytest.approx(solution.implied[1].eta, abs=0.05)
