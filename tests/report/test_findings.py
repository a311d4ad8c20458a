"""Findings about the analysis: each reached from results that have it, and not from those that have it not."""

from dataclasses import replace

import pytest

from analysis.report.chapters.drivers import claims as drivers
from analysis.report.chapters.findings.claims import in_brief, in_full
from analysis.report.chapters.priorities import places as priorities
from analysis.report.document import composer as document
from analysis.report.document.claim import Claim
from analysis.report.findings import build as building
from analysis.report.findings import finding as findings
from analysis.report.findings.build import build
from analysis.report.language.writer import Writer
from tests.report import samples
from tests.report.samples import typed


def clean() -> dict:
    """The example's results without what hangs on the exclusions: nothing is more than a note."""
    results = samples.example()
    del results["sensitivity"]
    return results


def codes(results: dict, severity: str = "") -> set[str]:
    return {found.code for found in build(typed(results)) if severity in ("", found.severity)}


def headline(results: dict) -> dict:
    return results["cfa"]["models"][results["cfa"]["headline"]]


def set_fit(results: dict, **values) -> None:
    headline(results)["fit"] |= values


def set_alpha(results: dict, scale: str, low: float, high: float) -> None:
    results["reliability"]["scales"][scale]["alpha"] |= {"conf_low": low, "conf_high": high}


def term(results: dict, name: str) -> dict:
    return next(row for row in results["regression"]["terms"] if row["term"] == name)


def set_pair(results: dict, high: float) -> None:
    results["validity"]["latent_correlations"][0] |= {"estimate": high - 0.05, "conf_low": 0.5, "conf_high": high}


def reading(results: dict, name: str) -> tuple[str, list[str]]:
    row = next(row for row in priorities.placed(samples.typed(results)) if row.term == name)
    return row.reading, row.reasons


def test_clean_results_have_notes_only():
    assert findings.cautions(build(typed(clean()))) == []


@pytest.mark.parametrize(
    ("fit", "severity"),
    [
        ({"cfi_robust": 0.9496, "p_value_scaled": 0.01}, None),
        ({"cfi_robust": 0.949, "p_value_scaled": 0.01}, "caution"),
        ({"cfi_robust": 0.949, "p_value_scaled": 0.06}, None),
        ({"cfi_robust": 0.899, "p_value_scaled": 0.01}, "serious"),
        ({"rmsea_robust": 0.061, "p_value_scaled": 0.01}, "caution"),
        ({"rmsea_robust": 0.060, "p_value_scaled": 0.01}, None),
        ({"rmsea_robust": 0.101, "p_value_scaled": 0.01}, "serious"),
        ({"srmr": 0.081, "p_value_scaled": 0.01}, "caution"),
        ({"srmr": 0.080, "p_value_scaled": 0.01}, None),
    ],
)
def test_misfit(fit, severity):
    results = clean()
    set_fit(results, **fit)
    found = findings.named(build(typed(results)), "misfit")
    assert (found and found.severity) == severity


@pytest.mark.parametrize(
    ("changed", "is_found"),
    [
        ({}, True),
        ({"sepc_all": -0.296}, True),
        ({"sepc_all": 0.294}, False),
        ({"p_value_adjusted": 0.051}, False),
        ({"op": "~~"}, False),
    ],
)
@pytest.mark.parametrize(("p", "is_rejected"), [(0.01, True), (0.06, False)])
def test_a_second_loading_is_misfit_however_good_the_indices(changed, is_found, p, is_rejected):
    results = clean()
    set_fit(results, p_value_scaled=p)
    cross = {"lhs": "attitude", "op": "=~", "rhs": "SOL2", "sepc_all": 0.4, "p_value_adjusted": 0.049}
    results["cfa"]["modification_indices"] = [cross | changed, cross | {"sepc_all": 0.2}]
    found = findings.named(build(typed(results)), "misfit")
    assert bool(found) is (is_found and is_rejected)
    if found:
        assert (found.severity, found.values["is_local"]) == ("caution", True)
        for language, words in (("en", "SOL2 on"), ("zh", "SOL2在")):
            assert words in Writer(typed(results), language).sentence(in_full(found))
            assert len(Writer(typed(results), language).sentence(in_brief(found))) > 20


def test_a_second_loading_beside_a_bad_index_is_plain_misfit():
    results = clean()
    set_fit(results, cfi_robust=0.8, p_value_scaled=0.01)
    results["cfa"]["modification_indices"] = [
        {"lhs": "attitude", "op": "=~", "rhs": "SOL2", "sepc_all": 0.4, "p_value_adjusted": 0.01}
    ]
    found = findings.named(build(typed(results)), "misfit")
    assert (found.severity, found.values["is_local"]) == ("serious", False)


def test_an_improper_headline():
    results = clean()
    headline(results)["is_admissible"] = False
    assert "inadmissible" in codes(results, "serious")


@pytest.mark.parametrize(("high", "is_found"), [(0.894, False), (0.90, True), (1.2, True)])
def test_dimensions_not_told_apart_have_no_order(high, is_found):
    results = clean()
    set_pair(results, high)
    pair = results["validity"]["latent_correlations"][0]
    assert ("inseparable" in codes(results, "serious")) is is_found
    verdicts = {claim.name: claim.verdict for claim in drivers.claims(samples.typed(results))}
    assert (verdicts["driver_order"] == "inseparable") is is_found
    assert ("second_opinion" in verdicts) is not is_found
    ordered = [row.term for row in drivers.arranged(samples.typed(results))]
    assert (ordered == [row["term"] for row in results["regression"]["terms"]]) is is_found
    for name in (pair["a"], pair["b"]):
        assert ("inseparable" in reading(results, name)[1]) is is_found


def test_the_first_is_not_named_first_where_it_is_not_told_apart():
    results = clean()
    top = max(results["regression"]["terms"], key=lambda row: row["importance"])
    top["prob_first"] = 0.99
    assert drivers.first_driver(samples.typed(results)).verdict == "clear"
    pair = next(p for p in results["validity"]["latent_correlations"] if top["term"] in (p["a"], p["b"]))
    pair |= {"conf_low": 0.7, "conf_high": 0.95}
    assert drivers.first_driver(samples.typed(results)).verdict == "inseparable"


@pytest.mark.parametrize(
    ("low", "high", "code"), [(0.60, 0.69, "unreliable"), (0.60, 0.70, "uncertain_reliability"), (0.70, 0.8, None)]
)
def test_reliability_by_the_interval(low, high, code):
    results = clean()
    for name, scale in results["reliability"]["scales"].items():
        if scale["alpha"]:
            set_alpha(results, name, 0.8, 0.9)
    set_alpha(results, "aftersales", low, high)
    assert codes(results) & {"unreliable", "uncertain_reliability"} == ({code} if code else set())
    assert ("unreliable" in reading(results, "aftersales")[1]) is (code == "unreliable")


@pytest.mark.parametrize(("r", "is_found"), [(-0.01, True), (0.0, False)])
def test_an_item_against_its_scale(r, is_found):
    results = clean()
    item = next(iter(results["reliability"]["scales"]["attitude"]["items"].values()))
    item["item_rest_correlation"] = r
    assert ("against_scale" in codes(results, "serious")) is is_found
    assert (reading(results, "attitude")[0] == "withheld") is is_found


@pytest.mark.parametrize(
    ("estimate", "p", "better", "is_found"),
    [
        (-0.3, 0.01, "high", True),
        (-0.3, 0.06, "high", False),
        (0.3, 0.01, "high", False),
        (-0.3, 0.01, "low", False),
        (0.3, 0.01, "low", True),
    ],
)
def test_a_slope_against_the_direction_is_never_concentrate_here(estimate, p, better, is_found):
    results = clean()
    term(results, "aftersales").update(estimate=estimate, p_value_holm=p)
    next(s for s in results["study"]["scales"] if s["name"] == "aftersales")["better"] = better
    assert ("against_direction" in codes(results, "serious")) is is_found
    assert ("against_direction" in reading(results, "aftersales")[1]) is is_found
    assert ("less_is_better" in reading(results, "aftersales")[1]) is (better == "low")
    is_unsound = is_found or better == "low"
    assert (reading(results, "attitude")[1] == ["unsound_lines"]) is is_unsound


@pytest.mark.parametrize(("p", "is_found"), [(0.049, True), (0.051, False)])
def test_a_relation_that_is_not_linear(p, is_found):
    results = clean()
    results["regression"]["residual_tests"]["reset"]["p_value"] = p
    assert ("non_linear" in codes(results, "caution")) is is_found


@pytest.mark.parametrize(("n_complete", "is_found"), [(549, True), (550, False)])
def test_rows_lost_to_missing_answers(n_complete, is_found):
    results = clean()
    next(step for step in results["sample"]["flow"] if step["step"] == "complete_model")["n"] = n_complete
    assert ("missing" in codes(results)) is is_found


@pytest.mark.parametrize(("n", "severity"), [(144, None), (145, "caution"), (289, "caution"), (290, "serious")])
def test_straight_lining(n, severity):
    results = clean()
    results["sample"] |= {"flags": [], "straight_lining": {"n": n, "n_obs": 580}}
    found = findings.named(build(typed(results)), "straight_lining")
    assert (found and found.severity) == severity


@pytest.mark.parametrize(("high", "is_told"), [(1, False), (2, True)])
def test_the_same_answer_to_questions_of_yes_or_no_is_no_straight_line(high, is_told):
    results = clean()
    results["sample"] |= {"straight_lining": {"n": 400, "n_obs": 580}}
    for item in results["study"]["items"]:
        item |= {"low": 0, "high": high, "step": 1}
    assert ("straight_lining" in codes(results)) is is_told


def test_straight_lining_that_was_not_counted_is_not_told():
    results = clean()
    results["sample"]["straight_lining"] = None
    assert "straight_lining" not in codes(results)


@pytest.mark.parametrize(("verdict", "is_found"), [("typical_or_stronger", True), ("weaker_than_typical", False)])
def test_a_method_factor(verdict, is_found):
    results = clean()
    results["method_bias"]["method_factor"]["verdict"] = verdict
    assert ("method_effect" in codes(results, "caution")) is is_found


@pytest.mark.parametrize(
    ("low", "english", "chinese"), [(0.249, "an interval that includes", "区间包含"), (0.25, "more than", "高于")]
)
def test_a_method_factor_is_compared_by_its_interval(low, english, chinese):
    results = clean()
    results["method_bias"]["method_factor"] |= {"verdict": "typical_or_stronger", "conf_low": low, "conf_high": 0.4}
    found = findings.named(build(typed(results)), "method_effect")
    assert f"{english} the 25% or so" in Writer(typed(results), "en").sentence(in_full(found))
    assert f"{chinese}其他自我报告研究" in Writer(typed(results), "zh").sentence(in_full(found))


@pytest.mark.parametrize(("n_free", "severity"), [(116, None), (118, "note"), (580, "note"), (700, "caution")])
def test_few_respondents_for_the_model(n_free, severity):
    results = clean()
    set_fit(results, n_free=n_free)
    found = findings.named(build(typed(results)), "few_respondents")
    assert (found and found.severity) == severity


@pytest.mark.parametrize(("distance", "is_near"), [(1.9, True), (2.1, False)])
@pytest.mark.parametrize("key", ["performance", "importance"])
def test_a_dimension_near_a_line_has_no_reading(key, distance, is_near):
    results = clean()
    rows = results["regression"]["priorities"]
    unit = 1 if key == "performance" else 0.01
    for place, row in enumerate(rows):
        row |= {"performance": 60 + 20 * (place % 2), "importance": 0.1 + 0.2 * (place // 2), "quadrant": "keep_up"}
    mean = sum(row[key] for row in rows[1:]) / (len(rows) - 1)
    rows[0][key] = mean + distance * unit * len(rows) / (len(rows) - 1)
    assert (reading(results, rows[0]["term"])[1] == ["near_a_line"]) is is_near


def test_an_unknown_severity_is_refused():
    with pytest.raises(ValueError, match="finding missing: 'serious'"):
        findings.Finding(code="missing", severity="serious")


@pytest.mark.parametrize(("effects", "severity"), [({"attitude": 0.3}, "caution"), ({}, "note")])
def test_who_left_something_out_may_differ(effects, severity):
    results = clean()
    samples.differing(results, **effects)
    assert findings.named(build(typed(results)), "missing").severity == severity


@pytest.mark.parametrize(
    ("effects", "said"),
    [
        ({"trust": 0.25}, "rate trust higher (by 0.25 standard"),
        ({"trust": -0.25}, "rate trust lower (by 0.25 standard"),
        ({"trust": -0.25, "attitude": 0.4}, "rate attitude and care higher and trust lower (by 0.25 to 0.40 standard"),
    ],
)
def test_it_is_told_which_way_they_differ(effects, said):
    results = clean()
    samples.differing(results, **effects)
    found = findings.named(build(typed(results)), "missing")
    assert said in Writer(typed(results), "en").sentence(in_full(found))
    assert "may not hold for all" in Writer(typed(results), "en").sentence(in_full(found))
    chinese = [Writer(typed(results), "zh").sentence(made(found)) for made in (in_full, in_brief)]
    for text in chinese:
        assert ("得分较高" in text) is (max(effects.values()) > 0) and ("得分较低" in text) is (
            min(effects.values()) < 0
        )


@pytest.mark.parametrize(("p_value", "is_told"), [(0.049, True), (0.051, False)])
def test_groups_that_leave_out_more_are_named(p_value, is_told):
    results = clean()
    for name, part in results["sample"]["completeness"].items():
        part["test"]["p_value_holm"] = p_value if name == "gender" else 0.5
    found = findings.named(build(typed(results)), "missing")
    assert found.values["groups"] == ["gender"] * is_told
    assert ("differs by gender." in Writer(typed(results), "en").sentence(in_full(found)).lower()) is is_told
    assert ("而异" in Writer(typed(results), "zh").sentence(in_full(found))) is is_told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_finding_is_worded_for_the_limits_and_every_caution_for_the_summary(language):
    results = everything_wrong()
    found = build(typed(results))
    results["regression"]["logistic"] = samples.two_values()["regression"]["logistic"] | {"n_events": 9}
    found += [finding for finding in build(typed(results)) if finding.code == "few_events"]
    assert {finding.code for finding in found} == set(findings.CODES)
    write = Writer(typed(results), language)
    for finding in found:
        for severity in findings.CODES[finding.code]:
            other = replace(finding, severity=severity)
            assert len(write.sentence(in_full(other))) > 20
            assert severity == "note" or len(write.sentence(in_brief(other))) > 10


def everything_wrong() -> dict:
    """Results in which every finding is made."""
    results = samples.hanging()
    set_fit(results, cfi_robust=0.8, p_value_scaled=0.001, n_free=700)
    headline(results)["is_admissible"] = False
    set_pair(results, 0.95)
    set_alpha(results, "aftersales", 0.5, 0.6)
    set_alpha(results, "channels", 0.65, 0.75)
    next(iter(results["reliability"]["scales"]["attitude"]["items"].values()))["item_rest_correlation"] = -0.2
    term(results, "aftersales").update(estimate=-0.3, p_value_holm=0.001)
    results["regression"]["residual_tests"]["reset"]["p_value"] = 0.001
    samples.specified(results, "alpha", "trust", respondents="everyone").update(conf_low=0.1, conf_high=0.2)
    results["sample"]["straight_lining"] = {"n": 400, "n_obs": 580}
    samples.differing(results, attitude=0.3)
    results["method_bias"]["method_factor"]["verdict"] = "typical_or_stronger"
    return results


@pytest.mark.parametrize(
    ("share", "high", "verdict"), [(0.99, 0.69, "blurred"), (0.99, 0.71, "clear"), (0.98, 0.69, "unclear")]
)
def test_nothing_comes_first_beside_scores_that_are_too_unreliable_to_compare(share, high, verdict):
    results = clean()
    top, other = sorted(results["regression"]["terms"], key=lambda row: -row["importance"])[:2]
    top["prob_first"] = share
    set_alpha(results, other["term"], 0.5, high)
    claim = drivers.first_driver(samples.typed(results))
    assert claim.verdict == verdict
    assert claim.values["blurred"] == ([other["term"]] if high < 0.7 else [])


def test_a_report_builds_its_findings_once(monkeypatch):
    made = []
    monkeypatch.setattr(building, "build", lambda results, build=building.build: made.append(results) or build(results))
    document.Page(typed(samples.example()), "en", figures=())
    assert len(made) == 1
    document.claims(typed(samples.example()))
    assert len(made) == 2


@pytest.mark.parametrize(("n_complete", "severity"), [(290, "note"), (289, "caution")])
def test_most_respondents_lost_to_missing_answers_is_a_caution(n_complete, severity):
    results = clean()
    results["study"]["n_analysed"] = 580
    results["sample"]["missingness"]["differ"] = []
    results["sample"]["flow"] = [{"step": "complete_items", "n": n_complete}]
    found = findings.named(build(typed(results)), "missing")
    assert found.severity == severity
    if severity == "caution":
        assert "Most respondents left something out" in Writer(typed(results), "en").sentence(in_brief(found))
        assert "多数受访者有缺失作答" in Writer(typed(results), "zh").sentence(in_brief(found))
        assert "differently" not in Writer(typed(results), "en").sentence(in_full(found))


@pytest.mark.parametrize(("make", "is_told"), [(samples.example, True), (samples.without_outcome, False)])
def test_of_a_regression_is_spoken_only_where_there_is_an_outcome(make, is_told):
    claim = Claim(id="findings.unreliable", verdict="a", verdicts=("a",), values={"scales": ["attitude"], "floor": 0.7})
    for language, words in (("en", "in a regression"), ("zh", "在回归中")):
        assert (words in Writer(typed(make()), language).sentence(claim)) is is_told
