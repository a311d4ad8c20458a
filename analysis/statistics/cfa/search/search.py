"""
The way to a maximum: from the usual start, and if that fails from others, before a model is given up.

Two things go wrong in weak data. A marker item that shares nothing with its factor makes the factor's scale explode:
the search then goes by another marker and comes back. And the likelihood of a bifactor model has ridges on which one
factor shrinks to one item: the search then begins elsewhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analysis.statistics.cfa.model.cells import ALPHA, BETA, LAMBDA, PSI, Matrices
from analysis.statistics.cfa.model.implied import implied
from analysis.statistics.cfa.model.orientation import direction
from analysis.statistics.cfa.model.specification import LOADING, Model
from analysis.statistics.cfa.results import Problem
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.cfa.search.other_starts import has_general_factor, is_orthogonal, other_axes, other_starts
from analysis.statistics.cfa.search.runaway import best_limit, endless_problems, limit
from analysis.statistics.cfa.search.scoring import MAX_STEPS, PROVED, SHORT, Optimum, Surface, minimum
from analysis.statistics.cfa.search.starts import starting_values

SLOW = 12  # steps of a search that deserves others beside it
SAME_VALUE = 1e-7  # of f per case: searches that end nearer to each other have found the same maximum


def maximum(
    surface_of: Callable[[Model], Surface], model: Model, samples: Sequence[Moments]
) -> tuple[Optimum, list[Problem]]:
    """
    The maximum of a model's likelihood, and what is wrong with it if it is only a limit.

    `surface_of` gives a model's likelihood; `samples` are the moments that starts are taken from.
    """
    surface = surface_of(model)
    start = starting_values(model, samples)
    optimum = minimum(surface, start)
    if not optimum.is_proved or optimum.n_steps > SLOW:
        optimum = _from_elsewhere(surface_of, model, samples, optimum)
    elif has_general_factor(model):
        optimum = _best_of_starts(surface, model, start, optimum)
    theta = with_positive_factors(model, optimum.point.theta)
    if theta is not optimum.point.theta:
        optimum = replace(optimum, point=surface.at(theta))
    return optimum, endless_problems(model, optimum.point.theta) if optimum.allowed > PROVED else []


def _from_elsewhere(surface_of: Any, model: Model, samples: Sequence[Moments], optimum: Optimum) -> Optimum:
    """The best of what other starts lead to when the usual one led to `optimum`, slowly or to no maximum."""
    if not is_orthogonal(model):
        return _with_weak_factors(surface_of, model, samples, optimum)
    surface, start = surface_of(model), starting_values(model, samples)
    starts = other_starts(model, surface, start)
    tries = [optimum, *(minimum(surface, start, max_steps=SHORT) for start in starts)]
    proved = min((found for found in tries if found.is_proved), key=lambda found: found.point.value, default=None)
    if proved is not None and not _has_heywood_case(model, proved.point.theta):
        return counted(proved, tries)
    ends = [limit(surface, found, model) for found in tries]
    best = min(ends, key=lambda found: (not found.is_proved, found.point.value))
    counts = {"n_starts": len(ends), "n_agreeing": counted(best, ends).n_agreeing}
    best = best_limit(surface, best, model, samples[0].cov) if best.is_proved and model.n_groups == 1 else best
    return replace(best, **counts)


def _best_of_starts(surface: Surface, model: Model, start: np.ndarray, first: Optimum) -> Optimum:
    """The lowest maximum that other starts lead to, or `first`: models with a general factor have local maxima."""
    tries = [first, *(minimum(surface, theta, max_steps=SHORT) for theta in other_starts(model, surface, start))]
    best = min((found for found in tries if found.is_proved), key=lambda found: found.point.value)
    return counted(first if first.point.value - best.point.value <= SAME_VALUE else best, tries)


def counted(best: Optimum, tries: Sequence[Optimum]) -> Optimum:
    """`best` with the number of searches made, and of those that ended at its value."""
    agreeing = sum(
        found is best or (found.is_proved and abs(found.point.value - best.point.value) <= SAME_VALUE)
        for found in tries
    )
    return replace(best, n_starts=len(tries), n_agreeing=agreeing)


def _with_weak_factors(surface_of: Any, model: Model, samples: Sequence[Moments], first: Optimum) -> Optimum:
    """The best maximum by other markers or other axes of a scale's items; the first search if there is none."""
    surface, start = surface_of(model), starting_values(model, samples)
    marked = _by_other_markers(surface_of, model, samples)
    tries = [first] if marked is None else [first, marked]
    for theta in other_axes(model, samples, start):
        if surface.at(theta) is not None:
            tries.append(minimum(surface, theta, max_steps=SHORT))
    if not any(found.is_proved for found in tries):
        tries = [minimum(surface, found.point.theta, max_steps=MAX_STEPS - SHORT) for found in tries]
    proved = [found for found in tries if found.is_proved]
    return counted(min(proved, key=lambda found: found.point.value, default=first), tries)


def with_positive_factors(model: Model, theta: np.ndarray) -> np.ndarray:
    """`theta` with factors that have no marker pointing the way of most of their items (see `orientation`)."""
    turned = np.ones(len(theta))
    for cells in model.cells:
        at, free = cells.where[LAMBDA], cells.parameter >= 0
        unmarked = np.bincount(cells.col[at], ~free[at], model.n_factors) == 0
        if not unmarked.any():
            continue
        spread = np.sqrt(np.diagonal(implied(cells, theta).Sigma))
        loadings = cells.matrices(theta).Lambda / spread[:, None]
        for k in np.flatnonzero(unmarked):
            if direction(loadings[:, k]) > 0:
                continue
            own = (cells.matrix == LAMBDA) & (cells.col == k)
            latent = np.isin(cells.matrix, (BETA, PSI)) & ((cells.row == k) != (cells.col == k))
            mean = (cells.matrix == ALPHA) & (cells.row == k)
            turned[np.unique(cells.parameter[free & (own | mean)])] = -1.0
            turned[cells.parameter[free & latent]] *= -1.0
    return theta if (turned > 0).all() else theta * turned


def _has_heywood_case(model: Model, theta: np.ndarray) -> bool:
    return any((np.diagonal(cells.matrices(theta).Theta) < 0).any() for cells in model.cells)


# ---------------------------------------------------------------------- another marker
def _by_other_markers(surface_of: Any, model: Model, samples: Sequence[Moments]) -> Optimum | None:
    """The maximum with each factor marked by its strongest item, brought back to the model's own markers."""
    marked = remarked(model, starting_values(model, samples))
    if marked is None:
        return None
    found = minimum(surface_of(marked), starting_values(marked, samples))
    if not found.is_proved:
        return None
    theta = rescaled(marked, model, found.point.theta)
    surface = surface_of(model)
    if theta is None or surface.at(theta) is None:
        return None
    return minimum(surface, theta)


def remarked(model: Model, theta: np.ndarray) -> Model | None:
    """The same model with the strongest of each factor's items at `theta` as its marker; None without markers."""
    strongest = {}
    state = implied(model.cells[0], theta)
    spread = np.sqrt(np.diagonal(state.Sigma))
    for k, factor in enumerate(model.factors):
        fixed = [p for p in model.parameters if p.op == LOADING and p.lhs == factor and p.fixed and p.group == 0]
        if len(fixed) == 1 and fixed[0].rhs in model.items:
            strongest[factor] = model.items[int(np.argmax(np.abs(state.matrices.Lambda[:, k]) / spread))]
    if not strongest:
        return None
    table = []
    for p in model.parameters:
        if p.op == LOADING and p.lhs in strongest:
            p = replace(p, fixed=1.0 if p.rhs == strongest[p.lhs] else None)
        table.append(p)
    return replace(model, parameters=tuple(table))


def rescaled(source: Model, target: Model, theta: np.ndarray) -> np.ndarray | None:
    """Parameters of `target`, which has other markers than `source`; None where a marker's loading vanishes."""
    parameter, value = [], []
    for cells, wanted in zip(source.cells, target.cells, strict=True):
        M = cells.matrices(theta)
        scale = np.ones(target.n_factors)
        for i in np.flatnonzero((wanted.matrix == LAMBDA) & (wanted.parameter < 0)):
            fixed = wanted.matrices(np.zeros(target.n_free)).Lambda[wanted.row[i], wanted.col[i]]
            if fixed != 0:
                scale[wanted.col[i]] = M.Lambda[wanted.row[i], wanted.col[i]] / fixed
        if np.abs(scale).min() < 1e-8:
            return None
        free = wanted.parameter >= 0
        parameter.append(wanted.parameter[free])
        value.append(wanted.values(_scaled(M, scale))[free])
    parameter, value = np.concatenate(parameter), np.concatenate(value)
    return np.bincount(parameter, value, target.n_free) / np.bincount(parameter, minlength=target.n_free)


def _scaled(M: Matrices, scale: np.ndarray) -> Matrices:
    """The matrices with factor k in units `scale[k]` times as small."""
    return Matrices(
        Lambda=M.Lambda / scale,
        Beta=M.Beta * scale[:, None] / scale,
        Psi=M.Psi * np.outer(scale, scale),
        Theta=M.Theta,
        nu=M.nu,
        alpha=M.alpha * scale,
    )
