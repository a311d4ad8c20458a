"""What is claimed of one grouping: who is left out, which scales differ, which may, and whether it lasts."""

from analysis.report.chapters.groups import comparability
from analysis.report.chapters.groups.compared import Compared
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected, known_sum
from analysis.statistics.foundation.attempts import Unavailable, had, sound
from analysis.statistics.groups.differences import SmallLevel
from analysis.statistics.groups.tests import LevelPair, MeansTest
from analysis.statistics.measurement.group_invariance import GroupInvariance

FEWEST_TOGETHER = 3  # differences of one grouping that are told in one sentence rather than one by one


def claims(results: Results, group: str, made: list[Compared]) -> list[Claim]:
    """What is claimed of one grouping."""
    level = results.study.conf_level
    return [
        comparability.claim(results, group),
        *suppressed(results, group),
        *untested(results, group),
        *(difference(group, one, level) for one in made if one.is_rejected),
        *nothing(group, made),
        *undecided(group, made),
        *latent(results, group, made),
        *adjusted(group, made, level),
        *ranks(group, made, level),
    ]


def suppressed(results: Results, group: str) -> list[Claim]:
    """Levels that too few people have, on any scale; those that would expose people are counted, not named."""
    found = sound((had(results.groups) or {})[group]).values()
    small = [[row for row in one.suppressed if row.n_obs is None] for one in found]
    sizes: dict[str, int] = {}
    for row in (row for one in found for row in one.suppressed):
        if row.n_obs is not None:
            sizes[row.level] = min(row.n_obs, sizes.get(row.level, row.n_obs))
    unnamed = max(map(len, small), default=0)
    named = {row.level for rows in small for row in rows}
    rows = [SmallLevel(level=level, n_obs=n) for level, n in sizes.items() if level not in named]
    n_levels = len(rows) + max(unnamed, len(sizes) - len(rows))
    if not n_levels:
        return []
    return [
        Claim(
            id="groups.suppressed",
            subject=group,
            verdict=either(bool(rows), either(len(rows) < n_levels, "some_named", "named"), "unnamed"),
            verdicts=("named", "some_named", "unnamed"),
            values={
                "group": group,
                "rows": rows,
                "n_levels": n_levels,
                "n_unnamed": n_levels - len(rows),
                "fewest": results.study.min_group,
            },
        )
    ]


def untested(results: Results, group: str) -> list[Claim]:
    """Scales that could not be tested by a grouping, with the reason that the first of them has."""
    parts = (had(results.groups) or {})[group]
    tests = {scale: one if isinstance(one, Unavailable) else one.test for scale, one in parts.items()}
    lost = {scale: test for scale, test in tests.items() if isinstance(test, Unavailable)}
    if not lost:
        return []
    return [
        Claim(
            id="groups.untested",
            subject=group,
            verdict=either(len(lost) == len(tests), "all", "some"),
            verdicts=("all", "some"),
            values={"group": group, "scales": list(lost), "refusal": next(iter(lost.values()))},
        )
    ]


def difference(group: str, one: Compared, conf_level: float) -> Claim:
    """A scale on which the levels differ: by how much, and which of them."""
    pairs = had(one.found.pairs) or []
    apart = [pair for pair in pairs if is_rejected(pair.p_value_holm, conf_level)]
    widest = max(apart or pairs, key=lambda pair: abs(pair.difference.estimate), default=None)
    several = "no_pair" if not apart else either(len(apart) == 1, "one_pair", "some_pairs")
    several = "all_pairs" if len(apart) == len(pairs) > 1 else several
    return Claim(
        id="groups.difference",
        subject=f"{group}.{one.scale}",
        verdict="two_levels" if one.test.test == "welch_t" else several,
        verdicts=("two_levels", "all_pairs", "one_pair", "some_pairs", "no_pair"),
        values={
            "group": group,
            "scale": one.scale,
            "test": vars(one.test),
            "n_obs": known_sum(level.n_obs for level in one.found.levels),
            "n_pairs": len(pairs),
            "n_apart": len(apart),
            "pair": widest and upward(widest),
        },
    )


def alike_pairs(group: str, shown: list[Claim], n_scales: int) -> list[Claim]:
    """One claim in place of several differences of which all pairs are shown, and the same two levels differ most."""
    several = [claim for claim in shown if claim.verdict == "all_pairs"]
    farthest_apart = {(claim.values["pair"]["higher"], claim.values["pair"]["lower"]) for claim in several}
    if len(several) < FEWEST_TOGETHER or len(several) < len(shown) or len(farthest_apart) > 1:
        return []
    by_gap = sorted((claim.values for claim in several), key=lambda values: values["pair"]["estimate"])
    effects = [values["test"]["effect_size"] for values in by_gap]
    return [
        Claim(
            id="groups.alike_pairs",
            subject=group,
            verdict="same",
            verdicts=("same",),
            values={
                "group": group,
                "scales": [claim.values["scale"] for claim in several],
                "is_every": len(several) == n_scales,
                "n_pairs": by_gap[0]["n_pairs"],
                "smallest": min(effects),
                "largest": max(effects),
                "p_value": max(values["test"]["p_value_holm"] for values in by_gap),
                "least": by_gap[0],
                "most": by_gap[-1],
            },
        )
    ]


def latent(results: Results, group: str, made: list[Compared]) -> list[Claim]:
    """Dimensions of which the latent means are shown to differ and the mean scores are not."""
    found = (results.invariance or {}).get(group)
    rows = found.latent_means if isinstance(found, GroupInvariance) else []
    apart = {row.factor for row in rows if is_rejected(row.p_value_holm, results.study.conf_level)}
    scales = [one.scale for one in made if one.scale in apart and not one.is_rejected]
    if not scales:
        return []
    values = {"group": group, "scales": scales}
    return [Claim(id="groups.latent", subject=group, verdict="some", verdicts=("some",), values=values)]


def upward(pair: LevelPair) -> dict:
    """A pair with the higher level first."""
    found = pair.difference
    higher, lower, sign = (pair.a, pair.b, 1) if found.estimate >= 0 else (pair.b, pair.a, -1)
    ends = sorted((sign * found.conf_low, sign * found.conf_high))
    return {
        "higher": higher,
        "lower": lower,
        "estimate": abs(found.estimate),
        "conf_low": ends[0],
        "conf_high": ends[1],
        "p_value": pair.p_value_holm,
        "hedges_g": abs(pair.hedges_g),
    }


def undecided(group: str, made: list[Compared]) -> list[Claim]:
    """Scales on which equal means are rejected only before the correction for the number of tests."""
    found = [one for one in made if one.is_rejected_alone and not one.is_rejected]
    if not found:
        return []
    strongest = max(found, key=lambda one: abs(one.test.effect_size))
    return [
        Claim(
            id="groups.undecided",
            subject=group,
            verdict=strongest.test.effect,
            verdicts=("omega_squared", "hedges_g"),
            values={
                "group": group,
                "scales": [one.scale for one in found],
                "scale": strongest.scale,
                "effect": vars(strongest.test),
            },
        )
    ]


def nothing(group: str, made: list[Compared]) -> list[Claim]:
    """Where no scale differs: how large a difference the intervals still allow."""
    if not made or any(one.is_rejected for one in made):
        return []
    several = [one for one in made if one.test.effect == "omega_squared"]
    widest = max(several or made, key=lambda one: farthest(one.test))
    return [
        Claim(
            id="groups.nothing",
            subject=group,
            verdict=widest.test.effect,
            verdicts=("omega_squared", "hedges_g"),
            values={
                "group": group,
                "n_tests": len(made),
                "scale": widest.scale,
                "effect_size": widest.test.effect_size,
                "bound": farthest(widest.test),
            },
        )
    ]


def farthest(test: MeansTest) -> float:
    """The largest effect that an interval allows, in size."""
    return max(abs(test.conf_low), abs(test.conf_high))


def adjusted(group: str, made: list[Compared], conf_level: float) -> list[Claim]:
    """Whether the differences remain when the other groupings are held equal, and which appear only then."""
    able = {one.scale: (one, held) for one in made if (held := had(one.found.adjusted))}
    lasting = [scale for scale, (_, held) in able.items() if is_rejected(held.p_value_holm, conf_level)]
    before = [scale for scale, (one, _) in able.items() if one.is_rejected]
    controls = [name for _, held in able.values() for name in held.controls]
    values = {"group": group, "controls": list(dict.fromkeys(controls))}
    kept, gone = [s for s in before if s in lasting], [s for s in before if s not in lasting]
    verdict = "holds" if not gone else either(bool(kept), "partly", "gone")
    appearing = [scale for scale in lasting if scale not in before]
    remains = Claim(
        id="groups.adjusted",
        subject=group,
        verdict=verdict,
        verdicts=("holds", "partly", "gone"),
        values=values | {"kept": kept, "gone": gone},
    )
    appears = Claim(
        id="groups.appears",
        subject=group,
        verdict="some",
        verdicts=("some",),
        values=values | {"scales": appearing},
    )
    return [claim for claim, is_made in ((remains, before), (appears, appearing)) if is_made]


def ranks(group: str, made: list[Compared], conf_level: float) -> list[Claim]:
    """Scales on which the test of ranks decides otherwise than that of means."""
    by_rank = {
        one.scale: is_rejected(one.found.rank_test.p_value_holm, conf_level)
        for one in made
        if not isinstance(one.found.rank_test, Unavailable)
    }
    only_ranks = [one.scale for one in made if by_rank.get(one.scale) is True and not one.is_rejected]
    only_means = [one.scale for one in made if by_rank.get(one.scale) is False and one.is_rejected]
    if not only_ranks and not only_means:
        return []
    return [
        Claim(
            id="groups.ranks",
            subject=group,
            verdict="both" if only_ranks and only_means else either(bool(only_ranks), "only_ranks", "only_means"),
            verdicts=("only_ranks", "only_means", "both"),
            values={"group": group, "only_ranks": only_ranks, "only_means": only_means},
        )
    ]
