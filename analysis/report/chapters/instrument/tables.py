"""Tables of section 1."""

from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, section_row, table
from analysis.report.document.lookups import dimensions, item_entries, outcomes
from analysis.report.language import numbers
from analysis.report.language.writer import Writer

COLUMNS = [Column("scale", "left"), Column("n_items"), Column("items", "left"), Column("range", "center")]


def scales(write: Writer, results: dict) -> Block:
    """Every scale with its items and answer scale."""
    entries = item_entries(results)

    def row(scale: dict) -> dict:
        items = [entries[name] for name in scale["items"]]
        low, high = min(item["low"] for item in items), max(item["high"] for item in items)
        codes = [write.names.item(name) + ("*" if entries[name]["reversed"] else "") for name in scale["items"]]
        return {
            "scale": write.names.scale(scale["name"]),
            "n_items": cells.count(len(items)),
            "items": write.names.row(codes),
            "range": f"{numbers.number(low, 0)}–{numbers.number(high, 0)}",
        }

    rows = [section_row(COLUMNS, write.word("kinds", "dimension")), *map(row, dimensions(results))]
    if outcomes(results):
        rows += [section_row(COLUMNS, write.word("kinds", "outcome")), *map(row, outcomes(results))]
    return explained(table(write, "scales", COLUMNS, rows), entries)


def explained(block: Block, entries: dict[str, dict]) -> Block:
    """A table of items without the note on the asterisk where no item carries one."""
    return block if any(item["reversed"] for item in entries.values()) else block | {"notes": []}
