"""The chapter on priorities: every verdict reached, at its edge and beyond it."""

from dataclasses import replace

import pytest

from analysis.report.chapters.priorities import actions
from analysis.report.chapters.priorities import claims as priorities
from analysis.report.document.claim import Claim
from analysis.statistics.description.descriptives import ItemDescription
from analysis.statistics.description.pain_points import PainPointDescription
from analysis.statistics.regression.priorities import Priority
from tests.report import samples
from tests.report.samples import typed


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
    claim = priorities.overview([row(str(k), reading) for k, reading in enumerate(readings)])
    assert claim.verdict == verdict and claim.values["n_decided"] == len(claim.values["scales"])
    assert len(claim.values["scales"]) + len(claim.values["others"]) == 2


@pytest.mark.parametrize("reading", [*priorities.QUADRANTS, "undecided", "withheld"])
def test_one_place_on_the_map(reading):
    claim = priorities.priority(row(reading=reading))
    assert claim.verdict == reading and (claim.values["likeliest"], claim.values["prob"]) == ("keep_up", 0.6)


def place(name: str, importance: float, performance: float, quadrant: str | None) -> Priority:
    known = {"term": name, "importance": importance, "performance": performance, "quadrant": quadrant}
    return samples.completed(Priority, known | {"prob": {"concentrate": 0.9, "keep_up": 0.1}})


@pytest.mark.parametrize(
    ("gap", "reading", "reasons"),
    [(2.0, "concentrate", []), (1.99, "withheld", ["near_a_line"]), (-1.99, "withheld", ["near_a_line"])],
)
@pytest.mark.parametrize("by", ["importance", "performance"])
def test_near_a_line_no_side_is_read(gap, reading, reasons, by):
    far = {"importance": 10.0, "performance": 10.0} | {by: gap}
    one = place("a", 0.5 + far["importance"] / 100, 60 + far["performance"], "concentrate")
    other = place("b", 0.5 - far["importance"] / 100, 60 - far["performance"], "concentrate")
    read = priorities.with_reading(one, [one, other], [])
    assert (read.reading, read.reasons) == (reading, reasons)
    assert read.shares == {"concentrate": 0.9, "keep_up": 0.1, "low_priority": 0.0, "possible_overkill": 0.0}


def test_a_reading_needs_a_quadrant_no_reason_and_no_dependence():
    rows = [place("a", 0.8, 90, None), place("b", 0.2, 10, "keep_up")]
    assert priorities.with_reading(rows[0], rows, []).reading == "undecided"
    assert priorities.with_reading(rows[0], rows, [], ("a",)).reading == "undecided"
    assert priorities.with_reading(rows[1], rows, []).reading == "keep_up"
    assert priorities.with_reading(rows[1], rows, [], ("b",)).reasons == ["specifications_flip"]
    assert priorities.with_reading(rows[1], rows, ["unreliable"], ("b",)).reasons == ["unreliable"]
    near = [place("a", 0.5, 90, "keep_up"), place("b", 0.5, 10, None)]
    assert priorities.with_reading(near[0], near, [], ("a",)).reasons == ["near_a_line"]


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


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.51, 0.6, "most"), (0.5, 0.6, "about_half"), (0.4, 0.5, "about_half"), (0.4, 0.49, "minority")],
)
def test_how_many_met_a_pain_point(low, high, verdict):
    found = {"prevalence": {"estimate": 0.5, "conf_low": low, "conf_high": high}, "n_met": 50, "n_obs": 100}
    point = samples.completed(PainPointDescription, found)
    [claim] = priorities.prevalence("p", point)
    assert claim.verdict == verdict
    assert priorities.prevalence("p", replace(point, prevalence=None)) == []


def test_where_nobody_was_asked_whether_it_was_met_its_severity_is_told(results):
    def told() -> list[Claim]:
        made = samples.typed(results)
        return priorities.pain_point(made, "handover", made.sample.pain_points["handover"])

    found = results["sample"]["pain_points"]["handover"]
    assert [claim.name for claim in told()] == ["prevalence"]
    found["prevalence"] = None
    [claim] = told()
    assert (claim.name, claim.verdict, claim.values["middle"]) == ("severity", "above_middle", 3)
    severity, found["severity"] = found["severity"], None
    assert told() == []
    found["severity"] = severity
    point = next(point for point in results["study"]["pain_points"] if point["name"] == "handover")
    point["variables"] = [variable for variable in point["variables"] if variable["kind"] != "severity"]
    assert told() == []


def test_pain_points_and_lowest_items_are_told_beside_a_map_and_strategies(results):
    names = [claim.name for claim in priorities.claims(samples.typed(results))]
    assert names.count("prevalence") == 5 and names.count("weakest_item") == 5 and names.count("overview") == 1
    results["study"]["strategies"] = ""
    assert "prevalence" not in [claim.name for claim in priorities.claims(samples.typed(results))]
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


def test_where_to_begin_first_with_dimensions_then_with_the_greatest_losses():
    results = samples.example()
    made = actions.actions(typed(results))
    assert [(claim.name, claim.subject) for claim in made] == [
        ("improve", "aftersales"),
        ("relieve", "handover"),
        ("relieve", "process"),
    ]
    assert made[0].values["item"] == "AFT6" and {claim.verdict for claim in made} == {"item", "met"}
    for row in results["regression"]["priorities"]:
        row["quadrant"] = None
    assert {claim.name for claim in actions.actions(typed(results))} == {"relieve"}
    del results["pain_points"]
    assert actions.actions(typed(results)) == []


@pytest.mark.parametrize(("low", "is_told"), [(0.0, False), (0.001, True)])
def test_a_pain_point_is_a_place_to_begin_where_its_loss_leaves_out_zero(low, is_told):
    results = samples.example()
    for row in results["pain_points"]["expected_loss"]["terms"]:
        row["conf_low"] = low
    assert bool(actions.relieve(typed(results))) is is_told
    results["pain_points"]["prevalence"] = []
    assert {claim.verdict for claim in actions.relieve(typed(results))} <= {"rated"}


def test_a_dimension_of_one_item_has_none_to_begin_with():
    results = samples.example()
    scale = next(scale for scale in results["study"]["scales"] if scale["name"] == "aftersales")
    scale["items"] = scale["items"][:1]
    assert [claim.verdict for claim in actions.improve(typed(results))] == ["scale"]
