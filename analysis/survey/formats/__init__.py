"""
Response files of every kind, read right or refused with the place.

- `reading`: `read_responses`: which reader a file is for
- `table`: `Table`: what every reader gives; rows that are none, rows that do not fit the header
- `headers`: `header_key`: one name for all spellings of a column's name
- `totals`: rows at the end that sum up the others
- `dates`: answers that a spreadsheet turned into dates
- `labelled`: SPSS and Stata files
- `parquet`: Parquet files
- `archives`: zip archives that hold what their directory says
- `bounds`: how large a file may be, and where it may lie
- `damage`: whatever the libraries raise, as one problem of the file

Text tables and workbooks have folders of their own.
"""

from analysis.survey.formats.headers import header_key
from analysis.survey.formats.reading import read_responses
from analysis.survey.formats.table import Table
from analysis.survey.formats.text.delimited import read_records

__all__ = ["Table", "header_key", "read_records", "read_responses"]
