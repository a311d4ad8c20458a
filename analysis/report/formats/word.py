"""The report as a Word file."""

import io
from dataclasses import replace
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from lxml import etree
from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode

from analysis.report.formats import tables
from analysis.report.formats.exports import pictures, with_fixed_dates
from analysis.report.formats.markup import kept_together
from analysis.report.formats.pages import Page, ids, read_page
from analysis.report.formats.wordprocessing.contents import contents
from analysis.report.formats.wordprocessing.styles import name_styles, set_up, style_id
from analysis.report.formats.wordprocessing.tables import notes_xml, table_xml
from analysis.report.formats.wordprocessing.text import (
    Writer,
    bookmark,
    bookmark_names,
    paragraph,
    run,
    sequence,
)

WIDEST_CM = 15.8  # of a picture: a little less than the line
PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
MARGINS = (
    '<w:pgMar w:top="1587" w:right="1417" w:bottom="1417" w:left="1417" w:header="709" w:footer="709" w:gutter="0"/>'
)
BELOW = '<w:spacing w:before="100" w:after="280"/>'  # of what ends a figure
ENDS_FIGURE = f'<w:keepNext w:val="0"/>{BELOW}'


class WordExporter(Exporter):
    """Exports a report notebook's blocks as a Word file: equal blocks give equal bytes."""

    export_from_notebook = "Report in Word"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def _file_extension_default(self) -> str:
        return ".docx"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[bytes, dict]:
        """The file's bytes and nbconvert's resources; raises what `read_page` raises."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        page = with_pictures(read_page(nb))
        document = docx.Document(page.word_template or None)
        set_up(document, page)
        body = document.element.body
        for child in parse_xml(f"<w:body {nsdecls('w', 'r')}>{body_xml(page, document)}</w:body>"):
            body.insert(len(body) - 1, child)
        name_styles(document)
        return packed(document), resources


def with_pictures(page: Page) -> Page:
    """The page with a PNG in every figure that has none yet."""
    figures = {block["id"]: block["svg"] for block in page.blocks if block["kind"] == "figure" and "png" not in block}
    made = {name: {"png": png} for name, png in pictures(figures, "png").items()}
    return replace(page, blocks=[block | made.get(block.get("id", ""), {}) for block in page.blocks])


def packed(document: Document) -> bytes:
    """The file with fixed dates inside, so that it depends on nothing but its content."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    written = io.BytesIO()
    document.save(written)
    return with_fixed_dates(written.getvalue())


def body_xml(page: Page, document: Document) -> str:
    """The whole document, contents before the first heading, or after a manager's page, which is the first."""
    names = bookmark_names([name for block in page.blocks for name in ids(block)])
    labels = {block["id"]: kept_together(block["label"]) for block in page.blocks if "label" in block}
    writer = Writer(page.language, names, labels, page.theme)
    headings = [block["id"] for block in page.blocks if block["kind"] == "heading" and block["level"] == 1]
    follows = next((name for name in headings if name != "summary"), "")
    parts, appendix = [], False
    for block in page.blocks:
        if block["kind"] == "heading":
            if block["id"] == follows:
                parts.append(contents(page, writer, new_page=follows != headings[0]))
            parts.append(heading(block, writer, new_page=appendix))
            appendix = False
        elif block["kind"] == "appendix":
            appendix = True
        else:
            parts.append(BLOCKS[block["kind"]](block, writer, page, document))
    return "".join(parts)


def heading(block: dict, writer: Writer, new_page: bool = False) -> str:
    """A heading under its bookmark."""
    text = bookmark(writer.bookmarks[block["id"]], writer.text(block["text"]))
    return paragraph(f"Heading{block['level']}", text, "<w:pageBreakBefore/>" if new_page else "")


def title(block: dict, writer: Writer, page: Page, document: Document) -> str:
    """Title, subtitle and facts."""
    parts = [paragraph("Title", writer.text(block["text"]))]
    if block.get("subtitle"):
        parts.append(paragraph("Subtitle", writer.text(block["subtitle"])))
    parts.append(paragraph(style_id("Document Facts"), writer.text("  ·  ".join(block.get("meta", [])))))
    return "".join(parts)


def text(block: dict, writer: Writer, page: Page, document: Document) -> str:
    """A paragraph."""
    return paragraph("BodyText", writer.inline(block["html"]))


def itemised(block: dict, writer: Writer, page: Page, document: Document) -> str:
    """A list; every ordered list starts at one."""
    style, number = "ListBullet", ""
    if block["ordered"]:
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{new_numbering(document)}"/></w:numPr>'
        style = "ListNumber"
    return "".join(paragraph(style, writer.inline(item), number) for item in block["items"])


def new_numbering(document: Document) -> int:
    """A numbering of its own for one ordered list, drawn as the style draws it."""
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    used = next(num for num in numbering.num_lst if num.numId == style)
    number = numbering.add_num(used.abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return number.numId


def note(block: dict, writer: Writer, page: Page, document: Document) -> str:
    """A shaded notice."""
    words = writer.inline(block["html"])
    marked = bookmark(writer.bookmarks[block["id"]], words) if "id" in block else words
    return paragraph("Caution" if block["tone"] == "caution" else "Notice", marked)


def caption(block: dict, writer: Writer) -> str:
    """Label with its number as a field, and the words: in line in Chinese, else below each other."""
    lead = bookmark(writer.bookmarks[block["id"]], sequence(block["label"]))
    if writer.language == "zh":
        words = run("　") + writer.inline(block["caption"], "<w:b/>")
    else:
        words = "<w:r><w:br/></w:r>" + writer.inline(block["caption"], "<w:i/>")
    spacing = "<w:keepNext/>" if stands_above(block, writer) else BELOW
    return paragraph("Caption", lead + words, spacing)


def stands_above(block: dict, writer: Writer) -> bool:
    """Whether a caption stands above what it names: in Chinese only that of a table."""
    return block["kind"] == "table" or writer.language != "zh"


def table(block: dict, writer: Writer, page: Page, document: Document) -> str:
    """Caption, table and notes; a table too wide for the page stands on one turned to landscape."""
    lead = run(page.words["note"], "" if page.language == "zh" else "<w:i/>")
    notes = notes_xml(block, lead, writer)
    whole = caption(block, writer) + table_xml(block, writer)
    if tables.paper_layout(block).turned:
        return section_end(PORTRAIT) + whole + notes + section_end(LANDSCAPE)
    return whole + notes + paragraph("TableText", "")


def section_end(paper: str) -> str:
    """The end of a run of pages that are all of one size."""
    return paragraph("TableText", "", f'<w:sectPr><w:type w:val="nextPage"/>{paper}{MARGINS}</w:sectPr>')


def figure(block: dict, writer: Writer, page: Page, document: Document) -> str:
    """A picture with its description, and the caption above or under it."""
    image = io.BytesIO(block["png"])
    picture = document.part.new_pic_inline(image, width=Cm(min(block["width_cm"], WIDEST_CM)))
    described = picture.docPr
    described.set("id", writer.bookmarks[block["id"]].rpartition("_")[2])
    described.set("name", block["label"])
    described.set("descr", block["alt"])
    drawing = f"<w:r><w:drawing>{etree.tostring(picture, encoding='unicode')}</w:drawing></w:r>"
    if stands_above(block, writer):
        return caption(block, writer) + paragraph("Figure", drawing, ENDS_FIGURE)
    return paragraph("Figure", drawing) + caption(block, writer)


def references(block: dict, writer: Writer, page: Page, document: Document) -> str:
    """The list of references, each under its bookmark."""
    return "".join(
        paragraph("Bibliography", bookmark(writer.bookmarks[entry["id"]], writer.inline(entry["html"])))
        for entry in block["entries"]
    )


BLOCKS = {
    "title": title,
    "paragraph": text,
    "list": itemised,
    "note": note,
    "table": table,
    "figure": figure,
    "references": references,
}
