"""An author's texts in the paper: numbers in the report's print, citations in its standard, everything else as data."""

import re

import pytest

from analysis.report.authored import problems
from analysis.report.document import composer as document
from analysis.report.formats.markup import inline_runs, plain_text
from analysis.report.language.numbered import numbered
from tests.report import samples

LEE = {"id": "lee2001", "type": "book", "title": "On trust", "issued": "2001", "publisher": "Press", "language": "en"}
LEE |= {
    "publisher-place": "London, UK",
    "author": [{"family": "Lee", "given": "Ann B."}, {"family": "Ng", "given": ""}],
}
WANG = {
    "id": "wang",
    "type": "thesis",
    "title": "服务质量研究",
    "issued": "2019",
    "publisher": "某大学",
    "language": "zh",
}
WANG |= {"author": [{"family": "王", "given": "芳"}]}
ALPHA = {"id": "mine", "type": "article-journal", "title": "Other words", "issued": "1951", "language": "en"}
ALPHA |= {"DOI": "10.1007/bf02310555", "author": [{"family": "Cronbach", "given": "Lee"}]}


def page(texts, language="en", **author):
    results = samples.example()
    wordings = {name: {language: text} for name, text in texts.items()}
    results["author"] = {"texts": wordings, "works": [LEE, WANG, ALPHA], **author}
    return document.Page(numbered(samples.typed(results)), language, figures=())


def said(text, language="en"):
    return page({"introduction": text}, language).section("introduction").blocks[1]["html"]


def test_texts_stand_as_sections_before_the_method_and_after_the_results():
    whole = page({"introduction": "A", "method": "B", "discussion": "# What it means\n\nC\n\n## More"})
    titles = [(b["level"], b["text"]) for s in whole.sections() for b in s.drafts if b["kind"] == "heading"]
    order = ["1 Introduction", "2 Method", "2.3 Procedure", "3 Results", "4 What it means", "4.1 More", "5 Limitations"]
    assert [text for _, text in titles if text in order] == order


def test_what_is_not_written_is_left_out_unless_it_is_a_draft():
    def names(**author):
        return {section.name for section in page({}, **author).sections()}

    assert not {"introduction", "discussion"} & names(draft=False)
    assert {"introduction", "discussion"} <= names(draft=True)
    slot = page({"introduction": "A"}, draft=True).section("discussion").blocks
    assert [block["kind"] for block in slot] == ["heading", "note"] and "For the author" in slot[1]["html"]


def test_numbers_are_printed_as_the_report_prints_them_and_know_their_place():
    term = samples.example()["regression"]["terms"][1]
    html = said(f"{{{{ regression.terms.{term['term']}.p_value | p }}}}, {{{{ study.n_received }}}}")
    assert [run.place for run in inline_runs(html) if run.place] == ["regression.terms.1.p_value", "study.n_received"]
    assert plain_text(html) == "< .001, 620"
    estimate = "{{ reliability.scales.resolution.alpha.estimate | bounded }}"
    assert plain_text(said(estimate)) == ".90" and plain_text(said(estimate, "zh")) == "0.90"
    assert re.fullmatch(
        r"95% CI \[\.\d\d, \.\d\d\]", plain_text(said("{{ reliability.scales.trust.alpha | ci(bounded) }}"))
    )


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("study.n_analized", "no 'study.n_analized'. Did you mean 'study.n_analysed'?"),
        ("reliability.scales.resolutoin.alpha", "Did you mean 'reliability.scales.resolution'?"),
        ("reliability.scales.resolution.alpha", "Name one of its parts: estimate, conf_low"),
        ("study.n_analysed | precent", "no form 'precent'. Did you mean 'percent'?"),
        ("study.n_analysed | ci", "cannot be written in the form 'ci'"),
        ("study.n_analysed | percent(99)", "99 cannot be written in the form 'percent'"),
        ("dynamic_cutoffs.index", "'dynamic_cutoffs.index' has no value in this study"),
    ],
)
def test_what_cannot_be_looked_up_is_one_error_with_its_line(asked, answer):
    results = samples.example()
    results["author"] = {"texts": {"method": {"en": f"A\n\nB {{{{ {asked} }}}} C {{{{ study.n_analysed }}}}"}}}
    [found] = problems.problems(samples.typed(results))
    assert found.text("en").startswith("text/method.en.md: line 3: ") and answer in found.text("en")
    assert found.text("zh")


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("en", "[see @lee2001, p. 3; @wang]", "(see Lee & Ng, 2001, p. 3; 王芳, 2019)"),
        ("en", "@lee2001 and [-@lee2001]", "Lee and Ng (2001) and (2001)"),
        ("zh", "[@wang; @lee2001]", "（王芳，2019；Lee和Ng，2001）"),
        ("zh", "@lee2001认为", "Lee和Ng（2001）认为"),
    ],
)
def test_works_are_cited_in_the_standard_of_the_language(language, text, printed):
    assert plain_text(said(text, language)) == printed


@pytest.mark.parametrize(
    ("language", "entries"),
    [
        ("en", ["Lee, A. B., & Ng. (2001). On trust. Press.", "王芳. (2019). 服务质量研究 [Thesis, 某大学]."]),
        ("zh", ["王芳, 2019. 服务质量研究[D]. 某大学.", "LEE A B, Ng, 2001. On trust[M]. London: Press."]),
    ],
)
def test_only_cited_works_are_listed_and_one_of_the_reports_own_once(language, entries):
    whole = page({"introduction": "[@lee2001; @wang]"}, language)
    listed = [plain_text(entry["html"]) for entry in whole.section("references").blocks[1]["entries"]]
    assert [entry for entry in listed if entry in entries] == entries
    both = page({"introduction": "[@mine]"}, language).section("references").blocks[1]["entries"]
    assert sum("coefficient alpha" in entry["html"].casefold() for entry in both) == 1
    assert not any("Other words" in entry["html"] for entry in both)


def test_markup_of_other_languages_is_text():
    html = said("<b>x</b> & #let y = $\\alpha$ `{{ a }}` **{{ study.n_received }}** [l](https://a.b?c=1&d=2)")
    assert plain_text(html) == "<b>x</b> & #let y = $\\alpha$ {{ a }} 620 l (https://a.b?c=1&d=2)"
    assert [run.text for run in inline_runs(html) if "strong" in run.marks] == ["620"]


def test_lines_of_chinese_join_without_a_space():
    assert said("甲乙\n丙 {{ study.n_received }}\nn", "zh").startswith("甲乙丙 ") and said("a\nb") == "a b"
