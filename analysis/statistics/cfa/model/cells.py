"""The parameter table as index arrays: which cell of which matrix each parameter fills."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.statistics.cfa.model.parameters import COVARIANCE, INTERCEPT, LOADING, REGRESSION, Parameter

MATRICES = ("Lambda", "Beta", "Psi", "Theta", "nu", "alpha")
LAMBDA, BETA, PSI, THETA, NU, ALPHA = range(6)


@dataclass(frozen=True)
class Matrices:
    """The matrices of one group: Lambda (p, m), Beta (m, m), Psi (m, m), Theta (p, p), nu (p,), alpha (m,)."""

    Lambda: np.ndarray
    Beta: np.ndarray
    Psi: np.ndarray
    Theta: np.ndarray
    nu: np.ndarray
    alpha: np.ndarray


@dataclass(frozen=True)
class Cells:
    """
    Cells of one group's matrices, one entry per row of the parameter table.

    `matrix` is the number of the matrix, `row` and `col` the place in it, `parameter` the number of the free
    parameter (-1: fixed), `table_row` the row of the table. `fixed` holds all matrices with their fixed values in one
    flat array, in which each cell is at `place` and free parameter `source[i]` fills place `target[i]` (both triangles
    of a symmetric matrix).
    """

    n_items: int
    n_factors: int
    matrix: np.ndarray
    row: np.ndarray
    col: np.ndarray
    parameter: np.ndarray
    table_row: np.ndarray
    place: np.ndarray
    fixed: np.ndarray
    target: np.ndarray
    source: np.ndarray
    has_regressions: bool
    has_means: bool

    def matrices(self, theta: np.ndarray) -> Matrices:
        """The model's matrices at the free parameters `theta`."""
        flat = self.fixed.copy()
        flat[self.target] = theta[self.source]
        return Matrices(*(flat[begin:end].reshape(shape) for begin, end, shape in self.blocks))

    def values(self, M: Matrices) -> np.ndarray:
        """What the matrices hold in these cells, (cells,)."""
        matrices = (M.Lambda, M.Beta, M.Psi, M.Theta, M.nu, M.alpha)
        return np.concatenate([matrix.ravel() for matrix in matrices])[self.place]

    @cached_property
    def where(self) -> tuple[np.ndarray, ...]:
        """For each matrix the positions of its cells among these."""
        return positions_by_matrix(self.matrix)

    @cached_property
    def blocks(self) -> tuple[tuple[int, int, tuple], ...]:
        """Begin, end and shape of each matrix in the flat array."""
        shapes, starts = _places(self.n_items, self.n_factors)
        ends = (*starts[1:], len(self.fixed))
        return tuple(zip(starts, ends, shapes, strict=True))

    @cached_property
    def free(self) -> "CellList":
        """The free cells."""
        keep = self.parameter >= 0
        return CellList(self.matrix[keep], self.row[keep], self.col[keep], self.parameter[keep])


@dataclass(frozen=True)
class CellList:
    """Cells of the matrices and the number of the parameter that each holds."""

    matrix: np.ndarray
    row: np.ndarray
    col: np.ndarray
    parameter: np.ndarray

    @cached_property
    def where(self) -> tuple[np.ndarray, ...]:
        """For each matrix the positions of its cells in this list."""
        return positions_by_matrix(self.matrix)


def positions_by_matrix(matrix: np.ndarray) -> tuple[np.ndarray, ...]:
    """For each of the six matrices, where its number stands in `matrix`."""
    return tuple(np.flatnonzero(matrix == number) for number in range(len(MATRICES)))


def _places(p: int, m: int) -> tuple[tuple, tuple]:
    """Shapes of the six matrices and where each begins in the flat array."""
    shapes = ((p, m), (m, m), (m, m), (p, p), (p,), (m,))
    starts = (0, p * m, p * m + m * m, p * m + 2 * m * m, p * m + 2 * m * m + p * p, p * m + 2 * m * m + p * p + p)
    return shapes, starts


def cell_of(p: Parameter, items: dict[str, int], factors: dict[str, int]) -> tuple[int, int, int]:
    """Matrix, row and column of one parameter; a factor measured by a factor is a regression of the latter."""
    lhs, rhs = p.lhs, p.rhs
    if p.op == LOADING:
        return (LAMBDA, items[rhs], factors[lhs]) if rhs in items else (BETA, factors[rhs], factors[lhs])
    if p.op == REGRESSION:
        return BETA, factors[lhs], factors[rhs]
    if p.op == COVARIANCE:
        return (THETA, items[lhs], items[rhs]) if lhs in items else (PSI, factors[lhs], factors[rhs])
    if p.op == INTERCEPT:
        return (NU, items[lhs], 0) if lhs in items else (ALPHA, factors[lhs], 0)
    raise ValueError(f"{p.term}: the operator {p.op!r} is none of =~, ~, ~~, ~1.")


def cells_of_group(
    parameters: Sequence[Parameter], index: np.ndarray, items: Sequence[str], factors: Sequence[str], group: int
) -> Cells:
    """The index arrays of one group of a parameter table; `index` numbers the free parameters, -1 where fixed."""
    item_rows = {name: i for i, name in enumerate(items)}
    factor_rows = {name: i for i, name in enumerate(factors)}
    rows = np.array([i for i, p in enumerate(parameters) if p.group == group])
    table = [parameters[i] for i in rows]
    matrix, row, col = np.array([cell_of(p, item_rows, factor_rows) for p in table]).T
    p, m = len(items), len(factors)
    shapes, starts = _places(p, m)
    width = np.array([m, m, m, p, 1, 1])[matrix]
    begin = np.array(starts)[matrix]
    here, mirrored = begin + row * width + col, begin + col * width + row
    symmetric = (matrix == PSI) | (matrix == THETA)
    mirrored = np.where(symmetric, mirrored, here)
    parameter = index[rows]
    fixed = np.zeros(starts[-1] + shapes[-1][0])
    is_fixed = parameter < 0
    values = np.array([0.0 if q.fixed is None else q.fixed for q in table])
    fixed[here[is_fixed]] = fixed[mirrored[is_fixed]] = values[is_fixed]
    free = ~is_fixed
    twice = free & symmetric & (row != col)
    return Cells(
        n_items=p,
        n_factors=m,
        matrix=matrix,
        row=row,
        col=col,
        parameter=parameter,
        table_row=rows,
        place=here,
        fixed=fixed,
        target=np.concatenate([here[free], mirrored[twice]]),
        source=np.concatenate([parameter[free], parameter[twice]]),
        has_regressions=bool((matrix == BETA).any()),
        has_means=any(q.op == INTERCEPT for q in parameters),
    )
