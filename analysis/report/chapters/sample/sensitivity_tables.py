"""What verdicts rest on, with and without the respondents excluded."""

from collections.abc import Callable
from functools import partial

from analysis.report.document import cells
from analysis.report.document.blocks import Block, Cell, Column, section_row, table
from analysis.report.document.contents import Results
from analysis.report.findings import sensitivity
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had, needed

COLUMNS = [
    Column("subject", "left"),
    Column("with_value", group="with"),
    Column("with_verdict", "left", group="with"),
    Column("without_value", group="without"),
    Column("without_verdict", "left", group="without"),
    Column("changes", "left"),
]
VERDICTS = ("with_verdict", "without_verdict")
FORMS: dict[str, Callable[[float | None], Cell]] = {
    "alpha": cells.bounded,
    "cfi": lambda value: cells.bounded(value, 3),
    "r_squared": cells.bounded,
    "slope": cells.number,
    "first_driver": cells.percent,
    "quadrant": lambda value: cells.number(value, 1),
}


def of_exclusions(write: Writer, results: Results) -> Block:
    """A row per verdict, under a head for each quantity."""
    rows: list[dict] = []
    quantity = ""
    for row in sensitivity.compared(results):
        if row.quantity != quantity:
            quantity = row.quantity
            rows.append(section_row(COLUMNS, write.word("sensitivity", quantity)))
        rows.append(verdict_row(write, row))
    found = needed(had(results.sensitivity))
    sizes = {"n_with": numbers.count(found.n_with), "n_without": numbers.count(found.n_without)}
    return table(write, "sensitivity", COLUMNS, rows, wide=True, **sizes)


def verdict_row(write: Writer, row: sensitivity.Compared) -> dict[str, Cell | str]:
    """One verdict both ways."""
    form, word = FORMS[row.quantity], partial(verdict_word, write, row.quantity)
    is_fit = row.quantity == "cfi"
    return {
        "subject": write.word("estimators_short", row.subject) if is_fit else write.names.scale(row.subject),
        **{key: form(value) for key, value in zip(("with_value", "without_value"), row.values, strict=True)},
        **{key: word(verdict) for key, verdict in zip(VERDICTS, row.verdicts, strict=True)},
        "changes": write.word("sensitivity", "changed" if row.flips else "same"),
    }


def verdict_word(write: Writer, quantity: str, verdict: str | None) -> str:
    """A verdict in words; of the first dimension, its name."""
    if verdict is None:
        return numbers.ABSENT
    if quantity == "quadrant":
        return write.word("quadrants", verdict)
    if quantity == "first_driver" and verdict != "unclear":
        return write.names.scale(verdict)
    return write.word("sensitivity_verdicts", quantity, verdict)
