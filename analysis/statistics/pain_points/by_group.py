"""How often each pain point was met at each level of the declared groups."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.distributions import chi_square_p_value, holm
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import proportion
from analysis.statistics.foundation.small_cells import hidden_halves
from analysis.statistics.pain_points.exposure import Answers, applies_to, asked_who_met

FEWEST = 10
"""People to whom a pain point could happen, from which a level of a group is shown, if the study says nothing else."""

FEW_EXPECTED = 5.0
"""Expected count in a cell below which the distribution of chi-square is not relied on (Cochran 1954, Biometrics 10,
417-451)."""

N_TABLES = 10_000
"""Tables that are drawn where it is not."""


@dataclass(frozen=True, kw_only=True, eq=False)
class LevelPrevalence:
    """
    Share of those at one level, to whom the pain point could happen and who answered, that met it (Wilson).

    In what is published the counts are None where they would tell of few people at other levels.
    """

    level: str
    n_obs: int | None
    n_met: int | None
    estimate: float
    conf_low: float
    conf_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class HiddenLevel:
    """A level that is not shown: of too few people, or because a share there would tell of too few."""

    level: str
    n_obs: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class PrevalenceTest:
    """
    Whether the shares are equal at all levels shown: Pearson's chi-square, and Cramer's V.

    `is_simulated`: a count is expected below five, and the p-value is the share of tables with the same margins, drawn
    at random, that are as extreme (Hope 1968, Journal of the Royal Statistical Society B 30, 582-598).
    `p_value_holm` is adjusted over all pain points and groups.
    """

    statistic: float
    df: int
    p_value: float
    p_value_holm: float
    is_simulated: bool
    cramers_v: float


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupPrevalence:
    """One pain point by one group; `hidden` are levels with fewer people than the study allows to be shown."""

    levels: list[LevelPrevalence]
    hidden: list[HiddenLevel]
    test: PrevalenceTest | Unavailable


ByGroup = dict[str, dict[str, GroupPrevalence]]
"""By group, then by pain point."""


def prevalence_by_group(
    pain_points: Answers,
    groups: pd.DataFrame,
    *,
    rng: np.random.Generator,
    fewest: int = FEWEST,
    min_cell: int = 1,
    conf_level: float = 0.95,
) -> ByGroup:
    """
    Every pain point of which it was asked who met it, at every level of every group.

    Parameters
    ----------
    pain_points : mapping of name to DataFrame
        See `exposure.Answers`.
    groups : DataFrame, shape (n, g)
        Level of each person in each group, NaN where it is not known.
    rng : Generator
        For tests of sparse tables.
    fewest : int
        People from which a level is shown.
    min_cell : int
        People from which those at a level who met, or did not meet, a pain point are counted.
    """
    met = {name: answers["met"].where(applies_to(answers)) for name, answers in asked_who_met(pain_points).items()}
    found = {
        str(group): {name: of_levels(met[name], groups[group], fewest, min_cell, conf_level, rng) for name in met}
        for group in groups
    }
    return adjusted(found)


def of_levels(
    met: pd.Series, levels: pd.Series, fewest: int, min_cell: int, conf_level: float, rng: np.random.Generator
) -> GroupPrevalence:
    """One pain point (n,) at the levels (n,) of one group."""
    table = pd.crosstab(levels.astype(object), met).reindex(columns=[0.0, 1.0], fill_value=0)
    table = table.loc[[level for level in ordered_levels(levels) if level in table.index]]
    sizes = table.sum(axis=1)
    large = table[sizes >= fewest]
    rest = [int((met == answer).sum() - large[answer].sum()) for answer in (0.0, 1.0)]
    gone = hidden_halves([(int(no), int(yes)) for no, yes in large.to_numpy()], min_cell, (rest[0], rest[1]))
    shown = large[[not out for out in gone]]
    return GroupPrevalence(
        levels=[level_prevalence(str(level), n, n_met, conf_level) for level, n, n_met in shown.itertuples()],
        hidden=[HiddenLevel(level=str(level), n_obs=int(n)) for level, n in sizes.drop(shown.index).items()],
        test=attempted(lambda: prevalence_test(shown.to_numpy(), rng)),
    )


def ordered_levels(levels: pd.Series) -> list:
    """The levels as they are declared, or else in their order."""
    declared = isinstance(levels.dtype, pd.CategoricalDtype)
    return list(levels.cat.categories) if declared else sorted(levels.dropna().unique())


def level_prevalence(level: str, n_not_met: int, n_met: int, conf_level: float) -> LevelPrevalence:
    """Share of `n_met` at one level."""
    share = proportion(n_met, n_met + n_not_met, conf_level=conf_level)
    return LevelPrevalence(
        level=level,
        n_obs=n_met + n_not_met,
        n_met=n_met,
        estimate=share.estimate,
        conf_low=share.conf_low,
        conf_high=share.conf_high,
    )


def prevalence_test(table: np.ndarray, rng: np.random.Generator) -> PrevalenceTest:
    """
    Test of equal shares in a table (levels, 2) of counts.

    Raises
    ------
    EstimationError
        Fewer than two levels, or everyone, or nobody, met the pain point.
    """
    if len(table) < 2:
        raise EstimationError("fewer_than_two_levels", n_levels=len(table))
    if (table.sum(axis=0) == 0).any():
        raise EstimationError("same_at_all_levels")
    n_obs, df = int(table.sum()), len(table) - 1
    statistic = float(chi_square(table[None])[0])
    is_sparse = bool(expected(table).min() < FEW_EXPECTED)
    p_value = simulated_p_value(table, statistic, rng) if is_sparse else chi_square_p_value(statistic, df)
    return PrevalenceTest(
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
    met = rng.multivariate_hypergeometric(sizes, table[:, 1].sum(), size=N_TABLES)
    drawn = chi_square(np.stack([sizes - met, met], axis=-1))
    return float((1 + (drawn >= statistic * (1 - 1e-9)).sum()) / (1 + N_TABLES))


def adjusted(found: ByGroup) -> ByGroup:
    """The same with p-values adjusted by Holm over all tests."""
    tests = [part.test for parts in found.values() for part in parts.values()]
    made = [test for test in tests if isinstance(test, PrevalenceTest)]
    by_test = dict(zip(map(id, made), holm([test.p_value for test in made]).tolist(), strict=True))
    return {
        group: {
            name: replace(part, test=replace(part.test, p_value_holm=by_test[id(part.test)]))
            if id(part.test) in by_test
            else part
            for name, part in parts.items()
        }
        for group, parts in found.items()
    }
