"""
The same answers written in many ways: what a study must not notice.

`WAYS` names each way; `write(way, table, path_without_suffix)` writes the table and gives the file's path.
"""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from tests.studies import csv_text


def text_way(separator: str = ",", encoding: str = "utf-8", line_end: str = "\n", first: str = "") -> Callable:
    """A writer of delimited text."""

    def write(table: pd.DataFrame, path: Path) -> Path:
        text = first + csv_text(table, separator)
        path = path.with_suffix(".csv")
        path.write_bytes(text.replace("\n", line_end).encode(encoding))
        return path

    return write


def quoted(table: pd.DataFrame, path: Path) -> Path:
    """Every cell in quotes."""
    path = path.with_suffix(".csv")
    table.to_csv(path, index=False, quoting=1)
    return path


def with_blank_rows(table: pd.DataFrame, path: Path) -> Path:
    """Trailing separators, and rows of separators at the end."""
    path = path.with_suffix(".csv")
    lines = [line + "," for line in csv_text(table).splitlines()]
    path.write_text("\n".join(lines) + "\n" + 3 * ("," * len(table.columns) + "\n"), encoding="utf-8")
    return path


def excel(table: pd.DataFrame, path: Path) -> Path:
    """As openpyxl writes numbers and texts."""
    path = path.with_suffix(".xlsx")
    numbers(table).to_excel(path, index=False)
    return path


def excel_of_texts(table: pd.DataFrame, path: Path) -> Path:
    """Numbers kept as texts."""
    path = path.with_suffix(".xlsx")
    table.replace("", None).to_excel(path, index=False)
    return path


def excel_with_wrong_dimension(table: pd.DataFrame, path: Path) -> Path:
    """A dimension record that names but one cell, and two sheets of which one is hidden."""
    path = excel(table, path)
    return rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: replaced_dimension(xml, "A1"))


def old_excel(table: pd.DataFrame, path: Path) -> Path:
    """Excel until 2003."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("answers")
    for row, record in enumerate(records(numbers(table))):
        for column, cell in enumerate(record):
            if cell is not None:
                sheet.write(row, column, cell)
    path = path.with_suffix(".xls")
    book.save(str(path))
    return path


def open_document(table: pd.DataFrame, path: Path) -> Path:
    """A workbook of LibreOffice."""
    path = path.with_suffix(".ods")
    write_ods(records(numbers(table)), path)
    return path


def spss(table: pd.DataFrame, path: Path) -> Path:
    """SPSS."""
    import pyreadstat

    path = path.with_suffix(".sav")
    pyreadstat.write_sav(numbers(table), path)
    return path


def compressed_spss(table: pd.DataFrame, path: Path) -> Path:
    """SPSS, compressed."""
    import pyreadstat

    path = path.with_suffix(".zsav")
    pyreadstat.write_sav(numbers(table), path, compress=True)
    return path


def stata(table: pd.DataFrame, path: Path) -> Path:
    """Stata."""
    import pyreadstat

    path = path.with_suffix(".dta")
    pyreadstat.write_dta(numbers(table), path)
    return path


def parquet(table: pd.DataFrame, path: Path) -> Path:
    """Parquet, numbers as numbers."""
    path = path.with_suffix(".parquet")
    numbers(table).to_parquet(path)
    return path


def parquet_of_texts(table: pd.DataFrame, path: Path) -> Path:
    """Parquet, all texts."""
    path = path.with_suffix(".parquet")
    table.to_parquet(path)
    return path


WAYS: dict[str, Callable[[pd.DataFrame, Path], Path]] = {
    "comma": text_way(),
    "semicolon": text_way(";"),
    "tab": text_way("\t"),
    "bar": text_way("|"),
    "byte_order_mark": text_way(encoding="utf-8-sig"),
    "utf_16": text_way("\t", encoding="utf-16"),
    "gb18030": text_way(encoding="gb18030"),
    "windows_line_ends": text_way(line_end="\r\n"),
    "old_mac_line_ends": text_way(line_end="\r"),
    "declared_separator": text_way(";", line_end="\r\n", first="sep=;\n"),
    "quoted": quoted,
    "with_blank_rows": with_blank_rows,
    "excel": excel,
    "excel_of_texts": excel_of_texts,
    "excel_with_wrong_dimension": excel_with_wrong_dimension,
    "old_excel": old_excel,
    "open_document": open_document,
    "spss": spss,
    "compressed_spss": compressed_spss,
    "stata": stata,
    "parquet": parquet,
    "parquet_of_texts": parquet_of_texts,
}


def write(way: str, table: pd.DataFrame, path: Path) -> Path:
    """
    Write a table of texts in one of `WAYS`.

    Parameters
    ----------
    way : str
    table : pandas.DataFrame
        Cells as texts, empty ones "".
    path : Path
        Without suffix.

    Returns
    -------
    Path
        Of the file.
    """
    return WAYS[way](table, path)


def numbers(table: pd.DataFrame) -> pd.DataFrame:
    """The table with columns of numbers where all cells are."""
    converted = {}
    for name in table:
        column = pd.to_numeric(table[name].replace("", None), errors="coerce")
        converted[name] = column if column.isna().equals(table[name].eq("")) else table[name]
    return pd.DataFrame(converted)


def records(table: pd.DataFrame) -> list[list[object]]:
    """Header and rows, empty cells as None."""
    rows = table.astype(object).where(table.notna() & table.ne(""), None).to_numpy().tolist()
    return [list(table.columns), *rows]


def write_ods(rows: list[list[object]], path: Path, sheet: str = "answers") -> None:
    """The smallest workbook of LibreOffice that holds some rows; a text beginning with '=' is a formula unsolved."""
    lines = ["".join(map(ods_cell, row)) for row in rows]
    table = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f"<office:spreadsheet><table:table table:name={quoteattr(sheet)}>{table}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)


def ods_cell(cell: object) -> str:
    """A cell of LibreOffice's XML."""
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str) and cell.startswith("="):
        return f'<table:table-cell table:formula="of:{escape(cell)}"/>'
    if isinstance(cell, str) and cell.startswith("#"):
        kind = 'office:value-type="string" calcext:value-type="error"'
        return f'<table:table-cell table:formula="of:=NA()" {kind}><text:p>{cell}</text:p></table:table-cell>'
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'


def rewritten(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """A workbook with one member of its archive changed."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == member else content)
    return path


def replaced_dimension(xml: bytes, reference: str) -> bytes:
    """The XML of a sheet with another dimension record."""
    before, _, after = xml.partition(b'<dimension ref="')
    return before + f'<dimension ref="{reference}'.encode() + b'"' + after.partition(b'"')[2]
