"""The composed report: whole, numbered, referred to, the same in both languages."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from analysis.report.document import composer as document
from analysis.report.document.numbering import linked
from tests.report import samples
from tests.report.samples import typed

TAGS = {"root", "em", "strong", "sub", "sup", "code", "a"}


def blocks_of(page: document.Page) -> list[dict]:
    """All blocks in order; figures without their pictures."""
    return [block for section in page.sections() for block in section.drafts]


def fragments(block: dict) -> list[str]:
    found = [block[key] for key in ("html", "caption") if key in block]
    found += block.get("notes", []) + block.get("items", [])
    found += [entry["html"] for entry in block.get("entries", [])]
    found += [column[key] for column in block.get("columns", []) for key in ("label", "group") if key in column]
    return found


def test_inline_text_is_well_formed_and_plain(page):
    for block in blocks_of(page):
        for fragment in fragments(block):
            root = ElementTree.fromstring(f"<root>{fragment}</root>")
            assert {element.tag for element in root.iter()} <= TAGS
            for link in root.iter("a"):
                assert list(link.attrib) == ["href"] and (link.text or "").strip()


def test_every_link_leads_somewhere_and_everything_is_referred_to(page):
    blocks = blocks_of(page)
    places = {block["id"] for block in blocks if block["kind"] in ("table", "figure")}
    works = {entry["id"] for block in blocks for entry in block.get("entries", [])}
    links = {
        link for block in blocks for fragment in fragments(block) for link in re.findall(r'href="#([^"]+)"', fragment)
    }
    assert links == places | works


def test_no_reference_is_to_what_is_not_there(page):
    assert page.write.word("numbering", "absent") not in str(blocks_of(page))


def test_ids_occur_once_and_numbers_count_up(page):
    blocks = blocks_of(page)
    names = [block["id"] for block in blocks if "id" in block]
    assert len(names) == len(set(names))
    for part, mark in (("paper", ""), ("supplement", "S")):
        inside = [block for block in blocks if block["part"] == part]
        for kind in ("table", "figure"):
            numbers = [block["number"] for block in inside if block["kind"] == kind]
            assert numbers == [f"{mark}{number}" for number in range(1, len(numbers) + 1)]
        chapters = [block["number"] for block in inside if block["kind"] == "heading" and block["level"] == 1]
        numbered = [number for number in chapters if number]
        assert numbered == [f"{mark}{number}" for number in range(1, len(numbered) + 1)]


def test_a_table_or_figure_stands_once_and_in_the_paper_where_the_paper_shows_it(page):
    paper, supplement = (
        {b["id"] for b in blocks_of(page) if b["part"] == part and b["kind"] in ("table", "figure")}
        for part in ("paper", "supplement")
    )
    assert paper and supplement and not paper & supplement


def test_tables_keep_to_their_columns(page):
    for block in blocks_of(page):
        if block["kind"] != "table":
            continue
        columns = [column["key"] for column in block["columns"]]
        assert block["rows"] and len(columns) == len(set(columns))
        for row in block["rows"]:
            assert set(row["cells"]) <= set(columns)
            assert all(isinstance(cell, str) and cell for cell in row["cells"].values())
            assert row.get("section") or columns[0] in row["cells"]


def test_every_claim_is_told_and_nothing_is_told_twice_over(results, page):
    made = [claim.key for claim in document.claims(typed(results))]
    told = [key for block in blocks_of(page) for key in block.get("claims", [])]
    assert len(made) == len(set(made))
    unspoken = {
        claim.key for claim in document.claims(typed(results)) if claim.id in ("limits.failed", "instrument.left_out")
    }
    assert set(told) | unspoken == set(made)


def test_both_languages_have_the_same_skeleton(results):
    english, chinese = (blocks_of(document.Page(typed(results), language)) for language in ("en", "zh"))
    assert [skeleton(block) for block in english] == [skeleton(block) for block in chinese]


def skeleton(block: dict) -> tuple:
    values = [row["values"] for row in block.get("rows", [])]
    return block["kind"], block.get("id"), block.get("number"), block.get("claims"), values


def test_numbers_in_tables_are_the_results_own():
    page = document.Page(typed(samples.example()), "en")
    blocks = {block.get("id"): block for block in blocks_of(page)}
    terms = samples.example()["regression"]["terms"]
    rows = blocks["tbl-coefficients"]["rows"]
    assert [row["values"]["estimate"] for row in rows] == [term["estimate"] for term in terms]
    assert [row["values"]["ci_low"] for row in rows] == [term["conf_low"] for term in terms]


def test_three_findings_where_there_is_an_outcome_and_two_without(results):
    page = document.Page(typed(results), "en")
    lists = [block for block in page.section("summary").drafts if block["kind"] == "list"]
    assert len(lists[0]["items"]) == (3 if typed(results).outcome else 2)


def test_simulated_answers_are_announced():
    simulated = document.Page(typed(samples.example()), "zh")
    assert simulated.metadata() == {
        "language": "zh",
        "title": samples.example()["study"]["title"]["zh"],
        "simulated": True,
        "languages": ["en", "zh"],
    }
    assert simulated.section("front").drafts[1]["kind"] == "note"
    real = document.Page(typed(samples.without_outcome()), "zh")
    assert not real.metadata()["simulated"] and len(real.section("front").drafts) == 1


def test_a_section_without_data_is_left_out_and_said_to_be():
    page = document.Page(typed(samples.without_outcome()), "en")
    assert (
        not page.section("drivers").drafts
        and not page.section("pain_points").drafts
        and not page.section("priorities").drafts
    )
    texts = [fragment for section in page.sections() for block in section.drafts for fragment in fragments(block)]
    assert sum("This report lacks the following" in text for text in texts) == 1


def test_a_refused_section_says_why_and_the_rest_is_delivered():
    page = document.Page(typed(samples.refused()), "en")
    kinds = [block["kind"] for block in page.section("structure").drafts]
    assert kinds == ["heading", "note"]
    assert "singular: &lt;A1&gt; and A &amp; 2 " in page.section("structure").drafts[1]["html"]
    assert (
        page.section("reliability").drafts and page.section("pain_points").drafts and page.section("priorities").drafts
    )
    assert any("Not computed" in item for block in page.section("limits").drafts for item in block.get("items", []))


def test_a_section_shows_itself_in_a_notebook():
    page = document.Page(typed(samples.example()), "en", figures=())
    shown = page.section("reliability")._repr_mimebundle_()
    assert shown[document.MIME] == page.section("reliability").blocks
    assert "<h2>S4 Reliability</h2>" in shown["text/html"]


def test_a_figure_is_drawn_when_it_is_shown(monkeypatch):
    picture = {"svg": "<svg/>", "alt": "How many left", "width_cm": 16}
    monkeypatch.setattr("analysis.report.drawing.figures.figure", lambda name, results, language: picture)
    page = document.Page(typed(samples.example()), "en", figures=("flow",))
    drawn = [block for block in page.section("sample").blocks if block["kind"] == "figure"]
    assert [block["label"] for block in drawn] == ["Figure S1"]
    assert drawn[0]["svg"].startswith("<svg") and drawn[0]["alt"] and "name" not in drawn[0]


def broken(*args, **kwargs):
    raise LookupError("a fault of the program")


def test_a_section_that_fails_is_replaced_by_a_note_and_the_rest_stands(monkeypatch, tmp_path, language):
    whole = document.Page(typed(samples.example()), language, figures=())
    monkeypatch.setattr("analysis.report.chapters.structure.page.made.claims", broken)
    page = document.Page(typed(samples.example()), language, figures=(), faults=tmp_path / "faults")
    assert [block["kind"] for block in page.section("structure").drafts] == ["heading", "note"]
    assert page.section("structure").drafts[0] == whole.section("structure").drafts[0]
    assert "LookupError" in page.section("structure").drafts[1]["html"]
    assert [s.name for s in page.sections()] == [s.name for s in whole.sections()]
    [kept] = (tmp_path / "faults").iterdir()
    assert kept.name == f"report.{language}.section.structure.txt"
    assert "a fault of the program" in kept.read_text() and "Traceback" in kept.read_text()


def test_a_reference_in_brackets_to_what_could_not_be_made_is_left_out(monkeypatch, tmp_path):
    monkeypatch.setattr("analysis.report.chapters.appendix.page.tests", broken)
    page = document.Page(typed(samples.example()), "en", figures=(), faults=tmp_path)
    limits = str(page.section("limits").drafts)
    assert re.search(r"The text rests on \d+ tests;", limits) and "tbl-tests" not in str(blocks_of(page))


@pytest.mark.parametrize(("labels", "told"), [({}, "As (none) says."), ({"tbl-a": "Table 1"}, "As X says (X).")])
def test_a_reference_that_a_sentence_needs_says_that_nothing_is_there(labels, told):
    call = '<a href="#tbl-a"></a>'
    found = linked(f"As {call} says ({call}).", labels, "(none)", {})
    assert re.sub(r"<a.*?</a>", "X", found) == told


def test_what_a_section_said_before_it_failed_is_kept(monkeypatch, tmp_path):
    monkeypatch.setattr("analysis.report.chapters.structure.page.tables.loadings", broken)
    page = document.Page(typed(samples.example()), "en", figures=(), faults=tmp_path)
    kinds = [block["kind"] for block in page.section("structure").drafts]
    assert kinds[:3] == ["heading", "paragraph", "heading"] and kinds[-1] == "note" and kinds.count("table") == 1


def test_a_chapter_that_fails_in_the_paper_leaves_those_under_the_same_heading(monkeypatch, tmp_path, language):
    whole = document.Page(typed(samples.example()), language, figures=()).section("results").drafts
    monkeypatch.setattr("analysis.report.chapters.pain_points.paper.blocks", broken)
    page = document.Page(typed(samples.example()), language, figures=(), faults=tmp_path)
    told = [block["text"] for block in page.section("results").drafts if block["kind"] == "heading"]
    before = [block["text"] for block in whole if block["kind"] == "heading"]
    assert len(told) == len(before) - 1 > 5 and "pain_points" in next(tmp_path.iterdir()).name


def test_a_figure_that_fails_is_replaced_by_a_note_that_links_still_find(monkeypatch, tmp_path):
    monkeypatch.setattr("analysis.report.drawing.figures.figure", broken)
    page = document.Page(typed(samples.example()), "zh", figures=("flow",), faults=tmp_path)
    [note] = [block for block in page.section("sample").blocks if block.get("id") == "fig-flow"]
    assert note["kind"] == "note" and "图S1未能生成" in note["html"] and "LookupError" in note["html"]
    assert [path.name for path in tmp_path.iterdir()] == ["report.zh.figure.flow.txt"]


def test_without_a_folder_for_tracebacks_a_fault_is_raised(monkeypatch):
    monkeypatch.setattr("analysis.report.chapters.structure.page.made.claims", broken)
    with pytest.raises(LookupError, match="a fault of the program"):
        document.Page(typed(samples.example()), "en", figures=())


def test_open_reads_a_file():
    page = document.open("tests/report/example.json", "en")
    written = [name for name in document.PAPER if name not in ("introduction", "discussion")]  # no author's texts
    assert [section.name for section in page.sections()] == [*written, *document.SUPPLEMENT]


def test_no_number_of_scales_is_taken_for_granted():
    results = samples.without_outcome()
    gone = results["study"]["scales"].pop()
    for item in gone["items"]:
        del results["sample"]["items"][item]
    results["study"]["items"] = [i for i in results["study"]["items"] if i["variable"] not in gone["items"]]
    del (
        results["sensitivity"],
        results["indicators"],
        results["efa"],
        results["reliability"]["scales"][gone["name"]],
        results["sample"]["scales"][gone["name"]],
    )
    html = str(blocks_of(document.Page(typed(results), "en")))
    assert "four dimensions" in html and "five dimensions" not in html


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_same_results_give_the_same_document(language):
    first, second = (blocks_of(document.Page(typed(samples.example()), language)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", samples.ALL)
def test_the_text_of_a_part_calls_every_table_and_figure_before_it_stands(name, language):
    for part in ("paper", "supplement"):
        called: set[str] = set()
        for block in (b for section in samples.page(name, language).sections() for b in section.drafts):
            if block["part"] == part:
                assert block["kind"] not in ("table", "figure") or block["id"] in called
                called |= set(re.findall(r'href="#((?:tbl|fig)-[^"]+)"', " ".join(fragments(block))))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["example", "inseparable", "hanging", "grouped", "refused"])
def test_a_part_by_itself_calls_nothing_that_is_not_in_it(name, language):
    results = samples.typed(samples.ALL[name]())
    for part, other in (("paper", "table S|figure S|表S|图S|supplement|见补充材料"), ("supplement", "⟦")):
        page = document.Page(results, language, parts=[part])
        texts = [text for block in blocks_of(page) for text in fragments(block)]
        assert {block["part"] for block in blocks_of(page)} == {part}
        absent = page.write.word("numbering", "absent")
        assert [text for text in texts if absent in text or re.search(other, text, re.IGNORECASE)] == []
