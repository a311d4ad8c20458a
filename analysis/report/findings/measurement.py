"""Findings about measurement: fit, dimensions that are one, unreliable scales, items that run the other way."""

from collections.abc import Iterator

from analysis.report.document import thresholds
from analysis.report.document.lookups import available, dimensions, fit_test, index_of_fit, succeeded
from analysis.report.document.rules import is_rejected
from analysis.report.findings.finding import Finding
from analysis.statistics.measurement.separation import pair_verdict

FIT = {"cfi": thresholds.FIT_CFI, "rmsea": thresholds.FIT_RMSEA, "srmr": thresholds.FIT_SRMR}
EDGES = {
    "cfi": thresholds.FIT_CFI.edges[1],
    "cfi_least": thresholds.FIT_CFI.edges[0],
    "rmsea": thresholds.FIT_RMSEA.edges[0],
    "rmsea_most": thresholds.FIT_RMSEA.edges[1],
    "srmr": thresholds.FIT_SRMR.edges[0],
}


def findings(results: dict) -> Iterator[Finding]:
    yield from misfit(results)
    yield from inadmissible(results)
    yield from inseparable(results)
    yield from unreliable(results)
    yield from uncertain(results)
    yield from against_scale(results)
    yield from method_effect(results)
    yield from few_respondents(results)


def headline(results: dict) -> dict | None:
    """The measurement model that the report rests on, where one could be fitted."""
    cfa = available(results, "cfa") or {}
    return succeeded(cfa.get("models") or {}).get(cfa.get("headline"))


def misfit(results: dict) -> Iterator[Finding]:
    """The model does not describe the answers: exact fit is rejected, and an index or a second loading confirms it."""
    model, level = headline(results), results["study"]["conf_level"]
    if not model or not is_rejected(fit_test(model["fit"])[1], level):
        return
    values = {name: index_of_fit(model["fit"], name) for name in ("cfi", "rmsea", "srmr")}
    grades = {FIT[name].verdict(value) for name, value in values.items() if value is not None}
    second = second_loading(results["cfa"], level)
    if grades <= {"good"} and not second:
        return
    yield Finding(
        code="misfit",
        severity="serious" if "bad" in grades else "caution",
        values={
            **values,
            "n_obs": model["n_obs"],
            "edges": EDGES,
            "is_local": grades <= {"good"},
            "second_loading": second,
        },
        analyses=("measurement", "validity", "regression", "priorities"),
    )


def second_loading(cfa: dict, conf_level: float) -> dict | None:
    """
    The largest loading on a dimension not its own that a score test, corrected for their number, says an item lacks.

    Indices of the whole model can be good and a part of it wrong (Saris, Satorra & van der Veld, 2009, doi
    10.1080/10705510903203433), so size is judged as well: from where a loading counts as a second one.
    """
    rows = [
        row
        for row in cfa.get("modification_indices") or []
        if row["op"] == "=~"
        and is_rejected(row["p_value_adjusted"], conf_level)
        and row["sepc_all"] is not None
        and round(abs(row["sepc_all"]), 2) >= thresholds.CROSS_LOADING
    ]
    if not rows:
        return None
    found = max(rows, key=lambda row: abs(row["sepc_all"]))
    return {
        "item": found["rhs"],
        "scale": found["lhs"],
        "expected": found["sepc_all"],
        "edge": thresholds.CROSS_LOADING,
    }


def inadmissible(results: dict) -> Iterator[Finding]:
    """The solution that the report rests on is impossible in any population."""
    model = headline(results)
    if model and model["is_admissible"] is False:
        yield Finding(
            code="inadmissible",
            severity="serious",
            values={"n_obs": model["n_obs"]},
            analyses=("measurement", "validity"),
        )


def inseparable(results: dict) -> Iterator[Finding]:
    """Pairs of dimensions whose latent correlation may be so high that they are one thing."""
    validity = available(results, "validity") or {}
    rows = validity.get("latent_correlations") or []
    close = [row for row in rows if row["conf_low"] is not None and closeness(row) in thresholds.INSEPARABLE]
    if not close:
        return
    pairs = tuple((row["a"], row["b"]) for row in close)
    concerned = {name for pair in pairs for name in pair}
    yield Finding(
        code="inseparable",
        severity="serious",
        values={
            "pairs": [list(pair) for pair in pairs],
            "n_pairs": len(pairs),
            "edge": thresholds.LATENT_CORRELATION.edges[1],
            "closest": max(close, key=lambda row: abs(row["estimate"])),
            "n_obs": validity["latent_from"]["n_obs"],
        },
        scales=tuple(scale["name"] for scale in dimensions(results) if scale["name"] in concerned),
        pairs=pairs,
        analyses=("regression", "priorities"),
    )


def alphas(results: dict, position: str) -> list[dict]:
    """The scales whose interval of alpha lies 'below' the lowest benchmark, or 'straddles' it."""
    scales = (available(results, "reliability") or {}).get("scales") or {}
    return [
        {"scale": name, **row["alpha"]}
        for name, row in scales.items()
        if row.get("alpha")
        and row["alpha"].get("conf_low") is not None
        and thresholds.ALPHA.position(row["alpha"]["conf_low"], row["alpha"]["conf_high"]) == position
    ]


def unreliable(results: dict) -> Iterator[Finding]:
    """Scales whose alpha lies below the lowest benchmark with its whole interval."""
    yield from of_reliability(alphas(results, "below"), "unreliable", "serious")


def uncertain(results: dict) -> Iterator[Finding]:
    """Scales whose interval of alpha includes the lowest benchmark."""
    yield from of_reliability(alphas(results, "straddles"), "uncertain_reliability", "note")


def of_reliability(rows: list[dict], code: str, severity: str) -> Iterator[Finding]:
    if rows:
        yield Finding(
            code=code,
            severity=severity,
            values={"rows": rows, "scales": [row["scale"] for row in rows], "floor": thresholds.ALPHA.edges[0]},
            scales=tuple(row["scale"] for row in rows),
        )


def against_scale(results: dict) -> Iterator[Finding]:
    """Items that go down where the rest of their scale goes up: a reversed item undeclared, or no item of the scale."""
    scales = (available(results, "reliability") or {}).get("scales") or {}
    rows = [
        {"item": item, "scale": name, "r": row["item_rest_correlation"]}
        for name, scale in scales.items()
        for item, row in scale["items"].items()
        if row.get("item_rest_correlation") is not None and row["item_rest_correlation"] < 0
    ]
    if rows:
        yield Finding(
            code="against_scale",
            severity="serious",
            values={
                "items": [row["item"] for row in rows],
                "n_items": len(rows),
                "scales": list(dict.fromkeys(row["scale"] for row in rows)),
                "lowest": min(rows, key=lambda row: row["r"]),
            },
            scales=tuple(dict.fromkeys(row["scale"] for row in rows)),
        )


def method_effect(results: dict) -> Iterator[Finding]:
    """A method factor at least as strong as is typical of self-reports."""
    latent = (available(results, "method_bias") or {}).get("method_factor") or {}
    if latent.get("verdict") == "typical_or_stronger":
        yield Finding(
            code="method_effect",
            severity="caution",
            values={key: latent[key] for key in ("share", "conf_low", "conf_high")}
            | {"typical": latent["typical_share"]},
            analyses=("measurement", "regression"),
        )


def few_respondents(results: dict) -> Iterator[Finding]:
    """Fewer respondents than the measurement model has use for."""
    model = headline(results)
    if not model:
        return
    n_obs, n_free = model["n_obs"], model["fit"]["n_free"]
    grade = thresholds.RESPONDENTS_PER_PARAMETER.verdict(n_obs / n_free)
    if grade != "enough":
        yield Finding(
            code="few_respondents",
            severity="note" if grade == "few" else "caution",
            values={"n_obs": n_obs, "n_free": n_free, "edge": thresholds.RESPONDENTS_PER_PARAMETER.edges[1]},
            analyses=("measurement",),
        )


def closeness(row: dict) -> str:
    """How close two dimensions are."""
    return pair_verdict(row["estimate"], row["conf_low"], row["conf_high"])
