"""
Conditions: to whom a question could be put, as the column `asked_if` of codebook.csv says.

`complained=1` says that it could be put to those who answered 1 to `complained`; `reason=4|5` to those who answered 4
or 5; of several conditions, joined by a semicolon, all must hold. An answer is written as its code, or as its label.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.survey.problems import Problem, problem
from analysis.survey.values import Value, cell_value, level_name

WIDE_SIGNS = str.maketrans({"；": ";", "＝": "=", "｜": "|"})


@dataclass(frozen=True)
class Condition:
    """A question and those of its answers that let another question be put."""

    variable: str
    answers: tuple[Value, ...]


def conditions_of(cell: str) -> tuple[tuple[Condition, ...], list[Problem]]:
    """
    The conditions of a cell, and what cannot be read in it.

    >>> conditions_of("reason=4|5; complained=1")[0]
    (Condition(variable='reason', answers=(4.0, 5.0)), Condition(variable='complained', answers=(1.0,)))
    """
    found, problems = [], []
    for part in filter(None, map(str.strip, cell.translate(WIDE_SIGNS).split(";"))):
        variable, sign, answers = (piece.strip() for piece in part.partition("="))
        values = tuple(map(cell_value, answers.split("|")))
        if variable and sign and None not in values:
            found.append(Condition(variable, values))
        else:
            problems.append(problem("codebook.condition_form", part=part))
    return tuple(found), problems


def condition_text(conditions: Iterable[Condition]) -> str:
    """
    Conditions as a person types them.

    >>> condition_text([Condition("reason", (4.0, 5.0)), Condition("complained", ("yes",))])
    'reason=4|5;complained=yes'
    """
    return ";".join(f"{c.variable}={'|'.join(map(level_name, c.answers))}" for c in conditions)
