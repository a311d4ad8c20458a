"""Measured quantities: columns of numbers whose heading says that they count minutes, hours, days or contacts."""

from analysis.importing.judging.multi import block_of
from analysis.importing.judging.numbers import is_odd
from analysis.importing.judging.scale import AnswerScale, absent
from analysis.importing.reading.questions import Question
from analysis.importing.said import cues, data


def unit_of(question: Question) -> str:
    """What a column is counted in, by its heading, as the codebook has it; empty where it does not say."""
    heading = f"{question.wording} {question.name}".replace("_", " ")
    units = data("constructs")["units"]
    return next((unit for key, unit in units.items() if cues("constructs", key).search(heading)), "")


def is_quantity(question: Question, scale: AnswerScale | None) -> bool:
    """
    Whether a column most likely holds a measured quantity.

    Its answers are numbers, not below zero, that no label names, and its heading names a unit. Numbers that could be a
    rating must be asked for as a count: "how many days", "(minutes)".
    """
    if [text for text in question.texts if not absent(text)] or block_of(question) or question.file_labels:
        return False
    codes = codes_in(question)
    numbers = [number for number in question.numbers if number not in codes]
    if len(numbers) < 3 or min(numbers) < 0 or not unit_of(question):
        return False
    return scale is None or (not scale.labels and bool(cues("constructs", "counted").search(question.asked)))


def codes_in(question: Question) -> tuple[float, ...]:
    """The usual codes for no answer among the numbers of a column."""
    numbers = question.numbers
    return tuple(number for number in numbers if is_odd(number, numbers))
