"""Pain points at the edges: how few people have a phi, how sure an order must be, who is counted."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.description.level_shares import HiddenLevel
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.pain_points.cooccurrence import fourfold, phi_of, std_error_of_z
from analysis.statistics.pain_points.expected_loss import loss_pairs
from analysis.statistics.pain_points.pain_points import PainPoints, prevalence


def test_four_people_have_a_phi_and_three_have_none():
    x, y = np.array([1.0, 1, 0, 0]), np.array([1.0, 0, 1, 0])
    assert phi_of(x, y) == pytest.approx(0) and phi_of(x[:3], y[:3]) is None
    assert phi_of(np.append(x, 1), np.append(y, 1)) == pytest.approx(1 / 6)


def test_a_phi_of_nearly_one_has_an_error_and_of_one_has_none():
    x = np.repeat([1.0, 0.0], 3_000)
    y = x.copy()
    assert std_error_of_z(x, y, 1.0) is None
    y[0] = 0.0
    assert std_error_of_z(x, y, float(np.corrcoef(x, y)[0, 1])) > 0


def test_cells_are_of_both_the_first_the_second_and_neither():
    x, y = np.array([1.0, 1, 1, 0, 0, 0, 0]), np.array([1.0, 0, 0, 1, 0, 0, 0])
    assert fourfold(x, y) == [1, 2, 1, 3]


@pytest.mark.parametrize(("n_above", "is_ordered"), [(99, True), (98, False)])
def test_losses_are_ordered_from_ninety_nine_of_a_hundred_resamples(n_above, is_ordered):
    drawn = np.where(np.arange(100)[:, None] < n_above, [2.0, 1.0], [1.0, 2.0])
    (pair,) = loss_pairs(["late", "rude"], drawn)
    assert pair.is_ordered is is_ordered and pair.p_greater == n_above / 100


def test_prevalence_counts_those_who_met_it():
    found = prevalence("late", pd.DataFrame({"met": [1.0, 0, 0, np.nan, 0]}), 0.95)
    assert (found.n_obs, found.n_met, found.estimate) == (4, 1, 0.25)


def test_a_glance_is_of_each_number_or_says_why_there_is_none():
    rows = [HiddenLevel(level="0", n_obs=3), HiddenLevel(level="1", n_obs=4)]
    assert PainPoints.glance(SimpleNamespace(dose=rows))["n_obs"].tolist() == [3, 4]
    refused = Unavailable(code="small_cells", values={"at_least": 5})
    assert len(PainPoints.glance(SimpleNamespace(dose=refused))) == len(refused.tidy())
