"""Tables of section 1."""

import re

from analysis.report.document import cells
from analysis.report.document.blocks import Block, Cell, Column, section_row, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.survey.sections import ScaleSection

COLUMNS = [Column("scale", "left"), Column("n_items"), Column("items", "left"), Column("range", "center")]


def scales(write: Writer, results: Results) -> Block:
    """Every scale with its items and answer scale."""
    entries = results.study.by_variable

    def row(scale: ScaleSection) -> dict[str, Cell | str]:
        items = [entries[name] for name in scale.items]
        low, high = min(item.low for item in items), max(item.high for item in items)
        codes = [write.names.item(name) + ("*" if entries[name].reversed else "") for name in scale.items]
        return {
            "scale": write.names.scale(scale.name),
            "n_items": cells.count(len(items)),
            "items": write.names.row(codes),
            "range": numbers.TO[write.language].join(numbers.number(end, 0) for end in (low, high)),
        }

    rows = [section_row(COLUMNS, write.word("kinds", "dimension")), *map(row, results.study.dimensions)]
    if results.study.outcomes:
        rows += [section_row(COLUMNS, write.word("kinds", "outcome")), *map(row, results.study.outcomes)]
    is_reversed = any(item.reversed for item in entries.values())
    block = table(write, "scales", COLUMNS, rows, is_reversed=is_reversed, is_coded=bool(renamed(write, results)))
    return block | {"notes": [note for note in block["notes"] if note]}


def renamed(write: Writer, results: Results) -> dict[str, str]:
    """The names that the report has given to items, by the column's; of a column named by its question none."""
    wordings, codes = write.names.wordings, {name: write.names.item(name) for name in results.study.by_variable}
    given = (name for name, code in codes.items() if code != name and wordings.get(name) not in (name, None))
    return {name: codes[name] for name in given if not re.search(r"\s", name)}
