"""The summary and the limits: every verdict reached, at its edge and beyond it."""

import pytest

from analysis.report.chapters.drivers import claims as drivers
from analysis.report.chapters.findings import claims as found
from analysis.report.chapters.limits import claims as limits
from analysis.report.chapters.plan.paper import steps
from analysis.report.chapters.summary import claims as summary
from analysis.report.drawing import held
from analysis.report.findings.build import build as findings_of
from analysis.report.findings.finding import CODES, Finding
from analysis.report.language.writer import Writer
from tests.report import samples
from tests.report.samples import typed


@pytest.fixture
def results() -> dict:
    return samples.example()


def without_importance(results: dict) -> None:
    """As if the importance of the dimensions had been refused."""
    shares = ("importance", "importance_low", "importance_high", "importance_share", "prob_first")
    regression = results["regression"]
    regression["importance"] = samples.missing("search_left")
    regression["terms"] = [{k: v for k, v in term.items() if k not in shares} for term in regression["terms"]]


def only(claims: list):
    [claim] = claims
    return claim


def test_what_was_asked(results):
    assert summary.asked(typed(results)).verdict == "explain"
    assert summary.asked(typed(samples.without_outcome())).verdict == "describe"


@pytest.mark.parametrize(
    ("simulated", "make", "verdict", "origin"),
    [
        (True, samples.example, "not_causal", "simulated"),
        (True, samples.without_outcome, "describes_only", "simulated"),
        (False, samples.example, "not_causal", "respondents"),
        (False, samples.without_outcome, "describes_only", "respondents"),
    ],
)
def test_what_must_not_be_read_into_it(simulated, make, verdict, origin):
    made = make()
    made["study"]["simulated"] = simulated
    assert summary.caution(typed(made)).verdict == verdict and limits.origin(typed(made)).verdict == origin


@pytest.mark.parametrize(
    ("make", "differ", "told"),
    [
        (samples.example, [], [("specifications_flip_brief", 0)]),
        (samples.example, ["attitude"], [("missing_brief", 0), ("specifications_flip_brief", 0)]),
        (samples.inseparable, [], [("inseparable_brief", 0), ("specifications_flip_brief", 0), ("more_cautions", 3)]),
    ],
)
def test_one_caution_what_hangs_on_choices_and_the_names_of_the_others(make, differ, told):
    made = make()
    samples.differing(made, **dict.fromkeys(differ, 0.3))
    assert [(claim.name, len(claim.values.get("codes", []))) for claim in summary.cautions(typed(made))] == told
    del made["sensitivity"]
    assert len(summary.cautions(typed(made))) == len(told) - 1


@pytest.mark.parametrize(
    ("cfi", "first", "others"),
    [
        (0.99, "missing_brief", ["specifications_flip", "misfit"]),
        (0.90, "misfit_brief", ["missing", "specifications_flip"]),
    ],
)
def test_misfit_in_places_comes_after_what_concerns_every_result(results, cfi, first, others):
    samples.differing(results, attitude=0.3)
    found = [
        Finding(code="misfit", severity="caution", values={"is_local": cfi > 0.95}),
        *(finding for finding in findings_of(typed(results)) if finding.severity == "caution"),
    ]
    ordered = sorted(found, key=summary.is_local_misfit)
    assert (f"{ordered[0].code}_brief", [finding.code for finding in ordered[1:]]) == (first, others)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_other_cautions_are_named(language):
    found = typed(samples.inseparable())
    write = Writer(found, language)
    said = write.sentence(summary.cautions(found)[-1])
    assert {"en": "See also the limitations: ", "zh": "另见研究局限："}[language] in said
    assert write.word("finding_names", "specifications_flip") not in said
    assert all(write.word("finding_names", code) != code for code, kinds in CODES.items() if kinds != ("note",))


def test_three_findings_at_most_and_the_first_that_there_are(results):
    def names() -> list[str]:
        return [claim.name for claim in summary.findings(typed(results))]

    assert names() == ["worst_item", "drivers", "dose"]
    del results["pain_points"]
    assert names() == ["worst_item", "drivers", "pain_points"]
    del results["regression"]
    assert names() == ["worst_item", "pain_points", "structure"]
    results["sample"]["pain_points"] = {}
    assert names() == ["worst_item", "structure", "reliability"]
    results["efa"]["n_factors"]["map"] = None
    results["sample"]["items"] = {}
    assert names() == ["reliability"]
    for scale in results["reliability"]["scales"].values():
        scale["alpha"] = None
    assert names() == []
    del results["efa"], results["reliability"]
    assert names() == []


def test_the_worst_item_is_the_one_nearest_the_worse_end_of_its_answers(results):
    items = results["sample"]["items"]
    items["CHA2"]["mean"] = 1.9
    worst = only(summary.worst_item(typed(results)))
    assert (worst.verdict, worst.values["item"], worst.values["scale"]) == ("below_middle", "CHA2", "channels")
    assert worst.values["next"] == {"item": "RES2", "mean": items["RES2"]["mean"]}
    assert worst.values["conf_low"] < 1.9 < worst.values["conf_high"] and not worst.values["is_turned"]
    asked = next(item for item in results["study"]["items"] if item["variable"] == "CHA2")
    asked |= {"low": -6, "high": 2}  # now it is nearly the best answer
    assert only(summary.worst_item(typed(results))).values["item"] == "RES2"
    turned = next(scale for scale in results["study"]["scales"] if scale["name"] == "attitude")
    turned["better"] = "low"
    worst = only(summary.worst_item(typed(results)))
    assert worst.values["scale"] == "attitude" and worst.values["is_turned"]
    highest = sorted(turned["items"], key=lambda name: -items[name]["mean"])
    assert [worst.values["item"], worst.values["next"]["item"]] == highest[:2]
    turned["better"] = None
    assert only(summary.worst_item(typed(results))).values["scale"] != "attitude"


@pytest.mark.parametrize(
    ("slope", "p_value", "verdict"),
    [(-0.4, 0.049, "falls"), (0.4, 0.049, "rises"), (-0.4, 0.051, "not_rejected"), (0.4, 0.051, "not_rejected")],
)
def test_the_outcome_by_the_number_of_pain_points_met(results, slope, p_value, verdict):
    results["pain_points"]["trend"] |= {"estimate": slope, "p_value": p_value}
    assert only(summary.dose_finding(typed(results))).verdict == verdict


@pytest.mark.parametrize(("mean", "last"), [(None, 4), (3.0, 5)])
def test_the_most_pain_points_of_which_a_mean_is_known_are_told(results, mean, last):
    results["pain_points"]["dose"][-1]["mean"] = mean
    assert only(summary.dose_finding(typed(results))).values["last"]["n_met"] == last
    results["pain_points"]["dose"] = results["pain_points"]["dose"][:1]
    assert summary.dose_finding(typed(results)) == []
    results["pain_points"]["trend"] = samples.missing("search_left")
    assert summary.dose_finding(typed(results)) == []


def test_an_outcome_of_two_values_has_its_largest_effect_told():
    made = samples.two_values()
    model = made["regression"]["logistic"]
    model["terms"][3]["marginal_effect"] = -0.9
    first = summary.findings(samples.typed(made))[1]
    assert first.name == "odds" and (first.values["scale"], first.values["effect"]) == (model["terms"][3]["term"], -0.9)
    assert summary.odds_finding(typed(samples.without_outcome())) == []


@pytest.mark.parametrize(
    ("r_squared", "verdict"), [(0.01, "negligible"), (0.02, "small"), (0.2, "medium"), (0.26, "large")]
)
def test_of_one_dimension_no_order_is_told(results, r_squared, verdict):
    """What it accounts for is told, and neither a share, nor a rank, nor a figure of them."""
    del results["regression"]["terms"][1:]
    results["regression"]["r_squared"] = r_squared
    made = typed(results)
    told = only(summary.driver_finding(made))
    assert (told.name, told.verdict, told.values["scale"]) == ("explained", verdict, "responsiveness")
    assert drivers.importance(made) == limits.ranking(made) == [] and not held.importance(made)
    assert not steps(made)["importance"]
    assert only([drivers.explained(made.drivers)]).values["n_terms"] == 1


def test_drivers_without_shares_are_not_told(results):
    assert len(summary.driver_finding(typed(results))) == 1
    without_importance(results)
    assert summary.driver_finding(typed(results)) == [] == limits.ranking(typed(results))
    assert summary.driver_finding(typed(samples.without_outcome())) == []


@pytest.mark.parametrize(
    ("quadrants", "verdict", "n_decided"),
    [
        (["concentrate", None, None, None, None], "concentrate", 1),
        (["keep_up", None, None, None, None], "nothing_to_concentrate_on", 1),
        ([None] * 5, "undecided", 0),
    ],
)
def test_where_to_act_first(results, quadrants, verdict, n_decided):
    del results["sensitivity"]
    rows = results["regression"]["priorities"]
    for row, quadrant in zip(rows, quadrants, strict=True):
        row["quadrant"] = quadrant
    rows[0] |= {"importance": 0.05, "performance": 60.0}
    claim = only(summary.priority_finding(typed(results)))
    assert (claim.verdict, claim.values["n_decided"]) == (verdict, n_decided)
    results["regression"]["priorities"] = []
    assert summary.priority_finding(typed(results)) == []


@pytest.mark.parametrize(("minimum", "verdict"), [(5, "settled"), (4, "open")])
def test_the_number_of_dimensions(results, minimum, verdict):
    results["efa"]["n_factors"] |= {"parallel": 5, "map": minimum, "designed": 5}
    assert only(limits.dimensionality(typed(results))).verdict == verdict
    results["efa"]["n_factors"]["map"] = None
    assert limits.dimensionality(typed(results)) == []
    results["efa"] = samples.missing("search_left")
    assert limits.dimensionality(typed(results)) == []


@pytest.mark.parametrize(("prob", "is_said"), [(0.989, True), (0.99, False)])
def test_the_ranking_is_a_limit_where_it_is_unclear(results, prob, is_said):
    del results["sensitivity"]
    max(results["regression"]["terms"], key=lambda term: term["importance"])["prob_first"] = prob
    assert bool(limits.ranking(typed(results))) is is_said
    assert limits.ranking(typed(samples.without_outcome())) == []


def test_the_items_of_the_outcome(results):
    assert only(limits.outcome_items(typed(results))).verdict == "several_items"
    assert only(limits.outcome_items(typed(samples.single_item_outcome()))).verdict == "one_item"
    assert only(limits.outcome_items(typed(samples.two_values()))).verdict == "binary"
    assert limits.outcome_items(typed(samples.without_outcome())) == []


def test_how_many_tests_rejected_their_null(results, monkeypatch):
    from types import SimpleNamespace

    def told(*p_values):
        made = [SimpleNamespace(p_value=p, p_adjusted=adjusted) for p, adjusted in p_values]
        monkeypatch.setattr(limits, "tests", lambda _: made)
        return limits.multiplicity(typed(results))

    claim = only(told((0.01, None), (0.01, 0.2), (0.04, 0.04), (None, None)))
    assert claim.verdict == "some_rejected"
    assert [claim.values[key] for key in ("n_tests", "n_rejected", "n_adjusted")] == [3, 2, 2]
    assert claim.values["n_candidates"] == results["cfa"]["n_candidates"] > 0
    assert only(told((0.01, 0.2))).verdict == "none_rejected" and only(told((0.01, 0.04))).verdict == "some_rejected"
    assert told((None, None)) == []
    del results["cfa"]
    assert only(told((0.01, None))).values["n_candidates"] == 0


def test_parts_that_failed_are_named(results):
    assert limits.failed(typed(results)) == []
    results |= {"efa": samples.missing("search_left")}
    del results["regression"]
    assert only(limits.failed(typed(results))).values["parts"] == ["efa"]


def test_parts_that_failed_for_one_reason_are_named_together_with_it(results):
    results |= {"efa": samples.missing("search_left"), "validity": samples.missing("search_left")}
    results |= {"regression": samples.missing("too_few_values", n_obs=3, at_least=4)}
    made = limits.failed(typed(results))
    assert [claim.values["parts"] for claim in made] == [["efa", "validity"], ["regression"]]
    assert [claim.values["refusal"].code for claim in made] == ["search_left", "too_few_values"]
    results |= {"validity": samples.missing("too_few_values", n_obs=5, at_least=4)}
    assert len(limits.failed(typed(results))) == 3


@pytest.mark.parametrize(("code", "severity"), [(code, severity) for code, all_ in CODES.items() for severity in all_])
def test_a_note_is_said_in_full_only(code, severity):
    finding = Finding(code=code, severity=severity)
    assert found.in_full(finding).verdict == severity
    if severity == "note":
        with pytest.raises(ValueError, match="verdict"):
            found.in_brief(finding)
    else:
        assert "note" not in found.in_brief(finding).verdicts and found.in_brief(finding).verdict == severity


@pytest.mark.parametrize(
    ("parallel", "minimum", "verdict"),
    [
        (5, 5, "all_agree"),
        (4, 4, "agree_on_other"),
        (5, 4, "parallel_agrees"),
        (4, 5, "map_agrees"),
        (3, 4, "all_differ"),
    ],
)
def test_the_summary_says_of_the_structure_what_the_chapter_says(results, parallel, minimum, verdict):
    results["efa"]["n_factors"] |= {"parallel": parallel, "map": minimum, "designed": 5}
    assert only(summary.structure_finding(typed(results))).verdict == verdict


@pytest.mark.parametrize(
    ("places", "verdict"),
    [
        ([(0.7, 0.8)], "all_above"),
        ([(0.5, 0.6)], "all_below"),
        ([(0.7, 0.8), (0.5, 0.6)], "some_below"),
        ([(0.7, 0.8), (0.6, 0.8)], "some_straddle"),
    ],
)
def test_the_summary_says_of_reliability_what_the_chapter_says(results, places, verdict):
    scales = [scale for scale in results["reliability"]["scales"].values() if scale["alpha"]]
    for scale, (low, high) in zip(scales, places * len(scales), strict=False):
        scale["alpha"] |= {"conf_low": low, "conf_high": high}
    assert only(summary.reliability_finding(typed(results))).verdict == verdict


@pytest.mark.parametrize(("prob", "verdict"), [(0.989, "unclear"), (0.99, "clear")])
def test_the_summary_says_of_the_drivers_what_the_chapter_says(results, prob, verdict):
    del results["sensitivity"]
    max(results["regression"]["terms"], key=lambda term: term["importance"])["prob_first"] = prob
    assert only(summary.driver_finding(typed(results))).verdict == verdict


@pytest.mark.parametrize(("is_apart", "met"), [(True, "clear"), (False, "close"), (None, "uncompared")])
def test_the_summary_says_of_differences_what_the_chapter_says(results, is_apart, met):
    for rows in results["sample"]["comparisons"].values():
        for row in rows:
            row |= {"is_apart": is_apart} | ({"difference": None} if is_apart is None else {})
    assert only(summary.pain_point_finding(typed(results))).verdict == met


@pytest.mark.parametrize(("adjusted", "verdict"), [([0.01] * 5, "all"), ([0.01] + [1] * 4, "some"), ([1] * 5, "none")])
def test_the_summary_says_of_odds_what_the_chapter_says(adjusted, verdict):
    made = samples.two_values()
    for term, p_value in zip(made["regression"]["logistic"]["terms"], adjusted, strict=True):
        term["p_value_adjusted"] = p_value
    assert only(summary.odds_finding(samples.typed(made))).verdict == verdict


def test_an_outcome_that_took_two_of_more_values():
    made = samples.two_values()
    next(item for item in made["study"]["items"] if item["scale"] == made["regression"]["outcome"])["high"] = 5
    assert only(limits.outcome_items(samples.typed(made))).verdict == "two_occurred"
