"""Workbooks of Excel until 2003: .xls."""

import io
from typing import Any

from analysis.survey.formats.workbooks.sheet_faults import Faults, Place


class OldExcel:
    """An .xls workbook, read by xlrd, which tells dates, truth values and errors apart."""

    kind = "xls"

    def __init__(self, content: bytes, source: str):
        import xlrd

        self.source = source
        self.workbook = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), formatting_info=False)
        self.titles = self.workbook.sheet_names()
        self.hidden = {sheet.name for sheet in self.workbook.sheets() if sheet.visibility}

    def faults(self, title: str) -> Faults:
        """Cells with errors; a formula always has a value in this format."""
        import xlrd

        sheet = self.workbook.sheet_by_name(title)
        errors = {
            (row + 1, column): xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#?")
            for row in range(sheet.nrows)
            for column, kind in enumerate(sheet.row_types(row))
            if kind == xlrd.XL_CELL_ERROR
        }
        return Faults(errors=errors)

    def records(self, title: str, n_rows: int | None = None) -> list[list[Any]]:
        """The cells of a sheet, or of its first rows."""
        sheet = self.workbook.sheet_by_name(title)
        n_rows = sheet.nrows if n_rows is None else min(n_rows, sheet.nrows)
        return [[self._value(cell) for cell in sheet.row(row)] for row in range(n_rows)]

    def merged(self, title: str) -> list[tuple[Place, Place]]:
        """The first and last cells of merged ranges."""
        ranges = self.workbook.sheet_by_name(title).merged_cells
        return [((top + 1, left), (bottom, right - 1)) for top, bottom, left, right in ranges]

    def _value(self, cell: Any) -> Any:
        import xlrd

        if cell.ctype == xlrd.XL_CELL_DATE:
            return xlrd.xldate_as_datetime(cell.value, self.workbook.datemode)
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        return "" if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value
