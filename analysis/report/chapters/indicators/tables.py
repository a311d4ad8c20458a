"""Tables of this chapter: the indicators, the same by group, and how each is related to its dimension."""

from collections.abc import Callable

from markupsafe import escape

from analysis.report.chapters.indicators import claims as made
from analysis.report.chapters.indicators.claims import indicators
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, Row, formed, section_row, table
from analysis.report.document.contents import Results
from analysis.report.document.rules import known_sum
from analysis.report.language import numbers
from analysis.report.language.traced import FORMS
from analysis.report.language.writer import Writer
from analysis.statistics.description.indicators import HIGH, Indicator, IndicatorRelation
from analysis.statistics.foundation.attempts import had

COLUMNS = [
    Column("indicator", "left"),
    Column("unit", "left"),
    Column("n_obs"),
    Column("centre"),
    Column("ci", "center"),
    Column("lower"),
    Column("upper"),
    Column("ninetieth"),
]


def described(write: Writer, results: Results) -> Block:
    """Median, quartiles and slowest tenth of every quantity, and the share of every yes."""
    rows = [
        {
            "indicator": write.names.measured(name),
            "unit": write.names.unit(name) or numbers.ABSENT,
            "n_obs": cells.count(one.spread.n_obs),
            "centre": formed(form_of(one), one.spread.centre.estimate),
            "ci": cells.interval(one.spread.centre, form_of(one)),
            "lower": formed(form_of(one), one.spread.lower_quartile),
            "upper": formed(form_of(one), one.spread.upper_quartile),
            "ninetieth": formed(form_of(one), one.spread.ninetieth),
        }
        for name, one in indicators(results).items()
    ]
    return table(write, "indicators", COLUMNS, rows, wide=True, percentile=100 * HIGH)


def form_of(one: Indicator) -> Callable[[float | None], str]:
    """How the values of an indicator are printed: counts whole, as long as all that are shown are."""
    if one.kind == "yes_no":
        return numbers.percent
    spreads = [one.spread, *(level for levels in one.groups.values() for level in levels)]
    return FORMS[made.form_of(value for spread in spreads for value in made.printed(spread))]


def by_group(write: Writer, results: Results) -> Block:
    """Every indicator at every level that is shown: median and 90th percentile, or share."""
    found = indicators(results)
    spots = [(name, kind) for name, one in found.items() for kind in columns_of(one)]
    columns = [Column("level", "left"), Column("n_obs"), *(Column(str(place)) for place in range(len(spots)))]
    rows: list[Row] = []
    for group in dict.fromkeys(group for one in found.values() for group in one.groups):
        here = {name: {row.level: row for row in one.groups.get(group, [])} for name, one in found.items()}
        levels = list(dict.fromkeys(level for rows in here.values() for level in rows))
        rows += [section_row(columns, write.names.group(group))] if levels else []
        rows += [level_row(write, found, here, spots, level) for level in levels]
    block = table(write, "indicators-by-group", columns, rows, wide=True, fewest=results.study.min_group)
    heads = [{"label": head(write, name, kind)} for name, kind in spots]
    named = [column | label for column, label in zip(block["columns"][2:], heads, strict=True)]
    return block | {"columns": [*block["columns"][:2], *named]}


def columns_of(one: Indicator) -> tuple[str, ...]:
    """What is shown of an indicator in each group."""
    return ("share",) if one.kind == "yes_no" else ("median", "ninetieth")


def head(write: Writer, name: str, kind: str) -> str:
    """The head of a column: the indicator and what is shown of it."""
    return f"{escape(write.names.indicator_code(name))}: {write.label('spread', kind, percentile=100 * HIGH)}"


def level_row(write: Writer, found: dict, here: dict, spots: list[tuple[str, str]], level: str) -> Row:
    """One level of a grouping."""
    sizes = [rows[level].n_obs for rows in here.values() if level in rows]
    n_obs = None if known_sum(sizes) is None else max(size or 0 for size in sizes)
    row: Row = {"level": write.names.level(level), "n_obs": cells.count(n_obs)}
    for place, (name, kind) in enumerate(spots):
        spread = here[name].get(level)
        if spread is None:
            row[str(place)] = numbers.ABSENT
        else:
            value = spread.ninetieth if kind == "ninetieth" else spread.centre.estimate
            row[str(place)] = formed(form_of(found[name]), value)
    return row


PARTS = 4
RELATED = [
    Column("indicator", "left"),
    Column("scale", "left"),
    Column("n_obs"),
    Column("spearman"),
    Column("spearman_ci", "center"),
    *(Column(f"part_{place}", group="parts") for place in range(1, PARTS + 1)),
    Column("difference"),
    Column("difference_ci", "center"),
]


def relations(write: Writer, results: Results) -> Block:
    """The rank correlation of each indicator with its dimension, and the dimension's mean from quarter to quarter."""
    rows = [
        relation_row(write, name, one.relation)
        for name, one in indicators(results).items()
        if isinstance(one.relation, IndicatorRelation)
    ]
    return table(write, "indicator-relations", RELATED, rows, wide=True)


def relation_row(write: Writer, name: str, found: IndicatorRelation) -> Row:
    """One indicator beside its dimension."""
    means = [cells.number(part.mean) for part in found.parts] + [numbers.ABSENT] * (PARTS - len(found.parts))
    difference = had(found.difference)
    return {
        "indicator": write.names.indicator_code(name),
        "scale": write.names.scale(found.scale),
        "n_obs": cells.count(found.n_obs),
        "spearman": cells.bounded(found.spearman.estimate),
        "spearman_ci": cells.interval(found.spearman, numbers.bounded),
        **{f"part_{place}": mean for place, mean in enumerate(means, start=1)},
        "difference": cells.number(difference.estimate if difference else None),
        "difference_ci": cells.interval(difference),
    }
