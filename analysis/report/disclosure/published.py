"""
Results as they are published: no count of so few people that it could expose them, nor what it follows from.

A cell is a count of people who share a level, an answer, an option, a flag, a pain point or a pattern of missing
answers. How many answers an estimate rests on is none. `statistics.foundation.small_cells` has the rules, `[report]
min_cell` of study.toml the number. This is applied once, before results.json is written and before a notebook shows
anything.
"""

from collections.abc import Callable, Set
from typing import Any

from analysis.report.disclosure import answers, groups
from analysis.report.disclosure.refusals import covered, is_refused, refusal

PARTS: dict[str, Callable[[dict, int], dict]] = {
    "sample": answers.sample,
    "agreement": answers.agreement,
    "promoters": answers.promoters,
    "groups": groups.compared,
    "invariance": groups.invariance,
    "indicators": groups.indicators,
    "pain_points": groups.pain_points,
    "regression": groups.regression,
}
"""The sections of results.json that count people."""


def published(sections: dict[str, Any], fewest: int) -> dict[str, Any]:
    """
    Sections of results.json as others may read them.

    Parameters
    ----------
    sections : dict
        Plain data by name (see `results.plain`), all of them or those of one chapter.
    fewest : int
        People from which a cell is published.
    """
    told = {name: covered(part, fewest) for name, part in sections.items()}
    told = with_withheld(told, fewest)
    return answers.consistent(
        {name: PARTS[name](part, fewest) if has(name, part) else part for name, part in told.items()}, fewest
    )


def with_withheld(told: dict[str, Any], fewest: int) -> dict[str, Any]:
    """The sections with a refusal in the place of each pain point and indicator that the study withholds."""
    study, sample = told.get("study", {}), told.get("sample", {})
    points = {point["name"] for point in study.get("pain_points", [])}
    refusals = {name: refusal(fewest) for name in study.get("withheld", [])}
    parts = {
        "sample": {**sample, "pain_points": sample.get("pain_points", {}) | of(points, refusals)},
        "indicators": (told.get("indicators") or {}) | of(refusals.keys() - points, refusals),
    }
    return told | {name: part for name, part in parts.items() if name in told}


def of(names: Set[str], refusals: dict[str, dict]) -> dict[str, dict]:
    """Those refusals that are of these names, in their order."""
    return {name: one for name, one in refusals.items() if name in names}


def has(name: str, part: Any) -> bool:
    """Whether a section counts people: of what was refused only the regression does, which tells of pain points."""
    return name in PARTS and (not is_refused(part) or (name == "regression" and "pain_points" in (part or {})))
