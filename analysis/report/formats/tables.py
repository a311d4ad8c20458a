"""How a table is laid out, in digits' widths, before any format draws it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from math import ceil

from analysis.report.formats.markup import plain_text

NARROW, BROAD = 0.65, 1.6  # beside a digit: i, l and the like; m and w
WIDTHS = (
    dict.fromkeys("fijlrt'’()[]", NARROW)
    | dict.fromkeys("mwMW", BROAD)
    | {".": 0.5, ",": 0.5, " ": 0.55, "−": 1.2, "<": 1.2, ">": 1.2, "=": 1.2, "%": 1.7, "–": 1.0}
)
CAPITAL = 1.4
LONG_CELLS = (44.0, 32.0, 24.0)  # digits beyond which words wrap: the first, or what spares a page to be turned
SHORT_LINE, SHORT_LABEL = 12.0, 9.0  # digits
WIDE_CHARACTER = 2.2  # a Chinese character beside a Latin digit of the same size


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


@cache
def text_width(text: str) -> float:
    """Width of a text, in digits: exact for numbers, near for words."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return WIDE_CHARACTER
    return WIDTHS.get(character, CAPITAL if character.isupper() else 1.0)


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
    last, point = re.search(r"\d(?!.*\d)", text), re.search(r"\.\d", text)
    if not last:
        return "", ""
    at = point.start() if point else last.end()
    return text[:at], text[at:]


def column_texts(table: dict, key: str) -> list[str]:
    """The printed cells of one column, sub-heads left out as empty."""
    return ["" if row.get("section") else row["cells"].get(key, "") for row in table["rows"]]


def decimal_columns(table: dict) -> dict[str, DecimalColumn]:
    """The layout of every decimal column, by key."""
    keys = (column["key"] for column in table["columns"] if column["align"] == "decimal")
    return {key: decimal_column(column_texts(table, key)) for key in keys}


def head_width(label: str) -> float:
    """The width a head cell would like: all of a short label; of a longer one half, but no less than its words."""
    text = plain_text(label)
    whole = text_width(text)
    if whole <= SHORT_LABEL:
        return whole
    words = re.split(r"\s|(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", text)
    return max(max(map(text_width, words)), min(whole / 2, SHORT_LINE))


def column_widths(table: dict, longest: float = LONG_CELLS[0]) -> dict[str, float]:
    """
    The width each column would like, by key, in digits, without the space between columns.

    Numbers stay on one line; words of a left column may wrap beyond `longest` digits; heads wrap between words.
    """
    widths = {}
    for column in table["columns"]:
        cells = max(map(text_width, column_texts(table, column["key"])), default=0.0)
        kept = min(cells, longest) if column["align"] == "left" else cells
        widths[column["key"]] = max(kept, head_width(column["label"]), 3.0)
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
    height : of its body, in rows of one line.
    """

    size: float
    turned: bool
    share: float
    widths: list[float]
    height: float


LINE = 106.0  # digits of a 9-point table across 160 mm
TURNED_LINE = 164.0  # the same on a page turned to landscape, 247 mm
GAP = 2.2  # digits between two columns
SIZE = 9.0  # points
ROOM = 1.08  # beyond what a table needs
SMALLEST = 7.0  # points; a table that needs less is turned
FURTHER_LINE = 0.8  # of a row's height, for each line but the first


def paper_layout(table: dict) -> Layout:
    """The size, direction, column widths and height of a table on A4 paper."""
    tried = [needed_widths(table, longest) for longest in LONG_CELLS]
    upright = [widths for widths in tried if sum(widths) * SMALLEST / SIZE <= LINE]
    widths, turned = (upright or tried)[0], not upright
    line = TURNED_LINE if turned else LINE
    for place, column in enumerate(table["columns"]):
        wanted = max(map(text_width, column_texts(table, column["key"])), default=0.0) + GAP
        widths[place] += max(min(wanted - widths[place], line / ROOM - sum(widths)), 0.0)
    needed = sum(widths)
    return Layout(
        size=round(SIZE * min(1.0, line / needed), 1),
        turned=turned,
        share=round(min(needed * ROOM / line, 1.0), 3),
        widths=[round(width / needed, 4) for width in widths],
        height=body_height(table, [width - GAP for width in widths]),
    )


def needed_widths(table: dict, longest: float) -> list[float]:
    """Widths of the columns with the gaps between them, in digits, where words wrap beyond `longest`."""
    widths = [width + GAP for width in column_widths(table, longest).values()]
    first = table["columns"][0]["key"]
    sections = [text_width(row["cells"].get(first, "")) for row in table["rows"] if row.get("section")]
    widths[0] += max(max(sections, default=0.0) + GAP - sum(widths), 0.0)
    return widths


def body_height(table: dict, widths: list[float]) -> float:
    """Height of all rows under the head, in rows of one line, where the columns are so many digits wide."""
    lines = dict.fromkeys(range(len(table["rows"])), 1.0)
    for column, width in zip(table["columns"], widths, strict=True):
        for row, text in enumerate(column_texts(table, column["key"])):
            lines[row] = max(lines[row], ceil(text_width(text) / width))
    return sum(1 + FURTHER_LINE * (count - 1) for count in lines.values())
