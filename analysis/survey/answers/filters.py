"""
Which rows of the response file are responses at all: the filter that a study declares, and marks of platforms.

`[screening] keep = { Finished = "True", Status = ["IP Address", 0] }` keeps the rows that have one of the accepted
values in each named column; "*" accepts any entry. Such columns need no row in codebook.csv: they are read for this
alone. Where a platform marks rows as previews, tests or unfinished and no filter leaves them out, a warning says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.survey.answers.columns import Column, column_of
from analysis.survey.declared.rules import toml_key
from analysis.survey.formats import Table
from analysis.survey.problems import Problem, problem
from analysis.survey.values import Value, cell_value, shown

ANY_ENTRY = "*"
PREVIEWS = ("survey preview", "survey test", "umfragevorschau", "vista previa de la encuesta", "aperçu de l'enquête")


@dataclass(frozen=True)
class Mark:
    """
    A column in which a platform marks rows that are no responses.

    `beside` are columns of which at least one must stand in the file, so that no question of the study is taken for
    the platform's; `values` are the marks, texts in lower case, None for a blank cell.
    """

    column: str
    beside: tuple[str, ...]
    values: tuple[Value, ...]


MARKS = (
    Mark("Status", ("ResponseId", "ResponseID", "RecordedDate"), (*PREVIEWS, "spam", 1.0, 2.0, 8.0)),  # Qualtrics
    Mark("Finished", ("ResponseId", "ResponseID", "RecordedDate"), ("false", 0.0)),  # Qualtrics
    Mark("submitdate", ("lastpage", "startlanguage"), (None,)),  # LimeSurvey: blank where unfinished
    Mark("FINISHED", ("CASE", "QUESTNNR"), (0.0,)),  # SoSci Survey
    Mark("MODE", ("CASE", "QUESTNNR"), ("pretest", "admin", "debug")),  # SoSci Survey
)
MARK_COLUMNS = tuple(dict.fromkeys(mark.column for mark in MARKS))


def kept_rows(table: Table, keep: Mapping[str, Sequence[Any]]) -> np.ndarray:
    """Which rows of the file have an accepted value in every column of the declared filter, (n,) of bool."""
    kept = np.ones(table.n_rows, dtype=bool)
    for name, accepted in keep.items():
        if name in table.cells:
            column = column_of(table.rows, table.cells[name], table.decimal)
            kept &= np.array([is_accepted(value, accepted) for value in column.values], dtype=bool)[column.codes]
    return kept


def is_accepted(value: Value, accepted: Sequence[Any]) -> bool:
    """
    Whether a cell has one of the accepted values: texts without case, truth also as 1 and falsehood as 0.

    >>> is_accepted("TRUE", ["True"]), is_accepted(1.0, [True]), is_accepted("Preview", ["IP Address", 0])
    (True, True, False)
    """
    return any(
        (value is not None and wanted == ANY_ENTRY)
        or comparable(value) == comparable(cell_value(wanted))
        or (isinstance(wanted, bool) and value == float(wanted))
        for wanted in accepted
    )


def comparable(value: Value) -> Value:
    """A value without the case of its letters."""
    return value.casefold() if isinstance(value, str) else value


def filter_problems(table: Table, keep: Mapping[str, Sequence[Any]], kept: np.ndarray) -> list[Problem]:
    """A filter that names a column which the file does not have, or that leaves nobody."""
    absent = [
        problem("filter.no_column", name=name, known=table.headings).at("study.toml")
        for name in keep
        if name not in table.cells
    ]
    if absent or kept.any() or not keep:
        return absent
    found = {name: column_of(table.rows, table.cells[name], table.decimal) for name in keep}
    values = [f"{name}: {', '.join(distinct(column)[:6])}" for name, column in found.items()]
    return [problem("filter.nobody_left", values=values).at("study.toml")]


def distinct(column: Column) -> list[str]:
    """The values of a column as a person would type them, blanks left out."""
    return [shown(value) for value in column.values if value is not None]


def mark_warnings(table: Table, kept: np.ndarray, keep: Mapping[str, Sequence[Any]]) -> list[Problem]:
    """Rows among those kept that the platform marks as previews, tests or unfinished."""
    warnings = []
    for mark in MARKS:
        if mark.column in keep or mark.column not in table.cells or not set(mark.beside) & set(table.headings):
            continue
        column = column_of(table.rows, table.cells[mark.column], table.decimal)
        is_mark = [comparable(value) in mark.values for value in column.values]
        marked = np.array(is_mark, dtype=bool)[column.codes] & kept
        if marked.any() and not all(is_mark):
            rest = [value for value, is_one in zip(column.values, is_mark, strict=True) if not is_one]
            warnings.append(
                problem(
                    "filter.marked_rows",
                    column=mark.column,
                    n=int(marked.sum()),
                    first_row=int(table.rows[np.flatnonzero(marked)[0]]),
                    first=shown(column.values[column.codes[np.flatnonzero(marked)[0]]] or ""),
                    keep=f"keep = {{ {toml_key(mark.column)} = {toml_values(rest, mark)} }}",
                ).at(table.source)
            )
    return warnings


def toml_values(values: Sequence[Value], mark: Mark) -> str:
    """Values as a list of TOML; any entry, where the mark is a blank cell."""
    if None in mark.values:
        return f'"{ANY_ENTRY}"'
    texts = [shown(value).replace("'", '"') for value in values if value is not None]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
