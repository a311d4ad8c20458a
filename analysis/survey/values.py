"""What a cell holds, whatever file it came from: a number, a text, or nothing."""

import math
import re
import unicodedata
from datetime import date
from numbers import Number
from typing import Any

from analysis.survey.texts import unmarked

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
WHITE = "".join(character for character in map(chr, range(0x3001)) if character.isspace())
EDGES = WHITE + "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # what does not count around a text
JOINT = ", "  # between the answers that results count together

Value = float | str | None


def cell_value(cell: Any, decimal: str = ".") -> Value:
    """
    The number or text in a cell; None where it is empty.

    A text that is a number written out is that number; spaces and invisible characters around it do not count. A truth
    value stays a text, 'TRUE' or 'FALSE' as a spreadsheet shows it: whether it means 1 is for the codebook's labels to
    say. What is too large for a number is none.

    Parameters
    ----------
    cell : object
    decimal : str
        "," where a comma in a number separates its decimals.

    >>> cell_value(" 4.0 "), cell_value("often"), cell_value(""), cell_value("3,5", decimal=",")
    (4.0, 'often', None, 3.5)
    """
    if isinstance(cell, str):
        text = bare(cell)
        if decimal == "," and DECIMAL_COMMA.fullmatch(text):
            return float(text.replace(",", "."))
        return number_or(text, float(text)) if NUMBER.fullmatch(text) else text or None
    if cell is None or cell != cell:  # only NaN and NaT differ from themselves
        return None
    if is_truth_value(cell):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Number):
        return number_or(str(cell), float(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def bare(text: str) -> str:
    """
    A text without the white space and invisible characters around it.

    >>> bare("\\ufeff 5\\u200b ")
    '5'
    """
    return text if text.isascii() and text.isalnum() else unmarked(text.strip(EDGES))


def is_blank(cell: Any) -> bool:
    """Whether a cell is empty or holds nothing that can be seen."""
    if cell is None or cell == "":
        return True
    if isinstance(cell, str):
        return not cell.isalnum() and all(c.isspace() or unicodedata.category(c) in ("Cf", "Cc") for c in cell)
    return bool(cell != cell)


def number_or(text: str, number: float) -> float | str:
    """A number where it is finite, else how it was written."""
    return number if math.isfinite(number) else text


def is_truth_value(cell: Any) -> bool:
    """Whether a cell holds a truth value, Python's or NumPy's."""
    return isinstance(cell, bool) or type(cell).__name__ in ("bool", "bool_")


def shown(value: Value) -> str:
    """
    A value as a person would type it: whole numbers without a decimal point, texts in quotes.

    >>> shown(7.0), shown(2.5), shown("often")
    ('7', '2.5', "'often'")
    """
    return f"'{value}'" if isinstance(value, str) else level_name(value)


def level_name(value: Value) -> str:
    """
    A value as the name of a group or of an answer category.

    >>> level_name(2.0), level_name("Madrid")
    ('2', 'Madrid')
    """
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)
