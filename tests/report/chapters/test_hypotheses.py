"""Hypotheses in the report: which verdicts stand, which are withheld, and what is said of their date."""

from dataclasses import replace

import pytest

from analysis.report.chapters.hypotheses import claims, tables
from analysis.report.chapters.hypotheses.page import opening
from analysis.report.document import composer
from analysis.report.findings.finding import Finding
from analysis.report.language.writer import Writer
from analysis.statistics.paths.hypotheses import Hypotheses, HypothesisResult, RefusedHypothesis
from tests.report import samples

COUNTED = (*claims.VERDICTS, "withheld", "refused")
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
    assert claims.verdict_of(row(verdict="not_supported"), [flip("slope", "speed")]) == "depends"
    assert claims.verdict_of(row(verdict="undecided"), [flip("slope", "speed")]) == "undecided"
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
    assert [counted.values[key] for key in (*COUNTED, "n")] == [1, 1, 1, 0, 0, 3]
    refused = RefusedHypothesis(code="constant_variable", name="H4", statement="speed -> trust")
    counted = judged(monkeypatch, *rows, refused, found=(PAIR,))["overview"]
    assert [counted.values[key] for key in (*COUNTED, "n")] == [0, 1, 1, 1, 1, 4]


@pytest.mark.parametrize(
    ("rows", "english", "chinese"),
    [
        ((row(), row("price")), "Results for the two hypotheses: two supported.", "2项假设的检验结果：支持2项。"),
        ((row(verdict="undecided"),), "Results for the hypothesis: one undecided.", "1项假设的检验结果：尚无定论1项。"),
    ],
)
def test_what_no_hypothesis_was_found_to_be_is_not_counted(monkeypatch, rows, english, chinese):
    counted = judged(monkeypatch, *rows)["overview"]
    for language, words in (("en", english), ("zh", chinese)):
        assert Writer(samples.typed(samples.example()), language).sentence(counted) == words


@pytest.mark.parametrize(
    ("n_terms", "model", "differ"), [(2, "slope", False), (3, "slope", True), (3, "indirect", False)]
)
def test_two_adjustments_of_one_slope_are_told_where_they_differ(n_terms, model, differ):
    """The same slope has one p value among the slopes and another among the hypotheses."""
    results = samples.typed(samples.example())
    slopes = [replace(results.regression.terms[0], term=name) for name in ("speed", "care", "price")[:n_terms]]
    tested = Hypotheses(conf_level=0.95, rows=[row(model=model, mediator="care"), row("trust", model="indirect")])
    results = replace(results, hypotheses=tested, regression=replace(results.regression, terms=slopes))
    assert tables.families(results) == {"n_tests": "2", "n_slopes": "3" if differ else ""}
    assert tables.families(replace(results, regression=None))["n_slopes"] == ""


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


@pytest.mark.parametrize(("has_products", "is_cited"), [(True, True), (False, False)])
def test_the_source_of_trivial_products_is_cited_only_where_a_product_is_tested(has_products, is_cited):
    write = Writer(samples.typed(samples.example()), "en")
    assert ("Kenny" in write.prose("hypotheses.rule", has_products=has_products)) is is_cited


@pytest.mark.parametrize(("mediated", "is_cited"), [(True, True), (False, False)])
def test_a_product_is_tested_where_a_hypothesis_names_a_mediator(mediated, is_cited):
    results = samples.example()
    kept = [one for one in results["study"]["hypotheses"] if mediated or not one["mediator"]]
    assert len(kept) > 1
    results["study"]["hypotheses"] = kept
    found = samples.typed(results)
    assert ("Kenny" in opening(Writer(found, "en"), found, claims.claims(found))["html"]) is is_cited


def test_two_slopes_that_were_compared_are_those_of_named_levels():
    results = samples.typed(samples.example())
    declared = next(one for one in results.study.hypotheses if one.moderator)
    write = Writer(results, "en")
    assert tables.relation(write, declared, ["Phone", "E-mail"]).endswith("(largest difference: Phone less E-mail)")
    assert "largest difference" not in tables.relation(write, declared)
