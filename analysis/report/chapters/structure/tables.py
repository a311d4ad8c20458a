"""Tables of section 4 and its part of the appendix."""

from analysis.report.chapters.structure.claims import analysed, criteria
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, Row, section_row, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.exploratory.efa import Loading
from analysis.statistics.exploratory.structure import FactorStructure
from analysis.statistics.foundation.attempts import had, needed


def factor_names(efa: FactorStructure) -> list[str]:
    return list(dict.fromkeys(row.factor for row in efa.loadings))


def factor_key(write: Writer, efa: FactorStructure) -> list[str]:
    """'F1 = Responsiveness', for the notes under a table."""
    named = [(factor, efa.assignment.get(factor)) for factor in factor_names(efa)]
    nameless = write.word("factors", "nameless")
    return [f"{factor} = {write.names.scale(scale) if scale else nameless}" for factor, scale in named]


def factor_number(write: Writer, results: Results) -> Block:
    """How many factors each method asks for."""
    columns = [Column("method", "left"), Column("n_factors")]
    rows: list[Row] = [
        {"method": write.word("counting", name), "n_factors": cells.count(n)}
        for name, n in criteria(analysed(results)).items()
    ]
    return table(write, "factor-number", columns, rows)


def loadings(write: Writer, results: Results) -> Block:
    """The pattern matrix with communalities, items in the order of their scales."""
    return loading_table(write, results, "loadings", analysed(results).loadings)


def structure(write: Writer, results: Results) -> Block:
    """The structure matrix: correlations of items with factors."""
    return loading_table(write, results, "structure", analysed(results).structure)


def loading_table(write: Writer, results: Results, name: str, shown: list[Loading]) -> Block:
    efa = analysed(results)
    factors = factor_names(efa)
    value = {(row.term, row.factor): row.estimate for row in shown}
    columns = [Column("item", "left"), *(Column(factor) for factor in factors)]
    columns += [Column("communality")] if efa.communalities else []

    def row(item: str) -> Row:
        shown = {factor: cells.bounded(value[item, factor]) for factor in factors}
        end = {"communality": cells.bounded(efa.communalities.get(item))} if efa.communalities else {}
        return {"item": write.names.item(item), **shown, **end}

    rows: list[Row] = []
    for scale in results.study.dimensions:
        rows.append(section_row(columns, write.names.scale(scale.name)))
        rows += [row(item) for item in scale.items if (item, factors[0]) in value]
    return table(write, name, columns, rows, wide=len(factors) > 6, key=write.names.listed(factor_key(write, efa)))


def factor_correlations(write: Writer, results: Results) -> Block:
    """Correlations of the factors and the variance each accounts for."""
    efa = analysed(results)
    factors = factor_names(efa)
    value = {frozenset((pair.a, pair.b)): pair.estimate for pair in efa.factor_correlations}
    variance = {row.factor: row for row in efa.variance}
    columns = [Column("factor", "left"), *(Column(factor) for factor in factors)]
    columns += [Column("ss_loadings"), Column("share")] if variance else []
    rows = []
    for place, factor in enumerate(factors):
        row: Row = {"factor": factor_key(write, efa)[place]}
        for other in factors[:place]:
            row[other] = cells.bounded(value.get(frozenset((factor, other))))
        row[factor] = numbers.ABSENT
        if variance:
            row |= {
                "ss_loadings": cells.number(variance[factor].ss_loadings),
                "share": cells.percent(variance[factor].share),
            }
        rows.append(row)
    return table(write, "factor-correlations", columns, rows)


EIGENVALUE_COLUMNS = [
    Column("component"),
    Column("eigenvalue"),
    Column("simulated_mean"),
    Column("simulated_quantile"),
    Column("average_squared_correlation"),
]


def eigenvalues(write: Writer, results: Results) -> Block:
    """Parallel analysis and the minimum average partial criterion, component by component."""
    efa = analysed(results)
    parallel, averages = needed(had(efa.parallel)), had(efa.map)
    partial = {row.n_components: row.average_squared_correlation for row in averages.rows} if averages else {}
    rows = [
        {
            "component": cells.count(row.component),
            "eigenvalue": cells.number(row.eigenvalue),
            "simulated_mean": cells.number(row.simulated_mean),
            "simulated_quantile": cells.number(row.simulated_quantile),
            "average_squared_correlation": cells.bounded(partial.get(row.component), 4),
        }
        for row in parallel.rows
    ]
    values = {"quantile": numbers.percent(parallel.quantile, 0), "n_draws": numbers.count(parallel.n_draws)}
    return table(write, "eigenvalues", EIGENVALUE_COLUMNS, rows, **values)
