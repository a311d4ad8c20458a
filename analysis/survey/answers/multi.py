"""
Questions to which several answers may be given: which options each respondent chose.

A set is declared as [multi.<name>] in study.toml. Its codebook rows (role `multi`, scale = the set's name) are either
one column per option, holding 1 and 0, yes and no, or a mark where the option was chosen and nothing where it was not;
or one column that joins the chosen options, separated by ┋ | ; , or the set's own `separator`.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.survey.answers.columns import PLATFORM_BLANKS, Column
from analysis.survey.answers.numeric import Answers
from analysis.survey.declared.codings import levels_of, plain
from analysis.survey.declared.declarations import Variable
from analysis.survey.declared.settings import Wording, in_each_language
from analysis.survey.problems import Problem, problem
from analysis.survey.texts import LONGEST, cleaned
from analysis.survey.values import Value, cell_value, level_name

SEPARATORS = ("┋", "|", "｜", "\n", ";", "；", ",", "，", "、")  # the first that occurs in any answer separates all
ADDED_TEXT = re.compile(r"[〖【\[].*?[〗】\]]")  # what a respondent typed beside "other", as 问卷星 writes it
MANY_OPTIONS = 30  # more are most likely free texts, not options


def option_answers(column: Column, variable: Variable, is_alone: bool) -> Answers:
    """
    A column of a set as numbers (1 chosen, 0 not), or as joined texts where it is alone in its set and holds texts.

    A column of one and the same text, or nothing, holds the mark of an option that was chosen, unless that says no.
    """
    values = [None if is_blank(value, variable) else value for value in column.values]
    given = {value for value in values if value is not None}
    if is_alone and not all(is_yes_or_no(value, variable) for value in given):
        if any(isinstance(value, str) and len(value) > LONGEST for value in given):
            found = column.first_of(column.places_where([len(str(value)) > LONGEST for value in values]))
            long = problem("answers.too_long", name=variable.name, most=LONGEST, **found)
            return Answers(values=None, problems=(long,))
        joined = np.array([None if value is None else level_name(value) for value in values], dtype=object)
        return Answers(values=joined[column.codes])
    marks = {value for value in given if isinstance(value, str)} if len(given) == 1 else set()
    said = [yes_or_no(value, variable) for value in values]
    chosen = [1.0 if n is None and value in marks else n for n, value in zip(said, values, strict=True)]
    strange = [value is not None and number is None for value, number in zip(values, chosen, strict=True)]
    if any(strange):
        found = column.first_of(column.places_where(strange))
        return Answers(values=None, problems=(problem("multi.unclear", name=variable.name, **found),))
    return Answers(values=np.array([np.nan if number is None else number for number in chosen])[column.codes])


def is_blank(value: Value, variable: Variable) -> bool:
    """Whether a cell says nothing of any option."""
    return value in variable.missing or (value in PLATFORM_BLANKS and not variable.explains(value))


def is_yes_or_no(value: Value, variable: Variable) -> bool:
    """Whether a cell says of one option whether it was chosen."""
    return yes_or_no(value, variable) is not None


def yes_or_no(value: Value, variable: Variable) -> float | None:
    """1 for chosen, 0 for not, None for anything else; through the column's labels, either way round."""
    numbers = {text: number for number, text in variable.labels.items()}
    value = variable.labels.get(value, numbers.get(value, value))
    if isinstance(value, str):
        level = levels_of("yes_no").get(plain(value))
        return {0: 0.0, 2: 1.0}.get(level)
    return value if value in (0, 1) else None


def chosen_options(answers: pd.DataFrame, variables: Sequence[Variable], separator: str | None) -> pd.DataFrame:
    """
    Which options of a set each respondent chose.

    Parameters
    ----------
    answers : DataFrame
        The set's columns as `option_answers` gives them, (n, k).
    variables : sequence of Variable
        The set's rows of the codebook.
    separator : str or None
        What separates joined options; None to take the first of `SEPARATORS` that occurs.

    Returns
    -------
    DataFrame
        A column per option: 1 chosen, 0 not chosen, NaN not asked; (n, options).
    """
    names = [variable.name for variable in variables]
    if len(names) == 1 and not pd.api.types.is_float_dtype(answers[names[0]]):
        return separated(answers[names[0]], variables[0], separator)
    chosen = answers[names].astype(float)
    if (chosen == 0).to_numpy().any():
        return chosen
    return chosen.where(chosen.notna() | chosen.isna().all(axis=1).to_numpy()[:, None], 0.0)


def separated(joined: pd.Series, variable: Variable, separator: str | None) -> pd.DataFrame:
    """The options in a column of joined texts: labelled ones in the order of the labels, others the commonest first."""
    texts = [None if text is None or text != text else str(text) for text in joined]
    sign = separator or next((sign for sign in SEPARATORS if any(sign in text for text in texts if text)), None)
    parted = [None if text is None else options_in(text, sign, variable) for text in texts]
    counts = Counter(option for options in parted if options for option in dict.fromkeys(options))
    labelled = [label for label in variable.labels.values() if label in counts]
    order = labelled + sorted(set(counts) - set(labelled), key=lambda option: (-counts[option], option))
    rows = [[np.nan] * len(order) if options is None else [float(o in options) for o in order] for options in parted]
    return pd.DataFrame(rows, columns=order, index=joined.index, dtype=float)


def options_in(text: str, sign: str | None, variable: Variable) -> list[str]:
    """The options that a text joins, by their labels where they have any, without what was typed beside them."""
    parts = [ADDED_TEXT.sub("", part).strip() for part in (text.split(sign) if sign else [text])]
    return [cleaned(variable.labels.get(cell_value(part), part)) for part in parts if part]


def option_labels(chosen: pd.DataFrame, variables: Sequence[Variable]) -> dict[str, Wording]:
    """What readers see of each option, in the order of the columns."""
    known = {v.name: in_each_language(v.label, v.name) if v.label else v.text for v in variables}
    return {str(option): label_of(str(option), known, len(variables)) for option in chosen}


def label_of(option: str, known: dict[str, Wording], n_columns: int) -> Wording:
    """The label of an option: its column's, or else the option itself."""
    return known[option] if n_columns > 1 and option in known else in_each_language(option, option)


def option_warnings(name: str, chosen: pd.DataFrame) -> list[Problem]:
    """A set of so many options that they are most likely free texts."""
    n_options = chosen.shape[1]
    return [problem("multi.many_options", name=name, n=n_options)] if n_options > MANY_OPTIONS else []
