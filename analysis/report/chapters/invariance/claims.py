"""Whether groups read the questionnaire alike, and whether their latent means may be compared."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.rules import is_rejected

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


def claims(results: dict) -> list[Claim]:
    level = results["study"]["conf_level"]
    found = results.get("invariance") or {}
    fitted = estimated(found)
    return [
        *(claim for name, group in fitted.items() for claim in of_group(name, group, level)),
        *(refused(name, group) for name, group in found.items() if name not in fitted),
        *(claim for name, group in found.items() if name not in fitted for claim in dropped(name, group)),
    ]


def estimated(found: dict) -> dict:
    """The groupings whose steps could be fitted."""
    return {name: group for name, group in found.items() if "unavailable" not in group}


def shown_steps(group: dict) -> list[str]:
    """The steps worth a row: those made, but for one that asks again for what was given up before it."""
    return [step for step in STEPS if group.get(step) and not group[step]["is_moot"]]


def of_group(name: str, group: dict, conf_level: float) -> list[Claim]:
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


def basis(name: str, group: dict) -> Claim:
    """How well the model fits in the groups before anything is held equal; equality of a wrong model says little."""
    found = group["configural_fit"]
    return Claim(
        id="invariance.basis",
        subject=name,
        verdict=found["verdict"],
        verdicts=("good", "acceptable", "poor"),
        values={
            "group": name,
            "levels": group["groups"],
            "n_obs": sum(group["n_obs"].values()),
            **found["values"],
            "missed": found["missed"],
        },
    )


def attained(name: str, group: dict) -> Claim:
    """The strictest step that holds, what it cost or the step after it would, and the cut-off for these groups."""
    verdict, cutoffs = group["verdict"], group["cutoffs"]
    deciding = group.get(NEXT.get(verdict, verdict)) or {}
    return Claim(
        id="invariance.attained",
        subject=name,
        verdict=verdict,
        verdicts=ATTAINED,
        values={
            "group": name,
            "delta_cfi": deciding.get("delta_cfi"),
            "edge": cutoffs["cfi"],
            "reason": cutoffs["reason"],
        },
    )


def disagreeing(name: str, group: dict) -> list[Claim]:
    """Steps on which the difference test, the RMSEA or the SRMR would decide otherwise than the CFI."""
    if group["verdict"] == "no_basis":
        return []
    votes = {step: group[step]["votes"] for step in shown_steps(group) if step != "configural"}
    kept = [step for step, vote in votes.items() if vote["cfi"] and vote["test"] is False]
    given_up = [step for step, vote in votes.items() if not vote["cfi"] and vote["test"]]
    others = [step for step, vote in votes.items() if {vote["rmsea"], vote["srmr"]} != {vote["cfi"]}]
    by_test = "rejects_kept" if kept else either(bool(given_up), "keeps_given_up", "agree")
    return [
        Claim(
            id="invariance.test_disagrees",
            subject=name,
            verdict="both" if kept and given_up else by_test,
            verdicts=("agree", "rejects_kept", "keeps_given_up", "both"),
            values={"group": name, "kept": kept, "given_up": given_up},
        ),
        Claim(
            id="invariance.indices_disagree",
            subject=name,
            verdict=either(bool(others), "disagree", "agree"),
            verdicts=("agree", "disagree"),
            values={"group": name, "steps": others},
        ),
    ]


def freed(name: str, group: dict) -> list[Claim]:
    """The equalities that were given up for a partial step; nothing where the steps are not interpreted."""
    if group["verdict"] == "no_basis":
        return []
    loadings = freed_items(group.get("partial_metric"), "=~")
    intercepts = freed_items(group.get("partial_scalar"), "~1")
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


def freed_items(step: dict | None, mark: str) -> list[str]:
    """The items of freed terms such as 'factor=~item' and 'item~1'."""
    terms = [term for term in (step or {}).get("freed") or [] if mark in term]
    return [term.removesuffix(mark) if mark == "~1" else term.partition(mark)[2] for term in terms]


def weak(name: str, group: dict) -> list[Claim]:
    """Groups that were fitted though a difference between so few would hardly be found."""
    rows = group["weak"]
    return [
        Claim(
            id="invariance.weak",
            subject=name,
            verdict=either(bool(rows), "some", "none"),
            verdicts=("some", "none"),
            values={"group": name, "rows": rows, "n_levels": len(rows), "advised": group["advised_rows"]},
        )
    ]


def dropped(name: str, group: dict) -> list[Claim]:
    """Levels that are too small to be fitted, each with its size; those that would expose people are not named."""
    rows = [row for row in group.get("dropped") or [] if row["n_obs"] >= thresholds.SMALL_GROUP]
    if not rows:
        return []
    return [
        Claim(
            id="invariance.dropped",
            subject=name,
            verdict="some",
            verdicts=("some",),
            values={"group": name, "rows": rows, "n_levels": len(rows), "fewest": group["fewest_rows"]},
        )
    ]


def latent_means(name: str, group: dict, conf_level: float) -> list[Claim]:
    """Differences of latent means, where the groups read the items alike."""
    rows = group.get("latent_means") or []
    if not rows:
        return []
    apart = [row for row in rows if is_rejected(row["p_value_holm"], conf_level)]
    widest = max(rows, key=lambda row: abs(row["cohens_d"]))
    return [
        Claim(
            id="invariance.latent_means",
            subject=name,
            verdict=either(bool(apart), "some_differ", "none_differ"),
            verdicts=("none_differ", "some_differ"),
            values={
                **{key: widest[key] for key in ("factor", "estimate", "conf_low", "conf_high", "cohens_d")},
                "p_value": widest["p_value_holm"],
                "level": widest["group"],
                "reference": group["groups"][0],
                "group": name,
                "n_means": len(rows),
                "n_apart": len(apart),
            },
        )
    ]


def no_means(name: str, group: dict) -> list[Claim]:
    """That latent means are not compared: the model does not fit, or the groups do not read the items alike."""
    if group.get("latent_means"):
        return []
    return [
        Claim(
            id="invariance.no_means",
            subject=name,
            verdict=either(group["verdict"] == "no_basis", "no_basis", "unequal"),
            verdicts=("no_basis", "unequal"),
            values={"group": name},
        )
    ]


def refused(name: str, group: dict) -> Claim:
    """A grouping that could not be looked at, with the reason."""
    return Claim(
        id="invariance.refused",
        subject=name,
        verdict=either(group["code"] == "fewer_than_two_groups", "fewer_than_two_groups", "not_estimated"),
        verdicts=("fewer_than_two_groups", "not_estimated"),
        values={"group": name, "fewest": group.get("fewest_rows"), "refusal": group},
    )
