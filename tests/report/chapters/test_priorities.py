"""The chapter on priorities: every verdict reached, at its edge and beyond it."""

from dataclasses import replace

import pytest

from analysis.report.chapters.priorities import places as priorities
from analysis.report.document.rules import near_a_line
from analysis.statistics.description.descriptives import ItemDescription
from analysis.statistics.regression.priorities import Priority
from tests.report import samples


@pytest.fixture
def results() -> dict:
    made = samples.example()
    del made["sensitivity"]
    return made


def row(name="a", reading="keep_up") -> priorities.Placed:
    place = samples.completed(Priority, {"term": name, "importance": 0.2, "performance": 70.0})
    shares = {"concentrate": 0.1, "keep_up": 0.6, "low_priority": 0.2, "possible_overkill": 0.1}
    return priorities.Placed(place, reading, [], shares)


def placed(results: dict) -> list[priorities.Placed]:
    return priorities.placed(samples.typed(results))


@pytest.mark.parametrize(
    ("readings", "verdict"),
    [
        (("keep_up", "low_priority"), "all"),
        (("keep_up", "undecided"), "some"),
        (("withheld", "keep_up"), "some"),
        (("withheld", "undecided"), "none"),
    ],
)
def test_for_how_many_dimensions_there_is_a_reading(readings, verdict):
    claim = priorities.overview([row(str(k), reading) for k, reading in enumerate(readings)], 2)
    assert claim.verdict == verdict and claim.values["n_decided"] == len(claim.values["scales"])
    assert len(claim.values["scales"]) + len(claim.values["others"]) == 2


@pytest.mark.parametrize("reading", [*priorities.QUADRANTS, "undecided", "withheld"])
def test_one_place_on_the_map(reading):
    claim = priorities.priority(row(reading=reading), 2)
    assert claim.verdict == reading and (claim.values["likeliest"], claim.values["prob"]) == ("keep_up", 0.6)


def place(name: str, importance: float, performance: float, quadrant: str | None) -> Priority:
    known = {"term": name, "importance": importance, "performance": performance, "quadrant": quadrant}
    return samples.completed(Priority, known | {"prob": {"concentrate": 0.9, "keep_up": 0.1}})


@pytest.mark.parametrize(
    ("gap", "margin", "is_near"), [(2.0, 2, False), (1.99, 2, True), (-1.99, 2, True), (4.9, 5, True), (0.1, 0, False)]
)
@pytest.mark.parametrize("by", ["importance", "performance"])
def test_near_a_line_no_side_is_read(results, gap, margin, is_near, by):
    results["study"]["margin"] = margin
    rows = results["regression"]["priorities"] = results["regression"]["priorities"][:2]
    for sign, one in zip((1, -1), rows, strict=True):
        far = {"importance": 10.0, "performance": 10.0} | {by: gap}
        one |= {"importance": 0.5 + sign * far["importance"] / 100, "performance": 60 + sign * far["performance"]}
        one |= {"quadrant": "low_priority"}
    at = [(one["importance"], one["performance"]) for one in rows]
    assert near_a_line(at[0], at, margin) is is_near
    assert {tuple(one.reasons) for one in placed(results)} == {("near_a_line",) if is_near else ()}


def test_shares_of_resamples_stand_beside_a_reading():
    read = priorities.with_reading(place("a", 0.6, 50, "concentrate"), [], {})
    assert read.reading == "concentrate"
    assert read.shares == {"concentrate": 0.9, "keep_up": 0.1, "low_priority": 0.0, "possible_overkill": 0.0}


def test_a_reading_needs_a_quadrant_no_reason_and_no_dependence():
    decided, open_ = place("b", 0.2, 10, "keep_up"), place("a", 0.8, 90, None)
    hangs = {"near_a_line": False, "slope_open": False, "specifications_flip": True}
    assert priorities.with_reading(open_, [], {}).reading == "undecided"
    assert priorities.with_reading(open_, [], hangs).reading == "undecided"
    assert priorities.with_reading(decided, [], {}).reading == "keep_up"
    assert priorities.with_reading(decided, [], hangs).reasons == ["specifications_flip"]
    assert priorities.with_reading(decided, ["unreliable"], hangs).reasons == ["unreliable"]
    assert priorities.with_reading(decided, [], {"near_a_line": True} | hangs).reasons == ["specifications_flip"]
    assert priorities.with_reading(decided, [], hangs | {"near_a_line": True}).reasons == ["near_a_line"]


@pytest.mark.parametrize(
    ("estimate", "p_value", "is_read"), [(0.3, 0.049, True), (0.3, 0.051, False), (-0.3, 0.049, False)]
)
@pytest.mark.parametrize(("quadrant", "hangs"), [("concentrate", True), ("keep_up", True), ("low_priority", False)])
def test_what_matters_needs_a_slope_that_is_shown(results, estimate, p_value, is_read, quadrant, hangs):
    for term in results["regression"]["terms"]:
        term |= {"estimate": 0.3, "p_value_holm": 0.2}
    term = results["regression"]["terms"][-1]
    term |= {"estimate": estimate, "p_value_holm": p_value}
    rows = results["regression"]["priorities"]
    assert rows[-1]["term"] == term["term"] == "aftersales"
    rows[-1]["quadrant"] = quadrant
    read = next(row for row in placed(results) if row.term == "aftersales")
    if estimate < 0:
        assert read.reasons == ["against_direction"]
    else:
        assert read.reasons == ([] if is_read or not hangs else ["slope_open"])


def test_the_most_important_comes_first_but_where_dimensions_are_one(results):
    ranked = [row.place.importance for row in placed(results)]
    assert ranked == sorted(ranked, reverse=True)
    results["validity"]["latent_correlations"][0] |= {"conf_low": 0.8, "conf_high": 0.95}
    assert [row.term for row in placed(results)] == [row["term"] for row in results["regression"]["priorities"]]
    results["regression"]["priorities"] = []
    assert placed(results) == []


@pytest.mark.parametrize(
    ("middle", "verdict"),
    [
        (2.9, "above_middle"),
        (3.0, "around_middle"),
        (3.1, "around_middle"),
        (3.2, "around_middle"),
        (3.3, "below_middle"),
    ],
)
def test_an_interval_lies_above_around_or_below_the_middle(middle, verdict):
    assert priorities.side(middle, 3.0, 3.2) == verdict


@pytest.mark.parametrize(
    ("mean", "verdict"), [(3.3, "above_middle"), (3.1, "around_middle"), (2.9, "around_middle"), (2.7, "below_middle")]
)
def test_the_lowest_item_of_a_dimension(results, mean, verdict):
    scale = results["study"]["scales"][0]
    for name in scale["items"]:
        results["sample"]["items"][name] |= {"mean": 4.0}
    results["sample"]["items"]["RES3"] |= {"mean": mean, "std_dev": 1.0, "n_obs": 100}
    read = samples.typed(results)
    asked = read.study.scales[0]
    [claim] = priorities.weakest_item(read, asked)
    assert (claim.verdict, claim.values["item"], claim.values["middle"]) == (verdict, "RES3", 3)
    assert len(priorities.weakest_item(read, replace(asked, items=["RES3", "RES1"]))) == 1
    assert priorities.weakest_item(read, replace(asked, items=["RES3"])) == []


def test_the_interval_of_a_mean():
    item = samples.completed(ItemDescription, {"mean": 3.0, "std_dev": 1.0, "n_obs": 100})
    low, high = priorities.mean_limits(item, 0.95)
    assert (low, high) == pytest.approx((3 - 0.196, 3 + 0.196), abs=1e-4)
    assert priorities.mean_limits(replace(item, std_dev=0.0), 0.95) == (3.0, 3.0)


def test_lowest_items_are_told_beside_a_map(results):
    names = [claim.name for claim in priorities.claims(samples.typed(results))]
    assert names.count("weakest_item") == 5 and names.count("overview") == 1
    results["regression"]["priorities"] = []
    assert priorities.claims(samples.typed(results)) == []


def test_what_forbids_a_reading(results):
    from analysis.report.findings.build import build

    def reasons(name: str) -> list[str]:
        made = samples.typed(results)
        return priorities.forbidding(made, name, build(made))

    assert reasons("attitude") == []
    results["study"]["scales"][0]["better"] = "low"
    assert reasons("responsiveness")[-1] == "less_is_better" and reasons("attitude") == ["unsound_lines"]
    results["reliability"]["scales"]["attitude"]["alpha"] |= {"conf_low": 0.4, "conf_high": 0.6}
    assert reasons("attitude") == ["unreliable"]
