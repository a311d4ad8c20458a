"""The chapter on the sample: every verdict reached, at its edge and beyond it."""

import pytest

from analysis.report.chapters.sample import answer_claims as answers
from analysis.report.chapters.sample import claims as sample
from tests.report import samples
from tests.report.samples import typed


@pytest.fixture
def results() -> dict:
    return samples.example()


def only(claims: list):
    [claim] = claims
    return claim


def test_everybody_flagged_was_left_out_or_nobody(results):
    results["study"] |= {"n_received": 580, "n_analysed": 580}
    assert sample.flow(typed(results)).verdict == "nobody_excluded"
    results["study"]["n_received"] = 581
    assert sample.flow(typed(results)).verdict == "excluded"


def test_the_commonest_flag(results):
    claim = only(sample.commonest_flag(typed(results)))
    assert (claim.verdict, claim.values["flag"]) == ("some", "attention_check")
    results["sample"]["flags"] = [{"flag": "speed", "n": 0}, {"flag": "even_odd", "n": 0}]
    assert only(sample.commonest_flag(typed(results))).verdict == "none"
    results["sample"]["flags"][1]["n"] = 1
    assert only(sample.commonest_flag(typed(results))).verdict == "some"
    results["sample"]["screening"]["applied"] = False
    assert sample.commonest_flag(typed(results)) == []
    results["sample"] |= {"flags": [], "screening": {"applied": True}}
    assert sample.commonest_flag(typed(results)) == []


def test_items_that_do_not_apply_to_some(results):
    results["sample"]["not_applicable"] = {}
    assert sample.inapplicable(typed(results)) == []
    results["sample"]["not_applicable"] = {"RES1": 3, "RES2": 0, "unknown": 9}
    claim = only(sample.inapplicable(typed(results)))
    assert (claim.verdict, claim.values["item"], claim.values["n"]) == ("one_item", "RES1", 3)
    assert claim.values["share"] == pytest.approx(3 / results["study"]["n_analysed"])
    results["sample"]["not_applicable"]["RES2"] = 4
    claim = only(sample.inapplicable(typed(results)))
    assert (claim.verdict, claim.values["item"]) == ("several_items", "RES2")


def counts(results: dict, **steps: int) -> None:
    results["sample"]["flow"] = [{"step": step, "n": n} for step, n in steps.items()]


def test_how_many_are_complete(results):
    results["study"]["n_analysed"] = 580
    counts(results, complete_items=579, complete_model=579)
    assert only(sample.complete_items(typed(results))).verdict == "some_lost"
    assert only(sample.complete_model(typed(results))).verdict == "same"
    counts(results, complete_items=580, complete_model=500)
    assert only(sample.complete_items(typed(results))).verdict == "all"
    claim = only(sample.complete_model(typed(results)))
    assert (claim.verdict, claim.values["n_lost"]) == ("fewer", 80)
    for item in results["sample"]["items"].values():
        item["n_missing"] = 0
    assert (
        sample.complete_items(typed(results)) == [] and only(sample.complete_model(typed(results))).verdict == "fewer"
    )
    counts(results, complete_items=500, complete_model=500)
    assert (
        only(sample.complete_items(typed(results))).verdict == "some_lost"
        and sample.complete_model(typed(results)) == []
    )
    counts(results)
    assert sample.complete_model(typed(results)) == []
    example = samples.example()
    assert only(sample.complete_items(typed(example))).values["has_inapplicable"] is True
    example["sample"]["not_applicable"] = {}
    assert only(sample.complete_items(typed(example))).values["has_inapplicable"] is False


def test_nothing_is_said_to_rest_on_complete_answers_where_nothing_does(results):
    counts(results, complete_items=0, complete_model=0)
    refused = {"unavailable": "...", "code": "too_few_rows", "values": {}}
    results["regression"] = refused
    results["efa"] |= {"fit": None, "refusal": refused}
    assert only(sample.complete_items(typed(results))).verdict == "unused"
    assert sample.complete_model(typed(results)) == []
    results["efa"] = refused
    assert only(sample.complete_items(typed(results))).verdict == "unused"


def test_a_grouping_of_which_nothing_is_known_is_passed_over(results):
    results["sample"]["groups"] = {"gender": [{"level": "a", "n": 3, "share": None}]}
    assert sample.groups(typed(results)) == []
    results["sample"]["groups"]["gender"].append({"level": "b", "n": 9, "share": 0.5})
    claim = only(sample.groups(typed(results)))
    assert (claim.verdict, claim.values["n_levels"], claim.values["level"]) == ("largest", 2, "b")


@pytest.mark.parametrize(
    ("skewness", "kurtosis", "verdict"),
    [
        (1.994, 6.994, "moderate"),
        (2.0, 0.0, "strong"),
        (-2.0, 0.0, "strong"),
        (0.0, 7.0, "strong"),
        (0.0, -7.0, "strong"),
    ],
)
def test_the_most_skewed_and_the_most_peaked_item(results, skewness, kurtosis, verdict):
    items = results["sample"]["items"]
    for item in items.values():
        item |= {"skewness": 0.1, "kurtosis": 0.1}
    items["SOL1"]["skewness"], items["SOL2"]["kurtosis"] = skewness or 0.2, kurtosis or 0.2
    claim = only(answers.shape(typed(results)))
    assert (claim.verdict, claim.values["skewed_item"], claim.values["peaked_item"]) == (verdict, "SOL1", "SOL2")
    items["SOL1"]["kurtosis"] = None
    assert only(answers.shape(typed(results))).values["skewed_item"] != "SOL1"
    items["SOL2"]["skewness"] = None
    assert only(answers.shape(typed(results))).values["peaked_item"] != "SOL2"
    for item in items.values():
        item["skewness"] = None
    assert answers.shape(typed(results)) == []


@pytest.mark.parametrize(
    ("means", "verdict", "n_above"),
    [
        ((3.4, 3.4), "top", 2),
        ((2.6, 2.6), "bottom", 0),
        ((3.0, 3.2), "middle", 1),
        ((3.0, 3.02), "middle", 1),
        ((3.0, 3.0), "middle", 0),
    ],
)
def test_where_the_means_lie_on_the_answer_scale(results, means, verdict, n_above):
    kept = ("SOL1", "SOL2")
    results["sample"]["items"] = {name: results["sample"]["items"][name] for name in kept}
    for name, mean in zip(kept, means, strict=True):
        results["sample"]["items"][name]["mean"] = mean
    claim = answers.ends_of_scale(typed(results))
    assert (claim.verdict, claim.values["n_above"], claim.values["has_reversed"]) == (verdict, n_above, False)


def test_two_dimensions_are_needed_for_a_highest_and_a_lowest(results):
    scales = results["sample"]["scales"]
    first, second, *others = scales
    for name in (second, *others[:3]):
        scales[name] = samples.missing("no_answers")
    assert answers.scale_levels(typed(results)) == []
    scales[second] = samples.example()["sample"]["scales"][second] | {"performance": 10.0}
    claim = only(answers.scale_levels(typed(results)))
    assert (claim.values["high"]["scale"], claim.values["low"]["scale"]) == (first, second)
    del scales[second]
    assert answers.scale_levels(typed(results)) == []


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [((0.4, 0.7, 0.1), "range"), ((0.4, 0.4), "all_alike"), ((0.4, None), "one_option"), ((None,), None)],
)
def test_options_chosen_more_and_less(results, shares, verdict):
    rows = [{"option": f"o{k}", "n": 1, "n_obs": 90 + k, "share": share} for k, share in enumerate(shares)]
    results["sample"]["multi"] = {"ways": rows}
    made = sample.options(typed(results))
    assert [claim.verdict for claim in made] == ([verdict] if verdict else [])
    for claim in made:
        asked = [share for share in shares if share is not None]
        assert (claim.values["high"].share, claim.values["low"].share) == (max(asked), min(asked))
        assert claim.values["n_asked"] == 89 + len(asked)


@pytest.mark.parametrize(
    ("n_analysed", "screening", "verdict"),
    [
        (579, {"applied": True, "exclude": True}, "excluded"),
        (580, {"applied": True, "exclude": True}, "nobody_excluded"),
        (580, {"applied": True, "exclude": False}, "kept_by_choice"),
        (580, {"applied": False, "exclude": True}, "not_screened"),
    ],
)
def test_the_way_from_those_received_to_those_analysed(results, n_analysed, screening, verdict):
    results["study"] |= {"n_received": 580, "n_analysed": n_analysed}
    results["sample"]["screening"] |= screening
    assert sample.flow(typed(results)).verdict == verdict


@pytest.mark.parametrize(
    ("n", "share", "verdict"), [(5, 0.51, "majority"), (5, 0.5, "largest"), (None, None, "unshown")]
)
def test_the_largest_level_of_a_grouping(results, n, share, verdict):
    results["sample"]["groups"] = {
        "gender": [{"level": "A", "n": n, "share": share}, {"level": "", "n": None, "share": None}]
    }
    assert only(sample.groups(typed(results))).verdict == verdict


@pytest.mark.parametrize(("n_missing", "verdict"), [(0, "none"), (29, "small"), (30, "notable")])
def test_the_item_left_out_most(results, n_missing, verdict):
    for item in results["sample"]["items"].values():
        item |= {"n_obs": 580, "n_missing": 0}
    results["sample"]["items"]["SOL1"] |= {"n_obs": 580 - n_missing, "n_missing": n_missing}
    claim = sample.missing(typed(results))
    assert claim.verdict == verdict and claim.values["n"] == n_missing
    results["sample"]["not_applicable"] = {"SOL1": n_missing}
    assert sample.missing(typed(results)).verdict == "none"


@pytest.mark.parametrize(
    ("is_apart", "close", "verdict"),
    [(True, False, "apart"), (False, False, "open"), (None, False, "uncompared"), (True, True, "inseparable")],
)
def test_the_highest_and_the_lowest_dimension(results, is_apart, close, verdict):
    for row in results["sample"]["comparisons"]["performance"]:
        row |= {"is_apart": is_apart} | ({"difference": None} if is_apart is None else {})
    claim = only(answers.scale_levels(typed(results)))
    ends = {claim.values["high"]["scale"], claim.values["low"]["scale"]}
    for row in results["validity"]["latent_correlations"]:
        if close and {row["a"], row["b"]} == ends:
            row |= {"conf_low": 0.8, "conf_high": 0.95}
    assert only(answers.scale_levels(typed(results))).verdict == verdict


@pytest.mark.parametrize("fault", ["against", "turned"])
def test_a_dimension_whose_score_has_no_clear_meaning_is_not_ranked(results, fault):
    top = only(answers.scale_levels(typed(results))).values["high"]["scale"]
    if fault == "against":
        next(iter(results["reliability"]["scales"][top]["items"].values()))["item_rest_correlation"] = -0.3
    else:
        next(scale for scale in results["study"]["scales"] if scale["name"] == top)["better"] = "low"
    claim = only(answers.scale_levels(typed(results)))
    assert top not in (claim.values["high"]["scale"], claim.values["low"]["scale"])
    assert claim.values["turned"] == ([top] if fault == "turned" else [])
