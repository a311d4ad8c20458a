"""Reliability and validity from the measurement model: omega, AVE, and whether the dimensions are different things."""

from analysis.report.chapters.limits.refusal_claims import refusal
from analysis.report.chapters.reliability.claims import overview_verdict
from analysis.report.chapters.validity.pair_claims import fornell_larcker, geometric_ratios, latent_correlations, ratios
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import available, largest, smallest, succeeded
from analysis.statistics.reliability.hierarchical import LARGEST_LOSS, LEAST_LOADING, LEAST_SCALES

OVERVIEW = ("all_above", "some_straddle", "some_below", "all_below")


def claims(results: dict) -> list[Claim]:
    validity = available(results, "validity")
    if not validity:
        return refusal("validity", results.get("validity"))
    if impossible := improper(results, validity):
        between = (latent_correlations, ratios, geometric_ratios)
        return [*rows_used(validity), impossible, *(claim for made in between for claim in made(validity))]
    return [
        *rows_used(validity),
        *turned(validity),
        *omega(validity),
        *average_variance(validity),
        *composite(validity),
        *ordinal_omega(validity),
        *hierarchical(validity),
        *beyond_the_general(validity),
        *resamples(validity),
        *latent_correlations(validity),
        *ratios(validity),
        *geometric_ratios(validity),
        *fornell_larcker(validity),
    ]


def improper(results: dict, validity: dict) -> Claim | None:
    """That omega, composite reliability and AVE come from an inadmissible solution: nothing is read off them."""
    model = succeeded((available(results, "cfa") or {}).get("models") or {}).get("ml")
    if not model or model["is_admissible"] or not validity["omega"]:
        return None
    return Claim(
        id="validity.improper",
        verdict="improper",
        verdicts=("improper",),
        values={"n_obs": validity["n_obs"]},
    )


def rows_used(validity: dict) -> list[Claim]:
    """Whether coefficients of complete respondents stand beside a model that used others as well."""
    source = validity["latent_from"]
    if not source or not validity["omega"]:
        return []
    return [
        Claim(
            id="validity.rows",
            verdict=either(source["n_obs"] == validity["n_obs"], "same", "fewer"),
            verdicts=("same", "fewer"),
            values={"n_obs": validity["n_obs"], "n_model": source["n_obs"]},
        )
    ]


def turned(validity: dict) -> list[Claim]:
    """Scales without omega and composite reliability, for their items point both ways and cancel in the sum."""
    found = validity.get("turned") or {}
    if not found:
        return []
    items = [item for names in found.values() for item in names]
    return [
        Claim(
            id="validity.turned",
            verdict="some",
            verdicts=("some",),
            values={"scales": list(found), "items": items},
        )
    ]


def omega(validity: dict) -> list[Claim]:
    """Total omega of every scale, or that the model behind it could not be had."""
    if not validity["omega"]:
        return [
            Claim(
                id="validity.no_model",
                verdict="refused",
                verdicts=("refused",),
                values={"refusal": validity["refusal"]},
            )
        ]
    return overview("omega", validity, thresholds.OMEGA)


def average_variance(validity: dict) -> list[Claim]:
    """AVE of every scale."""
    return overview("ave", validity, thresholds.AVE)


def overview(name: str, validity: dict, benchmark: thresholds.Benchmark) -> list[Claim]:
    """Which scales are clearly above, clearly below or not clearly on either side of a benchmark."""
    by_position: dict[str, list[str]] = {"above": [], "straddles": [], "below": []}
    rows = [{"scale": scale, "value": value} for scale, value in validity[name].items() if value is not None]
    if not rows:  # of a factor whose variance came out negative there is none
        return []
    if not all_have_intervals(validity, name):
        return [alone(name, rows, validity["n_obs"])]
    for row in rows:
        bounds = validity["intervals"][name][row["scale"]]
        by_position[benchmark.position(bounds["conf_low"], bounds["conf_high"])].append(row["scale"])
        row |= bounds
    return [
        Claim(
            id=f"validity.{name}",
            verdict=overview_verdict(by_position, len(rows)),
            verdicts=OVERVIEW,
            values={
                "low": smallest(rows, "value"),
                "high": largest(rows, "value"),
                "n_scales": len(rows),
                "n_above": len(by_position["above"]),
                "edge": benchmark.edges[0],
                "n_obs": validity["n_obs"],
                **by_position,
            },
        )
    ]


def all_have_intervals(validity: dict, name: str) -> bool:
    """Whether enough resamples settled for an interval of every coefficient that there is."""
    bounds, values = validity["intervals"][name], validity[name]
    return all(bounds[scale]["conf_low"] is not None for scale in bounds if values[scale] is not None)


def alone(name: str, rows: list[dict], n_obs: int) -> Claim:
    """Where a coefficient lies when nothing can be said of how sure it is: no benchmark is judged."""
    return Claim(
        id=f"validity.{name}_alone",
        verdict="unsure",
        verdicts=("unsure",),
        values={"low": smallest(rows, "value"), "high": largest(rows, "value"), "n_obs": n_obs},
    )


def composite(validity: dict) -> list[Claim]:
    """Composite reliability, and how far it is from omega."""
    rows = [{"scale": scale, "value": value} for scale, value in validity["cr"].items() if value is not None]
    if not rows:
        return []
    ends = {"low": smallest(rows, "value"), "high": largest(rows, "value")}
    return agreement("composite", validity["omega"], validity["cr"], **ends)


def ordinal_omega(validity: dict) -> list[Claim]:
    """Omega of the same sums with the answers taken as ordered categories."""
    return agreement("ordinal_omega", validity["omega"], validity["omega_ordinal"])


def agreement(name: str, first: dict, second: dict, **values) -> list[Claim]:
    """Where two versions of one coefficient differ most."""
    gaps = [
        {"scale": scale, "first": first[scale], "second": second[scale], "gap": abs(first[scale] - second[scale])}
        for scale in second
        if None not in (first.get(scale), second[scale])
    ]
    if not gaps:
        return []
    widest = largest(gaps, "gap")
    return [
        Claim(
            id=f"validity.{name}",
            verdict=either(round(widest["gap"], 3) < thresholds.VERSIONS_AGREE, "agree", "differ"),
            verdicts=("agree", "differ"),
            values={**widest, **values, "tolerance": thresholds.VERSIONS_AGREE},
        )
    ]


def hierarchical(validity: dict) -> list[Claim]:
    """How much of the total score is one general factor's, where such a factor can be defended."""
    found = validity.get("hierarchical")
    if not found:
        return []
    return [
        Claim(
            id="validity.hierarchical",
            verdict=either(found["is_defensible"], "defensible", "not_defensible"),
            verdicts=("defensible", "not_defensible"),
            values={
                "omega": found["estimate"],
                "low": found["conf_low"],
                "high": found["conf_high"],
                "total": found["omega_total"],
                "reasons": found["reasons"],
                "edges": {"scales": LEAST_SCALES, "loading": LEAST_LOADING, "cfi": LARGEST_LOSS},
            },
        )
    ]


def beyond_the_general(validity: dict) -> list[Claim]:
    """What a defensible general factor leaves for the scores of single dimensions."""
    found = validity.get("hierarchical")
    if not found or not found["is_defensible"]:
        return []
    benchmark = thresholds.HIERARCHICAL_OMEGA
    return [
        Claim(
            id="validity.beyond_the_general",
            verdict=benchmark.verdict(found["estimate"]),
            verdicts=benchmark.labels,
            values={"left": found["omega_total"] - found["estimate"], "edge": benchmark.edges[0]},
        )
    ]


def resamples(validity: dict) -> list[Claim]:
    """Whether the model could be fitted to every resample behind the intervals, or to too few for any interval."""
    drawn, settled = validity["n_resamples"], validity["n_settled"]
    if not validity["omega"]:
        return []
    return [
        Claim(
            id="validity.resamples",
            verdict=either(settled == drawn, "all", "some") if all_have_intervals(validity, "omega") else "too_few",
            verdicts=("all", "some", "too_few"),
            values={"n_drawn": drawn, "n_settled": settled, "n_lost": drawn - settled},
        )
    ]
