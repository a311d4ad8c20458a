"""Hypotheses in the report: which verdicts stand, which are withheld, and what is said of their date."""

from dataclasses import replace

import pytest

from analysis.report.chapters.hypotheses import claims
from analysis.report.document import composer
from analysis.report.findings.finding import Finding
from analysis.statistics.paths.hypotheses import Hypotheses, HypothesisResult, RefusedHypothesis
from tests.report import samples

PAIR = Finding(code="inseparable", severity="serious", scales=("speed", "care"), pairs=(("speed", "care"),))


def flip(kind: str, scale: str, grade: str = "withdrawn") -> Finding:
    made = {"quantity": kind, "subject": scale, "grade": grade}
    return Finding(code="specifications_flip", severity="caution", values={"flips": [made]})


def row(predictor: str = "speed", verdict: str = "supported", **more) -> HypothesisResult:
    made = {"name": "H1", "predictor": predictor, "outcome": "satisfaction", "verdict": verdict, "model": "slope"}
    return samples.completed(HypothesisResult, made | {"mediator": "", "moderator": "", "sign": ""} | more)


@pytest.mark.parametrize("verdict", claims.VERDICTS)
def test_a_verdict_stands_where_nothing_undermines_it(verdict):
    assert claims.verdict_of(row(verdict=verdict), []) == verdict
    assert claims.verdict_of(row("price", verdict), [PAIR, flip("slope", "speed")]) == verdict


@pytest.mark.parametrize("verdict", claims.VERDICTS)
def test_no_verdict_on_dimensions_that_are_not_told_apart(verdict):
    assert claims.verdict_of(row("care", verdict), [PAIR]) == "inseparable"
    assert claims.verdict_of(row("price", verdict, model="indirect", mediator="speed"), [PAIR]) == "inseparable"
    assert claims.verdict_of(row("care", verdict, model="interaction"), [PAIR]) == verdict
    assert claims.neighbours(row("care"), [PAIR]) == ["speed"]


def test_no_verdict_where_choices_of_analysis_decide_it():
    assert claims.verdict_of(row(), [flip("slope", "speed", "qualified")]) == "supported"
    assert claims.verdict_of(row(), [flip("slope", "speed")]) == "depends"
    assert claims.verdict_of(row(), [flip("quadrant", "speed")]) == "supported"
    assert claims.verdict_of(row(model="indirect"), [flip("slope", "speed")]) == "supported"


def judged(monkeypatch, *rows, found: tuple = (), registered=None):
    monkeypatch.setattr(claims, "of", lambda results: list(found))
    results = samples.typed(samples.example())
    study = replace(results.study, registered=registered)
    results = replace(results, study=study, hypotheses=Hypotheses(conf_level=0.95, rows=list(rows)))
    return {claim.name: claim for claim in claims.claims(results)}


def test_all_are_counted_and_those_without_verdict_too(monkeypatch):
    rows = [row(), row("price", "not_supported"), row("price", "undecided")]
    counted = judged(monkeypatch, *rows)["overview"]
    assert counted.verdict == "all_judged"
    assert [counted.values[key] for key in (*claims.VERDICTS, "n", "n_open")] == [1, 1, 1, 3, 0]
    refused = RefusedHypothesis(code="constant_variable", name="H4", statement="speed -> trust")
    counted = judged(monkeypatch, *rows, refused, found=(PAIR,))["overview"]
    assert counted.verdict == "some_open"
    assert [counted.values[key] for key in (*claims.VERDICTS, "n", "n_open")] == [0, 1, 1, 4, 2]


def test_the_authors_statement_is_printed_or_missed(monkeypatch):
    assert judged(monkeypatch, row())["statement"].verdict == "silent"
    said = judged(monkeypatch, row(), registered={"en": "Before.", "zh": "之前。"})["statement"]
    assert said.verdict == "stated" and said.values["said"]["en"] == "Before."


def test_a_study_without_hypotheses_has_no_section(monkeypatch):
    results = replace(samples.typed(samples.example()), hypotheses=None)
    assert claims.claims(results) == []
    assert composer.Page(results, "en", figures=()).section("hypotheses").drafts == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_hypothesis_of_the_example_is_in_the_table(language):
    results = samples.example()
    page = composer.Page(samples.typed(results), language, figures=())
    (table,) = (draft for draft in page.section("results").drafts if draft.get("id") == "tbl-hypotheses")
    assert [line["cells"]["name"] for line in table["rows"]] == [h["name"] for h in results["study"]["hypotheses"]]
    assert all(line["cells"]["verdict"] for line in table["rows"])
