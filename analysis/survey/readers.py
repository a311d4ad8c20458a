"""
The response file, of whatever format, as cells of the declared columns.

Only declared columns leave this module. Rows carry the number that a spreadsheet would show, the header being row 1;
rows without a single cell filled in, which spreadsheets leave behind, are no responses.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from analysis.survey.delimited import read_records
from analysis.survey.errors import DataError, counted, nearest

Cells = Sequence[Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """
    The cells of the declared columns, not yet interpreted.

    Attributes
    ----------
    source : str
        The file's name, for messages.
    rows : numpy.ndarray
        Spreadsheet row of each response, (n,).
    cells : dict
        For each declared column the n cells: numbers, texts or None. In the file's order of columns.
    value_labels : dict
        For a column, the texts that the file itself gives to values (SPSS, Stata).
    variable_labels : dict
        For a column, the wording that the file itself gives (SPSS, Stata).
    problems : list of str
        Declared columns that are absent or ambiguous, rows that do not fit the header.
    """

    source: str
    rows: np.ndarray
    cells: dict[str, Cells]
    value_labels: dict[str, dict[Any, str]] = field(default_factory=dict)
    variable_labels: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_responses(path: Path, names: Sequence[str], sheet: str | None = None) -> Table:
    """
    The declared columns of a response file.

    Parameters
    ----------
    path : Path
        .csv (.tsv, .txt), .xlsx, .sav, .dta or .parquet.
    names : sequence of str
        The declared columns. Others are never read.
    sheet : str, optional
        The sheet of an .xlsx file that has several.

    Returns
    -------
    Table

    Raises
    ------
    DataError
        If the file is absent, empty, damaged or of another format.
    """
    reader = READERS.get(path.suffix.casefold())
    if sheet is not None and reader is not read_xlsx:
        raise DataError(f"study.toml: sheet = '{sheet}', but '{path.name}' is no .xlsx file. Remove the setting.")
    if reader is None:
        known = ", ".join(READERS)
        raise DataError(f"study.toml: '{path.name}' is of no format that can be read. Save it as one of {known}.")
    if not path.is_file():
        files = [e.name for e in path.parent.iterdir() if e.is_file() and e.suffix.casefold() in READERS]
        files = [name for name in files if name != "codebook.csv"]
        raise DataError(f"study.toml: the folder has no file '{path.name}'. {nearest(path.name, files)}")
    if path.stat().st_size == 0:
        raise DataError(
            f"{path.name}: the file is empty. It needs a header and the rows below it; save or export it again."
        )
    table = reader(path, names, sheet)
    if not len(table.rows):
        raise DataError(f"{path.name}: the file has a header but no answers. Export it again.")
    return table


def read_csv(path: Path, names: Sequence[str], sheet: str | None) -> Table:
    """Comma, semicolon or tab separated text."""
    return table_of_records(path.name, read_records(path, names), names)


def read_xlsx(path: Path, names: Sequence[str], sheet: str | None) -> Table:
    """One sheet of an Excel workbook, with the values that its formulas last had."""
    from zipfile import BadZipFile

    import openpyxl

    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError) as error:
        raise DataError(f"{path.name}: this is no Excel workbook ({error}). Save it as .xlsx again.") from error
    try:
        sheets = {page.title: page for page in workbook.worksheets}
        page = sheets[chosen_sheet(path.name, sheets, sheet)]
        records = [list(record) for record in page.iter_rows(values_only=True)]
    finally:
        workbook.close()
    width = max(map(len, records), default=0)
    return table_of_records(path.name, [record + [None] * (width - len(record)) for record in records], names)


def chosen_sheet(source: str, sheets: dict[str, Any], sheet: str | None) -> str:
    """The sheet that study.toml names, or else the only one with anything in its first row."""
    if sheet is not None:
        if sheet not in sheets:
            raise DataError(f"{source}: the workbook has no sheet '{sheet}'. {nearest(sheet, sheets)}")
        return sheet
    filled = [title for title, page in sheets.items() if any(next(page.iter_rows(max_row=1, values_only=True), ()))]
    if not filled:
        raise DataError(
            f"{source}: the file is empty. It needs a header and the rows below it; save or export it again."
        )
    if len(filled) > 1:
        raise DataError(
            f"{source}: the workbook has {len(filled)} sheets: {', '.join(filled)}. Name the one to read in "
            f'study.toml: sheet = "{filled[0]}".'
        )
    return filled[0]


def table_of_records(source: str, records: list[list[Any]], names: Sequence[str]) -> Table:
    """The declared columns of records whose first is the header; record i is row i + 1."""
    header = ["" if name is None else str(name).strip() for name in records[0]] if records else []
    if not any(header):
        raise DataError(f"{source}: the first row is blank. It must hold the names of the columns.")
    filled = [
        (row, record)
        for row, record in enumerate(records[1:], start=2)
        if any(cell is not None and cell != "" for cell in record)
    ]
    width = len(header)
    uneven = [(row, len(record)) for row, record in filled if len(record) < width or any(record[width:])]
    if uneven:
        row, n_cells = uneven[0]
        raise DataError(
            f"{source}: {counted(len(uneven), 'row')} with more or fewer cells than the header's {width}, first "
            f"row {row}: {n_cells}. Put texts that contain the separator in double quotes."
        )
    places = {name: header.index(name) for name in names if name in header}
    return Table(
        source=source,
        rows=np.array([row for row, _ in filled], dtype=int),
        cells={name: [record[place] for _, record in filled] for name, place in in_order(places)},
        problems=column_problems(source, names, header),
    )


def read_sav(path: Path, names: Sequence[str], sheet: str | None) -> Table:
    """An SPSS file: user-missing codes are no answers, value labels come along."""
    import pyreadstat

    return table_of_labelled(path, names, pyreadstat.read_sav)


def read_dta(path: Path, names: Sequence[str], sheet: str | None) -> Table:
    """A Stata file: its missing values are no answers, value labels come along."""
    import pyreadstat

    return table_of_labelled(path, names, pyreadstat.read_dta)


def table_of_labelled(path: Path, names: Sequence[str], read: Callable[..., Any]) -> Table:
    """The declared columns of an SPSS or Stata file, read by a function of pyreadstat."""
    import pyreadstat

    try:
        _, description = read(path, metadataonly=True)
        header = description.column_names
        present = [name for name in header if name in names]
        cells, description = read(path, usecols=present, output_format="dict") if present else ({}, description)
    except pyreadstat.ReadstatError as error:
        raise DataError(f"{path.name}: the file is damaged or of another format ({error}). Export it again.") from error
    return Table(
        source=path.name,
        rows=2 + np.arange(description.number_rows or 0),
        cells={name: cells[name] for name in present},
        value_labels=description.variable_value_labels,
        variable_labels={name: text for name, text in description.column_names_to_labels.items() if text},
        problems=column_problems(path.name, names, header),
    )


def read_parquet(path: Path, names: Sequence[str], sheet: str | None) -> Table:
    """A Parquet file; categories count as their texts."""
    import pyarrow
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(path)
        header = file.schema_arrow.names
        present = [name for name in header if name in names and header.count(name) == 1]
        table = file.read(columns=present)
    except pyarrow.ArrowException as error:
        raise DataError(f"{path.name}: the file is damaged or of another format ({error}). Export it again.") from error
    return Table(
        source=path.name,
        rows=2 + np.arange(file.metadata.num_rows),
        cells={name: plain_column(table.column(name)) for name in present},
        problems=column_problems(path.name, names, header),
    )


def plain_column(column: Any) -> Cells:
    """The cells of an Arrow column: an array where the column holds numbers, else a list."""
    from pyarrow import types

    numeric = types.is_floating(column.type) or types.is_integer(column.type)
    return column.to_numpy() if numeric else column.to_pylist()


def in_order(places: dict[str, int]) -> list[tuple[str, int]]:
    """Columns with their places, as they stand in the file."""
    return sorted(places.items(), key=lambda entry: entry[1])


def column_problems(source: str, names: Sequence[str], header: Sequence[str]) -> list[str]:
    """Declared columns that the header lacks or has twice."""
    known = [name for name in header if name]
    absent = [
        f"{source}: there is no column '{name}', which codebook.csv declares. {nearest(name, known)}"
        for name in names
        if name not in known
    ]
    repeated = [
        f"{source}: {known.count(name)} columns are called '{name}'. Rename all but the one that codebook.csv means."
        for name in names
        if known.count(name) > 1
    ]
    return absent + repeated


READERS: dict[str, Callable[[Path, Sequence[str], str | None], Table]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_xlsx,
    ".sav": read_sav,
    ".dta": read_dta,
    ".parquet": read_parquet,
}
