"""What a column is for: a rating, a group, options, the platform's own, a person's, a free text."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.importing.judging.multi import block_of, joined_sign, option_sets
from analysis.importing.judging.personal import mostly_distinct, personal_kind
from analysis.importing.judging.quantities import is_quantity
from analysis.importing.judging.scale import OPEN, AnswerScale, absent
from analysis.importing.reading.layouts import Export
from analysis.importing.reading.questions import Question
from analysis.importing.said import cues, names_of
from analysis.survey.answers.groups import MANY_LEVELS
from analysis.survey.answers.numeric import seconds_in
from analysis.survey.declared.codings import families_of, family_of, levels_of, meanings, plain, vocabulary
from analysis.survey.declared.names import width
from analysis.survey.values import Value

OWN = ("number", "when", "source", "submitted", "finish", "status")  # columns of platforms without a question
MOST_OPTIONS = 8  # of a choice among things that are no degrees
MOMENT = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([ T]+.*)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}( .*)?")
MANY_NUMBERS = 30  # answers of which decimals of a rating have some twice
LONG_TEXT = 40  # columns of a typewriter from which an answer is hardly an option
SHORT_HEADING = 60  # a longer heading that mentions age or school is a statement
SHORT_QUESTION = 24  # a longer one without a question mark is a statement
RIGHT_ANSWER = re.compile(r"[“\"「『‘']([^”\"」』’']{1,30})[”\"」』’']")


@dataclass(kw_only=True)
class Sorted:
    """The columns of an export by what they are for."""

    ratings: list[Question] = field(default_factory=list)
    groups: list[Question] = field(default_factory=list)
    quantities: list[Question] = field(default_factory=list)
    multi: dict[str, list[Question]] = field(default_factory=dict)
    separators: dict[str, str] = field(default_factory=dict)
    duration: Question | None = None
    checks: list[tuple[Question, float]] = field(default_factory=list)
    consents: list[Question] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def sorted_columns(export: Export, scales: Mapping[str, AnswerScale], keep: Sequence[str] = ()) -> Sorted:
    """
    The columns of an export by what they are for.

    Parameters
    ----------
    export : Export
    scales : mapping
        The answer scale of each column that may hold ratings.
    keep : sequence of str
        Columns that are not left out as personal, whatever they hold.
    """
    found = Sorted(left_out=[(name, "repeated") for name in export.repeated])
    shared = Counter(scale.key for scale in scales.values())
    alike = Counter(frozenset(question.texts) for question in export.questions)
    options = option_sets([q for q in export.questions if own_kind(q, export) is None])
    of_set = {q.name: key for key, several in options.items() for q in several}
    for question in export.questions:
        kind = kind_of(question, export, scales.get(question.name), keep)
        if kind == "rating" and stands_alone(question, scales[question.name], shared):
            kind = group_or(question, "number")
        if kind == "group" and is_unknown_scale(question, alike):
            kind = "unknown_answers"
        if question.name in of_set and kind not in ("metadata", "personal", "duration"):
            if question.n:
                found.multi.setdefault(of_set[question.name], []).append(question)
            else:
                found.left_out.append((question.name, "empty"))
        else:
            place(found, question, kind, scales.get(question.name))
    return found


def place(found: Sorted, question: Question, kind: str, scale: AnswerScale | None) -> None:
    """Put a column where its kind belongs."""
    if kind == "rating":
        found.ratings.append(question)
    elif kind == "group":
        found.groups.append(question)
    elif kind == "quantity":
        found.quantities.append(question)
    elif kind == "multi":
        found.multi[question.name] = [question]
        found.separators[question.name] = joined_sign(question)
    elif kind == "duration" and found.duration is None:
        found.duration = question
    elif kind == "attention":
        found.checks.append((question, right_answer(question, scale)))
    else:
        found.consents += [question] if kind == "consent" else []
        found.left_out.append((question.name, "metadata" if kind == "duration" else kind))


def own_kind(question: Question, export: Export) -> str | None:
    """What a column of the platform holds; None for a question."""
    names = {plain(question.name), plain(question.wording)}
    if names & names_of("duration"):
        return "duration" if question.n and is_duration(question) else "metadata"
    if names & names_of("personal"):
        return "personal"
    if question.name in export.keep or any(names & names_of(kind) for kind in OWN):
        is_known = export.platform or not names <= names_of("source") | names_of("status")
        return "metadata" if is_known else None
    if export.platform == "limesurvey" and re.fullmatch(r".*(Time\d*|Time)(\..*)?", question.name):
        return "metadata"
    return None


def kind_of(question: Question, export: Export, scale: AnswerScale | None, keep: Sequence[str]) -> str:
    """What a column is for: rating, group, quantity, multi, duration, attention, or why it is left out."""
    own = own_kind(question, export)
    if own == "personal" and question.name in keep:
        own = None
    if not question.n:
        return "personal" if own == "personal" else "empty"
    if own:
        return own
    if any(found.values.get("name") == question.name for found in export.table.problems):
        return "damaged"
    if question.name not in keep and personal_kind(question, scale is not None):
        return "personal"
    if all(MOMENT.fullmatch(value) for value in question.texts) and not question.numbers:
        return "metadata"
    if right_answer(question, scale) is not None:
        return "attention"
    if cues("constructs", "consent").search(question.asked):
        return "consent"
    if scale is None and joined_sign(question):
        return "multi"
    if len(question.counts) == 1:
        return "constant"
    if is_quantity(question, scale) and not is_demographic(question):
        return "quantity"
    if (scale is None or is_bare_question(question, scale)) and is_demographic(question):
        return group_or(question, "number" if not question.texts else "free_text")
    return answer_kind(question, scale)


def answer_kind(question: Question, scale: AnswerScale | None) -> str:
    """Whether the answers of a question are ratings, levels of a group, numbers or free texts."""
    worded = {text for text in question.texts if not absent(text)}
    if scale is not None and is_weight(question, scale):
        return "number"
    if scale is not None:
        named = scale.because == "unknown_words"
        alone = not block_of(question)
        if (named or (scale.is_binary and not question.numbers)) and alone:
            return group_or(question, "free_text")
        return "rating"
    if block_of(question) and scale is None and worded and not joined_sign(question):
        return "unknown_answers"
    if worded and all(levels_of("yes_no").get(plain(text)) is not None for text in worded):
        return "group"
    if worded and cues("constructs", "open").search(question.wording):
        return "free_text"
    return group_or(question, "free_text" if worded else "number")


def is_weight(question: Question, scale: AnswerScale) -> bool:
    """Whether decimals weight cases: by their heading, or because hardly any recurs, as those of ratings do."""
    if not scale.step:
        return False
    named = any(cues("constructs", "weight").search(heading.strip()) for heading in (question.wording, question.name))
    return named or (question.n >= MANY_NUMBERS and mostly_distinct(question))


def is_unknown_scale(question: Question, alike: Counter) -> bool:
    """Whether several questions have the same three answers or more: ratings in words that nobody knows here."""
    texts = frozenset(question.texts)
    same = sum(n for other, n in alike.items() if len(other) >= 3 and (texts <= other or other <= texts))
    return len(texts) >= 3 and same >= 3 and not is_demographic(question)


def stands_alone(question: Question, scale: AnswerScale, shared: Counter) -> bool:
    """
    Whether a question that is no row of another asks for a habit or a choice, not for a rating.

    A habit has answers of frequency that no other question has. A choice has few bare numbers, and asks which, where
    or how often; or fewer numbers than all other questions, and nothing is known of what it asks; or none in the lower
    half of the scale that would hold them, as a school year has.
    """
    if block_of(question):
        return False
    if scale.because == "words":
        return shared[scale.key] == 1 and family_of(scale.labels.values()) == "frequency"
    few = scale.because in ("numbers", "codes") and len(question.counts) <= MOST_OPTIONS
    asks = bool(cues("constructs", "choice").search(question.wording))
    common, n = shared.most_common(1)[0]
    unlike = n > 2 and (scale.low, scale.high) != common[:2] and question.wording == question.name
    upper = bool(question.numbers) and question.numbers[0] > (scale.low + scale.high) / 2
    fewer = unlike and len(question.counts) < common[1] - common[0] and len(question.counts) <= 4
    return few and (asks or fewer or upper)


def group_or(question: Question, otherwise: str) -> str:
    """A group, if the levels are few, recur and are short enough to be options."""
    n_levels = len(question.counts)
    recurs = question.n >= 2 * n_levels
    short = all(width(text) <= 3 * LONG_TEXT for text in question.texts)
    return "group" if 2 <= n_levels <= MANY_LEVELS and recurs and short else otherwise


def is_bare_question(question: Question, scale: AnswerScale) -> bool:
    """Whether the numbers of a column may be levels: nothing says which way they run, and it is no statement."""
    asks = width(question.wording) <= SHORT_QUESTION or question.wording.endswith(("?", "？", ":", "："))
    return scale.direction == OPEN and asks


def is_demographic(question: Question) -> bool:
    """Whether a question asks who the respondent is, by a short heading that stands alone."""
    heading = f"{question.wording} {question.name if width(question.name) <= 30 else ''}".replace("_", " ")
    is_short = width(question.wording) <= SHORT_HEADING and not question.stem
    return is_short and bool(cues("constructs", "demographic").search(heading))


def is_duration(question: Question) -> bool:
    """Whether every value is a number or a time with its units."""
    return all(isinstance(seconds_in(value), float) for value in question.texts) and len(question.counts) > 1


def the_only_answer(question: Question) -> float | None:
    """The answer that everyone gave, as a number: so all of them gave the right one; 1 for a text."""
    given = list(question.counts)
    return (given[0] if isinstance(given[0], float) else 1.0) if len(given) == 1 else None


def place_of(text: str, scale: AnswerScale) -> float | None:
    """The number that an answer in words has on a scale of bare numbers, if all usual scales of so many agree."""
    n = int(scale.high - scale.low) + 1
    for family in families_of([text]):
        level = meanings(text)[family]
        ladders = [ladder for ladder in vocabulary()[family]["ladders"] if len(ladder) == n and level in ladder]
        places = {ladder.index(level) for ladder in ladders}
        if len(places) == 1:
            return scale.low + places.pop()
    return None


def right_answer(question: Question, scale: AnswerScale | None) -> float | None:
    """The answer that an attention check asks for; None where the question is none."""
    if not (match := cues("constructs", "attention").search(question.asked)):
        return None
    if scale is None:
        return the_only_answer(question)
    named = [*RIGHT_ANSWER.findall(question.asked), *(part for part in match.groups() if part)]
    numbers: dict[str, float] = {plain(text): number for text, number in scale.numbers.items()}
    for text in named:
        value: Value = numbers.get(plain(text)) if numbers else place_of(text, scale)
        if value is None and text.strip().isdigit() and scale.low <= float(text) <= scale.high:
            value = float(text)
        if value is not None:
            return value
    return None
