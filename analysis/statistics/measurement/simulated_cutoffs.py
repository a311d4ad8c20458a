"""
Cut-offs for indices of fit, simulated for the study's own model, number of people and answer categories.

Fixed cut-offs (Hu & Bentler 1999) were found for one model with strong loadings; the same misfit gives other indices in
other models. Here answers are drawn from populations in which the model is right, or lacks one, two, or more
cross-loadings, and the model is fitted to all of them (McNeish & Wolf 2023, doi 10.1037/met0000425). A cut-off is the
value that tells 95 % of the samples of a wrong model from 95 % of those of the right one; where none does, 90 %.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.statistics.cfa import cfa
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.cfa.search.refits import refits, stacked_matrices
from analysis.statistics.cfa.wlsmv.wlsmv import OrdinalSolution
from analysis.statistics.foundation.distributions import normal_quantile
from analysis.statistics.foundation.requirements import complete_rows
from analysis.statistics.measurement.misspecification import CrossLoading, Population, pattern_of, populations

N_DRAWS = 500
LARGEST_SAMPLE = 2_000
"""Simulated samples are no larger: beyond, indices hardly change (McNeish & Wolf 2023)."""

POWERS = (0.95, 0.90)
CHUNK_NUMBERS = 2_000_000
"""Simulated answers held at once."""

IS_MISFIT = {"srmr": True, "rmsea": True, "cfi": False}

Index = Literal["srmr", "rmsea", "cfi"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Cutoff:
    """A value of an index and the share of samples that it tells apart on either side; both None where none does."""

    value: float | None
    power: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Level:
    """The cut-offs against models that leave out `level` cross-loadings, the last of them `added`."""

    level: int
    added: CrossLoading
    cutoffs: dict[Index, Cutoff]


@dataclass(frozen=True, kw_only=True, eq=False)
class DynamicCutoffs:
    """
    Simulated cut-offs beside the indices of the study's maximum likelihood fit (`observed`), unscaled as they are.

    `population` is `ordinal` (answers cut at the study's thresholds from the WLSMV solution) or `normal`. `correct` has
    the bounds that 95 % of samples of a right model keep. `below_level` is, for each index, the lowest level whose
    misfit the study does not reach; None where it reaches every level that can be told.
    """

    n_obs: int
    n_simulated: int
    n_draws: int
    n_settled: int
    population: Literal["ordinal", "normal"]
    observed: dict[Index, float]
    correct: dict[Index, float]
    levels: list[Level]
    below_level: dict[Index, int | None]

    def tidy(self) -> pd.DataFrame:
        """A row per level and index."""
        return pd.DataFrame(
            [
                {"level": level.level, "index": name, "cutoff": cut.value, "power": cut.power}
                for level in self.levels
                for name, cut in level.cutoffs.items()
            ]
        )


def dynamic_cutoffs(
    items: pd.DataFrame,
    fit: CfaResult,
    *,
    rng: np.random.Generator,
    ordinal: CfaResult | None = None,
    n_draws: int = N_DRAWS,
) -> DynamicCutoffs:
    """
    Cut-offs of SRMR, RMSEA and CFI for a model of correlated factors fitted by maximum likelihood.

    Parameters
    ----------
    items : DataFrame
        Keyed answers; rows with a missing one are dropped.
    fit : CfaResult
        The model by "ml", whose indices are held against the cut-offs.
    rng : Generator
    ordinal : CfaResult, optional
        The same model by WLSMV: then answers are drawn in categories as uneven as the study's.
    n_draws : int
        Simulated samples per population.

    Raises
    ------
    EstimationError
        The solution is impossible, so that no population has it.
    """
    model, n_obs = fit.solution.model, fit.n_obs
    n_simulated = min(n_obs, LARGEST_SAMPLE)
    source = fit if ordinal is None else ordinal
    cuts = None if ordinal is None else observed_cuts(complete_rows(items)[list(model.items)], ordinal)
    simulated, levels = [], populations(pattern_of(source))
    for population, child in zip(levels, rng.spawn(len(levels)), strict=True):
        covariances = simulated_covariances(population, cuts, n_simulated, n_draws, child)
        simulated.append(simulated_indices(model, covariances, n_simulated))
    right, wrong = simulated[0], simulated[1:]
    found = [
        Level(
            level=number,
            added=population.added[-1],
            cutoffs={name: cutoff(right[name], indices[name], IS_MISFIT[name]) for name in IS_MISFIT},
        )
        for number, (population, indices) in enumerate(zip(levels[1:], wrong, strict=True), start=1)
    ]
    observed = {name: float(getattr(fit.fit, name)) for name in IS_MISFIT}
    return DynamicCutoffs(
        n_obs=n_obs,
        n_simulated=n_simulated,
        n_draws=n_draws,
        n_settled=min(len(indices["cfi"]) for indices in simulated),
        population="normal" if ordinal is None else "ordinal",
        observed=observed,
        correct={name: _bound(right[name], POWERS[0], IS_MISFIT[name]) for name in IS_MISFIT},
        levels=found,
        below_level={name: below_level(name, observed[name], found) for name in IS_MISFIT},
    )


def observed_cuts(answers: pd.DataFrame, ordinal: CfaResult) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each item its thresholds and its answers, in scale points, from the ordinal fit's sample."""
    solution: OrdinalSolution = ordinal.solution
    places = [solution.ordinal.items.index(name) for name in answers.columns]
    found = []
    for place, name in zip(places, answers.columns, strict=True):
        values = solution.ordinal.answers.categories[place]
        below = [(answers[name].to_numpy() <= value).mean() for value in values[:-1]]
        found.append((np.array([normal_quantile(share) for share in below]), np.asarray(values, dtype=float)))
    return found


def simulated_covariances(
    population: Population, cuts: Any, n_obs: int, n_draws: int, rng: np.random.Generator
) -> np.ndarray:
    """Covariance matrices (n_draws, p, p; divisor n) of samples from a population, of cut answers or of normal ones."""
    factor = np.linalg.cholesky(population.correlations)
    if cuts is None:
        return wishart_draws(factor, n_obs, n_draws, rng)
    p = len(factor)
    covariances = np.empty((n_draws, p, p))
    for chunk in _chunks(n_draws, n_obs * p):
        draws = rng.standard_normal((chunk.stop - chunk.start, n_obs, p)) @ factor.T
        for item, (thresholds, values) in enumerate(cuts):
            draws[..., item] = values[np.searchsorted(thresholds, draws[..., item])]
        draws -= draws.mean(axis=1, keepdims=True)
        covariances[chunk] = draws.transpose(0, 2, 1) @ draws / n_obs
    return covariances


def _chunks(n_draws: int, numbers: int) -> Iterator[slice]:
    size = max(CHUNK_NUMBERS // numbers, 1)
    for start in range(0, n_draws, size):
        yield slice(start, min(start + size, n_draws))


def wishart_draws(factor: np.ndarray, n_obs: int, n_draws: int, rng: np.random.Generator) -> np.ndarray:
    """
    Covariance matrices of normal samples, without the samples: Bartlett's (1933) decomposition, (n_draws, p, p).

    `factor` (p, p) is the Cholesky factor of the population's matrix; the divisor is n.
    """
    p = len(factor)
    A = np.tril(rng.standard_normal((n_draws, p, p)), -1)
    A[:, np.arange(p), np.arange(p)] = np.sqrt(rng.chisquare(n_obs - 1 - np.arange(p), size=(n_draws, p)))
    L = factor @ A
    return L @ L.transpose(0, 2, 1) / n_obs


def simulated_indices(model: Model, covariances: np.ndarray, n_obs: int) -> dict[str, np.ndarray]:
    """SRMR, RMSEA and CFI of a model fitted to each matrix, (draws,); matrices without a maximum are left out."""
    typical = Moments(model.items, n_obs, np.zeros(model.n_items), covariances.mean(axis=0))
    start = cfa(typical, model).solution.theta
    parameters = refits(model, start, typical, covariances)
    settled = np.isfinite(parameters).all(axis=1)
    S, M = covariances[settled], stacked_matrices(model, parameters[settled])
    Sigma = M.Lambda @ M.C @ M.Lambda.transpose(0, 2, 1) + M.theta[:, :, None] * np.eye(model.n_items)
    return stacked_fit(S, Sigma, model.df, n_obs)


def stacked_fit(S: np.ndarray, Sigma: np.ndarray, df: int, n_obs: int) -> dict[str, np.ndarray]:
    """SRMR, RMSEA and CFI (see `cfa.fit`) of implied matrices Sigma for sample matrices S, both (B, p, p)."""
    p = S.shape[1]
    variances = np.diagonal(S, axis1=1, axis2=2)
    log_det = np.linalg.slogdet(S)[1]
    trace = np.trace(np.linalg.solve(Sigma, S), axis1=1, axis2=2)
    chi_square = n_obs * (np.linalg.slogdet(Sigma)[1] - log_det + trace - p)
    null = n_obs * (np.log(variances).sum(axis=1) - log_det)
    excess = np.maximum(chi_square - df, 0)
    excess_null = np.maximum(null - p * (p - 1) / 2, np.maximum(excess, np.finfo(float).tiny))
    spread = np.sqrt(variances)
    residual = (S - Sigma) / (spread[:, :, None] * spread[:, None, :])
    below, above = np.tril_indices(p)
    return {
        "srmr": np.sqrt((residual[:, below, above] ** 2).mean(axis=1)),
        "rmsea": np.sqrt(excess / (n_obs * df)),
        "cfi": 1 - excess / excess_null,
    }


def cutoff(right: np.ndarray, wrong: np.ndarray, is_misfit: bool) -> Cutoff:
    """The value that tells the indices of wrong models from those of right ones, most sharply first."""
    for power in POWERS:
        value = _bound(wrong, 1 - power, is_misfit)
        bound = _bound(right, power, is_misfit)
        if (value >= bound) if is_misfit else (value <= bound):
            return Cutoff(value=value, power=power)
    return Cutoff(value=None, power=None)


def _bound(values: np.ndarray, share: float, is_misfit: bool) -> float:
    """The value that `share` of the samples do not exceed in misfit."""
    return float(np.quantile(values, share if is_misfit else 1 - share))


def below_level(name: str, observed: float, levels: list[Level]) -> int | None:
    """The lowest level whose cut-off `observed` does not reach."""
    for level in levels:
        value = level.cutoffs[name].value
        if value is not None and (observed < value if IS_MISFIT[name] else observed > value):
            return level.level
    return None
