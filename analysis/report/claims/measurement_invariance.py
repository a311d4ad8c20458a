"""Whether groups read the questionnaire alike, and whether their latent means may be compared."""

from analysis.report import benchmarks
from analysis.report.claim import Claim, either
from analysis.report.lookups import index_of_fit, is_rejected, smallest

STEPS = ("configural", "metric", "partial_metric", "scalar", "partial_scalar", "strict")
ATTAINED = ("configural", "partial_metric", "metric", "partial_scalar", "scalar", "strict")
NEXT = {
    "configural": "metric",
    "partial_metric": "scalar",
    "metric": "scalar",
    "partial_scalar": "strict",
    "scalar": "strict",
    "strict": "strict",
}


def claims(results: dict) -> list[Claim]:
    level = results["study"]["conf_level"]
    found = results.get("invariance") or {}
    fitted = estimated(found)
    return [
        *configural_fit(fitted),
        *(claim for name, group in fitted.items() for claim in of_group(name, group, level)),
        *(refused(name, group) for name, group in found.items() if name not in fitted),
    ]


def estimated(found: dict) -> dict:
    """The groupings whose steps could be fitted."""
    return {name: group for name, group in found.items() if "unavailable" not in group}


def of_group(name: str, group: dict, conf_level: float) -> list[Claim]:
    """What is claimed of one grouping."""
    return [
        attained(name, group),
        *freed(name, group),
        *dropped(name, group),
        *latent_means(name, group, conf_level),
        *no_means(name, group),
    ]


def configural_fit(fitted: dict) -> list[Claim]:
    """How well the model fits in the groups before anything is held equal; equality of a wrong model says little."""
    rows = [{"group": name, "cfi": index_of_fit(group["configural"]["fit"], "cfi")} for name, group in fitted.items()]
    if not rows:
        return []
    worst = smallest(rows, "cfi")
    return [
        Claim(
            id="measurement_invariance.configural_fit",
            verdict=benchmarks.HU_BENTLER_CFI.verdict(worst["cfi"]),
            verdicts=benchmarks.HU_BENTLER_CFI.labels,
            values={**worst, "n_groupings": len(rows), "edge": benchmarks.HU_BENTLER_CFI.edges[0]},
        )
    ]


def attained(name: str, group: dict) -> Claim:
    """The strictest step that holds, and what the step after it costs."""
    after = group[NEXT[group["verdict"]]]
    return Claim(
        id="measurement_invariance.attained",
        subject=name,
        verdict=group["verdict"],
        verdicts=ATTAINED,
        values={
            "group": name,
            "levels": group["groups"],
            "n_obs": sum(group["n_obs"].values()),
            "delta_cfi": after["delta_cfi"],
        },
    )


def freed(name: str, group: dict) -> list[Claim]:
    """The equalities that were given up for a partial step."""
    loadings = freed_items(group.get("partial_metric"), "=~")
    intercepts = freed_items(group.get("partial_scalar"), "~1")
    if not loadings and not intercepts:
        return []
    return [
        Claim(
            id="measurement_invariance.freed",
            subject=name,
            verdict="both" if loadings and intercepts else either(bool(loadings), "loadings", "intercepts"),
            verdicts=("loadings", "intercepts", "both"),
            values={"group": name, "loadings": loadings, "intercepts": intercepts},
        )
    ]


def freed_items(step: dict | None, mark: str) -> list[str]:
    """The items of freed terms such as 'factor=~item' and 'item~1'."""
    terms = [term for term in (step or {}).get("freed") or [] if mark in term]
    return [term.split(mark)[0] if mark == "~1" else term.split(mark)[1] for term in terms]


def dropped(name: str, group: dict) -> list[Claim]:
    """Levels that are too small to be compared."""
    levels = [row["level"] for row in group.get("dropped") or []]
    if not levels:
        return []
    return [
        Claim(
            id="measurement_invariance.dropped",
            subject=name,
            verdict="some",
            verdicts=("some", "none"),
            values={"group": name, "levels": levels, "n_levels": len(levels), "fewest": group["fewest_rows"]},
        )
    ]


def latent_means(name: str, group: dict, conf_level: float) -> list[Claim]:
    """Differences of latent means, where the groups read the items alike."""
    rows = group.get("latent_means") or []
    if not rows:
        return []
    apart = [row for row in rows if is_rejected(row["p_value"], conf_level)]
    widest = max(rows, key=lambda row: abs(row["cohens_d"]))
    return [
        Claim(
            id="measurement_invariance.latent_means",
            subject=name,
            verdict=either(bool(apart), "some_differ", "none_differ"),
            verdicts=("none_differ", "some_differ"),
            values={
                **{key: widest[key] for key in ("factor", "estimate", "conf_low", "conf_high", "cohens_d", "p_value")},
                "level": widest["group"],
                "reference": group["groups"][0],
                "group": name,
                "n_means": len(rows),
                "n_apart": len(apart),
            },
        )
    ]


def no_means(name: str, group: dict) -> list[Claim]:
    """That latent means are not compared, because the groups do not read the items alike."""
    if group.get("latent_means"):
        return []
    return [
        Claim(
            id="measurement_invariance.no_means",
            subject=name,
            verdict="not_compared",
            verdicts=("not_compared", "compared"),
            values={"group": name},
        )
    ]


def refused(name: str, group: dict) -> Claim:
    """A grouping that could not be looked at, with the reason."""
    return Claim(
        id="measurement_invariance.refused",
        subject=name,
        verdict=either(group["code"] == "fewer_than_two_groups", "fewer_than_two_groups", "not_estimated"),
        verdicts=("fewer_than_two_groups", "not_estimated"),
        values={"group": name, "fewest": group.get("fewest_rows"), "refusal": group},
    )
