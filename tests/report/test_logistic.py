"""An outcome of two values: what is said of it, each verdict reached from results that have it."""

import pytest

from analysis.report.chapters.instrument import claims as instrument
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document import composer as document
from analysis.report.findings import finding as findings
from analysis.report.findings.build import build
from analysis.report.language import numbers
from analysis.statistics.regression.logistic import LogisticRegression, LogisticTerm
from tests.report import samples
from tests.report.samples import typed


def model(results: dict) -> dict:
    return results["regression"]["logistic"]


def fitted(results: dict) -> LogisticRegression:
    """The model as the report reads it."""
    return samples.typed(results).regression.logistic


def outcome_item(results: dict) -> dict:
    return next(i for i in results["study"]["items"] if i["scale"] == results["regression"]["outcome"])


def said(results: dict, language: str) -> str:
    """The measures, the section and the limits as text."""
    page = document.Page(typed(results), language, figures=())
    return str([section.drafts for section in map(page.section, ("instrument", "drivers", "limits"))])


@pytest.mark.parametrize(("n_events", "verdict"), [(50, "enough"), (49, "few"), (251, "few"), (250, "enough")], ids=str)
def test_too_few_answers_of_the_rarer_kind(n_events, verdict):
    results = samples.two_values()
    model(results)["n_events"] = n_events  # of 300, with five dimensions
    assert logistic.events(fitted(results)).verdict == verdict
    assert (findings.named(build(typed(results)), "few_events") is not None) is (verdict == "few")


@pytest.mark.parametrize(
    ("estimate", "p_value", "adjusted", "verdict"),
    [
        (0.5, 0.01, 0.04, "positive"),
        (-0.5, 0.01, 0.04, "negative"),
        (0.5, 0.01, 0.06, "unadjusted_only"),
        (0.5, 0.06, 0.06, "not_rejected"),
    ],
)
def test_what_one_odds_ratio_says(estimate, p_value, adjusted, verdict):
    known = {"estimate": estimate, "p_value": p_value, "p_value_adjusted": adjusted}
    assert logistic.verdict_of(typed(samples.completed(LogisticTerm, known)), 0.95) == verdict


@pytest.mark.parametrize(("p_value", "verdict"), [(0.049, "rejected"), (0.051, "not_rejected")])
def test_the_test_of_all_odds_ratios(p_value, verdict):
    results = samples.two_values()
    model(results)["test"]["p_value"] = p_value
    assert logistic.odds_test(fitted(results)).verdict == verdict


@pytest.mark.parametrize(("adjusted", "verdict"), [([0.01] * 5, "all"), ([0.01] + [1] * 4, "some"), ([1] * 5, "none")])
def test_how_many_odds_ratios_differ_from_one(adjusted, verdict):
    results = samples.two_values()
    for term, p_value in zip(model(results)["terms"], adjusted, strict=True):
        term["p_value_adjusted"] = p_value
    assert logistic.odds_overview(fitted(results)).verdict == verdict


def test_the_answer_explained_is_called_what_the_questionnaire_calls_it():
    results = samples.two_values()
    assert logistic.answer_names(samples.typed(results), fitted(results)) == ["Yes", "No, never"]
    outcome_item(results)["reversed"] = True
    assert logistic.answer_names(samples.typed(results), fitted(results)) == ["No, never", "Yes"]
    assert logistic.two_values(samples.typed(results), fitted(results)).verdict == "named"
    outcome_item(results)["labels"] = {"0": "No"}
    assert logistic.two_values(samples.typed(results), fitted(results)).verdict == "numbers"


def test_the_logistic_model_comes_first_and_least_squares_beside_it(language):
    results = samples.two_values()
    drafts = document.Page(typed(results), language, figures=()).section("drivers").drafts
    claims = [key for block in drafts for key in block.get("claims", [])]
    assert claims[0] == "logistic.two_values"
    assert claims.index("logistic.odds_test") < claims.index("drivers.model_test")
    assert not [key for key in claims if key.startswith(("drivers.slope:", "drivers.jarque", "drivers.breusch"))]
    text = said(results, language)
    assert ("linear probability model" if language == "en" else "线性概率模型") in text


@pytest.mark.parametrize("make", [samples.two_values, samples.separated])
def test_nothing_speaks_of_an_outcome_of_two_values_as_of_a_scale(make):
    english, chinese = said(make(), "en"), said(make(), "zh")
    assert "equally spaced" not in english and "scale points" not in english
    assert "等距" not in chinese and "量表分为单位" not in chinese and "（量表分）" not in chinese


def test_an_outcome_on_a_scale_is_still_spoken_of_as_one():
    english, chinese = said(samples.single_item_outcome(), "en"), said(samples.single_item_outcome(), "zh")
    assert "equally spaced" in english and "scale points" in english and "odds ratio" not in english
    assert "等距" in chinese and "优势比" not in chinese


def test_a_refused_model_says_why_and_leaves_least_squares(language):
    text = said(samples.separated(), language)
    assert ("no maximum" if language == "en" else "没有最大值") in text
    assert "tbl-coefficients" in text and "tbl-odds-ratios" not in text


def test_how_many_answers_an_outcome_of_one_item_has():
    results = samples.two_values()
    assert instrument.outcome_measure(samples.typed(results)).verdict == "binary"
    outcome_item(results)["high"] = 5
    assert instrument.outcome_measure(samples.typed(results)).verdict == "two_occurred"
    results["regression"]["logistic"] = None
    assert instrument.outcome_measure(samples.typed(results)).verdict == "one_item"


def test_items_of_two_answers_are_named():
    results = samples.separated()
    assert instrument.binary_items(samples.typed(results))[0].verdict == "all"
    next(item for item in results["study"]["items"] if item["role"] == "item")["high"] = 2
    assert instrument.binary_items(samples.typed(results))[0].verdict == "some"
    assert instrument.binary_items(typed(samples.example())) == []


@pytest.mark.parametrize(
    ("value", "printed"),
    [(None, "> 1,000"), (1000, "> 1,000"), (999.9, "999.90"), (0.01, "0.01"), (0.0099, "< 0.01"), (1.5, "1.50")],
)
def test_ratios_too_large_or_too_small_to_print(value, printed):
    assert numbers.ratio(value) == printed
