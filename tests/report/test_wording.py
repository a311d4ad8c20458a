"""How sentences are put: spaces, number, names and notes, on every sample, in both languages."""

import json
import re

import pytest
from markupsafe import Markup

from analysis.report.chapters.drivers import claims as drivers
from analysis.report.chapters.findings.claims import in_brief, in_full
from analysis.report.document import composer as document
from analysis.report.findings.finding import Finding
from analysis.report.language.writer import Writer
from tests.report import samples
from tests.report.samples import typed

QUESTION = "How do you like it here, all in all and on the whole, {}?"
JOINED = re.compile(r"[a-z\d)][;,:](?=[A-Za-z])|[a-z\d)]\.(?=[A-Z][a-z])")
COUNTED = "respondents|responses|items|factors|dimensions|groups|levels|pairs|tests"
ONE_OF_MANY = re.compile(rf"(?<![\d.,–−-])1 (?:{COUNTED})\b")


def texts(page: document.Page) -> list[str]:
    """All that the page says outside of tables, as plain text."""
    blocks = [block for section in page.sections() for block in section.drafts if block["kind"] != "references"]
    written = [block.get("html", "") for block in blocks] + [item for b in blocks for item in b.get("items", [])]
    return [str(Markup(re.sub(r"<code>.*?</code>", "", text)).striptags()) for text in written]


@pytest.mark.parametrize("sample", samples.ALL)
def test_no_two_words_run_together_and_one_is_one(sample):
    for text in texts(samples.page(sample, "en")):
        assert not JOINED.search(text), text
        assert not ONE_OF_MANY.search(text), text


def test_one_respondent_with_a_flag_is_one():
    results = samples.example()
    results["sample"]["flags"] = [flag | {"n": 1} for flag in results["sample"]["flags"]]
    said = "".join(texts(document.Page(typed(results), "en", figures=())))
    assert "(n = 1)" in said and not ONE_OF_MANY.search(said)


def asked_in_questions(results: dict) -> dict:
    """The same study, of which every column of answers bears the question as its name."""
    text = json.dumps(results)
    for name in [item["variable"] for item in results["study"]["items"]]:
        text = re.sub(rf"(?<![A-Za-z0-9]){name}(?![A-Za-z0-9])", QUESTION.format(name.lower()), text)
    renamed = json.loads(text)
    for item in renamed["study"]["items"]:
        item["label"] = None
    return renamed


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("sample", samples.ALL)
def test_columns_named_by_questions_are_called_by_short_names(sample, language):
    page = document.Page(typed(asked_in_questions(samples.ALL[sample]())), language, figures=())
    for section in page.sections():
        for block in section.drafts:
            if block.get("id") == "tbl-wordings":
                continue
            shown = json.dumps({key: part for key, part in block.items() if key != "claims"}, ensure_ascii=False)
            quoted = re.sub(r"“How do you like it[^”]*”", "", shown)  # a wording, quoted beside the short name
            assert "How do you like it" not in quoted, quoted


@pytest.mark.parametrize("language", ["en", "zh"])
def test_findings_call_items_by_short_names(language):
    results = asked_in_questions(samples.example())
    item = results["study"]["items"][0]["variable"]
    turned = {"items": [item], "n_items": 1, "lowest": {"item": item, "r": -0.3}, "scales": ["attitude"]}
    finding = Finding(code="against_scale", severity="serious", values=turned)
    for claim in (in_full(finding), in_brief(finding)):
        assert "How do you like it" not in Writer(typed(results), language).sentence(claim)


@pytest.mark.parametrize(("is_reversed", "said"), [(True, True), (False, False)])
def test_a_note_on_reversal_only_where_items_were_reversed(is_reversed, said):
    results = samples.example()
    for item in results["study"]["items"]:
        item["reversed"] = item["reversed"] and is_reversed
    for language, words in (("en", "After reversal"), ("zh", "反向题已作反向计分")):
        blocks = document.Page(typed(results), language, figures=()).section("appendix").drafts
        notes = next(block for block in blocks if block.get("id") == "tbl-descriptives")["notes"]
        assert any(words in note for note in notes) is said


@pytest.mark.parametrize(("gap", "differ"), [(0.0004, False), (0.0006, True)])
def test_two_numbers_printed_alike_are_not_called_different(gap, differ):
    results = samples.example()
    regression = results["regression"]
    johnson = {term["term"]: term["importance"] + gap for term in regression["terms"]}
    regression["importance"]["johnson"] = johnson
    claim = next(claim for claim in drivers.claims(samples.typed(results)) if claim.name == "second_opinion")
    assert ("largest difference" in Writer(typed(results), "en").sentence(claim)) is differ
    assert ("差异最大" in Writer(typed(results), "zh").sentence(claim)) is differ


@pytest.mark.parametrize(
    ("asked", "named"), [("How old are you?", "How old are you"), ("年龄？", "年龄"), ("Age: ", "Age"), ("?", "?")]
)
def test_a_group_that_is_a_question_is_named_without_its_mark(asked, named):
    results = samples.example()
    results["study"]["groups"][0]["text"] = {"en": asked, "zh": asked}
    assert Writer(typed(results), "en").names.group(results["study"]["groups"][0]["variable"]) == named


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_item_that_is_known_by_its_code_alone_is_named_once(language):
    results = samples.example()
    for item in results["study"]["items"]:
        item |= {"text": {"en": item["variable"], "zh": item["variable"]}, "label": item["variable"]}
    said = "".join(texts(document.Page(typed(results), language, figures=())))
    codes = "|".join(item["variable"] for item in results["study"]["items"])
    assert re.search(codes, said) and not re.search(rf"\b({codes}) ?[(（]“\1”", said)
