"""The report as one HTML file that loads nothing."""

import gzip
import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise, takewhile
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode

from analysis.report.formats import tables
from analysis.report.formats.markup import MARKS, Run, inline_runs, is_chinese, phrases
from analysis.report.formats.pages import Page, read_page
from analysis.report.formats.themes import Theme
from analysis.report.formats.web import fonts
from analysis.report.formats.web.figures import drawings
from analysis.report.formats.words import LANG_TAGS, WORDS

HERE = Path(__file__).parent / "web"
LEAST_WIDTH = 18  # digits to which a column is held at most, where the page is narrow
ANCHORED = ("paragraph", "list", "note")  # kinds of blocks without a name that a reader may be at


class HTMLExporter(Exporter):
    """Exports a report notebook's blocks as one HTML page: no network, its own style and script, fonts and figures."""

    export_from_notebook = "Report page"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[str, dict]:
        """The page and nbconvert's resources; raises what `read_page` raises."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        page = read_page(nb)
        blocks = in_one_page(page.blocks)
        (aligned, classes), (columned, least) = alignments(page), least_widths(page)
        pictured, drawn = drawings([block for block in blocks if block["kind"] == "figure"])
        made = fonts.css(page) + pictured + aligned + columned + themed(page.theme)
        style = made + (HERE / "style.css").read_text(encoding="utf-8")
        script = (HERE / "page.js").read_text(encoding="utf-8")
        return environment().get_template("page.html.jinja").render(
            page=page,
            blocks=list(folded(anchored(blocks))),
            words=page.words,
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
            others=[(n, LANG_TAGS[n], WORDS[n]["own_name"]) for n in page.languages if n != page.language],
            contents=contents(blocks),
            aligned=classes,
            least=least,
            drawn=drawn,
            numbers={place: number for number, place in enumerate(page.passports.get("numbers", {}))},
            known=packed(known(page)),
        ), resources  # fmt: skip


def alignments(page: Page) -> tuple[str, dict]:
    """
    CSS that sets decimal points in one line, and by a column's width and what is free right of a number, its class.
    """
    columns = [c for b in page.blocks if b["kind"] == "table" for c in tables.decimal_columns(b).values()]
    sizes = sorted({(column.width, space) for column in columns for space in column.space})
    classes = {size: f"n{number}" for number, size in enumerate(sizes)}
    rules = [f".{name}{{width:{size[0]:.2f}ch;padding-right:{size[1]:.2f}ch}}" for size, name in classes.items()]
    return "".join(rules), classes


def least_widths(page: Page) -> tuple[str, dict[float, str]]:
    """CSS that holds columns to what they need, and by that width its class."""
    needed = (tables.column_widths(block).values() for block in page.blocks if block["kind"] == "table")
    widths = sorted({held(width) for row in needed for width in row})
    classes = {width: f"w{number}" for number, width in enumerate(widths)}
    return "".join(f".{name}{{min-width:calc({width}ch + 1.2rem)}}" for width, name in classes.items()), classes


def held(width: float) -> float:
    """The width that a column never falls below, in digits."""
    return round(min(width, LEAST_WIDTH), 1)


def themed(theme: Theme) -> str:
    """A theme as properties of the page."""
    rules = "".join(
        f"--rule-{name}:{width}pt;" for name, width in zip(("top", "mid", "foot"), theme.rules, strict=True)
    )
    centred = {"heads": theme.centred_headings, "tables": theme.centred_tables}
    sides = "".join(f"--{name}:{'center' if is_so else 'start'};" for name, is_so in centred.items())
    margin = "auto" if theme.centred_tables else "0"
    return f":root{{{rules}{sides}--table-margin:{margin};--indent:{theme.indent}em}}\n"


@cache
def environment() -> Environment:
    """The template's surroundings: everything is escaped that a filter here has not made."""
    found = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.filters |= {
        "inline": inline_html,
        "told": told,
        "held": held,
    }
    found.globals |= {
        "phrases": phrases,
        "head_rows": tables.head_rows,
        "decimal_columns": tables.decimal_columns,
        "column_widths": tables.column_widths,
        "is_chinese": is_chinese,
    }
    return found


def policy(style: str, script: str) -> str:
    """
    The page's content-security policy: nothing from any network, and no style sheet or script but its own.

    Style attributes, which place numbers and draw figures, can load nothing either.
    """
    allowed = {
        "default-src": "'none'",
        "style-src-elem": hashed(style),
        "style-src-attr": "'unsafe-inline'",
        "script-src": hashed(script),
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{kind} {source}" for kind, source in allowed.items())


def hashed(text: str) -> str:
    """A text as a content-security policy names it."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def known(page: Page) -> dict:
    """
    What the script knows: words, and passports.

    Of a place, how much begins as the last one, and the rest; of the numbers, columns, each part as how many further.
    """
    told = {key.removeprefix("script_"): word for key, word in page.words.items() if key.startswith("script_")}
    parts, before = [], ""
    for place, *rest in page.passports.get("parts", []):
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, place, strict=False)))
        parts.append([same, place[same:], *rest])
        before = place
    of, *columns = zip(*page.passports.get("numbers", {}).values(), strict=True) if page.passports else ((), (), (), ())
    steps = [part - last for last, part in pairwise((0, *of))]
    return page.passports | {"parts": parts, "numbers": [steps, *columns], "words": told}


def packed(data: dict) -> str:
    """Plain data as a page can hold them in few letters: JSON, gzip, base64."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def in_one_page(blocks: list[dict]) -> list[dict]:
    """The blocks of a page; below a paper the supplement begins under a heading, each of its sections folded."""
    both = {block.get("part") for block in blocks} >= {"paper", "supplement"}
    return [appended(block) if both and block["part"] == "supplement" else block for block in blocks]


def appended(block: dict) -> dict:
    """A block of the supplement below the paper."""
    if block["kind"] == "title":
        return {"kind": "heading", "level": 1, "id": block["id"], "text": block["subtitle"]}
    return block | {"folded": True} if block["kind"] == "heading" and block["level"] == 1 else block


def anchored(blocks: list[dict]) -> Iterator[dict]:
    """The blocks, those without a name named by their heading and their number under it: alike in every language."""
    heading, number = "top", 0
    for block in blocks:
        if block["kind"] == "heading":
            heading, number = block["id"], 0
        if block["kind"] in ANCHORED and "id" not in block:
            number += 1
            block = block | {"id": f"{heading}-{number}"}
        yield block


def folded(blocks: Iterator[dict]) -> Iterator[dict]:
    """The blocks; what stands under a heading that says `folded`, between the marks "fold" and "unfold"."""
    level = 0  # of the folded heading
    for block in blocks:
        ends = block["kind"] == "heading" and block["level"] <= level
        if ends or (level and block["kind"] == "appendix"):
            yield {"kind": "unfold"}
            level = 0
        if block["kind"] == "heading" and block.get("folded") and not level:
            level = block["level"]
            yield block | {"kind": "fold"}
        else:
            yield block
    if level:
        yield {"kind": "unfold"}


def inline_html(fragment: str, numbers: dict[str, int]) -> Markup:
    """A block's inline XML as HTML; `numbers` are those of the passports by place."""
    linked = groupby(inline_runs(fragment), key=lambda run: (run.href, run.place))
    return Markup("").join(_linked(href, place, list(runs), numbers) for (href, place), runs in linked)


def _linked(href: str, place: str, runs: list[Run], numbers: dict[str, int]) -> Markup:
    inner = Markup("").join(map(_marked, runs))
    if place in numbers:
        inner = Markup("<data value={}>{}</data>").format(numbers[place], inner)
    return Markup('<a href="{}">{}</a>').format(href, inner) if href else inner


def _marked(run: Run) -> Markup:
    text = escape(run.text)
    for mark in reversed(MARKS):
        if mark in run.marks:
            text = Markup(f"<{mark}>{{}}</{mark}>").format(text)
    return text


def told(text: str, places: list[str], numbers: dict[str, int], form: str = "") -> Markup:
    """The text of a cell, in a form of its column's, as something that has passports where the numbers in it do."""
    found = [str(numbers[place]) for place in places if place in numbers]
    kind = Markup(" class={}").format(form) if form else ""
    if found:
        value = found[0] if len(found) == 1 else Markup('"{}"').format(" ".join(found))
        return Markup("<data{} value={}>{}</data>").format(kind, value, text)
    return Markup("<span{}>{}</span>").format(kind, text) if form else escape(text)


def contents(blocks: list[dict]) -> list[dict]:
    """Headings of the first two levels, the second within the first: {"id", "text", "inner"}."""
    entries: list[dict] = []
    for block in blocks:
        if block["kind"] != "heading" or block["level"] > 2:
            continue
        entry = {"id": block["id"], "text": block["text"], "inner": []}
        (entries[-1]["inner"] if block["level"] == 2 and entries else entries).append(entry)
    return entries
