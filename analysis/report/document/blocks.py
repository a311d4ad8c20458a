"""Blocks: the document as plain data, before any format. See `document` for how they are numbered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from analysis.report.document.claim import Claim
from analysis.report.language import numbers
from analysis.report.language.numbered import place_of
from analysis.report.language.writer import Writer

MIME = "application/vnd.report.block+json"  # what a notebook's output calls a list of blocks
Block = dict[str, Any]
Row = dict[str, Any]  # of a table: by column a `Cell` or text


class Column(NamedTuple):
    """A column of a table: its label stands in the toml file under the table's name; else it is the key itself."""

    key: str
    align: str = "decimal"
    group: str = ""


class Cell(NamedTuple):
    """A table cell: the text that is printed and the numbers in full precision behind it."""

    text: str
    values: Mapping[str, float | None] = MappingProxyType({})  # suffix -> number; "" is the cell's own


def formed(form: Callable[..., str], value: float | None, *args: Any) -> Cell:
    """A cell of one number in one of the forms of `numbers`."""
    return Cell(form(value, *args), {"": value})


def interval_cell(low: float | None, high: float | None, form: Callable[[float | None], str] = numbers.number) -> Cell:
    return Cell(numbers.interval(low, high, form), {"_low": low, "_high": high})


def heading(write: Writer, level: int, name: str, **values: Any) -> Block:
    return {"kind": "heading", "level": level, "id": name, "text": write.plain("headings", name, **values)}


def paragraph(write: Writer, *parts: str | Claim, **values: Any) -> Block:
    """Sentences in a row: the name of a piece of fixed prose ('section.macro') or a claim."""
    return {"kind": "paragraph", "html": running_text(write, *parts, **values), "claims": claim_keys(parts)}


def running_text(write: Writer, *parts: str | Claim, **values: Any) -> str:
    return write.join([write.sentence(p) if isinstance(p, Claim) else write.prose(p, **values) for p in parts])


def claim_keys(parts: Iterable[str | Claim]) -> list[str]:
    return [part.key for part in parts if isinstance(part, Claim)]


def bullets(write: Writer, rows: Sequence[Sequence[str | Claim]], ordered: bool = False) -> Block:
    """A list; each item is made of sentences as a paragraph is."""
    items = [running_text(write, *row) for row in rows]
    return {"kind": "list", "ordered": ordered, "items": items, "claims": [k for row in rows for k in claim_keys(row)]}


def note(write: Writer, tone: str, *parts: str | Claim, **values: Any) -> Block:
    return {
        "kind": "note",
        "tone": tone,
        "html": running_text(write, *parts, **values),
        "claims": claim_keys(parts),
    }


def table(write: Writer, name: str, columns: list[Column], rows: list[dict], wide: Any = False, **values: Any) -> Block:
    """
    A table: caption, column labels and notes come from tables.toml under `name`.

    A row maps column keys to `Cell` or text; a row made by `section_row` is a sub-head over all columns.
    """
    block = {
        "kind": "table",
        "id": f"tbl-{name}",
        "caption": write.label("tables", name, "caption", **values),
        "columns": [column_entry(write, name, column, values) for column in columns],
        "rows": [row if row.get("section") is True else row_entry(row) for row in rows],
        "notes": write.labels("tables", name, "notes", **values),
    }
    return block | ({"wide": True} if wide else {})


def column_entry(write: Writer, table_name: str, column: Column, values: dict) -> dict:
    named = write.has_label("tables", table_name, "columns", column.key)
    label = write.label("tables", table_name, "columns", column.key, **values) if named else column.key
    entry = {"key": column.key, "label": label, "align": column.align}
    if column.group:
        entry["group"] = write.label("tables", table_name, "groups", column.group, **values)
    return entry


def row_entry(row: dict[str, Cell | str]) -> dict:
    cells = {key: cell if isinstance(cell, Cell) else Cell(cell) for key, cell in row.items()}
    values = {key + suffix: value for key, cell in cells.items() for suffix, value in cell.values.items()}
    places = {
        key: found for key, cell in cells.items() if (found := [*filter(None, map(place_of, cell.values.values()))])
    }
    entry = {"cells": {key: cell.text for key, cell in cells.items()}, "values": values}
    return entry | ({"places": places} if places else {})


def section_row(columns: list[Column], text: str) -> dict:
    """A sub-head that spans the table."""
    return {"cells": {columns[0].key: text}, "values": {}, "section": True}


def figure(write: Writer, name: str, **values: Any) -> list[Block]:
    """The figure as a list of one block without its picture yet, or an empty list where it cannot be drawn."""
    if name not in write.figures:
        return []
    caption = write.label("figures", name, "caption", **values)
    return [{"kind": "figure", "id": f"fig-{name}", "caption": caption, "name": name}]


def in_all_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Plain data with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [in_all_texts(item, change) for item in value]
    if isinstance(value, dict):
        return {key: in_all_texts(item, change) for key, item in value.items()}
    return value
