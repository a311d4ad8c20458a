"""Reliability and validity from the measurement model: omega, AVE, and whether the dimensions are different things."""

from collections.abc import Mapping
from typing import Any, Literal

from analysis.report.chapters.reliability.claims import overview_verdict
from analysis.report.chapters.validity.pair_claims import fornell_larcker, geometric_ratios, latent_correlations, ratios
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either, refused
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import Unavailable, had, needed
from analysis.statistics.foundation.intervals import Bounds
from analysis.statistics.measurement.validity import NoSource, ValidityResult
from analysis.statistics.reliability.hierarchical import LARGEST_LOSS, LEAST_LOADING, LEAST_SCALES

Values = Mapping[str, float | None]
OVERVIEW = ("all_above", "some_straddle", "some_below", "all_below")


def claims(results: Results) -> list[Claim]:
    validity = results.validity
    if validity is None:
        return []
    if isinstance(validity, Unavailable):
        return [refused("validity.refused", validity)]
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


def improper(results: Results, validity: ValidityResult) -> Claim | None:
    """That omega, composite reliability and AVE come from an inadmissible solution: nothing is read off them."""
    model = had(results.cfa.models.get("ml")) if results.cfa else None
    if not model or model.is_admissible or not validity.omega:
        return None
    return Claim(
        id="validity.improper",
        verdict="improper",
        verdicts=("improper",),
        values={"n_obs": validity.n_obs},
    )


def rows_used(validity: ValidityResult) -> list[Claim]:
    """Whether coefficients of complete respondents stand beside a model that used others as well."""
    source = validity.latent_from
    if isinstance(source, NoSource) or not validity.omega:
        return []
    return [
        Claim(
            id="validity.rows",
            verdict=either(source.n_obs == validity.n_obs, "same", "fewer"),
            verdicts=("same", "fewer"),
            values={"n_obs": validity.n_obs, "n_model": source.n_obs},
        )
    ]


def turned(validity: ValidityResult) -> list[Claim]:
    """Scales without omega and composite reliability, for their items point both ways and cancel in the sum."""
    found = validity.turned
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


def omega(validity: ValidityResult) -> list[Claim]:
    """Total omega of every scale, or that the model behind it could not be had."""
    if not validity.omega:
        return [
            Claim(
                id="validity.no_model",
                verdict="refused",
                verdicts=("refused",),
                values={"refusal": validity.refusal},
            )
        ]
    return overview("omega", validity, validity.omega, thresholds.OMEGA)


def average_variance(validity: ValidityResult) -> list[Claim]:
    """AVE of every scale."""
    return overview("ave", validity, validity.ave, thresholds.AVE)


def overview(
    name: Literal["omega", "ave"], validity: ValidityResult, values: Values, benchmark: thresholds.Benchmark
) -> list[Claim]:
    """Which scales are clearly above, clearly below or not clearly on either side of a benchmark."""
    known = {scale: value for scale, value in values.items() if value is not None}
    if not known:  # of a factor whose variance came out negative there is none
        return []
    intervals = validity.intervals[name]
    if not all_have_intervals(intervals, values):
        return [alone(name, known, validity.n_obs)]
    by_position: dict[str, list[str]] = {"above": [], "straddles": [], "below": []}
    for scale in known:
        low, high = needed(intervals[scale].conf_low), needed(intervals[scale].conf_high)
        by_position[benchmark.position(low, high)].append(scale)
    ends = {end: row | vars(intervals[row["scale"]]) for end, row in extremes(known).items()}
    return [
        Claim(
            id=f"validity.{name}",
            verdict=overview_verdict(by_position, len(known)),
            verdicts=OVERVIEW,
            values={
                **ends,
                "n_scales": len(known),
                "n_above": len(by_position["above"]),
                "edge": benchmark.edges[0],
                "n_obs": validity.n_obs,
                **by_position,
            },
        )
    ]


def extremes(known: Mapping[str, float]) -> dict[str, dict[str, Any]]:
    """The scales of the lowest and of the highest value."""
    low, high = min(known, key=lambda scale: known[scale]), max(known, key=lambda scale: known[scale])
    return {"low": {"scale": low, "value": known[low]}, "high": {"scale": high, "value": known[high]}}


def all_have_intervals(intervals: Mapping[str, Bounds], values: Values) -> bool:
    """Whether enough resamples settled for an interval of every coefficient that there is."""
    return all(bounds.conf_low is not None for scale, bounds in intervals.items() if values[scale] is not None)


def alone(name: str, known: Mapping[str, float], n_obs: int) -> Claim:
    """Where a coefficient lies when nothing can be said of how sure it is: no benchmark is judged."""
    return Claim(
        id=f"validity.{name}_alone",
        verdict="unsure",
        verdicts=("unsure",),
        values={**extremes(known), "n_obs": n_obs},
    )


def composite(validity: ValidityResult) -> list[Claim]:
    """Composite reliability, and how far it is from omega."""
    known = {scale: value for scale, value in validity.cr.items() if value is not None}
    return agreement("composite", validity.omega, validity.cr, **extremes(known)) if known else []


def ordinal_omega(validity: ValidityResult) -> list[Claim]:
    """Omega of the same sums with the answers taken as ordered categories."""
    return agreement("ordinal_omega", validity.omega, validity.omega_ordinal)


def agreement(name: str, first: Values, second: Values, **values: Any) -> list[Claim]:
    """Where two versions of one coefficient differ most."""
    both = {scale: (first.get(scale), other) for scale, other in second.items()}
    gaps = {scale: abs(a - b) for scale, (a, b) in both.items() if a is not None and b is not None}
    if not gaps:
        return []
    scale = max(gaps, key=lambda name: gaps[name])
    widest = {"scale": scale, "first": first[scale], "second": second[scale], "gap": gaps[scale]}
    return [
        Claim(
            id=f"validity.{name}",
            verdict=either(round(gaps[scale], 3) < thresholds.VERSIONS_AGREE, "agree", "differ"),
            verdicts=("agree", "differ"),
            values={**widest, **values, "tolerance": thresholds.VERSIONS_AGREE},
        )
    ]


def hierarchical(validity: ValidityResult) -> list[Claim]:
    """How much of the total score is one general factor's, where such a factor can be defended."""
    found = validity.hierarchical
    if not found:
        return []
    return [
        Claim(
            id="validity.hierarchical",
            verdict=either(found.is_defensible, "defensible", "not_defensible"),
            verdicts=("defensible", "not_defensible"),
            values={
                "omega": found.estimate,
                "low": found.conf_low,
                "high": found.conf_high,
                "total": found.omega_total,
                "reasons": found.reasons,
                "edges": {"scales": LEAST_SCALES, "loading": LEAST_LOADING, "cfi": LARGEST_LOSS},
            },
        )
    ]


def beyond_the_general(validity: ValidityResult) -> list[Claim]:
    """What a defensible general factor leaves for the scores of single dimensions."""
    found = validity.hierarchical
    if not found or not found.is_defensible or found.estimate is None or found.omega_total is None:
        return []
    benchmark = thresholds.HIERARCHICAL_OMEGA
    return [
        Claim(
            id="validity.beyond_the_general",
            verdict=benchmark.verdict(found.estimate),
            verdicts=benchmark.labels,
            values={"left": found.omega_total - found.estimate, "edge": benchmark.edges[0]},
        )
    ]


def resamples(validity: ValidityResult) -> list[Claim]:
    """Whether the model could be fitted to every resample behind the intervals, or to too few for any interval."""
    drawn, settled = validity.n_resamples, validity.n_settled
    if not validity.omega:
        return []
    has_all = all_have_intervals(validity.intervals["omega"], validity.omega)
    return [
        Claim(
            id="validity.resamples",
            verdict=either(settled == drawn, "all", "some") if has_all else "too_few",
            verdicts=("all", "some", "too_few"),
            values={"n_drawn": drawn, "n_settled": settled, "n_lost": drawn - settled},
        )
    ]
