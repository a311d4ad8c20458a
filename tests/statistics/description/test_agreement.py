"""Agreement: which answers count on which scale, wording and keying, intervals, order of the items."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import agreement, proportion
from analysis.statistics.description.agreement import item_agreement, width_of_an_end

LIKERT = pd.Series([1, 2, 2, 3, 4, 4, 5, 5, 5, np.nan])


def test_the_two_highest_of_five_agree():
    found = item_agreement(LIKERT, 1, 5)
    assert (found.n_obs, found.agree_from, found.disagree_to) == (9, 4, 2)
    wilson = proportion(5, 9)
    assert (found.agree.estimate, found.agree.conf_low, found.agree.conf_high) == pytest.approx(
        (5 / 9, wilson.conf_low, wilson.conf_high)
    )
    assert found.disagree.estimate == pytest.approx(3 / 9)


@pytest.mark.parametrize(
    ("low", "high", "step", "top", "agree_from"),
    [
        *((1, 5, 1, 2, 4), (1, 5, 1, 1, 5), (1, 5, 1, 4, 4), (1, 7, 1, 2, 5), (1, 7, 1, 1, 7), (0, 10, 1, 2, 7)),
        *((1, 10, 1, 2, 7), (1, 4, 1, 2, 3), (1, 6, 1, 2, 5), (1, 3, 1, 2, 3), (0, 1, 1, 2, 1), (0, 1, 1, 1, 1)),
        *((1, 4, 0.5, 2, 3), (0, 100, 1, 2, 61), (0, 100, None, 2, 60), (0, 1, None, 1, 0.8), (0, 10, None, 5, 6)),
    ],
)
def test_other_scales_count_the_same_part(low, high, step, top, agree_from):
    assert high - width_of_an_end(low, high, step, top) == pytest.approx(agree_from)


def test_the_middle_belongs_to_neither():
    for low, high in ((1, 3), (1, 5), (1, 7), (0, 10)):
        middle = item_agreement(pd.Series([(low + high) / 2]), low, high, top=9)
        assert middle.agree.estimate == middle.disagree.estimate == 0


def test_of_any_number_a_part_of_the_range_counts():
    found = item_agreement(pd.Series([10, 40, 40.1, 59.9, 60, 99]), 0, 100, step=None)
    assert (found.agree_from, found.disagree_to) == (60, 40)
    assert (found.agree.estimate, found.disagree.estimate) == (2 / 6, 2 / 6)


def test_steps_of_a_tenth_are_counted_without_rounding_errors():
    found = item_agreement(pd.Series([0.1 + 0.2, 0.3, 0.2, 0.1, 0.0]), 0, 0.4, step=0.1)
    assert found.agree.estimate == 2 / 5


def test_agreement_is_with_the_wording_the_order_is_keyed():
    items = pd.DataFrame({"S1": [4.0, 5, 4, 3], "S2": [2.0, 1, 1, 3]})  # S2 was turned round: most agreed with it
    found = agreement({"speed": items}, ranges={"S1": (1, 5), "S2": (1, 5)}, reverse=["S2"])
    assert found.items["S2"].agree.estimate == found.items["S1"].agree.estimate == 3 / 4
    assert found.items["S2"].disagree.estimate == 0
    assert found.scales["speed"].items == ["S1", "S2"]


def test_lowest_and_highest_are_compared_with_their_neighbours_among_the_same_people():
    rng = np.random.default_rng(1)
    person = rng.normal(3, 1, 200)
    items = pd.DataFrame({name: person + shift + rng.normal(0, 0.2, 200) for name, shift in
                          (("mid", 0), ("top", 0.3), ("low", -0.5), ("near", -0.01))})  # fmt: skip
    order = agreement({"speed": items}, ranges=dict.fromkeys(items, (1, 5)), steps=dict.fromkeys(items)).scales["speed"]
    assert order.items[0] == "top" and order.items[-1] == "low"
    assert (order.lowest.a, order.lowest.is_apart, order.lowest.difference.conf_high < 0) == ("low", True, True)
    assert (order.highest.a, order.highest.is_apart, order.highest.difference.conf_low > 0) == ("top", True, True)
    marginal = (items.top.mean() - items.iloc[:, 0].mean()) / items.top.std()
    assert marginal < 1.96 * np.sqrt(2 / 200) * 2  # their own intervals overlap: persons differ far more than items


def test_ranges_are_made_alike_before_items_are_put_in_order():
    items = pd.DataFrame({"S1": [4.0, 5, 4, 5], "S2": [5.0, 6, 6, 5]})
    found = agreement({"speed": items}, ranges={"S1": (1, 5), "S2": (1, 10)})
    assert found.scales["speed"].items == ["S1", "S2"]


def test_one_item_has_nothing_to_be_compared_with_and_an_empty_one_a_reason():
    found = agreement(
        {"one": LIKERT.to_frame("S1"), "none": (LIKERT * np.nan).to_frame("N1")}, ranges={"S1": (1, 5), "N1": (1, 5)}
    )
    assert found.scales["one"].lowest is None and found.scales["one"].items == ["S1"]
    assert (found.items["N1"].code, found.scales["none"].code) == ("no_answers", "unanswered_items")
    assert found.tidy()["term"].tolist() == ["S1"]
