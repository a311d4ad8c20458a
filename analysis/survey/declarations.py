"""One row of codebook.csv: what is declared about one column of the responses."""

from dataclasses import dataclass
from itertools import pairwise

from analysis.survey.errors import nearest
from analysis.survey.settings import Settings, Wording, in_each_language
from analysis.survey.values import cell_value, shown

ANSWER_ROLES = ("item", "outcome")
RANGED_ROLES = (*ANSWER_ROLES, "pain_point", "attention_check")
ROLES = (*RANGED_ROLES, "group", "duration_seconds", "respondent_id", "weight")
YES = ("yes", "y", "true", "1", "是")
NO = ("", "no", "n", "false", "0", "否")
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

    @property
    def kind(self) -> str:
        """Of a pain point: "met" where the answers run from 0 to 1, else "severity". Empty for other roles."""
        if self.role != "pain_point":
            return ""
        return "met" if (self.low, self.high) == (0, 1) else "severity"

    def explains(self, text: str) -> bool:
        """Whether an answer in words is declared, as a label or as a missing code."""
        return text in self.labels.values() or text in self.missing

    @property
    def has_text(self) -> bool:
        """Whether the codebook gives any wording."""
        return any(text != self.name for text in self.text.values())


def variable_of(cells: dict[str, str]) -> tuple[Variable, list[str]]:
    """A row's variable, as far as the cells can be read, and what is wrong with them."""
    name, role = cells.get("variable", ""), cells.get("role", "").casefold()
    low, low_problems = end_of_scale(cells, "low")
    high, high_problems = end_of_scale(cells, "high")
    labels, label_problems = labels_of(cells.get("labels", ""))
    sign = cells.get("reversed", "").casefold()
    variable = Variable(
        name=name,
        role=role,
        scale=cells.get("scale", ""),
        low=low,
        high=high,
        reversed=sign in YES,
        missing=tuple(value for value in map(cell_value, parts(cells.get("missing", ""))) if value is not None),
        labels=labels,
        text=in_each_language({language: cells.get(f"text_{language}", "") for language in ("en", "zh")}, name),
    )
    problems = [*role_problems(variable), *low_problems, *high_problems, *label_problems]
    if sign not in (*YES, *NO):
        problems.append(f"reversed is '{cells['reversed']}'; write yes, or leave it blank.")
    if not low_problems + high_problems:
        problems += range_problems(variable)
    return variable, problems + label_range_problems(variable)


def end_of_scale(cells: dict[str, str], column: str) -> tuple[float | None, list[str]]:
    """The number in `low` or `high`, None where blank, and what is wrong with it."""
    value = cell_value(cells.get(column))
    if isinstance(value, str):
        return None, [f"{column} is '{value}'; it must be a number."]
    return value, []


def parts(cell: str) -> list[str]:
    """The parts of a cell that are joined by semicolons, half or full width."""
    return [part.strip() for part in cell.translate(HALF_WIDTH).split(";") if part.strip()]


def labels_of(cell: str) -> tuple[dict[float | str, str], list[str]]:
    """The texts by value that a cell such as `1=never;2=often` declares, and what is wrong with it."""
    labels: dict[float | str, str] = {}
    problems = []
    for part in parts(cell):
        key, sign, text = (piece.strip() for piece in part.partition("="))
        value = cell_value(key)
        if not sign or value is None or not text:
            problems.append(f"the label '{part}' is not of the form value=text, such as 1=never;2=often.")
        elif value in labels:
            problems.append(f"the value {shown(value)} has two labels, '{labels[value]}' and '{text}'. Keep one.")
        else:
            labels[value] = text
    return labels, problems


def role_problems(variable: Variable) -> list[str]:
    """An absent name; a role that is unknown, not supported, or not one that can be reversed."""
    problems = [] if variable.name else ["the cell 'variable' is blank; write the column's exact name."]
    if variable.role not in ROLES:
        problems.append(f"'{variable.name}' has the role '{variable.role}'. {nearest(variable.role, ROLES)}")
    if variable.role == "weight":
        problems.append(
            f"'{variable.name}' is declared as weight, but no result here is weighted yet. Remove its row to have "
            "everyone count the same, knowingly."
        )
    if variable.reversed and variable.role in ROLES and variable.role not in ANSWER_ROLES:
        problems.append(f"'{variable.name}' is a {variable.role} and cannot be reversed. Leave 'reversed' blank.")
    return problems


def range_problems(variable: Variable) -> list[str]:
    """Ends of a scale that are absent where needed, or in the wrong order."""
    name, low, high = variable.name, variable.low, variable.high
    if variable.role not in RANGED_ROLES:
        return []
    if low is None or high is None:
        return [f"'{name}' needs both low and high: {range_meaning(variable)}."]
    if low > high or (low == high and variable.role != "attention_check"):
        return [f"'{name}' has low {shown(low)} and high {shown(high)}; low must lie below high."]
    return []


def range_meaning(variable: Variable) -> str:
    """What `low` and `high` mean for this role, for a person to fill them in."""
    if variable.role == "attention_check":
        return "the range of right answers, the same number twice if only one is right"
    return "the ends of its answer scale as printed in the questionnaire, such as 1 and 5"


def label_range_problems(variable: Variable) -> list[str]:
    """Labels of numeric answers that cannot be right: no number, outside the scale, or one text for two values."""
    if variable.role not in RANGED_ROLES:
        return []
    name, labels = variable.name, variable.labels
    problems = [
        f"'{name}' has a label for {shown(value)}, which is no number." for value in labels if isinstance(value, str)
    ]
    if variable.role != "attention_check" and has_range(variable):
        problems += [
            f"'{name}' has a label for {shown(value)}, outside its {scale_of_answers(variable)} scale. Correct the "
            "label, or low and high."
            for value in labels
            if isinstance(value, float) and value not in variable.missing and not variable.low <= value <= variable.high
        ]
    problems += [
        f"'{name}' gives two values the same label '{first}'. An answer in words must mean one number."
        for first, second in pairwise(sorted(labels.values()))
        if first == second
    ]
    return problems + [
        f"'{name}' labels {shown(value)} with the number '{text}'. A label must be a text or the same number."
        for value, text in labels.items()
        if isinstance(cell_value(text), float) and cell_value(text) != value
    ]


def has_range(variable: Variable) -> bool:
    """Whether both ends of the answer scale are given, the low one first."""
    return variable.low is not None and variable.high is not None and variable.low <= variable.high


def scale_of_answers(variable: Variable) -> str:
    """The declared ends as a reader sees them: '1-5'."""
    return f"{shown(variable.low)}-{shown(variable.high)}"


def membership_problems(variable: Variable, settings: Settings) -> list[str]:
    """A scale or pain point that is absent, or not in study.toml."""
    table = "pain_points" if variable.role == "pain_point" else "scales"
    if variable.role not in (*ANSWER_ROLES, "pain_point"):
        return []
    known = getattr(settings, table)
    if not variable.scale:
        return [f"'{variable.name}' has no scale. Write the name of a table [{table}.<name>] of study.toml."]
    if variable.scale not in known:
        return [
            f"'{variable.name}' belongs to '{variable.scale}', but study.toml has no table "
            f"[{table}.{variable.scale}]. {nearest(variable.scale, known)}"
        ]
    return []
