"""
Answer scales: which numbers the answers of a column stand for, from where to where, and which way they run.

Nothing is taken for the direction of numbers but words: texts of the vocabulary of answer scales, labels in the file,
or ends that the question names. Numbers alone leave it open.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.importing.judging.numbers import scale_of_numbers, way_of
from analysis.importing.judging.scale import OPEN, UP, AnswerScale, absent
from analysis.importing.reading.questions import Question
from analysis.importing.said import cues
from analysis.survey.answers.responses import are_one_scale
from analysis.survey.declared.codings import families_of, meanings, vocabulary

ANCHOR = re.compile(
    r"(-?\d{1,3})\s*(?:分|点|점)?\s*[=＝:：(（]?\s*(?:代表|表示|是|means|为|=)?\s*([^\d,，;；、()（）=＝]{2,40})"
)


def answer_scales(questions: Sequence[Question]) -> dict[str, AnswerScale]:
    """
    The answer scales of all columns that hold ratings, by name.

    Columns whose texts overlap and can belong to one scale are read together, so that an answer nobody gave in one of
    them is known from the others.
    """
    worded = {q.name: worded_answers(q) for q in questions}
    worded = {name: texts for name, texts in worded.items() if texts}
    found: dict[str, AnswerScale] = {}
    for names, texts in shared(worded):
        if scale := scale_of_texts(texts):
            found |= dict.fromkeys(names, scale)
    by_name = {q.name: q for q in questions}
    read = {name: with_missing(scale, by_name[name]) for name, scale in found.items()}
    for question in questions:
        if question.name not in read and (scale := scale_of_numbers(question)):
            read[question.name] = scale
    return {q.name: anchored(read[q.name], q) for q in questions if q.name in read}


def worded_answers(question: Question) -> set[str]:
    """The texts of a column, if all of them belong to one family of answers, without those that mean none."""
    texts = set(question.texts)
    for chosen in (texts, {text for text in texts if not absent(text)}):
        if chosen and not question.numbers and next(families_of(chosen), None):
            return chosen
    return set()


def shared(worded: dict[str, set[str]]) -> list[tuple[list[str], set[str]]]:
    """Columns whose answers can belong to one scale, with all their texts."""
    groups: list[tuple[list[str], set[str]]] = []
    for name, texts in worded.items():
        alike = [group for group in groups if texts <= group[1] or are_one_scale(group[1], texts)][:1]
        merged = ([*(alike[0][0] if alike else []), name], texts.union(*(group[1] for group in alike)))
        groups = [group for group in groups if group not in alike] + [merged]
    return groups


def scale_of_texts(texts: set[str]) -> AnswerScale | None:
    """The scale on which texts of the vocabulary stand, from low to high; None for yes and no alone."""
    families = list(families_of(texts))
    if not families or len(texts) < 2:
        return None
    family = next((name for name in families if tuple(used_levels(name, texts)) in ladders(name)), families[0])
    used = used_levels(family, texts)
    fitting = sorted((ladder for ladder in ladders(family) if {*used} <= {*ladder}), key=len)
    ladder = used if tuple(used) in ladders(family) or not fitting else list(fitting[0])
    doubtful = tuple(used) not in ladders(family) and (bool(fitting) or not is_balanced(used))
    first = 0 if family == "yes_no" else 1
    labels = {float(ladder.index(meanings(text)[family]) + first): text for text in texts}
    return AnswerScale(
        low=float(first),
        high=float(first + len(ladder) - 1),
        labels=dict(sorted(labels.items())),
        direction=UP,
        because="words",
        doubts=("not_all_answers",) if doubtful else (),
    )


def used_levels(family: str, texts: Iterable[str]) -> list[int]:
    """The levels of texts in a family, from low to high."""
    return sorted(meanings(text)[family] for text in texts)


def ladders(family: str) -> set[tuple[int, ...]]:
    """The answer scales of a family."""
    return {tuple(ladder) for ladder in vocabulary()[family]["ladders"]}


def is_balanced(levels: Sequence[int]) -> bool:
    """Whether levels lie to both sides of a middle alike, or climb from none: so many answers are a whole scale."""
    below, above = sum(level < 0 for level in levels), sum(level > 0 for level in levels)
    return len(levels) >= 4 and (below == above or (below <= 1 and levels[0] != 0))


def with_missing(scale: AnswerScale, question: Question) -> AnswerScale:
    """The scale with the texts of this column that mean no answer."""
    return replace(scale, missing=tuple(text for text in question.texts if text not in scale.numbers))


def anchored(scale: AnswerScale, question: Question) -> AnswerScale:
    """The scale with the direction that the question itself tells: by the ends it names, or by what it asks."""
    if scale.direction != OPEN:
        return scale
    asked = question.asked + " " + question.name
    ends = {float(number): text.strip() for number, text in ANCHOR.findall(asked)}
    known = {n: text for n, text in ends.items() if meanings(text) and scale.low <= n <= scale.high}
    if direction := way_of(known):
        return replace(scale, direction=direction, because="anchors" if direction == UP else "anchors_down")
    if cues("constructs", "higher_is_more").search(asked):
        return replace(scale, direction=UP, because="anchors")
    if (scale.low, scale.high) == (0, 10) and cues("constructs", "recommend").search(asked):
        return replace(scale, direction=UP, because="recommend")
    return scale


def code_labels(question: Question) -> dict:
    """The labels of the levels of a group that are codes; none where some level has none."""
    labels = {code: text for code, text in question.file_labels.items() if isinstance(code, str)}
    named = set(question.texts) <= {*labels} and not any(set(";=；＝") & set(text) for text in labels.values())
    return labels if labels and named and not question.numbers else {}
