"""The checklist of guidelines: each point follows from the results and from what the author says."""

import pytest

from analysis.report.chapters.checklist.claims import claims
from analysis.report.chapters.checklist.points import points
from tests.report import samples
from tests.report.samples import typed

BOTH = {"en": "said", "zh": "已说明"}


def states(found):
    return {point.name: point.state for point in points(typed(found))}


def said(**author):
    return samples.example() | {"author": author}


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("background", {"texts": {"introduction": BOTH}}),
        ("mode", {"collected": {"mode": BOTH}}),
        ("channel", {"collected": {"channel": BOTH}}),
        ("sampling", {"collected": {"sampling": BOTH}}),
        ("dates", {"collected": {"start": BOTH, "end": BOTH}}),
        ("response_rate", {"collected": {"invited": 900}}),
        ("ethics", {"collected": {"ethics": BOTH}}),
        ("funding", {"collected": {"funding": BOTH}}),
    ],
)
def test_what_the_author_says_is_answered_and_the_rest_is_left_to_the_author(name, author):
    before, after = states(samples.example()), states(said(**author))
    assert (before[name], after[name]) == ("author", "answered")
    assert {key for key in before if before[key] != after[key]} == {name}


def test_one_day_is_no_period():
    assert states(said(collected={"start": BOTH}))["dates"] == "author"


def test_what_nobody_looked_at_is_not_examined():
    without = samples.example()
    without["sample"]["groups"] = {}
    without["sample"]["screening"]["applied"] = False
    for name in ("characteristics", "careless"):
        assert states(samples.example())[name] == "answered" and states(without)[name] == "not_examined"


def test_every_point_is_counted_once():
    (claim,) = claims(typed(samples.example()))
    counted = [claim.values[f"n_{state}"] for state in ("answered", "author", "not_examined")]
    assert sum(counted) == claim.values["n_points"] == len(states(samples.example()))
    assert all(point.places for point in points(typed(samples.example())) if point.state == "answered")


@pytest.mark.parametrize(("rules", "state"), [(("analysed", "everyone"), "answered"), (("analysed",), "not_examined")])
def test_other_exclusions_are_examined_only_where_there_are_any(rules, state):
    results = samples.example()
    kept = [one for one in results["sensitivity"]["specifications"] if one["choices"]["respondents"] in rules]
    results["sensitivity"]["specifications"] = kept
    assert states(results)["sensitivity"] == state
