"""One row of codebook.csv: what is declared about one column of the responses."""

import math
from dataclasses import dataclass, field

from analysis.survey.declared.codings import means
from analysis.survey.declared.conditions import Condition, conditions_of
from analysis.survey.declared.rules import LANGUAGES
from analysis.survey.declared.settings import Wording, in_each_language
from analysis.survey.problems import Problem, problem
from analysis.survey.values import cell_value, shown

ANSWER_ROLES = ("item", "outcome")
STEPPED_ROLES = (*ANSWER_ROLES, "pain_point")
RANGED_ROLES = (*STEPPED_ROLES, "attention_check")
CONDITIONAL_ROLES = (*STEPPED_ROLES, "indicator")  # questions that may be put to some only
ADVISED_ROLES = ("item", "indicator")  # of which a strategy may be named
DECIDING_ROLES = (*CONDITIONAL_ROLES, "group", "filter")  # questions whose answers may decide that
ROLES = (*RANGED_ROLES, "indicator", "multi", "group", "filter", "duration_seconds", "respondent_id", "weight")
YES = ("yes", "y", "true", "1", "是")
NO = ("", "no", "n", "false", "0", "否")
UNCONFIRMED = ("?", "？")
ANY_STEP = ("any", "任意")
HALVES = " / "  # between the halves of a text in two languages
MAX_STEPS = 10  # an answer scale of at most so many steps has whole answers only; a wider one may be a slider
HALF_WIDTH = str.maketrans({"\N{FULLWIDTH SEMICOLON}": ";", "\N{FULLWIDTH EQUALS SIGN}": "="})


@dataclass(frozen=True, kw_only=True)
class Variable:
    """
    One declared column of the responses.

    Attributes
    ----------
    name, role, scale : str
        `scale` is empty where the role has none.
    low, high : float or None
        The declared ends of the answer scale, or of the right answers of an attention check.
    reversed : bool
        Whether a high answer means little of the scale.
    missing : tuple of float or str
        Codes that mean 'no answer'.
    labels : dict
        Answer texts or group names by value.
    text : dict
        The wording by language; where codebook.csv leaves it blank, the other language's, or else the name.
    worded : tuple of str
        The languages in which the wording is given, not borrowed.
    label : str
        A short name for tables and figures; empty where codebook.csv gives none.
    step : float or None
        The distance between two answers that can be given, in scale points; None where any number can.
    facet, source, unit : Wording
        The aspect of its scale that an item stands for, where its wording was taken from, and what an indicator is
        counted in, by language; may be empty.
    asked_if : tuple of Condition
        To whom the question could be put: all conditions must hold; to everyone where there are none.
    strategies : tuple of str
        What may be done where this item or indicator turns out to need it, by name.
    note : str
        Why the row says what it says, for whoever edits the codebook; one that begins with ? is not confirmed yet.
    """

    name: str
    role: str
    scale: str
    low: float | None
    high: float | None
    reversed: bool
    missing: tuple[float | str, ...]
    labels: dict[float | str, str]
    text: Wording
    worded: tuple[str, ...] = ()
    label: str = ""
    step: float | None = None
    facet: Wording = field(default_factory=lambda: in_each_language("", ""))
    source: Wording = field(default_factory=lambda: in_each_language("", ""))
    unit: Wording = field(default_factory=lambda: in_each_language("", ""))
    asked_if: tuple[Condition, ...] = ()
    strategies: tuple[str, ...] = ()
    note: str = ""

    @property
    def kind(self) -> str:
        """
        What a variable tells, by its answers: of a pain point "met" where they run from 0 to 1, else "severity"; of an
        indicator "yes_no" where they are 0 and 1, else "quantity". Empty for other roles.
        """
        is_yes_no = (self.low, self.high) == (0, 1)
        if self.role == "indicator":
            return "yes_no" if is_yes_no and self.step else "quantity"
        return "" if self.role != "pain_point" else "met" if is_yes_no else "severity"

    @property
    def has_range(self) -> bool:
        """Whether both ends of the answer scale are given, the low one first."""
        return self.low is not None and self.high is not None and self.low <= self.high

    @property
    def range_text(self) -> str:
        """The declared ends as a reader sees them: '1-5'."""
        return f"{shown(self.low)}-{shown(self.high)}"

    @property
    def not_applicable(self) -> tuple[float | str, ...]:
        """
        The missing codes that mean 'does not apply', not 'no answer'.

        A code is one if it has a label (`9=Does not apply`) that does not itself mean 'no answer', or is such a text.
        """
        named = {code: self.labels.get(code, code) for code in self.missing}
        return tuple(
            code
            for code, text in named.items()
            if isinstance(text, str)
            and not means("no_answer", text)
            and (code != text or means("not_applicable", text))
        )

    def explains(self, text: str) -> bool:
        """Whether an answer in words is declared, as a label or as a missing code."""
        return text in self.labels.values() or text in self.missing

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the row is a guess that nobody has confirmed yet."""
        return self.note.startswith(UNCONFIRMED)

    @property
    def has_text(self) -> bool:
        """Whether there is any wording."""
        return bool(self.worded)


def variable_of(cells: dict[str, str]) -> tuple[Variable, list[Problem]]:
    """A row's variable, as far as the cells can be read, and what cannot be read in them."""
    name, role = cells.get("variable", ""), cells.get("role", "").casefold()
    low, low_problems = end_of_scale(cells, "low")
    high, high_problems = end_of_scale(cells, "high")
    step, step_problems = step_of(cells.get("step", ""), role, low, high)
    labels, label_problems = labels_of(cells.get("labels", ""))
    asked_if, condition_problems = conditions_of(cells.get("asked_if", ""))
    sign = cells.get("reversed", "").casefold()
    texts = {language: cells.get(f"text_{language}", "") for language in LANGUAGES}
    variable = Variable(
        name=name,
        role=role,
        scale=cells.get("scale", ""),
        low=low,
        high=high,
        reversed=sign in YES,
        missing=tuple(value for value in map(cell_value, parts(cells.get("missing", ""))) if value is not None),
        labels=labels,
        text=in_each_language(texts, name),
        worded=tuple(language for language, text in texts.items() if text.strip()),
        label=cells.get("label", ""),
        step=step,
        **{column: both_languages(cells.get(column, "")) for column in ("facet", "source", "unit")},
        asked_if=asked_if,
        strategies=tuple(parts(cells.get("strategy", ""))),
        note=cells.get("note", ""),
    )
    problems = [*low_problems, *high_problems, *step_problems, *label_problems, *condition_problems]
    if sign not in (*YES, *NO):
        problems.append(problem("codebook.reversed_unclear", name=name, value=cells["reversed"]))
    return variable, problems


def end_of_scale(cells: dict[str, str], column: str) -> tuple[float | None, list[Problem]]:
    """The number in `low` or `high`, None where blank, and what is wrong with it."""
    value = cell_value(cells.get(column))
    if isinstance(value, str):
        return None, [problem("codebook.no_number", name=cells.get("variable", ""), column=column, value=value)]
    return value, []


def step_of(cell: str, role: str, low: float | None, high: float | None) -> tuple[float | None, list[Problem]]:
    """
    The distance between two answers, None where any number is one, and what is wrong with the cell.

    A blank cell means whole numbers on an answer scale from a whole number to another at most `MAX_STEPS` away, and
    any number on a wider one; of an indicator any number, unless it runs from 0 to 1: then it is no or yes.
    """
    value = cell_value(cell)
    if isinstance(value, str) and value.casefold() in ANY_STEP:
        return None, []
    if value is None:
        if role == "indicator":
            return (1.0 if (low, high) == (0, 1) else None), []
        ends_are_whole = low is not None and high is not None and low.is_integer() and high.is_integer()
        return (1.0 if role in STEPPED_ROLES and ends_are_whole and high - low <= MAX_STEPS else None), []
    if role not in CONDITIONAL_ROLES:
        return None, [problem("codebook.step_without_scale", role=role)]
    if isinstance(value, str) or value <= 0:
        return None, [problem("codebook.step_unclear", value=cell)]
    if low is not None and high is not None and low < high and not divides(value, high - low):
        return None, [problem("codebook.step_misses_end", step=shown(value), low=shown(low), high=shown(high))]
    return value, []


def divides(step: float, width: float) -> bool:
    """
    Whether a whole number of steps makes the width.

    >>> divides(0.1, 0.3), divides(2.0, 5.0)
    (True, False)
    """
    return math.isclose(width / step, round(width / step), abs_tol=1e-6) and round(width / step) > 0


def both_languages(cell: str) -> Wording:
    """
    A text in each language: of `Waiting / 等待` the half in each, else one text for all.

    >>> both_languages("Waiting / 等待")
    {'en': 'Waiting', 'zh': '等待'}
    """
    halves = cell.split(HALVES)
    texts = dict(zip(LANGUAGES, halves, strict=True)) if len(halves) == len(LANGUAGES) else cell
    return in_each_language(texts, "")


def parts(cell: str) -> list[str]:
    """The parts of a cell that are joined by semicolons, half or full width."""
    return [part.strip() for part in cell.translate(HALF_WIDTH).split(";") if part.strip()]


def labels_of(cell: str) -> tuple[dict[float | str, str], list[Problem]]:
    """The texts by value that a cell such as `1=never;2=often` declares, and what is wrong with it."""
    labels: dict[float | str, str] = {}
    problems = []
    for part in parts(cell):
        key, sign, text = (piece.strip() for piece in part.partition("="))
        value = cell_value(key)
        if not sign or value is None or not text:
            problems.append(problem("codebook.label_form", part=part))
        elif value in labels:
            problems.append(
                problem("codebook.two_labels_for_a_value", value=shown(value), first=labels[value], second=text)
            )
        else:
            labels[value] = text
    return labels, problems
