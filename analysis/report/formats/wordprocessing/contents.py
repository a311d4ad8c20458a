"""
The table of contents of a Word file, with page numbers that are there before Word has laid out a page.

They are estimated from the length of what stands between the headings; Word sets them right when it opens the file.
"""

from math import ceil

from analysis.report.formats import tables
from analysis.report.formats.markup import plain_text
from analysis.report.formats.pages import Page
from analysis.report.formats.wordprocessing.text import Writer, field, link, paragraph, run

LINES = 44.0  # of text on a page
LINE = 172.0  # digits of text in a line
HEADINGS = {1: 3.0, 2: 2.4, 3: 1.8}  # lines that a heading takes
CM = 0.55  # a line of text
ROW = 0.85  # a row of a table, in lines


def contents(page: Page, writer: Writer, *, new_page: bool) -> str:
    """The heading of the contents, and an entry with its page for each heading of two levels."""
    entries = [block for block in page.blocks if block["kind"] == "heading" and block["level"] <= 2]
    numbers = page_numbers(page.blocks, sum(1 for block in entries))
    lines = [
        entry(writer.bookmarks[block["id"]], writer.text(block["text"]), numbers[block["id"]]) for block in entries
    ]
    start, end = field('TOC \\o "1-2" \\h \\z \\u', "\0").split("\0")
    lines[0], lines[-1] = start + lines[0], lines[-1] + end
    listed = (paragraph(f"toc{block['level']}", line) for block, line in zip(entries, lines, strict=True))
    head = paragraph("TOCHeading", run(page.words["contents"]), "<w:pageBreakBefore/>" if new_page else "")
    return head + "".join(listed)


def entry(bookmark: str, text: str, number: int) -> str:
    """One line of the contents: a link with its page, as Word itself would write it."""
    return link(bookmark, text + "<w:r><w:tab/></w:r>" + field(f"PAGEREF {bookmark} \\h", run(str(number))))


def page_numbers(blocks: list[dict], n_entries: int) -> dict[str, int]:
    """By heading, the page that it is likely to stand on."""
    lines, numbers = n_entries * 0.9, {}
    for block in blocks:
        if block["kind"] == "heading":
            numbers[block["id"]] = 1 + int(lines // LINES)
        lines += height(block)
    return numbers


def height(block: dict) -> float:
    """Lines of text that a block takes."""
    texts = [block.get("html", ""), *block.get("items", []), *(e["html"] for e in block.get("entries", []))]
    high = sum(ceil(tables.text_width(plain_text(text)) / LINE) + 0.6 for text in texts if text)
    if block["kind"] == "heading":
        return HEADINGS[block["level"]]
    if block["kind"] == "table":
        return 4 + ROW * tables.paper_layout(block).height + 0.8 * len(block.get("notes", []))
    return high + 3 + 12 / CM if block["kind"] == "figure" else high
