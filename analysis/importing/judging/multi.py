"""Questions with several answers: options joined in one column, or a column for each option."""

from collections import Counter
from collections.abc import Sequence

from analysis.importing.reading.questions import Question
from analysis.survey.answers.multi import ADDED_TEXT, MANY_OPTIONS
from analysis.survey.declared.codings import levels_of, plain

SURE_SIGNS = ("┋", "｜", "|", "\n")  # stand in no ordinary text
SIGNS = (*SURE_SIGNS, ";", "；", ", ", ",", "，", "、")
RECUR = 3  # times that an option of joined answers occurs on average, at least
COMBINED = 1.8  # different answers in which an option stands on average, at least: else commas are punctuation
JOINED_SHARE = 0.1  # of the answers that join several options, at least


def joined_sign(question: Question) -> str:
    """
    What separates the options that the answers of a column join; empty where they join none.

    The parts must be few and recur: those of free texts do not.
    """
    texts = {text: n for text, n in question.counts.items() if isinstance(text, str)}
    if sum(texts.values()) < 0.9 * question.n:
        return ""
    for sign in SIGNS:
        several = sum(n for text, n in texts.items() if sign in text.strip(sign + " "))
        ended = sum(n for text, n in texts.items() if text.endswith(sign)) if sign in (";", "；") else 0
        if several < JOINED_SHARE * question.n and ended < question.n:
            continue
        parts, joining = Counter(), Counter()
        for text, n in texts.items():
            for part in filter(None, (ADDED_TEXT.sub("", part).strip() for part in text.split(sign))):
                parts[part] += n
                joining[part] += 1
        if sign not in SURE_SIGNS and sum(joining.values()) < COMBINED * len(joining):
            continue
        often = {part: n for part, n in parts.items() if n > 1} if sign in SURE_SIGNS else parts
        least = 1.5 if sign in SURE_SIGNS else RECUR
        if often and len(often) <= MANY_OPTIONS and sum(parts.values()) >= least * len(parts):
            return sign
    return ""


def option_sets(questions: Sequence[Question]) -> dict[str, list[Question]]:
    """Columns that hold one option each, by what they share: the number of a question, its stem, or its code."""
    blocks: dict[str, list[Question]] = {}
    for question in questions:
        if key := block_of(question):
            blocks.setdefault(key, []).append(question)
    found = {key: [q for q in several if is_option(q)] for key, several in blocks.items()}
    return {
        key: several
        for key, several in found.items()
        if len(several) >= 2 and len(several) >= len(blocks[key]) - 1 and any(q.n for q in several)
    }


def block_of(question: Question) -> str:
    """What a column shares with the other rows of its question; empty where it stands alone."""
    code, kind = question.code
    return (code if kind == "rows" else "") or question.numbered or question.stem


def is_option(question: Question) -> bool:
    """Whether a column says of one option whether it was chosen: 1 and 0, yes and no, or one mark and nothing."""
    values = list(question.counts)
    if not values:
        return True
    if all(isinstance(value, float) for value in values):
        return {*values} <= {0.0, 1.0}
    known = [plain(value) for value in values if isinstance(value, str)]
    if len(known) == len(values) and all(levels_of("yes_no").get(text) in (0, 2) for text in known):
        return True
    return len(values) == 1 and len(question.column.values) > 1
