"""The chapter on the instrument: every verdict reached, at its edge and beyond it."""

import re

import pytest

from analysis.report.chapters.instrument import claims as instrument
from analysis.report.chapters.instrument import paper
from analysis.report.language.writer import Writer
from analysis.survey.sections import ItemSection
from tests.report import samples
from tests.report.fragments import completed
from tests.report.samples import typed


@pytest.fixture
def results() -> dict:
    return samples.example()


def one_scale(results: dict) -> dict:
    """The results, had every question the same answer scale."""
    for item in results["study"]["items"]:
        item |= {"low": 1, "high": 5}
    return results


def only(claims: list):
    [claim] = claims
    return claim


LABELS = {"1": "low", "5": "high"}


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        (LABELS, "shared"),
        (LABELS | {"5": "other"}, "several"),
        (LABELS | {"1": "other"}, "several"),
        (None, "several"),
    ],
)
def test_the_ends_of_the_answer_scale(results, other, verdict):
    for item in one_scale(results)["study"]["items"]:
        item["labels"] = LABELS
    results["study"]["items"][3]["labels"] = other
    assert only(instrument.answer_labels(typed(results))).verdict == verdict


@pytest.mark.parametrize("other", [LABELS | {"5": "other"}, None])
def test_outcomes_may_have_answers_of_their_own(results, other):
    for item in one_scale(results)["study"]["items"]:
        item["labels"] = LABELS if item["role"] == "item" else other
    claim = only(instrument.answer_labels(typed(results)))
    assert (claim.verdict, claim.values["low"], claim.values["high"]) == ("dimensions", "low", "high")


@pytest.mark.parametrize("labels", [None, {"1": "low"}, {"5": "high"}, {"9": "does not apply"}])
def test_nothing_is_said_of_ends_that_have_no_names(results, labels):
    for item in one_scale(results)["study"]["items"]:
        item["labels"] = labels
    assert instrument.answer_labels(typed(results)) == []


def test_the_outcome_and_its_items(results):
    assert instrument.outcome_measure(typed(results)).verdict == "several_items"
    scale = next(scale for scale in results["study"]["scales"] if scale["kind"] == "outcome")
    scale["items"] = scale["items"][:2]
    assert instrument.outcome_measure(typed(results)).verdict == "several_items"
    scale["items"] = scale["items"][:1]
    assert instrument.outcome_measure(typed(results)).verdict == "one_item"
    assert instrument.outcome_measure(typed(samples.without_outcome())).verdict == "none"


def test_what_else_was_asked(results):
    assert only(instrument.further_outcomes(typed(results))).verdict == "some"
    assert only(instrument.pain_points(typed(results))).verdict == "met_and_severity"
    for point in results["sample"]["pain_points"].values():
        point["severity"] = None
    assert only(instrument.pain_points(typed(results))).verdict == "met_only"
    results["study"] |= {"further_outcomes": [], "pain_points": []}
    assert instrument.further_outcomes(typed(results)) == [] == instrument.pain_points(typed(results))
    assert only(instrument.left_out(typed(results))).values["parts"] == ["pain_points"]
    results["study"] |= {"groups": []}
    assert only(instrument.left_out(typed(results))).values["parts"] == ["pain_points", "groups"]
    assert only(instrument.left_out(typed(samples.without_outcome()))).values["parts"] == [
        "drivers",
        "pain_points",
        "priorities",
        "groups",
    ]


def test_scales_of_which_less_is_better_are_told(results):
    assert instrument.direction(typed(results)) == []
    results["study"]["scales"][1]["better"] = "low"
    assert only(instrument.direction(typed(results))).values["scales"] == ["resolution"]


@pytest.mark.parametrize(("high", "step", "is_binary"), [(2, None, True), (2, 1, True), (3, 2, True), (3, 1, False)])
def test_two_answers_are_one_step_apart(high, step, is_binary):
    assert instrument.has_two_answers(completed(ItemSection, {"low": 1, "high": high, "step": step})) is is_binary


def test_the_ranges_of_all_items(results):
    claim = instrument.instrument(typed(one_scale(results)))
    assert claim.verdict == "one_range" and (claim.values["low"], claim.values["high"]) == (1, 5)


@pytest.mark.parametrize(
    ("item", "high", "verdict"),
    [("SAT1", 5, "one_range"), ("SAT1", 7, "outcome_differs"), ("SOL1", 7, "several_ranges")],
)
def test_answer_scales_are_one_or_several(results, item, high, verdict):
    entries = one_scale(results)["study"]["items"]
    next(entry for entry in entries if entry["variable"] == item)["high"] = high
    claim = instrument.instrument(typed(results))
    assert claim.verdict == verdict
    assert claim.values["others"] == (["satisfaction"] if verdict == "outcome_differs" else [])


def test_only_outcomes_with_an_answer_scale_of_their_own_are_said_to_have_one(results):
    said = {
        language: " ".join(block.get("html", "") for block in measures(results, language)) for language in ("en", "zh")
    }
    assert "the answer scale of likelihood to recommend differs from it." in said["en"]
    assert "；“推荐可能性”的计分范围与之不同。" in said["zh"]


def measures(results: dict, language: str) -> list:
    """What the paper says of how the dimensions were measured."""
    found = typed(results)
    return list(paper.blocks(Writer(found, language), found))


def test_scales_of_one_source_are_named_together_and_no_scale_twice(results):
    same, other = {"en": "own items", "zh": "自编"}, {"en": "after X.", "zh": "参照X。"}
    results["author"] = {"instrument": {"resolution": same, "trust": other, "channels": same}}
    said = " ".join(block.get("html", "") for block in measures(results, "en"))
    said = re.sub(r" \(<a[^)]*\)", "", told := said)
    assert (
        "Some of the scales come from the following sources. Problem solving and channels: own items; trust: after X."
        in said
    )
    assert "#tbl-facets" in told
    for item in results["study"]["items"]:
        item["source"] = {"en": "", "zh": ""}
    assert "#tbl-facets" not in str(measures(results, "en"))
    assert "“问题解决能力与专业性”和“服务渠道的便捷性与覆盖度”：自编；“信任”：参照X。" in str(measures(results, "zh"))


def test_items_declared_and_suspected_to_run_against_their_scale(results):
    assert instrument.reversed_items(typed(results)).verdict == "some"
    for item in results["study"]["items"]:
        item["reversed"] = False
    assert instrument.reversed_items(typed(results)).verdict == "none"
    results["reliability"]["scales"]["attitude"]["items"]["ATT2"]["item_rest_correlation"] = -0.3
    claim = instrument.reversed_items(typed(results))
    assert (claim.verdict, claim.values["against"]) == ("undeclared", ["ATT2"])


def test_items_of_two_answers(results):
    assert instrument.binary_items(typed(results)) == []
    items = [item for item in results["study"]["items"] if item["role"] == "item"]
    items[0]["high"] = 2
    assert only(instrument.binary_items(typed(results))).verdict == "some"
    for item in items:
        item["high"] = 2
    assert only(instrument.binary_items(typed(results))).verdict == "all"


@pytest.mark.parametrize(
    ("high", "is_logistic", "verdict"), [(2, True, "binary"), (5, True, "two_occurred"), (5, False, "one_item")]
)
def test_of_how_many_answers_an_outcome_of_one_item_consists(results, high, is_logistic, verdict):
    scale = next(scale for scale in results["study"]["scales"] if scale["kind"] == "outcome")
    scale["items"] = scale["items"][:1]
    next(item for item in results["study"]["items"] if item["variable"] == scale["items"][0])["high"] = high
    results["regression"]["logistic"] = {"n_obs": 300} if is_logistic else None
    assert instrument.outcome_measure(samples.typed(results)).verdict == verdict


@pytest.mark.parametrize(("language", "to"), [("en", "–"), ("zh", "—")])
def test_a_range_of_answers_is_joined_as_its_language_joins_it(language, to):
    blocks = [block for section in samples.page("example", language).sections() for block in section.blocks]
    ranges = {row["cells"].get("range") for block in blocks if block.get("id") == "tbl-scales" for row in block["rows"]}
    assert f"1{to}5" in ranges


def test_only_where_every_scale_has_a_source_the_scales_are_said_to_come_from_them(results):
    results["author"] = {"instrument": {s["name"]: {"en": "own", "zh": "自编"} for s in results["study"]["scales"]}}
    assert " The scales come from" in str(measures(results, "en")).replace("'", " ")
    del results["author"]["instrument"]["trust"]
    assert "Some of the scales come from" in str(measures(results, "en"))
    assert "部分量表的来源" in str(measures(results, "zh"))


def test_further_outcomes_are_announced_with_where_they_are_explained(results):
    assert "#tbl-further-outcomes" in str(measures(results, "en")) and "另行报告" in str(measures(results, "zh"))
    results["regression"]["further_outcomes"] = []
    assert "#tbl-further-outcomes" not in str(measures(results, "en")) and "Further outcomes are trust" in str(
        measures(results, "en")
    )
