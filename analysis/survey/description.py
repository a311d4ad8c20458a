"""A study as plain data: the sections `study` and `sample` of results.json."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

import pandas as pd
from typing_extensions import TypedDict

from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.conditions import condition_text
from analysis.survey.declared.declarations import Variable
from analysis.survey.declared.names import item_labels
from analysis.survey.declared.settings import Settings, Wording
from analysis.survey.screening.screening import (
    Exclusion,
    FlagCount,
    FlowStep,
    ScreeningSummary,
    StraightLining,
)
from analysis.survey.values import level_name

Language = Literal["en", "zh"]


class ScaleSection(TypedDict):
    """A scale: its name and label, what it is for, whether more or less of it is `better`, and its items in order."""

    name: str
    label: Wording
    kind: Literal["dimension", "outcome"]
    better: Literal["high", "low"]
    items: list[str]


class VariableSection(TypedDict):
    """
    A question as it was asked.

    `low` and `high` are the ends of its answer scale, `step` the distance between two answers that can be given, in
    scale points; None where any number can. `labels` has the wording of answers by value, None where they have none.
    `asked_if` is the condition under which it could be put to a respondent, empty where to everyone.
    """

    variable: str
    scale: str
    role: Literal["item", "outcome", "pain_point"]
    low: int | float
    high: int | float
    step: int | float | None
    reversed: bool
    text: Wording
    labels: dict[str, str] | None
    asked_if: str


class ItemSection(VariableSection):
    """
    An item of a scale.

    `label` is its short name for tables and figures, `facet` the aspect of the scale that it stands for, `source` where
    its wording was taken from; the latter two are empty where they are not declared.
    """

    label: str
    facet: Wording
    source: Wording


class PainPointVariable(VariableSection):
    """A question about a pain point: whether it was met, or how severe it was."""

    kind: Literal["met", "severity"]


class PainPointSection(TypedDict):
    """A pain point and the questions about it."""

    name: str
    label: Wording
    variables: list[PainPointVariable]


class IndicatorSection(TypedDict):
    """
    A measured quantity of the service, or whether something happened.

    `scale` is the scale that it belongs to, `label` its short name for tables and figures, `unit` what it is counted
    in; all may be empty.
    """

    variable: str
    scale: str
    kind: Literal["quantity", "yes_no"]
    text: Wording
    label: str
    unit: Wording
    asked_if: str


class HypothesisSection(TypedDict):
    """What the author expects, `statement` as it is written. Empty texts stand for what it does not name."""

    name: str
    statement: str
    predictor: str
    outcome: str
    sign: Literal["+", "-", ""]
    moderator: str
    mediator: str


class GroupSection(TypedDict):
    """A question that respondents are grouped by."""

    variable: str
    text: Wording


class OptionSection(TypedDict):
    """An option of a question to which several answers may be given."""

    option: str
    label: Wording


class MultiSection(TypedDict):
    """A question to which several answers may be given."""

    name: str
    label: Wording
    options: list[OptionSection]


@dataclass(frozen=True, kw_only=True)
class StudySection:
    """
    What was asked.

    `languages` are those that the report is written in, `strategies` names the set of strategies that it prints;
    `simulated` answers are no one's. `scales` are in report order, dimensions before outcomes, `items` in the order of
    their scales; `further_outcomes` are the outcomes after the first, which is the one to explain. `registered` is what
    the author says of whether the hypotheses were declared before the data. `min_group` respondents make a level of a
    group; `agreement` of the highest answers are agreement; levels `margin` of 100 apart are different.
    """

    name: str
    n_received: int
    n_analysed: int
    title: Wording
    languages: list[Language]
    simulated: bool
    strategies: Literal["", "customer_service"]
    conf_level: float
    seed: int
    scales: list[ScaleSection]
    items: list[ItemSection]
    pain_points: list[PainPointSection]
    indicators: list[IndicatorSection]
    groups: list[GroupSection]
    hypotheses: list[HypothesisSection]
    registered: Wording | None
    min_group: int
    agreement: int
    margin: float
    further_outcomes: list[str]
    multi: list[MultiSection]


class GroupLevel(TypedDict):
    """A level of a grouping: how many have it, and their share of those who answered; None where nobody did."""

    level: str
    n: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class RespondentsSection:
    """
    Who was received, flagged, excluded and analysed.

    `flow` leads from the responses to those of each analysis. `straight_lining` counts those analysed who gave one
    answer over most of the questionnaire; None where it is too short to tell. `not_applicable` counts, by variable
    with such a code or with a condition, those analysed to whom a question does not apply: they are among the missing
    answers. `asked` counts, by variable with a condition, those to whom it could be put.
    """

    flow: list[FlowStep]
    excluded: list[Exclusion]
    flags: list[FlagCount]
    screening: ScreeningSummary
    straight_lining: StraightLining | None
    groups: dict[str, list[GroupLevel]]
    not_applicable: dict[str, int]
    asked: dict[str, int]


def study_section(settings: Settings, codebook: Codebook) -> dict[str, Any]:
    """
    What was asked: title, scales with their items, wordings, pain points and groups.

    Scales come in report order, dimensions before outcomes; items in the order of their scales.
    """
    kinds = {"dimension": codebook.scales("item", settings), "outcome": codebook.scales("outcome", settings)}
    scales = [(name, kind) for kind, names in kinds.items() for name in names]
    names = item_labels({name: codebook.members(name) for name, _ in scales})
    return {
        "title": settings.title,
        "languages": list(settings.languages),
        "simulated": settings.simulated,
        "strategies": settings.strategies,
        "conf_level": settings.conf_level,
        "seed": settings.seed,
        "scales": [
            {
                "name": name,
                "label": settings.scales[name],
                "kind": kind,
                "better": settings.better[name],
                "items": [v.name for v in codebook.members(name)],
            }
            for name, kind in scales
        ],
        "items": [item(v, names[v.name]) for name, _ in scales for v in codebook.members(name)],
        "pain_points": [
            {
                "name": name,
                "label": label,
                "variables": [
                    described(v) | {"kind": v.kind} for v in codebook.with_role("pain_point") if v.scale == name
                ],
            }
            for name, label in settings.pain_points.items()
        ],
        "groups": [{"variable": variable.name, "text": variable.text} for variable in codebook.with_role("group")],
        "indicators": [indicator(variable) for variable in codebook.with_role("indicator")],
        "hypotheses": [asdict(hypothesis) for hypothesis in settings.hypotheses],
        "registered": settings.registered,
        **{name: getattr(settings, name) for name in ("min_group", "agreement", "margin")},
        "further_outcomes": kinds["outcome"][1:],
    }


def item(variable: Variable, label: str) -> dict[str, Any]:
    """An item or outcome with its short name, what it stands for and where it comes from."""
    return described(variable) | {"label": label, "facet": variable.facet, "source": variable.source}


def indicator(variable: Variable) -> dict[str, Any]:
    """A measured quantity of the service."""
    names = ("scale", "kind", "text", "label", "unit")
    described_so = {name: getattr(variable, name) for name in names}
    return {"variable": variable.name, **described_so, "asked_if": condition_text(variable.asked_if)}


def described(variable: Variable) -> VariableSection:
    """An item, outcome or pain point, its labels by value as text."""
    return {
        "variable": variable.name,
        "scale": variable.scale,
        "role": variable.role,
        "low": plain_number(variable.low),
        "high": plain_number(variable.high),
        "step": None if variable.step is None else plain_number(variable.step),
        "reversed": variable.reversed,
        "text": variable.text,
        "labels": {level_name(value): text for value, text in variable.labels.items()} or None,
        "asked_if": condition_text(variable.asked_if),
    }


def plain_number(number: float) -> int | float:
    """
    A whole number without its decimal point.

    >>> plain_number(5.0), plain_number(2.5)
    (5, 2.5)
    """
    return int(number) if number.is_integer() else number


def level_counts(levels: pd.Series) -> list[GroupLevel]:
    """How many have each level, in the order of the levels."""
    counts = levels.value_counts().reindex(levels.cat.categories)
    return [{"level": str(level), "n": int(n), "share": float(n / counts.sum())} for level, n in counts.items()]
