"""Workbooks that are zip archives of XML: .xlsx and .xlsm of Excel, .ods of LibreOffice."""

import io
from typing import Any

from analysis.survey.formats.archives import opened
from analysis.survey.formats.workbooks.sheet_faults import Faults, Place, faults_of_ods, faults_of_xlsx


class Archive:
    """An .xlsx, .xlsm or .ods workbook, read by calamine, which goes by the cells and not by dimension records."""

    def __init__(self, content: bytes, source: str):
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        self.source = source
        self.archive = opened(content, source)
        self.kind = "ods" if "content.xml" in self.archive.namelist() else "xlsx"
        self.workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        pages = [page for page in self.workbook.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
        self.titles = [page.name for page in pages]
        self.hidden = {page.name for page in pages if page.visible != SheetVisibleEnum.Visible}
        self.sheets: dict[str, Any] = {}
        self.found: dict[str, Faults] = {}

    def faults(self, title: str) -> Faults:
        """Cells of a sheet that hold something but no value."""
        if title not in self.found:
            search = faults_of_ods if self.kind == "ods" else faults_of_xlsx
            self.found[title] = search(self.archive, title, self.source)
        return self.found[title]

    def records(self, title: str, n_rows: int | None = None) -> list[list[Any]]:
        """The cells of a sheet, or of its first rows."""
        return self._sheet(title).to_python(skip_empty_area=False, nrows=n_rows)

    def merged(self, title: str) -> list[tuple[Place, Place]]:
        """The first and last cells of merged ranges."""
        return [((a[0] + 1, a[1]), (b[0] + 1, b[1])) for a, b in self._sheet(title).merged_cell_ranges or ()]

    def _sheet(self, title: str) -> Any:
        if title not in self.sheets:
            self.faults(title)  # refuses what would not fit into memory
            self.sheets[title] = self.workbook.get_sheet_by_name(title)
        return self.sheets[title]
