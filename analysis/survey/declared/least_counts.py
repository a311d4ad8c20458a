"""How many respondents something needs to be published, where the study says nothing else."""

from collections.abc import Mapping

MIN_CELL = 5
"""Respondents from which a count is published (Hundepool et al. 2012, Statistical Disclosure Control)."""

MIN_GROUP = 10
"""Respondents from which a level of a group is reported."""


def least_counts(analysis: Mapping[str, int], report: Mapping[str, int]) -> dict[str, int]:
    """What the tables [analysis] and [report] say of both; a level is never reported of fewer than are counted."""
    min_cell = report.get("min_cell", MIN_CELL)
    return {"min_cell": min_cell, "min_group": max(analysis.get("min_group", MIN_GROUP), min_cell)}
