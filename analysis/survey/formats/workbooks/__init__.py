"""
Workbooks of Excel and LibreOffice.

- `archive`: workbooks that are zip archives of XML: .xlsx and .xlsm of Excel, .ods of LibreOffice
- `old_excel`: workbooks of Excel until 2003: .xls
- `sheet_faults`: cells of a sheet that hold no value though something stands in them: formulas never calculated, and
  errors
- `workbook`: workbooks of Excel and LibreOffice: one sheet of them, without cells that only seem to be empty
"""
