"""Questions that end the questionnaire for some: who gave such an answer was asked no more, and is no response."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.importing.judging.kinds import Sorted
from analysis.importing.reading.layouts import shown
from analysis.importing.reading.questions import Question
from analysis.survey.values import Value, cell_value

LEAST = 2  # respondents without any rating behind an answer that ends the questionnaire


def ending_answers(question: Question, silent: np.ndarray) -> list[Value]:
    """
    The answers after which nobody gave a rating.

    Parameters
    ----------
    question : Question
    silent : (n,) array of bool
        Who gave no rating.
    """
    found = []
    for place, value in enumerate(question.column.values):
        rows = question.column.codes == place
        if value is not None and rows.sum() >= LEAST and silent[rows].all():
            found.append(value)
    return found


def silent_rows(answers: pd.DataFrame, others: Sequence[Question]) -> np.ndarray:
    """
    Who gave no rating, and no answer to what could be one, (n,) of bool.

    Parameters
    ----------
    answers : DataFrame
        The ratings, (n, k), NaN where there is none.
    others : sequence of Question
        Ratings in words that are not in the vocabulary.
    """
    silent = answers.isna().all(axis=1).to_numpy()
    for question in others:
        silent = (
            silent & np.array([value not in question.counts for value in question.column.values])[question.column.codes]
        )
    return silent


def screen_outs(questions: Sequence[Question], silent: np.ndarray) -> dict[str, list]:
    """
    For questions that end the questionnaire the answers that go on, by column, as `[screening] keep` takes them.

    Parameters
    ----------
    questions : sequence of Question
        Groups and consents.
    silent : (n,) array of bool
        See `silent_rows`.
    """
    keep: dict[str, list] = {}
    for question in questions:
        ending = ending_answers(question, silent)
        going_on = [value for value in question.counts if value not in ending]
        if ending and going_on:
            keep[question.name] = [shown(value) for value in going_on]
            silent = silent & ~np.isin(question.column.codes, [question.column.values.index(v) for v in ending])
    return keep


def screened(found: Sorted, filters: Mapping[str, list]) -> int:
    """How many respondents the filters leave out; groups of which they leave one level are groups no more."""
    gone: set[int] = set()
    for question in (*found.consents, *found.groups):
        if question.name in filters:
            going_on = {cell_value(value) for value in filters[question.name]}
            ending = [place for place, value in enumerate(question.column.values) if value not in going_on]
            gone |= set(np.flatnonzero(np.isin(question.column.codes, ending)).tolist())
    single = [q for q in found.groups if len(filters.get(q.name, "ab")) == 1]
    found.groups = [question for question in found.groups if question not in single]
    found.left_out += [(question.name, "filter") for question in single]
    return len(gone)
