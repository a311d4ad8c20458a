"""Three formats, one truth: every printed cell and every word reads the same in HTML, PDF and Word."""

import io
import re
from collections import Counter

import docx
import pypdf
import pytest
from lxml import html as parser

from analysis.report.formats.html import HTMLExporter
from analysis.report.formats.markup import plain_text
from analysis.report.formats.pdf import PDFExporter
from analysis.report.formats.word import WordExporter

NUMBER = re.compile(r"[−<>]?\d*\.?\d+%?")


def blocks_of(notebook, kind):
    found = [b for cell in notebook.cells for b in cell.outputs[0].data["application/vnd.report.block+json"]]
    return [block for block in found if block["kind"] == kind]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad]", "", text)


def rows_of(table: dict) -> list[list[str]]:
    keys = [column["key"] for column in table["columns"]]
    rows = (row["cells"] for row in table["rows"])
    return [[cells[key] for key in keys if key in cells] for cells in rows]


@pytest.fixture(scope="module")
def page(notebook):
    return parser.document_fromstring(HTMLExporter().from_notebook_node(notebook)[0])


@pytest.fixture(scope="module")
def document(notebook):
    return docx.Document(io.BytesIO(WordExporter().from_notebook_node(notebook)[0]))


@pytest.fixture(scope="module")
def typeset(notebook):
    reader = pypdf.PdfReader(io.BytesIO(PDFExporter().from_notebook_node(notebook)[0]))
    return "".join(page.extract_text() for page in reader.pages)


def test_html_tables_show_the_cells(page, notebook):
    for block in blocks_of(notebook, "table"):
        rows = page.get_element_by_id(block["id"]).xpath(".//tbody/tr")
        assert [[cell.text_content() for cell in row] for row in rows] == rows_of(block)


def test_word_tables_show_the_cells(document, notebook):
    for block, table in zip(blocks_of(notebook, "table"), document.tables, strict=True):
        body = [row for row in table._tbl.tr_lst if "w:tblHeader" not in row.xml]
        shown = [
            ["".join(node.text for node in cell.iter() if node.tag.endswith("}t")) for cell in row.tc_lst]
            for row in body
        ]
        assert shown == rows_of(block)


def test_pdf_shows_every_number_of_every_table_as_often_as_it_stands_there(typeset, notebook):
    cells = [cell for block in blocks_of(notebook, "table") for row in rows_of(block) for cell in row]
    wanted = Counter(number for cell in cells for number in NUMBER.findall(squeezed(cell)))
    shown = Counter(
        NUMBER.findall(squeezed(re.sub(r"\s+(?=[\d.−<>])", "|", typeset).replace("<|", "<").replace(">|", ">")))
    )
    assert {number: count for number, count in wanted.items() if shown[number] < count} == {}


def test_sentences_read_the_same_in_all_three(page, document, typeset, notebook):
    html_text = squeezed(page.xpath("//main")[0].text_content())
    word_text = squeezed("".join(node.text for node in document.element.iter() if node.tag.endswith("}t")))
    pdf_text = squeezed(typeset)
    for block in blocks_of(notebook, "paragraph") + blocks_of(notebook, "note"):
        words = squeezed(plain_text(block["html"]))
        assert words in html_text
        assert words in word_text
        numbers = NUMBER.findall(words)
        assert numbers == [] or all(number in pdf_text for number in numbers)


def test_captions_and_references_are_in_all_three(page, document, typeset, notebook):
    html_text = squeezed(page.text_content())
    word_text = squeezed("".join(node.text for node in document.element.iter() if node.tag.endswith("}t")))
    texts = [
        block["label"] + plain_text(block["caption"])
        for kind in ("table", "figure")
        for block in blocks_of(notebook, kind)
    ]
    texts += [plain_text(entry["html"]) for block in blocks_of(notebook, "references") for entry in block["entries"]]
    for text in texts:
        assert squeezed(text) in html_text
        assert squeezed(text) in word_text
