"""Items within their dimension: known answers, the same resamples as the regression's, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import priority_evidence, random_stream
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.foundation.bootstrap import bootstrap_moments, correlations
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.priorities.detectable import detectable_change, detectable_changes
from analysis.statistics.priorities.items import Drawn, drawn_places, item_map, item_maps, worst_shares

RANGES = dict.fromkeys(("a1", "a2", "a3", "b1", "y"), (1.0, 5.0))


def answers(n_obs: int = 300, seed: int = 1) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """a1 goes with the outcome and is low, a2 goes with it and is high, a3 does not and is between; b has one item."""
    rng = np.random.default_rng(seed)
    y = rng.normal(size=n_obs)
    items = {"a1": 2 + 0.5 * y, "a2": 4 + 0.5 * y, "a3": 3 + 0 * y, "b1": 3 + 0.5 * y}
    table = pd.DataFrame({name: mean + 0.5 * rng.normal(size=n_obs) for name, mean in items.items()})
    table["a3"] += (table["a1"].mean() + table["a2"].mean()) / 2 - table["a3"].mean()  # on the line
    return {"a": table[["a1", "a2", "a3"]], "b": table[["b1"]]}, {"satisfaction": pd.DataFrame({"y": 3 + y})}


def maps(dimensions, outcomes, **options):
    given = {"ranges": RANGES, "rng": random_stream(5, "regression"), "n_resamples": 500, "conf_level": 0.95} | options
    return item_maps(dimensions, outcomes["satisfaction"], **given)


def test_items_lie_where_they_were_put():
    n_obs, [found] = maps(*answers())
    assert n_obs == 300 and found.scale == "a" and found.worst == "a1"
    assert [item.quadrant for item in found.items] == ["concentrate", "keep_up", None]
    assert [round(item.p_worst, 2) for item in found.items] == [1.0, 0.0, 0.0]
    for item in found.items:
        assert item.performance_low < item.performance < item.performance_high
        assert item.importance_low < item.importance < item.importance_high
        assert sum(vars(item.prob).values()) == pytest.approx(1)


def test_importance_is_the_correlation_on_the_resamples_of_the_regression():
    dimensions, outcomes = answers()
    _, [found] = maps(dimensions, outcomes)
    data = np.column_stack([outcomes["satisfaction"]["y"], dimensions["a"]["a1"]])
    moments = bootstrap_moments(data, n_resamples=500, rng=random_stream(5, "regression"))
    r = correlations(moments.covariances)[:, 0, 1]
    item = found.items[0]
    assert item.importance == pytest.approx(np.corrcoef(data, rowvar=False)[0, 1])
    assert [item.importance_low, item.importance_high] == pytest.approx(np.quantile(r, [0.025, 0.975]), abs=1e-6)
    means = (moments.means[:, 1] - 1) / 4 * 100
    assert [item.performance_low, item.performance_high] == pytest.approx(np.quantile(means, [0.025, 0.975]), abs=1e-6)


def test_equal_items_have_no_worst():
    rng = np.random.default_rng(3)
    wrong = 0
    for _ in range(40):
        y = rng.normal(size=200)
        table = pd.DataFrame({name: 3 + 0.5 * y + rng.normal(size=200) for name in ("a1", "a2", "a3")})
        _, [found] = maps({"a": table}, {"satisfaction": pd.DataFrame({"y": y})}, rng=rng)
        wrong += found.worst is not None
    assert wrong <= 2


def test_rows_that_lack_any_item_of_any_dimension_are_left_out():
    dimensions, outcomes = answers()
    dimensions["b"].loc[:9, "b1"] = np.nan
    assert maps(dimensions, outcomes)[0] == 290


def test_order_of_items_and_people_changes_no_estimate():
    dimensions, outcomes = answers()
    _, [one] = maps(dimensions, outcomes)
    turned = {"a": dimensions["a"][["a3", "a1", "a2"]], "b": dimensions["b"]}
    _, [other] = maps(turned, outcomes)
    by_name = {item.term: item for item in other.items}
    assert all(item.importance == pytest.approx(by_name[item.term].importance) for item in one.items)
    assert all(item.p_worst == by_name[item.term].p_worst for item in one.items)


def test_what_is_refused():
    dimensions, outcomes = answers()
    with pytest.raises(EstimationError, match="one_item_each"):
        maps({"b": dimensions["b"]}, outcomes)
    dimensions["a"]["a3"] = 3.0
    with pytest.raises(EstimationError, match="constant_variable"):
        maps(dimensions, outcomes)


def test_the_worst_of_the_important_is_one():
    importance = np.array([[0.5, 0.5, 0.1], [0.5, 0.5, 0.1], [0.1, 0.5, 0.5]])
    performance = np.array([[10.0, 20, 0], [20.0, 20, 0], [0.0, 30, 40]])
    assert worst_shares(importance, performance).tolist() == pytest.approx([1 / 3, 1 / 3, 0])


def test_an_item_on_the_line_is_not_among_the_important():
    assert worst_shares(np.array([[0.5, 0.5]]), np.array([[10.0, 20.0]])).tolist() == [0, 0]


@pytest.mark.parametrize(("n_worst", "worst"), [(99, "a1"), (98, None)])
def test_an_item_is_the_worst_from_ninety_nine_of_a_hundred_resamples(n_worst, worst):
    important = np.tile([0.5, 0.5, 0.1], (100, 1))
    level = np.where(np.arange(100)[:, None] < n_worst, [10.0, 20.0, 5.0], [20.0, 10.0, 5.0])
    drawn = Drawn(
        importance=important[0], performance=level[0], resampled_importance=important, resampled_performance=level
    )
    assert item_map("a", ["a1", "a2", "a3"], drawn, 0.95, None).worst == worst


def test_a_dimension_of_two_items_has_a_map():
    dimensions, outcomes = answers()
    _, found = maps({"a": dimensions["a"][["a1", "a2"]]}, outcomes, n_resamples=20)
    assert [one.scale for one in found] == ["a"]


def test_a_resample_in_which_an_item_does_not_vary_has_no_correlation():
    y = pd.Series([1.3, 2.1, 3.7, 0.4])
    items = pd.DataFrame({"a1": [0.1, 0.7, 0.7, 0.7], "a2": [0.3, 0.9, 0.1, 0.2]})
    drawn = drawn_places(y, items, items, 400, np.random.default_rng(1))
    r = drawn.resampled_importance
    assert np.isnan(r).any() and not np.isinf(r).any() and np.nanmax(np.abs(r)) < 1.01


def evidence(kept, everyone, **options):
    given = {"ranges": RANGES, "seed": 5, "pain_points": {}, "indicators": pd.DataFrame(), "n_resamples": 300}
    return priority_evidence(kept, everyone, groups=pd.DataFrame(index=range(300)), **given | options)


def test_quadrants_with_nobody_excluded_stand_beside():
    kept, others = answers(), answers(seed=2)
    same = evidence(kept, kept).items.maps[0]
    assert [item.quadrant_of_everyone for item in same.items] == [item.quadrant for item in same.items]
    others[0]["a"]["a1"] += 4
    everyone = [{name: pd.concat([a[name], b[name]]) for name in a} for a, b in zip(kept, others, strict=True)]
    other = evidence(kept, tuple(everyone)).items.maps[0]
    assert [item.quadrant for item in other.items] == [item.quadrant for item in same.items]
    assert other.items[0].quadrant_of_everyone != "concentrate"


def test_without_an_outcome_there_is_no_map_but_what_could_be_shown():
    dimensions, _ = answers()
    found = evidence((dimensions, {}), (dimensions, {}))
    assert isinstance(found.items, Unavailable) and found.items.code == "no_outcome"
    assert {row.kind for row in found.detectable} == {"scale", "item"} and found.power == 0.8


def test_a_change_of_that_size_is_shown_with_that_power():
    rng = np.random.default_rng(8)
    change = detectable_change(1 / np.sqrt(100))
    first, second = rng.normal(size=(2, 4000, 100))
    z = (second.mean(axis=1) + change - first.mean(axis=1)) / np.sqrt(2 / 100)
    assert np.mean(np.abs(z) > 1.96) == pytest.approx(0.80, abs=0.025)
    assert detectable_change(1.0) == pytest.approx((1.959964 + 0.841621) * np.sqrt(2), rel=1e-5)
    assert detectable_change(0.1, conf_level=0.99) > detectable_change(0.1) > detectable_change(0.1, power=0.5)


def test_what_could_be_shown_of_each_kind():
    scales = {"a": pd.DataFrame({"a1": [1.0, 2, 3, 4], "a2": [2.0, 2, 2, 2]})}
    pains = {"p": pd.DataFrame({"met": [1.0, 0, 1, 1], "applies": [True, True, True, False]})}
    indicators = pd.DataFrame({"minutes": [1.0, 5, np.nan, 3], "same": 1.0})
    groups = pd.DataFrame({"g": ["x", "x", "x", "y"]})
    found = detectable_changes(scales, pains, indicators, groups=groups, outcome=scales["a"], fewest=3)
    known = {(row.kind, row.term, row.level): row for row in found}
    assert set(known) == {
        *(("scale", "a", ""), ("item", "a1", ""), ("pain_point", "p", "")),
        *(("indicator", "minutes", ""), ("level", "g", "x")),
    }
    assert {key[0]: row.n_obs for key, row in known.items()} == {
        "scale": 4, "item": 4, "pain_point": 3, "indicator": 3, "level": 3,
    }  # fmt: skip
    error = np.std([1, 5, 3], ddof=1) / np.sqrt(3)
    assert known["indicator", "minutes", ""].change == pytest.approx(detectable_change(error))


def test_two_answers_are_enough_to_say_what_could_be_shown():
    pair = {"a": pd.DataFrame({"a1": [1.0, 2.0, np.nan]})}
    found = detectable_changes(pair, {}, pd.DataFrame(), groups=pd.DataFrame(index=range(3)))
    assert {(row.kind, row.n_obs) for row in found} == {("scale", 2), ("item", 2)}
    alone = {"a": pd.DataFrame({"a1": [1.0, np.nan, np.nan]})}
    assert detectable_changes(alone, {}, pd.DataFrame(), groups=pd.DataFrame(index=range(3))) == []
