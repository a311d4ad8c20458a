"""Text tables: which separator, which cells. Used for the responses and for the codebook alike."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from analysis.survey.errors import DataError
from analysis.survey.formats.bounds import require_small
from analysis.survey.formats.headers import header_key
from analysis.survey.formats.table import Table, table_of_records
from analysis.survey.formats.text.encoding import decoded
from analysis.survey.formats.text.quoting import require_no_swallowed_rows
from analysis.survey.problems import Problem, problem

SEPARATORS = (",", ";", "\t", "|")
DECLARED_SEPARATOR = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)  # a first line that Excel writes and hides
SAMPLED = 20  # records by which a separator is judged


@dataclass(frozen=True, kw_only=True)
class TextTable:
    """The records of a text file, the header first, with how they were told apart and what is in doubt of it."""

    records: list[list[str]]
    separator: str
    encoding: str
    warnings: list[Problem] = field(default_factory=list)
    doubt: Problem | None = None


def read_delimited(path: Path, names: Sequence[str] | None, encoding: str = "", header_rows: int = 1) -> Table:
    """
    The declared columns of a text file; where its separator is no comma, a comma may separate decimals.

    A doubt about the encoding is none where the declared columns are written in ASCII.
    """
    read = read_text_table(path, names or (), encoding)
    table = table_of_records(
        path.name,
        read.records,
        names,
        header_rows,
        format="csv",
        encoding=read.encoding,
        decimal="." if read.separator == "," else ",",
        warnings=read.warnings,
    )
    if read.doubt and (table.problems or not is_ascii(table)):
        raise DataError(read.doubt)
    return table


def is_ascii(table: Table) -> bool:
    """Whether the names and cells of the declared columns are written in ASCII."""
    return all(map(str.isascii, table.cells)) and all(
        cell.isascii() for cells in table.cells.values() for cell in cells
    )


def read_records(path: Path, expected: Iterable[str], encoding: str = "") -> list[list[str]]:
    """
    All records of a delimited text file, the header first, empty lines kept as empty lists.

    Parameters
    ----------
    path : Path
        A text file in any encoding that can be told for sure.
    expected : iterable of str
        Column names that should be in the header: the separator is the one under which most of them are found.
    encoding : str, optional
        What the text is in if it is not UTF-8; by default this is found out.

    Returns
    -------
    list of list of str
        Record i is row i + 1 of a spreadsheet.

    Raises
    ------
    DataError
        If the file is too large, empty or no text, if its encoding cannot be told, or if its quotes do not close.
    """
    read = read_text_table(path, expected, encoding)
    if read.doubt:
        raise DataError(read.doubt)
    return read.records


def read_text_table(path: Path, expected: Iterable[str], encoding: str) -> TextTable:
    """The records of a delimited text file with its encoding and separator; see `read_records`."""
    require_small(path)
    expected = list(expected)
    read = decoded(path.read_bytes(), path.name, expected, encoding)
    text, declared = read.text, DECLARED_SEPARATOR.match(read.text)
    if declared:
        text = text[declared.end() :]
    if not text.strip():
        raise DataError(problem("file.empty", file=path.name))
    chosen = declared[1] if declared else separator(text, expected)
    records = strict_records(text, chosen, path.name)
    if text.count("\n") + text.count("\r") > len(records):
        require_no_swallowed_rows(path.name, records, chosen)
    return TextTable(
        records=records, separator=chosen, encoding=read.encoding, warnings=read.warnings, doubt=read.doubt
    )


def strict_records(text: str, separator: str, source: str) -> list[list[str]]:
    """All records; a quote that is not closed, or not doubled inside a quoted cell, is refused with its row."""
    records: list[list[str]] = []
    try:
        for record in iter_records(text, separator, strict=True):
            records.append(record)
    except csv.Error as error:
        code = "delimited.cell_too_long" if "field larger" in str(error) else "delimited.open_quote"
        raise DataError(problem(code, file=source, row=len(records) + 1, limit=csv.field_size_limit())) from error
    return records


def iter_records(text: str, separator: str, strict: bool = False) -> Iterator[list[str]]:
    """The records of a text, one by one."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def separator(text: str, expected: Iterable[str]) -> str:
    """The separator under which the header holds most expected names, then most records have its width, then cells."""
    keys = {header_key(name) for name in expected}

    def fit(candidate: str) -> tuple[int, float, int]:
        try:
            header, *others = islice(iter_records(text, candidate), SAMPLED)
        except (csv.Error, ValueError):
            return 0, 0.0, 0
        alike = sum(len(record) == len(header) for record in others) / len(others) if others else 1.0
        found = len(keys & {header_key(name) for name in header})
        return found, alike if len(header) > 1 else 0.0, len(header)

    return max(SEPARATORS, key=fit)
