"""Answer scales of columns that hold numbers, or texts that hold their number."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.importing.judging.scale import DOWN, OPEN, UP, AnswerScale, absent
from analysis.importing.reading.questions import Question
from analysis.survey.declared.codings import (
    families_of,
    meanings,
    number_and_wording,
    plain,
    written_numbers,
)
from analysis.survey.values import level_name

ODD_CODES = (-1, -2, -3, -7, -8, -9, -66, -77, -88, -98, -99, -999, 77, 88, 97, 98, 99, 888, 997, 998, 999, 9999)
USUAL_ENDS = (
    *((1, 5), (1, 7), (1, 4), (1, 6), (1, 10), (1, 9), (1, 11), (1, 3), (0, 1)),
    *((0, 3), (0, 4), (0, 5), (0, 6), (0, 10), (-2, 2), (-3, 3)),
)
FAR = 3  # times the largest answer that a positive code exceeds
MOST_STEPS = 11  # answers of a rating in whole numbers
FEW = 0.02  # share of the answers below which a value off a scale is taken for an error of entry
STARS = re.compile(r"\d+\s*(星|stars?|estrellas?|étoiles?|sterne?|별|★)", re.IGNORECASE)
CODED = re.compile(r"([A-Z]{1,3})0*(\d{1,2})")


def scale_of_numbers(question: Question) -> AnswerScale | None:
    """The scale of a column of numbers, or of texts that hold their number; None where it is no rating."""
    texts = [text for text in question.texts if not absent(text)]
    held = lettered(texts) or written_numbers(texts)
    numbers = sorted({*question.numbers, *held.values()})
    if len(held) < len(texts) or len(numbers) < 2:
        return None
    are_codes = bool(lettered(texts))
    labels = {number: text for text, number in sorted(held.items(), key=lambda entry: entry[1])}
    missing = tuple(text for text in question.texts if absent(text))
    labels, odd = labelled(labels, missing, question)
    counts = {number: question.counts.get(number, 0) for number in numbers}
    for text, number in held.items():
        counts[number] += question.counts[text]
    ends = ends_of(counts, labels if name_ends(held) else {}, odd)
    if ends is None:
        return None
    low, high, codes, doubts = ends
    step = "" if all(map(float.is_integer, numbers)) or high - low > MOST_STEPS - 1 else "any"
    labels = {number: text for number, text in labels.items() if low <= number <= high or number in codes}
    scale = AnswerScale(low=low, high=high, labels=labels, missing=missing + codes, doubts=doubts, step=step)
    return coded_direction(scale, question) if are_codes else directed(scale, bool(held))


def name_ends(held: Mapping[str, float]) -> bool:
    """
    Whether answers that hold their number tell the ends of their scale: by words, from one usual end to the other.

    >>> name_ends({"4分": 4.0, "1分": 1.0}), name_ends({"1 - never": 1.0, "4 - often": 4.0}), name_ends({"2 - no": 2.0})
    (False, True, False)
    """
    in_words = all(parted and parted[1] for parted in map(number_and_wording, held))
    return not held or (in_words and (min(held.values()), max(held.values())) in USUAL_ENDS)


def coded_direction(scale: AnswerScale, question: Question) -> AnswerScale:
    """The scale of codes such as A1, with the direction that the labels of the codes tell."""
    named = {number: question.file_labels.get(text) for number, text in scale.labels.items()}
    way = way_of({number: text for number, text in named.items() if text and meanings(text)})
    because = {OPEN: "codes", UP: "labels", DOWN: "labels_down"}[way]
    return replace(scale, direction=way, because=because)


def lettered(texts: Sequence[str]) -> dict[str, float]:
    """
    The numbers of codes such as A1 to A5, as LimeSurvey writes them.

    >>> lettered(["A2", "A1", "A5"]), lettered(["B12", "12"])
    ({'A2': 2.0, 'A1': 1.0, 'A5': 5.0}, {})
    """
    parted = [CODED.fullmatch(text) for text in texts]
    if len(texts) < 2 or not all(parted) or len({match[1] for match in parted}) > 1:
        return {}
    return {text: float(match[2]) for text, match in zip(texts, parted, strict=True)}


def labelled(labels: dict[float, str], missing: tuple, question: Question) -> tuple[dict[float, str], tuple]:
    """The labels of numbers, from the answers themselves or the file, and the numbers whose label means no answer."""
    given = {float(value): text for value, text in question.file_labels.items() if not isinstance(value, str)}
    given = {value: text for value, text in given.items() if plain(text) != level_name(value)}
    labels = given | labels
    none = (value for value, text in labels.items() if absent(text))
    return labels, tuple(dict.fromkeys((*none, *question.user_missing)))


def ends_of(counts: dict[float, int], labels: dict[float, str], odd: tuple) -> tuple | None:
    """
    Low and high end, missing codes and doubts of a column of numbers; None where it is no rating.

    Labels of the file set the ends. Else they are the usual ones that hold all answers but the usual codes.
    """
    named = sorted(value for value in labels if value not in odd)
    given = [number for number in counts if number not in odd]
    inside = [number for number in given if number in named or not is_odd(number, given)]
    if len(inside) < 2:
        return None
    codes = tuple(sorted(set(counts) - set(inside)))
    doubts = ("codes",) if set(codes) - set(odd) else ()
    if len(named) >= 2 and named[-1] - named[0] <= MOST_STEPS:
        off = [number for number in inside if not named[0] <= number <= named[-1]]
        if sum(counts[number] for number in off) <= FEW * sum(counts.values()):
            return named[0], named[-1], tuple(sorted({*codes, *off})), doubts + (("entries",) if off else ())
    low, high = min(inside), max(inside)
    if high - low >= MOST_STEPS or not all(map(float.is_integer, inside)):
        return slider_ends(low, high, codes, doubts)
    gap = [number for number in inside if number == 9 and high == 9 and not {6.0, 7.0, 8.0} & {*inside}]
    if gap and len(inside) > 3:
        inside.remove(9.0)
        return (*usual_ends(inside), (*codes, 9.0), ("codes",))
    zero = counts.get(0.0, 0)
    if low == 0 and high == 10 and 0 < zero <= 0.005 * sum(counts.values()) and zero * 4 < counts.get(1.0, 0):
        return 1.0, 10.0, (*codes, 0.0), ("entries",)
    return (*usual_ends(inside), codes, doubts)


def is_odd(number: float, given: Sequence[float]) -> bool:
    """
    Whether a number is one of the usual codes for no answer, far from the answers or below those that are positive.

    >>> is_odd(-2.0, [-2.0, -1.0, 0.0, 1.0, 2.0]), is_odd(-2.0, [-2.0, 1.0, 2.0, 5.0]), is_odd(99.0, [3.0, 64.0, 99.0])
    (False, True, False)
    """
    if number not in ODD_CODES:
        return False
    if number < 0:
        whole = sorted(given)
        return whole != list(range(int(whole[0]), int(whole[-1]) + 1)) or whole[-1] != -whole[0]
    rest = [other for other in given if other not in ODD_CODES]
    return not rest or number > FAR * max(rest)


def usual_ends(inside: Sequence[float]) -> tuple[float, float]:
    """The narrowest usual answer scale that holds all numbers; scales of five answers before narrower ones."""
    low, high = min(inside), max(inside)
    holding = [ends for ends in USUAL_ENDS if ends[0] <= low and high <= ends[1]]
    exact = [ends for ends in holding if ends == (low, high)]
    if exact and (high - low >= 3 or (low, high) == (0, 1)):
        return low, high
    return next(((float(a), float(b)) for a, b in holding if b - a >= 3), (low, high))


def slider_ends(low: float, high: float, codes: tuple, doubts: tuple) -> tuple | None:
    """The ends of a slider or a rating with decimals; None where the numbers are of another kind."""
    if low >= 0 and high <= 10 and high > 5:
        return 0.0, 10.0, codes, (*doubts, "slider")
    if low >= 0 and high <= 5:
        return (0.0 if low < 1 else 1.0), 5.0, codes, (*doubts, "slider")
    if low >= 0 and 80 <= high <= 100 and low <= 20:
        return 0.0, 100.0, codes, (*doubts, "slider")
    return None


def directed(scale: AnswerScale, in_answers: bool) -> AnswerScale:
    """The scale with the direction that its labels tell, if two of them or more belong to one family of answers."""
    texts = {number: wording(text) for number, text in scale.labels.items() if number not in scale.missing}
    known = {number: text for number, text in texts.items() if meanings(text)}
    direction = way_of(known)
    because = "labels" if not in_answers else "numbered_words"
    if texts and all(map(STARS.fullmatch, texts.values())):
        return replace(scale, direction=UP, because="stars")
    if all(any(character.isdigit() for character in text) for text in texts.values()):
        return replace(scale, because="numbers")  # with a unit
    if direction == OPEN:
        return replace(scale, because="unknown_words" if texts else "numbers")
    return replace(scale, direction=direction, because=because if direction == UP else f"{because}_down")


def wording(text: str) -> str:
    """The words of an answer that holds its number."""
    found = number_and_wording(text)
    return found[1] if found and found[1] else text


def way_of(known: dict[float, str]) -> int:
    """Which way numbers with texts of the vocabulary run: all of them up, all of them down, or it is not known."""
    for family in families_of(known.values()):
        levels = [meanings(known[number])[family] for number in sorted(known)]
        if len(levels) > 1 and levels in (sorted(levels), sorted(levels, reverse=True)):
            return UP if levels == sorted(levels) else DOWN
    return OPEN
