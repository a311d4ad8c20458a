"""Which coefficients the specification curve shows, kind by kind, and whether they stand on a page."""

from dataclasses import dataclass

from analysis.report.document.contents import Results
from analysis.report.findings import sensitivity
from analysis.report.findings.sensitivity import Compared

COLUMNS = (("slope", "loss"), ("alpha", "r_squared", "cfi"))
"""Kinds of coefficients, a panel each, left and right."""

MOST_ROWS = 40  # of both columns: with more the figure would not stand on a page


@dataclass(frozen=True)
class Panel:
    """One kind of coefficient and its rows."""

    quantity: str
    rows: list[Compared]


def panels(results: Results) -> list[list[Panel]]:
    """The panels of each column that have rows."""
    rows = [row for row in sensitivity.compared(results) if row.own.value is not None]
    columns = [
        [Panel(kind, own) for kind in kinds if (own := [row for row in rows if row.key.quantity == kind])]
        for kinds in COLUMNS
    ]
    return [column for column in columns if column]


def is_held(results: Results) -> bool:
    """Whether there are coefficients to compare, and not too many."""
    n_rows = [len(panel.rows) for column in panels(results) for panel in column]
    return 1 < sum(n_rows) <= MOST_ROWS
