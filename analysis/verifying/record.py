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
from analysis.survey.declared.names import width
from analysis.survey.declared.rules import LANGUAGES
from analysis.verifying import said
from analysis.verifying.causes import Cause
from analysis.verifying.comparison import Comparison, Number, Other
from analysis.verifying.delivered import Delivered

KINDS = ("count", "closed", "iterative", "simulated")
MOST = 4  # rows of a table of the record, so that it stays one page
LONGEST = 160  # characters of a cause in it
PLACE = 40  # characters of a place in it
AROUND = 30  # characters of a sentence in it, from a little before the first that differs


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
    yield heading(say("record.causes"))
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
    columns = ("kind", "n", "different", "largest")
    yield table("kinds", "record.kinds", columns, kind_rows(compared, language), language, say("record.note"))
    if compared.different:
        columns = ("name", "reported", "recomputed", "difference", "most", "digit")
        rows = [
            (
                ending(number.name),
                exact(number.reported),
                exact(number.recomputed),
                f"{number.difference:.3g}",
                f"{number.allowed.most:.1g}",
                say("words.yes" if number.printed else "words.no"),
            )
            for number in sorted(compared.different, key=lambda n: -len(n.printed))
        ]
        yield table("numbers", "record.numbers", columns, rows, language)
    for key, others in (("verdicts", compared.verdicts), ("printed", compared.printed.get(language, []))):
        if others:
            yield table(
                key, f"record.{key}", ("place", "reported", "recomputed"), list(map(other_row, others)), language
            )


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
    """The place of a text and both its forms; of long ones what differs first."""
    a, b = other.reported or "–", other.recomputed or "–"
    first = next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
    start = max(first - AROUND // 3, 0) if max(len(a), len(b)) > AROUND else 0
    return (ending(other.name), *(("…" if start else "") + shortened(text[start:], AROUND) for text in (a, b)))


def document_blocks(name: str, document: Delivered, number: int, language: str) -> Iterator[Block]:
    """What the comparison of a delivered document shows."""

    def say(code: str, **values: Any) -> str:
        return said.said(code, language, file=name, **values)

    if not document.slips:
        yield paragraph(say("record.holds", n=document.n_numbers))
    if document.slips:
        rows = [(where(slip, language), slip.reported, slip.recomputed) for slip in document.slips]
        yield table(
            f"slips-{number}", "record.document", ("place", "reported", "recomputed"), rows, language, file=name
        )
    if document.lost:
        places = "; ".join(
            f"{unit.place or unit.section} “{shortened(unit.text, 40)}”" for unit in document.lost[:MOST]
        )
        yield paragraph(say("record.lost", places=places))


def where(slip: Any, language: str) -> str:
    """The place of a number in a document: the table and row or the section, and the page."""
    place = slip.place or slip.section
    return said.said("words.page", language, place=place, page=slip.page) if slip.page else place


def exact(value: float) -> str:
    return f"{value:.10g}"


def ending(name: str) -> str:
    """A name, of a long one its end, which is the more particular."""
    return name if width(name) <= PLACE else "…" + fitting(name[::-1], PLACE)[::-1]


def shortened(text: str, most: int = LONGEST) -> str:
    """A text, of a long one its beginning."""
    return text if width(text) <= most else fitting(text, most) + "…"


def fitting(text: str, most: int) -> str:
    """As much of a text as has room in so many columns, of which a Chinese character takes two."""
    return text[: next(size for size in range(min(most, len(text)), -1, -1) if width(text[:size]) <= most)]


def heading(text: str) -> Block:
    """What stands above a list; on one page, no table of contents leads to it."""
    return {"kind": "paragraph", "html": f"<strong>{escape(text)}</strong>", "claims": []}


def paragraph(text: str) -> Block:
    return {"kind": "paragraph", "html": escape(text), "claims": []}


def listed(texts: Sequence[str], language: str) -> Block:
    items = [escape(shortened(text)) for text in texts[:MOST]]
    if left := len(texts) - len(items):
        items.append(said.said("record.more", language, n=left))
    return {"kind": "list", "ordered": False, "items": items, "claims": []}


def table(
    name: str,
    caption: str,
    keys: Sequence[str],
    rows: Sequence[Sequence[str]],
    language: str,
    note: str = "",
    **values: Any,
) -> Block:
    """A small table in the words of this room: of its caption, its columns, and how many rows are left out."""
    labels = [{"key": key, "label": said.said(f"columns.{key}", language), "align": "left"} for key in keys]
    more = [said.said("record.more", language, n=len(rows) - MOST)] if len(rows) > MOST else []
    return {
        "kind": "table",
        "id": f"tbl-{name}",
        "label": "",
        "caption": escape(said.said(caption, language, **values)),
        "columns": labels,
        "rows": [{"cells": dict(zip(keys, row, strict=True)), "values": {}} for row in rows[:MOST]],
        "notes": [escape(text) for text in (*more, note) if text],
    }
