"""Findings at their edges, and the numbers they carry."""

from dataclasses import replace

import pytest

from analysis.report.findings import finding as findings
from analysis.report.findings import measurement, regression, sample
from analysis.report.findings.build import build
from analysis.statistics.measurement.models import MeasurementModels
from analysis.survey.sections import ItemSection
from tests.report import samples
from tests.report.fragments import completed
from tests.report.samples import typed


@pytest.fixture
def results() -> dict:
    made = samples.example()
    del made["sensitivity"]
    return made


def only(found) -> findings.Finding:
    [one] = found
    return one


def test_the_most_serious_come_first(results):
    results["cfa"]["models"][results["cfa"]["headline"]]["is_admissible"] = False
    results["regression"]["residual_tests"]["reset"]["p_value"] = 0.01
    found = build(typed(results))
    order = [findings.SEVERITIES.index(finding.severity) for finding in found]
    assert order == sorted(order, reverse=True) and order[0] > order[-1]
    assert [finding.code for finding in build(typed(results))] == [finding.code for finding in found]


def test_findings_are_named_by_code_and_scale():
    pairs = (("a", "b"), ("b", "c"), ("x", "y"))
    one = findings.Finding(code="inseparable", severity="serious", scales=("a", "b"), pairs=pairs)
    note = findings.Finding(code="uncertain_reliability", severity="note")
    assert findings.cautions([note, one]) == [one] and findings.named([note, one], "inseparable") is one
    assert findings.named([note], "inseparable") is None
    assert findings.scales_with([one], "inseparable") == ("a", "b") and findings.scales_with([], "inseparable") == ()
    assert findings.inseparable_pairs([one]) == {frozenset(pair) for pair in pairs}
    assert findings.inseparable_pairs([note]) == set()
    assert sorted(findings.inseparable_from([one], "a")) == ["b", "c"]
    assert findings.inseparable_from([one], "q") == [] == findings.inseparable_from([note], "a")


def test_nothing_is_found_where_nothing_was_computed(results):
    bare = {"study": results["study"], "sample": results["sample"]}
    assert {finding.code for finding in build(typed(bare))} == {"missing"}
    bare |= {"cfa": {"models": {}, "headline": None}, "reliability": {"scales": {}}, "validity": {}}
    bare |= {"method_bias": {"method_factor": samples.missing("search_left")}}
    assert {finding.code for finding in build(typed(bare))} == {"missing"}


def head(results: dict) -> dict:
    return results["cfa"]["models"][results["cfa"]["headline"]]


def misfit(results: dict, **fit) -> dict:
    head(results)["fit"] |= {"p_value_scaled": 0.01} | fit
    return only(measurement.misfit(typed(results))).values


def test_misfit_is_local_where_every_index_is_good(results):
    cross = {"lhs": "attitude", "op": "=~", "rhs": "SOL2", "sepc_all": 0.3, "p_value_adjusted": 0.01}
    results["cfa"]["modification_indices"] = [
        cross,
        cross | {"sepc_all": -0.5, "rhs": "SOL3"},
        cross | {"sepc_all": None},
    ]
    values = misfit(results)
    assert values["is_local"] is True and values["second_loading"]["item"] == "SOL3"
    values = misfit(results, srmr=0.09)
    assert values["is_local"] is False
    assert misfit(results, srmr=0.05)["is_local"] is True
    results["cfa"]["modification_indices"] = []
    assert list(measurement.misfit(typed(results))) == []
    assert measurement.EDGES == {"cfi": 0.95, "cfi_least": 0.9, "rmsea": 0.06, "rmsea_most": 0.1, "srmr": 0.08}


@pytest.mark.parametrize(("size", "is_found"), [(0.2949, False), (0.2951, True), (-0.2951, True)])
def test_a_second_loading_counts_as_printed(results, size, is_found):
    row = {"lhs": "attitude", "op": "=~", "rhs": "SOL2", "sepc_all": size, "p_value_adjusted": 0.01}
    assert (
        bool(measurement.second_loading(completed(MeasurementModels, {"modification_indices": [row]}), 0.95))
        is is_found
    )


def test_an_admissible_headline_is_no_finding(results):
    assert list(measurement.inadmissible(typed(results))) == []
    head(results)["is_admissible"] = None
    assert list(measurement.inadmissible(typed(results))) == []
    head(results)["is_admissible"] = False
    assert only(measurement.inadmissible(typed(results))).severity == "serious"


def test_the_closest_pair_is_the_one_of_the_largest_correlation(results):
    rows = results["validity"]["latent_correlations"]
    for row in rows:
        row |= {"estimate": 0.1, "conf_low": 0.0, "conf_high": 0.2}
    rows[1] |= {"estimate": -0.93, "conf_low": -0.96, "conf_high": -0.9}
    rows[2] |= {"estimate": 0.92, "conf_low": 0.85, "conf_high": 0.95}
    rows[3] |= {"estimate": 0.99, "conf_low": None, "conf_high": None}
    found = only(measurement.inseparable(typed(results)))
    assert vars(found.values["closest"]) == rows[1] and found.values["n_pairs"] == 2
    assert set(found.scales) == {name for row in rows[1:3] for name in (row["a"], row["b"])}
    results["validity"]["latent_correlations"] = []
    assert list(measurement.inseparable(typed(results))) == []


def test_alphas_are_judged_where_they_have_an_interval(results):
    scales = {name: row for name, row in results["reliability"]["scales"].items() if row["alpha"]}
    for row in scales.values():
        row["alpha"] |= {"conf_low": 0.5, "conf_high": 0.6}
    results["reliability"]["scales"]["channels"] = samples.missing("search_left")
    results["reliability"]["scales"]["attitude"]["alpha"] = None
    named = only(measurement.unreliable(typed(results))).values["scales"]
    assert len(named) == len(scales) - 2 and "channels" not in named and "attitude" not in named
    assert list(measurement.uncertain(typed(results))) == []


def test_items_against_their_scale_are_counted_and_the_lowest_named(results):
    scales = results["reliability"]["scales"]
    for scale, value in (("attitude", -0.1), ("channels", -0.3)):
        item = next(iter(scales[scale]["items"]))
        scales[scale]["items"][item]["item_rest_correlation"] = value
    second = list(scales["channels"]["items"])[1]
    scales["channels"]["items"][second]["item_rest_correlation"] = None
    values = only(measurement.against_scale(typed(results))).values
    assert (values["n_items"], values["scales"]) == (2, ["attitude", "channels"])
    assert (values["lowest"]["scale"], values["lowest"]["r"]) == ("channels", -0.3)


@pytest.mark.parametrize(
    ("n_obs", "severity"), [(500, None), (499, None), (494, "note"), (100, "note"), (96, "note"), (94, "caution")]
)
def test_respondents_for_each_parameter(results, n_obs, severity):
    head(results)["n_obs"] = n_obs
    head(results)["fit"]["n_free"] = 100
    assert [finding.severity for finding in measurement.few_respondents(typed(results))] == (
        [severity] if severity else []
    )


def test_what_is_missing_is_counted(results):
    results["study"]["n_analysed"] = 600
    results["sample"] |= {
        "flow": [{"step": "complete_items", "n": 500}],
        "missingness": samples.missing("no_answers"),
        "not_applicable": {"a": 0},
    }
    values = only(sample.missing(typed(results))).values
    assert (values["n_lost"], values["share"], values["has_inapplicable"]) == (100, pytest.approx(1 / 6), False)
    results["sample"] |= {"flow": [], "not_applicable": {"a": 0, "b": 2}}
    assert list(sample.missing(typed(results))) == []
    samples.differing(results, attitude=0.3)
    found = only(sample.missing(typed(results)))
    assert found.severity == "caution" and found.values["has_inapplicable"] and found.values["n_lost"] == 0
    results["study"]["n_analysed"] = 0
    assert only(sample.missing(typed(results))).values["share"] == 1.0


def test_a_yes_or_no_is_one_step_and_one_wider_question_makes_runs_telling(results):
    item = completed(ItemSection, {"low": 0, "high": 2, "step": 2})
    assert sample.has_two_answers(item) and not sample.has_two_answers(replace(item, step=1))
    assert not sample.has_two_answers(replace(item, high=1, step=None))
    results["sample"]["straight_lining"] = {"n": 0, "n_obs": 0}
    assert list(sample.straight_lining(typed(results))) == []
    results["sample"]["straight_lining"] = {"n": 1, "n_obs": 1}
    for item in results["study"]["items"][1:]:
        item |= {"low": 0, "high": 1, "step": 1}
    assert only(sample.straight_lining(typed(results))).values["share"] == 1


def against(results: dict):
    made = typed(results)
    return only(regression.against_direction(made, made.drivers))


def test_a_slope_is_against_the_direction_of_dimension_and_outcome(results):
    terms = results["regression"]["terms"]
    for term in terms:
        term |= {"estimate": 0.2, "p_value": 0.01, "p_value_holm": 0.01}
    terms[0]["estimate"], terms[1]["estimate"], terms[1]["p_value_holm"] = -0.2, -0.2, 0.06
    found = against(results)
    assert found.values == {"scales": [terms[0]["term"]], "n_scales": 1}
    next(s for s in results["study"]["scales"] if s["name"] == results["regression"]["outcome"])["better"] = "low"
    found = against(results)
    assert found.values["scales"] == [term["term"] for term in terms[2:]]
    for term in terms:
        term["estimate"] = 0.0
    assert len(against(results).scales) == 4


def test_a_test_of_the_form_that_was_not_made_finds_nothing(results):
    results["regression"]["residual_tests"] = samples.missing("search_left")
    assert list(regression.non_linear(typed(results).drivers)) == []


def test_an_outcome_of_two_values_has_events_and_no_linear_form():
    made = samples.two_values()
    made["regression"]["residual_tests"]["reset"]["p_value"] = 0.001
    made["regression"]["logistic"]["n_events"] = 20
    codes = {finding.code for finding in regression.findings(samples.typed(made))}
    assert "few_events" in codes and "non_linear" not in codes
    made["regression"]["logistic"] = samples.missing("search_left")
    assert "few_events" not in {finding.code for finding in regression.findings(samples.typed(made))}


@pytest.mark.parametrize(("n_events", "is_found"), [(19, True), (20, False)])
def test_few_answers_of_the_rarer_kind(n_events, is_found):
    model = {"n_events": n_events, "n_obs": 300, "terms": [{"term": "a"}, {"term": "b"}]}
    read = samples.typed({"regression": {"logistic": model}}).regression
    assert bool(list(regression.few_events(read))) is is_found
    lost = samples.typed({"regression": {"logistic": samples.missing("search_left")}}).regression
    assert list(regression.few_events(lost)) == []
