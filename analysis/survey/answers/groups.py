"""Groups: the levels of a column by name, and levels that are most likely not meant as they stand."""

import re
from collections.abc import Iterator
from itertools import chain

import numpy as np
import pandas as pd

from analysis.survey.answers.columns import PLATFORM_BLANKS, Column
from analysis.survey.answers.level_order import ordered
from analysis.survey.answers.numeric import Answers
from analysis.survey.declared.codings import plain
from analysis.survey.declared.declarations import Variable
from analysis.survey.problems import Problem, problem
from analysis.survey.texts import LONGEST, cleaned
from analysis.survey.values import cell_value, level_name

MANY_LEVELS = 20  # more levels than a table, a figure or a test of groups can show
FEW_RESPONDENTS = 5  # a level of fewer says little about anyone, and much about each
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d(T[\d:.]+)?|\d{{4}}[/年]\d{{1,2}}[/月]\d{{1,2}}日?|(\d{{1,2}}-)?({MONTHS})[a-z]*(-\d{{1,4}})?"
    r"|\d{1,2}月\d{1,2}日",
    re.IGNORECASE,
)
RANGE = re.compile(r"\D{0,3}\d+\s*[-–—~～至到]\s*\d+\D*|[<>≤≥]\s*\d+\D*|\d+\s*\+|\d+以[上下]")


def group_levels(column: Column, variable: Variable, file_labels: dict) -> Answers:
    """Levels by name: from the codebook's labels, else the file's own, else the values themselves."""
    values = [None if no_answer(value, variable) else value for value in column.values]
    given = {value for value in values if value is not None}
    names = level_names(variable, file_labels, given)
    unknown = [value is not None and value not in names for value in values]
    if any(unknown):
        found = column.first_of(column.places_where(unknown))
        return Answers(values=None, problems=(problem("answers.no_label", name=variable.name, **found),))
    if long := [value for value in given if len(names[value]) > LONGEST]:
        found = column.first_of(column.places_where([value in long for value in values]))
        return Answers(values=None, problems=(problem("answers.too_long", name=variable.name, most=LONGEST, **found),))
    occurring = {names[value] for value in given}
    levels = list(dict.fromkeys(name for name in names.values() if name in occurring))
    places = np.array([-1 if value is None else levels.index(names[value]) for value in values])
    return Answers(values=pd.Categorical.from_codes(places[column.codes], categories=levels))


def no_answer(value: object, variable: Variable) -> bool:
    """Whether a cell of a group holds no level: a missing code, or the text that labels one."""
    absent = {*variable.missing, *(variable.labels.get(code) for code in variable.missing)}
    return value in absent or (value in PLATFORM_BLANKS and not variable.explains(value))


def level_names(variable: Variable, file_labels: dict, given: set) -> dict:
    """The name of each value, in the order in which the levels stand. Several values may share one name."""
    if variable.labels:
        return variable.labels | {text: text for text in variable.labels.values()}
    labelled = {cell_value(value): cleaned(str(text)) for value, text in file_labels.items()}
    names = {value: labelled[value] for value in ordered(labelled)}
    return names | {value: cleaned(level_name(value)) for value in ordered(given - set(names))}


def group_warnings(name: str, levels: pd.Series) -> Iterator[Problem]:
    """
    What is suspicious about the levels of a group: spellings, dates, too many, too small.

    Parameters
    ----------
    name : str
        The group's variable.
    levels : pandas.Series
        The level of each respondent analysed, categorical.
    """
    counts = levels.value_counts()
    counts = counts[counts > 0]
    present = [str(level) for level in levels.cat.categories if counts.get(level, 0)]
    yield from spelling_warnings(name, present, counts)
    dates = [level for level in present if DATE.fullmatch(level.strip())]
    if dates and any(RANGE.fullmatch(level.strip()) for level in present if level not in dates):
        yield problem("groups.dates", name=name, levels=dates)
    if len(present) > MANY_LEVELS:
        yield problem("groups.many_levels", name=name, n_levels=len(present), n=int(counts.sum()))
    elif small := [level for level in present if counts[level] < FEW_RESPONDENTS]:
        yield problem("groups.few_respondents", name=name, levels=small, fewer_than=FEW_RESPONDENTS)


def spelling_warnings(name: str, present: list[str], counts: pd.Series) -> Iterator[Problem]:
    """Levels that differ in case, width or spaces only, with the labels that would give them the commonest spelling."""
    spellings: dict[str, list[str]] = {}
    for level in present:
        spellings.setdefault(plain(level), []).append(level)
    alike = [levels for levels in spellings.values() if len(levels) > 1]
    if not alike:
        return
    expressible = len(present) <= MANY_LEVELS and not any(set(level) & set(";=；＝") for level in present)
    merged = [(level, max(levels, key=counts.get)) for levels in spellings.values() for level in levels]
    yield problem(
        "groups.spellings",
        name=name,
        levels=list(chain.from_iterable(alike)),
        labels=";".join(f"{level}={first}" for level, first in merged) if expressible else "",
    )
