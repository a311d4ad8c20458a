"""
Response files of every kind, read right or refused with the place.

===============  ==========================================================================================
module           what it is about
===============  ==========================================================================================
reading          `read_responses`: which reader a file is for
table            `Table`: what every reader gives; rows that are none, rows that do not fit the header
headers          `header_key`: one name for all spellings of a column's name
delimited        text with separators; `read_records`
encoding         which encoding a text is in
quoting          quoted cells that swallow the rows after them
workbook         sheets of .xlsx, .xlsm, .xls and .ods: which one, and cells that only seem to be empty
archive          the libraries' side of .xlsx, .xlsm and .ods
old_excel        the libraries' side of .xls
sheet_faults     formulas never calculated and errors, in the XML of a sheet
dates            answers that a spreadsheet turned into dates
labelled         SPSS and Stata files
parquet          Parquet files
bounds           how large a file may be
damage           whatever the libraries raise, as one problem of the file
===============  ==========================================================================================
"""

from analysis.survey.formats.delimited import read_records
from analysis.survey.formats.headers import header_key
from analysis.survey.formats.reading import read_responses
from analysis.survey.formats.table import Table

__all__ = ["Table", "header_key", "read_records", "read_responses"]
