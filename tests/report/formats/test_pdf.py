"""The PDF: tagged, titled, with bookmarks, the same bytes each time."""

import copy
import io
import re
from datetime import UTC, datetime

import pypdf
import pytest

from analysis.report.fonts import coverage as fonts
from analysis.report.formats.markup import phrases
from analysis.report.formats.pdf import PDFExporter, _rows, latin_apostrophes, printed
from analysis.report.formats.typst_process import TypesettingError, typeface
from tests.report.formats.conftest import MIMETYPE


@pytest.fixture(scope="module")
def data(notebook):
    return PDFExporter().from_notebook_node(notebook)[0]


@pytest.fixture(scope="module")
def reader(data):
    return pypdf.PdfReader(io.BytesIO(data))


def test_same_bytes_again(notebook, data):
    assert PDFExporter().from_notebook_node(notebook)[0] == data


def test_is_tagged_titled_and_in_its_language(reader, notebook, language):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(language)
    assert reader.metadata.title == notebook.metadata["report"]["title"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_pages_are_a4_numbered_and_headed(reader, notebook, language):
    simulated = {"en": "Simulated data", "zh": "模拟数据"}[language]
    title = "".join(notebook.metadata["report"]["title"].split())
    for number, page in enumerate(reader.pages, start=1):
        assert [round(side) for side in page.mediabox[2:]] == [595, 842]
        words = "".join(page.extract_text().split())
        assert "".join(simulated.split()) in words
        assert title in words
        assert str(number) in words


def test_bookmarks_follow_the_headings(reader, notebook):
    def titles(outline):
        for entry in outline:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    blocks = [b for cell in notebook.cells for b in cell.outputs[0].data["application/vnd.report.block+json"]]
    headings = [block["text"] for block in blocks if block["kind"] == "heading"]
    assert [title for title in titles(reader.outline) if title in headings] == headings


def test_a_figure_stands_below_the_heading_of_its_part(notebook):
    """Wherever on a page the part begins: a heading and a figure more before every heading of the document."""
    made = copy.deepcopy(notebook)
    outputs = [cell.outputs[0].data for cell in made.cells]
    figure = next(block for data in outputs for block in data[MIMETYPE] if block["kind"] == "figure")
    n_made = 0
    for data in outputs:
        blocks = []
        for block in data[MIMETYPE]:
            if block["kind"] == "heading":
                n_made += 1
                blocks += [block | {"id": f"sec-new-{n_made}", "text": f"Zebra{n_made}.", "number": "9"}]
                blocks += [{"kind": "paragraph", "html": "Words. " * 30, "claims": []}]
                blocks += [figure | {"id": f"fig-new-{n_made}", "label": f"Picture{n_made}."}]
            blocks.append(block)
        data[MIMETYPE] = blocks
    places = {}
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(PDFExporter().from_notebook_node(made)[0])).pages):

        def note(text, current, matrix, *_, number=number):
            for word in re.findall(r"(?:Zebra|Picture)\d+\.", text):
                places[word] = (number, -current[5] - matrix[5] * current[3])  # the contents come before the parts

        page.extract_text(visitor_text=note)
    assert n_made > 3
    for number in range(1, n_made + 1):
        assert places[f"Picture{number}."] > places[f"Zebra{number}."], number


def test_the_head_of_a_long_table_repeats(reader, notebook, language):
    head = {"en": "Wording", "zh": "措辞"}[language]
    on_pages = [head in page.extract_text() and "ITEM" in page.extract_text() for page in reader.pages]
    assert sum(on_pages) >= 2


def test_only_the_projects_fonts_are_used(reader):
    names = {font["/BaseFont"] for page in reader.pages for font in fonts_of(page)}
    assert names and all("Libertinus" in name or "NotoSerifSC" in name or "NotoSansSC" in name for name in names)
    assert all(info.path for info in typeface([str(fonts.FOLDER)]).fonts())


def fonts_of(page):
    fonts = page["/Resources"].get("/Font", {})
    return [fonts[name].get_object() for name in fonts]


def test_an_apostrophe_in_a_latin_word_is_latin():
    assert latin_apostrophes("说“don’t”的") == [("说“don", []), ("’", ["latin"]), ("t”的", [])]
    assert latin_apostrophes("‘引’") == [("‘引’", [])]


def test_refused_document_says_why():
    with pytest.raises(TypesettingError, match="could not be typeset"):
        printed({"language": "en"}, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("电商平台客户服务质量与顾客满意度研究", ["电商平台客户服务质量", "与顾客满意度研究"]),
        ("员工参与度：针对饱和行业的调查", ["员工参与度：", "针对饱和行业的", "调查"]),
        ("Service quality and satisfaction", ["Service quality and satisfaction"]),
    ],
)
def test_no_line_of_a_title_ends_inside_a_word(title, parts):
    assert phrases(title) == parts


def test_a_sub_head_right_under_a_sub_head_is_one_of_the_next_level():
    """Two heads of one level, nothing between them, stop the typesetter."""
    columns = [{"key": "term", "label": "Term", "align": "left"}, {"key": "b", "label": "b", "align": "left"}]
    heads = [{"cells": {"term": text}, "section": True} for text in ("Controls", "platform", "Dimensions")]
    row = {"cells": {"term": "one", "b": "2"}}
    table = {"kind": "table", "id": "tbl-x", "label": "Table 1", "caption": "", "columns": columns}
    rows = _rows(table | {"rows": [heads[0], heads[1], row, heads[2], row]})
    assert [row["level"] for row in rows if "section" in row] == [2, 3, 2]


@pytest.mark.parametrize("n_lines", [20, 30, 34, 38, 42, 60])
def test_pages_count_on_however_full_the_first_one_is(notebook, n_lines):
    """What follows begins on the first page only where a third of it is left; a page number that runs away says 1."""
    made = copy.deepcopy(notebook)
    heading = {"kind": "heading", "level": 1, "number": "", "claims": []}
    lines = {
        "kind": "paragraph",
        "html": "Words that fill a line of the page, and no more than the line itself.",
        "claims": [],
    }
    data = [cell.outputs[0].data for cell in made.cells]
    title = next(block for blocks in data for block in blocks[MIMETYPE] if block["kind"] == "title")
    blocks = [title, heading | {"id": "summary", "text": "At a glance"}, *[lines] * n_lines]
    blocks += [heading | {"id": "sec-method", "text": "Zebra"}, *[lines] * 90]
    for entry in data:
        entry[MIMETYPE] = []
    data[0][MIMETYPE] = [block | {"part": "paper"} for block in blocks]
    pages = [
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(PDFExporter().from_notebook_node(made)[0])).pages
    ]
    assert [int(re.findall(r"\d+", text)[-1]) for text in pages] == list(range(1, len(pages) + 1))
    assert ("Zebra" in pages[0]) == (n_lines <= 20), pages[0]
