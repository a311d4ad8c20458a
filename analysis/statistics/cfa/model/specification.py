"""
What a confirmatory factor model is: a table of parameters, and where each one stands in the model's matrices.

The matrices are those of LISREL's all-y model, one set per group:

    Sigma = Lambda (I - Beta)^-1 Psi (I - Beta)^-T Lambda' + Theta,      mu = nu + Lambda (I - Beta)^-1 alpha

(Joreskog 1970, doi 10.1093/biomet/57.2.239; Bollen 1989, *Structural Equations with Latent Variables*, ch. 8).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from analysis.statistics.cfa.model.cells import Cells, cells_of_group
from analysis.statistics.cfa.model.implied import Directions, directions
from analysis.statistics.cfa.model.parameters import COVARIANCE, INTERCEPT, LOADING, Parameter


@dataclass(frozen=True)
class Model:
    """
    A model specification.

    Parameters
    ----------
    items, factors : the observed and the latent variables, in the order of the matrices' rows.
    parameters : the parameter table; a cell that it does not name is fixed to zero.
    groups : names of the groups; empty for one group.
    """

    items: tuple[str, ...]
    factors: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    groups: tuple[str, ...] = ()
    scales: dict[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = "correlated_factors"

    @property
    def n_items(self) -> int:
        return len(self.items)

    @property
    def n_factors(self) -> int:
        return len(self.factors)

    @property
    def n_groups(self) -> int:
        return max(len(self.groups), 1)

    @cached_property
    def has_means(self) -> bool:
        return any(p.op == INTERCEPT for p in self.parameters)

    @cached_property
    def index(self) -> np.ndarray:
        """For each row of the table the number of its free parameter, -1 where it is fixed; equal ones share one."""
        numbers: dict[str | int, int] = {}
        table = enumerate(self.parameters)
        return np.array([numbers.setdefault(p.label or row, len(numbers)) if p.is_free else -1 for row, p in table])

    @cached_property
    def n_free(self) -> int:
        return int(self.index.max(initial=-1)) + 1

    @cached_property
    def free_rows(self) -> np.ndarray:
        """The first row of the table in which each free parameter stands."""
        free = np.flatnonzero(self.index >= 0)
        _, first = np.unique(self.index[free], return_index=True)
        return free[first]

    @property
    def n_moments(self) -> int:
        """Sample variances, covariances and (with a mean structure) means, over all groups."""
        p = self.n_items
        return self.n_groups * (p * (p + 1) // 2 + (p if self.has_means else 0))

    @property
    def df(self) -> int:
        return self.n_moments - self.n_free

    @cached_property
    def cells(self) -> tuple[Cells, ...]:
        """Per group, the table as index arrays."""
        return tuple(
            cells_of_group(self.parameters, self.index, self.items, self.factors, group)
            for group in range(self.n_groups)
        )

    @cached_property
    def directions(self) -> tuple[Directions, ...]:
        """Per group, where the derivatives of the free cells lie."""
        return tuple(directions(cells.free, self.n_items, self.n_factors) for cells in self.cells)

    def parameter_names(self) -> list[str]:
        """A name for each free parameter: its first term, with the group's name where there are groups."""
        rows = [self.parameters[row] for row in self.free_rows]
        return [p.term + (f" [{self.groups[p.group]}]" if self.groups else "") for p in rows]

    # ------------------------------------------------------------------ variations of a model
    def with_means(self) -> "Model":
        """The same model with free intercepts and latent means of zero, as full information needs it."""
        if self.has_means:
            return self
        groups = range(self.n_groups)
        nu = [Parameter(item, INTERCEPT, group=g) for g in groups for item in self.items]
        alpha = [Parameter(factor, INTERCEPT, fixed=0.0, group=g) for g in groups for factor in self.factors]
        return replace(self, parameters=(*self.parameters, *nu, *alpha))

    def in_groups(self, groups: Iterable[str], *, equal: Iterable[str] = (), free: Iterable[str] = ()) -> "Model":
        """
        The same model in several groups, with a mean structure and equality constraints between the groups.

        Parameters
        ----------
        groups : names of the groups, the first one the reference.
        equal : any of "loadings", "intercepts", "residuals": what is held equal (lavaan's `group.equal`).
            With equal intercepts the latent means are free in all groups but the first.
        free : terms ("factor=~item", "item~1", "item~~item") let free nevertheless: partial invariance.
        """
        groups, equal, free = tuple(groups), frozenset(equal), frozenset(free)
        template = self.with_means().parameters
        table = []
        for g in range(len(groups)):
            for p in template:
                label = p.term if self._is_equal(p, equal) and p.term not in free else ""
                fixed = p.fixed
                if "intercepts" in equal and g > 0 and p.op == INTERCEPT and p.lhs in self.factors:
                    fixed = None
                table.append(replace(p, group=g, fixed=fixed, label=label or (f"{p.label}[{g}]" if p.label else "")))
        return replace(self, parameters=tuple(table), groups=groups)

    def _is_equal(self, p: Parameter, equal: frozenset[str]) -> bool:
        if not p.is_free:
            return False
        kind = {LOADING: "loadings", INTERCEPT: "intercepts", COVARIANCE: "residuals"}.get(p.op)
        observed = p.op == LOADING or p.lhs in self.items
        return observed and kind in equal and (kind != "residuals" or p.lhs == p.rhs)
