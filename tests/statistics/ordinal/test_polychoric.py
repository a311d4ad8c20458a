"""Polychoric correlations: psych's and lavaan's numbers, known answers, invariances, refusals."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr, owens_t

from analysis.statistics.ordinal.bivariate_normal import bivariate_normal_density, joint_excess
from analysis.statistics.ordinal.pairs import PairModel
from analysis.statistics.ordinal.polychoric import polychoric, smoothed
from analysis.statistics.ordinal.sample import ordinal_sample
from tests.oracle import ORDINAL, answers_of, oracle
from tests.refusals import refused


def cut_normal(n_obs, rho, cuts, seed=0):
    """Answers of `n_obs` people to two items cut from bivariate normal variables."""
    draws = np.random.default_rng(seed).multivariate_normal([0, 0], [[1, rho], [rho, 1]], size=n_obs)
    return pd.DataFrame({"a": np.digitize(draws[:, 0], cuts), "b": np.digitize(draws[:, 1], cuts)})


def expanded(table):
    """One row per respondent of a two-way table."""
    rows, columns = np.indices(np.shape(table)).reshape(2, -1)
    counts = np.ravel(table)
    return pd.DataFrame({"a": np.repeat(rows, counts), "b": np.repeat(columns, counts)})


# ---------------------------------------------------------------- the distribution
def bivariate_normal_cdf(h, k, rho):
    """Probability that both of two standard normal variables stay at or below their limits."""
    h, k, rho = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (h, k, rho)))
    return ndtr(h) * ndtr(k) + joint_excess(h.reshape(-1, 1), k.reshape(-1, 1), rho.reshape(-1)).reshape(h.shape)


@pytest.mark.parametrize("rho", [-0.999, -0.93, -0.6, -0.2, 0.0, 0.29, 0.51, 0.74, 0.89, 0.94, 0.9999])
def test_distribution_is_that_of_owen(rho):
    h, k = np.meshgrid(np.linspace(-3, 3, 13) + 0.01, np.linspace(-2.5, 3.5, 13) + 0.02)
    root = np.sqrt(1 - rho**2)
    t = owens_t(h, (k - rho * h) / (h * root)) + owens_t(k, (h - rho * k) / (k * root))
    cdf = bivariate_normal_cdf(h, [[0.0]], 0.0) * 2  # Phi(h)
    other = bivariate_normal_cdf([[0.0]], k, 0.0) * 2
    expected = (cdf + other) / 2 - t - np.where(h * k < 0, 0.5, 0)
    np.testing.assert_allclose(bivariate_normal_cdf(h, k, rho), expected, atol=2e-13)


@pytest.mark.parametrize("rho", [-0.97, -0.4, 0.0, 0.7, 0.99])
def test_quadrant_probability_is_sheppards(rho):
    assert bivariate_normal_cdf(0, 0, rho) == pytest.approx(0.25 + np.arcsin(rho) / (2 * np.pi), abs=1e-14)


def test_density_is_the_slope_of_the_distribution():
    step = 1e-5
    slope = (bivariate_normal_cdf(0.3, -0.8, 0.6 + step) - bivariate_normal_cdf(0.3, -0.8, 0.6 - step)) / (2 * step)
    assert bivariate_normal_density(0.3, -0.8, 0.6) == pytest.approx(slope, rel=1e-8)


# ---------------------------------------------------------------- another program's numbers
@pytest.mark.parametrize("name", ORDINAL)
def test_correlations_are_lavaans(name):
    sample = ordinal_sample(answers_of(name))
    theirs = np.array(oracle(name).r["polychoric_lavaan"]["values"])
    np.testing.assert_allclose(sample.R, theirs, atol=1e-7)


@pytest.mark.parametrize("name", ORDINAL)
def test_correlations_and_thresholds_are_psychs_and_likelier(name):
    sample, reference = ordinal_sample(answers_of(name)), oracle(name).r["polychoric"]
    pairs = sample.tables.first, sample.tables.second
    theirs = np.array(reference["rho"]["values"])[pairs]
    np.testing.assert_allclose(sample.rho, theirs, atol=5e-5)  # psych stops its search earlier
    assert (log_likelihoods(sample, sample.rho) >= log_likelihoods(sample, theirs) - 1e-9).all()
    tau = [[cut for cut in cuts if cut is not None] for cuts in reference["tau"]]
    for ours, psychs, used in zip(sample.cuts, tau, sample.answers.categories, strict=True):
        np.testing.assert_allclose(ours[: len(used) - 1], psychs, atol=1e-12)


@pytest.mark.parametrize("name", ["supermarket", "mobi"])
def test_ten_point_items_are_at_least_as_likely_as_lavaans(name):
    """lavaan floors the probability of a cell, so that it misses the maximum where a lone answer is far out."""
    sample = ordinal_sample(answers_of(name))
    theirs = np.array(oracle(name).r["polychoric_lavaan"]["values"])[sample.tables.first, sample.tables.second]
    gain = log_likelihoods(sample, sample.rho) - log_likelihoods(sample, theirs)
    assert (gain >= -1e-9).all()
    np.testing.assert_allclose(sample.rho[gain < 1e-6], theirs[gain < 1e-6], atol=2e-6)


def log_likelihoods(sample, rho):
    model = PairModel(sample.cuts[sample.tables.first], sample.cuts[sample.tables.second])
    return (sample.tables.counts * np.log(model.probabilities(rho))).sum(axis=(1, 2))


# ---------------------------------------------------------------- known answers
def test_exact_table_returns_its_correlation():
    """A table whose cells are the probabilities of rho = -.6 has its likelihood's maximum there."""
    edges = np.array([-38, -1.0, 0.2, 1.1, 38])
    corners = bivariate_normal_cdf(edges[:, None], edges, -0.6)
    table = np.rint(np.diff(np.diff(corners, axis=0), axis=1) * 1e7).astype(int) // 100
    assert polychoric(expanded(table)).correlations[0]["estimate"] == pytest.approx(-0.6, abs=2e-4)


def test_median_cut_binary_items_follow_sheppard():
    result = polychoric(expanded([[40, 20], [20, 40]]))
    assert result.correlations[0]["estimate"] == pytest.approx(np.sin(2 * np.pi * (40 / 120 - 0.25)), abs=1e-9)
    assert [row["estimate"] for row in result.thresholds] == pytest.approx([0, 0], abs=1e-12)


def test_standard_error_is_the_spread_of_the_estimate():
    estimates, errors = [], []
    for seed in range(120):
        row = polychoric(cut_normal(400, 0.5, [-1, 0, 1], seed)).correlations[0]
        estimates.append(row["estimate"])
        errors.append(row["std_error"])
    assert np.mean(errors) == pytest.approx(np.std(estimates), rel=0.15)


def test_covariance_is_that_of_the_cases_taken_in_chunks(monkeypatch):
    items = answers_of("ecsq600").iloc[:, :6]
    whole = ordinal_sample(items).covariance
    monkeypatch.setattr("analysis.statistics.ordinal.influence.CHUNK_ROWS", 37)
    monkeypatch.setattr("analysis.statistics.ordinal.tables.CHUNK_ROWS", 41)
    np.testing.assert_allclose(ordinal_sample(items).covariance, whole, rtol=1e-12)


# ---------------------------------------------------------------- invariances
def test_order_of_rows_items_and_origin_do_not_matter():
    items = answers_of("ecsq600").iloc[:, :5]
    expected = polychoric(items).matrix
    shuffled = items.sample(frac=1, random_state=1)[items.columns[::-1]] * 2 - 7
    found = polychoric(shuffled).matrix.loc[items.columns, items.columns]
    np.testing.assert_allclose(found, expected, atol=1e-8)


def test_incomplete_rows_are_dropped_before_counting():
    items = cut_normal(300, 0.4, [-0.5, 0.5]).astype(float)
    holed = items.copy()
    holed.loc[:19, "a"] = np.nan
    ours, theirs = polychoric(holed), polychoric(items.iloc[20:])
    assert ours.n_obs == 280
    assert ours.correlations == theirs.correlations


def test_unused_categories_do_not_count():
    items = cut_normal(300, 0.4, [-0.5, 0.5])
    gap = items.replace({"a": {2: 9}})
    ours = polychoric(gap)
    assert ours.correlations == polychoric(items).correlations
    assert ours.thresholds[1] | {"below": 2.0} == polychoric(items).thresholds[1]
    assert ours.n_cells == 9


def test_numbers_of_categories_may_differ():
    items = cut_normal(500, 0.5, [-1, 0, 1])
    binary = items.assign(b=(items["b"] > 1).astype(int), c=items["b"])
    alone = polychoric(binary[["a", "b"]]).correlations[0]
    assert polychoric(binary).correlations[0]["estimate"] == pytest.approx(alone["estimate"], abs=1e-9)
    assert polychoric(binary).correlations[0]["std_error"] == pytest.approx(alone["std_error"], rel=1e-8)
    assert polychoric(binary).correlations[0]["n_cells"] == 8


def test_reversing_an_item_turns_the_sign():
    items = cut_normal(300, 0.4, [-0.5, 0.5])
    ours = polychoric(items.assign(a=2 - items["a"])).correlations[0]["estimate"]
    assert ours == pytest.approx(-polychoric(items).correlations[0]["estimate"], abs=1e-9)


# ---------------------------------------------------------------- what is said
def test_empty_cells_are_counted():
    result = polychoric(expanded([[30, 5, 0], [5, 30, 5], [0, 5, 30]]))
    assert (result.n_empty, result.n_cells) == (2, 9)
    assert result.correlations[0]["n_empty"] == 2


def test_a_matrix_that_is_not_positive_definite_is_smoothed_and_named():
    rng = np.random.default_rng(3)
    common = rng.normal(size=(40, 1))
    items = pd.DataFrame((common + 0.4 * rng.normal(size=(40, 12)) > 0).astype(int)).add_prefix("q")
    result = polychoric(items)
    assert result.is_smoothed and result.smallest_eigenvalue < 0
    assert "not positive definite" in result.problems[-1]
    assert np.linalg.eigvalsh(result.matrix).min() > 0
    np.testing.assert_allclose(np.diagonal(result.matrix), 1)


def test_a_proper_matrix_is_left_alone():
    R = np.array([[1, 0.5], [0.5, 1]])
    assert smoothed(R)[0] is R


def test_two_binary_items_with_one_empty_cell_have_lavaans_estimate():
    """lavCor(…, ordered = TRUE) moves half a respondent into the empty cell."""
    result = polychoric(expanded([[171, 13], [16, 0]]))
    assert result.correlations[0]["estimate"] == pytest.approx(-0.1745523694, abs=1e-7)
    assert (result.n_empty, result.problems) == (1, [])


def test_larger_tables_with_empty_cells_are_left_alone():
    result = polychoric(expanded([[457, 1, 19], [23, 0, 0]]))
    assert result.correlations[0]["std_error"] is None or np.isnan(result.correlations[0]["std_error"])
    assert "a and b" in result.problems[0]


@pytest.mark.filterwarnings("error")
def test_empty_cells_leave_the_other_pairs_alone():
    items = expanded([[0, 43], [41, 316]]).assign(c=np.arange(400) % 3, same=np.arange(400) % 3)
    result = polychoric(items)
    alone = polychoric(items[["a", "b", "c"]])
    assert np.isfinite(result.matrix.to_numpy()).all() and alone.problems == []
    assert [row["a"] + row["b"] for row in result.correlations if np.isnan(row["std_error"])] == ["csame"]
    np.testing.assert_array_equal(result.matrix.loc["a":"c", "a":"c"], alone.matrix)


def test_a_pair_at_its_bound_is_named():
    result = polychoric(expanded([[30, 0], [0, 30]]))
    assert "no maximum short of a perfect correlation: a and b" in result.problems[0]


@pytest.mark.parametrize(
    ("items", "code", "values"),
    [
        (pd.DataFrame({"a": [1, 2, 3]}), "too_few_items", {"at_least": 2, "items": ["a"]}),
        (
            pd.DataFrame({"a": [1, 2, np.nan], "b": [np.nan, np.nan, 1]}),
            "too_few_rows",
            {"n_obs": 0, "items": ["a", "b"]},
        ),
        (pd.DataFrame({"a": [1, 1, 1], "b": [1, 2, 3]}), "constant_items", {"items": ["a"]}),
        (pd.DataFrame({"a": np.arange(30), "b": np.arange(30) % 3}), "not_ordinal", {"items": ["a"], "most": 20}),
    ],
)
def test_refusals_name_the_item_and_the_way_out(items, code, values):
    with refused(code, **values):
        polychoric(items)
