"""Tables of the confirmatory model: fit of every model, loadings, modification indices."""

from collections.abc import Callable, Mapping
from typing import Any

from analysis.report.chapters.measurement.estimator_claims import by_estimator, headline_model
from analysis.report.document import cells, thresholds
from analysis.report.document.blocks import Block, Cell, Column, Row, interval_cell, section_row, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer, opening
from analysis.statistics.cfa.results import Fit, IndexName, Version
from analysis.statistics.cfa.tables import LoadingRow
from analysis.statistics.foundation.attempts import had, needed, sound
from analysis.statistics.measurement.fitted_model import FittedModel
from analysis.statistics.measurement.models import MeasurementModels
from analysis.statistics.measurement.simulated_cutoffs import Index

VERSIONS: tuple[Version, ...] = ("robust", "scaled", "plain")
FIT_COLUMNS = [
    Column("model", "left"),
    Column("n_obs"),
    Column("chi_square"),
    Column("df"),
    Column("p_value"),
    *(Column(f"cfi_{version}", group="cfi") for version in VERSIONS),
    *(Column(f"rmsea_{version}", group="rmsea") for version in VERSIONS),
    Column("srmr"),
]


def fit(write: Writer, results: Results) -> Block:
    """All models side by side, each index in its robust, scaled and uncorrected version."""
    return grouped(write, "model-fit", FIT_COLUMNS, needed(results.cfa), fit_row)


def fit_row(write: Writer, name: str, model: FittedModel) -> Row:
    found = model.fit
    statistic, p_value = found.test
    return {
        "model": opening(write.model(name)),
        "n_obs": cells.count(model.n_obs),
        "chi_square": cells.number(statistic),
        "df": Cell(numbers.degrees(found.df), {"": found.df}),
        "p_value": cells.p_value(p_value),
        **versions_of(found, "cfi"),
        **versions_of(found, "rmsea"),
        "srmr": cells.bounded(found.srmr, 3),
    }


def versions_of(fit: Fit, index: IndexName) -> dict[str, Cell]:
    """An index of fit in each of its versions."""
    return {f"{index}_{version}": cells.bounded(fit.index(index, version), 3) for version in VERSIONS}


DETAIL_COLUMNS = [
    Column("model", "left"),
    *(Column(f"tli_{version}", group="tli") for version in VERSIONS),
    Column("rmsea_ci", "center"),
    Column("close", "decimal"),
    Column("log_likelihood"),
    Column("aic"),
    Column("bic"),
    Column("admissible", "center"),
]


def fit_details(write: Writer, results: Results) -> Block:
    """What the table of fit has no room for."""
    level = numbers.percent(thresholds.RMSEA_LEVEL, 0)
    values = {"rmsea_level": level, "edge": numbers.bounded(thresholds.RMSEA.edges[0])}
    return grouped(write, "fit-details", DETAIL_COLUMNS, needed(results.cfa), detail_row, **values)


def detail_row(write: Writer, name: str, model: FittedModel) -> Row:
    found = model.fit
    version = found.version("rmsea")
    low, high = found.index("rmsea_low", version), found.index("rmsea_high", version)
    return {
        "model": opening(write.model(name)),
        **versions_of(found, "tli"),
        "rmsea_ci": interval_cell(low, high, three_places),
        "close": cells.p_value(found.index("rmsea_close", version)),
        "log_likelihood": cells.number(found.log_likelihood, 1),
        "aic": cells.number(found.aic, 1),
        "bic": cells.number(found.bic, 1),
        "admissible": yes_or_no(write, model.is_admissible),
    }


def three_places(value: float | None) -> str:
    return numbers.bounded(value, 3)


def yes_or_no(write: Writer, holds: bool) -> str:
    return str(write.word("answers", "yes" if holds else "no"))


def grouped(
    write: Writer,
    name: str,
    columns: list[Column],
    cfa: MeasurementModels,
    row: Callable[[Writer, str, FittedModel], Row],
    **values: str,
) -> Block:
    """A table with the design by each estimator first and the other models below."""
    designs = by_estimator(cfa)
    others = {name: model for name, model in sound(cfa.models).items() if name not in designs}
    parts: dict[str, dict[Any, FittedModel]] = {"by_estimator": designs, "others": others}
    rows: list[Row] = []
    for part, held in parts.items():
        if held:
            rows.append(section_row(columns, str(write.word("groups_of_models", part))))
            rows += [row(write, key, model) for key, model in held.items()]
    return table(write, name, columns, rows, wide=True, **values)


LOADING_COLUMNS = [
    Column("item", "left"),
    Column("std_estimate"),
    Column("std_ci", "center"),
    Column("estimate"),
    Column("std_error"),
    Column("p_value"),
]


def loadings(write: Writer, results: Results) -> Block:
    """All loadings of the headline, items under their dimensions."""
    cfa = needed(results.cfa)
    model = needed(headline_model(cfa))
    rows: list[Row] = []
    for scale in results.study.dimensions:
        own = [row for row in model.loadings if row.factor == scale.name]
        if own:
            rows.append(section_row(LOADING_COLUMNS, write.names.scale(scale.name)))
            rows += [loading_row(write, row) for row in own]
    values = {"estimator": write.word("estimators", model.estimator), "n_obs": numbers.count(model.n_obs)}
    return table(write, "cfa-loadings", LOADING_COLUMNS, rows, **values)


def loading_row(write: Writer, row: LoadingRow) -> Row:
    return {
        "item": write.names.item(row.term),
        "std_estimate": cells.bounded(row.std_estimate),
        "std_ci": interval_cell(row.std_conf_low, row.std_conf_high, numbers.bounded),
        "estimate": cells.number(row.estimate),
        "std_error": cells.number(row.std_error),
        "p_value": cells.p_value(row.p_value),
    }


MODIFICATION_COLUMNS = [
    Column("parameter", "left"),
    Column("mi"),
    Column("p_value"),
    Column("epc"),
    Column("sepc_all"),
]


def modifications(write: Writer, results: Results) -> Block:
    """The largest modification indices."""
    cfa = needed(results.cfa)
    rows: list[Row] = [
        {
            "parameter": opening(str(write.parameter(row.lhs + row.op + row.rhs))),
            "mi": cells.number(row.mi),
            "p_value": cells.p_value(row.p_value_adjusted),
            "epc": cells.number(row.epc),
            "sepc_all": cells.number(row.sepc_all),
        }
        for row in cfa.modification_indices
    ]
    n_candidates = numbers.count(cfa.n_candidates)
    return table(write, "modification-indices", MODIFICATION_COLUMNS, rows, n_candidates=n_candidates)


RESIDUAL_COLUMNS = [Column("pair", "left"), Column("observed"), Column("residual")]


def residuals(write: Writer, results: Results) -> Block:
    """The correlations that the model reproduces worst."""
    rows = [
        {
            "pair": write.names.row([write.names.item(row.a), write.names.item(row.b)]),
            "observed": cells.bounded(row.observed),
            "residual": cells.bounded(row.residual),
        }
        for row in needed(results.cfa).residuals
    ]
    return table(write, "correlation-residuals", RESIDUAL_COLUMNS, rows)


CUTOFF_COLUMNS = [Column("level", "left"), Column("added", "left"), Column("cfi"), Column("rmsea"), Column("srmr")]


def cutoffs(write: Writer, results: Results) -> Block:
    """Simulated cut-offs of the indices of fit."""
    found = needed(had(results.dynamic_cutoffs))
    rows = [
        cutoff_row(str(write.word("cutoffs", name)), numbers.ABSENT, values)
        for name, values in (("observed", found.observed), ("correct", found.correct))
    ]
    for level in found.levels:
        added = f"{write.names.scale(level.added.factor)} → {write.names.item(level.added.term)}"
        values = {name: cut.value for name, cut in level.cutoffs.items()}
        rows.append(cutoff_row(numbers.count(level.level), added, values))
    draws = {"n_draws": numbers.count(found.n_draws), "n_simulated": numbers.count(found.n_simulated)}
    return table(write, "dynamic-cutoffs", CUTOFF_COLUMNS, rows, **draws)


def cutoff_row(level: str, added: str, values: Mapping[Index, float | None]) -> Row:
    shown = {name: cells.bounded(values[name], 3) for name in ("cfi", "rmsea", "srmr")}
    return {"level": level, "added": added, **shown}
