"""Findings about measurement: fit, dimensions that are one, unreliable scales, items that run the other way."""

from collections.abc import Iterator
from typing import Any

from analysis.report.document import thresholds
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected
from analysis.report.findings.finding import Finding
from analysis.statistics.cfa.results import IndexName
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.measurement.models import MeasurementModels
from analysis.statistics.measurement.separation import pair_verdict
from analysis.statistics.measurement.validity import Source
from analysis.statistics.reliability.alpha import ScaleReliability
from analysis.statistics.reliability.coefficients import ScalePair

FIT: dict[IndexName, thresholds.Benchmark] = {
    "cfi": thresholds.FIT_CFI,
    "rmsea": thresholds.FIT_RMSEA,
    "srmr": thresholds.FIT_SRMR,
}
EDGES = {
    "cfi": thresholds.FIT_CFI.edges[1],
    "cfi_least": thresholds.FIT_CFI.edges[0],
    "rmsea": thresholds.FIT_RMSEA.edges[0],
    "rmsea_most": thresholds.FIT_RMSEA.edges[1],
    "srmr": thresholds.FIT_SRMR.edges[0],
}


def findings(results: Results) -> Iterator[Finding]:
    yield from misfit(results)
    yield from inadmissible(results)
    yield from inseparable(results)
    yield from unreliable(results)
    yield from uncertain(results)
    yield from against_scale(results)
    yield from method_effect(results)
    yield from few_respondents(results)


def misfit(results: Results) -> Iterator[Finding]:
    """The model does not describe the answers: exact fit is rejected, and an index or a second loading confirms it."""
    model, level = results.headline, results.study.conf_level
    if not results.cfa or not model or not is_rejected(model.fit.test[1], level):
        return
    values = {name: model.fit.index(name) for name in FIT}
    grades = {FIT[name].verdict(value) for name, value in values.items() if value is not None}
    second = second_loading(results.cfa, level)
    if grades <= {"good"} and not second:
        return
    yield Finding(
        code="misfit",
        severity="serious" if "bad" in grades else "caution",
        values={
            "cfi": values["cfi"],
            "rmsea": values["rmsea"],
            "srmr": values["srmr"],
            "n_obs": model.n_obs,
            "edges": EDGES,
            "is_local": grades <= {"good"},
            "second_loading": second,
        },
        analyses=("measurement", "validity", "regression", "priorities"),
    )


def second_loading(cfa: MeasurementModels, conf_level: float) -> dict[str, Any] | None:
    """
    The largest loading on a dimension not its own that a score test, corrected for their number, says an item lacks.

    Indices of the whole model can be good and a part of it wrong (Saris, Satorra & van der Veld, 2009, doi
    10.1080/10705510903203433), so size is judged as well: from where a loading counts as a second one.
    """
    rows = [
        (row.sepc_all, row)
        for row in cfa.modification_indices
        if row.op == "=~"
        and is_rejected(row.p_value_adjusted, conf_level)
        and row.sepc_all is not None
        and round(abs(row.sepc_all), 2) >= thresholds.CROSS_LOADING
    ]
    if not rows:
        return None
    expected, found = max(rows, key=lambda row: abs(row[0]))
    return {"item": found.rhs, "scale": found.lhs, "expected": expected, "edge": thresholds.CROSS_LOADING}


def inadmissible(results: Results) -> Iterator[Finding]:
    """The solution that the report rests on is impossible in any population."""
    model = results.headline
    if model and model.is_admissible is False:
        yield Finding(
            code="inadmissible",
            severity="serious",
            values={"n_obs": model.n_obs},
            analyses=("measurement", "validity"),
        )


def inseparable(results: Results) -> Iterator[Finding]:
    """Pairs of dimensions whose latent correlation may be so high that they are one thing."""
    validity = had(results.validity)
    rows = validity.latent_correlations if validity else []
    close = [row for row in rows if row.conf_low is not None and closeness(row) in thresholds.INSEPARABLE]
    if not validity or not close:
        return
    pairs = tuple((row.a, row.b) for row in close)
    concerned = {name for pair in pairs for name in pair}
    yield Finding(
        code="inseparable",
        severity="serious",
        values={
            "pairs": [list(pair) for pair in pairs],
            "n_pairs": len(pairs),
            "undecided": [[row.a, row.b] for row in close if closeness(row) == "undecided"],
            "edge": thresholds.LATENT_CORRELATION.edges[1],
            "closest": max(close, key=lambda row: abs(row.estimate or 0)),
            "n_obs": validity.latent_from.n_obs if isinstance(validity.latent_from, Source) else None,
        },
        scales=tuple(scale.name for scale in results.study.dimensions if scale.name in concerned),
        pairs=pairs,
        analyses=("regression", "priorities"),
    )


def alphas(results: Results, position: str) -> list[dict[str, Any]]:
    """The scales whose interval of alpha lies 'below' the lowest benchmark, or 'straddles' it."""
    return [
        {"scale": name, **vars(scale.alpha)}
        for name, scale in scales_of(results).items()
        if scale.alpha and thresholds.ALPHA.position(scale.alpha.conf_low, scale.alpha.conf_high) == position
    ]


def scales_of(results: Results) -> dict[str, ScaleReliability]:
    """The scales whose reliability could be estimated."""
    reliability = had(results.reliability)
    return sound(reliability.scales) if reliability else {}


def unreliable(results: Results) -> Iterator[Finding]:
    """Scales whose alpha lies below the lowest benchmark with its whole interval."""
    yield from of_reliability(alphas(results, "below"), "unreliable", "serious")


def uncertain(results: Results) -> Iterator[Finding]:
    """Scales whose interval of alpha includes the lowest benchmark."""
    yield from of_reliability(alphas(results, "straddles"), "uncertain_reliability", "note")


def of_reliability(rows: list[dict[str, Any]], code: str, severity: str) -> Iterator[Finding]:
    if rows:
        yield Finding(
            code=code,
            severity=severity,
            values={"rows": rows, "scales": [row["scale"] for row in rows], "floor": thresholds.ALPHA.edges[0]},
            scales=tuple(row["scale"] for row in rows),
        )


def against_scale(results: Results) -> Iterator[Finding]:
    """Items that go down where the rest of their scale goes up: a reversed item undeclared, or no item of the scale."""
    rows = [
        (row.item_rest_correlation, item, name)
        for name, scale in scales_of(results).items()
        for item, row in scale.items.items()
        if row.item_rest_correlation is not None and row.item_rest_correlation < 0
    ]
    if rows:
        scales, lowest = tuple(dict.fromkeys(name for _, _, name in rows)), min(rows, key=lambda row: row[0])
        yield Finding(
            code="against_scale",
            severity="serious",
            values={
                "items": [item for _, item, _ in rows],
                "n_items": len(rows),
                "scales": list(scales),
                "lowest": {"r": lowest[0], "item": lowest[1], "scale": lowest[2]},
            },
            scales=scales,
        )


def method_effect(results: Results) -> Iterator[Finding]:
    """A method factor whose estimate is at least as large as is typical of self-reports."""
    found = had(results.method_bias)
    latent = had(found.method_factor) if found else None
    if latent and latent.verdict == "typical_or_stronger":
        yield Finding(
            code="method_effect",
            severity="caution",
            values={
                "share": latent.share,
                "conf_low": latent.conf_low,
                "conf_high": latent.conf_high,
                "typical": latent.typical_share,
                "is_above": latent.conf_low is not None and latent.conf_low >= latent.typical_share,
            },
            analyses=("measurement", "regression"),
        )


def few_respondents(results: Results) -> Iterator[Finding]:
    """Fewer respondents than the measurement model has use for."""
    model = results.headline
    if not model:
        return
    n_obs, n_free = model.n_obs, model.fit.n_free
    grade = thresholds.RESPONDENTS_PER_PARAMETER.verdict(n_obs / n_free)
    if grade != "enough":
        yield Finding(
            code="few_respondents",
            severity="note" if grade == "few" else "caution",
            values={"n_obs": n_obs, "n_free": n_free, "edge": thresholds.RESPONDENTS_PER_PARAMETER.edges[1]},
            analyses=("measurement",),
        )


def closeness(row: ScalePair) -> str:
    """How close two dimensions are."""
    return pair_verdict(row.estimate, row.conf_low, row.conf_high)
