"""Answers about pain points: who met each, how much it hurt, and to whom it could happen at all."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.survey.declared.declarations import Variable


def pain_point_answers(
    answers: pd.DataFrame, not_applicable: pd.DataFrame, variables: Sequence[Variable]
) -> pd.DataFrame:
    """
    What is known of one pain point.

    Parameters
    ----------
    answers : DataFrame
        Of those analysed, (n, k).
    not_applicable : DataFrame
        Whether a question does not apply to them; a column for each variable of which that can be.
    variables : sequence of Variable
        Those of the pain point.

    Returns
    -------
    DataFrame
        "met" (0 or 1) and "severity", as far as they were asked, and "applies": whether it could happen to a person,
        as the question who met it says, or else that of its severity.
    """
    deciding = next((variable for variable in variables if variable.kind == "met"), variables[0]).name
    unasked = not_applicable[deciding] if deciding in not_applicable else pd.Series(False, index=answers.index)
    return pd.DataFrame({variable.kind: answers[variable.name] for variable in variables}).assign(applies=~unasked)


def severity_ranges(variables: Sequence[Variable]) -> dict[str, tuple[float, float]]:
    """Ends of the scale of severity of each pain point that has one."""
    return {variable.scale: (variable.low, variable.high) for variable in variables if variable.kind == "severity"}


def too_rare(answers: Mapping[str, pd.Series], fewest: int) -> list[str]:
    """The questions that some, but fewer than `fewest`, people answered by 1, or by 0."""
    counts = {name: [int((values == answer).sum()) for answer in (1, 0)] for name, values in answers.items()}
    return [name for name, both in counts.items() if any(0 < n < fewest for n in both)]
