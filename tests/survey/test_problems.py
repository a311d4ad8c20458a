"""Every problem has words in both languages, with the same values."""

import re

import pytest
from jinja2 import meta

from analysis import ROOT
from analysis.survey.problems import environment, problem, words

USED = re.compile(r'problem\(\s*"(\w+\.\w+)"')


def codes(language):
    return {f"{table}.{key}" for table, entries in words(language).items() for key in entries}


def test_both_languages_have_the_same_words():
    assert codes("en") == codes("zh")


def test_every_problem_in_the_code_has_words():
    used = {
        code for path in (ROOT / "analysis").rglob("*.py") for code in USED.findall(path.read_text(encoding="utf-8"))
    }
    assert used and used <= codes("en")


@pytest.mark.parametrize("code", sorted(codes("en")))
def test_both_languages_tell_the_same_values(code):
    table, key = code.split(".")
    english, chinese = (
        meta.find_undeclared_variables(environment(language).parse(words(language)[table][key]))
        for language in ("en", "zh")
    )
    assert english == chinese


def test_a_problem_says_where_it_is():
    found = problem("codebook.repeated_column", name="low")
    assert found.text() == "the column 'low' occurs twice. Keep one."
    assert found.at("codebook.csv", 3).text() == "codebook.csv: row 3: the column 'low' occurs twice. Keep one."
    assert found.at("codebook.csv").text("zh") == "codebook.csv：列“low”出现了两次，请只保留一个。"


def test_a_problem_is_one_line_in_which_every_character_of_a_value_is_seen():
    found = problem("codebook.repeated_column", name="a\nb\u202e\x1b[31m\u2028").at("code\nbook.csv")
    assert found.text() == r"code\nbook.csv: the column 'a\nb\u202e\x1b[31m\u2028' occurs twice. Keep one."
    listed = problem("settings.unknown_table", name="x", known=["a\r", "满意 é 😀"]).text("zh")
    assert r"a\r" in listed and "满意 é 😀" in listed and "\r" not in listed


def test_the_nearest_name_is_offered_in_the_language_of_the_reader():
    found = problem("settings.unknown_table", name="analyses", known=["study", "analysis"])
    assert found.text().endswith("Did you mean 'analysis'?")
    assert found.text("zh").endswith("您要写的是“analysis”吗？")
