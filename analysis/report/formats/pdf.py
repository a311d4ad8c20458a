"""The report as a typeset PDF."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode

from analysis.report.fonts import coverage as fonts
from analysis.report.formats import tables
from analysis.report.formats.markup import MARKS, inline_runs, is_chinese, phrases
from analysis.report.formats.pages import Page, read_page, texts
from analysis.report.formats.typst_process import compiled

TEMPLATE = Path(__file__).with_name("report.typ")
STANDARD = "ua-1"  # accessible: tagged, titled, every figure described


class PDFExporter(Exporter):
    """Exports a report notebook's blocks as an A4 PDF (PDF/UA-1): equal blocks give equal bytes."""

    export_from_notebook = "Report in PDF"
    output_mimetype = "application/pdf"

    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[bytes, dict]:
        """The PDF's bytes and nbconvert's resources; raises what `read_page` raises."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        page = read_page(nb)
        return printed(typeset(page), page.date.replace(tzinfo=UTC)), resources


def printed(document: dict, date: datetime) -> bytes:
    """The PDF of a typeset document, from the project's fonts and no others; raises TypesettingError."""
    inputs = {"document": json.dumps(document, ensure_ascii=False)}
    how = {"format": "pdf", "pdf_standards": STANDARD, "timestamp": date.timestamp()}
    [pdf] = compiled(TEMPLATE.read_text(encoding="utf-8"), inputs, fonts.FOLDER, **how)
    return pdf


def typeset(page: Page) -> dict:
    """The document as the template reads it: no markup left to parse, tables laid out."""
    return {
        "language": page.language,
        "title": page.title,
        "running": page.running,
        "simulated": page.simulated,
        "words": page.words,
        "theme": asdict(page.theme),
        "contents": any(block.get("part") != "paper" for block in page.blocks),  # a paper's first page is a manager's
        "glance": at_a_glance(page.blocks),
        "rare_hanzi": rare_hanzi(page),
        "blocks": [_block(block) for block in page.blocks],
    }


def at_a_glance(blocks: list[dict]) -> int:
    """How many blocks, from the first heading on, stand on a page of their own: those of the manager's page."""
    parts = [block["id"] for block in blocks if block["kind"] == "heading" and block["level"] == 1]
    if parts[:1] != ["summary"]:
        return 0
    begins = [number for number, block in enumerate(blocks) if block["kind"] == "heading" and block["level"] == 1]
    return [*begins, len(blocks)][1] - begins[0]


def rare_hanzi(page: Page) -> str:
    """The page's hanzi that the serif lacks: a word with one of them is set in one face, the sans that has them all."""
    characters = {*page.title, *(character for block in page.blocks for text in texts(block) for character in text)}
    usual = frozenset().union(*map(fonts.coverage, fonts.font_files()))
    return "".join(sorted(c for c in characters if is_han(c) and fonts.needs_glyph(c) and ord(c) not in usual))


def is_han(character: str) -> bool:
    """Whether a character is of a script that is set among hanzi: they, kana, bopomofo."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


def runs(fragment: str) -> list[dict]:
    """Inline XML as runs: {"text", "marks" in the order in which they nest, "href" without #}."""
    return [
        {"text": part, "marks": marks + [mark for mark in reversed(MARKS) if mark in run.marks], "href": run.href[1:]}
        for run in inline_runs(fragment)
        for part, marks in latin_apostrophes(run.text)
    ]


def latin_apostrophes(text: str) -> list[tuple[str, list[str]]]:
    """A text in parts, an apostrophe inside a Latin word apart: it is a Latin letter, whatever surrounds the word."""
    parts = re.split(r"((?<=[A-Za-z])’(?=[A-Za-z]))", text)
    return [(part, ["latin"] if number % 2 else []) for number, part in enumerate(parts) if part]


def _block(block: dict) -> dict:
    """One block with its inline XML as runs."""
    ready = {key: value for key, value in block.items() if key not in ("rows", "columns", "html", "png")}
    if block["kind"] == "title":
        ready["phrases"] = phrases(block["text"])
    if "html" in block:
        ready["body"] = runs(block["html"])
    if "caption" in block:
        ready["caption"] = runs(block["caption"])
    for name in ("items", "notes"):
        if name in block:
            ready[name] = [runs(text) for text in block[name]]
    if "entries" in block:
        ready["entries"] = [
            {"id": entry["id"], "body": runs(entry["html"]), "foreign": not is_chinese(entry["html"])}
            for entry in block["entries"]
        ]
    return ready | _table(block) if block["kind"] == "table" else ready


def _table(table: dict) -> dict:
    """A table's cells in reading order, its columns' widths, its size and whether the page is turned."""
    columns = table["columns"]
    layout = tables.paper_layout(table)
    return {
        "widths": layout.widths,
        "aligns": [column["align"] for column in columns],
        "size": layout.size,
        "turned": layout.turned,
        "share": layout.share,
        "rows-high": layout.height,
        "head": [
            [
                {"body": runs(head.label), "align": head.align, "columns": head.columns, "rows": head.rows}
                for head in row
            ]
            for row in tables.head_rows(columns)
        ],
        "rows": _rows(table),
    }


def _rows(table: dict) -> list[dict]:
    """The rows under the head: their texts, and what stands free to the right of each number."""
    keys = [column["key"] for column in table["columns"]]
    decimals = tables.decimal_columns(table)
    rows, level = [], 1
    for number, row in enumerate(table["rows"]):
        level = level + 1 if row.get("section") else 1  # under a sub-head stands one of the next level
        if row.get("section"):
            rows.append({"section": row["cells"].get(keys[0], ""), "level": level})
            continue
        cells = [{"text": row["cells"].get(key, "")} for key in keys]
        for key, cell in zip(keys, cells, strict=True):
            if key in decimals:
                cell |= {"width": decimals[key].width, "space": decimals[key].space[number]}
        rows.append({"cells": cells})
    return rows
