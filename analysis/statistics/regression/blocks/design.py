"""The columns of a linear model: groups as differences from a reference level, and what had to be left out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.pain_points.exposure import Answers, asked_who_met, met_of

MOST_LOST = 0.2
"""Share of the rows that controls and pain points may cost together by missing answers and small levels."""

LEAST_PER_COLUMN = 2
"""Rows for each column of a model below which its coefficients are not to be trusted (Austin & Steyerberg 2015, Journal
of Clinical Epidemiology 68, 627-636)."""

DETERMINED = 1e-8
"""Share of a column's variance that the columns before it leave, below which it adds nothing to them."""

BLOCKS = ("controls", "dimensions", "pain_points")
BlockName = Literal["controls", "dimensions", "pain_points"]


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """
    Something that is not in the model, and a code why, with the number of respondents that the code speaks of.

    `costs_rows`: respondents who would have been lost; `one_level`: those of the only level that is large enough;
    `rare`: those of the smaller of the two answers; `small_level`: those of a level that is too small, who are lost;
    `determined`: the rows, in all of which the columns before it say the same; `few_rows`: rows too few for so many.
    In what is published a small number is None, and the name of such a level empty.
    """

    block: BlockName
    term: str
    level: str | None
    code: Literal["costs_rows", "one_level", "rare", "small_level", "determined", "few_rows"]
    n: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """One column of a model: of a group the level that it marks, against the group's `reference`."""

    block: BlockName
    term: str
    values: pd.Series
    level: str | None = None
    reference: str | None = None


def met_by(pain_points: Answers) -> dict[str, pd.Series]:
    """Who met each pain point of which that was asked, see `exposure.met_of`; 1 or 0, NaN without an answer."""
    return {name: met_of(answers) for name, answers in asked_who_met(pain_points).items()}


@dataclass(frozen=True, eq=False)
class Candidate:
    """A variable that may come into a model, as one column or, of a group, as several."""

    block: BlockName
    term: str
    values: pd.Series
    is_group: bool = False
    level: None = None

    def columns(self, rows: pd.Series) -> list[Column]:
        """Itself; of a group a column of 0 and 1 for each level but the largest, which the others are held against."""
        if not self.is_group:
            return [Column(block=self.block, term=self.term, values=self.values)]
        reference, *others = levels_in(self.values[rows]).index
        return [
            Column(
                block=self.block,
                term=self.term,
                values=(self.values == level).astype(float),
                level=str(level),
                reference=str(reference),
            )
            for level in self.values.cat.categories
            if level in others
        ]


@dataclass(frozen=True, kw_only=True, eq=False)
class Design:
    """The rows (n,) that every column has, the columns block by block, and what is not among them."""

    rows: pd.Series
    columns: list[Column]
    left_out: list[LeftOut]


def design(
    base: pd.Series,
    scores: pd.DataFrame,
    *,
    groups: pd.DataFrame,
    indicators: pd.DataFrame,
    met: Mapping[str, pd.Series],
    min_group: int,
) -> Design:
    """
    Controls, dimensions and pain points as columns, on the same rows.

    Groups, indicators and pain points enter in the order in which they are declared, as long as they cost together no
    more than a fifth of the rows of `base` (n,), which have outcome and dimensions. Not in it are levels, and answers
    about pain points, of fewer than `min_group` rows, columns that the others determine, and where there are not two
    rows for each column all controls, then all pain points.
    """
    made = assembled(base, scores, groups, indicators, met, min_group)
    for block in ("controls", "pain_points"):
        short = made.rows.sum() < LEAST_PER_COLUMN * (len(made.columns) + 1)
        dropped = [column for column in made.columns if column.block == block]
        if not (short and dropped):
            continue
        few = [omitted(column, "few_rows", int(made.rows.sum())) for column in dropped]
        if block == "controls":
            groups, indicators = pd.DataFrame(), pd.DataFrame()
        else:
            met = {}
        made = assembled(base, scores, groups, indicators, met, min_group)
        made = Design(rows=made.rows, columns=made.columns, left_out=[*few, *made.left_out])
    return made


def assembled(
    base: pd.Series,
    scores: pd.DataFrame,
    groups: pd.DataFrame,
    indicators: pd.DataFrame,
    met: Mapping[str, pd.Series],
    min_group: int,
) -> Design:
    """The columns and their rows, however few."""
    candidates = [Candidate("controls", str(name), levels, True) for name, levels in groups.items()]
    candidates += [Candidate("controls", str(name), values) for name, values in indicators.items()]
    candidates += [Candidate("pain_points", name, values) for name, values in met.items()]
    rows, kept, left_out = base, [], []
    for candidate in candidates:
        joined = rows & candidate.values.notna()
        trial = without_small_levels(joined, [c.values for c in (*kept, candidate) if c.is_group], min_group)
        code, n = objection(candidate, base, rows, trial, min_group)
        if code:
            left_out.append(omitted(candidate, code, n))
        else:
            rows = trial
            kept.append(candidate)
    left_out += [entry for candidate in kept if candidate.is_group for entry in lost(candidate, base, rows)]
    dimensions = [Candidate("dimensions", str(name), values) for name, values in scores.items()]
    in_order = sorted([*dimensions, *kept], key=lambda candidate: BLOCKS.index(candidate.block))
    columns, determined = independent([column for c in in_order for column in c.columns(rows)], rows)
    return Design(rows=rows, columns=columns, left_out=[*left_out, *determined])


def objection(
    candidate: Candidate, base: pd.Series, rows: pd.Series, trial: pd.Series, min_group: int
) -> tuple[str, int]:
    """Why a candidate cannot be in the model, a code and its number of respondents; no code where it can."""
    values = candidate.values[trial]
    if base.sum() - trial.sum() > MOST_LOST * base.sum():
        return "costs_rows", int(rows.sum() - trial.sum())
    if candidate.is_group and len(levels_in(values)) < 2:
        return "one_level", int(trial.sum())
    if candidate.block == "pain_points" and (fewer := min((values == answer).sum() for answer in (0, 1))) < min_group:
        return "rare", int(fewer)
    return "", 0


def lost(candidate: Candidate, base: pd.Series, rows: pd.Series) -> list[LeftOut]:
    """The levels of a group of which nobody is left."""
    after = levels_in(candidate.values[rows]).index
    return [
        LeftOut(block="controls", term=candidate.term, level=str(level), code="small_level", n=int(n))
        for level, n in levels_in(candidate.values[base]).items()
        if level not in after
    ]


def without_small_levels(rows: pd.Series, groups: Sequence[pd.Series], min_group: int) -> pd.Series:
    """`rows` (n,) without those whose level of a group has fewer than `min_group` of them; again until none is left."""
    while True:
        kept = rows.copy()
        for levels in groups:
            counts = levels[rows].value_counts()
            kept &= levels.isin(counts.index[counts >= min_group])
        if kept.equals(rows):
            return rows
        rows = kept


def levels_in(levels: pd.Series) -> pd.Series:
    """How many have each level, largest first; equally large ones in the order in which they are declared."""
    counts = levels.value_counts(sort=False)
    return counts[counts > 0].sort_values(ascending=False, kind="stable")


def independent(columns: Sequence[Column], rows: pd.Series) -> tuple[list[Column], list[LeftOut]]:
    """The columns that the intercept and the columns before them do not determine, and the others."""
    n_obs = int(rows.sum())
    basis, kept, left_out = np.full((n_obs, 1), n_obs**-0.5), [], []
    for column in columns:
        values = column.values[rows].to_numpy(dtype=float)
        centred = values - values.mean()
        rest = centred - basis @ (basis.T @ centred)
        rest -= basis @ (basis.T @ rest)  # twice is enough against rounding (Parlett 1998, sec. 6.9)
        if rest @ rest <= DETERMINED * (centred @ centred):
            left_out.append(omitted(column, "determined", n_obs))
            continue
        basis = np.column_stack([basis, rest / np.sqrt(rest @ rest)])
        kept.append(column)
    return kept, left_out


def omitted(column: Column | Candidate, code: str, n: int) -> LeftOut:
    """A column, or a variable, as what is left out."""
    return LeftOut(block=column.block, term=column.term, level=column.level, code=code, n=n)
