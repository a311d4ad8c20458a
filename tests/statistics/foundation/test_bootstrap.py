"""Bootstrap moments: what they equal, how exact they are, and that they are reproducible."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from analysis.statistics import random_stream
from analysis.statistics.foundation import bootstrap
from analysis.statistics.foundation.bootstrap import bootstrap_moments, percentile_bounds, resample_counts, summable


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


def test_chunks_bound_memory_and_keep_the_distribution(monkeypatch):
    data = np.random.default_rng(3).normal(size=(60, 2))
    whole = bootstrap_moments(data, n_resamples=3_000, rng=np.random.default_rng(4))
    monkeypatch.setattr(bootstrap, "CHUNK_BYTES", 60 * 8 * 7)
    pieces = bootstrap_moments(data, n_resamples=3_000, rng=np.random.default_rng(5))
    assert_allclose(whole.covariances.mean(axis=0), pieces.covariances.mean(axis=0), atol=0.03)


def test_bounds_leave_out_undefined_resamples():
    resampled = np.append(np.arange(101.0), np.nan)
    assert_allclose(percentile_bounds(resampled, 0.9), [5, 95])


def test_a_stream_belongs_to_its_analysis():
    assert random_stream(1, "regression").random() == random_stream(1, "regression").random()
    assert random_stream(1, "regression").random() != random_stream(1, "reliability").random()
    assert random_stream(1, "regression").random() != random_stream(2, "regression").random()
