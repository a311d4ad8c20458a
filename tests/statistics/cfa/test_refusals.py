"""Data and models that allow no answer, and solutions that cannot be true."""

import numpy as np
import pandas as pd
import pytest

from analysis.report.document.results import plain
from analysis.statistics.cfa import bifactor, cfa, correlated_factors, scaled_difference, single_factor, structural
from analysis.statistics.cfa.sample.missing import incomplete_answers, missing_blocks
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.requirements import require_room
from tests.oracle import oracle, scales_of
from tests.refusals import refused
from tests.statistics.cfa.published import TESTS, pupils, three_factors

FOUR = {"a": ["a1", "a2", "a3"], "b": ["b1", "b2", "b3"]}


def test_too_few_rows():
    with refused("fewer_rows_than_items", n_obs=20, n_items=25):
        cfa(oracle("ecsq600").items.head(20), correlated_factors(scales_of("ecsq600")))


def test_an_item_that_does_not_vary_is_named():
    answers = oracle("ecsq600").items.assign(ATT2=3.0)
    for estimator in ("ml", "fiml"):
        with refused("constant_items", items=["ATT2"]):
            cfa(answers, correlated_factors(scales_of("ecsq600")), estimator=estimator)


def test_a_repeated_item_is_named():
    answers = oracle("ecsq600").items
    answers = answers.assign(ATT2=answers["ATT1"])
    with refused("singular_items", items=["ATT1", "ATT2"]):
        cfa(answers, correlated_factors(scales_of("ecsq600")))


@pytest.mark.parametrize("n_gaps", [1, 2])
def test_a_precision_matrix_that_leaves_gaps_without_a_variance_is_refused(n_gaps):
    """Rounding can leave the inverse of a nearly singular covariance matrix indefinite."""
    answers = oracle("ecsq600").items.iloc[:, :4].copy()
    answers.iloc[0, :n_gaps] = np.nan
    data = incomplete_answers(answers.to_numpy(), tuple(answers))
    [gaps] = data.gaps
    assert missing_blocks(np.eye(4), gaps)[1].tolist() == [0.0]
    for variance in (0.0, -1e-9):
        with refused("incomplete_singular"):
            missing_blocks(np.diag([variance, 1, 1, 1.0]), gaps)


def test_items_never_answered_together_are_named():
    answers = oracle("ecsq600").items.copy()
    answers.loc[:299, "RES1"] = np.nan
    answers.loc[300:, "AFT5"] = np.nan
    with refused("never_together", pair=["RES1", "AFT5"]):
        cfa(answers, correlated_factors(scales_of("ecsq600")), estimator="fiml")


def test_a_model_with_more_parameters_than_moments():
    with refused("not_identified", n_free=4, n_moments=3):
        cfa(oracle("ecsq600").items, single_factor({"two": ["ATT1", "ATT2"]}))


@pytest.mark.parametrize(
    ("scales", "message"),
    [
        ({}, "at least one scale"),
        ({"a": ["a1"]}, "at least two items; too few in: a"),
        ({"a": ["x", "y"], "b": ["y", "z"]}, "found twice: y"),
        ({"x": ["x", "y"]}, "'x' is already the name"),
    ],
)
def test_impossible_scales(scales, message):
    with pytest.raises(ValueError, match=message):
        correlated_factors(scales)


def test_an_outcome_named_like_a_scale():
    with pytest.raises(ValueError, match="'a' is already the name"):
        structural(FOUR, {"a": ["s1", "s2"]})


def test_items_and_estimators_that_are_not_there():
    for estimator in ("ml", "fiml", "wlsmv"):
        with pytest.raises(ValueError, match="no column for these items of the model: x9"):
            answers = pd.DataFrame(np.ones((9, 8)), columns=[f"x{i}" for i in range(1, 9)])
            cfa(answers, three_factors(), estimator=estimator)
    with pytest.raises(ValueError, match="no estimator 'uls'"):
        cfa(pupils(), three_factors(), estimator="uls")


@pytest.mark.parametrize("estimator", ["mlr", "fiml", "fiml_mlr", "wlsmv"])
def test_moments_where_answers_are_needed(estimator):
    with pytest.raises(ValueError, match=f"'{estimator}' needs the answers themselves"):
        cfa(pupils(), three_factors(), estimator=estimator)


def test_differences_of_models_that_are_not_nested():
    general, restricted = cfa(pupils(), three_factors()), cfa(pupils(), single_factor(TESTS))
    assert scaled_difference(restricted, general).method == "difference"
    with pytest.raises(ValueError, match="must be the more restricted one"):
        scaled_difference(general, restricted)


def test_a_heywood_case_is_named():
    loadings = np.array([1.05, 0.6, 0.5, 0.7, 0.7, 0.7])
    factor = np.repeat([0, 1], 3)
    R = np.outer(loadings, loadings) * np.where(factor[:, None] == factor, 1.0, 0.3)
    np.fill_diagonal(R, 1.0)
    sample = Moments(("a1", "a2", "a3", "b1", "b2", "b3"), 300, np.zeros(6), R)
    found = cfa(sample, correlated_factors(FOUR))
    assert not found.is_admissible
    assert [(p.code, p.names) for p in found.problems] == [("negative_residual_variance", ["a1"])]
    assert found.problems[0].value == pytest.approx(1 - 1.05**2, abs=1e-6)


def test_factors_correlated_beyond_one_are_named():
    loadings = np.full(6, 0.6)
    R = np.outer(loadings, loadings) * np.where(np.repeat([0, 1], 3)[:, None] == np.repeat([0, 1], 3), 1.0, 1.2)
    np.fill_diagonal(R, 1.0)
    sample = Moments(("a1", "a2", "a3", "b1", "b2", "b3"), 300, np.zeros(6), R)
    found = cfa(sample, correlated_factors(FOUR))
    assert [(p.code, p.names) for p in found.problems] == [("factor_correlation_beyond_one", ["a", "b"])]
    assert found.factor_correlations[0].estimate == pytest.approx(1.2, abs=1e-6)


def test_parameters_that_the_data_do_not_determine_are_named():
    scales = {"a": ["a1", "a2"], "b": ["b1", "b2", "b3"], "c": ["c1", "c2", "c3"]}
    names = [item for items in scales.values() for item in items]
    general, specific = np.full(8, 0.6), np.repeat([0, 1, 2], [2, 3, 3])
    R = np.outer(general, general) + 0.2 * (specific[:, None] == specific)
    np.fill_diagonal(R, 1.0)
    found = cfa(Moments(tuple(names), 400, np.zeros(8), R), bifactor(scales))
    problem = next(p for p in found.problems if p.code == "not_identified")
    assert {"a=~a1", "a=~a2"} <= set(problem.names)
    assert np.isnan([row["std_error"] for row in found.estimates]).all()
    assert found.fit.chi_square == pytest.approx(0, abs=1e-6)


def test_pure_noise_never_gives_a_silent_answer():
    quiet = 0
    for seed in range(4):
        answers = pd.DataFrame(np.random.default_rng(seed).integers(1, 6, (200, 6)), columns=[*FOUR["a"], *FOUR["b"]])
        try:
            found = cfa(answers, correlated_factors(FOUR), estimator="mlr")
        except EstimationError as refusal:
            assert refusal.code == "no_maximum"
            continue
        # admissible at most with loadings that show that the items share nothing
        assert found.problems or min(abs(row.std_estimate) for row in found.loadings) < 0.3
        assert found.convergence.decrement < 1e-10
        quiet += found.is_admissible
    assert quiet < 4


def test_convergence_is_proved():
    found = cfa(oracle("ecsq600").items, correlated_factors(scales_of("ecsq600"))).convergence
    assert found.decrement < 1e-12
    assert found.gradient < 1e-7
    assert found.smallest_pivot > 0.01


def test_a_result_is_plain_data():
    found = cfa(oracle("ecsq600").items, correlated_factors(scales_of("ecsq600")), estimator="mlr")
    written = plain(found)
    assert "solution" not in written
    assert written["fit"]["chi_square_scaled"] == found.fit.chi_square_scaled
    assert plain(found.loadings)[0]["std_error"] is None  # the marker's loading is fixed
    assert len(found.tidy()) == len(found.estimates)
    assert found.glance()["cfi"].item() == found.fit.cfi


def test_more_items_than_memory_allows_are_refused_before_anything_is_tried():
    names = [f"i{k}" for k in range(200)]
    answers = pd.DataFrame(np.random.default_rng(0).integers(1, 6, (300, 200)), columns=names)
    with refused("too_large", n_items=200, most=1.0):
        cfa(answers, single_factor({"f": names}), estimator="wlsmv")
    require_room(11_000, 149)
    with refused("too_large", n_items=150):
        require_room(11_200, 150)
