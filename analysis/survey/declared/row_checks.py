"""Whether a row of codebook.csv makes sense: its role, its range, its labels, the scale it belongs to."""

from collections.abc import Iterable
from itertools import pairwise

from analysis.survey.declared.declarations import (
    ADVISED_ROLES,
    ANSWER_ROLES,
    CONDITIONAL_ROLES,
    DECIDING_ROLES,
    RANGED_ROLES,
    ROLES,
    Variable,
)
from analysis.survey.declared.settings import Settings
from analysis.survey.problems import Problem, problem
from analysis.survey.values import Value, cell_value, level_name, shown

TABLE_OF_ROLE = {
    "item": "scales",
    "outcome": "scales",
    "indicator": "scales",
    "pain_point": "pain_points",
    "multi": "multi",
}


def row_problems(variable: Variable, settings: Settings | None) -> list[Problem]:
    """Everything that makes no sense in a row; without settings, all but the scale it belongs to."""
    return [
        *role_problems(variable),
        *range_problems(variable),
        *label_problems(variable),
        *(membership_problems(variable, settings) if settings else []),
    ]


def role_problems(variable: Variable) -> list[Problem]:
    """An absent name; a role that is unknown, not supported, or not one that can be reversed."""
    name, role = variable.name, variable.role
    problems = [] if name else [problem("codebook.no_name")]
    if role not in ROLES:
        problems.append(problem("codebook.unknown_role", name=name, role=role, known=list(ROLES)))
    if role == "weight":
        problems.append(problem("codebook.weight", name=name))
    if variable.reversed and role in ROLES and role not in ANSWER_ROLES:
        problems.append(problem("codebook.cannot_be_reversed", name=name, role=role))
    if variable.strategies and role in ROLES and role not in ADVISED_ROLES:
        problems.append(problem("codebook.no_strategy", name=name, role=role))
    return problems


def range_problems(variable: Variable) -> list[Problem]:
    """Ends of a scale that are absent where needed, or in the wrong order."""
    name, low, high = variable.name, variable.low, variable.high
    if variable.role not in (*RANGED_ROLES, "indicator"):
        return []
    if low is None or high is None:
        if variable.role == "indicator":
            return []
        meaning = "right_answers" if variable.role == "attention_check" else "scale_ends"
        return [problem("codebook.no_range", name=name, meaning=meaning)]
    if low > high or (low == high and variable.role != "attention_check"):
        return [problem("codebook.range_order", name=name, low=shown(low), high=shown(high))]
    return []


def label_problems(variable: Variable) -> list[Problem]:
    """Labels of numeric answers that cannot be right: no number, outside the scale, or one text for two values."""
    if variable.role not in (*RANGED_ROLES, "indicator"):
        return []
    name, labels = variable.name, variable.labels
    problems = [
        problem("codebook.label_of_a_text", name=name, value=value) for value in labels if isinstance(value, str)
    ]
    if variable.role != "attention_check" and variable.has_range:
        problems += [
            problem("codebook.label_off_scale", name=name, value=shown(value), scale=variable.range_text)
            for value in labels
            if isinstance(value, float) and value not in variable.missing and not variable.low <= value <= variable.high
        ]
    problems += [
        problem("codebook.one_label_for_two", name=name, label=first)
        for first, second in pairwise(sorted(labels.values()))
        if first == second
    ]
    return problems + [
        problem("codebook.label_is_a_number", name=name, value=shown(value), label=text)
        for value, text in labels.items()
        if isinstance(cell_value(text), float) and cell_value(text) != value
    ]


def membership_problems(variable: Variable, settings: Settings) -> list[Problem]:
    """A scale or pain point that is absent, or not in study.toml."""
    table = TABLE_OF_ROLE.get(variable.role)
    if table is None:
        return []
    known = getattr(settings, table)
    if not variable.scale:
        may_stand_alone = variable.role == "indicator"
        return [] if may_stand_alone else [problem("codebook.no_scale", name=variable.name, table=table)]
    if variable.scale not in known:
        return [
            problem("codebook.unknown_scale", name=variable.name, table=table, scale=variable.scale, known=list(known))
        ]
    return []


def condition_problems(variable: Variable, variables: Iterable[Variable]) -> list[Problem]:
    """Conditions of a row that cannot decide anything: on what is not declared, on itself, or of the wrong role."""
    if variable.asked_if and variable.role not in CONDITIONAL_ROLES:
        return [problem("codebook.no_condition", name=variable.name, role=variable.role)]
    deciding = {v.name: v for v in variables if v.role in DECIDING_ROLES and v.name != variable.name}
    problems = []
    for condition in variable.asked_if:
        values = {"name": variable.name, "condition": condition.variable}
        if condition.variable not in deciding:
            problems.append(problem("codebook.unknown_condition", **values, known=list(deciding)))
            continue
        allowed = answers_of(deciding[condition.variable])
        problems += [
            problem(
                "codebook.condition_off_answers",
                **values,
                value=level_name(answer),
                known=[level_name(known) for known in allowed],
            )
            for answer in condition.answers
            if allowed and answer not in allowed
        ]
    return problems


def answers_of(variable: Variable) -> list[Value]:
    """The answers that labels name, by code and by text; empty where there are none to hold a condition against."""
    return [*variable.labels, *variable.labels.values()]
