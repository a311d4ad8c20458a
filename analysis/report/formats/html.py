"""The report as one HTML file that loads nothing."""

from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode

from analysis.report.formats import tables
from analysis.report.formats.markup import MARKS, Run, inline_runs, is_chinese, plain_text
from analysis.report.formats.pages import read_page
from analysis.report.formats.web import fonts as web_fonts
from analysis.report.formats.web.figures import drawing

HERE = Path(__file__).parent / "web"


class HTMLExporter(Exporter):
    """Exports a report notebook's blocks as one HTML page: no network, no script, fonts and figures inside."""

    export_from_notebook = "Report page"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: NotebookNode, resources=None, **kw) -> tuple[str, dict]:
        """The page and nbconvert's resources; raises what `read_page` raises."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        page = read_page(nb)
        html = (
            environment()
            .get_template("page.html.jinja")
            .render(
                page=page,
                words=page.words,
                style=Markup(web_fonts.css(page) + (HERE / "style.css").read_text(encoding="utf-8")),
                contents=contents(page.blocks),
            )
        )
        return html, resources


@cache
def environment() -> Environment:
    """The template's surroundings: everything is escaped that a filter here has not made."""
    found = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.filters |= {"inline": inline_html, "plain": plain_text, "drawing": drawing}
    found.globals |= {
        "head_rows": tables.head_rows,
        "decimal_columns": tables.decimal_columns,
        "column_widths": tables.column_widths,
        "is_chinese": is_chinese,
    }
    return found


def inline_html(fragment: str) -> Markup:
    """A block's inline XML as HTML."""
    linked = groupby(inline_runs(fragment), key=lambda run: run.href)
    return Markup("").join(_linked(href, list(runs)) for href, runs in linked)


def _linked(href: str, runs: list[Run]) -> Markup:
    inner = Markup("").join(map(_marked, runs))
    return Markup('<a href="{}">{}</a>').format(href, inner) if href else inner


def _marked(run: Run) -> Markup:
    text = escape(run.text)
    for mark in reversed(MARKS):
        if mark in run.marks:
            text = Markup(f"<{mark}>{{}}</{mark}>").format(text)
    return text


def contents(blocks: list[dict]) -> list[dict]:
    """Headings of the first two levels, the second within the first: {"id", "text", "inner"}."""
    entries: list[dict] = []
    for block in blocks:
        if block["kind"] != "heading" or block["level"] > 2:
            continue
        entry = {"id": block["id"], "text": block["text"], "inner": []}
        (entries[-1]["inner"] if block["level"] == 2 and entries else entries).append(entry)
    return entries
