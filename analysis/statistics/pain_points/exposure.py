"""How far each person met each pain point."""

from collections.abc import Mapping

import pandas as pd

Answers = Mapping[str, pd.DataFrame]
"""
For each pain point the columns "met" (1 or 0) and "severity" (scale points), as far as they were asked, and "applies":
whether it could happen to the person at all. Without "applies" it could happen to everyone.
"""

SeverityRanges = Mapping[str, tuple[float, float]]
"""Ends of the scale of severity of each pain point that has one."""


def applies_to(answers: pd.DataFrame) -> pd.Series:
    """Whether the pain point could happen to each person."""
    return answers["applies"] if "applies" in answers else pd.Series(True, index=answers.index)


def met_of(answers: pd.DataFrame) -> pd.Series:
    """1 met, 0 not met, also by those to whom it could not happen; NaN where there is no answer."""
    return answers["met"].where(applies_to(answers), 0.0).astype(float)


def exposures(pain_points: Answers, severity_ranges: SeverityRanges) -> pd.DataFrame:
    """
    How far each person met each pain point, from 0 to 1: (n, p).

    Where it was asked who met a pain point, 1 or 0; where only its severity was, that on its scale, from its low end.
    """
    return pd.DataFrame(
        {
            name: met_of(answers) if "met" in answers else severity_share(answers, severity_ranges[name])
            for name, answers in pain_points.items()
        },
        dtype=float,
    )


def severity_share(answers: pd.DataFrame, ends: tuple[float, float]) -> pd.Series:
    """Severity as a share of its scale, 0 for those to whom the pain point could not happen."""
    low, high = ends
    return ((answers["severity"] - low) / (high - low)).where(applies_to(answers), 0.0)


def asked_who_met(pain_points: Answers) -> dict[str, pd.DataFrame]:
    """The pain points of which it was asked who met them."""
    return {name: answers for name, answers in pain_points.items() if "met" in answers}
