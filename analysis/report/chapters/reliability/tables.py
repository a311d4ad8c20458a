"""Tables of section 3 and its part of the appendix."""

from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, interval_cell, section_row, table
from analysis.report.document.lookups import available
from analysis.report.language import numbers
from analysis.report.language.writer import Writer

SCALE_COLUMNS = [
    Column("scale", "left"),
    Column("n_items"),
    Column("n_obs"),
    Column("alpha"),
    Column("ci", "center"),
    Column("bootstrap", "center"),
    Column("standardized_alpha"),
    Column("mean_inter_item_correlation"),
]


def alphas(write: Writer, results: dict) -> Block:
    """Alpha of every scale with both intervals."""
    rows = [alpha_row(write, name, row) for name, row in results["reliability"]["scales"].items()]
    found = results["reliability"]["scales"]
    notes = (
        [write.label("tables", "alpha", "dashes", "single")] if any(not row["alpha"] for row in found.values()) else []
    )
    omega = (available(results, "validity") or {}).get("omega")
    if not omega:
        block = table(write, "alpha", SCALE_COLUMNS, rows)
        return block | {"notes": [*block["notes"], *notes]}
    rows = [row | {"omega": cells.bounded(omega.get(name))} for name, row in zip(found, rows, strict=True)]
    block = table(write, "alpha", [*SCALE_COLUMNS, Column("omega")], rows)
    if set(found) - set(omega):
        notes.append(write.label("tables", "alpha", "dashes", "omega"))
    return block | {"notes": [*block["notes"], write.prose("validity.omega_note"), *notes]}


def alpha_row(write: Writer, name: str, row: dict) -> dict:
    alpha, bootstrap = row["alpha"] or {}, row.get("bootstrap") or {}
    return {
        "scale": write.names.scale(name),
        "n_items": cells.count(row["n_items"]),
        "n_obs": cells.count(row["n_obs"]),
        "alpha": cells.bounded(alpha.get("estimate")),
        "ci": interval_cell(alpha.get("conf_low"), alpha.get("conf_high"), numbers.bounded),
        "bootstrap": interval_cell(bootstrap.get("conf_low"), bootstrap.get("conf_high"), numbers.bounded),
        "standardized_alpha": cells.bounded(row.get("standardized_alpha")),
        "mean_inter_item_correlation": cells.bounded(row.get("mean_inter_item_correlation")),
    }


ITEM_COLUMNS = [Column("item", "left"), Column("item_rest_correlation"), Column("alpha_if_dropped")]


def items(write: Writer, results: dict) -> Block:
    """What each item contributes to its scale."""
    rows: list[dict] = []
    for name, scale in results["reliability"]["scales"].items():
        if not scale["alpha"]:
            continue
        rows.append(section_row(ITEM_COLUMNS, write.names.scale(name)))
        rows += [
            {
                "item": write.names.item(item),
                "item_rest_correlation": cells.bounded(row["item_rest_correlation"]),
                "alpha_if_dropped": cells.bounded(row["alpha_if_dropped"]),
            }
            for item, row in scale["items"].items()
        ]
    return table(write, "item-reliability", ITEM_COLUMNS, rows)
