"""Differences between groups of respondents: which are shown by the data, how large, and which are withheld."""

from collections.abc import Iterable, Mapping

from analysis.report.chapters.groups import grouping_claims
from analysis.report.chapters.groups.compared import Compared, compared
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.groups.tests import MeansTest

SOME = ("all", "some", "none")


def claims(results: Results) -> list[Claim]:
    groups = had(results.groups)
    if not groups:
        return []
    made = {group: compared(results, group) for group in groups}
    tested = [one for several in made.values() for one in several]
    return [
        *overview(results, made),
        *largest(tested),
        *(claim for group in groups for claim in grouping_claims.claims(results, group, made[group])),
    ]


def overview(results: Results, made: Mapping[str, list[Compared]]) -> list[Claim]:
    """In how many comparisons equal means are rejected."""
    every = [one for several in made.values() for one in several]
    if not every:
        return []
    differing = [group for group, several in made.items() if any(one.is_rejected for one in several)]
    n_rejected = sum(one.is_rejected for one in every)
    all_tests = [test for group in made for test in tests_of(results, group)]
    return [
        Claim(
            id="groups.overview",
            verdict="all" if n_rejected == len(every) else either(bool(n_rejected), "some", "none"),
            verdicts=SOME,
            values={
                "n_tests": len(every),
                "n_family": len(all_tests),
                "n_rejected": n_rejected,
                "n_groups": len(made),
                "groups": differing,
            },
        )
    ]


def tests_of(results: Results, group: str) -> list[MeansTest]:
    """Every test of means by a grouping, withheld or not: all are counted by Holm's correction."""
    found = sound((had(results.groups) or {})[group])
    return [one.test for one in found.values() if isinstance(one.test, MeansTest)]


def largest(tested: Iterable[Compared]) -> list[Claim]:
    """The largest of the differences that are shown, in Cohen's terms."""
    shown = [one for one in tested if one.is_rejected]
    return [
        size(kind, max(alike, key=lambda one: abs(one.test.effect_size)), len(alike))
        for kind in ("omega_squared", "hedges_g")
        if (alike := [one for one in shown if one.test.effect == kind])
    ]


def size(kind: str, one: Compared, n_alike: int) -> Claim:
    """How large one effect is, the largest of `n_alike`."""
    benchmark = thresholds.OMEGA_SQUARED if kind == "omega_squared" else thresholds.STANDARDISED_DIFFERENCE
    return Claim(
        id=f"groups.largest_{kind}",
        verdict=benchmark.verdict(abs(one.test.effect_size)),
        verdicts=benchmark.labels,
        values={
            "scale": one.scale,
            "effect_size": one.test.effect_size,
            "size": abs(one.test.effect_size),
            "n_alike": n_alike,
        },
    )
