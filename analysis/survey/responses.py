"""
From cells to answers: numbers and group levels, exactly as the codebook declares them.

Each distinct value of a column is interpreted once. What the codebook does not explain is a problem, never a guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
import pandas as pd

from analysis.survey.codebook import Codebook
from analysis.survey.declarations import ANSWER_ROLES, Variable
from analysis.survey.errors import DataError, counted, require_none
from analysis.survey.formats import Table
from analysis.survey.values import Value, cell_value, level_name, shown

MIN_RESPONSES = 10  # from fewer, no chapter has anything to say
SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:秒|s)")  # a duration with its unit, as 问卷星 exports it
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
STEP_TOLERANCE = 1e-6  # steps that a written decimal may miss its answer by
MAX_HEADINGS = 3  # rows that a platform may put between header and answers


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """
    A declared column, its distinct values apart from where they stand.

    Attributes
    ----------
    source : str
        The file's name.
    rows : numpy.ndarray
        Spreadsheet row of each response, (n,).
    values : list
        The distinct values, None among them where cells are empty or hold a missing code.
    codes : numpy.ndarray
        For each response the position of its value in `values`, (n,).
    """

    source: str
    rows: np.ndarray
    values: list[Value]
    codes: np.ndarray

    def answers_where(self, wrong: list[bool]) -> np.ndarray:
        """Positions of the responses whose value is among the wrong ones."""
        return np.flatnonzero(np.asarray(wrong, dtype=bool)[self.codes])

    def first_of(self, places: np.ndarray) -> str:
        """The first of some responses, for a message: 'first in row 14: 7'."""
        place = places[0]
        return f"first in row {self.rows[place]}: {shown(self.values[self.codes[place]])}"


def received_answers(table: Table, codebook: Codebook) -> pd.DataFrame:
    """
    Every response received, as the codebook reads it.

    Parameters
    ----------
    table : Table
        The cells of the declared columns.
    codebook : Codebook

    Returns
    -------
    pandas.DataFrame
        One row per response, indexed by spreadsheet row; one column per variable, in the file's order: numbers as
        floats with NaN for 'no answer', not reversed; groups as ordered levels; respondent ids as texts.

    Raises
    ------
    DataError
        Listing every column and answer on which data and codebook disagree.
    """
    early = heading_problems(table, codebook) or few_problems(table)
    if early:
        raise DataError(table.problems + early)
    problems = list(table.problems)
    answers = {}
    for name, cells in table.cells.items():
        variable = codebook.by_name[name]
        column = column_of(table, variable, cells)
        answers[name], found = interpreted(column, variable, table.value_labels.get(name, {}))
        problems += [f"{table.source}: {problem}" for problem in found]
    require_none(problems)
    return pd.DataFrame(answers, index=pd.Index(table.rows, name="row"))


def heading_problems(table: Table, codebook: Codebook) -> list[str]:
    """First rows that hold questions instead of answers, as some platforms export below the header."""
    columns = [(codebook.by_name[name], cells) for name, cells in table.cells.items()]
    columns = [(variable, cells) for variable, cells in columns if variable.role in ANSWER_ROLES]

    def is_heading(place: int) -> bool:
        values = [(variable, cell_value(cells[place])) for variable, cells in columns]
        return all(isinstance(value, str) and not variable.explains(value) for variable, value in values)

    n_rows = min(MAX_HEADINGS, len(table.rows) - 1) if columns else 0
    headings = list(takewhile(is_heading, range(n_rows)))
    if not headings or is_heading(len(headings)):
        return []
    return [
        f"{table.source}: {counted(len(headings), 'row')} below the header, from row {table.rows[0]}, with questions "
        "instead of answers. Delete what the platform wrote between header and answers."
    ]


def few_problems(table: Table) -> list[str]:
    """Too few responses to look at each of them for what they lack."""
    n = len(table.rows)
    if n >= MIN_RESPONSES:
        return []
    return [
        f"{table.source}: the file holds {counted(n, 'response')}; at least {MIN_RESPONSES} are needed. Export it "
        "again once more people have answered."
    ]


def column_of(table: Table, variable: Variable, cells: object) -> Column:
    """A column with its distinct values interpreted as numbers and texts, missing codes as None."""
    if isinstance(cells, np.ndarray) and cells.dtype.kind in "iuf":
        distinct, codes = np.unique(cells, return_inverse=True)
    else:
        places: dict[object, int] = {}
        keys = (f"{cell}".upper() if isinstance(cell, bool) else cell for cell in cells)
        codes = np.array([places.setdefault(key, len(places)) for key in keys], dtype=int)
        distinct = list(places)
    values = [cell_value(cell) for cell in distinct]
    values = [None if value in variable.missing else value for value in values]
    return Column(source=table.source, rows=table.rows, values=values, codes=codes.reshape(-1))


def interpreted(column: Column, variable: Variable, file_labels: dict) -> tuple[object, list[str]]:
    """The answers of a column, by role, and what is wrong with them."""
    if all(value is None for value in column.values):
        return None, [
            f"'{variable.name}' has no answer in any row. Check the export, or remove its row from codebook.csv."
        ]
    if variable.role == "group":
        return group_levels(column, variable, file_labels)
    if variable.role == "respondent_id":
        names = np.array([None if value is None else level_name(value) for value in column.values], dtype=object)
        return names[column.codes], []
    return numeric_answers(column, variable)


def numeric_answers(column: Column, variable: Variable) -> tuple[np.ndarray, list[str]]:
    """Answers as floats, texts through the labels, and what is wrong with them."""
    numbers = {text: value for value, text in variable.labels.items()}
    values = [numbers.get(value, value) if isinstance(value, str) else value for value in column.values]
    if variable.role == "duration_seconds":
        values = [seconds_in(value) for value in values]
    values = [None if value in variable.missing else value for value in values]
    texts = [isinstance(value, str) for value in values]
    floats = np.array([np.nan if value is None or text else value for value, text in zip(values, texts, strict=True)])
    problems = []
    if any(texts):
        places = column.answers_where(texts)
        problems.append(
            f"{counted(len(places), 'answer')} to '{variable.name}' {'is a text' if len(places) == 1 else 'are texts'} "
            f"where a number belongs, {column.first_of(places)}. "
            + remedy(variable, column.values[column.codes[places[0]]])
        )
    problems += [problem for problem in number_problems(column, variable, floats) if problem]
    return floats[column.codes], problems


def seconds_in(value: Value) -> Value:
    """
    A duration without its unit; what is no number of seconds, as it is.

    >>> seconds_in("430秒"), seconds_in("2:31")
    (430.0, '2:31')
    """
    match = SECONDS.fullmatch(value) if isinstance(value, str) else None
    return float(match[1]) if match else value


def remedy(variable: Variable, text: str) -> str:
    """What to do about an answer that should have been a number."""
    if variable.role == "duration_seconds":
        return "Durations are seconds, such as 151 or 151秒: convert them, or remove the variable's row."
    if DECIMAL_COMMA.fullmatch(text):
        return "Decimals are written with a point: replace the comma, or export the numbers with points."
    return "Give each text its number under 'labels' in codebook.csv, or list it under 'missing' if it means no answer."


def number_problems(column: Column, variable: Variable, floats: np.ndarray) -> Iterator[str]:
    """Numbers that cannot be answers: off the scale, between its steps, negative durations, or all the same."""
    name, low, high = variable.name, variable.low, variable.high
    if variable.role == "duration_seconds":
        places = column.answers_where(floats < 0)
        if len(places):
            yield f"{counted(len(places), 'duration')} in '{name}' below 0, {column.first_of(places)}. Correct them."
    if variable.role not in (*ANSWER_ROLES, "pain_point"):
        return
    outside = (floats < low) | (floats > high)
    places = column.answers_where(outside)
    if len(places):
        yield (
            f"{counted(len(places), 'answer')} to '{name}' {'lies' if len(places) == 1 else 'lie'} outside its "
            f"{variable.range_text} scale, {column.first_of(places)}. Correct 'low' and 'high' in codebook.csv, "
            "or list the value under 'missing' if it means no answer."
        )
    if variable.step is not None:
        places = column.answers_where(between_steps(floats, low, variable.step) & ~outside)
        if len(places):
            yield (
                f"{counted(len(places), 'answer')} to '{name}' between two steps of its {variable.range_text} "
                f"scale, {column.first_of(places)}. If such answers could be given, write 'any' (or their distance) "
                "under 'step' in codebook.csv; else correct the file, or list the value under 'missing'."
            )
    if variable.role in ANSWER_ROLES:
        yield from constant_problems(name, floats)


def between_steps(numbers: np.ndarray, low: float, step: float) -> np.ndarray:
    """Whether each number lies between two answers that can be given; NaN does not."""
    steps = (numbers - low) / step
    return np.abs(steps - np.round(steps)) > STEP_TOLERANCE


def constant_problems(name: str, answers: np.ndarray) -> list[str]:
    """An item to which everyone gave the same answer."""
    given = np.unique(answers[~np.isnan(answers)])
    if len(given) != 1:
        return []
    return [
        f"every answer to '{name}' is {shown(float(given[0]))}: an item without differences cannot be analysed. Check "
        "the export, or remove its row from codebook.csv."
    ]


def group_levels(column: Column, variable: Variable, file_labels: dict) -> tuple[pd.Categorical, list[str]]:
    """Levels by name: from the codebook's labels, else the file's own, else the values themselves."""
    given = {value for value in column.values if value is not None}
    if variable.labels:
        names = variable.labels | {text: text for text in variable.labels.values()}
    else:
        names = {cell_value(value): str(text) for value, text in sorted(file_labels.items())}
        plain = sorted(given - set(names), key=lambda value: (isinstance(value, str), value))
        names |= {value: level_name(value) for value in plain}
    unknown = [value is not None and value not in names for value in column.values]
    if any(unknown):
        places = column.answers_where(unknown)
        return None, [
            f"{counted(len(places), 'answer')} to '{variable.name}' {'has' if len(places) == 1 else 'have'} no label, "
            f"{column.first_of(places)}. Complete 'labels' in codebook.csv, or list the value under 'missing'."
        ]
    occurring = {names[value] for value in given}
    levels = list(dict.fromkeys(name for name in names.values() if name in occurring))
    places = np.array([-1 if value is None else levels.index(names[value]) for value in column.values])
    return pd.Categorical.from_codes(places[column.codes], categories=levels), []
