"""The map of importance and performance: its lines, and how many resamples make a quadrant sure."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.regression.priorities import (
    QuadrantProbabilities,
    priorities,
    quadrant_frequencies,
    sure_quadrant,
)


def test_the_lines_are_the_means_and_what_lies_on_one_is_not_above_it():
    on_both = np.array([[0.5, 0.5]])
    assert quadrant_frequencies(on_both, on_both).tolist() == [[0, 0, 1, 0]] * 2
    apart = np.array([[0.6, 0.4]])
    assert quadrant_frequencies(apart, apart).tolist() == [[1, 0, 0, 0], [0, 0, 1, 0]]
    assert quadrant_frequencies(apart, apart[:, ::-1]).tolist() == [[0, 1, 0, 0], [0, 0, 0, 1]]


@pytest.mark.parametrize(("share", "quadrant"), [(0.8, "concentrate"), (0.7999, None), (0.805, "concentrate")])
def test_a_quadrant_is_sure_from_four_fifths_of_the_resamples(share, quadrant):
    prob = QuadrantProbabilities(keep_up=1 - share, concentrate=share, low_priority=0.0, possible_overkill=0.0)
    assert sure_quadrant(prob) == quadrant


@pytest.mark.parametrize(("k", "n_rows"), [(1, 0), (2, 2), (3, 3)])
def test_one_dimension_alone_has_no_quadrant(k, n_rows):
    names = list("abc"[:k])
    values = pd.Series(np.arange(1.0, k + 1) / k, index=names)
    draws = np.tile(values.to_numpy(), (10, 1))
    assert len(priorities(values, values, draws, draws)) == n_rows
