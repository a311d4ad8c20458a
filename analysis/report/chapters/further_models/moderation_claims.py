"""Slopes by the groups that the study names: which differ, and by how much."""

from analysis.report.document.claim import Claim, either, refused
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected
from analysis.statistics.foundation.attempts import needed
from analysis.statistics.regression.blocks.moderation import Interaction, Moderation


def claims(results: Results) -> list[Claim]:
    found = needed(results.drivers).moderation
    if not found:
        return []
    groups = list(dict.fromkeys(interaction.moderator for interaction in found.interactions))
    return [
        *(
            refused("further_models.moderator_refused", entry, subject=entry.moderator, group=entry.moderator)
            for entry in found.refused
        ),
        *(by_group(group, found) for group in groups),
        *(differing(entry) for entry in found.interactions if is_shown(entry, found.conf_level)),
    ]


def is_shown(entry: Interaction, conf_level: float) -> bool:
    """Whether the null of equal slopes is rejected after Holm's correction over all interactions."""
    return entry.test is not None and is_rejected(entry.p_value_holm, conf_level)


def by_group(group: str, found: Moderation) -> Claim:
    """For which dimensions slopes are shown to differ between the levels of a group."""
    own = [entry for entry in found.interactions if entry.moderator == group]
    scales = [entry.term for entry in own if is_shown(entry, found.conf_level)]
    return Claim(
        id="further_models.by_group",
        subject=group,
        verdict=either(bool(scales), "differ", "not_shown"),
        verdicts=("differ", "not_shown"),
        values={
            "group": group,
            "scales": scales,
            "n_tests": len(found.interactions),
            "n_levels": len(own[0].slopes),
            "n_obs": own[0].n_obs,
        },
    )


def differing(entry: Interaction) -> Claim:
    """Where a dimension's slope is least and where it is steepest."""
    slopes = sorted(entry.slopes, key=lambda slope: slope.estimate)
    return Claim(
        id="further_models.differing",
        subject=f"{entry.moderator} {entry.term}",
        verdict="differ",
        verdicts=("differ",),
        values={
            "scale": entry.term,
            "group": entry.moderator,
            "least": slopes[0],
            "most": slopes[-1],
            "p_holm": entry.p_value_holm,
        },
    )
