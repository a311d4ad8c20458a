"""
What is simulated: a population, a sample size, and the intervals and tests that are tried on each sample.

A trial returns for each quantity either truth values, one per interval (does it hold the population's value), or the
p value of a test whose hypothesis is true.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.statistics import EstimationError, scale_reliability
from analysis.statistics.cfa import CfaResult, Model, cfa, correlated_factors, scaled_difference
from analysis.statistics.cfa.wlsmv.wlsmv import wlsmv
from analysis.statistics.measurement.validity import validity
from analysis.statistics.reliability.omega import ordinal_omega_intervals

from . import group_designs as groups
from .populations import EQUAL, UNEQUAL, Population

NOT_PROMISED = "(not promised here)"
"""Ends the name of what is shown outside its assumptions."""

Outcomes = dict[str, np.ndarray | float]


@dataclass(frozen=True, kw_only=True)
class Design:
    """
    One simulation.

    Parameters
    ----------
    assumption : what holds in the population, for the table.
    sample : n_obs and a generator to answers.
    trial : answers and a generator to outcomes.
    """

    name: str
    assumption: str
    n_obs: int
    sample: Callable[[int, np.random.Generator], pd.DataFrame]
    trial: Callable[[pd.DataFrame, np.random.Generator], Outcomes]
    refusals: type[Exception] = EstimationError


def holds(low: Sequence[float], high: Sequence[float], truth) -> np.ndarray:
    """Whether each interval holds its truth."""
    return (np.asarray(low) <= truth) & (truth <= np.asarray(high))


def rows_hold(rows: Sequence, truth, prefix: str = "") -> np.ndarray:
    """The same of rows with `conf_low` and `conf_high`."""
    low, high = ([getattr(row, f"{prefix}conf_{end}") for row in rows] for end in ("low", "high"))
    return holds(low, high, truth)


# ---------------------------------------------------------------------- trials
def alphas(answers: pd.DataFrame, rng: np.random.Generator) -> Outcomes:
    """Both intervals of alpha."""
    frames = {name: answers[items] for name, items in EQUAL.scales.items()}
    scales = scale_reliability(frames, rng=rng, n_resamples=1_000).scales.values()
    return {
        "alpha, Feldt": rows_hold([scale.alpha for scale in scales], EQUAL.alpha),
        "alpha, bootstrap": rows_hold([scale.bootstrap for scale in scales], EQUAL.alpha),
    }


def model_bootstrap(answers: pd.DataFrame, rng: np.random.Generator) -> Outcomes:
    """Bootstrap intervals of what follows from the model."""
    found = validity(answers, scales=UNEQUAL.scales, rng=rng, n_resamples=1_000)
    return {
        "omega, bootstrap": rows_hold(list(found.intervals["omega"].values()), UNEQUAL.omega),
        "HTMT, bootstrap": rows_hold(found.htmt, UNEQUAL.htmt),
        "latent correlations, bootstrap": rows_hold(found.latent_correlations, UNEQUAL.correlation),
    }


def solution(result: CfaResult, population: Population, label: str) -> Outcomes:
    """Intervals of the loadings, free and standardised, and of the latent correlations."""
    loadings = np.tile(population.loadings, len(population.scales))
    free = [row for row in result.loadings if not np.isnan(row.std_error)]
    relative = np.tile(population.loadings[1:] / population.loadings[0], len(population.scales))
    return {
        f"loadings, {label}": rows_hold(free, relative),
        f"standardised loadings, {label}": rows_hold(result.loadings, loadings, "std_"),
        f"latent correlations, {label}": rows_hold(result.factor_correlations, population.correlation),
    }


def equal_loadings(model: Model) -> Model:
    """The same model with all loadings of a factor equal, that is fixed to its marker's."""
    return replace(
        model,
        parameters=tuple(replace(p, fixed=1.0) if p.op == "=~" else p for p in model.parameters),
        name="equal loadings",
    )


def maximum_likelihood(answers: pd.DataFrame, _: np.random.Generator) -> Outcomes:
    """ML: intervals, the chi-square, and the difference test of a true restriction."""
    model = correlated_factors(EQUAL.scales)
    general, restricted = cfa(answers, model), cfa(answers, equal_loadings(model))
    return solution(general, EQUAL, "ML") | {
        "chi-square, ML": general.fit.p_value,
        "difference test, ML": scaled_difference(restricted, general).p_value,
    }


def full_information(answers: pd.DataFrame, _: np.random.Generator) -> Outcomes:
    """FIML: intervals and chi-square."""
    result = cfa(answers, correlated_factors(UNEQUAL.scales), estimator="fiml")
    return solution(result, UNEQUAL, "FIML") | {"chi-square, FIML": result.fit.p_value}


def robust(answers: pd.DataFrame, _: np.random.Generator) -> Outcomes:
    """MLR: intervals, scaled chi-square and scaled difference; plain ML's beside them."""
    model = correlated_factors(EQUAL.scales)
    general = cfa(answers, model, estimator="mlr")
    restricted = cfa(answers, equal_loadings(model), estimator="mlr")
    return solution(general, EQUAL, "MLR") | {
        "scaled chi-square, MLR": general.fit.p_value_scaled,
        "scaled difference test, MLR": scaled_difference(restricted, general).p_value,
        f"chi-square, plain ML {NOT_PROMISED}": general.fit.p_value,
    }


def robust_too_early(answers: pd.DataFrame, _: np.random.Generator) -> Outcomes:
    """MLR where its theory needs more people: the fourth moments that scale the test are badly estimated."""
    result = cfa(answers, correlated_factors(EQUAL.scales), estimator="mlr")
    return {f"scaled chi-square, MLR {NOT_PROMISED}": result.fit.p_value_scaled}


def ordered(answers: pd.DataFrame, _: np.random.Generator) -> Outcomes:
    """WLSMV: intervals, the adjusted chi-square, and omega of the sum of ordered answers."""
    result = wlsmv(answers, correlated_factors(UNEQUAL.scales))
    omegas = ordinal_omega_intervals(result, scales=UNEQUAL.scales, conf_level=0.95)
    return solution(result, UNEQUAL, "WLSMV") | {
        "ordinal omega, delta method": rows_hold(list(omegas.values()), UNEQUAL.ordered_omega),
        "scaled and shifted chi-square, WLSMV": result.fit.p_value_scaled,
    }


DESIGNS = {
    design.name: design
    for design in (
        Design(
            name="parallel items",
            assumption="normal, parallel items",
            n_obs=200,
            sample=EQUAL.normal,
            trial=alphas,
        ),
        Design(
            name="normal",
            assumption="normal, equal loadings",
            n_obs=400,
            sample=EQUAL.normal,
            trial=maximum_likelihood,
        ),
        Design(
            name="bootstrap",
            assumption="normal, unequal loadings",
            n_obs=400,
            sample=UNEQUAL.normal,
            trial=model_bootstrap,
        ),
        Design(
            name="missing",
            assumption="normal, 5 % of answers lost at random",
            n_obs=400,
            sample=UNEQUAL.with_gaps,
            trial=full_information,
        ),
        Design(
            name="heavy-tailed",
            assumption="mixture of normals, kurtosis 4.9, equal loadings",
            n_obs=1_500,
            sample=EQUAL.heavy_tailed,
            trial=robust,
        ),
        Design(
            name="ordered",
            assumption="normal cut into five categories",
            n_obs=800,
            sample=UNEQUAL.ordered,
            trial=ordered,
        ),
        Design(
            name="long-tailed",
            assumption="multivariate t, 8 df: infinite eighth moments",
            n_obs=800,
            sample=EQUAL.long_tailed,
            trial=robust_too_early,
        ),
        Design(
            name="groups apart",
            assumption="four levels of unequal size, mean and variance",
            n_obs=300,
            sample=groups.apart,
            trial=groups.differences,
        ),
        Design(
            name="scores together",
            assumption="two normal scores that correlate .5",
            n_obs=200,
            sample=groups.together,
            trial=groups.correlation,
        ),
        Design(
            name="groups alike",
            assumption="five scores, three groupings, equal means, unequal variances",
            n_obs=300,
            sample=groups.alike,
            trial=groups.tests,
        ),
    )
}
