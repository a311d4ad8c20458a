"""The studentized range: Student's t for two means, SciPy's slower integral for many, quantiles that come back."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import studentized_range

from analysis.statistics.foundation.distributions import t_p_value
from analysis.statistics.foundation.studentized_range import studentized_range_p_value, studentized_range_quantile

Q = np.array([0.5, 2.0, 3.5, 5.0, 8.0])


@pytest.mark.parametrize("df", [2.0, 9.0, 1234.5])
def test_of_two_means_it_is_students_t(df):
    assert_allclose(studentized_range_p_value(Q, 2, np.full(5, df)), t_p_value(Q / np.sqrt(2), df), atol=1e-12)


@pytest.mark.parametrize(("n_means", "df"), [(3, 9.0), (5, 200.7), (8, 30.0)])
def test_of_many_means_it_is_scipys(n_means, df):
    assert_allclose(
        studentized_range_p_value(Q, n_means, np.full(5, df)), studentized_range.sf(Q, n_means, df), atol=2e-8
    )


def test_quantiles_come_back():
    df = np.array([3.0, 12.5, 400.0])
    quantiles = studentized_range_quantile(0.95, 6, df)
    assert (np.diff(quantiles) < 0).all()
    assert_allclose(studentized_range_p_value(quantiles, 6, df), 0.05, atol=1e-9)
