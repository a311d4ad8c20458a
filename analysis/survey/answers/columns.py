"""A column of the responses, its distinct values apart from where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analysis.survey.values import Value, cell_value, shown

PLATFORM_BLANKS = ("(空)", "（空）", "(跳过)", "（跳过）", "(空白)")  # what 问卷星 writes where nobody answered


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """
    The cells of one declared column; each distinct value is interpreted once.

    Attributes
    ----------
    rows : numpy.ndarray
        Spreadsheet row of each response, (n,).
    values : list
        The distinct values as the file has them, None among them where cells are empty.
    codes : numpy.ndarray
        For each response the position of its value in `values`, (n,).
    """

    rows: np.ndarray
    values: list[Value]
    codes: np.ndarray

    def places_where(self, wrong: list[bool] | np.ndarray) -> np.ndarray:
        """Positions of the responses whose value is among the wrong ones."""
        return np.flatnonzero(np.asarray(wrong, dtype=bool)[self.codes])

    def first_of(self, places: np.ndarray) -> dict:
        """How many responses, and the first of them with its answer: {n, first_row, first} for a message."""
        place = places[0]
        return {
            "n": len(places),
            "first_row": int(self.rows[place]),
            "first": shown(self.values[self.codes[place]]),
        }


def column_of(rows: np.ndarray, cells: Iterable[object], decimal: str = ".") -> Column:
    """A column with its distinct values as numbers and texts; `decimal` is "," where numbers are written so."""
    if isinstance(cells, np.ndarray) and cells.dtype.kind in "iuf":
        distinct, codes = np.unique(cells, return_inverse=True)
    else:
        keys = list(cells)
        if bool in set(map(type, keys)):  # which equal the numbers 1 and 0
            keys = [f"{cell}".upper() if isinstance(cell, bool) else cell for cell in keys]
        places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        codes = np.fromiter(map(places.__getitem__, keys), dtype=int, count=len(keys))
        distinct = list(places)
    return Column(rows=rows, values=[cell_value(cell, decimal) for cell in distinct], codes=codes.reshape(-1))
