"""A study as plain data: the sections `study` and `sample` of results.json."""

import pandas as pd

from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.declarations import Variable
from analysis.survey.declared.names import item_labels
from analysis.survey.declared.settings import Settings
from analysis.survey.screening.screening import ScreeningResult
from analysis.survey.values import level_name


def study_section(settings: Settings, codebook: Codebook) -> dict:
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
        "items": [described(v) | {"label": names[v.name]} for name, _ in scales for v in codebook.members(name)],
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
        "further_outcomes": kinds["outcome"][1:],
    }


def sample_section(screening: ScreeningResult) -> dict:
    """Who was received, flagged, excluded and analysed."""
    return {
        "flow": screening.flow,
        "excluded": screening.excluded,
        "flags": screening.flags,
        "screening": screening.summary,
        "straight_lining": screening.straight_lining,
    }


def described(variable: Variable) -> dict:
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
    }


def plain_number(number: float) -> int | float:
    """
    A whole number without its decimal point.

    >>> plain_number(5.0), plain_number(2.5)
    (5, 2.5)
    """
    return int(number) if number.is_integer() else number


def level_counts(levels: pd.Series) -> list[dict]:
    """{level, n, share of those who answered}, in the order of the levels."""
    counts = levels.value_counts().reindex(levels.cat.categories)
    return [{"level": str(level), "n": int(n), "share": float(n / counts.sum())} for level, n in counts.items()]
