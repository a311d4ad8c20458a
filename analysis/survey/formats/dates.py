"""Answers and group levels that a spreadsheet turned into dates: 1-2 into the second of January."""

import re
from datetime import date, time, timedelta

from analysis.survey.formats.table import Cells, Table, is_numeric
from analysis.survey.problems import Problem, problem
from analysis.survey.values import is_blank

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE_TEXT = re.compile(  # how spreadsheets write such dates into a text file
    rf"\d{{1,2}}[-–/. ]({MONTHS})[a-z]*\.?|({MONTHS})[a-z]*\.?[-–/. ]\d{{1,4}}|\d{{1,2}}[月월]\s?\d{{1,2}}[日일]",
    re.IGNORECASE,
)
RANGE_TEXT = re.compile(r"\d+\s*[-–—~～/至到]\s*\d+.*")


def date_problems(table: Table) -> list[Problem]:
    """
    Columns that hold dates or times beside other answers.

    Of a column that holds nothing else it is for the codebook to say whether they are meant.
    """
    found = [(name, cells, strange_cells(cells)) for name, cells in table.cells.items()]
    return [
        problem(
            "columns.dates",
            file=table.source,
            name=name,
            n=len(places),
            row=int(table.rows[places[0]]),
            found=str(cells[places[0]]),
        )
        for name, cells, places in found
        if places
    ]


def strange_cells(cells: Cells) -> list[int]:
    """The places of dates among other answers, and of texts such as 2-Jan among ranges such as 3-5."""
    if is_numeric(cells):
        return []
    distinct = {cell for cell in set(cells) if not is_blank(cell)}
    dates = {cell for cell in distinct if isinstance(cell, date | time | timedelta)}
    if not dates and any(isinstance(cell, str) and RANGE_TEXT.fullmatch(cell.strip()) for cell in distinct):
        dates = {cell for cell in distinct if isinstance(cell, str) and DATE_TEXT.fullmatch(cell.strip())}
    if not dates or len(dates) == len(distinct):
        return []
    return [place for place, cell in enumerate(cells) if not is_blank(cell) and cell in dates]
