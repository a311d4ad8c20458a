"""An export in the making: columns of cells, each with what is true of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from tests.importing.exports.questionnaires import DIMENSIONS, INAPPLICABLE, NOT_APPLICABLE, SKIPPED, Answers, Subject

PERSONAL = ("name", "phone", "e_mail", "id_card", "address", "ip", "device", "latitude", "longitude", "first", "last")


@dataclass(frozen=True, kw_only=True)
class Told:
    """
    What is true of one column.

    Attributes
    ----------
    headers : tuple of str
        What stands above it, row by row.
    text : str
        The question that was asked.
    role : str
        item, outcome, recommend, group, multi, attention_check, duration_seconds, respondent_id, personal, metadata,
        free_text.
    scale : str
        Of items and outcomes.
    is_reversed : bool
        Whether the statement is worded the other way.
    levels : tuple of str
        The answers in words from little to much of what the statement says; empty where they are numbers.
    low, high : float or None
    runs_down : bool
        Whether the file's number for the most is its lowest.
    missing, inapplicable : tuple
        Cells that mean no answer, and that the question does not apply.
    kind : str
        Of personal columns.
    ticked : tuple of int
        What everybody in the file answered to an item, as levels from 0; see `questionnaires`.
    options : tuple of str
        Of groups: the distinct cells.
    """

    headers: tuple[str, ...]
    text: str = ""
    role: str = "metadata"
    scale: str = ""
    is_reversed: bool = False
    levels: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    runs_down: bool = False
    missing: tuple = ()
    inapplicable: tuple = ()
    kind: str = ""
    ticked: tuple[int, ...] = field(default=(), repr=False)
    options: tuple[str, ...] = ()

    @property
    def n_levels(self) -> int:
        """How many answers there are."""
        return round(self.high - self.low) + 1


@dataclass(frozen=True, kw_only=True, eq=False)
class Export:
    """A file as a platform gives it out, and what is true of it: its respondents, columns and secrets."""

    name: str
    suffix: str
    content: bytes = field(repr=False)
    n: int
    kept: tuple[bool, ...] = field(repr=False)
    columns: tuple[Told, ...]
    secrets: frozenset[str]

    def with_role(self, *roles: str) -> list[Told]:
        """The columns that have one of the roles."""
        return [column for column in self.columns if column.role in roles]


@dataclass(kw_only=True)
class Sheet:
    """
    Columns of cells with what is true of them, to be written as rows.

    `unfinished` says in which rows, counted in the file, nobody or somebody unfinished answered: they are no responses.
    """

    who: Subject
    answers: Answers
    columns: list[Told] = field(default_factory=list)
    cells: list[list] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)
    unfinished: list[int] = field(default_factory=list)

    def add(self, headers: str | Sequence[str], cells: Iterable, **true) -> None:
        """One more column."""
        heads, cells = (headers,) if isinstance(headers, str) else tuple(headers), list(cells)
        if true.get("role") == "group":
            true["options"] = tuple(sorted({str(cell) for cell in cells}))
        self.columns.append(Told(headers=heads, **true))
        self.cells.append(cells)
        assert len(self.cells[-1]) == self.answers.n

    def personal(self, headers: str | Sequence[str], kind: str, text: str = "") -> None:
        """A column that gives its people away."""
        cells = [person[kind] for person in self.answers.people]
        self.secrets |= set(cells)
        self.add(headers, cells, role="personal", kind=kind, text=text)

    def items(self, scale: str, heading, coded, **true) -> None:
        """
        The columns of a scale.

        Parameters
        ----------
        scale : str
        heading : callable
            What stands above the item of a position and a text.
        coded : callable
            The cell for a level.
        """
        for place, item in enumerate(self.who.items(scale)):
            ticked = self.answers.scales[scale][:, place]
            self.add(
                heading(place, item.text),
                [coded(int(level)) for level in ticked],
                text=item.text,
                ticked=tuple(map(int, ticked)),
                role="outcome" if scale == "outcome" else "item",
                scale=scale,
                is_reversed=item.is_reversed,
                **true,
            )

    def rows(self) -> list[list]:
        """The rows below the headings."""
        return [list(row) for row in zip(*self.cells, strict=True)]

    def heading_rows(self) -> list[list[str]]:
        """The rows of headings."""
        return [list(row) for row in zip(*(column.headers for column in self.columns), strict=True)]

    def export(self, name: str, suffix: str, content: bytes) -> Export:
        """The file with what is true of it."""
        return Export(
            name=name,
            suffix=suffix,
            content=content,
            n=self.answers.n - len(self.unfinished),
            kept=tuple(row not in self.unfinished for row in range(self.answers.n)),
            columns=tuple(self.columns),
            secrets=frozenset(self.secrets),
        )


def words(who: Subject, family: str, skipped="", inapplicable: str = ""):
    """Cells in words: (coded, what is true of such a column)."""
    levels = who.levels(family)
    given = inapplicable or NOT_APPLICABLE[who.language]

    def coded(level: int):
        return {SKIPPED: skipped, INAPPLICABLE: given}[level] if level < 0 else levels[level]

    return coded, {"levels": levels, "low": 1, "high": len(levels), "inapplicable": (given,)}


def numbers(n_levels: int, first: int = 1, skipped=None, inapplicable=None, runs_down: bool = False):
    """Cells in numbers: (coded, what is true of such a column)."""

    def coded(level: int):
        if level < 0:
            return {SKIPPED: skipped, INAPPLICABLE: inapplicable}[level]
        return first + (n_levels - 1 - level if runs_down else level)

    missing = () if skipped in (None, "") else (skipped,)
    true = {"low": first, "high": first + n_levels - 1, "runs_down": runs_down, "missing": missing}
    return coded, true | {"inapplicable": () if inapplicable is None else (inapplicable,)}


def chosen(who: Subject, answers: Answers, separator: str, none: str = "") -> list[str]:
    """Several answers joined in one cell."""
    options = who.words["multi"][1:]
    return [separator.join(o for o, c in zip(options, row, strict=True) if c) or none for row in answers.multi]


def all_items(who: Subject) -> list[tuple[str, int]]:
    """Scale and place of every item of the dimensions, the dimensions taking turns."""
    return list(chain.from_iterable(zip(*[[(scale, p) for p in range(4)] for scale in DIMENSIONS], strict=True)))
