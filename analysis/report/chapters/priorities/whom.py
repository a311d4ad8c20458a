"""For whom something is worst: levels of groups that differ after Holm's correction."""

from analysis.report.chapters.groups.compared import compared
from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected
from analysis.statistics.foundation.attempts import had
from analysis.statistics.groups.differences import GroupDifference
from analysis.statistics.groups.tests import LevelPair


def for_whom(results: Results, scale: str) -> list[Claim]:
    """The levels at which a dimension is rated lower than at another."""
    tested = {
        group: one.found
        for group in had(results.groups) or {}
        for one in compared(results, group)
        if one.scale == scale and one.is_rejected
    }
    found = {group: pair for group, one in tested.items() if (pair := widest(one, results.study.conf_level))}
    return [lower(scale, group, pair) for group, pair in found.items()]


def widest(found: GroupDifference, conf_level: float) -> LevelPair | None:
    """The two levels farthest apart among those whose difference is shown after Holm; None where none is."""
    shown = [pair for pair in had(found.pairs) or [] if is_rejected(pair.p_value_holm, conf_level)]
    return max(shown, key=lambda pair: abs(pair.difference.estimate), default=None)


def lower(scale: str, group: str, pair: LevelPair) -> Claim:
    """The lower of two levels, and how far it lies below."""
    is_first = pair.difference.estimate < 0
    low, high = (pair.a, pair.b) if is_first else (pair.b, pair.a)
    ends = (pair.difference.conf_low, pair.difference.conf_high)
    return Claim(
        id="priorities.for_whom",
        subject=f"{scale}:{group}",
        verdict="lower",
        verdicts=("lower",),
        values={
            "group": group,
            "level": low,
            "other": high,
            "difference": abs(pair.difference.estimate),
            "low": -ends[1] if is_first else ends[0],
            "high": -ends[0] if is_first else ends[1],
            "p_value": pair.p_value_holm,
        },
    )


def pain_for_whom(results: Results, name: str) -> list[Claim]:
    """The levels at which a pain point was met most and least, where the shares differ after Holm."""
    found, level = had(results.pain_points), results.study.conf_level
    parts = {group: of[name] for group, of in found.groups.items() if name in of} if found else {}
    tests = {group: test for group, part in parts.items() if (test := had(part.test))}
    made = []
    for group, test in tests.items():
        if is_rejected(test.p_value_holm, level):
            rows = sorted(parts[group].levels, key=lambda row: row.estimate)
            made.append(
                Claim(
                    id="priorities.met_by_whom",
                    subject=f"{name}:{group}",
                    verdict="most",
                    verdicts=("most",),
                    values={
                        "group": group,
                        "level": rows[-1].level,
                        "share": rows[-1].estimate,
                        "other": rows[0].level,
                        "other_share": rows[0].estimate,
                        "p_value": test.p_value_holm,
                    },
                )
            )
    return made
