"""The moments of ordered answers: thresholds, polychoric correlations and how precisely they are known."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.requirements import complete_rows, require_items, require_rows, require_variation
from analysis.statistics.ordinal.influence import correlation_covariance, correlation_influence
from analysis.statistics.ordinal.pairs import pairwise_correlations
from analysis.statistics.ordinal.tables import CategoryCodes, PairTables, category_codes, pair_tables, thresholds

MOST_CATEGORIES = 20


@dataclass(frozen=True, eq=False)
class OrdinalSample:
    """
    Complete answers of one group seen as cut normal variables.

    Parameters
    ----------
    answers : CategoryCodes
    tables : PairTables
    cuts : ndarray, shape (n_items, K - 1)
        Thresholds; open-ended where an item has fewer than K categories.
    rho : ndarray, shape (n_pairs,)
        Polychoric correlations, row by row of the upper triangle.
    converged : ndarray of bool, shape (n_pairs,)
    """

    answers: CategoryCodes
    tables: PairTables
    cuts: np.ndarray
    rho: np.ndarray
    converged: np.ndarray

    @property
    def items(self) -> tuple[str, ...]:
        return self.answers.items

    @property
    def n_obs(self) -> int:
        return self.answers.n_obs

    @cached_property
    def R(self) -> np.ndarray:
        """Polychoric correlation matrix as estimated, not smoothed, shape (n_items, n_items)."""
        matrix = np.eye(len(self.items))
        matrix[self.tables.first, self.tables.second] = self.rho
        matrix[self.tables.second, self.tables.first] = self.rho
        return matrix

    @cached_property
    def influence(self) -> np.ndarray:
        """Influence of a respondent in each cell on each correlation, (n_pairs, K, K); NaN if it did not converge."""
        influence = correlation_influence(self.tables, self.cuts, np.where(self.converged, self.rho, 0.0))
        influence[~self.converged] = np.nan
        return influence

    @cached_property
    def covariance(self) -> np.ndarray:
        """Asymptotic covariance matrix of sqrt(n) times the correlations, shape (n_pairs, n_pairs)."""
        return correlation_covariance(self.answers, self.tables, self.influence)

    @cached_property
    def possible_cells(self) -> np.ndarray:
        """Cells of each pair's table between categories in use, shape (n_pairs,)."""
        sizes = np.array([len(values) for values in self.answers.categories])
        return sizes[self.tables.first] * sizes[self.tables.second]

    @cached_property
    def empty_cells(self) -> np.ndarray:
        """Cells of each pair's table that nobody fills, unused categories aside, shape (n_pairs,)."""
        return self.possible_cells - np.count_nonzero(self.tables.counts, axis=(1, 2))


def ordinal_sample(items: pd.DataFrame) -> OrdinalSample:
    """
    Thresholds and polychoric correlations of the rows that answer every item (Olsson 1979, doi 10.1007/BF02296207).

    Parameters
    ----------
    items : DataFrame
        Answers, one column per item; any numbers, read as ordered categories. Incomplete rows are dropped first.

    Raises
    ------
    EstimationError
        Fewer than two items or two complete rows, an item whose answers do not vary, or more than 20 categories.
    """
    complete = require_rows(complete_rows(require_items(items)), at_least=2)
    answers = require_variation(complete).to_numpy()
    coded = category_codes(answers, tuple(str(name) for name in items.columns))
    _require_ordered(coded)
    tables = pair_tables(coded)
    cuts = thresholds(tables.margins)
    rho, converged = pairwise_correlations(tables, cuts)
    return OrdinalSample(coded, tables, cuts, rho, converged)


def _require_ordered(answers: CategoryCodes) -> None:
    found = zip(answers.items, answers.categories, strict=True)
    continuous = [item for item, values in found if len(values) > MOST_CATEGORIES]
    if continuous:
        raise EstimationError("not_ordinal", items=continuous, most=MOST_CATEGORIES)
