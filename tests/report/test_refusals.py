"""Whatever an estimator may refuse has words in every language, and the words need no more than the refusal gives."""

import ast
import re
from functools import cache

import pytest

from analysis import ROOT
from analysis.report.document.results import plain
from analysis.report.language.texts import texts
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import UNEXPECTED, Unavailable, attempted
from analysis.survey.declared.rules import LANGUAGES
from tests.report.samples import example, typed

NAMES = {
    "items": ["RES1", "RES2"],
    "scales": ["resolution", "attitude"],
    "pair": ["RES1", "ATT2"],
    "pain_points": ["handover", "process"],
    "levels": ["Female"],
    "groupings": ["gender", "platform"],
}
NAMES |= {
    "levels": ["Female"],
    "parameter": "resolution=~RES1",
    "error": "LinAlgError: singular",
    "scaling": -0.25,
    "slope": 0.1,
}


def refusals() -> dict[str, set[str]]:
    """Every code in the statistics, with the names of its values."""
    found = {UNEXPECTED: {"error"}}
    for path in (ROOT / "analysis/statistics").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (made := of_call(node)):
                assert found.setdefault(made[0], made[1]) == made[1], f"{made[0]} has other values in {path}"
    return found


def of_call(node: ast.Call) -> tuple[str, set[str]] | None:
    """Code and names of values where a call makes a refusal."""
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    made = getattr(node.func, "id", "")
    if made == "EstimationError" and isinstance(node.args[0], ast.Constant):
        return node.args[0].value, set(keywords)
    if isinstance(keywords.get("code"), ast.Constant) and made.startswith(("Unavail", "Refused")):
        return keywords["code"].value, NAMES_OF.get(keywords["code"].value, set())
    return None


NAMES_OF = {"fewer_than_two_groups": {"fewest", "n_large", "n_levels"}}


def sample(names: set[str], count: int) -> dict:
    """Values as a refusal has them."""
    values = {name: NAMES.get(name, count) for name in names}
    return {key: value[:count] if isinstance(value, list) else value for key, value in values.items()}


CODES = refusals()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_and_every_word_is_used(language):
    assert len(CODES) > 30
    assert set(texts(language)["refusals"]) - {"at_level"} == set(CODES)


@cache
def writer(language: str) -> Writer:
    return Writer(typed(example()), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_refusal_reads_as_sentences(code, language):
    for count in (1, 2, 9):
        text = writer(language).reason(Unavailable(code=code, values=sample(CODES[code], count))).striptags()
        assert text[-1] == ("。" if language == "zh" else ".") and text[0] == text[0].upper()
        assert not re.search(r"None|\[|\]|  |\{|\ue000|[.。]{2}", text)
        assert not (language == "zh" and re.search(r"[一-鿿] (?!−)", text)), text
        assert "items" not in CODES[code] or "RES1" in text
        assert "resolution" not in text and "handover" not in text  # scales and pain points go by their labels


def test_results_hold_the_code_its_values_and_an_english_sentence():
    found = plain(Unavailable(code="constant_items", values={"items": ["q1", "q2"], "level": "North"}))
    assert found["code"] == "constant_items" and found["values"] == {"items": ["q1", "q2"], "level": "North"}
    assert found["unavailable"].startswith("In the group North: Everyone gave the same answer to q1 and q2")


def test_an_unexpected_error_keeps_its_traceback_out_of_the_results():
    lost = attempted(lambda: 1 / 0)
    assert "ZeroDivisionError" in lost.traceback and "test_refusals.py" in lost.traceback
    found = plain(lost)
    assert found["code"] == UNEXPECTED and "ZeroDivisionError: division by zero" in found["unavailable"]
    assert "Traceback" not in str(found)


def test_each_language_words_a_refusal_by_itself():
    refusal = Unavailable(code="constant_items", values={"items": list("abcdefgh")})
    assert "a, b, c, d, e, f and 2 more" in Writer(typed(example()), "en").reason(refusal)
    assert "a、b、c、d、e、f等8项" in Writer(typed(example()), "zh").reason(refusal)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_texts_markup_stays_text(language):
    refusal = Unavailable(code="unanswered_items", values={"items": ["<b>x</b>"]})
    assert "&lt;b&gt;" in Writer(typed(example()), language).reason(refusal)
