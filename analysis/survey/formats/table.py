"""What every reader gives: the cells of the declared columns, where they come from, and what is to be said of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analysis.survey.errors import DataError
from analysis.survey.formats.headers import (
    column_problems,
    header_further_down,
    joined_header,
    matched,
    row_below_title,
    single_names,
)
from analysis.survey.problems import Problem, problem
from analysis.survey.values import is_blank, level_name

if TYPE_CHECKING:
    import numpy as np

Cells = Sequence[Any]
Record = Sequence[Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """
    The cells of the declared columns, not yet interpreted.

    Attributes
    ----------
    source : str
        The file's name, for messages.
    format : str
        What the file is: "csv", "xlsx", "xls", "ods", "sav", "por", "dta" or "parquet".
    encoding : str
        The encoding that a text, SPSS or Stata file was read in; empty where the format has but one.
    sheet : str
        The sheet that a workbook was read from; empty for other formats.
    headings : list of str
        The names of all columns of the file, as they stand there.
    rows : numpy.ndarray
        Spreadsheet row of each response, (n,).
    cells : dict
        For each declared column, by its name in the codebook, the n cells: numbers, texts, dates, truth values or
        None. In the file's order of columns.
    decimal : str
        What separates decimals in the file's numbers: a point, or a comma as well.
    value_labels : dict
        For a column, the texts that the file itself gives to values (SPSS, Stata).
    variable_labels : dict
        For a column, the wording that the file itself gives (SPSS, Stata).
    user_missing : dict
        For a column, the ranges of numbers that the file itself declares as no answers (SPSS).
    problems : list of Problem
        Declared columns that are absent or ambiguous, cells that cannot be what they seem.
    warnings : list of Problem
        What is sound and still to be told: an encoding that was guessed, blank rows left out, sheets passed over.
    """

    source: str
    format: str
    rows: "np.ndarray"
    cells: dict[str, Cells]
    encoding: str = ""
    sheet: str = ""
    headings: list[str] = field(default_factory=list)
    decimal: str = "."
    value_labels: dict[str, dict[Any, str]] = field(default_factory=dict)
    variable_labels: dict[str, str] = field(default_factory=dict)
    user_missing: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def n_rows(self) -> int:
        """How many responses the file holds."""
        return len(self.rows)


def table_of_records(
    source: str, records: list[Record], names: Sequence[str] | None, header_rows: int = 1, **about: Any
) -> Table:
    """
    The declared columns of records whose first is the header.

    Parameters
    ----------
    source : str
        The file's name.
    records : list of sequence
        Record i is row i + 1 of a spreadsheet.
    names : sequence of str or None
        The declared columns; None for every column that has a name of its own.
    header_rows : int
        How many rows at the top name the columns together.
    **about
        Further fields of the `Table`.

    Raises
    ------
    DataError
        If the header is blank or stands further down, or rows have more or fewer cells than it.
    """
    import numpy as np

    top = [[heading(cell) for cell in record] for record in records[:header_rows]]
    if len({len(cells) for cells in top}) > 1:
        raise DataError(problem("columns.no_header", file=source))
    header = joined_header(top) if top else []
    below_title = names is None and row_below_title(records)
    names = single_names(header) if names is None else names
    if header_rows == 1 and len(records) > 1 and (row := below_title or header_further_down(records, names)):
        raise DataError(problem("columns.further_down", file=source, row=row))
    if not any(header):
        raise DataError(problem("columns.no_header", file=source))
    below = enumerate(records[header_rows:], start=header_rows + 1)
    filled = [(row, record) for row, record in below if not all(map(is_blank, record))]
    require_even(source, filled, len(header))
    places = matched(header, names)
    rows = np.array([row for row, _ in filled], dtype=int)
    return Table(
        source=source,
        rows=rows,
        cells={name: [record[place] for _, record in filled] for name, place in places.items()},
        headings=header,
        problems=column_problems(source, names, header) + about.pop("problems", []),
        warnings=blank_row_warnings(source, rows, header_rows + 1) + about.pop("warnings", []),
        **about,
    )


def heading(cell: object) -> str:
    """The name in a cell of the first row: a whole number without its decimal point, nothing for an empty cell."""
    return "" if is_blank(cell) else level_name(cell).strip()


def require_even(source: str, filled: Sequence[tuple[int, Record]], width: int) -> None:
    """Refuse rows with more or fewer cells than the header has; separators at the end of a row do no harm."""
    uneven = [
        (row, len(record))
        for row, record in filled
        if len(record) != width and (len(record) < width or not all(map(is_blank, record[width:])))
    ]
    if uneven:
        row, n_cells = uneven[0]
        raise DataError(problem("rows.uneven", file=source, n=len(uneven), width=width, row=row, n_cells=n_cells))


def blank_row_warnings(source: str, rows: "np.ndarray", first: int = 2) -> list[Problem]:
    """Rows without an entry between the responses, which begin in row `first`: they are left out, and told."""
    if not len(rows):
        return []
    absent = sorted(set(range(first, int(rows[-1]))) - set(rows.tolist()))
    return [problem("rows.blank", file=source, n=len(absent), row=absent[0])] if absent else []


def table_of_columns(
    source: str,
    cells: Mapping[str, Cells],
    names: Sequence[str],
    header: Sequence[str],
    all_columns: Callable[[], Iterable[Cells]],
    **about: Any,
) -> Table:
    """
    The declared columns of a file that keeps them apart, such as those of statistics programs.

    Parameters
    ----------
    source : str
        The file's name.
    cells : mapping
        The n cells of each declared column that the file has.
    names : sequence of str
        The declared columns.
    header : sequence of str
        The names of all columns of the file.
    all_columns : callable
        Gives the cells of all columns; asked only where rows without an entry in the declared ones are to be judged.
    **about
        Further fields of the `Table`.
    """
    import numpy as np

    blank = all_blank(cells.values())
    if blank.any():
        blank = all_blank(all_columns())
    rows = 2 + np.flatnonzero(~blank)
    return Table(
        source=source,
        rows=rows,
        cells={name: kept(column, ~blank) for name, column in cells.items()},
        headings=list(header),
        problems=column_problems(source, names, header),
        warnings=blank_row_warnings(source, rows) + about.pop("warnings", []),
        **about,
    )


def all_blank(columns: Iterable[Cells]) -> "np.ndarray":
    """Which rows hold no entry in any of the columns, as truth values (n,); (0,) where there are no columns."""
    import numpy as np

    blank = None
    for column in columns:
        blank = blank_cells(column) if blank is None else blank & blank_cells(column)
    return np.zeros(0, dtype=bool) if blank is None else blank


def kept(column: Cells, mask: "np.ndarray") -> Cells:
    """The cells of some rows, in what they came in."""
    import numpy as np

    if isinstance(column, np.ndarray):
        return column[mask]
    return list(column) if mask.all() else [cell for cell, keep in zip(column, mask, strict=True) if keep]


def blank_cells(column: Cells) -> "np.ndarray":
    """Which cells of a column are empty, as truth values (n,)."""
    import numpy as np

    if is_numeric(column):
        return np.isnan(column)
    return np.fromiter(map(is_blank, column), dtype=bool, count=len(column))


def is_numeric(column: Cells) -> bool:
    """Whether a column came as an array of numbers."""
    kind = getattr(column, "dtype", None)
    return kind is not None and kind.kind in "iuf"
