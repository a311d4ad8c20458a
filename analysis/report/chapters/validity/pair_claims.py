"""Whether the dimensions are different things: latent correlations, ratios of correlations, Fornell and Larcker."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import largest
from analysis.statistics.measurement.separation import pair_verdict

GRAVEST_FIRST = ("severe", "moderate", "undecided", "marginal")  # how close two dimensions are


def upper_end(pair: dict) -> float:
    """The end of a correlation's interval that is farther from zero."""
    return max(abs(pair["conf_low"]), abs(pair["conf_high"]))


def closeness(pair: dict) -> str:
    """How close two dimensions are."""
    return pair_verdict(pair["estimate"], pair["conf_low"], pair["conf_high"])


def with_intervals(pairs: list[dict]) -> list[dict]:
    return [{**pair, "upper": upper_end(pair)} for pair in pairs if pair["conf_low"] is not None]


def latent_correlations(validity: dict) -> list[Claim]:
    """How close the dimensions are, pair by pair, by the interval of their correlation."""
    rows = with_intervals(validity["latent_correlations"])
    if not rows:
        return []
    by_verdict = {name: [[r["a"], r["b"]] for r in rows if closeness(r) == name] for name in GRAVEST_FIRST}
    reached = [name for name, pairs in by_verdict.items() if pairs]
    return [
        Claim(
            id="validity.latent_correlations",
            verdict=reached[0] if reached else "none",
            verdicts=thresholds.CLOSENESS,
            values={
                **max(rows, key=lambda row: abs(row["estimate"])),
                **validity["latent_from"],
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


def ratios(validity: dict) -> list[Claim]:
    """HTMT of all pairs against the stricter of the two usual bounds."""
    rows = with_intervals(validity["htmt"])
    if not rows:
        return []
    by_position: dict[str, list] = {"above": [], "straddles": [], "below": []}
    for row in rows:
        by_position[thresholds.HTMT.position(row["conf_low"], row["conf_high"])].append([row["a"], row["b"]])
    return [
        Claim(
            id="validity.htmt",
            verdict="beyond" if by_position["above"] else either(bool(by_position["straddles"]), "open", "apart"),
            verdicts=("apart", "open", "beyond"),
            values={
                **largest(rows, "estimate"),
                "n_pairs": len(rows),
                "n_apart": len(by_position["below"]),
                "open": by_position["straddles"],
                "beyond": by_position["above"],
                "edge": thresholds.HTMT.edges[0],
            },
        )
    ]


def geometric_ratios(validity: dict) -> list[Claim]:
    """HTMT2, which does not ask for equal loadings, beside HTMT."""
    htmt = {(row["a"], row["b"]): row["estimate"] for row in validity["htmt"]}
    rows = [
        {**row, "htmt": htmt[row["a"], row["b"]], "gap": abs(row["estimate"] - htmt[row["a"], row["b"]])}
        for row in validity["htmt2"]
        if row["estimate"] is not None and htmt.get((row["a"], row["b"])) is not None
    ]
    if not rows:
        return []
    widest = largest(rows, "gap")
    return [
        Claim(
            id="validity.htmt2",
            verdict=either(round(widest["gap"], 3) < thresholds.VERSIONS_AGREE, "agree", "differ"),
            verdicts=("agree", "differ"),
            values={**widest, "tolerance": thresholds.VERSIONS_AGREE},
        )
    ]


def fornell_larcker(validity: dict) -> list[Claim]:
    """Whether each dimension shares more with its own items than with another dimension."""
    rows = validity["fornell_larcker"]
    if not rows:
        return []
    failed = [[row["a"], row["b"]] for row in rows if not row["is_met"]]
    return [
        Claim(
            id="validity.fornell_larcker",
            verdict="none_met" if len(failed) == len(rows) else either(bool(failed), "some_failed", "all_met"),
            verdicts=("all_met", "some_failed", "none_met"),
            values={"n_pairs": len(rows), "n_failed": len(failed), "pairs": failed},
        )
    ]
