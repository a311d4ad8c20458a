"""The chapter on reliability: every verdict reached, at its edge and beyond it."""

import re

import pytest

from analysis.report.chapters.reliability import claims as reliability
from analysis.report.document.claim import Claim
from analysis.report.language.writer import Writer
from analysis.statistics.reliability.alpha import ScaleReliability
from tests.report import samples
from tests.report.samples import typed


def scale(name: str, low: float, high: float, **more) -> reliability.Estimated:
    found = samples.completed(ScaleReliability, as_saved(low, high, **more))
    return reliability.Estimated(name, found.alpha, found)


def as_saved(low: float, high: float, **more) -> dict:
    alpha = {"estimate": (low + high) / 2, "conf_low": low, "conf_high": high}
    return {"alpha": alpha, "n_items": 3, "n_obs": 200, "bootstrap": None, "items": {}} | more


def item(r: float | None, dropped: float | None = None) -> dict:
    return {"item_rest_correlation": r, "alpha_if_dropped": dropped}


ABOVE, OPEN, BELOW = (0.7, 0.8), (0.69, 0.7), (0.5, 0.694)


@pytest.mark.parametrize(
    ("places", "verdict"),
    [
        ((ABOVE, ABOVE), "all_above"),
        ((BELOW, BELOW), "all_below"),
        ((ABOVE, BELOW), "some_below"),
        ((OPEN, BELOW), "some_below"),
        ((ABOVE, OPEN), "some_straddle"),
        ((OPEN, OPEN), "some_straddle"),
    ],
)
def test_scales_lie_above_below_or_on_the_edge(places, verdict):
    claim = reliability.alpha_overview([scale(f"s{k}", *place) for k, place in enumerate(places)])
    assert claim.verdict == verdict and claim.values["n_above"] == places.count(ABOVE)
    assert claim.values["low"]["alpha"] <= claim.values["high"]["alpha"]


@pytest.mark.parametrize(
    ("low", "verdict"),
    [
        (0.694, "undecided"),
        (0.7, "early_research"),
        (0.794, "early_research"),
        (0.8, "basic_research"),
        (0.894, "basic_research"),
        (0.9, "individual_minimum"),
        (0.944, "individual_minimum"),
        (0.95, "individual_desirable"),
    ],
)
def test_what_the_whole_interval_reaches(low, verdict):
    assert reliability.alpha_of_scale(scale("s", low, 0.99)).verdict == verdict
    assert reliability.alpha_of_scale(scale("s", 0.5, 0.694)).verdict == "insufficient"


@pytest.mark.parametrize(("gap", "verdict"), [(0.0199, "agree"), (0.0201, "differ")])
@pytest.mark.parametrize("end", ["conf_low", "conf_high"])
def test_two_intervals_agree_by_their_farther_ends(gap, verdict, end):
    bootstrap = {"conf_low": 0.7, "conf_high": 0.8}
    bootstrap[end] += gap
    scales = [scale("none", 0.7, 0.8), scale("s", 0.7, 0.8, bootstrap=bootstrap)]
    [claim] = reliability.bootstrap_agreement(scales)
    assert (claim.verdict, claim.values["scale"]) == (verdict, "s")
    assert reliability.bootstrap_agreement(scales[:1]) == []


@pytest.mark.parametrize(("r", "verdict"), [(0.294, "some_low"), (0.3, "all_adequate")])
def test_items_that_hang_together_poorly(r, verdict):
    [claim] = reliability.item_rest([scale("s", 0.7, 0.8, items={"a": item(0.5), "b": item(r), "c": item(None)})])
    assert (claim.verdict, claim.values["item"]) == (verdict, "b")
    assert reliability.item_rest([scale("s", 0.7, 0.8, items={"c": item(None)})]) == []


@pytest.mark.parametrize(("gain", "verdict"), [(0.0099, "none"), (0.0101, "some")])
def test_an_item_is_worth_dropping_from_a_gain_on(gain, verdict):
    items = {"a": item(0.5, 0.7), "b": item(0.2, 0.75 + gain), "c": item(0.2)}
    [claim] = reliability.dropping([scale("s", 0.7, 0.8, items=items)])
    assert (claim.verdict, claim.values["most"]["item"]) == (verdict, "b")
    assert claim.values["items"] == (["b"] if verdict == "some" else [])
    assert reliability.dropping([scale("s", 0.7, 0.8, items=items, n_items=2)]) == []


def test_scales_of_one_and_of_two_items_are_told():
    scales = {"one": as_saved(0, 0, n_items=1, alpha=None)}
    results = {"reliability": {"scales": scales}}
    assert [claim.name for claim in reliability.claims(samples.typed(results))] == ["single_items"]
    scales |= {"two": as_saved(0.7, 0.8, n_items=2), "three": as_saved(0.7, 0.8)}
    told = {claim.name: claim for claim in reliability.claims(samples.typed(results))}
    assert told["single_items"].values["scales"] == ["one"] and told["two_items"].values["scales"] == ["two"]
    assert reliability.two_items([scale("three", 0.7, 0.8)]) == []
    del scales["one"]
    assert reliability.single_items(samples.typed(results)) == []


def test_the_example_has_every_part():
    names = {claim.name for claim in reliability.claims(samples.typed(samples.example()))}
    assert names >= {"alpha_overview", "alpha_of_scale", "bootstrap_agreement", "item_rest", "dropping", "two_items"}


def test_on_the_edge_two_intervals_differ_and_an_item_is_worth_dropping():
    [claim] = reliability.bootstrap_agreement([scale("s", 0.02, 0.5, bootstrap={"conf_low": 0.0, "conf_high": 0.5})])
    assert claim.verdict == "differ"
    [claim] = reliability.dropping([scale("s", 0.0, 0.0, items={"a": item(0.5, 0.01)})])
    assert claim.verdict == "some"


@pytest.mark.parametrize(
    ("second", "en", "zh"),
    [((0.702, 0.802), "is .75 for every scale", "均为0.75"), ((0.72, 0.82), "runs from .75", "介于0.75")],
)
def test_scales_of_one_printed_alpha_run_from_nowhere_to_nowhere(second, en, zh):
    results = typed(samples.example())
    first, other = list(results.reliability.scales)[:2]
    claim = reliability.alpha_overview([scale(first, 0.7, 0.8), scale(other, *second)])
    brief = Claim(id="summary.reliability", verdict=claim.verdict, verdicts=claim.verdicts, values=claim.values)
    for one in (claim, brief):
        for language, words in {"en": en, "zh": zh}.items():
            assert words in re.sub("<[^>]+>", "", str(Writer(results, language).sentence(one)))
