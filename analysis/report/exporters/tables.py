"""How a table is laid out, in digits' widths, before any format draws it."""

import re
import unicodedata
from dataclasses import dataclass

from analysis.report.exporters.markup import plain_text

WIDTHS = {".": 0.5, ",": 0.5, " ": 0.5, "−": 1.2, "<": 1.2, ">": 1.2, "=": 1.2, "%": 1.7, "–": 1.0, "[": 0.7, "]": 0.7}
WIDE_CHARACTER = 2.15  # a Chinese character beside a Latin digit of the same size


@dataclass(frozen=True)
class Head:
    """One cell of a table's head; `label` is inline XML, `key` that of its column, empty over several."""

    label: str
    align: str
    key: str = ""
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class DecimalColumn:
    """
    A column whose decimal points stand in one line.

    Parameters
    ----------
    width : of all its numbers together, in digits.
    space : per row, what stands free to the right of its number, in digits.
    """

    width: float
    space: list[float]


def text_width(text: str) -> float:
    """Width of a text, in digits: exact for numbers, near for words."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return WIDE_CHARACTER
    return WIDTHS.get(character, 1.0)


def head_rows(columns: list[dict]) -> list[list[Head]]:
    """One row of head cells, or two where columns are grouped under a spanner."""
    if not any(column.get("group") for column in columns):
        return [[Head(column["label"], column["align"], column["key"]) for column in columns]]
    upper, lower, last = [], [], None
    for column in columns:
        group = column.get("group")
        if not group:
            upper.append(Head(column["label"], column["align"], column["key"], rows=2))
        else:
            lower.append(Head(column["label"], column["align"], column["key"]))
            if group == last:
                upper[-1] = Head(group, "center", columns=upper[-1].columns + 1)
            else:
                upper.append(Head(group, "center"))
        last = group
    return [upper, lower]


def decimal_column(texts: list[str]) -> DecimalColumn:
    """The layout of one column of printed numbers; a dash or a word stands in the middle."""
    parts = [_split(text) for text in texts]
    left = max((text_width(whole) for whole, _ in parts), default=0.0)
    right = max((text_width(fraction) for whole, fraction in parts if whole or fraction), default=0.0)
    space = [right - text_width(fraction) for _, fraction in parts]
    for row, text in enumerate(texts):
        if not re.search(r"\d", text):
            space[row] = max((left + right - text_width(text)) / 2, 0.0)
    return DecimalColumn(left + right, [round(value, 2) for value in space])


def _split(text: str) -> tuple[str, str]:
    """A printed number before and from its decimal point; nothing where there is no digit."""
    if not re.search(r"\d", text):
        return "", ""
    point = re.search(r"\.\d", text)
    at = point.start() if point else re.search(r"\d(?!.*\d)", text).end()
    return text[:at], text[at:]


def column_texts(table: dict, key: str) -> list[str]:
    """The printed cells of one column, sub-heads left out as empty."""
    return ["" if row.get("section") else row["cells"].get(key, "") for row in table["rows"]]


def decimal_columns(table: dict) -> dict[str, DecimalColumn]:
    """The layout of every decimal column, by key."""
    keys = (column["key"] for column in table["columns"] if column["align"] == "decimal")
    return {key: decimal_column(column_texts(table, key)) for key in keys}


def column_widths(table: dict) -> dict[str, float]:
    """
    The width each column would like, by key, in digits, without the space between columns.

    Numbers stay on one line; words of a left column may wrap beyond 44 digits; a head wraps between words.
    """
    widths = {}
    for column in table["columns"]:
        cells = max(map(text_width, column_texts(table, column["key"])), default=0.0)
        words = max(map(text_width, plain_text(column["label"]).split()), default=0.0)
        widths[column["key"]] = max(min(cells, 44.0) if column["align"] == "left" else cells, words, 3.0)
    return widths


@dataclass(frozen=True)
class Layout:
    """
    How a table stands on A4 paper.

    Parameters
    ----------
    size : of its type, in points.
    turned : whether it needs a page turned to landscape.
    share : of the line's width that it fills.
    widths : of its columns, as shares of the table's width.
    """

    size: float
    turned: bool
    share: float
    widths: list[float]


LINE = 94.0  # digits of a 9-point table across 160 mm
TURNED_LINE = 145.0  # the same on a page turned to landscape, 247 mm
GAP = 2.4  # digits between two columns
SIZE = 9.0  # points
SMALLEST = 7.5  # points; a table that needs less is turned


def paper_layout(table: dict) -> Layout:
    """The size, direction and column widths of a table on A4 paper."""
    widths = [width + GAP for width in column_widths(table).values()]
    needed = sum(widths)
    turned = needed * SMALLEST / SIZE > LINE
    line = TURNED_LINE if turned else LINE
    return Layout(
        size=round(SIZE * min(1.0, line / needed), 1),
        turned=turned,
        share=round(min(needed * 1.12 / line, 1.0), 3),
        widths=[round(width / needed, 4) for width in widths],
    )
