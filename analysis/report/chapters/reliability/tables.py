"""Tables of section 3 and its part of the appendix."""

from analysis.report.chapters.reliability.claims import described
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, Row, section_row, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had
from analysis.statistics.reliability.alpha import ScaleReliability

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


def alphas(write: Writer, results: Results) -> Block:
    """Alpha of every scale with both intervals."""
    found, validity = described(results), had(results.validity)
    rows = [alpha_row(write, name, row) for name, row in found.items()]
    has_single = any(not row.alpha for row in found.values())
    notes = [write.label("tables", "alpha", "dashes", "single")] if has_single else []
    omega = validity.omega if validity else {}
    if not omega:
        block = table(write, "alpha", SCALE_COLUMNS, rows)
        return block | {"notes": [*block["notes"], *notes]}
    rows = [row | {"omega": cells.bounded(omega.get(name))} for name, row in zip(found, rows, strict=True)]
    block = table(write, "alpha", [*SCALE_COLUMNS, Column("omega")], rows)
    if set(found) - set(omega):
        notes.append(write.label("tables", "alpha", "dashes", "omega"))
    return block | {"notes": [*block["notes"], write.prose("validity.omega_note"), *notes]}


def alpha_row(write: Writer, name: str, row: ScaleReliability) -> Row:
    alpha, bootstrap = row.alpha, had(row.bootstrap)
    return {
        "scale": write.names.scale(name),
        "n_items": cells.count(row.n_items),
        "n_obs": cells.count(row.n_obs),
        "alpha": cells.bounded(alpha.estimate if alpha else None),
        "ci": cells.interval(alpha, numbers.bounded),
        "bootstrap": cells.interval(bootstrap, numbers.bounded),
        "standardized_alpha": cells.bounded(row.standardized_alpha),
        "mean_inter_item_correlation": cells.bounded(row.mean_inter_item_correlation),
    }


ITEM_COLUMNS = [Column("item", "left"), Column("item_rest_correlation"), Column("alpha_if_dropped")]


def items(write: Writer, results: Results) -> Block:
    """What each item contributes to its scale."""
    rows: list[Row] = []
    for name, scale in described(results).items():
        if not scale.alpha:
            continue
        rows.append(section_row(ITEM_COLUMNS, write.names.scale(name)))
        rows += [
            {
                "item": write.names.item(item),
                "item_rest_correlation": cells.bounded(row.item_rest_correlation),
                "alpha_if_dropped": cells.bounded(row.alpha_if_dropped),
            }
            for item, row in scale.items.items()
        ]
    return table(write, "item-reliability", ITEM_COLUMNS, rows)
