"""
Which way a factor points: with the majority of its items.

A marker item fixes a factor's unit and, unasked, its direction; where that one item runs against the others, every
correlation of the factor would be turned round. The marker's loading is then fixed at minus what it was.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from analysis.statistics.cfa.model.specification import LOADING, Model
from analysis.statistics.cfa.solution import Solution


def oriented(solution: Solution) -> Model:
    """
    The solution's model with every marked factor pointing the way of most of its standardised loadings.

    The same model where all do. As many on either side: the sum of the loadings decides. Factors with a factor for an
    item (second order) follow after those have been turned.
    """
    model = solution.model
    standardised = solution.standardized[0]
    signs = dict.fromkeys(model.factors, 1.0)
    marked = [factor for factor in model.factors if _marker(model, factor) is not None]
    for factor in sorted(marked, key=lambda name: _is_general(model, name)):
        rows = [row for row, p in enumerate(model.parameters) if p.op == LOADING and p.lhs == factor]
        loadings = np.array([standardised[row] * signs.get(model.parameters[row].rhs, 1.0) for row in rows])
        signs[factor] = direction(loadings)
    if all(sign > 0 for sign in signs.values()):
        return model
    return replace(model, parameters=tuple(_turned(model, p, signs) for p in model.parameters))


def direction(loadings: np.ndarray) -> float:
    """
    1.0 where most loadings (k,) are positive, -1.0 where most are negative; at a draw the sign of their sum.

    >>> direction(np.array([-0.9, 0.3, 0.4])), direction(np.array([-0.9, 0.3])), direction(np.array([np.nan, np.nan]))
    (1.0, -1.0, 1.0)
    """
    votes = np.sign(np.nan_to_num(loadings)).sum() or np.nan_to_num(loadings).sum()
    return -1.0 if votes < 0 else 1.0


def _marker(model: Model, factor: str) -> int | None:
    """The row of the one loading that fixes a factor's unit; None where another thing does."""
    rows = [row for row, p in enumerate(model.parameters) if p.op == LOADING and p.lhs == factor and p.group == 0]
    fixed = [row for row in rows if model.parameters[row].fixed]
    return fixed[0] if len(fixed) == 1 and len(rows) > 1 else None


def _is_general(model: Model, factor: str) -> bool:
    return any(p.op == LOADING and p.lhs == factor and p.rhs in model.factors for p in model.parameters)


def _turned(model: Model, p: Any, signs: dict[str, float]) -> Any:
    """A parameter as it stands once its factor points the other way: only a marker's value changes."""
    if p.op != LOADING or not p.fixed or _marker(model, p.lhs) is None:
        return p
    return replace(p, fixed=p.fixed * signs[p.lhs] * signs.get(p.rhs, 1.0))
