"""What an author's texts call by name, and what is wrong with their files and references."""

import pytest

from analysis.survey.authored import section, texts, works
from analysis.survey.authored.author import Author
from tests.studies import SETTINGS, write_study


def called(text):
    return [(mark.kind, mark.body, mark.line) for mark in texts.marks(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("n = {{ a.b | percent(1) }}.", [("number", "a.b | percent(1)", 1)]),
        ("\nsee [see @a2001, p. 3; @b].", [("bracket", "see @a2001, p. 3; @b", 2)]),
        ("@lee2001 says, and 参见@wang2020认为", [("name", "lee2001", 1), ("name", "wang2020", 1)]),
        (r"me@uni.org, \@nobody, \{{ no }}, [me@uni.org]", []),
        ("[@a]: so", [("bracket", "@a", 1)]),
        ("@lee2001.", [("name", "lee2001", 1)]),
    ],
)
def test_numbers_and_works_are_found_and_addresses_are_not(text, found):
    assert called(text) == found


def test_what_stands_around_a_work_is_kept():
    [mark] = texts.marks("[see @a2001, p. 3; -@b]")
    assert texts.cited(mark) == [texts.Cited("a2001", "see", ", p. 3"), texts.Cited("b", "", "", True)]


def written(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return section.problems(folder, Author(), ("en", "zh"))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"text/intro.en.md": "A"}, "text/intro.en.md: no text of a report is called so."),
        ({"text/introduction.md": "A"}, "Did you mean 'introduction."),
        ({"text/discussion.fr.md": "A"}, "Did you mean 'discussion."),
        ({"text/introduction.en.md": "A\n\nB [@lee2002]", "references.bib": "@book{lee2001, title={A}}"}, "line 3"),
        ({"text/introduction.en.md": "[@le2001]", "references.bib": "@book{lee2001, title={A}}"}, "mean 'lee2001'"),
        ({"text/method.zh.md": "A\n{{ study.n_analysed } B"}, "line 2: '{{ study.n_analysed } B' opens a number"),
        ({"references.bib": "@book{lee2001, title={A}"}, "references.bib: the references cannot be read"),
        ({"references.json": '{"id": "a"}'}, "references.json: the references cannot be read: CSL-JSON is a list"),
        ({"references.json": '[{"id": "a"}]'}, "the work 'a' has no title"),
        ({"references.bib": "@book{a, title={A}}", "references.json": '[{"id": "a", "title": "A"}]'}, "'a' stands"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(files, said, tmp_path):
    problems, _ = written(tmp_path, files)
    assert [said in found.text("en") for found in problems] == [True]
    assert all(found.text("zh") for found in problems)


def test_a_text_that_one_language_lacks_is_a_remark(tmp_path):
    problems, remarks = written(tmp_path, {"text/method.zh.md": "甲", "text/notes.txt": "no text"})
    assert problems == []
    assert [found.text("en") for found in remarks] == [
        "text/method.en.md is not there, so that the report in English leaves this text out."
    ]


def test_works_of_both_formats_have_the_same_fields():
    bib = r"""@article{x, author={R{\"o}nkk{\"o}, Mikko and {World Health Organization} and 王芳}, title={{A} \& B},
        journal={J}, year=2020, volume=3, number=1, pages={1--9}, doi={https://doi.org/10.1000/x.1}}"""
    csl = """[{"id": "x", "type": "article-journal", "title": "<i>A</i> & B", "container-title": "J", "volume": 3,
        "issue": 1, "page": "1–9", "DOI": "10.1000/x.1", "issued": {"date-parts": [[2020, 5]]}, "author": [
        {"family": "Rönkkö", "given": "Mikko"}, {"literal": "World Health Organization"}, {"literal": "王芳"}]}]"""
    [one], [other] = works.of_bibtex(bib), works.of_csl(csl)
    assert one == other
    assert one["author"][2] == {"family": "王", "given": "芳"} and one["DOI"] == "10.1000/x.1"


@pytest.mark.parametrize(("received", "rate"), [(30, 0.75), (40, 1.0), (41, None)])
def test_a_response_rate_needs_as_many_invited_as_answered(received, rate, tmp_path):
    from analysis.survey.declared.settings import read_settings

    folder = write_study(tmp_path, settings=SETTINGS + "\n[collected]\ninvited = 40\n")
    said = section.section(folder, read_settings(folder / "study.toml").author, received)
    assert said.collected.response_rate == rate


def test_nothing_said_is_no_section(tmp_path):
    assert section.section(tmp_path, Author(), 10) is None
    assert section.section(tmp_path, Author(draft=True), 10) is not None
