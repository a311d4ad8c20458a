"""Section 4: whether the items group as the questionnaire intends."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import agreement, dimensions, largest
from analysis.report.document.rules import is_rejected


def claims(results: dict) -> list[Claim]:
    efa = results["efa"]
    return [
        *([kmo(efa), kmo_items(efa)] if efa.get("kmo") else []),
        *([bartlett(efa, results["study"]["conf_level"])] if efa.get("bartlett") else []),
        *([factor_number(efa)] if counted(efa) else []),
        *other_criteria(efa),
        *placement(results),
        *([weak_items(efa), *cross_loadings(efa), heywood(efa)] if efa["loadings"] else []),
        *singlets(efa),
        *rotation(efa),
        *factor_correlations(efa),
        *variance(efa),
        *fit(efa),
    ]


def counted(efa: dict) -> bool:
    """Whether both methods of counting factors have an answer."""
    return None not in (efa["n_factors"]["parallel"], efa["n_factors"]["map"])


def kmo(efa: dict) -> Claim:
    """Sampling adequacy of the whole correlation matrix."""
    return Claim(
        id="structure.kmo",
        verdict=thresholds.KMO.verdict(efa["kmo"]["overall"]),
        verdicts=thresholds.KMO.labels,
        values={"kmo": efa["kmo"]["overall"], "n_obs": efa["n_obs"], "n_items": len(efa["kmo"]["items"])},
    )


def kmo_items(efa: dict) -> Claim:
    """Sampling adequacy of the worst item."""
    items = efa["kmo"]["items"]
    worst = min(items, key=items.get)
    unfit = [name for name, value in items.items() if thresholds.KMO.verdict(value) == "unacceptable"]
    return Claim(
        id="structure.kmo_items",
        verdict=either(bool(unfit), "some_unacceptable", "all_acceptable"),
        verdicts=("all_acceptable", "some_unacceptable"),
        values={
            "item": worst,
            "kmo": items[worst],
            "items": unfit,
            "n_unfit": len(unfit),
            "edge": thresholds.KMO.edges[0],
        },
    )


def bartlett(efa: dict, conf_level: float) -> Claim:
    """Test of the null that no two items are correlated."""
    return Claim(
        id="structure.bartlett",
        verdict=either(is_rejected(efa["bartlett"]["p_value"], conf_level), "rejected", "not_rejected"),
        verdicts=("rejected", "not_rejected"),
        values={**efa["bartlett"], "n_obs": efa["n_obs"]},
    )


def factor_number(efa: dict) -> Claim:
    """Whether the methods of counting factors agree with each other and with the design."""
    found = efa["n_factors"]
    parallel, minimum, designed = found["parallel"], found["map"], found["designed"]
    if parallel == minimum:
        verdict = either(parallel == designed, "all_agree", "agree_on_other")
    elif designed in (parallel, minimum):
        verdict = either(parallel == designed, "parallel_agrees", "map_agrees")
    else:
        verdict = "all_differ"
    return Claim(
        id="structure.factor_number",
        verdict=verdict,
        verdicts=("all_agree", "agree_on_other", "parallel_agrees", "map_agrees", "all_differ"),
        values={"parallel": parallel, "map": minimum, "designed": designed},
    )


OTHER_CRITERIA = ("parallel_factors", "parallel_polychoric", "parallel_polychoric_factors", "map_fourth")


def other_criteria(efa: dict) -> list[Claim]:
    """What the variants of the two methods say: factors, polychoric correlations, fourth powers."""
    found = {name: efa["n_factors"].get(name) for name in ("parallel", "map", *OTHER_CRITERIA)}
    found = {name: n for name, n in found.items() if n is not None}
    if "parallel_factors" not in found:
        return []
    low, high = min(found.values()), max(found.values())
    return [
        Claim(
            id="structure.other_criteria",
            verdict=either(low == high, "agree", "differ"),
            verdicts=("agree", "differ"),
            values={
                "factors": found["parallel_factors"],
                "low": low,
                "high": high,
                "n_criteria": len(found),
                "polychoric": found.get("parallel_polychoric"),
            },
        )
    ]


def placement(results: dict) -> list[Claim]:
    """Whether each dimension found a factor of its own, and each item its dimension's factor."""
    efa = results["efa"]
    assignment = efa.get("assignment")
    if not assignment:
        return []
    names = [scale["name"] for scale in dimensions(results)]
    without = [name for name in names if name not in assignment.values()]
    misplaced = efa["flags"]["misplaced"]
    found = [
        Claim(
            id="structure.dimensions_found",
            verdict=either(bool(without), "some_without_factor", "each_has_factor"),
            verdicts=("each_has_factor", "some_without_factor"),
            values={"n_dimensions": len(names), "n_factors": len(assignment), "scales": without},
        )
    ]
    if has_one_factor(efa):
        return found
    return [
        *found,
        Claim(
            id="structure.placement",
            verdict=either(bool(misplaced), "some_misplaced", "all_in_place"),
            verdicts=("all_in_place", "some_misplaced"),
            values={"items": misplaced, "n_misplaced": len(misplaced), "n_items": efa["n_items"]},
        ),
    ]


def weak_items(efa: dict) -> Claim:
    """Items that load on no factor to speak of."""
    items = efa["flags"]["weak"]
    return Claim(
        id="structure.weak_items",
        verdict=either(bool(items), "some", "none"),
        verdicts=("none", "some"),
        values={"items": items, "n_weak": len(items), "edge": thresholds.WEAK_LOADING},
    )


def cross_loadings(efa: dict) -> list[Claim]:
    """Items that load on a second factor too; nothing where there is no second."""
    if has_one_factor(efa):
        return []
    items = list(dict.fromkeys(row["term"] for row in efa["flags"]["cross"]))
    return [
        Claim(
            id="structure.cross_loadings",
            verdict=either(bool(items), "some", "none"),
            verdicts=("none", "some"),
            values={"items": items, "n_cross": len(items), "edge": thresholds.CROSS_LOADING},
        )
    ]


def has_one_factor(efa: dict) -> bool:
    return efa["n_factors"]["designed"] == 1


def heywood(efa: dict) -> Claim:
    """Items whose communality reaches one, or all but: a solution that cannot be right, or hardly."""
    items = efa["flags"]["heywood"]
    found = efa.get("communalities") or {}
    near = [name for name, value in found.items() if value >= thresholds.NEAR_ONE and name not in items]
    return Claim(
        id="structure.heywood",
        verdict="some" if items else either(bool(near), "near", "none"),
        verdicts=("none", "near", "some"),
        values={"items": items or near, "n_heywood": len(items), "edge": thresholds.NEAR_ONE},
    )


def singlets(efa: dict) -> list[Claim]:
    """Factors that fewer than two items mark: nothing in common to several items."""
    strongest: dict[str, dict] = {}
    for row in efa["loadings"]:
        if abs(row["estimate"]) > abs(strongest.get(row["term"], {"estimate": 0.0})["estimate"]):
            strongest[row["term"]] = row
    marked = [row["factor"] for row in strongest.values() if abs(row["estimate"]) >= thresholds.WEAK_LOADING]
    lone = [name for name in dict.fromkeys(row["factor"] for row in efa["loadings"]) if marked.count(name) < 2]
    if not lone:
        return []
    assignment = efa.get("assignment") or {}
    return [
        Claim(
            id="structure.singlets",
            verdict="some",
            verdicts=("some",),
            values={
                "factors": [assignment.get(name) or name for name in lone],
                "n_factors": len(lone),
                "edge": thresholds.WEAK_LOADING,
            },
        )
    ]


def rotation(efa: dict) -> list[Claim]:
    """Whether most random starts end at the simplest rotation found, which is the one shown."""
    check = efa.get("rotation_check")
    if not check:
        return []
    return [
        Claim(
            id="structure.rotation",
            verdict=either(agreement(check) == "few_agree", "few_agree", "most_agree"),
            verdicts=("most_agree", "few_agree"),
            values={key: check[key] for key in ("n_starts", "n_agreeing")},
        )
    ]


def factor_correlations(efa: dict) -> list[Claim]:
    """The two factors that are closest, or the only two; whether they are two is asked of the confirmatory model."""
    pairs = efa["factor_correlations"]
    if not pairs:
        return []
    closest = max(pairs, key=lambda pair: abs(pair["estimate"]))
    assignment = efa.get("assignment") or {}
    return [
        Claim(
            id="structure.factor_correlations",
            verdict=either(len(pairs) == 1, "only_pair", "closest"),
            verdicts=("only_pair", "closest"),
            values={
                "a": assignment.get(closest["a"]) or closest["a"],
                "b": assignment.get(closest["b"]) or closest["b"],
                "r": closest["estimate"],
            },
        )
    ]


def variance(efa: dict) -> list[Claim]:
    """How much of the items' variance the factors share, against what published studies found."""
    if not efa.get("variance"):
        return []
    share = largest(efa["variance"], "cumulative")["cumulative"]
    return [
        Claim(
            id="structure.variance",
            verdict=thresholds.EFA_VARIANCE.verdict(share),
            verdicts=thresholds.EFA_VARIANCE.labels,
            values={
                "share": share,
                "n_factors": len(efa["variance"]),
                "published": thresholds.EFA_VARIANCE.edges[0],
            },
        )
    ]


def fit(efa: dict) -> list[Claim]:
    """How well the factors reproduce the correlations."""
    found = efa.get("fit") or {}
    if found.get("rmsea") is None:
        return []
    return [
        Claim(
            id="structure.fit",
            verdict=thresholds.RMSEA.verdict(found["rmsea"]),
            verdicts=thresholds.RMSEA.labels,
            values={key: found.get(key) for key in ("rmsea", "tli", "rmsr")},
        )
    ]
