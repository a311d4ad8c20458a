"""Answers keyed: items and outcomes of everyone, reversed ones turned round, and what is wrong with those analysed."""

import pandas as pd

from analysis.survey.answers.numeric import constant_problems
from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.declarations import ANSWER_ROLES
from analysis.survey.declared.settings import Settings
from analysis.survey.problems import Problem, problem


def keyed_answers(received: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Items and outcomes in the file's order, reversed ones turned round within their declared range."""
    variables = [codebook.by_name[name] for name in received if codebook.by_name[name].role in ANSWER_ROLES]
    return pd.DataFrame(
        {v.name: v.low + v.high - received[v.name] if v.reversed else received[v.name] for v in variables},
        index=received.index,
    )


def complete_steps(settings: Settings, codebook: Codebook) -> dict[str, list[str]]:
    """The columns that must be answered: all items, then all items and the first outcome."""
    items = [variable.name for variable in codebook.with_role("item")]
    steps = {"complete_items": items}
    for outcome in codebook.scales("outcome", settings)[:1]:
        steps["complete_model"] = items + [variable.name for variable in codebook.members(outcome)]
    return steps


def sample_problems(answers: pd.DataFrame) -> list[Problem]:
    """A sample in which, after the exclusions, nobody is left or an item does not vary."""
    if answers.empty:
        return [problem("sample.nobody_left")]
    silent = [problem("sample.nobody_answered", name=name) for name in answers if answers[name].isna().all()]
    constant = [found for name, given in answers.items() for found in constant_problems(name, given.to_numpy())]
    return silent + [problem("sample.constant", **found.values) for found in constant]
