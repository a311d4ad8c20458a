"""Section 2: respondents with and without complete answers compared, scale by scale and group by group."""

from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.findings.sample import unevenly_complete
from analysis.statistics.description.completeness import GroupCompleteness
from analysis.statistics.description.level_shares import EqualSharesTest, extremes
from analysis.statistics.description.missingness import Missingness
from analysis.statistics.foundation.attempts import had


def claims(results: Results) -> list[Claim]:
    """Nothing where everybody gave a value for everything."""
    found = had(results.sample.missingness)
    if not found or not found.n_incomplete:
        return []
    return [scales(found, has_inapplicable(results)), *groups(results)]


def has_inapplicable(results: Results) -> bool:
    """Whether anybody said of an item that it does not apply."""
    counts, items = results.sample.not_applicable, results.study.by_variable
    return any(n is None or n > 0 for name, n in counts.items() if name in items)


def scales(found: Missingness, has_inapplicable: bool) -> Claim:
    """Whether those who left something out rate what they rated like the others; the widest difference."""
    told = [(row, row.hedges_g) for row in found.scales if row.hedges_g and (row.differs or not found.differ)]
    row, effect = max(told, key=lambda pair: abs(pair[1].estimate), default=(None, None))
    return Claim(
        id="sample.complete_scales",
        verdict=either(bool(found.differ), "differ", "alike") if row else "untested",
        verdicts=("differ", "alike", "untested"),
        values={
            "n_incomplete": found.n_incomplete,
            "n_obs": found.n_obs,
            "share": found.n_incomplete / found.n_obs,
            "has_inapplicable": has_inapplicable,
            "differ": found.differ,
            "margin": found.margin,
            "scale": row and row.scale,
            "effect": effect,
        },
    )


def groups(results: Results) -> list[Claim]:
    """Of which groups the share of complete answers differs between the levels; nothing where no group is declared."""
    found = results.sample.completeness
    tested = tests(found)
    differing = {name: tested[name] for name in unevenly_complete(results)}
    values = {
        "n_tests": len(tested),
        "groups": list(differing),
        "untested": [name for name in found if name not in tested],
    }
    if not found:
        return []
    return [
        Claim(
            id="sample.complete_groups",
            verdict=either(bool(differing), "some", "none") if tested else "untested",
            verdicts=("some", "none", "untested"),
            values=values | (widest(found, differing or tested) if tested else {}),
        )
    ]


def tests(found: dict[str, GroupCompleteness]) -> dict[str, EqualSharesTest]:
    """The test of each group that could be tested."""
    return {name: test for name, part in found.items() if (test := had(part.test))}


def widest(found: dict[str, GroupCompleteness], among: dict[str, EqualSharesTest]) -> dict[str, object]:
    """The group with the largest Cramér's V, its test, and the levels with the lowest and the highest share."""
    name = max(among, key=lambda group: among[group].cramers_v)
    low, high = extremes(found[name].levels)
    return {"group": name, "low": low, "high": high, "test": among[name]}
