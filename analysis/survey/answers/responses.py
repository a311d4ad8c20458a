"""
From cells to answers: numbers and group levels, exactly as the codebook declares them.

Each distinct value of a column is interpreted once. What the codebook does not explain is a problem, never a guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.survey.answers.asked import (
    asked_of,
    asked_problems,
    asked_warnings,
    inapplicable,
    without_the_unasked,
)
from analysis.survey.answers.columns import Column, column_of
from analysis.survey.answers.filters import filter_problems, kept_rows, mark_warnings
from analysis.survey.answers.groups import group_levels
from analysis.survey.answers.headings import heading_rows
from analysis.survey.answers.multi import option_answers
from analysis.survey.answers.numeric import Answers, numeric_answers
from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.codings import family_of, means, proposal
from analysis.survey.declared.declarations import Variable
from analysis.survey.errors import DataError
from analysis.survey.formats import Table
from analysis.survey.problems import Problem, problem
from analysis.survey.values import level_name

MIN_RESPONSES = 10  # from fewer, no chapter has anything to say


@dataclass(frozen=True, kw_only=True, eq=False)
class Received:
    """
    The responses received, as the codebook reads them.

    Attributes
    ----------
    answers : pandas.DataFrame
        One row per response, indexed by spreadsheet row; one column per variable, in the file's order: numbers as
        floats with NaN for 'no answer', not reversed; groups as ordered levels; respondent ids as texts.
    not_applicable : pandas.DataFrame
        For each variable that knows such a code or has a condition, whether the question does not apply to the
        respondent: the response says so, or the question could not be put.
    asked : pandas.DataFrame
        For each variable with a condition, whether the question could be put; where not, there is no answer.
    n_not_kept : int
        Rows of the file that the declared filter leaves out.
    notes : list of Problem
        What was read otherwise than it stands in the file.
    """

    answers: pd.DataFrame
    not_applicable: pd.DataFrame
    asked: pd.DataFrame
    n_not_kept: int = 0
    notes: list[Problem] = field(default_factory=list)


def received_answers(table: Table, codebook: Codebook, keep: Mapping[str, Sequence[Any]]) -> Received:
    """
    Every response received, as the codebook reads it.

    Parameters
    ----------
    table : Table
        The cells of the declared columns, and of those that tell which rows are responses.
    codebook : Codebook
    keep : mapping
        The values that a row must have in some columns to be a response; see `filters`.

    Raises
    ------
    DataError
        Listing every column and answer on which data and codebook disagree.
    """
    headings = heading_rows(table.cells, codebook, table.n_rows)
    kept = kept_rows(table, keep)
    early = filter_problems(table, keep, kept) or few_problems(table, ~headings & kept)
    if early:
        raise DataError([*table.problems, *early])
    found = interpreted_columns(table, codebook, ~headings & kept)
    texts = {name: answers.texts for name, answers in found.items() if answers.texts}
    problems = [*uncoded_texts(texts, codebook), *(entry for answers in found.values() for entry in answers.problems)]
    if table.problems or problems:
        raise DataError([*table.problems, *(entry.at(table.source) for entry in problems)])
    index = pd.Index(table.rows[~headings & kept], name="row")
    answers = pd.DataFrame({name: answers.values for name, answers in found.items()}, index=index)
    asked = asked_of(answers, codebook)
    if unasked := asked_problems(asked, answers, codebook):
        raise DataError([entry.at("codebook.csv") for entry in unasked])
    says = {name: answers.not_applicable for name, answers in found.items() if answers.not_applicable is not None}
    warnings = [
        *heading_warnings(table.rows[headings]),
        *(entry for answers in found.values() for entry in answers.warnings),
        *asked_warnings(asked, answers, codebook),
    ]
    return Received(
        answers=without_the_unasked(answers, asked),
        not_applicable=inapplicable(says, asked),
        asked=asked,
        n_not_kept=int((~headings & ~kept).sum()),
        notes=[
            *table.warnings,
            *(entry.at(table.source) for entry in warnings),
            *mark_warnings(table, ~headings & kept, keep),
        ],
    )


def few_problems(table: Table, kept: np.ndarray) -> list[Problem]:
    """Too few responses to look at each of them for what they lack."""
    n = int(kept.sum())
    return [problem("answers.too_few", n=n, least=MIN_RESPONSES).at(table.source)] if n < MIN_RESPONSES else []


def interpreted_columns(table: Table, codebook: Codebook, kept: np.ndarray) -> dict[str, Answers]:
    """The declared columns of the rows that are kept, each interpreted by its role."""
    found = {}
    for name, cells in table.cells.items():
        if variable := codebook.by_name.get(name):
            column = column_of(table.rows[kept], kept_cells(cells, kept), table.decimal)
            variable = with_user_missing(variable, column, table.user_missing.get(name, []))
            found[name] = interpreted(column, variable, table.value_labels.get(name, {}), codebook)
    return found


def with_user_missing(variable: Variable, column: Column, ranges: Sequence[tuple[float, float]]) -> Variable:
    """The variable, to whose missing codes those numbers are added that the file itself declares as no answers."""
    numbers = [value for value in column.values if isinstance(value, float)]
    codes = [value for value in numbers if any(low <= value <= high for low, high in ranges)]
    return replace(variable, missing=tuple(dict.fromkeys((*variable.missing, *codes)))) if codes else variable


def kept_cells(cells: Sequence[Any], kept: np.ndarray) -> Sequence[Any]:
    """The cells of the rows that are kept."""
    if kept.all():
        return cells
    return cells[kept] if isinstance(cells, np.ndarray) else [cells[place] for place in np.flatnonzero(kept)]


def heading_warnings(rows: np.ndarray) -> list[Problem]:
    """The rows that were left out because they hold no answers."""
    return [problem("answers.headings", rows=[int(row) for row in rows])] if len(rows) else []


def interpreted(column: Column, variable: Variable, file_labels: dict, codebook: Codebook) -> Answers:
    """The answers of a column, by role, and what is wrong with them."""
    if all(value is None for value in column.values):
        return Answers(values=None, problems=(problem("answers.none", name=variable.name),))
    if variable.role in ("group", "filter"):
        return group_levels(column, variable, file_labels)
    if variable.role == "multi":
        is_alone = [v.scale for v in codebook.with_role("multi")].count(variable.scale) == 1
        return option_answers(column, variable, is_alone)
    if variable.role == "respondent_id":
        values = [None if value in variable.missing else value for value in column.values]
        names = np.array([None if value is None else level_name(value) for value in values], dtype=object)
        return Answers(values=names[column.codes])
    answers = numeric_answers(column, variable)
    if not answers.problems and not answers.texts and np.isnan(answers.values).all():
        return Answers(values=None, problems=(problem("answers.none", name=variable.name),))
    return answers


def uncoded_texts(texts: dict[str, dict[str, int]], codebook: Codebook) -> list[Problem]:
    """
    Answers in words that have no number yet, gathered over the columns that share them.

    Parameters
    ----------
    texts : dict
        For each column that has any the distinct texts, with the spreadsheet row where each is met first.
    codebook : Codebook

    Returns
    -------
    list of Problem
        Each with a proposed coding for `labels`, where one suggests itself, and with texts that mean no answer.
    """
    problems = []
    for names in sharing_texts(texts, codebook):
        distinct = list(dict.fromkeys(text for name in names for text in texts[name]))
        row, first = min((row, text) for name in names for text, row in texts[name].items())
        absent = [text for text in distinct if means("no_answer", text) or means("not_applicable", text)]
        variable = codebook.by_name[names[0]]
        answers = [text for text in distinct if text not in absent]
        labels = proposal(answers, variable.low, variable.high) if not variable.labels else ""
        distinct = sorted(distinct, key=lambda text: labels.find(f"={text}")) if labels else distinct
        problems.append(
            problem(
                "answers.no_number",
                names=names,
                texts=distinct,
                first_row=row,
                first=first,
                labels=labels,
                missing=";".join(absent),
            )
        )
    return problems


def are_one_scale(first: set[str], second: set[str]) -> bool:
    """Whether two sets of texts overlap and can be answers to one scale: 同意 and 一般 with 不同意, not with 满意."""
    neither_is_known = family_of(first) is None and family_of(second) is None
    return bool(first & second) and (neither_is_known or family_of(first | second) is not None)


def sharing_texts(texts: dict[str, dict[str, int]], codebook: Codebook) -> list[list[str]]:
    """Columns of the same answer scale and labels that have texts in common, in the file's order."""
    groups: list[tuple[tuple, set[str], list[str]]] = []
    for name, found in texts.items():
        variable = codebook.by_name[name]
        scale = (variable.low, variable.high, tuple(variable.labels.items()))
        alike = [group for group in groups if group[0] == scale and are_one_scale(group[1], set(found))]
        members = [member for group in alike for member in group[2]]
        merged = (scale, set(found).union(*(group[1] for group in alike)), [*members, name])
        groups = [group for group in groups if group not in alike] + [merged]
    order = list(texts)
    return sorted((sorted(names, key=order.index) for _, _, names in groups), key=lambda names: order.index(names[0]))
