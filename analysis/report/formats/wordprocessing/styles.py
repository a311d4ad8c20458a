"""The Word file's paper, styles, running head and properties."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle

from analysis.report.formats.pages import Page
from analysis.report.formats.themes import Theme
from analysis.report.formats.wordprocessing.text import field, run

INK, MUTED, LINK, CAUTION = "1A1A1A", "5C5C5C", "1D4F7A", "8A3B12"

# name: (points, bold, italic, colour, points before, points after)
STYLES = {
    "Normal": (10.5, False, False, INK, 0, 0),
    "Body Text": (10.5, False, False, INK, 0, 7),
    "Title": (19, True, False, INK, 6, 6),
    "Subtitle": (13, False, False, MUTED, 0, 6),
    "Heading 1": (15, True, False, INK, 22, 8),
    "Heading 2": (12, True, False, INK, 16, 6),
    "Heading 3": (10.5, True, True, INK, 12, 4),
    "TOC Heading": (12, True, False, INK, 10, 4),
    "toc 1": (9.5, False, False, INK, 1.5, 0),
    "toc 2": (9.5, False, False, INK, 0, 0),
    "Caption": (9.5, False, False, INK, 14, 5),
    "List Bullet": (10.5, False, False, INK, 0, 3),
    "List Number": (10.5, False, False, INK, 0, 3),
    "Table Text": (9, False, False, INK, 1.5, 1.5),
    "Table Note": (8.5, False, False, MUTED, 3, 0),
    "Figure": (10.5, False, False, INK, 14, 0),
    "Document Facts": (9.5, False, False, MUTED, 0, 14),
    "Notice": (10, False, False, INK, 10, 12),
    "Caution": (10, False, False, INK, 10, 12),
    "Bibliography": (10.5, False, False, INK, 0, 5),
    "Header": (8.5, False, False, MUTED, 0, 0),
    "Footer": (9, False, False, MUTED, 0, 0),
}
RUNNING_TEXT = ("Normal", "Body Text", "List Bullet", "List Number", "Bibliography")
HEAD_STYLES = ("Title", "Heading 1", "Heading 2", "Heading 3", "TOC Heading")


def set_up(document: Document, page: Page) -> None:
    """
    Give a document this page's paper, styles, running head and properties.

    One made of an author's template is emptied, and keeps its own paper, running head and every style that it has.
    """
    if page.word_template:
        empty(document)
        kept = {style.name for style in document.styles}
    else:
        set_paper(document)
        _set_language(document, page)
        kept = set()
    for name in (name for name in STYLES if name not in kept):
        _set_style(_style(document, name), name, page)
    _set_paragraphs(document, page, kept)
    if "Hyperlink" not in kept:
        link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
        link.font.color.rgb = RGBColor.from_string(page.theme.accent[1:].upper())
    if not page.word_template:
        _set_box(document.styles["Header"], {"bottom": "B8B8B8"})
        _set_running_head(document, page)
    _set_compatibility(document)
    _set_properties(document, page)


def empty(document: Document) -> None:
    """Take everything out of a document but its last section's paper and running heads."""
    body = document.element.body
    for part in list(body)[: -1 if body[-1].tag == qn("w:sectPr") else None]:
        body.remove(part)


def set_paper(document: Document) -> None:
    """A4 with the margins of the PDF."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(28), Mm(25)


def style_id(name: str) -> str:
    """The identifier under which paragraphs name a style, unless a template calls it otherwise."""
    return name.replace(" ", "")


def name_styles(document: Document) -> None:
    """Let paragraphs and runs name styles as this document does: templates in other languages do it otherwise."""
    own = {style_id(name): document.styles[name].style_id for name in (*STYLES, "Hyperlink")}
    for tag in ("w:pStyle", "w:rStyle"):
        for named in document.element.body.iter(qn(tag)):
            named.set(qn("w:val"), own.get(named.get(qn("w:val")), named.get(qn("w:val"))))


def _style(document: Document, name: str) -> BaseStyle:
    if name in document.styles:
        return document.styles[name]
    return document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))


def _set_style(style: BaseStyle, name: str, page: Page) -> None:
    theme, language = page.theme, page.language
    size, bold, italic, colour, before, after = STYLES[name]
    for old in (style.element.rPr, style.element.pPr):
        if old is not None and name not in ("List Bullet", "List Number") and "Heading" not in name:
            style.element.remove(old)
    if style.element.rPr is not None:
        style.element.remove(style.element.rPr)
    chinese = language == "zh"
    size *= theme.text_size / STYLES["Normal"][0] if name in RUNNING_TEXT else 1
    style.font.size, style.font.bold = Pt(round(2 * size) / 2), bold
    style.font.italic = italic and not chinese
    style.font.color.rgb = RGBColor.from_string(colour)
    _set_fonts(style.element.get_or_add_rPr(), theme, theme.chinese_heads if name in HEAD_STYLES else theme.chinese)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    if name in ("Body Text", "List Bullet", "List Number"):
        shape.line_spacing = theme.line_spacing
    if name == "Heading 1" and theme.centred_headings:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if name in HEAD_STYLES or name == "Figure":
        shape.keep_with_next = True


def _set_fonts(properties: Any, theme: Theme, chinese: str) -> None:
    """Latin and East-Asian fonts by name, in place of the theme's."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    fonts = OxmlElement("w:rFonts")
    for side, name in zip(
        ("ascii", "hAnsi", "eastAsia", "cs"), (theme.latin, theme.latin, chinese, theme.latin), strict=True
    ):
        fonts.set(qn(f"w:{side}"), name)
    properties.insert(0, fonts)


def _set_paragraphs(document: Document, page: Page, kept: set[str]) -> None:
    """What a style's line in the table cannot say: indents, alignment, rules; `kept` styles are left as they are."""
    made = {name: document.styles[name] for name in STYLES if name not in kept}
    shapes = {name: style.paragraph_format for name, style in made.items()}
    if "Body Text" in made:
        if page.language == "zh":
            shapes["Body Text"].alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if letters := page.theme.indent:
            twips = round(20 * letters * page.theme.text_size)
            indent = f'<w:ind {nsdecls("w")} w:firstLineChars="{round(100 * letters)}" w:firstLine="{twips}"/>'
            made["Body Text"].element.get_or_add_pPr().append(parse_xml(indent))
    for name in ("Caption", "Figure"):
        if name in made and page.theme.centred_tables:
            shapes[name].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in {"toc 1", "toc 2"} & made.keys():
        shapes[name].left_indent = Pt(14 if name == "toc 2" else 0)
        shapes[name].tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if "Bibliography" in made:
        shapes["Bibliography"].left_indent, shapes["Bibliography"].first_line_indent = Pt(21), Pt(-21)
    for name, edge in {"Notice": MUTED, "Caution": CAUTION}.items():
        if name in made:
            _set_box(made[name], {"top": "F5F4F0", "left": edge, "bottom": "F5F4F0"}, fill="F5F4F0")
    if "Document Facts" in made:
        _set_box(made["Document Facts"], {"bottom": INK})


def _set_box(style: BaseStyle, sides: dict[str, str], fill: str = "") -> None:
    """Rules at some sides of a style's paragraphs, and their ground."""
    shape = style.element.get_or_add_pPr()
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{18 if side == "left" else 8}" w:space="6" w:color="{colour}"/>'
        for side, colour in sides.items()
    )
    parts = [f"<w:pBdr {nsdecls('w')}>{rules}</w:pBdr>"]
    if fill:
        parts.append(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
        style.paragraph_format.left_indent = Pt(8)
    for part in parts:
        shape.insert_element_before(parse_xml(part), "w:tabs", "w:spacing", "w:ind", "w:jc")


def _set_language(document: Document, page: Page) -> None:
    """The proofing languages of all text."""
    default = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(default, page.theme, page.theme.chinese)
    for old in default.findall(qn("w:lang")):
        default.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB" if page.language == "en" else "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    default.append(language)
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:eastAsia"), "zh-CN")


def _set_running_head(document: Document, page: Page) -> None:
    """The title and, where so, 'Simulated data' at the head of every page; its number at the foot."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.paragraph_format.tab_stops.add_tab_stop(Mm(160), alignment=2)
    warning = f'<w:rPr><w:b/><w:color w:val="{CAUTION}"/></w:rPr>'
    inner = run(page.running)
    if page.simulated:
        inner += f"<w:r>{warning}<w:tab/><w:t>{page.words['simulated']}</w:t></w:r>"
    _append(head._p, inner)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _append(foot._p, field("PAGE", run("1")))


def _append(parent: Any, inner: str) -> None:
    for child in parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"):
        parent.append(child)


def _set_compatibility(document: Document) -> None:
    """Word 2013's rules of layout, so that the file does not open in compatibility mode."""
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = (
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    spacing = settings.find(qn("w:characterSpacingControl"))
    if spacing is not None:
        spacing.set(qn("w:val"), "compressPunctuation")  # as Chinese print has it; Latin is untouched
    update = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')  # page numbers of the contents
    settings.insert_element_before(update, "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:rsids", "m:mathPr")
    after = ("w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping", "w:shapeDefaults")
    settings.insert_element_before(parse_xml(compat), *after, "w:decimalSymbol", "w:listSeparator")


def _set_properties(document: Document, page: Page) -> None:
    """Title, language and dates of the file; nobody's name."""
    about = document.core_properties
    about.title, about.subject, about.language = page.title, page.subtitle, page.lang_tag
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = page.date
    about.revision = 1
