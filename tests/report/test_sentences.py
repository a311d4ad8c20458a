"""Claims and their sentences: both languages say the same, and another verdict says something else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape

import jinja2
import pytest

from analysis.report.document import composer as document
from analysis.report.document.claim import Claim
from analysis.report.language import numbers
from analysis.report.language.names import LOWERED, settled
from analysis.report.language.texts import files, macro, merge, texts, verdicts
from analysis.report.language.writer import Writer
from analysis.survey.declared.rules import LANGUAGES
from tests.report import samples
from tests.report.samples import typed

FORBIDDEN = {
    "en": re.compile(r"\b(proves?|proven|significan\w+|confirms?|obviously|clearly shows)\b", re.IGNORECASE),
    "zh": re.compile("显著|证实|充分说明|毫无疑问"),
}
ALLOWED_DIGITS = re.compile(
    r"<sup>2</sup>|0[–—]100|HC3|_hc3|R²|HTMT2|htmt2|(?:reaches|exceeds|beyond|null of) 1(?!\d)"
    r"|(?:大于|小于|达到|等于|固定为|高于)1(?!\d)"
)
EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
HALF_WIDTH_BY_CHINESE = re.compile("[一-鿿”][,;:?!]|[,;:?!][一-鿿“]|[一-鿿]\\(|\\)[一-鿿]")


def every_claim() -> list[Claim]:
    found = {}
    for make in samples.ALL.values():
        for claim in document.claims(typed(make())):
            found.setdefault((claim.key, claim.verdict), claim)
    return list(found.values())


CLAIMS = every_claim()
WRITERS = {language: Writer(typed(samples.example()), language, samples.FIGURES) for language in LANGUAGES}


def plain(html: str) -> str:
    """The words of a sentence, with something where a table's number will stand."""
    return unescape(re.sub(r"<[^>]+>", "", html.replace("></a>", ">T</a>")))


def printed_numbers(text: str) -> list[str]:
    """Every number in a text; Chinese prints the zero before the point, English where it may."""
    found = re.findall(r"−?(?:\d[\d,]*)?\.?\d+%?", text.replace("，", "; "))
    return sorted(re.sub(r"^(−?)0\.", r"\1.", number) for number in found)


@cache
def levels(language: str) -> list[str]:
    """The names of groups, the longest first."""
    rows = [row for rows in samples.example()["sample"]["groups"].values() for row in rows]
    return sorted((WRITERS[language].names.level(row["level"]) for row in rows), key=len, reverse=True)


def without_levels(text: str, language: str) -> str:
    """A text without the names of groups, in which a study writes numbers as each language does."""
    for level in levels(language):
        text = text.replace(level, "")
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.key}-{claim.verdict}")
def test_every_verdict_gives_another_sentence(claim, language):
    told = [WRITERS[language].sentence(replace(claim, verdict=verdict)) for verdict in claim.verdicts]
    assert len(set(told)) == len(claim.verdicts)
    assert all(len(sentence) > 5 for sentence in told)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.key}-{claim.verdict}")
def test_both_languages_print_the_same_numbers(claim, monkeypatch):
    monkeypatch.setattr(numbers, "BELOW_TEN", ())  # all in figures
    for verdict in claim.verdicts:
        told = {lang: plain(WRITERS[lang].sentence(replace(claim, verdict=verdict))) for lang in LANGUAGES}
        english, chinese = (without_levels(text, language) for language, text in told.items())
        assert printed_numbers(english) == printed_numbers(chinese), verdict


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.key}-{claim.verdict}")
def test_the_tone(claim, language):
    for verdict in claim.verdicts:
        sentence = plain(WRITERS[language].sentence(replace(claim, verdict=verdict)))
        assert not FORBIDDEN[language].search(sentence)
    sentence = plain(WRITERS[language].sentence(claim))
    assert not re.search(r"  | [,;:]| \.(?!\d)|\( | \)", sentence), sentence
    if language == "en":
        assert not re.match(r"\d", sentence), "a sentence does not begin with a numeral"
        assert sentence.partition(" ")[0] not in numbers.BELOW_TEN, "a sentence begins with a capital"
        assert not re.search(r"[a-z]{2}\(|[a-z]{2}[.;][a-zA-Z]{2}|[\d)%]\.[A-Z]|\)[a-z]", sentence), (
            "a space is missing"
        )
    if language == "zh":
        assert not HALF_WIDTH_BY_CHINESE.search(sentence), sentence


FILES = [path for language in LANGUAGES for path in files(language)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_digit_stands_in_a_template(path):
    text = re.sub(r"^\[.*\]$|^\w+ = ", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    literal = ALLOWED_DIGITS.sub("", EXPRESSION.sub("", text))
    assert not re.search(r"\d", literal), re.search(r".{0,30}\d.{0,30}", literal)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_chooses_words_and_never_computes(language):
    for chapter in texts(language)["sentences"].values():
        for text in strings(chapter):
            for expression in EXPRESSION.findall(text):
                outside = re.sub(r"\"[^\"]*\"", "", expression[2:-2]).strip("-")
                assert not re.search(r"[-+*/<>]|%|\bloop\b|\bset\b|\bfor\b", outside), expression


def test_both_languages_have_the_same_words():
    english, chinese = (keys(texts(language)) for language in LANGUAGES)
    assert english == chinese


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_words_for_every_verdict_of_its_claim_and_for_no_other(language):
    chapters = texts(language)["sentences"]
    for claim in CLAIMS:
        said = set(verdicts(chapters[claim.section][claim.name]))
        assert said == set(claim.verdicts) or (not said and len(claim.verdicts) == 1), claim.id


def test_words_stand_in_the_frame_of_their_sentence():
    told = jinja2.Template(macro("m", {"text": "Of these{{ said }}.", "a": " one", "b": " two"})).module
    assert str(told.m("a", {})).strip() == "Of these one." and str(told.m("b", {})).strip() == "Of these two."
    lines = jinja2.Template(
        macro("m", {"text": "{% if true %}First.{% endif %}\n{{ said }}\nLast.", "a": "Then."}), trim_blocks=True
    ).module
    assert str(lines.m("a", {})).split() == ["First.", "Then.", "Last."]
    assert str(jinja2.Template(macro("m", {"a": "Alone."})).module.m("a", {})).strip() == "Alone."
    grouped = {"a": "none", "some": {"text": "some, {{ said }}", "b": "few", "c": "many"}}
    told = jinja2.Template(macro("m", grouped)).module
    assert [str(told.m(verdict, {})).strip() for verdict in verdicts(grouped)] == ["none", "some, few", "some, many"]


def test_what_two_files_say_is_refused(tmp_path):
    with pytest.raises(ValueError, match="'caption' is said in another file too"):
        merge({"tables": {"alpha": {"caption": "a"}}}, {"tables": {"alpha": {"caption": "b"}}}, tmp_path)


def keys(tree, path=()) -> set:
    if not isinstance(tree, dict):
        return {(path, len(tree)) if isinstance(tree, list) else path}
    return set().union(*(keys(branch, (*path, key)) for key, branch in tree.items()))


def test_chinese_labels_use_full_width_punctuation():
    words = texts("zh")
    captions = {name: figure["caption"] for name, figure in words["figures"].items()}
    for text in strings({**words, "sentences": {}, "figures": captions}):
        literal = EXPRESSION.sub("数", text)
        assert not HALF_WIDTH_BY_CHINESE.search(literal), literal


def strings(tree) -> Iterator[str]:
    """All texts of a tree of words."""
    if isinstance(tree, str):
        yield tree
    else:
        for branch in tree.values() if isinstance(tree, dict) else tree:
            yield from strings(branch)


def test_values_are_escaped():
    results = samples.example()
    results["study"]["scales"][0]["label"]["en"] = "Speed & <script>"
    claim = next(c for c in document.claims(typed(results)) if c.id == "reliability.alpha_of_scale")
    assert "Speed &amp; &lt;script&gt;" in Writer(typed(results), "en").sentence(claim)


def test_a_missing_value_is_an_error():
    claim = Claim(id="structure.weak_items", verdict="some", verdicts=("none", "some"), values={})
    with pytest.raises((jinja2.UndefinedError, TypeError)):
        WRITERS["en"].sentence(claim)


def test_an_unknown_verdict_or_language_is_refused():
    with pytest.raises(ValueError, match="verdict 'maybe'"):
        Claim(id="structure.weak_items", verdict="maybe", verdicts=("none", "some"))
    with pytest.raises(ValueError, match="no report in 'fr'"):
        Writer(typed(samples.example()), "fr")


def test_a_label_fits_its_place_in_an_english_sentence():
    results = samples.example()
    results["study"]["items"][0]["text"]["en"] = "I like the Responsiveness of this Platform."
    names = Writer(typed(results), "en").names
    assert names.lowered("Responsiveness") == "Responsiveness", "a name: written with a capital inside a sentence"
    assert names.lowered("ICT use") == "ICT use" and names.lowered("Big Five") == "Big Five"
    label = WRITERS["en"].names.quoted("Problem solving")
    assert settled(f"It rises with {label}.") == "It rises with problem solving."
    assert settled(f"<strong>{label}</strong>: low. {label} is low. Of “{label}”, all.") == (
        "<strong>Problem solving</strong>: low. Problem solving is low. Of “Problem solving”, all."
    )


def test_a_label_in_one_language_only_stays_as_it_is_written():
    results = samples.example()
    for entry in (*results["study"]["scales"], *results["study"]["pain_points"]):
        entry["label"] = dict.fromkeys(("en", "zh"), "Weiterempfehlung")
    assert Writer(typed(results), "en").names.quoted("Weiterempfehlung") == "Weiterempfehlung"
    results["study"]["languages"] = ["en"]
    assert settled(f"as {Writer(typed(results), 'en').names.quoted('Joy of work')} does") == "as joy of work does"


@pytest.mark.parametrize("make", samples.ALL.values(), ids=samples.ALL)
def test_no_mark_of_a_lowered_label_is_left(make):
    page = document.Page(typed(make()), "en", samples.FIGURES[:0])
    assert LOWERED not in str([section.blocks for section in page.sections()])


def test_names_fall_back_and_join():
    english, chinese = WRITERS["en"].names, WRITERS["zh"].names
    assert english.joined(["a"]) == "a"
    assert english.joined(["a", "b"]) == "a and b"
    assert english.joined(["a", "b", "c"]) == "a, b, and c"
    assert english.joined(["a and b", "c"]) == "a and b, and c" and english.joined(["a and b"]) == "a and b"
    assert chinese.joined(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert chinese.joined(["“甲”", "“乙”", "“丙”"]) == "“甲”“乙”和“丙”"
    assert english.scale("unknown") == "unknown"
    assert english.level("Female / 女") == "Female" and chinese.level("Female / 女") == "女"
    assert chinese.level("18-24") == "18-24"


@pytest.mark.parametrize("scale", ["x=~y", "a~~b", "v~1", "plain"])
@pytest.mark.parametrize("item", ["x=~1", "b~~2", "w~1", "Q1"])
def test_names_that_hold_an_operator_are_told_from_it(scale, item):
    results = samples.example()
    first = results["study"]["scales"][0]
    first |= {"name": scale, "items": [item]}
    results["study"]["items"][0] |= {"variable": item}
    names = Writer(typed(results), "en").names
    assert names.sides(f"{scale}=~{item}") == (scale, "=~", item)
    assert names.sides(f"{item}~~{item}") == (item, "~~", item)
    assert names.sides(f"{item}~1") == (item, "~1", "")
    assert names.sides(f"method=~{item}")[0] == "method"
    assert names.sides("shares") == ("shares", "", "")
