"""The record of a verification: one page that a reviewer can attach, in two languages, and all numbers as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import nbformat

from analysis.report.document.blocks import MIME, Block
from analysis.report.formats.html import HTMLExporter
from analysis.report.formats.pdf import PDFExporter
from analysis.verifying import said
from analysis.verifying.causes import Cause
from analysis.verifying.comparison import Comparison, Number, Other
from analysis.verifying.delivered import Delivered

LANGUAGES = ("en", "zh")
KINDS = ("count", "closed", "iterative", "simulated")
MOST = 12  # rows of a table of the record, so that it stays one page
LONGEST = 160  # characters of a text in it


@dataclass(frozen=True, kw_only=True)
class Verification:
    """
    What came of a verification.

    Attributes
    ----------
    study, report : str
        The study's name, and what was verified.
    version, date : str
        The project's version, and the day.
    comparison : Comparison or None
        Of results; None where only a document was given.
    causes : list of Cause
    documents : dict of Delivered
        By the document's name.
    """

    study: str
    report: str
    version: str
    date: str
    comparison: Comparison | None
    causes: list[Cause]
    documents: dict[str, Delivered] = field(default_factory=dict)

    @property
    def is_equal(self) -> bool:
        """Whether nothing that the report says differs from what was recomputed, and none of its files was altered."""
        is_touched = any(cause.kind == "report" and cause.code != "no_record" for cause in self.causes)
        holds = self.comparison is None or self.comparison.is_equal
        return holds and not is_touched and all(found.is_equal for found in self.documents.values())

    @property
    def n_numbers(self) -> int:
        return len(self.comparison.numbers) if self.comparison else sum(d.n_numbers for d in self.documents.values())


def write(found: Verification, folder: Path) -> None:
    """Write `verification.{en,zh}.{html,pdf}` and `verification.json` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "verification.json").write_text(
        json.dumps(plain(found), ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8"
    )
    for language in LANGUAGES:
        page = notebook(list(blocks(found, language)), language)
        for exporter in (HTMLExporter(), PDFExporter()):
            output, _ = exporter.from_notebook_node(page)
            data = output.encode("utf-8") if isinstance(output, str) else output
            (folder / f"verification.{language}{exporter.file_extension}").write_bytes(data)


def plain(found: Verification) -> dict[str, Any]:
    """The whole record as plain data, every number of it."""
    compared = found.comparison
    return {
        "study": found.study,
        "report": found.report,
        "version": found.version,
        "date": found.date,
        "equal": found.is_equal,
        "causes": [asdict(cause) | {"text": {la: said.cause(cause, la) for la in LANGUAGES}} for cause in found.causes],
        "verdicts": [asdict(other) for other in compared.verdicts] if compared else [],
        "texts": [asdict(other) for other in compared.texts] if compared else [],
        "printed": {la: [asdict(o) for o in others] for la, others in (compared.printed if compared else {}).items()},
        "documents": {name: asdict(document) for name, document in found.documents.items()},
        "numbers": [number_row(number) for number in compared.numbers] if compared else [],
    }


def number_row(number: Number) -> dict[str, Any]:
    return {
        "name": number.name,
        "reported": number.reported,
        "recomputed": number.recomputed,
        "difference": number.difference,
        "kind": number.allowed.kind,
        "tolerance": number.allowed.most,
        "equal": number.is_equal,
        "printed": [" · ".join(place) for place in number.printed],
    }


def notebook(page: list[Block], language: str) -> nbformat.NotebookNode:
    """The blocks as the executed notebook that the exporters read."""
    shown = nbformat.v4.new_output("display_data", data={MIME: page})
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[shown], id="record")])
    made.metadata["report"] = {"language": language, "title": page[0]["text"], "simulated": False}
    return made


def blocks(found: Verification, language: str) -> Iterator[Block]:
    """The record as blocks of a document."""

    def say(code: str, **values: Any) -> str:
        return said.said(code, language, **values)

    meta = [
        say("record.study", study=found.study),
        say("record.report", report=found.report),
        say("record.version", version=found.version, date=found.date),
    ]
    yield {"kind": "title", "id": "title", "text": say("record.title"), "meta": meta}
    verdict = "equal" if found.is_equal else "differs"
    text = say(f"record.{verdict}", n=found.n_numbers)
    yield {"kind": "note", "tone": "info" if found.is_equal else "caution", "html": escape(text), "claims": []}
    yield heading(say("record.causes"), "causes")
    if found.causes:
        yield listed([said.cause(cause, language) for cause in found.causes], language)
    else:
        yield paragraph(say("record.no_causes"))
    if found.comparison:
        yield from compared_blocks(found.comparison, language)
    for number, (name, document) in enumerate(found.documents.items(), start=1):
        yield from document_blocks(name, document, number, language)


def compared_blocks(compared: Comparison, language: str) -> Iterator[Block]:
    """What the comparison of two results shows."""

    def say(code: str, **values: Any) -> str:
        return said.said(code, language, **values)

    if compared.unread:
        yield paragraph(say("counts.unread", error=compared.unread))
    yield heading(say("record.kinds"), "kinds")
    yield table("kinds", ("kind", "n", "different", "largest"), kind_rows(compared, language), language) | {
        "notes": [escape(say("record.note"))]
    }
    if compared.different:
        yield heading(say("record.numbers"), "numbers")
        columns = ("name", "reported", "recomputed", "difference", "most", "digit")
        rows = [
            (
                number.name,
                exact(number.reported),
                exact(number.recomputed),
                f"{number.difference:.3g}",
                f"{number.allowed.most:.1g}",
                say("words.yes" if number.printed else "words.no"),
            )
            for number in sorted(compared.different, key=lambda n: -len(n.printed))
        ]
        yield table("numbers", columns, rows, language)
    for key, others in (("verdicts", compared.verdicts), ("printed", compared.printed.get(language, []))):
        if others:
            yield heading(say(f"record.{key}"), key)
            yield table(key, ("place", "reported", "recomputed"), list(map(other_row, others)), language)


def kind_rows(compared: Comparison, language: str) -> list[tuple[str, ...]]:
    """How many numbers of each kind there are, how many differ, and by how much at most."""
    return [
        (
            said.said(f"kinds.{kind}", language),
            f"{compared.count(kind):,}",
            f"{sum(number.allowed.kind == kind for number in compared.different):,}",
            f"{compared.largest(kind):.2g}",
        )
        for kind in KINDS
        if compared.count(kind)
    ]


def other_row(other: Other) -> tuple[str, ...]:
    return (other.name, *(shortened(text or "–") for text in (other.reported, other.recomputed)))


def document_blocks(name: str, document: Delivered, number: int, language: str) -> Iterator[Block]:
    """What the comparison of a delivered document shows."""

    def say(code: str, **values: Any) -> str:
        return said.said(code, language, file=name, **values)

    yield heading(say("record.document"), f"document-{number}")
    if not document.slips:
        yield paragraph(say("record.holds", n=document.n_numbers))
    if document.slips:
        rows = [(where(slip, language), slip.reported, slip.recomputed) for slip in document.slips]
        yield table(f"slips-{number}", ("place", "reported", "recomputed"), rows, language)
    if document.lost:
        places = "; ".join(
            f"{unit.place or unit.section} “{shortened(unit.text, 40)}”" for unit in document.lost[:MOST]
        )
        yield paragraph(say("record.lost", places=places))


def where(slip, language: str) -> str:
    """The place of a number in a document: the table and row or the section, and the page."""
    place = slip.place or slip.section
    return said.said("words.page", language, place=place, page=slip.page) if slip.page else place


def exact(value: float) -> str:
    return f"{value:.10g}"


def shortened(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else text[:most] + "…"


def heading(text: str, name: str) -> Block:
    return {"kind": "heading", "level": 2, "id": name, "text": text, "number": None}


def paragraph(text: str) -> Block:
    return {"kind": "paragraph", "html": escape(text), "claims": []}


def listed(texts: Sequence[str], language: str) -> Block:
    items = [escape(shortened(text)) for text in texts[:MOST]]
    if left := len(texts) - len(items):
        items.append(said.said("record.more", language, n=left))
    return {"kind": "list", "ordered": False, "items": items, "claims": []}


def table(name: str, keys: Sequence[str], rows: Sequence[Sequence[str]], language: str) -> Block:
    """A small table with the columns' words of this room."""
    labels = [{"key": key, "label": said.said(f"columns.{key}", language), "align": "left"} for key in keys]
    more = len(rows) - MOST
    return {
        "kind": "table",
        "id": f"tbl-{name}",
        "label": "",
        "caption": "",
        "columns": labels,
        "rows": [{"cells": dict(zip(keys, row, strict=True)), "values": {}} for row in rows[:MOST]],
        "notes": [said.said("record.more", language, n=more)] if more > 0 else [],
    }
