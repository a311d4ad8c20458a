"""Tables of section 4 and its part of the appendix."""

from analysis.report.chapters.structure.claims import OTHER_CRITERIA
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, section_row, table
from analysis.report.document.lookups import dimensions
from analysis.report.language import numbers
from analysis.report.language.writer import Writer


def factor_names(efa: dict) -> list[str]:
    return list(dict.fromkeys(row["factor"] for row in efa["loadings"]))


def factor_key(write: Writer, efa: dict) -> list[str]:
    """'F1 = Responsiveness', for the notes under a table."""
    assignment = efa.get("assignment") or {}
    named = [(factor, assignment.get(factor)) for factor in factor_names(efa)]
    nameless = write.word("factors", "nameless")
    return [f"{factor} = {write.names.scale(scale) if scale else nameless}" for factor, scale in named]


def factor_number(write: Writer, results: dict) -> Block:
    """How many factors each method asks for."""
    columns = [Column("method", "left"), Column("n_factors")]
    found = results["efa"]["n_factors"]
    rows = [
        {"method": write.word("counting", key), "n_factors": cells.count(found[key])}
        for key in ("designed", "parallel", *OTHER_CRITERIA[:3], "map", OTHER_CRITERIA[3])
        if found.get(key) is not None
    ]
    return table(write, "factor-number", columns, rows)


def loadings(write: Writer, results: dict) -> Block:
    """The pattern matrix with communalities, items in the order of their scales."""
    return loading_table(write, results, "loadings", "loadings")


def structure(write: Writer, results: dict) -> Block:
    """The structure matrix: correlations of items with factors."""
    return loading_table(write, results, "structure", "structure")


def loading_table(write: Writer, results: dict, name: str, key: str) -> Block:
    efa = results["efa"]
    factors = factor_names(efa)
    value = {(row["term"], row["factor"]): row["estimate"] for row in efa[key]}
    communalities = efa.get("communalities") or {}
    columns = [Column("item", "left"), *(Column(factor) for factor in factors)]
    columns += [Column("communality")] if communalities else []

    def row(item: str) -> dict:
        shown = {factor: cells.bounded(value[item, factor]) for factor in factors}
        end = {"communality": cells.bounded(communalities.get(item))} if communalities else {}
        return {"item": write.names.item(item), **shown, **end}

    rows: list[dict] = []
    for scale in dimensions(results):
        rows.append(section_row(columns, write.names.scale(scale["name"])))
        rows += [row(item) for item in scale["items"] if (item, factors[0]) in value]
    return table(write, name, columns, rows, wide=len(factors) > 6, key=write.names.listed(factor_key(write, efa)))


def factor_correlations(write: Writer, results: dict) -> Block:
    """Correlations of the factors and the variance each accounts for."""
    efa = results["efa"]
    factors = factor_names(efa)
    value = {frozenset((pair["a"], pair["b"])): pair["estimate"] for pair in efa["factor_correlations"]}
    variance = {row["factor"]: row for row in efa.get("variance") or []}
    columns = [Column("factor", "left"), *(Column(factor) for factor in factors)]
    columns += [Column("ss_loadings"), Column("share")] if variance else []
    rows = []
    for place, factor in enumerate(factors):
        row: dict = {"factor": factor_key(write, efa)[place]}
        for other in factors[:place]:
            row[other] = cells.bounded(value.get(frozenset((factor, other))))
        row[factor] = numbers.ABSENT
        if variance:
            row |= {
                "ss_loadings": cells.number(variance[factor]["ss_loadings"]),
                "share": cells.percent(variance[factor]["share"]),
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


def eigenvalues(write: Writer, results: dict) -> Block:
    """Parallel analysis and the minimum average partial criterion, component by component."""
    efa = results["efa"]
    partial = {
        row["n_components"]: row["average_squared_correlation"] for row in (efa.get("map") or {}).get("rows", [])
    }
    rows = [
        {
            "component": cells.count(row["component"]),
            "eigenvalue": cells.number(row["eigenvalue"]),
            "simulated_mean": cells.number(row["simulated_mean"]),
            "simulated_quantile": cells.number(row["simulated_quantile"]),
            "average_squared_correlation": cells.bounded(partial.get(row["component"]), 4),
        }
        for row in efa["parallel"]["rows"]
    ]
    parallel = efa["parallel"]
    values = {"quantile": numbers.percent(parallel["quantile"], 0), "n_draws": numbers.count(parallel["n_draws"])}
    return table(write, "eigenvalues", EIGENVALUE_COLUMNS, rows, **values)
