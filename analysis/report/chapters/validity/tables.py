"""Tables of reliability and validity from the model, and of pairs of dimensions."""

from analysis.report.chapters.measurement.tables import yes_or_no
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, interval_cell, table
from analysis.report.language import numbers
from analysis.report.language.writer import Writer

COEFFICIENTS = ("omega", "cr", "ave")
SCALE_COLUMNS = [
    Column("scale", "left"),
    *(column for name in COEFFICIENTS for column in (Column(name), Column(f"{name}_ci", "center"))),
]


def scales(write: Writer, results: dict) -> Block:
    """Omega, composite reliability and AVE of every dimension, with intervals."""
    validity = results["validity"]
    ordinal = validity["omega_ordinal"]
    columns = SCALE_COLUMNS + ([Column("omega_ordinal")] if ordinal else [])
    rows = []
    for scale in validity["omega"]:
        row = {"scale": write.names.scale(scale)}
        for name in COEFFICIENTS:
            bounds = validity["intervals"][name][scale]
            row[name] = cells.bounded(validity[name][scale])
            row[f"{name}_ci"] = interval_cell(bounds["conf_low"], bounds["conf_high"], numbers.bounded)
        rows.append(row | ({"omega_ordinal": cells.bounded(ordinal.get(scale))} if ordinal else {}))
    return table(write, "validity", columns, rows, n_obs=numbers.count(validity["n_obs"]), has_ordinal=bool(ordinal))


RATIOS = ("latent_correlations", "htmt", "htmt2")
PAIR_COLUMNS = [
    Column("pair", "left"),
    *(column for name in RATIOS for column in (Column(name), Column(f"{name}_ci", "center"))),
    Column("shared_variance"),
    Column("is_met", "center"),
]


def pairs(write: Writer, results: dict) -> Block:
    """Latent correlation, HTMT, HTMT2 and the Fornell-Larcker criterion of every pair of dimensions."""
    validity = results["validity"]
    by_pair = {name: {(row["a"], row["b"]): row for row in validity[name]} for name in RATIOS}
    met = {(row["a"], row["b"]): row for row in validity["fornell_larcker"]}
    rows = []
    for pair in by_pair["htmt"]:
        row = {"pair": " – ".join(write.names.scale(name) for name in pair)}
        for name in RATIOS:
            found = by_pair[name].get(pair) or dict.fromkeys(("estimate", "conf_low", "conf_high"))
            row[name] = cells.bounded(found["estimate"])
            row[f"{name}_ci"] = interval_cell(found["conf_low"], found["conf_high"], numbers.bounded)
        judged = met.get(pair)
        row["shared_variance"] = cells.bounded(judged["shared_variance"] if judged else None)
        row["is_met"] = yes_or_no(write, judged["is_met"]) if judged else numbers.ABSENT
        rows.append(row)
    source = validity["latent_from"]
    shown = {
        "n_obs": numbers.count(validity["n_obs"]),
        "n_latent": numbers.count(source.get("n_obs")),
        "estimator": write.word("estimators_short", source.get("estimator", "")),
        "is_headline": source.get("interval") == "wald",
    }
    return table(write, "discriminant", PAIR_COLUMNS, rows, wide=True, **shown)
