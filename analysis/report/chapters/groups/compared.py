"""Scales by groupings as the text compares them: what was tested, and what must be withheld."""

from typing import NamedTuple

from analysis.report.chapters.groups import comparability
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.groups.differences import GroupDifference
from analysis.statistics.groups.tests import MeansTest


class Compared(NamedTuple):
    """A scale by a grouping that could be tested, and whether equal means are rejected before and after Holm."""

    scale: str
    found: GroupDifference
    test: MeansTest
    is_rejected: bool
    is_rejected_alone: bool


def compared(results: Results, group: str) -> list[Compared]:
    """The scales that were tested by a grouping and may be compared, in the order of the study."""
    level, found = results.study.conf_level, sound((had(results.groups) or {})[group])
    return [
        Compared(
            scale=scale.name,
            found=found[scale.name],
            test=test,
            is_rejected=is_rejected(test.p_value_holm, level),
            is_rejected_alone=is_rejected(test.p_value, level),
        )
        for scale in results.study.scales
        if scale.name in found and isinstance(test := found[scale.name].test, MeansTest)
        if not is_withheld(results, group, scale.name)
    ]


def is_withheld(results: Results, group: str, scale: str) -> bool:
    """Whether a scale must not be compared: a dimension whose items the levels read differently."""
    is_dimension = results.study.scale(scale).kind == "dimension"
    return is_dimension and comparability.comparability(results, group) in comparability.WITHHELD
