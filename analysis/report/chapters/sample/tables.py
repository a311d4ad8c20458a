"""Tables of section 2."""

from dataclasses import replace

from analysis.report.chapters.sample.claims import called
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, interval_cell, section_row, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import sound
from analysis.survey.sections import GroupLevel


def flow(write: Writer, results: Results) -> Block:
    """The steps from the answers received to those analysed."""
    columns = [Column("step", "left"), Column("n")]
    steps = results.sample.flow
    rows = [{"step": write.word("steps", called(results, step.step)), "n": cells.count(step.n)} for step in steps]
    return table(write, "flow", columns, rows)


def flags(write: Writer, results: Results) -> Block:
    """How many respondents showed each sign of careless answering."""
    columns = [Column("flag", "left"), Column("n")]
    found = results.sample.flags
    rows = [{"flag": write.word("flags", flag.flag), "n": cells.count(flag.n)} for flag in found]
    return table(write, "flags", columns, rows)


def groups(write: Writer, results: Results) -> Block:
    """Who answered: counts and shares of every group."""
    columns = [Column("level", "left"), Column("n"), Column("share")]
    rows: list[dict] = []
    for variable, levels in results.sample.groups.items():
        rows.append(section_row(columns, write.names.group(variable)))
        rows += [
            {"level": level.level, "n": cells.count(level.n), "share": cells.percent(level.share)}
            for level in pooled(write, levels, results.study.min_cell)
        ]
    is_hidden = any(level.n is None for levels in results.sample.groups.values() for level in levels)
    return table(write, "groups", columns, rows, is_hidden=is_hidden, fewest=results.study.min_cell)


def pooled(write: Writer, levels: list[GroupLevel], fewest: int) -> list[GroupLevel]:
    """The levels of a group by name; those too small to be named without exposing anybody are one row."""
    named = [replace(level, level=write.names.level(level.level)) for level in levels if level.level]
    if n_small := len(levels) - len(named):
        name = write.plain("terms", "small_levels", n=n_small, fewest=fewest)
        named.append(GroupLevel(level=name, n=None, share=None))
    return named


OPTION_COLUMNS = [Column("option", "left"), Column("n"), Column("n_obs"), Column("share"), Column("ci", "center")]


def options(write: Writer, results: Results) -> Block:
    """How many of those asked chose each option of the questions with several answers."""
    rows: list[dict] = []
    for name, counted in results.sample.multi.items():
        rows.append(section_row(OPTION_COLUMNS, write.names.option_set(name)))
        rows += [
            {
                "option": write.names.option(name, row.option),
                "n": cells.count(row.n),
                "n_obs": cells.count(row.n_obs),
                "share": cells.percent(row.share),
                "ci": interval_cell(row.conf_low, row.conf_high, numbers.percent),
            }
            for row in counted
        ]
    return table(write, "options", OPTION_COLUMNS, rows)


SCALE_COLUMNS = [
    Column("scale", "left"),
    Column("n_obs"),
    Column("mean"),
    Column("std_dev"),
    Column("ci", "center"),
    Column("performance"),
    Column("performance_ci", "center"),
]


def scale_means(write: Writer, results: Results) -> Block:
    """Means of the scales with intervals, in scale points and on 0 to 100."""
    found = sound(results.sample.scales)
    rows = [
        {
            "scale": write.names.scale(name),
            "n_obs": cells.count(row.n_obs),
            "mean": cells.number(row.mean),
            "std_dev": cells.number(row.std_dev),
            "ci": interval_cell(row.conf_low, row.conf_high),
            "performance": cells.number(row.performance, 1),
            "performance_ci": interval_cell(row.performance_low, row.performance_high, numbers.one_decimal),
        }
        for name, row in ((scale.name, found[scale.name]) for scale in results.study.scales if scale.name in found)
    ]
    return table(write, "scale-means", SCALE_COLUMNS, rows)
