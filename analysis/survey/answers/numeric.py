"""Answers that are numbers: read from cells, labels and texts that hold their number, and held against their scale."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.survey.answers.columns import PLATFORM_BLANKS, Column
from analysis.survey.declared.codings import written_numbers
from analysis.survey.declared.declarations import ANSWER_ROLES, STEPPED_ROLES, Variable
from analysis.survey.problems import Problem, problem
from analysis.survey.values import DECIMAL_COMMA, Value, shown

STEP_TOLERANCE = 1e-6  # steps that a written decimal may miss its answer by
DURATION = re.compile(  # with its units, as 问卷星 and 腾讯问卷 export it, or as hours:minutes:seconds
    r"(?:(\d+)\s*(?:小时|時間|h|hours?)\s*)?(?:(\d+)\s*(?:分钟|分|m|mins?|minutes?)\s*)?"
    r"(?:(\d+(?:\.\d+)?)\s*(?:秒|s|secs?|seconds?)\s*)?"
    r"|(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)",
    re.IGNORECASE,
)
SECONDS_OF = (3600, 60, 1)  # in an hour, a minute, a second


@dataclass(frozen=True, kw_only=True, eq=False)
class Answers:
    """
    A column as the codebook reads it.

    Attributes
    ----------
    values : numpy.ndarray or pandas.Categorical
        One per response: numbers with NaN, levels, or ids.
    not_applicable : numpy.ndarray or None
        Whether each response says that the question does not apply, (n,); None where the codebook knows no such code.
    texts : dict
        Answers in words that have no number yet, with the first row of each.
    problems, warnings : list of Problem
    """

    values: object
    not_applicable: np.ndarray | None = None
    texts: dict[str, int] | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def numeric_answers(column: Column, variable: Variable) -> Answers:
    """Answers as floats, texts through the labels or the number they hold, and what is wrong with them."""
    numbers = {text: value for value, text in variable.labels.items()}
    held = held_numbers(column, variable)
    read = [read_value(value, variable, numbers | held) for value in column.values]
    inapplicable = np.array([value in variable.not_applicable for value in read], dtype=bool)
    given = [None if value in variable.missing else value for value in read]
    texts = [isinstance(value, str) for value in given]
    floats = np.array([np.nan if value is None or text else value for value, text in zip(given, texts, strict=True)])
    problems = [*text_problems(column, variable, texts), *number_problems(column, variable, floats)]
    worded = [text and not DECIMAL_COMMA.fullmatch(value) for text, value in zip(texts, given, strict=True)]
    return Answers(
        values=floats[column.codes],
        not_applicable=inapplicable[column.codes] if variable.not_applicable else None,
        texts={} if is_measured(variable) else first_rows(column, worded),
        problems=tuple(problems),
        warnings=tuple(reading_warnings(column, variable, held)),
    )


def read_value(value: Value, variable: Variable, numbers: dict[str, float]) -> Value:
    """A value with its text exchanged for the number that it is known to mean; None where there is no answer."""
    if not isinstance(value, str):
        return value
    if value in PLATFORM_BLANKS and not variable.explains(value):
        return None
    return seconds_in(value) if variable.role == "duration_seconds" else numbers.get(value, value)


def is_measured(variable: Variable) -> bool:
    """Whether the numbers of a column were measured, not chosen from an answer scale."""
    return variable.role == "duration_seconds" or variable.kind == "quantity"


def held_numbers(column: Column, variable: Variable) -> dict[str, float]:
    """The texts that hold their own number, if all of these numbers can be answers."""
    if variable.role not in STEPPED_ROLES and variable.kind != "yes_no":
        return {}
    texts = [value for value in column.values if isinstance(value, str) and not variable.explains(value)]
    found = written_numbers(texts)
    allowed = all(can_be_answered(variable, number) for number in found.values())
    return found if allowed and agrees_with_labels(found, variable) else {}


def can_be_answered(variable: Variable, number: float) -> bool:
    """Whether a number is one of the declared answers, or a missing code."""
    on_scale = variable.low <= number <= variable.high
    between = variable.step is not None and between_steps(np.array([number]), variable.low, variable.step)[0]
    return number in variable.missing or (on_scale and not between)


def agrees_with_labels(found: dict[str, float], variable: Variable) -> bool:
    """Whether no text holds a number whose declared label is another text."""
    return all(
        number not in variable.labels or variable.labels[number].casefold() in text.casefold()
        for text, number in found.items()
    )


def first_rows(column: Column, chosen: list[bool]) -> dict[str, int]:
    """The chosen values with the spreadsheet row where each is met first."""
    return {
        value: int(column.rows[np.argmax(column.codes == place)])
        for place, (value, is_chosen) in enumerate(zip(column.values, chosen, strict=True))
        if is_chosen
    }


def seconds_in(value: str) -> Value:
    """
    A duration in seconds; what is none for sure, as it is: 2:31 may be minutes or hours.

    >>> seconds_in("430秒"), seconds_in("2分26秒"), seconds_in("0:02:31"), seconds_in("2:31")
    (430.0, 146.0, 151.0, '2:31')
    """
    match = DURATION.fullmatch(value)
    if not match or not any(match.groups()):
        return value
    parts = [float(part or 0) for part in match.groups()]
    return sum(n * seconds for n, seconds in zip(parts, SECONDS_OF * 2, strict=True))


def text_problems(column: Column, variable: Variable, texts: list[bool]) -> Iterator[Problem]:
    """Texts where numbers belong, other than answers in words, which are gathered over all columns."""
    commas = [text and bool(DECIMAL_COMMA.fullmatch(value)) for text, value in zip(texts, column.values, strict=True)]
    if variable.role == "duration_seconds":
        if len(places := column.places_where(texts)):
            yield problem("answers.no_duration", name=variable.name, **column.first_of(places))
    elif any(commas):
        yield problem("answers.decimal_comma", name=variable.name, **column.first_of(column.places_where(commas)))
    elif variable.kind == "quantity" and len(places := column.places_where(texts)):
        yield problem("answers.no_quantity", name=variable.name, **column.first_of(places))


def number_problems(column: Column, variable: Variable, floats: np.ndarray) -> Iterator[Problem]:
    """Numbers that cannot be answers: off the scale, between its steps, negative amounts, or all the same."""
    name, low, high = variable.name, variable.low, variable.high
    if variable.kind == "quantity":
        yield from quantity_problems(column, variable, floats)
    if variable.role == "duration_seconds":
        places = column.places_where(floats < 0)
        if len(places):
            yield problem("answers.negative_duration", name=name, **column.first_of(places))
    if variable.role not in STEPPED_ROLES and variable.kind != "yes_no":
        return
    outside = (floats < low) | (floats > high)
    scale = variable.range_text
    if len(places := column.places_where(outside)):
        yield problem("answers.off_scale", name=name, scale=scale, **column.first_of(places))
    if variable.step is not None:
        between = between_steps(floats, low, variable.step) & ~outside
        if len(places := column.places_where(between)):
            yield problem("answers.between_steps", name=name, scale=scale, **column.first_of(places))
    if variable.role in ANSWER_ROLES:
        yield from constant_problems(name, floats)


def quantity_problems(column: Column, variable: Variable, floats: np.ndarray) -> Iterator[Problem]:
    """Measured amounts beyond the ends that are declared; without a lower end, amounts below 0."""
    low, high = variable.low, variable.high
    if len(places := column.places_where((floats < 0) & (low is None))):
        yield problem("answers.negative_quantity", name=variable.name, **column.first_of(places))
    ends = {"low": floats < (-np.inf if low is None else low), "high": floats > (np.inf if high is None else high)}
    for end, beyond in ends.items():
        if len(places := column.places_where(beyond)):
            limit = shown(getattr(variable, end))
            yield problem("answers.beyond_end", name=variable.name, end=end, limit=limit, **column.first_of(places))


def between_steps(numbers: np.ndarray, low: float, step: float) -> np.ndarray:
    """Whether each number lies between two answers that can be given; NaN does not."""
    steps = (numbers - low) / step
    return np.abs(steps - np.round(steps)) > STEP_TOLERANCE


def constant_problems(name: str, answers: np.ndarray) -> list[Problem]:
    """An item to which everyone gave the same answer."""
    given = np.unique(answers[~np.isnan(answers)])
    return [problem("answers.constant", name=name, value=shown(float(given[0])))] if len(given) == 1 else []


def reading_warnings(column: Column, variable: Variable, held: dict[str, float]) -> Iterator[Problem]:
    """What was read otherwise than it stands in the file."""
    if held:
        examples = sorted(held.items(), key=lambda entry: entry[1])
        yield problem("answers.number_in_text", name=variable.name, texts=[text for text, _ in examples])
    blanks = [value in PLATFORM_BLANKS and not variable.explains(value) for value in column.values]
    if any(blanks):
        places = column.places_where(blanks)
        yield problem("answers.platform_blank", name=variable.name, **column.first_of(places))
