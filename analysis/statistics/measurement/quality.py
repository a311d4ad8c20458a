"""Do the items measure the dimensions they were written for? The whole confirmatory chapter in one call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.foundation.attempts import Unavailable, attempted, following
from analysis.statistics.measurement.alternatives import Alternatives, alternatives
from analysis.statistics.measurement.factor_names import told_apart, unmarked
from analysis.statistics.measurement.fitted_model import succeeded
from analysis.statistics.measurement.group_invariance import GroupInvariance, RefusedInvariance, invariance_by_group
from analysis.statistics.measurement.headline import HeadlineRule, headline_rule
from analysis.statistics.measurement.method_bias import MethodBias, method_bias
from analysis.statistics.measurement.models import (
    MeasuredScales,
    MeasurementModels,
    comparable_fit,
    described_models,
    fitted_models,
    measured_scales,
)
from analysis.statistics.measurement.separation import separation
from analysis.statistics.measurement.simulated_cutoffs import DynamicCutoffs, dynamic_cutoffs
from analysis.statistics.measurement.validity import ValidityResult, validity

N_RESAMPLES = 2_000


@dataclass(frozen=True, kw_only=True, eq=False)
class MeasurementQuality:
    """
    The confirmatory factor analysis of a questionnaire and what follows from it.

    Attributes
    ----------
    cfa : MeasurementModels or Unavailable
        Every fit of the model, the headline among them and the rule that chose it.
    validity : ValidityResult or Unavailable
        Omega, composite reliability, AVE, HTMT, HTMT2, latent correlations.
    invariance : dict of str to GroupInvariance or RefusedInvariance
        By grouping. Empty where no grouping is declared.
    alternatives : Alternatives or Unavailable
        Other models, where the dimensions do not separate.
    method_bias : MethodBias or Unavailable
    dynamic_cutoffs : DynamicCutoffs, Unavailable or None
        Simulated cut-offs; None unless asked for.
    """

    cfa: MeasurementModels | Unavailable
    validity: ValidityResult | Unavailable
    invariance: dict[str, GroupInvariance | RefusedInvariance]
    alternatives: Alternatives | Unavailable
    method_bias: MethodBias | Unavailable
    dynamic_cutoffs: DynamicCutoffs | Unavailable | None

    def sections(self) -> dict[str, Any]:
        """The parts by name, as they are saved; parts that were not asked for are left out, all where there is none."""
        if isinstance(self.cfa, Unavailable):
            return {"measurement": self.cfa}
        return {name: part for name, part in vars(self).items() if part is not None}

    def tidy(self) -> pd.DataFrame:
        """A row per loading of the headline."""
        return self.cfa.tidy()

    def glance(self) -> pd.DataFrame:
        """Indices of fit, a row per model."""
        return self.cfa.glance()

    def cutoffs(self) -> pd.DataFrame:
        """A row per simulated cut-off; where none were asked for, one that says so."""
        return pd.DataFrame([{"simulated": False}]) if self.dynamic_cutoffs is None else self.dynamic_cutoffs.tidy()

    def invariance_steps(self) -> pd.DataFrame:
        """A row per grouping and step: fit, and what the step costs."""
        names = ("configural", "metric", "partial_metric", "scalar", "partial_scalar", "strict", "partial_strict")
        steps = [
            (group, name, getattr(found, name))
            for group, found in self.invariance.items()
            for name in names
            if not isinstance(found, Unavailable) and getattr(found, name) is not None
        ]
        return pd.DataFrame(
            [
                {"group": group, "step": name, "holds": step.holds, "freed": ", ".join(step.freed)}
                | {key: getattr(step.fit, key) for key in ("chi_square", "df")}
                | step.indices
                | {key: getattr(step, key) for key in ("delta_cfi", "delta_rmsea", "delta_srmr")}
                for group, name, step in steps
            ]
        )


def measurement_quality(
    scales: Mapping[str, pd.DataFrame],
    *,
    rng: np.random.Generator,
    groups: pd.DataFrame | None = None,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    conf_level: float = 0.95,
    n_resamples: int = N_RESAMPLES,
    cutoffs: bool = False,
) -> MeasurementQuality:
    """
    Confirmatory factor analysis of all scales, and validity, invariance and method bias from it.

    Parameters
    ----------
    scales : mapping of dimension to DataFrame, each of shape (n, k)
        Keyed answers, missing ones NaN. Scales of a single item are left out of the model and named.
    rng : Generator
        Random numbers of the bootstrap and of the simulated cut-offs, one child each.
    groups : DataFrame, shape (n, g), optional
        A column of labels per grouping.
    ranges : mapping of item to (low, high), optional
        Declared ends of the answer scales, from which categories are counted.
    conf_level : float
    n_resamples : int
        Of the bootstrap.
    cutoffs : bool
        Whether to simulate cut-offs for the indices of fit.

    Returns
    -------
    MeasurementQuality
        Whatever the data refuse is kept with its reason. Where there are fewer than two scales of two or more items,
        or no complete row, that is everything.
    """

    def prepared() -> tuple[MeasuredScales, HeadlineRule]:
        measured = measured_scales(told_apart(scales, (item for answers in scales.values() for item in answers)))
        return measured, headline_rule(measured.items, ranges)

    def whole(ready: tuple[MeasuredScales, HeadlineRule]) -> MeasurementQuality:
        return _quality(*ready, rng, groups, conf_level, n_resamples, cutoffs)

    found = following(attempted(prepared), whole)
    return unmarked(_nothing(found) if isinstance(found, Unavailable) else found)


def _nothing(refusal: Unavailable) -> MeasurementQuality:
    """No measurement model at all, for one reason."""
    parts = dict.fromkeys(("cfa", "validity", "alternatives", "method_bias"), refusal)
    return MeasurementQuality(**parts, invariance={}, dynamic_cutoffs=None)


def _quality(
    measured: MeasuredScales,
    rule: HeadlineRule,
    rng: np.random.Generator,
    groups: pd.DataFrame | None,
    conf_level: float,
    n_resamples: int,
    cutoffs: bool,
) -> MeasurementQuality:
    """The parts of `measurement_quality`, each of which fails by itself."""
    for_bootstrap, for_cutoffs = rng.spawn(2)
    items, names = measured.items, measured.scales
    results = fitted_models(measured, rule, conf_level)
    fits = succeeded(results)
    ordinal, reference = fits.get("wlsmv"), attempted(lambda: comparable_fit(results))
    resampling = {"rng": for_bootstrap, "n_resamples": n_resamples, "conf_level": conf_level}

    def other_models(fit: CfaResult) -> Alternatives:
        found = separation(fits.get(rule.headline(fits), fit))
        return alternatives(items, names, fit, found, known=fits)

    def simulated(fit: CfaResult) -> DynamicCutoffs:
        return dynamic_cutoffs(items, fit, rng=for_cutoffs, ordinal=ordinal)

    return MeasurementQuality(
        cfa=described_models(measured, rule, results),
        validity=attempted(
            lambda: validity(items, scales=names, ordinal=ordinal, headline=fits.get(rule.headline(fits)), **resampling)
        ),
        invariance={} if groups is None else invariance_by_group(items, names, groups, conf_level=conf_level),
        alternatives=following(reference, other_models),
        method_bias=following(reference, lambda fit: method_bias(items, names, fit, complete=results["mlr"])),
        dynamic_cutoffs=following(results["ml"], simulated) if cutoffs else None,
    )
