"""Complete answers by group: shares known by hand, their test, small levels and cells unseen."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from analysis.statistics.description.completeness import complete_answers
from analysis.statistics.description.level_shares import equal_shares_test
from analysis.statistics.foundation.attempts import Unavailable


def asked(levels: dict[str, tuple[int, int]], *, holes: tuple[str, ...] = ("a1", "b2")):
    """Two scales and one group: of each level so many who answered everything, and so many who left an item out."""
    rows = [
        (level, k < n_complete) for level, (n_complete, n_holed) in levels.items() for k in range(n_complete + n_holed)
    ]
    frame = pd.DataFrame(np.arange(4.0 * len(rows)).reshape(-1, 4), columns=["a1", "a2", "b1", "b2"])
    for place, (_, is_complete) in enumerate(rows):
        if not is_complete:
            frame.loc[place, holes[place % len(holes)]] = np.nan
    return {"a": frame[["a1", "a2"]], "b": frame[["b1", "b2"]]}, pd.DataFrame({"shop": [level for level, _ in rows]})


def compared(levels, **settings):
    scales, groups = asked(levels)
    return complete_answers(scales, groups, rng=np.random.default_rng(1), **settings).groups["shop"]


def test_shares_and_their_test_are_those_of_the_table():
    found = compared({"x": (40, 20), "y": (50, 12), "z": (3, 4)})
    assert [(row.level, row.n_obs, row.n_complete) for row in found.levels] == [("x", 60, 40), ("y", 62, 50)]
    assert [(row.level, row.n_obs) for row in found.hidden] == [("z", 7)]
    theirs = chi2_contingency([[20, 40], [12, 50]], correction=False)
    assert (found.test.statistic, found.test.p_value) == pytest.approx((theirs.statistic, theirs.pvalue))
    assert found.test.cramers_v == pytest.approx(np.sqrt(theirs.statistic / 122)) and not found.test.is_simulated
    first = found.levels[0]
    assert first.estimate == pytest.approx(2 / 3) and first.conf_low < first.estimate < first.conf_high


def test_p_values_are_adjusted_over_the_groups():
    scales, groups = asked({"x": (40, 20), "y": (50, 12)})
    groups["other"] = np.where(np.arange(len(groups)) % 2, "u", "v")
    found = complete_answers(scales, groups, rng=np.random.default_rng(1)).groups
    p = {name: part.test.p_value for name, part in found.items()}
    assert found["shop"].test.p_value_holm == pytest.approx(2 * p["shop"]) and p["shop"] < p["other"]


def test_levels_with_a_cell_of_few_are_not_shown_and_their_cells_do_not_follow():
    levels = {"x": (40, 3), "y": (40, 20), "z": (50, 30)}
    assert [row.level for row in compared(levels).levels] == ["x", "y", "z"]
    assert [row.level for row in compared(levels, min_cell=5).levels] == ["z"]
    assert [row.level for row in compared(levels, fewest=60).levels] == ["y", "z"]


def test_without_gaps_or_with_one_level_there_is_nothing_to_test():
    assert compared({"x": (40, 0), "y": (30, 0)}).test.code == "same_at_all_levels"
    assert compared({"x": (40, 9)}).test.code == "fewer_than_two_levels"
    scales, _ = asked({"x": (4, 4)})
    assert complete_answers(scales, pd.DataFrame(index=range(8)), rng=np.random.default_rng(1)).groups == {}
    assert isinstance(compared({"x": (40, 0), "y": (30, 0)}).test, Unavailable)


def test_a_table_in_which_fewer_than_five_are_expected_is_drawn_ten_thousand_times():
    found = equal_shares_test(np.array([[2, 97], [7, 94]]), np.random.default_rng(1))
    drawn = found.p_value * 10_001
    assert found.is_simulated and drawn == pytest.approx(round(drawn), abs=1e-6)


def test_a_count_of_just_under_five_is_expected_too_seldom():
    assert equal_shares_test(np.array([[5, 94], [5, 96]]), np.random.default_rng(1)).is_simulated
    assert not equal_shares_test(np.array([[5, 95], [5, 95]]), np.random.default_rng(1)).is_simulated
