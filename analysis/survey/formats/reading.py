"""Which reader a response file is for, and what none of them takes."""

from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.survey.errors import DataError
from analysis.survey.formats.bounds import require_small
from analysis.survey.formats.damage import reading
from analysis.survey.formats.dates import date_problems
from analysis.survey.formats.labelled import read_labelled
from analysis.survey.formats.parquet import read_parquet
from analysis.survey.formats.table import Table
from analysis.survey.formats.text.delimited import read_delimited
from analysis.survey.formats.totals import without_totals
from analysis.survey.formats.workbooks.workbook import read_workbook
from analysis.survey.problems import problem

TEXT = (".csv", ".tsv", ".txt", ".tab")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
LABELLED = (".sav", ".zsav", ".por", ".dta")
FORMATS = (*TEXT, *WORKBOOKS, *LABELLED, ".parquet")
BEGINNINGS = (  # the first bytes of files that often bear another format's name
    (b"PK\x03\x04", ".xlsx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
    (b"$FL2", ".sav"),
    (b"$FL3", ".zsav"),
    (b"PAR1", ".parquet"),
    (b"<stata_dta>", ".dta"),
    (b"%PDF", ".pdf"),
)
WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")


def read_responses(
    path: Path,
    names: Sequence[str] | None,
    sheet: str | None = None,
    encoding: str = "",
    header_rows: int = 1,
    optional: Sequence[str] = (),
) -> Table:
    """
    The declared columns of a response file.

    Parameters
    ----------
    path : Path
        Delimited text, a workbook, an SPSS, Stata or Parquet file; see `FORMATS`.
    names : sequence of str or None
        The declared columns; others are never read, save to tell whether a row is blank. None asks for every column
        that has a name of its own.
    sheet : str, optional
        The sheet of a workbook that has several.
    encoding : str, optional
        What a text file is in if it is not UTF-8; by default this is found out.
    header_rows : int, optional
        How many rows at the top of a text file or workbook name its columns together.
    optional : sequence of str
        Further columns, read where the file has them.

    Returns
    -------
    Table

    Raises
    ------
    DataError
        If the file is absent, empty, damaged, too large or of another format, or if it holds cells of which it cannot
        be told what was answered.
    """
    suffix = path.suffix.casefold()
    if sheet is not None and suffix in FORMATS and suffix not in WORKBOOKS:
        raise DataError(problem("file.no_sheets", file=path.name, sheet=sheet, workbooks=list(WORKBOOKS)))
    require_readable(path, suffix)
    wanted = None if names is None else [*names, *optional]
    if suffix in TEXT:
        table = read_delimited(path, wanted, encoding, header_rows)
    elif suffix in WORKBOOKS:
        table = read_workbook(path, wanted, sheet, header_rows, optional)
    else:
        table = reader_of(suffix)(path, wanted)
    table.problems[:] = [found for found in table.problems if found.values.get("name") not in optional]
    if not table.n_rows and table.cells:
        raise DataError([*table.problems, problem("file.no_answers", file=path.name)])
    table.problems.extend(date_problems(table))
    return without_totals(table) if suffix in (*TEXT, *WORKBOOKS) else table


def reader_of(suffix: str) -> Callable[[Path, Sequence[str] | None], Table]:
    """The reader of files that are neither texts nor workbooks."""
    return read_labelled if suffix in LABELLED else read_parquet


def require_readable(path: Path, suffix: str) -> None:
    """Refuse a file that is absent, of no size or of too large a one, or of another format than its name says."""
    if suffix not in FORMATS:
        raise DataError(problem("file.unknown_format", file=path.name, formats=list(FORMATS)))
    if not path.is_file():
        others = [e.name for e in path.parent.iterdir() if e.is_file() and e.suffix.casefold() in FORMATS]
        others = sorted(name for name in others if name != "codebook.csv")
        raise DataError(problem("file.absent", file=path.name, known=others))
    require_small(path)
    with reading(path.name), path.open("rb") as file:
        beginning = file.read(512)
    if not beginning:
        raise DataError(problem("file.empty", file=path.name))
    found = next((kind for start, kind in BEGINNINGS if beginning.startswith(start)), None)
    if found and not (found == suffix or {found, suffix} <= {*WORKBOOKS} or {found, suffix} <= {".sav", ".zsav"}):
        raise DataError(problem("file.other_format", file=path.name, found=found))
    if found is None and beginning.lstrip(b"\xef\xbb\xbf\r\n\t ").lower().startswith(WEB_PAGE):
        raise DataError(problem("file.web_page", file=path.name))
    if found is None and suffix in WORKBOOKS:
        raise DataError(problem("file.no_workbook", file=path.name))
