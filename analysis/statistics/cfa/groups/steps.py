"""Between the steps of invariance: which equality is worst, and how the groups' latent means differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.statistics.cfa.after.modification import score_test
from analysis.statistics.cfa.model.cells import LAMBDA, NU, CellList
from analysis.statistics.cfa.model.specification import LOADING
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.foundation.distributions import holm

LEAST_INVARIANT = 2  # items per factor


@dataclass(frozen=True, kw_only=True, eq=False)
class LatentMean:
    """
    A group's latent mean less that of the first group, in units of the factor's marker item.

    `cohens_d` divides it by the pooled standard deviation of the factor (Hancock 2001, doi 10.1007/BF02294440);
    `p_value_holm` is adjusted for all differences of the grouping. What a negative variance leaves undefined is None.
    """

    factor: str
    group: str
    estimate: float
    std_error: float | None
    statistic: float | None
    p_value: float | None
    p_value_holm: float | None
    conf_low: float | None
    conf_high: float | None
    cohens_d: float | None


def worst_equality(result: CfaResult, step: str, free: Sequence[str]) -> str | None:
    """
    The term whose equality between groups costs most by the score test; None where no more may be freed.

    `step` "metric" looks at free loadings ("factor=~item"), "scalar" at intercepts ("item~1").
    """
    candidates = _may_be_freed(result, step, free)
    if not candidates:
        return None
    model, solution = result.solution.model, result.solution
    others = range(1, model.n_groups)
    cells = [(g, _cell_list(model, list(candidates.values()))) for g in others]
    test = score_test(solution, cells)
    k = len(candidates)
    cost = [test.joint([g * k + i for g in range(len(cells))]) for i in range(k)]
    return list(candidates)[int(np.argmax(cost))]


def _may_be_freed(result: CfaResult, step: str, free: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Terms held equal, with their cells, of factors that keep enough invariant items without them."""
    model = result.solution.model
    table = [p for p in model.parameters if p.group == 0 and p.op == LOADING and p.rhs in model.items]
    chosen = {}
    for p in table:
        i, k = model.items.index(p.rhs), model.factors.index(p.lhs)
        term, cell = (p.term, (LAMBDA, i, k)) if step == "metric" else (f"{p.rhs}~1", (NU, i, 0))
        siblings = [q.term if step == "metric" else f"{q.rhs}~1" for q in table if q.lhs == p.lhs]
        kept = sum(sibling not in free for sibling in siblings)
        movable = p.is_free or step == "scalar"
        if movable and term not in free and kept > LEAST_INVARIANT:
            chosen[term] = cell
    return chosen


def _cell_list(model: Any, places: Sequence[tuple[int, int, int]]) -> CellList:
    matrix, row, col = np.array(places).T
    return CellList(matrix, row, col, np.arange(len(places)))


def freed_terms(free: Sequence[str], term: str) -> tuple[str, ...]:
    """The free terms with one more."""
    return (*free, term)


def latent_means(result: CfaResult, conf_level: float) -> list[LatentMean]:
    """Latent means of all groups but the first, from a model with equal intercepts."""
    solution, model = result.solution, result.solution.model
    sizes = np.array([sample.n_obs for sample in solution.samples])
    variances = np.array([np.diagonal(state.C) for state in solution.implied])
    pooled = np.sqrt(sizes @ variances / sizes.sum())
    z = float(ndtri(0.5 + conf_level / 2))
    spread = np.sqrt(np.diagonal(solution.covariance))
    rows = [
        row
        for row, p in enumerate(model.parameters)
        if p.op == "~1" and p.lhs in model.factors and model.index[row] >= 0
    ]
    estimates, errors = solution.theta[model.index[rows]], spread[model.index[rows]]
    p_values = 2 * ndtr(-np.abs(estimates / errors))
    found = zip(rows, estimates.tolist(), errors.tolist(), p_values.tolist(), holm(p_values).tolist(), strict=True)
    return [
        LatentMean(
            factor=model.parameters[row].lhs,
            group=model.groups[model.parameters[row].group],
            estimate=estimate,
            std_error=error,
            statistic=estimate / error,
            p_value=p_value,
            p_value_holm=adjusted,
            conf_low=estimate - z * error,
            conf_high=estimate + z * error,
            cohens_d=estimate / float(pooled[model.factors.index(model.parameters[row].lhs)]),
        )
        for row, estimate, error, p_value, adjusted in found
    ]
