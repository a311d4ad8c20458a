"""What a measurement model says of its scales, for one fit and for the fits of many resamples alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.cfa.estimate import cfa
from analysis.statistics.cfa.model.constructors import correlated_factors
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.cfa.sample.moments import moments as sample_moments
from analysis.statistics.cfa.search.refits import StackedMatrices, refits, stacked_matrices
from analysis.statistics.foundation.bootstrap import correlations, percentile_bounds
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Bounds
from analysis.statistics.reliability.htmt import htmt, htmt2
from analysis.statistics.reliability.omega import omega_of_sum

Scales = Mapping[str, Sequence[str]]
LEAST_SETTLED = 0.8  # share of the resamples that must have a value for there to be an interval
CHUNK = 500  # resamples fitted at once: small enough to stay near the processor


@dataclass(frozen=True, eq=False)
class MeasurementStack:
    """The sample's moments and the covariance matrices of its resamples (B, p, p), both with divisor n."""

    sample: Moments
    covariances: np.ndarray

    @classmethod
    def of(cls, answers: pd.DataFrame, covariances: np.ndarray) -> "MeasurementStack":
        """From complete answers and covariance matrices with divisor n - 1."""
        n_obs = len(answers)
        sample = sample_moments(answers.to_numpy(), [str(name) for name in answers.columns])
        return cls(sample, covariances * ((n_obs - 1) / n_obs))

    @property
    def n_obs(self) -> int:
        return self.sample.n_obs

    @property
    def n_resamples(self) -> int:
        return len(self.covariances)

    @cached_property
    def correlations(self) -> np.ndarray:
        """Correlation matrices of the resamples, (B, p, p); NaN for an item that does not vary in one."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return correlations(self.covariances)

    def in_order(self, names: Sequence[str]) -> "MeasurementStack":
        """The same with the items in another order."""
        at = np.array([self.sample.names.index(name) for name in names])
        both = np.ix_(at, at)
        sample = Moments(tuple(names), self.n_obs, self.sample.mean[at], self.sample.cov[both])
        return MeasurementStack(sample, self.covariances[:, both[0], both[1]])

    def places(self, scales: Scales) -> list[np.ndarray]:
        """Where the items of each scale stand."""
        place = {name: number for number, name in enumerate(self.sample.names)}
        return [np.array([place[str(item)] for item in items]) for items in scales.values()]


@dataclass(frozen=True, kw_only=True)
class ScalePair:
    """A statistic of two scales with its interval; None where it is not defined."""

    a: str
    b: str
    estimate: float | None
    conf_low: float | None
    conf_high: float | None


@dataclass(frozen=True, eq=False)
class Measure:
    """A statistic of the sample and of every resample (first axis); NaN where a resample has none."""

    estimate: np.ndarray
    resampled: np.ndarray

    def estimates(self, names: Sequence[str]) -> dict[str, float]:
        """The sample's values by name."""
        return dict(zip(names, self.estimate.tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class ResampledModel:
    """A model's matrices for the sample (a stack of one) and for every resample; NaN where none was found."""

    model: Model
    sample: StackedMatrices
    resamples: StackedMatrices

    @property
    def n_resamples(self) -> int:
        return len(self.resamples.theta)


def resampled_model(stack: MeasurementStack, scales: Scales) -> tuple[CfaResult, ResampledModel]:
    """
    The model of correlated factors, fitted by maximum likelihood to the sample and to every resample.

    Factors have unit variance, which resamples settle under fastest; where a factor's variance turns negative only the
    form with marker items can say so.
    """
    try:
        fit = cfa(stack.sample, correlated_factors(scales, std_lv=True))
    except EstimationError:
        fit = cfa(stack.sample, correlated_factors(scales))
    return fit, refitted(stack, fit)


def refitted(stack: MeasurementStack, fit: CfaResult) -> ResampledModel:
    """A fitted model's matrices for every resample."""
    model, solution = fit.solution.model, fit.solution.theta
    chunks = [
        refits(model, solution, stack.sample, stack.covariances[start : start + CHUNK])
        for start in range(0, stack.n_resamples, CHUNK)
    ]
    parameters = np.concatenate(chunks)
    return ResampledModel(model, stacked_matrices(model, solution[None]), stacked_matrices(model, parameters))


def settled_resamples(resampled: ResampledModel) -> int:
    """Resamples whose model was found."""
    return int(np.isfinite(resampled.resamples.theta).all(axis=1).sum())


def model_measures(
    stack: MeasurementStack, scales: Scales, fit: CfaResult, resampled: ResampledModel
) -> dict[str, Measure]:
    """Omega, composite reliability, average variance extracted, (m,), and latent correlations, (m, m)."""
    places = stack.places(scales)
    of_sample = _measures(resampled.sample, stack.sample.cov[None], places)
    of_resamples = _measures(resampled.resamples, stack.covariances, places)
    return {name: Measure(of_sample[name][0], of_resamples[name]) for name in of_sample}


def _measures(matrices: StackedMatrices, S: np.ndarray, places: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    with np.errstate(invalid="ignore"):
        spread = np.sqrt(np.diagonal(matrices.C, axis1=1, axis2=2))
        own = [matrices.Lambda[:, items, k] * spread[:, k, None] for k, items in enumerate(places)]
    blocks = [S[:, items[:, None], items] for items in places]
    return {
        "omega": np.stack([omega_of_sum(a, block) for a, block in zip(own, blocks, strict=True)], axis=1),
        "cr": np.stack([composite_reliability(a, block) for a, block in zip(own, blocks, strict=True)], axis=1),
        "ave": np.stack([average_variance_extracted(a, b) for a, b in zip(own, blocks, strict=True)], axis=1),
        "latent_correlations": matrices.factor_correlations,
    }


def composite_reliability(loadings: np.ndarray, S: np.ndarray) -> np.ndarray:
    """
    Reliability of the sum of the *standardised* items (Fornell & Larcker 1981, doi 10.1177/002224378101800104).

    (sum l)^2 / ((sum l)^2 + sum (1 - l^2)), l the standardised loadings; `loadings` (..., k) are in the items' unit.
    """
    standardized = loadings / np.sqrt(np.diagonal(S, axis1=-2, axis2=-1))
    true = standardized.sum(axis=-1) ** 2
    return true / (true + (1 - standardized**2).sum(axis=-1))


def average_variance_extracted(loadings: np.ndarray, S: np.ndarray) -> np.ndarray:
    """
    Share of the items' variance that their factor explains (Fornell & Larcker 1981; as semTools' AVE).

    Sum of squared loadings over the sum of the items' variances: items with more variance count for more.
    """
    return (loadings**2).sum(axis=-1) / np.diagonal(S, axis1=-2, axis2=-1).sum(axis=-1)


def item_ratios(stack: MeasurementStack, scales: Scales, conf_level: float) -> dict[str, list[ScalePair]]:
    """HTMT and HTMT2 of all pairs of scales."""
    places, R = stack.places(scales), correlations(stack.sample.cov)
    rows = {}
    for name, ratio in (("htmt", htmt), ("htmt2", htmt2)):
        measure = Measure(_all_pairs(ratio, R[None], places)[0], _all_pairs(ratio, stack.correlations, places))
        rows[name] = pair_rows(measure, list(scales), conf_level)
    return rows


def _all_pairs(ratio: Any, R: np.ndarray, places: Sequence[np.ndarray]) -> np.ndarray:
    values = np.ones((len(R), len(places), len(places)))
    for a, b in zip(*np.tril_indices(len(places), -1), strict=True):
        values[:, a, b] = values[:, b, a] = ratio(R, places[a], places[b])
    return values


def settled_bounds(resampled: np.ndarray, conf_level: float) -> np.ndarray:
    """Percentile interval of each column, (2, ...); NaN for a statistic that too few resamples have."""
    has_value = np.isfinite(resampled)  # HTMT is infinite where a scale's items do not correlate at all
    enough = has_value.mean(axis=0) >= LEAST_SETTLED
    filled = np.where(enough & has_value, resampled, np.where(enough, np.nan, 0.0))
    return np.where(enough, percentile_bounds(filled, conf_level), np.nan)


def interval_rows(measure: Measure, names: Sequence[str], conf_level: float) -> dict[str, Bounds]:
    """Percentile interval by name."""
    low, high = settled_bounds(measure.resampled, conf_level).tolist()
    return {name: Bounds(conf_low=low[k], conf_high=high[k]) for k, name in enumerate(names)}


def pair_rows(measure: Measure, names: Sequence[str], conf_level: float) -> list[ScalePair]:
    """A symmetric statistic by pair, with its percentile interval."""
    below, above = np.tril_indices(len(names), -1)
    low, high = settled_bounds(measure.resampled[:, below, above], conf_level)
    columns = zip(above, below, measure.estimate[below, above].tolist(), low.tolist(), high.tolist(), strict=True)
    return [
        ScalePair(a=names[a], b=names[b], estimate=estimate, conf_low=least, conf_high=most)
        for a, b, estimate, least, most in columns
    ]
