"""Bootstrap moments: what they equal, how exact they are, and that they are reproducible."""

from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import binom
from scipy.stats import poisson as poisson_numbers

from analysis.statistics import random_stream
from analysis.statistics.foundation import bootstrap
from analysis.statistics.foundation.bootstrap import (
    UNDECIDED,
    bootstrap_moments,
    in_steps,
    percentile_bounds,
    poisson_tables,
    precision,
    resample_counts,
    resampled_sums,
    summable,
)


def test_moments_are_those_of_the_resampled_rows():
    data = np.random.default_rng(0).integers(1, 6, size=(40, 3)).astype(float)
    moments = bootstrap_moments(data, n_resamples=20, rng=np.random.default_rng(1))
    counts = resample_counts(40, 20, np.random.default_rng(1)).astype(int)
    for b in range(20):
        rows = np.repeat(data, counts[b], axis=0)
        assert_allclose(moments.means[b], rows.mean(axis=0))
        assert_allclose(moments.covariances[b], np.cov(rows, rowvar=False), atol=1e-12)


def test_every_resample_has_as_many_rows_as_the_data():
    counts = resample_counts(100, 50, np.random.default_rng(2))
    assert_array_equal(counts.sum(axis=1), 100)


def test_whole_numbers_are_summed_in_single_precision_only_where_that_is_exact():
    assert summable(np.full((100, 1), 5.0)).dtype == np.float32
    assert summable(np.full((100, 1), 2.0**20)).dtype == np.float64
    assert summable(np.full((100, 1), 0.5)).dtype == np.float64


def scale_means(n_obs, seed=13):
    """Means of three, five and seven answers, with what rounding leaves of them, and two columns of other steps."""
    rng = np.random.default_rng(seed)
    means = [rng.integers(1, 6, size=(n_obs, k)).mean(axis=1) for k in (3, 5, 7)]
    return np.column_stack([*means, 1e3 + 0.1 * rng.integers(0, 30, n_obs), rng.integers(0, 2, n_obs)])


def test_means_of_answers_are_summed_in_whole_steps_and_so_the_same_in_any_order(monkeypatch):
    data, beside = scale_means(700), scale_means(700, seed=14)[:, :2] * 25 - 25
    drawn = partial(bootstrap_moments, data, n_resamples=60, beside=beside)
    single = drawn(rng=np.random.default_rng(15))
    counts = resample_counts(700, 60, np.random.default_rng(15))
    for b in range(60):
        rows = np.repeat(data, counts[b], axis=0)
        assert_allclose(single.covariances[b], np.cov(rows, rowvar=False), atol=1e-12)
        assert_allclose(single.means[b], rows.mean(axis=0), rtol=1e-13)
        assert_allclose(single.means_beside[b], np.repeat(beside, counts[b], axis=0).mean(axis=0), rtol=1e-12)
    monkeypatch.setattr(bootstrap, "FLOAT32_EXACT", 0)
    double = drawn(rng=np.random.default_rng(15))
    for name in ("means", "covariances", "means_beside"):
        assert_array_equal(getattr(single, name), getattr(double, name))


def test_steps_are_found_where_there_are_some():
    data = np.column_stack([scale_means(200), np.random.default_rng(16).normal(size=200), np.full(200, 0.3)])
    data[:3, -2] = data[0, -2]
    steps, centre, unit = in_steps(data)
    assert_allclose(unit[:5], [1 / 3, 1 / 5, 1 / 7, 0.1, 1])
    assert_array_equal(steps[:, :5], np.rint(steps[:, :5]))
    assert_allclose(steps * unit + centre, data, rtol=1e-12)
    assert np.abs(steps[:, :5].mean(axis=0)).max() <= 0.5
    assert np.abs(steps[:, 5:].mean(axis=0)).max() < 1e-12
    assert_array_equal(unit[5:], 1)
    assert in_steps(np.array([[0.0], [2.0], [5.0]]))[2] == 1  # steps of two from zero miss five


def test_sums_are_kept_in_single_precision_only_where_they_are_whole_and_exact_in_it(monkeypatch):
    none = np.empty((100, 0))
    assert precision(np.full((100, 1), 2.0), none) is np.float32
    assert precision(np.full((100, 1), 2.5), none) is np.float64
    assert precision(np.full((100, 1), 2.0), np.full((100, 1), 0.5)) is np.float64
    monkeypatch.setattr(bootstrap, "FLOAT32_EXACT", 401)
    assert precision(np.full((100, 1), 2.0), none) is np.float32
    assert precision(np.full((100, 1), 2.0), np.full((100, 1), 5.0)) is np.float64
    monkeypatch.setattr(bootstrap, "FLOAT32_EXACT", 400)
    assert precision(np.full((100, 1), 2.0), none) is np.float64
    monkeypatch.setattr(bootstrap, "MOST_AT_ONCE", 50)
    assert precision(np.full((100, 1), 2.0), none) is np.float32
    monkeypatch.setattr(bootstrap, "MOST_UNITS", 50)
    assert precision(np.full((100, 1), 2.0), none) is np.float64


def test_chunks_bound_memory_and_keep_the_distribution(monkeypatch):
    data = np.random.default_rng(3).normal(size=(60, 2))
    whole = bootstrap_moments(data, n_resamples=3_000, rng=np.random.default_rng(4))
    monkeypatch.setattr(bootstrap, "CHUNK_BYTES", 60 * 7)
    pieces = bootstrap_moments(data, n_resamples=3_000, rng=np.random.default_rng(5))
    assert_allclose(whole.covariances.mean(axis=0), pieces.covariances.mean(axis=0), atol=0.03)


def test_bounds_leave_out_undefined_resamples():
    resampled = np.append(np.arange(101.0), np.nan)
    assert_allclose(percentile_bounds(resampled, 0.9), [5, 95])


def test_a_stream_belongs_to_its_analysis():
    assert random_stream(1, "regression").random() == random_stream(1, "regression").random()
    assert random_stream(1, "regression").random() != random_stream(1, "reliability").random()
    assert random_stream(1, "regression").random() != random_stream(2, "regression").random()


@pytest.mark.parametrize("mean", [0.0, 0.4, 0.93, 1 - 2.5 / 38])
def test_tables_hold_the_probabilities_of_poisson(mean):
    found, open_ = np.zeros(256), 1.0
    for table in poisson_tables(mean):
        counts = np.bincount(np.frombuffer(table, dtype=np.uint8), minlength=256)
        found[:UNDECIDED] += open_ * counts[:UNDECIDED] / 256
        open_ *= counts[UNDECIDED] / 256
    assert_allclose(found[:UNDECIDED], poisson_numbers.pmf(np.arange(UNDECIDED), mean), atol=1e-12)
    assert open_ == 0


@pytest.mark.parametrize("n_obs", [1, 2, 5, 12, 60, 700])
def test_how_often_a_row_is_drawn_is_binomial(n_obs):
    n_resamples = 200_000 // n_obs
    counts = resample_counts(n_obs, n_resamples, np.random.default_rng(6))
    assert_array_equal(counts.sum(axis=1), n_obs)
    of_first = np.bincount(counts[:, 0], minlength=4)[:4] / n_resamples
    expected = binom.pmf(np.arange(4), n_obs, 1 / n_obs)
    assert_allclose(of_first, expected, atol=4 * np.sqrt(0.25 / n_resamples))
    assert np.bincount(counts.ravel(), minlength=4)[:4] / counts.size == pytest.approx(expected, abs=0.004)


def test_two_rows_are_drawn_as_multinomial_numbers_are():
    counts = resample_counts(30, 40_000, np.random.default_rng(7)).astype(float)
    covariances = np.cov(counts, rowvar=False)
    assert_allclose(np.diag(covariances), 1 - 1 / 30, atol=0.05)
    others = covariances[~np.eye(30, dtype=bool)]
    assert others.mean() == pytest.approx(-1 / 30, abs=1e-3)


def test_blocks_of_many_rows_vary_as_rows_do(monkeypatch):
    data = np.random.default_rng(8).exponential(size=(5_001, 2)) @ [[1.0, 0.5], [0.0, 1.0]]
    data = data[np.argsort(data[:, 0])]  # neighbours alike: blocks of neighbours would vary far too little or too much
    rows = resampled_sums(data, 20_000, np.random.default_rng(9)) / len(data)
    monkeypatch.setattr(bootstrap, "MOST_UNITS", 2_000)
    blocks = resampled_sums(data, 20_000, np.random.default_rng(10)) / len(data)
    assert_allclose(blocks.mean(axis=0), data.mean(axis=0), atol=1e-3)
    assert_allclose(np.cov(rows, rowvar=False), np.cov(data, rowvar=False) / len(data), rtol=0.05)
    assert_allclose(np.cov(blocks, rowvar=False), np.cov(data, rowvar=False) / len(data), rtol=0.11)
    ends = percentile_bounds(rows, 0.95), percentile_bounds(blocks, 0.95)
    assert_allclose(ends[1] - data.mean(axis=0), ends[0] - data.mean(axis=0), rtol=0.08)


def test_moments_of_many_rows_are_those_of_products_formed_at_once(monkeypatch):
    monkeypatch.setattr(bootstrap, "MOST_UNITS", 100)
    monkeypatch.setattr(bootstrap, "CHUNK_ROWS", 64)
    data = np.random.default_rng(12).integers(1, 6, size=(1_003, 2)).astype(float)
    moments = bootstrap_moments(data, n_resamples=30, rng=np.random.default_rng(13), beside=data[:, :1] ** 3)
    products = np.column_stack([data, data[:, 0] * data[:, 1], data[:, 0] ** 3])
    sums = resampled_sums(products, 30, np.random.default_rng(13)) / len(data)
    assert_allclose(moments.means, sums[:, :2])
    covariance = (sums[:, 2] - sums[:, 0] * sums[:, 1]) * len(data) / (len(data) - 1)
    assert_allclose(moments.covariances[:, 0, 1], covariance)
    assert_allclose(moments.means_beside, sums[:, 3:])
