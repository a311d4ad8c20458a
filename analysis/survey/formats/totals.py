"""Rows below the answers that sum them up, as people leave them in spreadsheets: totals and means of every column."""

import math
from collections.abc import Sequence
from dataclasses import replace

from analysis.survey.formats.table import Cells, Table, kept
from analysis.survey.problems import problem
from analysis.survey.values import cell_value

MOST_ROWS = 3  # at the end of a table that sum it up
LEAST_COLUMNS = 2  # whose totals or means such a row must hold
LEAST_ANSWERS = 10  # above it


def without_totals(table: Table) -> Table:
    """
    A table without the rows at its end that hold the totals or the means of the rows above them, which are named.

    A row is one if each of its numbers is the sum of its column, or each the mean, to as many places as are written. A
    sum must exceed every answer, and some mean have decimals: else they may be answers.
    """
    n = next((n for n in range(MOST_ROWS, 0, -1) if sum_up(table, n)), 0)
    if not n:
        return table
    stays = table.rows < table.rows[-n]
    return replace(
        table,
        rows=table.rows[stays],
        cells={name: kept(column, stays) for name, column in table.cells.items()},
        warnings=[*table.warnings, problem("rows.totals", file=table.source, rows=table.rows[-n:].tolist())],
    )


def sum_up(table: Table, n: int) -> bool:
    """Whether each of the last n rows sums up those above all of them."""
    if table.n_rows < LEAST_ANSWERS + n:
        return False
    return all(is_total(table, row, table.n_rows - n) for row in range(table.n_rows - n, table.n_rows))


def is_total(table: Table, row: int, n_above: int) -> bool:
    """Whether each number of a row is the sum, or each the mean, of the first n_above rows of its column."""
    totals, possible = [], {"sum", "mean"}
    for column in table.cells.values():
        total = number_in(column[row], table.decimal)
        if total is None:
            continue
        above = numbers_in(column[:n_above], table.decimal)
        possible = possible & kinds_of(total, above) if len(above) >= n_above / 2 else set()
        if not possible:
            return False
        totals.append(total)
    has_decimals = not all(map(float.is_integer, totals))
    return len(totals) >= LEAST_COLUMNS and ("sum" in possible or has_decimals)


def kinds_of(total: float, above: Sequence[float]) -> set[str]:
    """Of which kinds a number is the total of those above it, to the places that it is written with."""
    whole = math.fsum(above)
    places = max(len(repr(total).partition(".")[2]), 1)
    is_mean = abs(total - whole / len(above)) <= 0.5 * 10.0**-places + 1e-9
    is_sum = abs(total - whole) <= 1e-6 * abs(whole) + 0.5 * 10.0**-places and abs(total) > max(map(abs, above))
    return {kind for kind, holds in (("sum", is_sum), ("mean", is_mean)) if holds}


def number_in(cell: object, decimal: str) -> float | None:
    """The number in a cell; None where it holds none."""
    value = cell_value(cell, decimal)
    return value if isinstance(value, float) and math.isfinite(value) else None


def numbers_in(cells: Cells, decimal: str) -> list[float]:
    """The numbers in cells."""
    return [number for cell in cells if (number := number_in(cell, decimal)) is not None]
