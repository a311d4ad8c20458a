"""Tables of reliability and validity from the model, and of pairs of dimensions."""

from typing import Literal

from analysis.report.chapters.measurement.tables import yes_or_no
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, Row, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.measurement.validity import Source

COEFFICIENTS = ("omega", "cr", "ave")
SCALE_COLUMNS = [
    Column("scale", "left"),
    *(column for name in COEFFICIENTS for column in (Column(name), Column(f"{name}_ci", "center"))),
]


def scales(write: Writer, results: Results) -> Block:
    """Omega, composite reliability and AVE of every dimension, with intervals."""
    validity = needed(had(results.validity))
    ordinal = validity.omega_ordinal
    found: dict[Literal["omega", "cr", "ave"], dict[str, float | None]] = {
        "omega": validity.omega,
        "cr": validity.cr,
        "ave": validity.ave,
    }
    columns = SCALE_COLUMNS + ([Column("omega_ordinal")] if ordinal else [])
    rows: list[Row] = []
    for scale in validity.omega:
        row: Row = {"scale": write.names.scale(scale)}
        for name, values in found.items():
            row[name] = cells.bounded(values[scale])
            row[f"{name}_ci"] = cells.interval(validity.intervals[name][scale], numbers.bounded)
        rows.append(row | ({"omega_ordinal": cells.bounded(ordinal.get(scale))} if ordinal else {}))
    return table(write, "validity", columns, rows, n_obs=numbers.count(validity.n_obs), has_ordinal=bool(ordinal))


RATIOS = ("latent_correlations", "htmt", "htmt2")
PAIR_COLUMNS = [
    Column("pair", "left"),
    *(column for name in RATIOS for column in (Column(name), Column(f"{name}_ci", "center"))),
    Column("shared_variance"),
    Column("is_met", "center"),
]


def pairs(write: Writer, results: Results) -> Block:
    """Latent correlation, HTMT, HTMT2 and the Fornell-Larcker criterion of every pair of dimensions."""
    validity = needed(had(results.validity))
    latent = {(row.a, row.b): row for row in validity.latent_correlations}
    htmt, htmt2 = ({(row.a, row.b): row for row in found} for found in (validity.htmt, validity.htmt2))
    met = {(row.a, row.b): row for row in validity.fornell_larcker}
    rows: list[Row] = []
    for pair in htmt:
        row: Row = {"pair": " – ".join(write.names.scale(name) for name in pair)}
        for name, found in zip(RATIOS, (latent.get(pair), htmt[pair], htmt2.get(pair)), strict=True):
            row[name] = cells.bounded(found.estimate if found else None)
            row[f"{name}_ci"] = cells.interval(found, numbers.bounded)
        judged = met.get(pair)
        row["shared_variance"] = cells.bounded(judged.shared_variance if judged else None)
        row["is_met"] = yes_or_no(write, judged.is_met) if judged else numbers.ABSENT
        rows.append(row)
    source = validity.latent_from if isinstance(validity.latent_from, Source) else None
    shown = {
        "n_obs": numbers.count(validity.n_obs),
        "n_latent": numbers.count(source.n_obs if source else None),
        "estimator": write.word("estimators_short", source.estimator if source else ""),
        "is_headline": source is not None and source.interval == "wald",
    }
    return table(write, "discriminant", PAIR_COLUMNS, rows, wide=True, **shown)
