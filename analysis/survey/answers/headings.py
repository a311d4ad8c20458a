"""
Rows below the header that are no answers, as some platforms write them.

Qualtrics puts the questions' texts and its own ids ({"ImportId": ...}) below the header; exports that were put together
repeat the header further down. Such rows are told by their shape: each of their answers in words occurs in no other
row of its column, as no answer of a questionnaire does. They are left out, and named in a warning.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import numpy as np

from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.declarations import STEPPED_ROLES, Variable
from analysis.survey.values import Value, cell_value

MAX_HEADINGS = 3  # rows that a platform may put between header and answers
MIN_FILLED = 0.5  # share of the answer columns in which a row of questions has a text
IMPORT_ID = re.compile(r"\s*\{\s*[\"']+ImportId[\"']+\s*:.*\}\s*", re.DOTALL)

Columns = Sequence[tuple[Variable, Sequence[Any]]]


def heading_rows(cells: dict[str, Sequence[Any]], codebook: Codebook, n_rows: int) -> np.ndarray:
    """
    Which rows are headings.

    Parameters
    ----------
    cells : dict
        The cells of each declared column, (n,) each.
    codebook : Codebook
    n_rows : int

    Returns
    -------
    (n,) array of bool
    """
    headings = np.zeros(n_rows, dtype=bool)
    columns = [(codebook.by_name[name], column) for name, column in cells.items() if name in codebook.by_name]
    columns = [(variable, column) for variable, column in columns if variable.role in STEPPED_ROLES]
    texts = [(variable, column) for variable, column in columns if holds_texts(column)]
    if not columns or len(texts) < len(columns) * MIN_FILLED:
        return headings
    top = takewhile(lambda place: is_heading(place, texts, len(columns)), range(min(MAX_HEADINGS, n_rows)))
    headings[list(top)] = True
    headings[repeated_headers(texts, n_rows)] = True
    return headings


def holds_texts(column: Sequence[Any]) -> bool:
    """Whether a column can hold texts at all."""
    return not (isinstance(column, np.ndarray) and column.dtype.kind in "iufb")


def is_heading(place: int, columns: Columns, n_columns: int) -> bool:
    """Whether a row below the header holds ids of the platform, or questions that stand in no other row."""
    found = [(variable, column, cell_value(column[place])) for variable, column in columns]
    found = [(variable, column, value) for variable, column, value in found if value is not None]
    if not all(isinstance(value, str) for *_, value in found) or len(found) < n_columns * MIN_FILLED:
        return False
    if all(IMPORT_ID.fullmatch(str(value)) for *_, value in found):
        return True
    return all(not v.explains(value) and stands_alone(value, column) for v, column, value in found)


def stands_alone(value: Value, column: Sequence[Any]) -> bool:
    """Whether no other cell of a column has this value, however it is written."""
    return sum(n for cell, n in Counter(column).items() if cell_value(cell) == value) == 1


def repeated_headers(columns: Columns, n_rows: int) -> list[int]:
    """The places of rows that repeat the names of the columns."""
    if len(columns) < 2:
        return []
    repeats: set[int] | None = None
    for variable, column in columns:
        named = {cell for cell in set(column) if isinstance(cell, str) and cell.strip() == variable.name}
        places = {place for place in range(n_rows) if column[place] in named} if named else set()
        repeats = places if repeats is None else repeats & places
        if not repeats:
            return []
    return sorted(repeats or ())
