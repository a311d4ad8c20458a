"""A study as the sections `study` and `sample` of results.json have it."""

from typing import Any

import pandas as pd

from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.conditions import condition_text
from analysis.survey.declared.declarations import ADVISED_ROLES, Variable
from analysis.survey.declared.names import item_labels
from analysis.survey.declared.settings import Wording
from analysis.survey.folder import Folder
from analysis.survey.sections import (
    FilterSection,
    GroupLevel,
    GroupSection,
    IndicatorSection,
    ItemSection,
    MultiSection,
    OptionSection,
    PainPointSection,
    PainPointVariable,
    ScaleSection,
    StrategySection,
)
from analysis.survey.values import level_name


def study_section(read: Folder) -> dict[str, Any]:
    """
    What was asked: title, scales with their items, wordings, pain points and groups.

    Scales come in report order, dimensions before outcomes; items in the order of their scales.
    """
    settings, codebook = read.settings, read.codebook
    kinds = {"dimension": codebook.scales("item", settings), "outcome": codebook.scales("outcome", settings)}
    scales = [(name, kind) for kind, names in kinds.items() for name in names]
    names = item_labels({name: codebook.members(name) for name, _ in scales})
    labelled = read.table.value_labels if read.table else {}
    taken = "high" if kinds["outcome"] else None
    return {
        "title": settings.title,
        "languages": list(settings.languages),
        "simulated": settings.simulated,
        "filters": [filtered(codebook.by_name.get(name), name, kept) for name, kept in settings.screening.keep.items()],
        "strategies": strategies(read),
        "conf_level": settings.conf_level,
        "seed": settings.seed,
        "scales": [
            ScaleSection(
                name=name,
                label=settings.scales[name],
                kind=kind,
                better=settings.better.get(name, taken),
                items=[v.name for v in codebook.members(name)],
            )
            for name, kind in scales
        ],
        "items": [
            item(v, names[v.name], labelled.get(v.name, {})) for name, _ in scales for v in codebook.members(name)
        ],
        "pain_points": [pain_point(name, label, codebook) for name, label in settings.pain_points.items()],
        "groups": [GroupSection(variable=v.name, text=v.text) for v in codebook.with_role("group")],
        "indicators": [indicator(variable) for variable in codebook.with_role("indicator")],
        "hypotheses": list(settings.hypotheses),
        "registered": settings.registered,
        **{name: getattr(settings, name) for name in ("min_group", "min_cell", "agreement", "margin")},
        "further_outcomes": kinds["outcome"][1:],
    }


def strategies(read: Folder) -> list[StrategySection]:
    """The strategies that the study asks for, in the order of the list, with all that each is to help."""
    of_tables, variables = read.settings.strategies, read.codebook.with_role(*ADVISED_ROLES)
    made = []
    for name, strategy in read.strategies.items():
        wanted = {table: [key for key, several in of_tables[table].items() if name in several] for table in of_tables}
        wanted["variables"] = [variable.name for variable in variables if name in variable.strategies]
        if any(wanted.values()):
            made.append(StrategySection(**vars(strategy) | {"cites": list(strategy.cites)} | wanted))
    return made


def pain_point(name: str, label: Wording, codebook: Codebook) -> PainPointSection:
    """A pain point and its questions."""
    asked = [variable for variable in codebook.with_role("pain_point") if variable.scale == name]
    variables = [PainPointVariable(**described(variable), kind=variable.kind) for variable in asked]
    return PainPointSection(name=name, label=label, variables=variables)


def filtered(variable: Variable | None, name: str, kept: list[Any]) -> FilterSection:
    """A column that includes rows, with the values that do: their labels where the codebook has them."""
    labels = {level_name(value): text for value, text in variable.labels.items()} if variable else {}
    accepted = [str(value) for value in kept]
    return FilterSection(
        variable=name, text=variable.text if variable else {}, accepted=[labels.get(value, value) for value in accepted]
    )


def item(variable: Variable, label: str, of_file: dict[Any, str]) -> ItemSection:
    """
    An item or outcome with its short name, what it stands for and where it comes from.

    Its answers are named as the codebook names them, else as the file does (`of_file`, labels by value).
    """
    asked = described(variable)
    asked["labels"] = asked["labels"] or labels_on_scale(variable, of_file)
    return ItemSection(**asked, label=label, facet=variable.facet, source=variable.source)


def labels_on_scale(variable: Variable, of_file: dict[Any, str]) -> dict[str, str] | None:
    """The labels of a file for values from one end of the answer scale to the other, by value as text."""
    numbers = {float(value): text for value, text in of_file.items() if isinstance(value, int | float)}
    found = {value: text for value, text in numbers.items() if variable.low <= value <= variable.high}
    return {level_name(value): text for value, text in sorted(found.items())} or None


def indicator(variable: Variable) -> IndicatorSection:
    """A measured quantity of the service."""
    return IndicatorSection(
        variable=variable.name,
        scale=variable.scale,
        kind=variable.kind,
        text=variable.text,
        label=variable.label,
        unit=variable.unit,
        asked_if=condition_text(variable.asked_if),
        source=variable.source,
        not_applicable=[str(variable.labels.get(code, code)) for code in variable.not_applicable],
    )


def described(variable: Variable) -> dict[str, Any]:
    """The fields of a `VariableSection`: an item, outcome or pain point, its labels by value as text."""
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
    return [GroupLevel(level=str(level), n=int(n), share=float(n / counts.sum())) for level, n in counts.items()]


def multi_section(name: str, label: Wording, options: dict[str, Wording]) -> MultiSection:
    """A question to which several answers may be given, with its options as readers see them."""
    return MultiSection(
        name=name, label=label, options=[OptionSection(option=option, label=text) for option, text in options.items()]
    )
