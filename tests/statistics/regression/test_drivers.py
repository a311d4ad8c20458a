"""The regression of an outcome on the dimensions, with what stands beside each coefficient."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import driver_regression, random_stream
from analysis.statistics.foundation.intervals import correlation_interval
from analysis.statistics.regression.drivers import correlations_with


def scores(n: int = 200) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Two dimensions and an outcome, a single item each, with gaps in one of them."""
    draw = random_stream(11, "drivers").normal(size=(n, 3))
    first, second = draw[:, 0], 0.8 * draw[:, 0] + 0.6 * draw[:, 1]
    outcome = first - 0.5 * second + 0.5 * draw[:, 2]
    second[::17] = np.nan
    frames = {name: pd.DataFrame({f"{name}1": values}) for name, values in (("first", first), ("second", second))}
    return frames, {"outcome": pd.DataFrame({"out1": outcome})}


def regression():
    dimensions, outcomes = scores()
    ranges = {f"{name}1": (-4, 4) for name in ("first", "second", "out")}
    return driver_regression(dimensions, outcomes=outcomes, ranges=ranges, rng=random_stream(1, "d"), n_resamples=200)


def test_correlations_are_of_the_rows_that_the_model_uses():
    dimensions, outcomes = scores()
    complete = dimensions["second"]["second1"].notna()
    terms = regression().tidy().set_index("term")
    for name in ("first", "second"):
        expected = correlation_interval(dimensions[name][f"{name}1"][complete], outcomes["outcome"]["out1"][complete])
        found = terms.loc[name, ["correlation", "correlation_low", "correlation_high"]]
        assert list(found) == pytest.approx([expected.estimate, expected.conf_low, expected.conf_high], abs=1e-14)


def test_a_slope_may_turn_against_its_correlation():
    terms = regression().tidy().set_index("term")
    assert terms.loc["second", "correlation_low"] > 0 > terms.loc["second", "conf_high"]


def test_a_dimension_that_repeats_the_outcome_has_no_correlation():
    dimensions, outcomes = scores()
    table = pd.DataFrame({"same": outcomes["outcome"]["out1"], "first": dimensions["first"]["first1"]})
    found = correlations_with(table["same"], table, 0.95)
    assert set(found["same"].values()) == {None} and None not in found["first"].values()
