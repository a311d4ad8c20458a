"""Section 4: whether the items group as the questionnaire intends."""

from analysis.report.chapters.structure.suitability_claims import bartlett, kmo, kmo_items
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import agreement
from analysis.statistics.exploratory.efa import Loading
from analysis.statistics.exploratory.structure import FactorStructure
from analysis.statistics.foundation.attempts import had, needed


def claims(results: Results) -> list[Claim]:
    efa = analysed(results)
    return [
        *kmo(efa),
        *kmo_items(efa),
        *bartlett(efa, results.study.conf_level),
        *([factor_number(efa)] if counted(efa) else []),
        *other_criteria(efa),
        *placement(results),
        *([weak_items(efa), *cross_loadings(efa), heywood(efa)] if efa.loadings else []),
        *singlets(efa),
        *rotation(efa),
        *factor_correlations(efa),
        *variance(efa),
        *fit(efa),
    ]


def analysed(results: Results) -> FactorStructure:
    """The factor analysis; raises ValueError where there is none."""
    return needed(had(results.efa))


def counted(efa: FactorStructure) -> bool:
    """Whether both methods of counting factors have an answer."""
    return None not in (efa.n_factors.parallel, efa.n_factors.map)


def factor_number(efa: FactorStructure) -> Claim:
    """Whether the methods of counting factors agree with each other and with the design."""
    parallel, minimum, designed = efa.n_factors.parallel, efa.n_factors.map, efa.n_factors.designed
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


def criteria(efa: FactorStructure) -> dict[str, int]:
    """The number of factors by the design, and by each criterion that could be applied."""
    return {name: n for name, n in vars(efa.n_factors).items() if n is not None}


def other_criteria(efa: FactorStructure) -> list[Claim]:
    """What the variants of the two methods say: factors, polychoric correlations, fourth powers."""
    found = {name: n for name, n in criteria(efa).items() if name != "designed"}
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


def placement(results: Results) -> list[Claim]:
    """Whether each dimension found a factor of its own, and each item its dimension's factor."""
    efa = analysed(results)
    assignment = efa.assignment
    if not assignment:
        return []
    names = [scale.name for scale in results.study.dimensions]
    without = [name for name in names if name not in assignment.values()]
    misplaced = efa.flags.misplaced
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
            values={"items": misplaced, "n_misplaced": len(misplaced), "n_items": efa.n_items},
        ),
    ]


def weak_items(efa: FactorStructure) -> Claim:
    """Items that load on no factor to speak of."""
    items = efa.flags.weak
    return Claim(
        id="structure.weak_items",
        verdict=either(bool(items), "some", "none"),
        verdicts=("none", "some"),
        values={"items": items, "n_weak": len(items), "edge": thresholds.WEAK_LOADING},
    )


def cross_loadings(efa: FactorStructure) -> list[Claim]:
    """Items that load on a second factor too; nothing where there is no second."""
    if has_one_factor(efa):
        return []
    items = list(dict.fromkeys(row.term for row in efa.flags.cross))
    return [
        Claim(
            id="structure.cross_loadings",
            verdict=either(bool(items), "some", "none"),
            verdicts=("none", "some"),
            values={"items": items, "n_cross": len(items), "edge": thresholds.CROSS_LOADING},
        )
    ]


def has_one_factor(efa: FactorStructure) -> bool:
    return efa.n_factors.designed == 1


def heywood(efa: FactorStructure) -> Claim:
    """Items whose communality reaches one, or all but: a solution that cannot be right, or hardly."""
    items = efa.flags.heywood
    near = [name for name, value in efa.communalities.items() if value >= thresholds.NEAR_ONE and name not in items]
    return Claim(
        id="structure.heywood",
        verdict="some" if items else either(bool(near), "near", "none"),
        verdicts=("none", "near", "some"),
        values={"items": items or near, "n_heywood": len(items), "edge": thresholds.NEAR_ONE},
    )


def singlets(efa: FactorStructure) -> list[Claim]:
    """Factors that fewer than two items mark: nothing in common to several items."""
    strongest: dict[str, Loading] = {}
    for row in efa.loadings:
        if row.term not in strongest or abs(row.estimate) > abs(strongest[row.term].estimate):
            strongest[row.term] = row
    marked = [row.factor for row in strongest.values() if abs(row.estimate) >= thresholds.WEAK_LOADING]
    lone = [name for name in dict.fromkeys(row.factor for row in efa.loadings) if marked.count(name) < 2]
    if not lone:
        return []
    return [
        Claim(
            id="structure.singlets",
            verdict="some",
            verdicts=("some",),
            values={
                "factors": [efa.assignment.get(name) or name for name in lone],
                "n_factors": len(lone),
                "edge": thresholds.WEAK_LOADING,
            },
        )
    ]


def rotation(efa: FactorStructure) -> list[Claim]:
    """Whether most random starts end at the simplest rotation found, which is the one shown."""
    check = had(efa.rotation_check)
    if not check:
        return []
    return [
        Claim(
            id="structure.rotation",
            verdict=either(agreement(check) == "few_agree", "few_agree", "most_agree"),
            verdicts=("most_agree", "few_agree"),
            values={"n_starts": check.n_starts, "n_agreeing": check.n_agreeing},
        )
    ]


def factor_correlations(efa: FactorStructure) -> list[Claim]:
    """The two factors that are closest, or the only two; whether they are two is asked of the confirmatory model."""
    pairs = efa.factor_correlations
    if not pairs:
        return []
    closest = max(pairs, key=lambda pair: abs(pair.estimate))
    return [
        Claim(
            id="structure.factor_correlations",
            verdict=either(len(pairs) == 1, "only_pair", "closest"),
            verdicts=("only_pair", "closest"),
            values={
                "a": efa.assignment.get(closest.a) or closest.a,
                "b": efa.assignment.get(closest.b) or closest.b,
                "r": closest.estimate,
            },
        )
    ]


def variance(efa: FactorStructure) -> list[Claim]:
    """How much of the items' variance the factors share, against what published studies found."""
    if not efa.variance:
        return []
    share = max(row.cumulative for row in efa.variance)
    return [
        Claim(
            id="structure.variance",
            verdict=thresholds.EFA_VARIANCE.verdict(share),
            verdicts=thresholds.EFA_VARIANCE.labels,
            values={
                "share": share,
                "n_factors": len(efa.variance),
                "published": thresholds.EFA_VARIANCE.edges[0],
            },
        )
    ]


def fit(efa: FactorStructure) -> list[Claim]:
    """How well the factors reproduce the correlations."""
    found = efa.fit
    if not found or found.rmsea is None:
        return []
    return [
        Claim(
            id="structure.fit",
            verdict=thresholds.RMSEA.verdict(found.rmsea),
            verdicts=thresholds.RMSEA.labels,
            values={"rmsea": found.rmsea, "tli": found.tli, "rmsr": found.rmsr},
        )
    ]
