"""Whether the dimensions are different things: latent correlations, ratios of correlations, Fornell and Larcker."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.statistics.measurement.separation import pair_verdict
from analysis.statistics.measurement.validity import ValidityResult
from analysis.statistics.reliability.coefficients import ScalePair

GRAVEST_FIRST = ("severe", "moderate", "undecided", "marginal")  # how close two dimensions are


@dataclass(frozen=True)
class Estimated:
    """A statistic of two dimensions that has a value and an interval."""

    a: str
    b: str
    estimate: float
    conf_low: float
    conf_high: float


def closeness(pair: Estimated) -> str:
    """How close two dimensions are."""
    return pair_verdict(pair.estimate, pair.conf_low, pair.conf_high)


def with_intervals(pairs: Sequence[ScalePair]) -> list[Estimated]:
    """The pairs that have an interval."""
    return [
        Estimated(pair.a, pair.b, pair.estimate, pair.conf_low, pair.conf_high)
        for pair in pairs
        if pair.estimate is not None and pair.conf_low is not None and pair.conf_high is not None
    ]


def latent_correlations(validity: ValidityResult) -> list[Claim]:
    """How close the dimensions are, pair by pair, by the interval of their correlation."""
    rows = with_intervals(validity.latent_correlations)
    if not rows:
        return []
    by_verdict = {name: [[row.a, row.b] for row in rows if closeness(row) == name] for name in GRAVEST_FIRST}
    reached = [name for name, pairs in by_verdict.items() if pairs]
    return [
        Claim(
            id="validity.latent_correlations",
            verdict=reached[0] if reached else "none",
            verdicts=thresholds.CLOSENESS,
            values={
                **vars(max(rows, key=lambda row: abs(row.estimate))),
                **vars(validity.latent_from),
                "n_pairs": len(rows),
                "n_beyond": sum(map(len, by_verdict.values())),
                "edges": dict(
                    zip(("marginal", "moderate", "severe"), thresholds.LATENT_CORRELATION.edges, strict=True)
                ),
            },
        ),
        *(
            Claim(
                id="validity.close_pairs",
                subject=name,
                verdict=name,
                verdicts=GRAVEST_FIRST,
                values={"pairs": by_verdict[name]},
            )
            for name in reached
        ),
    ]


def ratios(validity: ValidityResult) -> list[Claim]:
    """HTMT of all pairs against the stricter of the two usual bounds."""
    rows = with_intervals(validity.htmt)
    if not rows:
        return []
    by_position: dict[str, list[list[str]]] = {"above": [], "straddles": [], "below": []}
    for row in rows:
        by_position[thresholds.HTMT.position(row.conf_low, row.conf_high)].append([row.a, row.b])
    return [
        Claim(
            id="validity.htmt",
            verdict="beyond" if by_position["above"] else either(bool(by_position["straddles"]), "open", "apart"),
            verdicts=("apart", "open", "beyond"),
            values={
                **vars(max(rows, key=lambda row: row.estimate)),
                "n_pairs": len(rows),
                "n_apart": len(by_position["below"]),
                "open": by_position["straddles"],
                "beyond": by_position["above"],
                "edge": thresholds.HTMT.edges[0],
            },
        )
    ]


def geometric_ratios(validity: ValidityResult) -> list[Claim]:
    """HTMT2, which does not ask for equal loadings, beside HTMT."""
    htmt = {(row.a, row.b): row.estimate for row in validity.htmt if row.estimate is not None}
    htmt2 = {(row.a, row.b): row.estimate for row in validity.htmt2 if row.estimate is not None}
    gaps = {pair: abs(htmt2[pair] - htmt[pair]) for pair in htmt2 if pair in htmt}
    if not gaps:
        return []
    a, b = widest = max(gaps, key=lambda pair: gaps[pair])
    return [
        Claim(
            id="validity.htmt2",
            verdict=either(round(gaps[widest], 3) < thresholds.VERSIONS_AGREE, "agree", "differ"),
            verdicts=("agree", "differ"),
            values={
                "a": a,
                "b": b,
                "estimate": htmt2[widest],
                "htmt": htmt[widest],
                "gap": gaps[widest],
                "tolerance": thresholds.VERSIONS_AGREE,
            },
        )
    ]


def fornell_larcker(validity: ValidityResult) -> list[Claim]:
    """Whether each dimension shares more with its own items than with another dimension."""
    rows = validity.fornell_larcker
    if not rows:
        return []
    failed = [[row.a, row.b] for row in rows if not row.is_met]
    return [
        Claim(
            id="validity.fornell_larcker",
            verdict="none_met" if len(failed) == len(rows) else either(bool(failed), "some_failed", "all_met"),
            verdicts=("all_met", "some_failed", "none_met"),
            values={"n_pairs": len(rows), "n_failed": len(failed), "pairs": failed},
        )
    ]
