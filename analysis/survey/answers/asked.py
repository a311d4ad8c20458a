"""To whom each question could be put, as the conditions of the column `asked_if` say."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.conditions import Condition, condition_text
from analysis.survey.declared.declarations import Variable
from analysis.survey.problems import Problem, problem
from analysis.survey.values import level_name


def asked_of(answers: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """
    Whether each conditional question could be put to each respondent.

    Parameters
    ----------
    answers : DataFrame
        The declared columns as the codebook reads them, (n, k).
    codebook : Codebook

    Returns
    -------
    DataFrame
        A column of bool for each variable with a condition; False also where the deciding answer is missing.
    """
    conditional = [v for v in codebook.variables if v.asked_if and v.name in answers]
    return pd.DataFrame({v.name: meet_all(answers, v, codebook) for v in conditional}, index=answers.index, dtype=bool)


def meet_all(answers: pd.DataFrame, variable: Variable, codebook: Codebook) -> np.ndarray:
    """Who meets all conditions of a question, (n,)."""
    met = [meet(answers[c.variable], c, codebook.by_name[c.variable]) for c in variable.asked_if]
    return np.logical_and.reduce(met)


def meet(given: pd.Series, condition: Condition, variable: Variable) -> np.ndarray:
    """Who gave one of the answers of a condition; answers are met by code or by label."""
    if isinstance(given.dtype, pd.CategoricalDtype):
        return given.isin([variable.labels.get(answer, level_name(answer)) for answer in condition.answers]).to_numpy()
    codes = {text: code for code, text in variable.labels.items()}
    return given.isin([codes.get(answer, answer) for answer in condition.answers]).to_numpy()


def asked_problems(asked: pd.DataFrame, answers: pd.DataFrame, codebook: Codebook) -> list[Problem]:
    """Questions that, by their condition, could be put to nobody."""
    return [
        problem(
            "asked.nobody",
            name=name,
            condition=condition_text(codebook.by_name[name].asked_if),
            found=[
                f"{c.variable} = {value}" for c in codebook.by_name[name].asked_if for value in given_in(answers, c)
            ],
        )
        for name, could in asked.items()
        if not could.any()
    ]


def asked_warnings(asked: pd.DataFrame, answers: pd.DataFrame, codebook: Codebook) -> Iterator[Problem]:
    """Answers from those to whom a question could not be put; a pain point that was not met is no contradiction."""
    for name, could in asked.items():
        given = answers[name].notna() & ~could
        if codebook.by_name[name].kind == "met":
            given &= answers[name] == 1
        if given.any():
            values = {"condition": condition_text(codebook.by_name[name].asked_if), "first_row": int(given.idxmax())}
            yield problem("asked.answered_all_the_same", name=name, n=int(given.sum()), **values)


def given_in(answers: pd.DataFrame, condition: Condition) -> list[str]:
    """The distinct answers to the question of a condition, as conditions are written."""
    values = sorted(answers[condition.variable].dropna().unique(), key=str)
    return [f"{condition.variable}={level_name(value)}" for value in values]


def without_the_unasked(answers: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """The answers, where a question could not be put none."""
    return answers.assign(**{str(name): answers[name].where(could) for name, could in asked.items()})


def inapplicable(says: Mapping[str, np.ndarray], asked: pd.DataFrame) -> pd.DataFrame:
    """
    Whether a question does not apply to a respondent, who said so or could not be asked.

    Parameters
    ----------
    says : mapping
        For each variable with a code for it, whether each respondent said so, (n,).
    asked : DataFrame
        As `asked_of` gives it.
    """
    names = dict.fromkeys([*says, *map(str, asked)])
    nobody = np.zeros(len(asked), dtype=bool)
    unasked = {str(name): ~could.to_numpy() for name, could in asked.items()}
    together = {name: says.get(name, nobody) | unasked.get(name, nobody) for name in names}
    return pd.DataFrame(together, index=asked.index, dtype=bool)
