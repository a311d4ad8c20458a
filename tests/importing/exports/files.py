"""Tables of cells as the files that platforms give out."""

import csv
import io
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

Rows = list[list]


def delimited(rows: Rows, encoding: str = "utf-8-sig", separator: str = ",") -> bytes:
    """Delimited text."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx(rows: Rows, sheet: str = "Sheet1") -> bytes:
    """A workbook."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in rows:
        page.append([None if cell == "" else cell for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def xls(rows: Rows) -> bytes:
    """An old workbook."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("Sheet1")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell not in ("", None):
                page.write(y, x, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def labelled(
    suffix: str, names: Sequence[str], rows: Rows, wordings: Sequence[str], labels: dict, missing: dict | None = None
) -> bytes:
    """An SPSS (.sav) or Stata (.dta) file with wordings, value labels and, for SPSS, codes of missing answers."""
    import pyreadstat

    table = pd.DataFrame(rows, columns=names)
    about = {"column_labels": list(wordings), "variable_value_labels": labels}
    if suffix == ".sav":
        return written(suffix, lambda path: pyreadstat.write_sav(table, path, **about, missing_ranges=missing or {}))
    return written(suffix, lambda path: pyreadstat.write_dta(table, path, **about))


def parquet(names: Sequence[str], rows: Rows) -> bytes:
    """A Parquet file."""
    return written(".parquet", lambda path: pd.DataFrame(rows, columns=names).to_parquet(path))


def written(suffix: str, write: Callable[[str], object]) -> bytes:
    """What a writer of files writes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export{suffix}"
        write(str(path))
        return path.read_bytes()
