"""The report as one HTML file that loads nothing."""

import re
from base64 import b64encode
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode

from analysis.report.fonts import coverage as fonts
from analysis.report.formats import tables
from analysis.report.formats.markup import MARKS, Run, inline_runs, is_chinese, plain_text
from analysis.report.formats.pages import Page, read_page, texts

HERE = Path(__file__).parent

FIGURE_COLOURS = {  # what a figure is drawn in -> what the page, light or dark, makes of it; other colours stay
    "#1a1a1a": "currentColor",
    "#5c5c5c": "var(--muted)",
    "#d4d4d4": "var(--rule)",
    "#ffffff": "var(--paper)",
    "#0072b2": "var(--blue)",  # lines, marks and the words beside them
    "#d55e00": "var(--vermillion)",
}
LATIN_IN_CHINESE = "U+20-A6,U+A8-B6,U+B8-24F,U+370-3FF,U+2013,U+2018-2019,U+2070-209F,U+2190-22FF"


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
                style=Markup(
                    web_fonts(page.language) + script_fonts(page) + (HERE / "style.css").read_text(encoding="utf-8")
                ),
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


@cache
def web_fonts(language: str) -> str:
    """
    CSS that carries the Latin faces; Chinese is drawn by the reader's own system.

    On a Chinese page they leave the marks that both scripts share (“ ” ’ … — ·) to the Chinese font.
    """
    span = f";unicode-range:{LATIN_IN_CHINESE}" if language == "zh" else ""
    rule = (
        "@font-face{{font-family:'Report Latin';font-style:{};font-weight:{};src:url(data:font/woff2;base64,{}){}}}\n"
    )
    return "".join(
        rule.format(style, weight, b64encode((fonts.FOLDER / name).read_bytes()).decode(), span)
        for (style, weight), name in fonts.WEB.items()
    )


def script_fonts(page: Page) -> str:
    """CSS that carries, of each font of a further script that a page needs, the letters it needs."""
    characters = {*page.title, *(character for block in page.blocks for text in texts(block) for character in text)}
    written = "".join(sorted(characters))
    usual = frozenset().union(*map(fonts.coverage, fonts.font_files()))
    rule = "@font-face{{font-family:'Report Scripts';src:url(data:font/woff2;base64,{});unicode-range:{}}}\n"
    faces = []
    for path in fonts.scripts_needed(written, usual):
        own = sorted(fonts.coverage(path) & set(map(ord, written)) - usual)
        span = ",".join(f"U+{code:X}" for code in own)
        faces.append(rule.format(b64encode(fonts.part(path, own)).decode(), span))
    return "".join(faces)


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


def drawing(figure: dict) -> Markup:
    """A figure's SVG for a page: named and described, in the page's colours, its ids its own, its capitals kept."""
    name = figure["id"]
    svg = re.sub("|".join(FIGURE_COLOURS), lambda match: FIGURE_COLOURS[match[0]], figure["svg"])
    svg = re.sub(rf'( id="|href="#|url\(#)(?!{re.escape(name)}-)', rf"\g<1>{name}-", svg)
    svg = re.sub(r"<style[^>]*>\s*(<!\[CDATA\[)?\s*\*\s*\{.*?</style>", "", svg, flags=re.DOTALL)
    root = re.search(r"<svg\b[^>]*>", svg)
    kept = re.sub(r'\s(width|height|role|aria-\w+)="[^"]*"', "", root[0])[4:-1]
    opening = Markup('<svg{} role="img" aria-labelledby="{}-name {}-alt"><title id="{}-name">{}</title>').format(
        Markup(kept), name, name, name, figure["label"]
    )
    return opening + Markup('<desc id="{}-alt">{}</desc>').format(name, figure["alt"]) + Markup(svg[root.end() :])
