"""Shares of people at the levels of a group: which levels are shown, and whether the shares are equal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import Protocol, TypeVar

import numpy as np
import pandas as pd

from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.foundation.distributions import chi_square_p_value, holm
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.small_cells import hidden_halves

FEWEST = 10
"""People from which a level of a group is shown, if the study says nothing else."""

FEW_EXPECTED = 5.0
"""Expected count in a cell below which the distribution of chi-square is not relied on (Cochran 1954, Biometrics 10,
417-451)."""

N_TABLES = 10_000
"""Tables that are drawn where it is not."""


@dataclass(frozen=True, kw_only=True, eq=False)
class HiddenLevel:
    """A level that is not shown: of too few people, or because a share there would tell of too few."""

    level: str
    n_obs: int | None


class LevelShare(Protocol):
    """A level and its share of people."""

    @property
    def level(self) -> str: ...

    @property
    def estimate(self) -> float: ...


Level = TypeVar("Level", bound=LevelShare)


@dataclass(frozen=True, kw_only=True, eq=False)
class EqualSharesTest:
    """
    Whether the shares are equal at all levels shown: Pearson's chi-square, and Cramer's V.

    `is_simulated`: a count is expected below five, and the p-value is the share of tables with the same margins, drawn
    at random, that are as extreme (Hope 1968, Journal of the Royal Statistical Society B 30, 582-598).
    `p_value_holm` is adjusted over all tests of its table.
    """

    statistic: float
    df: int
    p_value: float
    p_value_holm: float
    is_simulated: bool
    cramers_v: float


def shown_levels(
    said: pd.Series, levels: pd.Series, fewest: int, min_cell: int
) -> tuple[pd.DataFrame, list[HiddenLevel]]:
    """
    How many at each level that can be shown said no and yes (columns 0.0 and 1.0), and the levels that cannot.

    Parameters
    ----------
    said : Series, length n
        1 or 0, NaN where it was not asked.
    levels : Series, length n
        Level of each person, NaN where it is not known.
    fewest : int
        People from which a level is shown.
    min_cell : int
        People from which those at a level who said yes, or no, are counted.
    """
    table = pd.crosstab(levels.astype(object), said).reindex(columns=[0.0, 1.0], fill_value=0)
    table = table.loc[[level for level in ordered_levels(levels) if level in table.index]]
    sizes = table.sum(axis=1)
    large = table[sizes >= fewest]
    rest = [int((said == answer).sum() - large[answer].sum()) for answer in (0.0, 1.0)]
    gone = hidden_halves([(int(no), int(yes)) for no, yes in large.to_numpy()], min_cell, (rest[0], rest[1]))
    shown = large[[not out for out in gone]]
    return shown, [HiddenLevel(level=str(level), n_obs=int(n)) for level, n in sizes.drop(shown.index).items()]


def ordered_levels(levels: pd.Series) -> list:
    """The levels as they are declared, or else in their order."""
    declared = isinstance(levels.dtype, pd.CategoricalDtype)
    return list(levels.cat.categories) if declared else sorted(levels.dropna().unique())


def extremes(levels: Sequence[Level]) -> tuple[Level, Level]:
    """The levels with the lowest and the highest share."""
    ordered = sorted(levels, key=lambda level: level.estimate)
    return ordered[0], ordered[-1]


def equal_shares_test(table: np.ndarray, rng: np.random.Generator) -> EqualSharesTest:
    """
    Test of equal shares in a table (levels, 2) of counts.

    Raises
    ------
    EstimationError
        Fewer than two levels, or everyone, or nobody, said yes.
    """
    if len(table) < 2:
        raise EstimationError("fewer_than_two_levels", n_levels=len(table))
    if (table.sum(axis=0) == 0).any():
        raise EstimationError("same_at_all_levels")
    n_obs, df = int(table.sum()), len(table) - 1
    statistic = float(chi_square(table[None])[0])
    is_sparse = bool(expected(table).min() < FEW_EXPECTED)
    p_value = simulated_p_value(table, statistic, rng) if is_sparse else chi_square_p_value(statistic, df)
    return EqualSharesTest(
        statistic=statistic,
        df=df,
        p_value=p_value,
        p_value_holm=p_value,
        is_simulated=is_sparse,
        cramers_v=float(np.sqrt(statistic / n_obs)),
    )


def expected(table: np.ndarray) -> np.ndarray:
    """Counts (levels, 2) that equal shares would give."""
    return table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()


def chi_square(tables: np.ndarray) -> np.ndarray:
    """Pearson's chi-square (B,) of tables (B, levels, 2) with the same margins."""
    equal = expected(tables[0])
    return ((tables - equal) ** 2 / equal).sum(axis=(1, 2))


def simulated_p_value(table: np.ndarray, statistic: float, rng: np.random.Generator) -> float:
    """Share of random tables with the margins of `table` whose chi-square is no smaller, the table among them."""
    sizes = table.sum(axis=1)
    yes = rng.multivariate_hypergeometric(sizes, table[:, 1].sum(), size=N_TABLES)
    drawn = chi_square(np.stack([sizes - yes, yes], axis=-1))
    return float((1 + (drawn >= statistic * (1 - 1e-9)).sum()) / (1 + N_TABLES))


def holm_adjusted(tests: Sequence[EqualSharesTest | Unavailable]) -> list[EqualSharesTest | Unavailable]:
    """The same tests with p-values adjusted by Holm over those that could be made."""
    p_values = holm([test.p_value if isinstance(test, EqualSharesTest) else nan for test in tests]).tolist()
    return [
        replace(test, p_value_holm=p) if isinstance(test, EqualSharesTest) else test
        for test, p in zip(tests, p_values, strict=True)
    ]
