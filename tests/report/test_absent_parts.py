"""Sentences, headings and notes that spoke of what a study has none of, or said two things of one; both languages."""

import re
from html import unescape

import pytest

from analysis.report.chapters.appendix import tables as appendix
from analysis.report.chapters.appendix.measurement_hypotheses import method_tests
from analysis.report.chapters.checklist.points import points
from analysis.report.chapters.further_models import hierarchy_claims, latent_claims
from analysis.report.chapters.invariance import claims as invariance
from analysis.report.chapters.method_bias import claims as method_bias
from analysis.report.chapters.priorities import evidence, item_claims, places
from analysis.report.chapters.sensitivity import claims as sensitivity_claims
from analysis.report.chapters.separation import claims as separation
from analysis.report.document.claim import Claim
from analysis.report.findings import sensitivity
from analysis.report.findings.build import build
from analysis.report.findings.finding import named
from analysis.report.findings.measurement import inseparable
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.measurement.group_invariance import GroupInvariance
from analysis.statistics.measurement.method_bias import LatentMethod, MethodBias
from analysis.statistics.regression.drivers import DriverRegression
from analysis.statistics.sensitivity.estimates import Choices, Specification, SpecificationCurve
from analysis.survey import load
from analysis.survey.declared.rules import LANGUAGES
from tests.report import samples
from tests.report.samples import completed, typed
from tests.studies import SETTINGS, sound_codebook, write_study

WRITERS = {language: Writer(typed(samples.example()), language) for language in LANGUAGES}


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def told(name: str, verdict: str, language: str, **values) -> str:
    """The sentence of a claim made for this test."""
    claim = Claim(id=name, verdict=verdict, verdicts=(verdict, "other"), values=values)
    return plain(WRITERS[language].sentence(claim))


def prose(name: str, language: str, **values) -> str:
    return plain(WRITERS[language].prose(name, **values))


@pytest.mark.parametrize(
    ("table", "outcome", "better"),
    [("", True, ["high", "high"]), ("", False, [None, None]), ('better = "low"', False, ["low", None])],
)
def test_a_study_without_an_outcome_says_itself_which_end_is_better(tmp_path, table, outcome, better):
    codebook = sound_codebook()
    codebook = codebook if outcome else codebook[codebook["role"] != "outcome"]
    settings = SETTINGS.replace('label.en = "Speed"', f'label.en = "Speed"\n{table}')
    for scale in () if outcome else ("satisfaction", "trust"):
        settings = re.sub(rf"\[scales\.{scale}\][^\[]*", "", settings)
    study = load(write_study(tmp_path / "small", settings=settings, codebook=codebook))
    assert [scale.better for scale in study.meta().scales[:2]] == better


@pytest.mark.parametrize(
    ("left", "parts", "english", "chinese"),
    [
        (
            (),
            ["controls", "dimensions", "pain_points"],
            "Controls, dimensions, and pain points",
            "控制变量、各维度和痛点",
        ),
        (("pain_points",), ["controls", "dimensions"], "Controls and dimensions", "控制变量和各维度"),
        (("groups",), ["controls", "dimensions", "pain_points"], "Controls, dimensions, and pain points", ""),
        (("groups", "indicators"), ["dimensions", "pain_points"], "Dimensions and pain points", "各维度和痛点"),
    ],
)
def test_a_heading_names_the_blocks_that_there_are(left, parts, english, chinese):
    results = samples.example()
    results["study"] |= {key: [] for key in left}
    assert hierarchy_claims.asked_for(typed(results)) == parts
    assert WRITERS["en"].plain("headings", "blocks", parts=parts) == f"{english} in turn"
    assert WRITERS["zh"].plain("headings", "blocks", parts=parts).endswith(chinese)


@pytest.mark.parametrize("has_controls", [True, False])
def test_controls_are_held_equal_only_where_there_are_any(has_controls):
    regression = samples.example()["regression"]
    regression["blocks"] = [one for one in regression["blocks"] if has_controls or one["name"] != "controls"]
    read = completed(DriverRegression, regression)
    claims = [*hierarchy_claims.beyond(read), *hierarchy_claims.remains(typed(samples.example()), read)]
    assert [claim.values["has_controls"] for claim in claims] == [has_controls] * 2
    for language, word in (("en", "controls"), ("zh", "控制变量")):
        assert all((word in WRITERS[language].sentence(claim)) is has_controls for claim in claims)


@pytest.mark.parametrize(
    ("has_controls", "has_pain_points", "english", "chinese"),
    [
        (True, True, "on a control or a pain point or", "因控制变量或痛点缺失作答"),
        (True, False, "on a control or because", "因控制变量缺失作答"),
        (False, True, "on a pain point or because", "因痛点缺失作答"),
    ],
)
def test_respondents_are_lost_to_what_was_asked(has_controls, has_pain_points, english, chinese):
    values = {"n_obs": 80, "n_lost": 3, "has_controls": has_controls, "has_pain_points": has_pain_points}
    assert english in told("further_models.hierarchy_rows", "lost", "en", **values)
    assert chinese in told("further_models.hierarchy_rows", "lost", "zh", **values)


def test_a_share_of_variance_and_its_interval_have_one_unit():
    found = typed(samples.example()).latent_regression
    for language in LANGUAGES:
        with numbers.printed_in(language):
            said = plain(WRITERS[language].sentence(latent_claims.explained(found)))
        assert re.search(r"CI \[\d\d\.\d%, \d\d\.\d%\]", said)


@pytest.mark.parametrize(
    ("n", "english", "chinese"),
    [(1, "The outcome was added", "结果变量与各维度纳入"), (3, "and each other", "各结果变量与各维度")],
)
def test_one_outcome_is_not_several(n, english, chinese):
    said = {language: prose("further_models.outcomes", language, n_outcomes=n) for language in LANGUAGES}
    assert english in said["en"] and chinese in said["zh"]
    assert ("each other" in said["en"]) == ("相互之间" in said["zh"]) == (n > 1)
    caption = WRITERS["en"].plain("tables", "outcome-pairs", "caption", n_outcomes=n)
    assert ("each other" in caption) == (n > 1)


@pytest.mark.parametrize(("n", "words"), [(0, None), (1, "include the outcome."), (2, "include the outcomes.")])
def test_nothing_is_said_of_outcomes_that_nobody_was_asked_for(n, words):
    said = prose("groups.not_causal", "en", n_outcomes=n)
    assert (words in said) if words else "outcome" not in said
    assert ("结果变量" in prose("groups.not_causal", "zh", n_outcomes=n)) == bool(n)


def choices(part: str, **made: str) -> Choices:
    return Choices(**{"part": part, "respondents": "analysed", "scores": None, "missing": None, "method": None} | made)


@pytest.mark.parametrize(
    ("made", "varied"),
    [
        ([choices("fit", method="mlr"), choices("fit", method="wlsmv")], ["method"]),
        ([choices("fit", method="mlr"), choices("fit", method="fiml_mlr")], ["missing", "method"]),
        ([choices("fit", method="fiml"), choices("fit", method="fiml_mlr")], ["method"]),
        ([choices("fit", method="mlr"), choices("regression", method="least_squares")], []),
        ([choices("reliability"), choices("reliability", respondents="everyone")], ["respondents"]),
        ([choices("regression", scores=name) for name in ("means", "factor_scores")], ["scores"]),
        ([choices("regression", missing=name) for name in ("complete", "fiml")], ["missing"]),
    ],
)
def test_what_was_varied_is_read_off_the_specifications(made, varied):
    assert [kind for kind in sensitivity_claims.KINDS if sensitivity_claims.is_varied(kind, made)] == varied


def test_a_specification_without_another_is_none():
    made = [choices("reliability"), choices("fit", method="mlr"), choices("fit", method="wlsmv")]
    rows = [Specification(choices=one, is_report=one.method != "wlsmv", n_obs=90, estimates=[]) for one in made]
    curve = SpecificationCurve(specifications=rows, n_respondents={})
    assert [one.choices for one in sensitivity.asked(curve)] == made[1:]
    claim = sensitivity_claims.varied(curve)
    assert (claim.values["varied"], claim.values["n_specifications"]) == (["method"], 2)
    assert "method of estimation. Every" in plain(WRITERS["en"].sentence(claim))


@pytest.mark.parametrize(
    ("kinds", "words"),
    [({"cfi"}, ()), ({"slope"}, ("Slopes",)), ({"quadrant"}, ("Places",)), ({"order", "slope"}, ("Slopes", "Of two"))],
)
def test_a_note_explains_the_rows_that_there_are(kinds, words):
    (note,) = WRITERS["en"].labels("tables", "specifications", "notes", kinds=kinds)
    assert [word for word in ("Slopes", "Places", "Of two") if word in note] == list(words)


@pytest.mark.parametrize(("has_slopes", "n"), [(True, 1), (False, 0)])
def test_slopes_are_explained_where_there_are_any(has_slopes, n):
    for language, word in (("en", "Slopes hold"), ("zh", "回归系数均指")):
        (note,) = WRITERS[language].labels("tables", "tests", "notes", has_slopes=has_slopes)
        assert note.count(word) == n


def states(results: dict) -> dict:
    return {point.name: (point.state, point.places) for point in points(typed(results))}


def test_scales_without_a_source_are_left_to_the_author_and_groups_are_effects():
    results = samples.example()
    assert states(results)["source"][0] == "answered"
    assert states(results)["effects"] == ("answered", ("drivers", "groups"))
    results["study"]["items"][0]["source"] = {"en": "", "zh": ""}
    del results["regression"]
    assert states(results)["source"][0] == "author" and states(results)["effects"] == ("answered", ("groups",))
    del results["groups"]
    assert states(results)["effects"][0] == "not_examined"


def test_what_a_group_is_called_is_no_wording_of_an_item():
    results = samples.example()
    for item in results["study"]["items"]:
        item["text"] = {"en": item["variable"], "zh": item["variable"]}
    results["study"]["pain_points"] = []
    write = Writer(typed(results), "en")
    assert any(any(group["text"].values()) for group in results["study"]["groups"])
    assert not write.names.has_worded_items and not appendix.has_wordings(write, typed(results))
    results["study"]["items"][3]["text"]["zh"] = "回应迅速。"
    assert Writer(typed(results), "zh").names.has_worded_items
    assert "in its own words" not in prose("description.agreement", "en", worded=False)
    assert "原文" not in prose("description.agreement", "zh", worded=False)


@pytest.mark.parametrize(("is_admissible", "said"), [(True, False), (False, True)])
def test_a_simpler_model_that_is_impossible_is_not_told_as_worse(is_admissible, said):
    values = {"design": 0.898, "edge": 0.01, "as_good": [], "inadmissible": [] if is_admissible else ["second_order"]}
    assert ("admissible" in told("separation.general", "design_better", "en", **values)) is said
    assert ("恰当解" in told("separation.general", "design_better", "zh", **values)) is said
    results = samples.inseparable()
    results["cfa"]["models"]["second_order"]["is_admissible"] = is_admissible
    (claim, *_) = separation.general(typed(results))
    assert ("second_order" in claim.values["inadmissible"]) is said


def test_a_sign_that_dimensions_are_close_is_its_interval():
    claim = separation.symptoms(typed(samples.inseparable()).alternatives)[0]
    assert re.search(r"\.\d\d, 95% CI \[\.9", plain(Writer(typed(samples.inseparable()), "en").sentence(claim)))


@pytest.mark.parametrize(("low", "is_wide"), [(0.79, True), (0.80, False)])
def test_a_pair_whose_interval_is_wide_is_left_open_in_the_limits_too(low, is_wide):
    results = samples.inseparable()
    for row in results["validity"]["latent_correlations"]:
        row |= {"conf_low": low, "conf_high": 0.95}
    (finding,) = inseparable(typed(results))
    assert bool(finding.values["undecided"]) is is_wide
    for language, word in (("en", "stays open"), ("zh", "尚无定论")):
        claim = Claim(id="findings.inseparable", verdict="a", verdicts=("a", "b"), values=finding.values)
        assert (word in WRITERS[language].sentence(claim)) is is_wide


@pytest.mark.parametrize(
    ("reason", "n_weak", "is_small"), [("small_sample", 0, True), ("large_sample", 0, False), ("large_sample", 1, True)]
)
def test_few_respondents_are_not_called_many(reason, n_weak, is_small):
    group = samples.example()["invariance"]["gender"]
    group["weak"] = group["weak"][:n_weak]
    group["metric"]["votes"] = {"cfi": True, "test": False, "rmsea": True, "srmr": True}
    read = completed(GroupInvariance, group)
    object.__setattr__(read.cutoffs, "reason", reason)
    claim = next(claim for claim in invariance.disagreeing("gender", read) if claim.name == "test_disagrees")
    assert claim.values["is_small"] is is_small
    for language, word in (("en", "with many respondents"), ("zh", "人数较多时")):
        assert (word in told("invariance.test_disagrees", "rejects_kept", language, **claim.values)) is not is_small


@pytest.mark.parametrize(
    ("low", "high", "is_open"),
    [(0.25, 0.45, True), (0.26, 0.45, False), (0.05, 0.25, True), (0.05, 0.24, False), (None, 0.45, False)],
)
def test_a_share_whose_interval_includes_the_usual_one_is_not_told_apart_from_it(low, high, is_open):
    latent = samples.inseparable()["method_bias"]["method_factor"] | {"conf_low": low, "conf_high": high}
    claim = method_bias.method_factor(completed(LatentMethod, latent), 300)
    assert (claim.values["includes_typical"], claim.values["typical"]) == (is_open, 0.25)
    for verdict in ("typical_or_stronger", "weaker_than_typical"):
        made = {
            language: told("method_bias.method_factor", verdict, language, **claim.values) for language in LANGUAGES
        }
        assert ("its interval includes" in made["en"]) == ("区间包含该水平" in made["zh"]) == is_open


@pytest.mark.parametrize(
    ("n_ordered", "english", "chinese"),
    [
        (0, "none has the same order in at least 99.0% of resamples; they should", "没有一对的次序"),
        (1, "one has the same order in at least 99.0% of resamples; the others", "其余各对不宜排序"),
        (3, "All three pairs of pain points have the same order in at least 99.0% of resamples.", "全部3对痛点的次序"),
    ],
)
def test_no_pair_is_counted_as_nought_and_all_leave_no_others(n_ordered, english, chinese):
    values = {"n_pairs": 3, "n_ordered": n_ordered, "threshold": 0.99, "told": [], "untold": []}
    assert english in told("pain_points.told_losses", "all", "en", **values)
    said = told("pain_points.told_losses", "all", "zh", **values)
    assert chinese in said and ("不宜排序" in said) == (n_ordered < 3)


def withdrawn(results: dict, scale: str) -> dict:
    """The example, in which nobody else finds a slope for one dimension, and all else is settled."""
    samples.settled(results)
    for one in samples.specifications(results):
        for row in [] if one["is_report"] else one["estimates"]:
            if (row["quantity"], row["subject"]) == ("slope", scale):
                row["found"]["p_value_holm"] = 0.5
    return results


def test_no_advice_rests_on_a_slope_that_is_withdrawn():
    kept, lost = typed(samples.settled(samples.example())), typed(withdrawn(samples.example(), "responsiveness"))
    assert named(build(lost), "specifications_flip").values["withdrawn"]
    for results, is_lost in ((kept, False), (lost, True)):
        assert places.slope_withdrawn(results, "responsiveness") is is_lost
        assert evidence.matters(results, "responsiveness") is not is_lost
        assert evidence.matters(results, "aftersales")


def test_no_item_is_to_concentrate_on_where_the_slope_is_withdrawn():
    results = samples.example()
    for one in results["priorities"]["items"]["maps"]:
        for item in one["items"]:
            item |= {"quadrant": "concentrate", "quadrant_of_everyone": "concentrate", "importance_low": 0.3}
    for is_lost in (False, True):
        read = typed(withdrawn(results, "resolution") if is_lost else samples.settled(results))
        rows = item_claims.placed_items(read)["resolution"]
        far = [row for row in rows if row.reasons != ["near_a_line"]]
        assert far and {tuple(row.reasons) for row in far} == {("slope_withdrawn",) if is_lost else ()}


def test_a_test_is_listed_once():
    found = completed(MethodBias, samples.inseparable()["method_bias"])
    pair = (found.one_factor.comparison.restricted, found.one_factor.comparison.general)
    assert len(list(method_tests(found, set()))) == len(list(method_tests(found, {pair}))) + 1


def test_a_missing_comparison_says_of_which_pain_point():
    for language in LANGUAGES:
        label = WRITERS[language].label("missing", "pain_points", "test", name="XY")
        assert "XY" in label
        assert not re.search("factors|因子", WRITERS[language].label("missing", "efa", "parallel_others"))
