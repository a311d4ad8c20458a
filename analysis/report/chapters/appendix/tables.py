"""Tables of the appendix that belong to no section: items, tests."""

from collections.abc import Callable, Mapping, Sequence

from analysis.report.chapters.appendix import hypotheses
from analysis.report.chapters.appendix.tested import Test
from analysis.report.chapters.instrument.tables import renamed
from analysis.report.chapters.sample.claims import inapplicable_counts, inapplicable_to_few
from analysis.report.document import cells, thresholds
from analysis.report.document.blocks import Block, Cell, Column, section_row, table
from analysis.report.document.contents import Results
from analysis.report.fonts.coverage import printed
from analysis.report.language import numbers
from analysis.report.language.names import WORDING, in_language, is_code
from analysis.report.language.writer import Writer, opening
from analysis.statistics.foundation.attempts import sound
from analysis.survey.sections import GroupSection, ItemSection, VariableSection

WORDING_COLUMNS = [Column("item", "left"), Column("wording", "left")]


def wordings(write: Writer, results: Results) -> Block:
    """The questions as they were asked, without scales of which no item's words are given."""
    entries = results.study.by_variable
    rows: list[dict] = []
    for scale in results.study.scales:
        if not any(is_worded(name, write.names.wordings.get(name)) for name in scale.items):
            continue
        rows.append(section_row(WORDING_COLUMNS, write.names.scale(scale.name)))
        rows += [
            {
                "item": write.names.item(name) + ("*" if entries[name].reversed else ""),
                "wording": worded(write, name, write.names.wordings.get(name)),
            }
            for name in scale.items
        ]
    return explained(table(write, "wordings", WORDING_COLUMNS, rows + further_questions(write, results)), entries)


def explained(block: Block, entries: dict[str, ItemSection]) -> Block:
    """A table of items without the note on the asterisk where no item carries one."""
    return block if any(item.reversed for item in entries.values()) else block | {"notes": []}


def worded(write: Writer, name: str, wording: str | None) -> str:
    """The words of a question; a code that names its column, standing where a study gives none, is not one."""
    return wording if wording and is_worded(name, wording) else write.word("terms", "no_wording")


def is_worded(name: str, wording: str | None) -> bool:
    """Whether the words of a question are given, and not its code alone."""
    return bool(wording) and (wording != name or not is_code(name))


def has_wordings(write: Writer, results: Results) -> bool:
    """Whether the study gives the words of any item or pain point; what a group is called is not asked of anybody."""
    asked = [variable for point in results.study.pain_points for variable in point.variables]
    return write.names.has_worded_items or any(any(variable.text.values()) for variable in asked)


def further_questions(write: Writer, results: Results) -> list[dict]:
    """The questions about pain points and about the respondents, as they were asked."""
    study, language = results.study, write.language
    kinds: dict[str, Sequence[VariableSection | GroupSection]] = {
        "pain_points": [v for point in study.pain_points for v in point.variables],
        "groups": study.groups,
    }
    rows: list[dict] = []
    for kind, questions in kinds.items():
        if questions:
            rows.append(section_row(WORDING_COLUMNS, write.word("kinds", kind)))
        for question in questions:
            name, wording = question.variable, in_language(question.text, language, "")
            shown = worded(write, name, printed(wording, WORDING))
            rows.append({"item": name if is_code(name) else numbers.ABSENT, "wording": shown})
    return rows


DESCRIPTIVE_COLUMNS = [
    Column("item", "left"),
    Column("n_obs"),
    Column("n_missing"),
    Column("n_inapplicable"),
    Column("mean"),
    Column("std_dev"),
    Column("skewness"),
    Column("kurtosis"),
    Column("floor"),
    Column("ceiling"),
]


def less(n_missing: int, n_inapplicable: int | None) -> int | None:
    """How many left an item out; None where it is not published to how many it does not apply."""
    return None if n_inapplicable is None else n_missing - n_inapplicable


def descriptives(write: Writer, results: Results) -> Block:
    """Every item's distribution in numbers; who said that it does not apply stands apart where anybody did."""
    inapplicable: dict[str, int | None] = {
        **inapplicable_counts(results),
        **dict.fromkeys(inapplicable_to_few(results)),
    }
    columns = [column for column in DESCRIPTIVE_COLUMNS if inapplicable or column.key != "n_inapplicable"]
    rows = [
        {
            "item": write.names.item(name),
            "n_obs": cells.count(item.n_obs),
            "n_missing": cells.count(less(item.n_missing, inapplicable.get(name, 0))),
            **({"n_inapplicable": cells.count(inapplicable.get(name, 0))} if inapplicable else {}),
            "mean": cells.number(item.mean),
            "std_dev": cells.number(item.std_dev),
            "skewness": cells.number(item.skewness),
            "kurtosis": cells.number(item.kurtosis),
            "floor": cells.percent(item.floor),
            "ceiling": cells.percent(item.ceiling),
        }
        for name, item in sound(results.sample.items).items()
    ]
    is_reversed = any(item.reversed for item in results.study.items)
    named = write.names.listed([f"{code} = {variable}" for variable, code in renamed(write, results).items()])
    return table(write, "descriptives", columns, rows, wide=True, is_reversed=is_reversed, columns_of=named)


TEST_COLUMNS = [
    Column("null", "left"),
    Column("statistic", "left"),
    Column("df"),
    Column("p_value"),
    Column("p_adjusted"),
]


def tests(write: Writer, results: Results) -> Block:
    """Every test with its null in words."""
    rows: list[dict] = []
    section = ""
    for test in hypotheses.tests(results):
        if test.section != section:
            section = test.section
            rows.append(section_row(TEST_COLUMNS, write.plain("headings", section)))
        rows.append(test_row(write, test))
    return table(write, "tests", TEST_COLUMNS, rows, has_slopes=results.drivers is not None)


def test_row(write: Writer, test: Test) -> dict[str, Cell | str]:
    names = write.names
    subject = names.pain_point(test.subject) if test.section == "pain_points" else names.scale(test.subject)
    outcome = names.scale(test.outcome or write.outcome or "")
    named = {"subject": names.quoted(subject), "of": names.quoted(outcome)} | null_words(write, test.words)
    return {
        "null": opening(write.plain("nulls", test.null, **named)),
        "statistic": f"{test.symbol} = {statistic(test)}",
        "df": numbers.degrees(test.df),
        "p_value": cells.p_value(test.p_value),
        "p_adjusted": cells.p_value(test.p_adjusted),
    }


def statistic(test: Test) -> str:
    """The statistic as the text prints it: an index of fit like one, anything else with two decimals."""
    return numbers.bounded(test.statistic, 3) if test.symbol == "RMSEA" else numbers.number(test.statistic)


def null_words(write: Writer, words: Mapping[str, str]) -> dict[str, str]:
    """The names in a null: models, groupings and levels in words; dimensions by label, items by code."""
    forms: dict[str, Callable[[str], str]] = {"model": write.model, "model_a": write.model, "model_b": write.model}
    forms |= {"name": str, "block": lambda name: write.plain("blocks", name), "named": write.names.any}
    forms |= {"group": write.names.group, "level": write.names.level, "reference": write.names.level}
    forms |= {"point": write.names.pain_point, "other": write.names.pain_point}
    edge = numbers.bounded(thresholds.RMSEA.edges[0])
    return {"edge": edge} | {key: str(forms.get(key, write.names.part)(name)) for key, name in words.items()}
