"""What results.json says of a study: the types of its sections `study` and `sample`."""

from dataclasses import dataclass
from typing import Literal

from analysis.survey.declared.hypotheses import Hypothesis
from analysis.survey.declared.settings import Wording
from analysis.survey.screening.screening import (
    FlagCount,
    FlowStep,
    ScreeningSummary,
    StraightLining,
)

Language = Literal["en", "zh"]


@dataclass(frozen=True, kw_only=True)
class ScaleSection:
    """
    A scale: its name and label, what it is for, whether more or less of it is `better`, and its items in order.

    `better` is None where the study says nothing of it and asks for no outcome that more of it could be good for.
    """

    name: str
    label: Wording
    kind: Literal["dimension", "outcome"]
    better: Literal["high", "low"] | None
    items: list[str]


@dataclass(frozen=True, kw_only=True)
class VariableSection:
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


@dataclass(frozen=True, kw_only=True)
class ItemSection(VariableSection):
    """
    An item of a scale.

    `label` is its short name for tables and figures, `facet` the aspect of the scale that it stands for, `source` where
    its wording was taken from; the latter two are empty where they are not declared.
    """

    label: str
    facet: Wording
    source: Wording


@dataclass(frozen=True, kw_only=True)
class PainPointVariable(VariableSection):
    """A question about a pain point: whether it was met, or how severe it was."""

    kind: Literal["met", "severity"]


@dataclass(frozen=True, kw_only=True)
class PainPointSection:
    """A pain point and the questions about it."""

    name: str
    label: Wording
    variables: list[PainPointVariable]


@dataclass(frozen=True, kw_only=True)
class IndicatorSection:
    """
    A measured quantity of the service, or whether something happened.

    `scale` is the scale that it belongs to, `label` its short name for tables and figures, `unit` what it is counted
    in, `source` where it was recorded; all may be empty. `not_applicable` are the labels of values that stand for none.
    """

    variable: str
    scale: str
    kind: Literal["quantity", "yes_no"]
    text: Wording
    label: str
    unit: Wording
    asked_if: str
    source: Wording
    not_applicable: list[str]


@dataclass(frozen=True, kw_only=True)
class GroupSection:
    """A question that respondents are grouped by."""

    variable: str
    text: Wording


@dataclass(frozen=True, kw_only=True)
class FilterSection:
    """
    A column by whose values the rows of the response file are included.

    `accepted` are these values as the study names them, the label where it gives one; "*" stands for any entry. `text`
    is empty where the codebook does not declare the column.
    """

    variable: str
    text: Wording
    accepted: list[str]


@dataclass(frozen=True, kw_only=True)
class OptionSection:
    """An option of a question to which several answers may be given."""

    option: str
    label: Wording


@dataclass(frozen=True, kw_only=True)
class MultiSection:
    """A question to which several answers may be given."""

    name: str
    label: Wording
    options: list[OptionSection]


@dataclass(frozen=True, kw_only=True)
class StrategySection:
    """
    What may be done where results say that something should be, and by what to `check` whether it helps.

    `source` says on what it rests, and may be empty; `cites` are works of the report's bibliography. It is meant for
    the `scales`, `pain_points` and `variables` (items and indicators) named.
    """

    name: str
    label: Wording
    do: Wording
    check: Wording
    source: Wording
    cites: list[str]
    scales: list[str]
    pain_points: list[str]
    variables: list[str]


@dataclass(frozen=True, kw_only=True)
class StudySection:
    """
    What was asked.

    `languages` are those that the report is written in; `simulated` answers are no one's. `filters` tell which rows of
    the file are included; without one all are. `strategies` are those that the study asks for. `scales` are in report
    order, dimensions before outcomes, `items` in the order of their scales; `further_outcomes` are the outcomes after
    the first, which is the one to explain. `registered` is what the author says of whether the hypotheses were declared
    before the data. `min_group` respondents make a level of a group; fewer than `min_cell` who share something are not
    counted; `withheld` are pain points, and indicators of yes and no, that so few met, or did not. `agreement` of the
    highest answers are agreement; levels `margin` of 100 apart are different.
    """

    name: str
    n_received: int
    n_analysed: int
    title: Wording
    languages: list[Language]
    simulated: bool
    filters: list[FilterSection]
    strategies: list[StrategySection]
    conf_level: float
    seed: int
    scales: list[ScaleSection]
    items: list[ItemSection]
    pain_points: list[PainPointSection]
    indicators: list[IndicatorSection]
    groups: list[GroupSection]
    hypotheses: list[Hypothesis]
    registered: Wording | None
    min_group: int
    min_cell: int
    withheld: list[str]
    agreement: int
    margin: float
    further_outcomes: list[str]
    multi: list[MultiSection]

    @property
    def dimensions(self) -> list[ScaleSection]:
        return [scale for scale in self.scales if scale.kind == "dimension"]

    @property
    def outcomes(self) -> list[ScaleSection]:
        return [scale for scale in self.scales if scale.kind == "outcome"]

    def scale(self, name: str) -> ScaleSection:
        """The scale of this name; KeyError where there is none."""
        return {scale.name: scale for scale in self.scales}[name]

    @property
    def by_variable(self) -> dict[str, ItemSection]:
        """The items and outcomes by variable."""
        return {item.variable: item for item in self.items}


@dataclass(frozen=True, kw_only=True)
class GroupLevel:
    """
    A level of a grouping: how many have it, and their share of those who answered; None where nobody did.

    In what is published both are None where they would tell of too few people; of the smallest levels the name is
    empty, too.
    """

    level: str
    n: int | None
    share: float | None


@dataclass(frozen=True, kw_only=True)
class RespondentsSection:
    """
    Who was received, flagged, excluded and analysed.

    `flow` leads from the responses to those of each analysis, `excluded` counts the flags of those who were excluded.
    `straight_lining` counts those analysed who gave one answer over most of the questionnaire; None where it is too
    short to tell. `not_applicable` counts, by variable with such a code or with a condition, those analysed to whom a
    question does not apply: they are among the missing answers. `asked` counts, by variable with a condition, those to
    whom it could be put.
    """

    flow: list[FlowStep]
    excluded: list[FlagCount]
    flags: list[FlagCount]
    screening: ScreeningSummary
    straight_lining: StraightLining | None
    groups: dict[str, list[GroupLevel]]
    not_applicable: dict[str, int | None]
    asked: dict[str, int | None]
