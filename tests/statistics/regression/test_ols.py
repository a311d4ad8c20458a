"""Regression, importance, priorities: R's numbers, known answers, invariances, refusals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from numpy.testing import assert_allclose
from statsmodels.stats.diagnostic import het_breuschpagan, linear_reset
from statsmodels.stats.outliers_influence import OLSInfluence
from statsmodels.stats.stattools import jarque_bera

from analysis.statistics import (
    driver_regression,
    johnson_weights,
    ols,
    scale_scores,
    shapley_importance,
)
from analysis.statistics.regression import residual_plot as picture
from analysis.statistics.regression.importance import shapley_shares, subset_r_squared
from analysis.statistics.regression.influence import cooks_distances, influence_plot, leverages
from analysis.statistics.regression.priorities import priorities, quadrant_frequencies
from analysis.statistics.regression.residual_plot import residual_plot
from tests.oracle import WITH_OUTCOME, oracle
from tests.refusals import refused


def model_data(n_obs=120, seed=0):
    """An outcome and three correlated predictors."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n_obs, 3)) + rng.normal(size=(n_obs, 1))
    y = x @ [0.5, 0.3, 0.0] + (0.5 + 0.3 * np.abs(x[:, 0])) * rng.normal(size=n_obs)
    return pd.Series(y, name="y"), pd.DataFrame(x, columns=["a", "b", "c"])


def model_of(name):
    """Outcome and scale scores of a reference set, and R's regression of them."""
    known = oracle(name)
    return scale_scores(known.outcomes)["satisfaction"], scale_scores(known.scales), known.r["regression"]


@pytest.mark.parametrize("name", WITH_OUTCOME)
def test_regression_equals_r(name):
    outcome, scores, r = model_of(name)
    ours = ols(outcome, scores)
    table = ours.tidy()
    assert ours.n_obs == r["n"]
    assert_allclose([ours.r_squared, ours.adj_r_squared], [r["r2"], r["adj_r2"]], rtol=1e-9)
    pairs = {
        "estimate": "coef",
        "std_error": "se",
        "std_error_hc3": "hc3",
        "statistic_classical": "t",
        "p_value_classical": "p",
    }
    for ours_name, theirs in pairs.items():
        assert_allclose(table[ours_name], r[theirs], rtol=1e-7, atol=1e-13)
    assert_allclose(table["beta"][1:].astype(float), r["beta_std"], rtol=1e-8)
    assert_allclose(table["vif"][1:].astype(float), r["vif"], rtol=1e-8)
    f = ours.f_statistic
    assert_allclose([f.statistic, f.df_model, f.df_resid], r["f"], rtol=1e-9)
    assert ours.residual_tests.breusch_pagan.statistic == pytest.approx(r["breusch_pagan_koenker"], rel=1e-8)
    assert ours.residual_tests.durbin_watson == pytest.approx(r["dw"], rel=1e-9)
    assert ours.influence.max_cooks_distance == pytest.approx(r["cooks_max"], rel=1e-8)


@pytest.mark.parametrize("name", WITH_OUTCOME)
def test_importance_equals_relaimpo(name):
    outcome, scores, r = model_of(name)
    data = pd.concat([outcome, scores], axis=1).dropna()
    R = np.corrcoef(data.to_numpy(), rowvar=False)
    assert_allclose(shapley_shares(R), r["lmg"], rtol=1e-9)
    assert_allclose(johnson_weights(R), r["johnson"], rtol=1e-9)


def test_coefficients_equal_least_squares_and_the_hc3_formula():
    y, x = model_data()
    design = np.column_stack([np.ones(len(y)), x])
    inverse = np.linalg.inv(design.T @ design)
    estimate = inverse @ design.T @ y
    leverage = np.diag(design @ inverse @ design.T)
    scaled = (y - design @ estimate).to_numpy() / (1 - leverage)
    hc3 = inverse @ (design.T * scaled**2) @ design @ inverse
    table = ols(y, x).tidy()
    assert_allclose(table["estimate"], estimate)
    assert_allclose(table["std_error_hc3"], np.sqrt(np.diag(hc3)))


def test_residual_tests_and_influence_equal_statsmodels():
    from statsmodels.regression.linear_model import OLS

    y, x = model_data()
    fit = OLS(y.to_numpy(), np.column_stack([np.ones(len(y)), x])).fit()
    ours = ols(y, x)
    tests = ours.residual_tests
    theirs = het_breuschpagan(fit.resid, fit.model.exog)
    assert_allclose([tests.breusch_pagan.statistic, tests.breusch_pagan.p_value], theirs[:2])
    assert_allclose([tests.jarque_bera.statistic, tests.jarque_bera.p_value], jarque_bera(fit.resid)[:2])
    theirs = linear_reset(fit, power=3, use_f=True)
    assert_allclose([tests.reset.statistic, tests.reset.p_value], [theirs.fvalue, theirs.pvalue])
    distances = OLSInfluence(fit).cooks_distance[0]
    assert ours.influence.max_cooks_distance == pytest.approx(distances.max())
    assert ours.influence.n_large == (distances > 4 / len(y)).sum()


def test_an_exact_relation_has_its_coefficients():
    _, x = model_data()
    noise = np.tile([0.01, -0.01], len(x) // 2)
    ours = ols(pd.Series(2 + 3 * x["a"] - x["b"] + noise, name="y"), x)
    assert_allclose([term.estimate for term in ours.terms], [3, -1, 0], atol=0.01)
    assert ours.r_squared == pytest.approx(1, abs=1e-4)


def test_holm_leaves_the_intercept_out():
    table = ols(*model_data()).tidy()
    assert pd.isna(table["p_value_holm"][0])
    slopes = table.iloc[1:]
    assert slopes["p_value_holm"].min() == pytest.approx(3 * slopes["p_value"].min())


def test_incomplete_rows_and_row_order_do_not_matter():
    y, x = model_data()
    holed = x.mask(np.random.default_rng(1).random(x.shape) < 0.05)
    complete = holed.dropna().sample(frac=1, random_state=2)
    before, after = ols(y, holed), ols(y[complete.index], complete)
    assert before.n_obs == len(complete)
    assert_allclose(before.tidy()["std_error_hc3"], after.tidy()["std_error_hc3"])


def test_unequal_rows_are_told_apart_by_name():
    y, x = model_data()
    with refused("singular_predictors", scales=["a", "b", "d"]):
        ols(y, x.assign(d=x["a"] - x["b"]))
    with refused("constant_items", items=["c"]):
        ols(y, x.assign(c=4.0))
    with refused("constant_items", items=["y"]):
        ols(y * 0, x)
    with refused("too_few_rows", n_obs=5, at_least=6, items=["y", "a", "b", "c"]):
        ols(y.head(5), x.head(5))


def test_a_slope_that_one_respondent_determines_is_refused():
    y, x = model_data()
    with refused("one_respondent_decides"):
        ols(y, x.assign(c=(x.index == 7).astype(float)))
    assert ols(y, x.assign(c=(x.index < 2).astype(float))).terms[2].std_error_hc3 > 0


def test_uncorrelated_predictors_own_their_squared_correlations():
    R = np.eye(4)
    R[0, 1:] = R[1:, 0] = [0.5, 0.3, 0.1]
    assert_allclose(shapley_shares(R), [0.25, 0.09, 0.01])
    assert_allclose(johnson_weights(R), [0.25, 0.09, 0.01])


def test_two_predictors_share_as_by_hand():
    R = np.array([[1, 0.6, 0.5], [0.6, 1, 0.4], [0.5, 0.4, 1]])
    total = (0.36 + 0.25 - 2 * 0.6 * 0.5 * 0.4) / (1 - 0.16)
    assert_allclose(shapley_shares(R), [(0.36 + total - 0.25) / 2, (0.25 + total - 0.36) / 2])
    assert_allclose(subset_r_squared(R[None])[:, 0], [0, 0.36, 0.25, total])


@settings(max_examples=25, deadline=None)
@given(seed=some.integers(0, 10_000), k=some.integers(1, 6))
def test_shares_sum_to_r_squared_and_follow_their_predictors(seed, k):
    data = np.random.default_rng(seed).normal(size=(30, k + 1)) + np.random.default_rng(seed + 1).normal(size=(30, 1))
    R = np.corrcoef(data, rowvar=False)
    total = R[0, 1:] @ np.linalg.solve(R[1:, 1:], R[1:, 0])
    shares = shapley_shares(R)
    assert shares.sum() == pytest.approx(total)
    assert johnson_weights(R).sum() == pytest.approx(total)
    order = np.random.default_rng(seed).permutation(k)
    turned = np.r_[0, order + 1]
    assert_allclose(shapley_shares(R[np.ix_(turned, turned)]), shares[order], atol=1e-12)


def test_a_stack_is_decomposed_as_its_matrices_are():
    stack = np.stack([np.corrcoef(np.random.default_rng(seed).normal(size=(20, 5)), rowvar=False) for seed in range(3)])
    assert_allclose(shapley_shares(stack), [shapley_shares(R) for R in stack])


def test_bootstrap_of_importance_agrees_with_resampling_rows():
    y, x = model_data(200)
    data = np.column_stack([y, x])
    rng = np.random.default_rng(3)
    rows = np.array([shapley_shares(np.corrcoef(data[rng.integers(0, 200, 200)], rowvar=False)) for _ in range(1_000)])
    found = shapley_importance(y, x, rng=np.random.default_rng(4))
    bounds = [[term.importance_low, term.importance_high] for term in found.terms]
    assert_allclose(np.transpose(bounds), np.quantile(rows, [0.025, 0.975], axis=0), atol=0.025)
    assert sum(term.prob_first for term in found.terms) == pytest.approx(1)


def test_only_what_the_data_order_is_ordered():
    rng = np.random.default_rng(5)
    x = pd.DataFrame(rng.normal(size=(2_000, 3)), columns=["a", "b", "c"])
    clear = shapley_importance(x @ [1.0, 0.6, 0.2] + rng.normal(size=2_000), x, rng=rng, n_resamples=1_000)
    assert (clear.ordered, clear.first) == (True, "a")
    equal = shapley_importance(x @ [0.5, 0.5, 0.5] + rng.normal(size=2_000), x, rng=rng, n_resamples=1_000)
    assert not equal.ordered


def test_too_many_predictors_are_refused():
    x = pd.DataFrame(np.random.default_rng(6).normal(size=(50, 13)))
    with refused("too_many_predictors", n_scales=13, most=12):
        shapley_importance(x[0], x, rng=np.random.default_rng(0))


def test_quadrants_are_counted_around_the_means_of_each_resample():
    importance = np.array([[0.7, 0.3], [0.6, 0.4], [0.2, 0.8], [0.9, 0.1]])
    performance = np.array([[80, 20], [10, 90], [80, 20], [80, 20]])
    # keep up, concentrate, low priority, possible overkill
    assert_allclose(quadrant_frequencies(importance, performance), [[0.5, 0.25, 0, 0.25], [0, 0.25, 0.5, 0.25]])


def test_a_quadrant_is_named_from_four_fifths_on():
    importance = np.array([[0.7, 0.3]] * 8 + [[0.3, 0.7]] * 2)
    performance = np.array([[80.0, 20.0]] * 10)
    first, second = priorities(pd.Series({"a": 0.6, "b": 0.4}), pd.Series({"a": 80, "b": 20}), importance, performance)
    assert (first.quadrant, second.quadrant) == ("keep_up", "low_priority")
    assert (first.prob.keep_up, first.prob.possible_overkill) == (0.8, 0.2)
    unsure = priorities(pd.Series({"a": 0.6, "b": 0.4}), pd.Series({"a": 80, "b": 20}), importance[3:], performance[3:])
    assert [one.quadrant for one in unsure] == [None, None]


def test_performance_has_the_interval_of_its_resamples():
    shares = pd.Series({"a": 0.6, "b": 0.4})
    performance = np.column_stack([np.arange(101.0), np.full(101, 20.0)])
    importance = np.tile([0.6, 0.4], (101, 1))
    first, second = priorities(shares, pd.Series({"a": 50, "b": 20}), importance, performance, conf_level=0.9)
    assert_allclose([first.performance_low, first.performance_high], [5, 95])
    assert (second.performance_low, second.performance_high) == (20, 20)


def test_one_dimension_has_no_quadrant():
    one = pd.Series({"a": 1.0})
    assert priorities(one, one, np.ones((5, 1)), np.ones((5, 1))) == []


def test_drivers_put_coefficient_importance_and_priority_together():
    known = oracle("ecsq600")
    further = pd.DataFrame({"TRU1": known.outcome["SAT1"] + known.scales["attitude"]["ATT1"]})
    drivers = driver_regression(
        known.scales,
        outcomes=known.outcomes | {"trust": further},
        ranges=known.ranges,
        rng=np.random.default_rng(7),
        n_resamples=500,
    )
    terms = drivers.tidy()
    assert list(terms["term"]) == list(known.scales)
    assert terms["importance_share"].sum() == pytest.approx(1)
    assert_allclose(terms["importance"], known.r["regression"]["lmg"], rtol=1e-9)
    assert [one.term for one in drivers.priorities] == list(known.scales)
    assert (drivers.outcome, drivers.further_outcomes[0].outcome) == ("satisfaction", "trust")
    assert drivers.further_outcomes[0].correlation.estimate > 0.5


def test_further_outcomes_and_pain_points_move_no_other_number():
    known = oracle("ecsq600")
    arguments = {"outcomes": known.outcomes, "ranges": known.ranges, "n_resamples": 200}
    alone = driver_regression(known.scales, **arguments, rng=np.random.default_rng(8))
    pain = {"maze": pd.DataFrame({"met": np.arange(600) % 2})}
    beside = driver_regression(known.scales, **arguments, rng=np.random.default_rng(8), pain_points=pain)
    assert alone.terms == beside.terms


def test_drivers_need_an_outcome():
    known = oracle("ecsq600")
    found = driver_regression(known.scales, outcomes={}, ranges=known.ranges, rng=np.random.default_rng(0))
    assert found.code == "no_outcome" and found.pain_points == []


def test_an_outcome_that_cannot_be_explained_keeps_its_comparisons():
    known = oracle("ecsq600")
    same = {name: items * 0 + 3 for name, items in known.scales.items()}
    outcomes = {"y": known.scales["resolution"].set_axis(["y1", "y2", "y3", "y4", "y5"], axis=1)}
    pain = {"maze": pd.DataFrame({"met": np.arange(len(known.items)) % 2})}
    found = driver_regression(same, outcomes=outcomes, ranges={}, rng=np.random.default_rng(0), pain_points=pain)
    assert found.code == "constant_items" and found.outcome == "y"
    assert found.pain_points[0].p_value is not None


@pytest.mark.parametrize(("noise", "is_refused"), [(0.0, True), (5e-4, True), (5e-3, False)])
def test_an_outcome_that_a_dimension_repeats_is_not_explained(noise, is_refused):
    rng = np.random.default_rng(3)
    x = pd.DataFrame(rng.integers(1, 6, (150, 3)).astype(float), columns=["a", "b", "c"])
    y = (2 * x["a"] - x["c"]).rename("y") + noise * rng.standard_normal(150)
    if is_refused:
        with refused("determined_outcome", scales=["a", "c"]):
            ols(y, x)
    else:
        assert 0.999 < ols(y, x).r_squared < 1


def test_a_further_outcome_that_repeats_a_dimension_is_lost_alone():
    rng = np.random.default_rng(4)
    answers = pd.DataFrame(rng.integers(1, 6, (150, 3)).astype(float), columns=["a", "b", "y"])
    outcomes = {"y": answers[["y"]], "again": answers[["b"]].rename(columns={"b": "z"}), "y2": answers[["y"]]}
    found = driver_regression(
        {"a": answers[["a"]], "b": answers[["b"]]},
        outcomes=outcomes,
        ranges=dict.fromkeys("abyz", (1, 5)),
        rng=np.random.default_rng(1),
        n_resamples=50,
    )
    lost, same = found.further_outcomes
    assert (lost.code, lost.values) == ("determined_outcome", {"scales": ["b"]})
    assert same.correlation.code == "perfect_correlation"
    assert found.r_squared < 0.2


@pytest.mark.parametrize(("bend", "is_bent"), [(0.0, False), (0.5, True)])
def test_the_line_through_the_residuals_bends_where_the_relation_does(bend, is_bent):
    rng = np.random.default_rng(4)
    x = rng.standard_normal(600)
    y = x + bend * x**2 + rng.standard_normal(600)
    found = residual_plot(y, np.column_stack([np.ones(600), x]))
    line = np.array(found.line_residuals)
    assert (line[0] > 0.5 and line[-1] > 0.5 and line.min() < -0.2) == is_bent
    assert (np.abs(line).max() < 0.5) != is_bent
    assert sum(found.counts) == found.n_obs == 600 and min(found.counts) > 0
    assert abs(np.dot(found.counts, found.residuals)) / 600 < 0.1  # residuals have a mean of zero


def test_a_line_through_many_points_is_nearly_the_one_that_is_fitted_everywhere(monkeypatch):
    rng = np.random.default_rng(1)
    x = rng.normal(size=picture.MANY + 1)
    y, at = 0.1 * x**2 + rng.normal(size=len(x)), np.linspace(x.min(), x.max(), 9)
    many, few = picture.smooth(x, y, at), picture.smooth(x[:-1], y[:-1], at)
    monkeypatch.setattr(picture, "MANY", len(x))
    everywhere = picture.smooth(x, y, at)
    assert not np.array_equal(many, everywhere) and many == pytest.approx(everywhere, abs=0.001)
    assert np.array_equal(few, picture.smooth(x[:-1], y[:-1], at))


def test_cooks_distance_follows_from_where_a_respondent_lies_in_the_picture():
    rng = np.random.default_rng(4)
    design = np.column_stack([np.ones(60), rng.standard_normal((60, 2))])
    design[0, 1] = 9.0
    y = rng.standard_normal(60)
    found = influence_plot(y, design)
    assert sum(found.counts) == found.n_obs == 60 and found.n_coefficients == 3
    far = int(np.argmax(found.leverage))
    h, r = found.leverage[far], found.residuals[far]
    assert h == pytest.approx(leverages(design)[0], abs=0.02)
    assert r**2 / 3 * h / (1 - h) == pytest.approx(cooks_distances(y, design)[0], rel=0.2, abs=0.01)
    without = influence_plot(np.append(y, 1.0), np.block([[design, np.zeros((60, 1))], [np.zeros((1, 3)), 1.0]]))
    assert (without.n_obs, sum(without.counts)) == (61, 60)
