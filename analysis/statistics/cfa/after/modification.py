"""
What freeing a fixed parameter would change: modification indices and expected parameter changes.

A modification index is the score test of one fixed parameter (Sorbom 1989, doi 10.1007/BF02294623): with g the slope
of f by that parameter and v its information beyond that of the free ones, MI = n g^2 / v and the expected change is
-g / v.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
from scipy.special import chdtrc

from analysis.statistics.cfa.ml.likelihood import GroupPoint, group_point
from analysis.statistics.cfa.model.cells import LAMBDA, PSI, THETA, CellList
from analysis.statistics.cfa.model.implied import Directions, directions
from analysis.statistics.cfa.solution import Solution
from analysis.statistics.foundation.requirements import require_room


@dataclass(frozen=True, kw_only=True)
class ModificationIndex:
    """
    What freeing one parameter (`lhs`, `op`, `rhs`) would change.

    `mi` is the fall of chi-square, `epc` the expected value of the parameter, `sepc_all` that with items and factors
    standardised; None where the spread of one of them is not defined.
    """

    lhs: str
    op: Literal["=~", "~~"]
    rhs: str
    mi: float
    p_value: float
    epc: float
    sepc_all: float | None


@dataclass(frozen=True, kw_only=True)
class GroupModificationIndex(ModificationIndex):
    """A modification index of one of several groups."""

    group: str


@dataclass(frozen=True, eq=False)
class ScoreTest:
    """Slopes (cells,) of f by candidate cells and their information (cells, cells) beyond the free parameters."""

    slope: np.ndarray
    information: np.ndarray
    n_obs: int

    @property
    def indices(self) -> np.ndarray:
        """One score test (1 df) for each cell; NaN where a cell has no information of its own left."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.is_tested, self.n_obs * self.slope**2 / np.diagonal(self.information), np.nan)

    @property
    def changes(self) -> np.ndarray:
        """The expected value of each cell if it were freed alone; NaN as in `indices`."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.is_tested, -self.slope / np.diagonal(self.information), np.nan)

    @property
    def is_tested(self) -> np.ndarray:
        """Whether the free parameters leave a cell information of its own: positive, up to rounding."""
        left = np.diagonal(self.information)
        return left > 1e-12 * np.abs(left).max(initial=0.0)

    def joint(self, cells: Sequence[int]) -> float:
        """One score test of several cells freed together."""
        g = self.slope[cells]
        return float(self.n_obs * g @ np.linalg.solve(self.information[np.ix_(cells, cells)], g))


def modification_indices(solution: Solution, *, least: float = 0.0) -> list[ModificationIndex]:
    """
    Modification indices of cross-loadings, residual covariances and factor covariances fixed to zero, largest first.

    A parameter that the free ones leave no information is not listed: freed, it would not be identified. `least` leaves
    out smaller indices.
    """
    rows = []
    model = solution.model
    for g, state in enumerate(solution.implied):
        cells = _candidates(solution, g)
        require_room(len(cells.matrix), model.n_items)
        test = score_test(solution, [(g, cells)])
        names = _names(solution, cells)
        standard = test.changes * _standardising(cells, state)
        for at in np.flatnonzero(test.indices >= least):
            mi = float(test.indices[at])
            row = dict(zip(("lhs", "op", "rhs"), names[at], strict=True))
            row |= {"mi": mi, "p_value": float(chdtrc(1, mi)), "epc": float(test.changes[at])}
            row |= {"sepc_all": float(standard[at])}
            rows.append(
                GroupModificationIndex(**row, group=model.groups[g]) if model.groups else ModificationIndex(**row)
            )
    return sorted(rows, key=lambda row: -row.mi)


def score_test(solution: Solution, candidates: Sequence[tuple[int, CellList]]) -> ScoreTest:
    """The score test of candidate cells, given as (group, cells), at a solution for complete moments."""
    model, samples = solution.model, solution.samples
    points = [
        group_point(state, sample.cov, sample.mean if model.has_means else None)
        for state, sample in zip(solution.implied, samples, strict=True)
    ]
    shares = np.array([sample.n_obs for sample in samples]) / solution.n_obs
    free = _free_information(solution, points, shares)
    slopes, cross, within = [], [], []
    for g, cells in candidates:
        d = directions(cells, model.n_items, model.n_factors)
        slopes.append(shares[g] * points[g].gradient(d))
        by_cell = shares[g] * rectangular_information(points[g], d, model.directions[g])
        total = np.zeros((len(d.x), model.n_free))
        np.add.at(total.T, model.directions[g].parameter, by_cell.T)
        cross.append(total)
        within.append(shares[g] * rectangular_information(points[g], d, d))
    cross = np.concatenate(cross)
    information = _block_diagonal(within) - cross @ np.linalg.pinv(free, hermitian=True) @ cross.T
    return ScoreTest(np.concatenate(slopes), information, solution.n_obs)


def rectangular_information(point: GroupPoint, a: Directions, b: Directions) -> np.ndarray:
    """Expected information between two sets of cells, (a, b)."""
    M = point.EVE
    at_x, at_y = M[a.x], M[a.y]
    H = np.outer(a.c, b.c) * (at_x[:, b.x] * at_y[:, b.y] + at_x[:, b.y] * at_y[:, b.x])
    if point.shift is None:
        return H
    return H + np.outer(point.state.mean_factor(a), point.state.mean_factor(b)) * at_x[:, b.x]


def _free_information(solution: Solution, points: Sequence[GroupPoint], shares: np.ndarray) -> np.ndarray:
    total = np.zeros((solution.model.n_free, solution.model.n_free))
    for share, point, d in zip(shares, points, solution.model.directions, strict=True):
        np.add.at(total, (d.parameter[:, None], d.parameter), share * point.expected_information(d))
    return total


def _block_diagonal(blocks: Sequence[np.ndarray]) -> np.ndarray:
    size = sum(len(block) for block in blocks)
    total, at = np.zeros((size, size)), 0
    for block in blocks:
        total[at : at + len(block), at : at + len(block)] = block
        at += len(block)
    return total


def _candidates(solution: Solution, group: int) -> CellList:
    """Cells that the model fixes to zero, silently or in its table."""
    model, cells = solution.model, solution.model.cells[group]
    taken = set(zip(cells.matrix.tolist(), cells.row.tolist(), cells.col.tolist(), strict=True))
    taken -= {
        place
        for place, p in zip(_places(cells), (model.parameters[row] for row in cells.table_row), strict=True)
        if p.fixed == 0.0
    }
    measuring = sorted(set(cells.col[cells.matrix == LAMBDA].tolist()))
    places = [(LAMBDA, i, k) for k in measuring for i in range(model.n_items)]
    places += [(THETA, i, j) for j, i in combinations(range(model.n_items), 2)]
    places += [(PSI, k, m) for m, k in combinations(measuring, 2)]
    mirrored = {(matrix, col, row) for matrix, row, col in taken if matrix in (THETA, PSI)}
    chosen = [place for place in places if place not in taken and place not in mirrored]
    matrix, row, col = np.array(chosen).reshape(-1, 3).T
    return CellList(matrix, row, col, np.arange(len(chosen)))


def _places(cells: Any) -> list[tuple[int, int, int]]:
    return list(zip(cells.matrix.tolist(), cells.row.tolist(), cells.col.tolist(), strict=True))


def _names(solution: Solution, cells: CellList) -> list[tuple[str, str, str]]:
    items, factors = solution.model.items, solution.model.factors
    words = {
        LAMBDA: lambda row, col: (factors[col], "=~", items[row]),
        THETA: lambda row, col: (items[col], "~~", items[row]),
        PSI: lambda row, col: (factors[col], "~~", factors[row]),
    }
    return [words[m](row, col) for m, row, col in zip(cells.matrix, cells.row, cells.col, strict=True)]


def _standardising(cells: CellList, state: Any) -> np.ndarray:
    """What a change is multiplied by to be one of the standardised solution."""
    factor = np.empty(len(cells.matrix))
    matrix, row, col = cells.matrix, cells.row, cells.col
    with np.errstate(invalid="ignore", divide="ignore"):
        at = matrix == LAMBDA
        factor[at] = np.sqrt(np.diagonal(state.C)[col[at]] / np.diagonal(state.Sigma)[row[at]])
        for which, own in ((THETA, state.matrices.Theta), (PSI, state.matrices.Psi)):
            at = matrix == which
            variance = np.abs(np.diagonal(own))
            factor[at] = 1 / np.sqrt(variance[row[at]] * variance[col[at]])
    return factor
