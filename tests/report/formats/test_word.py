"""The Word file: real headings, tables, captions, fields; the same bytes each time."""

import copy
import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from analysis.report.formats.themes import usual
from analysis.report.formats.word import WordExporter
from analysis.report.formats.wordprocessing.text import Writer, bookmark_names, sequence


@pytest.fixture(scope="module")
def data(notebook):
    return WordExporter().from_notebook_node(notebook)[0]


@pytest.fixture(scope="module")
def document(data):
    return docx.Document(io.BytesIO(data))


def blocks_of(notebook, kind):
    found = [b for cell in notebook.cells for b in cell.outputs[0].data["application/vnd.report.block+json"]]
    return [block for block in found if block["kind"] == kind]


def test_same_bytes_again_and_no_date_inside(notebook, data):
    assert WordExporter().from_notebook_node(notebook)[0] == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pictures_have_ids_of_their_own(document):
    ids = [shape._inline.docPr.get("id") for shape in document.inline_shapes]
    assert len(ids) == len(set(ids)) == 2


def test_pictures_are_drawn_on_white_paper_as_fine_as_print(document, notebook):
    [figure, _] = blocks_of(notebook, "figure")
    wide = float(re.search(r'viewBox="0 0 ([\d.]+)', figure["svg"])[1])
    for shape in document.inline_shapes:
        part = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
        image = Image.open(io.BytesIO(part.blob)).convert("RGBA")
        assert image.getpixel((0, 0)) == (255, 255, 255, 255)
        assert image.width == pytest.approx(wide / 72 * 300, abs=2)
        assert (0x4C, 0x78, 0xA8, 255) in {colour for _, colour in image.getcolors(100_000)}


def test_fields_are_updated_when_the_file_is_opened(document):
    assert document.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"


def test_a_link_finds_the_note_that_stands_for_a_lost_figure(document, notebook):
    lost = next(b for b in blocks_of(notebook, "note") if b.get("id") == "fig-lost")
    place = next(p for p in document.paragraphs if p.text.replace("\u00a0", " ") == lost["html"])
    name = place._p.find(qn("w:bookmarkStart")).get(qn("w:name"))
    assert name in {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))}


def test_headings_are_headings(document, notebook):
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert found == [(f"Heading {block['level']}", block["text"]) for block in blocks_of(notebook, "heading")]


def test_tables_repeat_their_heads_and_rows_do_not_split(document, notebook):
    assert len(document.tables) == len(blocks_of(notebook, "table"))
    for table in document.tables:
        rows = table._tbl.tr_lst
        heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
        assert heads[0] and heads == sorted(heads, reverse=True)
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        columns = len(table._tbl.tblGrid.gridCol_lst)
        for row in rows:
            assert sum(int(span.val) if span is not None else 1 for span in spans(row)) == columns


def spans(row):
    return [cell.tcPr.find(qn("w:gridSpan")) for cell in row.tc_lst]


def test_captions_count_and_references_point_at_them(document, notebook):
    code = [node.text.strip() for node in document.element.iter(qn("w:instrText"))]
    names = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    numbered = blocks_of(notebook, "table") + blocks_of(notebook, "figure")
    assert sum(line.startswith("SEQ") for line in code) == len(numbered)
    references = [line.split()[1] for line in code if line.startswith("REF")]
    assert references and set(references) <= names
    assert any(line.startswith("TOC") for line in code)
    anchors = {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))}
    assert anchors and anchors <= names
    marks = [mark.get(qn("w:id")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))


def test_fields_are_balanced(document):
    kinds = [char.get(qn("w:fldCharType")) for char in document.element.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 0


def test_pictures_are_described(document, notebook):
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert described == [block["alt"] for block in blocks_of(notebook, "figure")]


def test_properties_name_title_and_language_and_nobody(document, notebook, language):
    about = document.core_properties
    assert about.title == notebook.metadata["report"]["title"]
    assert about.language == {"en": "en", "zh": "zh-Hans"}[language]
    assert about.author == "" and about.last_modified_by == ""
    assert about.created == about.modified


def test_every_style_names_an_east_asian_font(document):
    default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    assert default.get(qn("w:eastAsia")) == "SimSun"
    assert document.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "SimHei"


def test_the_running_head_and_page_number(document, notebook, language):
    section = document.sections[0]
    head = section.header.paragraphs[0].text
    assert notebook.metadata["report"]["title"] in head
    assert {"en": "Simulated data", "zh": "模拟数据"}[language] in head
    assert "PAGE" in section.footer._element.xml


def test_ordered_lists_start_at_one(document):
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert len(numbers) == 2 and len(set(numbers)) == 1
    numbering = document.part.numbering_part.element
    started = next(num for num in numbering.num_lst if num.numId == numbers[0])
    assert started.find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "1"


def test_bookmark_names_are_ones_that_word_accepts():
    names = bookmark_names(["tbl-a", "tbl-" + "x" * 60, "ref-名"])
    assert all(len(name) <= 40 and name[0].isalpha() and name.isascii() for name in names.values())
    assert len(set(names.values())) == 3


def test_quotes_in_chinese_text_take_the_chinese_font_and_apostrophes_do_not():
    xml = Writer("zh", {}, {}, usual("zh")).text("他说“don’t”")
    hinted = [part for part in xml.split("<w:r>") if "eastAsia" in part]
    assert len(hinted) == 2 and "’" not in "".join(hinted)


def test_a_label_without_a_number_stands_as_it_is():
    assert "fldChar" not in sequence("Table")
    assert "SEQ 表" in sequence("表3")


def test_the_contents_have_page_numbers_before_word_makes_them(document, notebook):
    entries = [p for p in document.paragraphs if p.style.name.startswith("toc ")]
    headings = blocks_of(notebook, "heading")
    assert len(entries) == sum(block["level"] <= 2 for block in headings)
    numbers = [int(entry.text.rpartition("\t")[2]) for entry in entries]
    assert numbers == sorted(numbers) and numbers[0] == 1 < numbers[-1]
    codes = [node.text for entry in entries for node in entry._p.iter(qn("w:instrText"))]
    names = {node.get(qn("w:name")) for node in document.element.iter(qn("w:bookmarkStart"))}
    assert {code.split()[1] for code in codes if "PAGEREF" in code} <= names


def test_a_figures_caption_is_kept_beside_it_above_in_english_and_below_in_chinese(document, language):
    paragraphs = document.paragraphs
    places = [number for number, p in enumerate(paragraphs) if p.style.name == "Figure"]
    assert len(places) == 2
    for place in places:
        caption = paragraphs[place + {"en": -1, "zh": 1}[language]]
        first, second = (paragraphs[place], caption) if language == "zh" else (caption, paragraphs[place])
        assert caption.style.name == "Caption"
        assert kept_with_next(first) and not kept_with_next(second)


def kept_with_next(paragraph):
    own = paragraph.paragraph_format.keep_with_next
    return paragraph.style.paragraph_format.keep_with_next if own is None else own


def test_contents_stand_first_or_after_a_managers_page(notebook):
    made = copy.deepcopy(notebook)
    first = next(block for block in blocks_of(made, "heading") if block["level"] == 1)
    for name, comes_first in (("method", True), ("summary", False)):
        first["id"] = name
        paragraphs = docx.Document(io.BytesIO(WordExporter().from_notebook_node(made)[0])).paragraphs
        styles = [p.style.name for p in paragraphs]
        head = styles.index("TOC Heading")
        assert (head < styles.index("Heading 1")) == comes_first
        assert bool(paragraphs[head].paragraph_format.page_break_before) != comes_first


def test_hanzi_are_emphasised_by_another_face_and_not_slanted():
    write = Writer("zh", {}, {}, usual("zh"))
    assert "楷体" in write.inline("<em>支持</em>") and "<w:i/>" not in write.inline("<em>支持</em>")
    assert "<w:i/>" in write.inline("<em>p</em>") and "楷体" not in write.inline("<em>p</em>支持")


def test_chinese_punctuation_is_compressed(document):
    [spacing] = document.settings.element.findall(qn("w:characterSpacingControl"))
    assert spacing.get(qn("w:val")) == "compressPunctuation"
