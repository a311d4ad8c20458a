"""Tables of this chapter: every comparison, and the means of all levels."""

from markupsafe import escape

from analysis.report.chapters.groups.compared import is_withheld
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, Row, section_row, table
from analysis.report.document.contents import Results
from analysis.report.document.rules import known_sum
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had, needed, sound
from analysis.statistics.groups.adjusted import AdjustedDifference
from analysis.statistics.groups.differences import GroupDifference
from analysis.statistics.groups.tests import MeansTest

SYMBOLS = {"welch_t": "t", "welch_anova": "F", "hedges_g": "g", "omega_squared": "ω²"}
COMPARED = [
    Column("scale", "left"),
    Column("statistic", "left"),
    Column("df"),
    Column("p_value"),
    Column("p_value_holm"),
    Column("effect", "left"),
    Column("ci", "center"),
]
ADJUSTED = [Column("adjusted_statistic", "left"), Column("adjusted_p")]


def comparisons(write: Writer, results: Results) -> Block:
    """Every scale by every grouping: test, effect size, and the same adjusted for the other groupings."""
    groups, rows = needed(had(results.groups)), []
    columns = [*COMPARED, *(ADJUSTED if len(groups) > 1 else [])]
    hidden = False
    for group, found in groups.items():
        rows.append(section_row(columns, write.names.group(group)))
        for scale in results.study.scales:
            if scale.name in sound(found):
                withheld = is_withheld(results, group, scale.name)
                hidden = hidden or withheld
                one = sound(found)[scale.name]
                name = {"scale": write.names.scale(scale.name)}
                rows.append(name | ({"effect": write.word("terms", "withheld")} if withheld else row_of(one)))
    blank = {column.key: numbers.ABSENT for column in columns}
    rows = [row if row.get("section") else blank | row for row in rows]
    return table(write, "group-differences", columns, rows, wide=True, is_adjusted=len(groups) > 1, is_withheld=hidden)


def row_of(one: GroupDifference) -> Row:
    """One comparison; dashes where it could not be made."""
    test = one.test if isinstance(one.test, MeansTest) else None
    other = one.adjusted if isinstance(one.adjusted, AdjustedDifference) else None
    return (tested(test) if test else {}) | (adjusted(other) if other else {})


def tested(test: MeansTest) -> Row:
    """The test of means and its effect size."""
    form = numbers.number if test.effect == "hedges_g" else numbers.bounded
    return {
        "statistic": f"{SYMBOLS[test.test]} = {numbers.number(test.statistic)}",
        "df": numbers.degrees(test.df),
        "p_value": cells.p_value(test.p_value),
        "p_value_holm": cells.p_value(test.p_value_holm),
        "effect": f"{SYMBOLS[test.effect]} = {form(test.effect_size)}",
        "ci": cells.interval(test, form),
    }


def adjusted(found: AdjustedDifference) -> Row:
    """The same with the other groupings held equal."""
    return {
        "adjusted_statistic": f"F = {numbers.number(found.statistic)}",
        "adjusted_p": cells.p_value(found.p_value_holm),
    }


def means(write: Writer, results: Results) -> Block:
    """The mean of every scale at every level that is shown."""
    scales = [scale.name for scale in results.study.scales]
    columns = [Column("level", "left"), Column("n_obs"), *(Column(str(place)) for place in range(len(scales)))]
    rows: list[Row] = []
    for group in needed(had(results.groups)):
        found = level_rows(write, results, group)
        rows += [section_row(columns, write.names.group(group)), *found] if found else []
    block = table(write, "group-means", columns, rows, wide=True, fewest=results.study.min_group)
    labels = [{"label": str(escape(write.names.scale(name)))} for name in scales]
    named = [column | label for column, label in zip(block["columns"][2:], labels, strict=True)]
    return block | {"columns": [*block["columns"][:2], *named]}


def level_rows(write: Writer, results: Results, group: str) -> list[Row]:
    """A row for each level of a grouping that is shown on any scale."""
    found = sound((had(results.groups) or {})[group])
    shown = {scale: {row.level: row for row in one.levels} for scale, one in found.items()}
    hidden = {scale for scale in shown if is_withheld(results, group, scale)}
    rows = []
    for level in dict.fromkeys(level for by_level in shown.values() for level in by_level):
        here = {scale: by_level[level] for scale, by_level in shown.items() if level in by_level}
        means = {
            str(place): cells.number(here[scale.name].mean if scale.name in here.keys() - hidden else None)
            for place, scale in enumerate(results.study.scales)
        }
        sizes = [row.n_obs for row in here.values()]
        n_obs = None if known_sum(sizes) is None else max(size or 0 for size in sizes)
        rows.append({"level": write.names.level(level), "n_obs": cells.count(n_obs), **means})
    return rows
