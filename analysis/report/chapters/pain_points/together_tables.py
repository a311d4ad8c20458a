"""Tables of section 6: what pain points cost together, which go together, and where they were met."""

from collections.abc import Iterator

from analysis.report.document import cells
from analysis.report.document.blocks import Block, Cell, Column, Row, section_row, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.description.level_shares import extremes
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.pain_points.by_group import GroupPrevalence
from analysis.statistics.pain_points.costs import PainPointCost
from analysis.statistics.pain_points.pain_points import PainPoints

COST_COLUMNS = [
    Column("pain_point", "left"),
    Column("estimate", group="joint"),
    Column("std_error_hc3", group="joint"),
    Column("ci", "center", group="joint"),
    Column("p_value_holm", group="joint"),
    Column("beyond_estimate", group="beyond"),
    Column("beyond_ci", "center", group="beyond"),
    Column("beyond_p_value_holm", group="beyond"),
]


def costs(write: Writer, results: Results) -> Block:
    """The cost of each pain point with the others held equal, and then the dimensions as well."""
    found = needed(had(results.pain_points))
    beyond = {cost.term: cost for cost in had(found.beyond_dimensions) or []}
    rows = [
        {"pain_point": write.names.pain_point(cost.term), **cost_cells(cost), **beyond_cells(beyond.get(cost.term))}
        for cost in needed(had(found.joint))
    ]
    return table(write, "pain-point-costs", COST_COLUMNS, rows, wide=True, **sizes(found))


def sizes(found: PainPoints) -> dict[str, str]:
    """What the note says of the two models."""
    return {
        f"{key}_{name}": form(getattr(model, name)) if model else numbers.ABSENT
        for key in ("joint", "beyond_dimensions")
        for model in [found.models.get(key)]
        for name, form in (("n_obs", numbers.count), ("r_squared", numbers.bounded))
    }


def cost_cells(cost: PainPointCost) -> dict[str, Cell]:
    """A cost with its error, interval and test."""
    return {
        "estimate": cells.number(cost.estimate),
        "std_error_hc3": cells.number(cost.std_error_hc3),
        "ci": cells.interval(cost),
        "p_value_holm": cells.p_value(cost.p_value_holm),
    }


def beyond_cells(cost: PainPointCost | None) -> dict[str, Cell]:
    """The same with the dimensions held equal."""
    return {
        "beyond_estimate": cells.number(cost.estimate if cost else None),
        "beyond_ci": cells.interval(cost),
        "beyond_p_value_holm": cells.p_value(cost.p_value_holm if cost else None),
    }


PAIR_COLUMNS = [
    Column("a", "left"),
    Column("b", "left"),
    Column("n_obs"),
    Column("n_both"),
    Column("n_expected"),
    Column("phi"),
    Column("ci", "center"),
    Column("p_value_holm"),
]


def pairs(write: Writer, results: Results) -> Block:
    """Every two pain points: how many people met both, and how closely the two go together."""
    rows = [
        {
            "a": write.names.pain_point(pair.a),
            "b": write.names.pain_point(pair.b),
            "n_obs": cells.count(pair.n_obs),
            "n_both": cells.count(pair.n_both),
            "n_expected": cells.number(pair.n_expected, 1),
            "phi": cells.bounded(pair.phi),
            "ci": cells.interval(pair, numbers.bounded),
            "p_value_holm": cells.p_value(pair.p_value_holm),
        }
        for pair in needed(had(results.pain_points)).cooccurrence
    ]
    return table(write, "pain-point-pairs", PAIR_COLUMNS, rows, wide=True)


GROUP_COLUMNS = [Column("pain_point", "left"), *cells.EQUAL_SHARES]


def by_group(write: Writer, results: Results) -> Block:
    """Where each pain point was met least and most, group by group, and whether the shares differ."""
    rows: list[Row] = []
    for group, parts in needed(had(results.pain_points)).groups.items():
        tested = list(group_rows(write, parts))
        rows += [section_row(GROUP_COLUMNS, write.names.group(group)), *tested] if tested else []
    return table(write, "pain-points-by-group", GROUP_COLUMNS, rows, wide=True)


def group_rows(write: Writer, parts: dict[str, GroupPrevalence]) -> Iterator[Row]:
    """A row for each pain point that could be tested."""
    for name, part in parts.items():
        if test := had(part.test):
            shares = cells.equal_shares(extremes(part.levels), test, write.names.level)
            yield {"pain_point": write.names.pain_point(name)} | shares
