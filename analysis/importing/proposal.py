"""A proposal: what each column of an export is, why, and what of it is a guess."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.importing.judging.naming import is_chinese
from analysis.survey.values import level_name


@dataclass(frozen=True, kw_only=True)
class Column:
    """
    A row of the proposed codebook; see data/README.md for its cells.

    Attributes
    ----------
    doubts : mapping
        What of it is a guess, in words, by kind: direction, reversal, membership, answers, role.
    reasons : tuple of str
        Why the rest is so.
    """

    variable: str
    role: str
    scale: str = ""
    low: float | None = None
    high: float | None = None
    reversed: bool = False
    missing: tuple = ()
    label: str = ""
    step: str = ""
    labels: Mapping = field(default_factory=dict)
    unit: str = ""
    text_en: str = ""
    text_zh: str = ""
    doubts: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()

    @property
    def uncertain(self) -> bool:
        """Whether something of it is a guess."""
        return bool(self.doubts)

    @property
    def note(self) -> str:
        """Why the row says what it says; begins with ? where something of it is a guess."""
        told = [*self.doubts.values(), *filter(None, self.reasons)]
        comma = "；" if told and is_chinese(told[0][:1]) else "; "
        return ("? " if self.uncertain else "") + comma.join(told)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A proposed scale or question with several answers: its name in study.toml, its label by language, why."""

    name: str
    label: Mapping[str, str]
    kind: str  # "item", "outcome" or "multi"
    note: str
    better: str = "high"
    separator: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """
    What an import proposes.

    Attributes
    ----------
    path : Path
        The export.
    language : str
        Of the notes.
    platform : str
        Empty where it is not known.
    n_rows : int
        Responses in the export.
    columns : tuple of Column
    scales : tuple of Scale
        In report order.
    left_out : tuple of (column, kind)
    settings : mapping
        Of [study] and [screening]: responses, sheet, header_rows, keep.
    """

    path: Path
    language: str
    platform: str
    n_rows: int
    columns: tuple[Column, ...]
    scales: tuple[Scale, ...]
    left_out: tuple[tuple[str, str], ...]
    settings: Mapping


def cell(value: object) -> str:
    """A value as a cell of the codebook."""
    return "" if value is None else level_name(value) if isinstance(value, float) else str(value)
