"""The tables of other choices of analysis: every verdict, and every choice."""

from collections.abc import Callable

from analysis.report.chapters.sensitivity.tallies import by_choice
from analysis.report.document import cells, thresholds
from analysis.report.document.blocks import Block, Cell, Column, Row, section_row, table
from analysis.report.document.contents import Results
from analysis.report.findings import sensitivity
from analysis.report.findings.readings import Key
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had, needed

VERDICTS = [
    Column("subject", "left"),
    Column("own"),
    Column("lowest"),
    Column("highest"),
    Column("verdict", "left"),
    Column("differing", "center"),
    Column("grade", "left"),
]
CHOICES = [
    Column("choice", "left"),
    Column("n_specifications"),
    Column("n_read"),
    Column("n_differing"),
    Column("share"),
]
Form = Callable[[float | None], Cell]
FORMS: dict[str, Form] = {
    "alpha": cells.bounded,
    "cfi": lambda value: cells.bounded(value, 3),
    "r_squared": cells.bounded,
    "slope": cells.number,
    "first_driver": cells.percent,
    "order": cells.percent,
    "quadrant": cells.percent,
    "first_loss": cells.percent,
    "loss": cells.number,
}


def verdicts(write: Writer, results: Results) -> Block:
    """A row per verdict, under a head for each kind of finding."""
    rows: list[Row] = []
    head = ""
    every = sorted(sensitivity.compared(results), key=lambda row: not row.is_stated)
    for row in every:
        quantity = row.key.quantity if row.is_stated else "further_order"
        if quantity != head:
            head = quantity
            rows.append(section_row(VERDICTS, write.word("sensitivity", quantity)))
        rows.append(verdict_row(write, row))
    kinds = {row.key.quantity for row in every}
    return table(write, "specifications", VERDICTS, rows, wide=True, kinds=kinds)


def verdict_row(write: Writer, row: sensitivity.Compared) -> Row:
    """One verdict with the range of its estimate, and what becomes of it."""
    form, key = FORMS[row.key.quantity], row.key
    values = [reading.value for reading in (row.own, *(other for _, other in row.others)) if reading.value is not None]
    own = row.own.value
    if key.against and own is not None and own < thresholds.HALF:  # the one that is first more often stands first
        key = Key(quantity=key.quantity, subject=key.against, against=key.subject)
        own, values = 1 - own, [1 - value for value in values]
    return {
        "subject": subject(write, key),
        "own": form(own),
        "lowest": form(min(values, default=None)),
        "highest": form(max(values, default=None)),
        "verdict": verdict_word(write, row.key.quantity, row.own.finest),
        "differing": write.plain("sensitivity", "of", n=row.n_differing, all=row.n_others),
        "grade": write.word("grades", row.grade),
    }


def subject(write: Writer, key: Key) -> str:
    """What a verdict is about, by its name."""
    if key.quantity == "cfi":
        return write.word("estimators_short", key.subject)
    if key.against:
        return write.plain("sensitivity", "pair", a=write.names.scale(key.subject), b=write.names.scale(key.against))
    return write.names.any(key.subject) if key.subject else write.word("sensitivity", "overall")


def verdict_word(write: Writer, quantity: str, verdict: str | None) -> str:
    """A verdict in words; of what names a dimension or pain point, its name."""
    if verdict is None:
        return numbers.ABSENT
    if quantity == "quadrant":
        return write.word("quadrants", verdict)
    if write.has_label("sensitivity_verdicts", quantity, verdict):
        return write.word("sensitivity_verdicts", quantity, verdict)
    return write.names.any(verdict)


def choices(write: Writer, results: Results) -> Block:
    """A row per choice, under a head for each kind of choice."""
    sizes: dict[str, int] = {str(rule): n for rule, n in needed(had(results.sensitivity)).n_respondents.items()}
    rows: list[Row] = []
    kind = ""
    for tally in by_choice(results):
        if tally.kind != kind:
            kind = tally.kind
            rows.append(section_row(CHOICES, write.word("choice_kinds", kind)))
        n = sizes.get(tally.choice) if kind == "respondents" else None
        name = write.word("choices", kind, tally.choice)
        rows.append(
            {
                "choice": write.plain("sensitivity", "sized", name=name, n=n) if n else name,
                "n_specifications": cells.count(tally.n_specifications),
                "n_read": cells.count(tally.n_read),
                "n_differing": cells.count(tally.n_differing),
                "share": cells.percent(tally.share if tally.n_read else None),
            }
        )
    return table(write, "choices", CHOICES, rows)
