"""Quoted cells that swallow the rows after them: a quote left open that a later quote happens to close."""

import re
from collections.abc import Sequence

from analysis.survey.errors import DataError
from analysis.survey.problems import problem

LINE_END = re.compile(r"\r\n|\r|\n")
RUNS = ((re.compile(r"\d+"), "9"), (re.compile(r"[^\W\d_]+"), "a"), (re.compile(r"\s+"), " "))
MOST_SEEN = 2000  # records from which the shapes of a column's cells are learnt
PLAUSIBLE = 0.5  # share of the cells of swallowed rows that must look like their columns


def require_no_swallowed_rows(source: str, records: Sequence[list[str]], separator: str) -> None:
    """
    Refuse a record one of whose cells holds rows of the table.

    An open quote that the next open quote closes leaves a record of the right width, which no reader objects to. Its
    cell has the line ends of the swallowed rows, and between them exactly the separators of whole rows; that their
    cells look like those of their columns tells them from an answer of several lines.
    """
    seen = None
    for row, record in enumerate(records, start=1):
        for place, cell in enumerate(record):
            if ("\n" in cell or "\r" in cell) and row > 1:
                pieces = swallowed_cells(cell, place, len(records[0]), separator)
                if not pieces:
                    continue
                seen = seen or shapes_by_column(records)
                if plausible_share(pieces, seen) >= PLAUSIBLE:
                    n_lost = len(LINE_END.findall(cell))
                    raise DataError(problem("delimited.swallowed", file=source, row=row, n=n_lost))


def swallowed_cells(cell: str, place: int, width: int, separator: str) -> list[tuple[int, str]]:
    """The cells, with their columns, that a quoted cell would hold if it had swallowed whole rows; else nothing."""
    first, *between, last = (line.split(separator) for line in LINE_END.split(cell))
    fits = len(first) == width - place and len(last) == place + 1 and all(len(line) == width for line in between)
    if not fits:
        return []
    pieces = [(column, text) for line in between for column, text in enumerate(line)]
    pieces += list(enumerate(first[1:], start=place + 1))
    return pieces + list(enumerate(last[:-1]))


def shapes_by_column(records: Sequence[list[str]]) -> list[set[str]]:
    """For each column the shapes of its cells, those with line breaks apart."""
    shapes: list[set[str]] = [set() for _ in records[0]]
    for record in records[1 : MOST_SEEN + 1]:
        for column, cell in zip(shapes, record, strict=False):
            if not LINE_END.search(cell):
                column.add(shape(cell))
    return shapes


def plausible_share(pieces: Sequence[tuple[int, str]], seen: Sequence[set[str]]) -> float:
    """The share of cells whose shape occurs in their column."""
    return sum(shape(text) in seen[column] for column, text in pieces) / len(pieces)


def shape(cell: str) -> str:
    """
    What a cell looks like: runs of digits as 9, of letters as a.

    >>> shape("R012"), shape("4"), shape("not at all")
    ('a9', '9', 'a a a')
    """
    text = cell.strip().strip('"')
    for run, sign in RUNS:
        text = run.sub(sign, text)
    return text
