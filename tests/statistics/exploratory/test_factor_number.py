"""Adequacy and the number of factors: psych's numbers, known answers, invariances, refusals."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.statistics import (
    bartlett_sphericity,
    kmo,
    minimum_average_partial,
    parallel_analysis,
)
from analysis.statistics.exploratory.extraction import minres
from analysis.statistics.exploratory.factor_number import average_partials, leading_above, random_correlations
from analysis.statistics.exploratory.one_factor import misfit, newton_where_better, one_factor_loadings
from analysis.statistics.exploratory.ordinal_factor_number import normal_score_deviation, polychoric_parallel_analysis
from analysis.statistics.ordinal.polychoric import polychoric
from tests.oracle import ALL, oracle
from tests.refusals import refused


def two_factor_items(n_obs=400, seed=0):
    """Eight items, four on each of two uncorrelated factors."""
    rng = np.random.default_rng(seed)
    factors = np.repeat(rng.normal(size=(n_obs, 2)), 4, axis=1)
    return pd.DataFrame(0.8 * factors + 0.6 * rng.normal(size=(n_obs, 8)), columns=list("abcdefgh"))


@pytest.mark.parametrize("name", ALL)
def test_kmo_and_bartlett_equal_psych(name):
    known = oracle(name)
    adequacy, sphericity = kmo(known.items), bartlett_sphericity(known.items)
    assert adequacy.overall == pytest.approx(known.r["kmo"]["overall"], rel=1e-9)
    assert_allclose(list(adequacy.items.values()), known.r["kmo"]["items"], rtol=1e-9)
    assert (sphericity.statistic, sphericity.df) == pytest.approx(
        (known.r["bartlett"]["chi2"], known.r["bartlett"]["df"]), rel=1e-9
    )


@pytest.mark.parametrize("name", ALL)
def test_average_partials_equal_psych(name):
    known = oracle(name)
    theirs = known.r["map"]["map"]
    ours = minimum_average_partial(known.items)
    assert_allclose([row.average_squared_correlation for row in ours.rows][1 : len(theirs) + 1], theirs, rtol=1e-9)
    assert ours.n_factors == known.r["map"]["n_factors"]


@pytest.mark.parametrize("name", ALL)
def test_observed_eigenvalues_equal_r(name):
    known = oracle(name)
    ours = parallel_analysis(known.items, rng=np.random.default_rng(0), n_draws=50)
    assert_allclose(ours.tidy()["eigenvalue"], known.r["eigenvalues_pca"], rtol=1e-9)


def test_both_criteria_find_two_clear_factors():
    items = two_factor_items()
    assert parallel_analysis(items, rng=np.random.default_rng(1)).n_factors == 2
    assert minimum_average_partial(items).n_factors == 2
    assert minimum_average_partial(items).n_factors_fourth == 2


def test_bfi_has_five_components_and_five_by_average_partial():
    items = oracle("bfi").items
    assert parallel_analysis(items, rng=np.random.default_rng(2)).n_factors == 5
    assert minimum_average_partial(items).n_factors == 5


def test_drawn_correlations_are_those_of_simulated_data():
    rng = np.random.default_rng(3)
    data = np.stack([np.linalg.eigvalsh(np.corrcoef(rng.normal(size=(5, 30)))) for _ in range(3_000)])
    drawn = np.linalg.eigvalsh(random_correlations(30, 5, 3_000, np.random.default_rng(4)))
    assert_allclose(drawn.mean(axis=0), data.mean(axis=0), atol=0.012)
    assert_allclose(np.quantile(drawn, 0.95, axis=0), np.quantile(data, 0.95, axis=0), atol=0.03)


def test_counting_stops_at_the_first_eigenvalue_that_is_not_above():
    assert leading_above(np.array([3, 1, 0.9]), np.array([2, 1.5, 0.5])) == 1
    assert leading_above(np.array([3, 2]), np.array([1, 1])) == 2


def test_removing_nothing_leaves_the_squared_correlations():
    R = np.array([[1, 0.5, 0.2], [0.5, 1, 0.1], [0.2, 0.1, 1]])
    assert average_partials(R)[0, 0] == pytest.approx((0.25 + 0.04 + 0.01) / 3)


def test_one_factor_of_a_stack_is_that_of_each_matrix():
    with_factor = np.random.default_rng(5).normal(size=(20, 60, 1)) + np.random.default_rng(6).normal(size=(20, 60, 6))
    stack = np.stack([np.corrcoef(data, rowvar=False) for data in with_factor])
    each = np.stack([minres(R, 1).loadings[:, 0] for R in stack])
    before = stack.copy()
    assert_allclose(np.abs(one_factor_loadings(stack)), np.abs(each), atol=1e-5)
    assert_allclose(np.abs(one_factor_loadings(stack[:1])), np.abs(each[:1]), atol=1e-5)
    assert (stack == before).all()


def test_a_newton_step_never_raises_the_misfit():
    stack = random_correlations(40, 8, 30, np.random.default_rng(7))
    off_diagonal = stack.transpose(1, 2, 0) * (1 - np.eye(8))[:, :, None]
    before = np.random.default_rng(8).uniform(-0.9, 0.9, size=(8, 30))
    after = newton_where_better(before, off_diagonal)
    assert (misfit(after, off_diagonal) <= misfit(before, off_diagonal)).all()


def test_parallel_analysis_of_factors_finds_two_clear_factors():
    found = parallel_analysis(two_factor_items(), rng=np.random.default_rng(9), n_draws=200, model="factors")
    assert (found.n_factors, found.model, found.correlation) == (2, "factors", "pearson")


def cut_items(categories):
    """Two-factor answers cut into `categories` classes of unequal size."""
    cuts = np.linspace(-1.2, 0.6, categories - 1) if categories > 2 else [-0.5]
    return two_factor_items().apply(lambda column: np.digitize(column, cuts))


@pytest.mark.parametrize("categories", [2, 5])
def test_polychoric_parallel_analysis_finds_two_clear_factors(categories):
    for found in polychoric_parallel_analysis(cut_items(categories), rng=np.random.default_rng(10), n_draws=200):
        assert (found.n_factors, found.correlation) == (2, "polychoric")


@pytest.mark.parametrize("categories", [2, 4])
def test_simulated_polychorics_are_distributed_as_those_of_shuffled_answers(categories):
    items, rng = cut_items(categories), np.random.default_rng(11)
    shuffled = [polychoric(items.apply(lambda answers: rng.permutation(answers))).matrix for _ in range(60)]
    drawn, _ = polychoric_parallel_analysis(items, rng=np.random.default_rng(12), n_draws=500)
    eigenvalues = np.linalg.eigvalsh(np.stack(shuffled))[:, ::-1]
    error = eigenvalues.std(axis=0) / np.sqrt(len(shuffled))
    assert (np.abs(drawn.tidy()["simulated_mean"] - eigenvalues.mean(axis=0)) < 4.5 * error).all()


def test_normal_scores_of_a_median_split_vary_by_two_over_pi():
    assert normal_score_deviation(np.array([0, 1, 0, 1])) ** 2 == pytest.approx(2 / np.pi)
    assert normal_score_deviation(np.arange(5_000)) == pytest.approx(1, abs=1e-3)


def test_answers_of_many_categories_are_not_treated_as_ordinal():
    with refused("not_ordinal", items=list("abcdefgh"), most=7):
        polychoric_parallel_analysis(cut_items(10), rng=np.random.default_rng(13))


def test_item_order_and_incomplete_rows_do_not_matter():
    items = two_factor_items()
    holed = items.mask(np.random.default_rng(5).random(items.shape) < 0.03)
    turned = holed.dropna().sample(frac=1, random_state=1)[list("hgfedcba")]
    assert kmo(holed).overall == pytest.approx(kmo(turned).overall, rel=1e-12)
    assert bartlett_sphericity(holed).statistic == pytest.approx(bartlett_sphericity(turned).statistic, rel=1e-9)
    assert minimum_average_partial(holed).n_factors == minimum_average_partial(turned).n_factors


def test_refusals_say_what_is_wrong():
    items = two_factor_items()
    with refused("too_few_rows", n_obs=8, at_least=9, items=list("abcdefgh")):
        kmo(items.head(8))
    with refused("singular_items", items=["a", "b", "z"]):
        bartlett_sphericity(items.assign(z=items["a"] + items["b"]))
    with refused("constant_items", items=["c"]):
        parallel_analysis(items.assign(c=1), rng=np.random.default_rng(0))
    with refused("too_few_items", at_least=3, items=["a", "b"]):
        minimum_average_partial(items[["a", "b"]])
