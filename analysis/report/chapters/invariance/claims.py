"""Whether groups read the questionnaire alike, and whether their latent means may be compared."""

from collections.abc import Mapping

from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected, known_sum
from analysis.statistics.cfa.groups.climb import Step
from analysis.statistics.measurement.group_invariance import GroupInvariance, Levels, RefusedInvariance

STEPS = ("configural", "metric", "partial_metric", "scalar", "partial_scalar", "strict", "partial_strict")
ATTAINED = (
    "no_basis",
    "configural",
    "partial_metric",
    "metric",
    "partial_scalar",
    "scalar",
    "partial_strict",
    "strict",
)
NEXT = {"configural": "metric", "metric": "scalar", "partial_scalar": "partial_strict", "scalar": "strict"}


def claims(results: Results) -> list[Claim]:
    level = results.study.conf_level
    found = results.invariance or {}
    lost = {name: group for name, group in found.items() if isinstance(group, RefusedInvariance)}
    return [
        *(claim for name, group in estimated(found).items() for claim in of_group(name, group, level)),
        *(refused(name, group) for name, group in lost.items()),
        *(claim for name, group in lost.items() for claim in dropped(name, group)),
    ]


def estimated(found: Mapping[str, GroupInvariance | RefusedInvariance]) -> dict[str, GroupInvariance]:
    """The groupings whose steps could be fitted."""
    return {name: group for name, group in found.items() if isinstance(group, GroupInvariance)}


def shown_steps(group: GroupInvariance) -> dict[str, Step]:
    """The steps worth a row: those made, but for one that asks again for what was given up before it."""
    return {name: step for name, step in group.steps.items() if not step.is_moot}


def decided_steps(group: GroupInvariance) -> dict[str, Step]:
    """The steps that were decided on: those shown, but for the first."""
    return {name: step for name, step in shown_steps(group).items() if name != "configural"}


def rejected_by_test(group: GroupInvariance) -> list[str]:
    """The steps that the difference test rejects and the CFI keeps."""
    steps = decided_steps(group).items()
    return [name for name, step in steps if step.votes["cfi"] and step.votes["test"] is False]


def is_small(group: GroupInvariance) -> bool:
    """Whether respondents are few, in all or of a level, for what is decided of them."""
    return group.cutoffs.reason == "small_sample" or bool(group.weak)


def of_group(name: str, group: GroupInvariance, conf_level: float) -> list[Claim]:
    """What is claimed of one grouping."""
    return [
        basis(name, group),
        attained(name, group),
        *disagreeing(name, group),
        *freed(name, group),
        *weak(name, group),
        *dropped(name, group),
        *latent_means(name, group, conf_level),
        *no_means(name, group),
    ]


def basis(name: str, group: GroupInvariance) -> Claim:
    """How well the model fits in the groups before anything is held equal; equality of a wrong model says little."""
    found = group.configural_fit
    return Claim(
        id="invariance.basis",
        subject=name,
        verdict=found.verdict,
        verdicts=("good", "acceptable", "poor"),
        values={
            "group": name,
            "levels": group.groups,
            "n_obs": known_sum(group.n_obs.values()),
            **{str(name): value for name, value in found.values.items()},
            "missed": found.missed,
        },
    )


def attained(name: str, group: GroupInvariance) -> Claim:
    """The strictest step that holds, what it cost or the step after it would, and the cut-off for these groups."""
    deciding = group.steps.get(NEXT.get(group.verdict, group.verdict))
    return Claim(
        id="invariance.attained",
        subject=name,
        verdict=group.verdict,
        verdicts=ATTAINED,
        values={
            "group": name,
            "delta_cfi": deciding.delta_cfi if deciding else None,
            "edge": group.cutoffs.cfi,
            "reason": group.cutoffs.reason,
        },
    )


def disagreeing(name: str, group: GroupInvariance) -> list[Claim]:
    """Steps on which the difference test, the RMSEA or the SRMR would decide otherwise than the CFI."""
    if group.verdict == "no_basis":
        return []
    votes, kept = {name: step.votes for name, step in decided_steps(group).items()}, rejected_by_test(group)
    given_up = [step for step, vote in votes.items() if not vote["cfi"] and vote["test"]]
    others = [step for step, vote in votes.items() if {vote["rmsea"], vote["srmr"]} != {vote["cfi"]}]
    by_test = "rejects_kept" if kept else either(bool(given_up), "keeps_given_up", "agree")
    return [
        Claim(
            id="invariance.test_disagrees",
            subject=name,
            verdict="both" if kept and given_up else by_test,
            verdicts=("agree", "rejects_kept", "keeps_given_up", "both"),
            values={
                "group": name,
                "kept": kept,
                "given_up": given_up,
                "is_small": is_small(group),
            },
        ),
        Claim(
            id="invariance.indices_disagree",
            subject=name,
            verdict=either(bool(others), "disagree", "agree"),
            verdicts=("agree", "disagree"),
            values={"group": name, "steps": others},
        ),
    ]


def freed(name: str, group: GroupInvariance) -> list[Claim]:
    """The equalities that were given up for a partial step; nothing where the steps are not interpreted."""
    if group.verdict == "no_basis":
        return []
    loadings = freed_items(group.partial_metric, "=~")
    intercepts = freed_items(group.partial_scalar, "~1")
    if not loadings and not intercepts:
        return []
    return [
        Claim(
            id="invariance.freed",
            subject=name,
            verdict="both" if loadings and intercepts else either(bool(loadings), "loadings", "intercepts"),
            verdicts=("loadings", "intercepts", "both"),
            values={"group": name, "loadings": loadings, "intercepts": intercepts},
        )
    ]


def freed_items(step: Step | None, mark: str) -> list[str]:
    """The items of freed terms such as 'factor=~item' and 'item~1'."""
    terms = [term for term in step.freed if mark in term] if step else []
    return [term.removesuffix(mark) if mark == "~1" else term.partition(mark)[2] for term in terms]


def weak(name: str, group: GroupInvariance) -> list[Claim]:
    """Groups that were fitted though a difference between so few would hardly be found."""
    rows = group.weak
    return [
        Claim(
            id="invariance.weak",
            subject=name,
            verdict=either(bool(rows), "some", "none"),
            verdicts=("some", "none"),
            values={"group": name, "rows": rows, "n_levels": len(rows), "advised": group.advised_rows},
        )
    ]


def dropped(name: str, group: Levels) -> list[Claim]:
    """Levels that are too small to be fitted, each with its size; those that would expose people are not named."""
    rows = [row for row in group.dropped if row.n_obs is not None]
    if not rows:
        return []
    return [
        Claim(
            id="invariance.dropped",
            subject=name,
            verdict="some",
            verdicts=("some",),
            values={"group": name, "rows": rows, "n_levels": len(rows), "fewest": group.fewest_rows},
        )
    ]


def latent_means(name: str, group: GroupInvariance, conf_level: float) -> list[Claim]:
    """Differences of latent means, where the groups read the items alike."""
    rows = group.latent_means
    if not rows:
        return []
    apart = [row for row in rows if is_rejected(row.p_value_holm, conf_level)]
    widest = max(rows, key=lambda row: abs(row.cohens_d or 0.0))
    return [
        Claim(
            id="invariance.latent_means",
            subject=name,
            verdict=either(bool(apart), "some_differ", "none_differ"),
            verdicts=("none_differ", "some_differ"),
            values={
                "factor": widest.factor,
                "estimate": widest.estimate,
                "conf_low": widest.conf_low,
                "conf_high": widest.conf_high,
                "cohens_d": widest.cohens_d,
                "p_value": widest.p_value_holm,
                "level": widest.group,
                "reference": group.groups[0],
                "group": name,
                "n_groups": len(group.groups),
                "n_means": len(rows),
                "n_apart": len(apart),
            },
        )
    ]


def no_means(name: str, group: GroupInvariance) -> list[Claim]:
    """That latent means are not compared: the model does not fit, or the groups do not read the items alike."""
    if group.latent_means:
        return []
    return [
        Claim(
            id="invariance.no_means",
            subject=name,
            verdict=either(group.verdict == "no_basis", "no_basis", "unequal"),
            verdicts=("no_basis", "unequal"),
            values={"group": name},
        )
    ]


def refused(name: str, group: RefusedInvariance) -> Claim:
    """A grouping that could not be looked at, with the reason."""
    return Claim(
        id="invariance.refused",
        subject=name,
        verdict=either(group.code == "fewer_than_two_groups", "fewer_than_two_groups", "not_estimated"),
        verdicts=("fewer_than_two_groups", "not_estimated"),
        values={"group": name, "fewest": group.fewest_rows, "refusal": group},
    )
