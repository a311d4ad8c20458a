"""
Reliability and validity from the measurement model: does each scale measure one thing, and not the same as another.

Everything is computed from complete rows and has a percentile bootstrap interval: resampled covariance matrices come
from one matrix product, and the model is fitted to all of them at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.statistics.cfa.results import CfaResult, Estimator
from analysis.statistics.foundation.attempts import Unavailable, refused
from analysis.statistics.foundation.bootstrap import bootstrap_moments
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Bounds, require_level
from analysis.statistics.foundation.requirements import complete_rows, require_items, require_rows, require_variation
from analysis.statistics.measurement.separation import JudgedPair, judged, judged_pairs
from analysis.statistics.reliability.coefficients import (
    MeasurementStack,
    ScalePair,
    interval_rows,
    item_ratios,
    model_measures,
    pair_rows,
    resampled_model,
    settled_resamples,
)
from analysis.statistics.reliability.hierarchical import HierarchicalOmega, hierarchical_omega
from analysis.statistics.reliability.omega import mcdonald_omega, ordinal_omega_intervals
from analysis.statistics.reliability.split_half import MOST_ITEMS, SplitHalfResult, split_half


@dataclass(frozen=True, kw_only=True)
class Source:
    """Whose the latent correlations are: the estimator, its respondents, and the kind of their intervals."""

    estimator: Estimator
    n_obs: int
    interval: Literal["wald", "bootstrap"]


@dataclass(frozen=True, kw_only=True)
class NoSource:
    """In the place of a `Source` where the model could not be fitted: nothing."""


@dataclass(frozen=True, kw_only=True)
class SharedVariance:
    """
    Variance that two scales share beside what each shares with its own items, as proportions.

    `shared_variance` is the squared latent correlation, `is_met` whether both AVE exceed it.
    """

    a: str
    b: str
    shared_variance: float | None
    ave_a: float | None
    ave_b: float | None
    is_met: bool


BY_SCALE = ("omega", "cr", "ave")
OF_SUMS = ("omega", "cr")
WITHOUT_MODEL = {"n_settled": 0, "omega": {}, "cr": {}, "ave": {}, "turned": {}, "hierarchical": None} | {
    "latent_correlations": [],
    "latent_from": NoSource(),
    "fornell_larcker": [],
}
UNKNOWN = Bounds(conf_low=nan, conf_high=nan)


@dataclass(frozen=True, kw_only=True, eq=False)
class ValidityResult:
    """
    Reliability and validity of a questionnaire's scales.

    Attributes
    ----------
    n_obs, n_resamples, n_settled : int
        Complete rows; resamples drawn, and those of them whose model could be fitted.
    conf_level : float
    omega, cr, ave : dict of str to float
        By scale: total omega (model of correlated factors by maximum likelihood, against the observed variance of the
        sum), composite reliability of the standardised items, average variance extracted. Empty where the model could
        not be fitted; `refusal` says why. Omega and CR are NaN for the scales of `turned`.
    turned : dict of str to list
        By scale, the items whose loading points against the scale's other items with its whole interval: the sum of
        such items cancels what they have in common, so that its reliability is no measure of the scale.
    omega_ordinal : dict of str to float
        Omega of the same sums from polychoric correlations (Green & Yang 2009); empty where not asked for.
    intervals : dict
        For "omega", "cr" and "ave", by scale, `conf_low` and `conf_high`; for "omega_ordinal" by the delta method.
    split_half : dict of str to SplitHalfResult
        By scale; scales of more than twenty items are left out.
    htmt, htmt2 : list of ScalePair
        Heterotrait-monotrait ratios of correlations, by pair of scales.
    latent_correlations : list of JudgedPair
        By pair of scales.
    latent_from : Source
        Whose the latent correlations are: those of the headline, where it was given, so that one correlation has one
        interval. Empty where the model could not be fitted.
    fornell_larcker : list of SharedVariance
        By pair of scales.
    hierarchical : HierarchicalOmega or None
        How much of the total score is the general factor's; None for fewer than three scales.
    refusal : Unavailable or None
        Why the model of correlated factors could not be fitted.
    """

    n_obs: int
    n_resamples: int
    n_settled: int
    conf_level: float
    omega: dict[str, float | None]
    omega_ordinal: dict[str, float | None]
    cr: dict[str, float | None]
    ave: dict[str, float | None]
    turned: dict[str, list[str]]
    intervals: dict[Literal["omega", "cr", "ave", "omega_ordinal"], dict[str, Bounds]]
    split_half: dict[str, SplitHalfResult]
    htmt: list[ScalePair]
    htmt2: list[ScalePair]
    latent_correlations: list[JudgedPair]
    latent_from: Source | NoSource
    fornell_larcker: list[SharedVariance]
    hierarchical: HierarchicalOmega | None
    refusal: Unavailable | None

    def tidy(self) -> pd.DataFrame:
        """One row per coefficient: `statistic`, `term` (a scale or a pair), `estimate` and its interval."""
        rows = [
            {"statistic": name, "term": scale, "estimate": value, **vars(self.intervals[name][scale])}
            for name in BY_SCALE
            for scale, value in getattr(self, name).items()
        ]
        for name in ("htmt", "htmt2", "latent_correlations"):
            rows += [
                {"statistic": name, "term": f"{row.a}~{row.b}"}
                | {key: getattr(row, key) for key in ("estimate", "conf_low", "conf_high")}
                for row in getattr(self, name)
            ]
        return pd.DataFrame(rows)

    def glance(self) -> pd.DataFrame:
        """Counts in one row."""
        return pd.DataFrame(
            [{name: getattr(self, name) for name in ("n_obs", "n_resamples", "n_settled", "conf_level")}]
        )


def validity(
    items: pd.DataFrame,
    *,
    scales: Mapping[str, Sequence[str]],
    rng: np.random.Generator,
    conf_level: float = 0.95,
    n_resamples: int = 2000,
    ordinal: CfaResult | None = None,
    headline: CfaResult | None = None,
) -> ValidityResult:
    """
    Omega, composite reliability, AVE, HTMT, HTMT2, latent correlations and what follows from them.

    Parameters
    ----------
    items : DataFrame
        Keyed answers; the items of `scales` are used, rows that miss one of them are dropped first.
    scales : mapping of scale to its items
        Scales of a single item are left out.
    rng : Generator
        Of the bootstrap.
    conf_level : float
    n_resamples : int
    ordinal : CfaResult, optional
        The same model fitted by WLSMV, for ordinal omega.
    headline : CfaResult, optional
        The same model as it is reported: its latent correlations are the ones to print. By default they are those of
        maximum likelihood, with bootstrap intervals.

    Raises
    ------
    EstimationError
        Fewer than two scales of two items or more, as many items as complete rows, or an item that does not vary.
    """
    require_level(conf_level)
    scales = _usable(scales)
    names = [item for members in scales.values() for item in members]
    complete = complete_rows(require_items(items[names]))
    answers = require_variation(require_rows(complete, at_least=len(names) + 1))
    moments = bootstrap_moments(answers.to_numpy(), n_resamples=n_resamples, rng=rng)
    stack = MeasurementStack.of(answers, moments.covariances)
    whatever_the_model = {
        "n_obs": stack.n_obs,
        "n_resamples": n_resamples,
        "conf_level": conf_level,
        "omega_ordinal": {} if ordinal is None else _ordinal_omega(ordinal, scales),
        "split_half": _split_halves(answers, scales),
        **item_ratios(stack, scales, conf_level),
    }
    try:
        fit, resampled = resampled_model(stack, scales)
    except EstimationError as refusal:
        intervals = _ordinal_intervals(scales, ordinal, conf_level)
        return ValidityResult(**whatever_the_model, **WITHOUT_MODEL, intervals=intervals, refusal=refused(refusal))
    of_model = _of_model(stack, scales, fit, resampled, conf_level, headline)
    of_model["intervals"] |= _ordinal_intervals(scales, ordinal, conf_level)
    return ValidityResult(**whatever_the_model, **of_model, refusal=None)


def _of_model(stack: Any, scales: Any, fit: Any, resampled: Any, conf_level: Any, headline: Any) -> dict:
    """What the model of correlated factors says."""
    measures, names = model_measures(stack, scales, fit, resampled), list(scales)
    latent = _latent_correlations(measures["latent_correlations"], names, conf_level, fit, headline)
    sizes = {(row.a, row.b): row.estimate for row in latent["latent_correlations"]}
    turned = turned_items(fit)
    estimates = {name: measures[name].estimates(names) for name in BY_SCALE}
    intervals = {name: interval_rows(measures[name], names, conf_level) for name in BY_SCALE}
    for name in OF_SUMS:
        estimates[name] |= dict.fromkeys(turned, nan)
        intervals[name] |= dict.fromkeys(turned, UNKNOWN)
    return {
        "n_settled": settled_resamples(resampled),
        **estimates,
        "turned": turned,
        "intervals": intervals,
        **latent,
        "fornell_larcker": fornell_larcker(sizes, estimates["ave"]),
        "hierarchical": hierarchical_omega(stack, scales, fit, conf_level) if len(scales) >= 3 else None,
    }


def _latent_correlations(measure: Any, names: Any, conf_level: Any, fit: CfaResult, headline: CfaResult | None) -> dict:
    """The pairs of factors of the headline, else of maximum likelihood, and whose they are."""
    if headline is None:
        rows = [judged(row) for row in pair_rows(measure, names, conf_level)]
        source = Source(estimator=fit.estimator, n_obs=fit.n_obs, interval="bootstrap")
    else:
        rows = judged_pairs(headline)
        source = Source(estimator=headline.estimator, n_obs=headline.n_obs, interval="wald")
    return {"latent_correlations": rows, "latent_from": source}


def fornell_larcker(latent: Mapping[tuple[str, str], float], ave: Mapping[str, float]) -> list[SharedVariance]:
    """
    Whether each scale shares more variance with its items than with another scale (Fornell & Larcker 1981).

    On *latent* correlations, as the authors meant it: those of scale scores are attenuated.
    """
    return [
        SharedVariance(
            a=a,
            b=b,
            shared_variance=r**2,
            ave_a=ave[a],
            ave_b=ave[b],
            is_met=bool(min(ave[a], ave[b]) > r**2),
        )
        for (a, b), r in latent.items()
    ]


def _usable(scales: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    usable = {name: list(items) for name, items in scales.items() if len(items) > 1}
    if len(usable) < 2:
        raise EstimationError("too_few_scales", scales=list(usable), n_scales=len(scales))
    return usable


def turned_items(fit: CfaResult) -> dict[str, list[str]]:
    """By factor, the items whose loading and its whole interval are below zero; most of a factor's items are above."""
    found: dict[str, list[str]] = {}
    for row in fit.loadings:
        if row.std_estimate < 0 and row.std_conf_high < 0:
            found.setdefault(row.factor, []).append(row.term)
    return found


def _ordinal_omega(ordinal: CfaResult, scales: Any) -> dict[str, float]:
    return mcdonald_omega(ordinal, scales=scales).omega | dict.fromkeys(turned_items(ordinal), nan)


def _ordinal_intervals(scales: Any, ordinal: Any, conf_level: Any) -> dict[str, dict[str, Bounds]]:
    if ordinal is None:
        return {}
    none = dict.fromkeys(turned_items(ordinal), UNKNOWN)
    return {"omega_ordinal": ordinal_omega_intervals(ordinal, scales=scales, conf_level=conf_level) | none}


def _split_halves(answers: pd.DataFrame, scales: Mapping[str, Sequence[str]]) -> dict[str, SplitHalfResult]:
    return {name: split_half(answers[items]) for name, items in scales.items() if len(items) <= MOST_ITEMS}
