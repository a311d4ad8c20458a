"""What the exclusions changed: the estimates that verdicts rest on, with and without the excluded respondents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from typing_extensions import TypedDict

from analysis.statistics.cfa import cfa, correlated_factors
from analysis.statistics.cfa.results import CfaResult, Fit
from analysis.statistics.description.descriptives import Ranges
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.randomness import random_stream
from analysis.statistics.foundation.requirements import complete_rows
from analysis.statistics.measurement.factor_names import told_apart
from analysis.statistics.measurement.fitted_model import FittedModel
from analysis.statistics.measurement.models import measured_scales
from analysis.statistics.measurement.quality import MeasurementQuality
from analysis.statistics.regression.drivers import DriverRegression, driver_regression
from analysis.statistics.regression.priorities import Quadrant
from analysis.statistics.reliability.alpha import scale_reliability

Scales = Mapping[str, pd.DataFrame]

OF_TERM = ("estimate", "conf_low", "conf_high", "p_value", "p_value_holm", "importance", "prob_first")
OF_PRIORITY = ("performance", "importance", "quadrant")


class Sensitive(TypedDict, total=False):
    """An estimate with what its verdict needs, under the names that it has in its own section."""

    estimate: float | None
    conf_low: float | None
    conf_high: float | None
    p_value: float | None
    p_value_holm: float | None
    adjusted: float | None
    importance: float | None
    prob_first: float | None
    performance: float | None
    cfi: float | None
    cfi_scaled: float | None
    cfi_robust: float | None
    quadrant: Quadrant | None


class SensitivityRow(TypedDict):
    """A quantity of a subject (a scale, or of the fit its estimator), both ways; None where it could not be had."""

    quantity: Literal["alpha", "cfi", "r_squared", "slope", "quadrant"]
    subject: str
    with_exclusions: Sensitive | None
    without_exclusions: Sensitive | None


@dataclass(frozen=True, kw_only=True, eq=False)
class ExclusionSensitivity:
    """
    The same estimates from those analysed and from everybody received.

    `n_with` are those that the exclusions leave, `n_without` everybody.
    """

    n_with: int
    n_without: int
    rows: list[SensitivityRow]

    def tidy(self) -> pd.DataFrame:
        """A row per quantity and subject."""
        return pd.json_normalize(self.rows)


def exclusion_sensitivity(
    kept: tuple[Scales, Scales],
    everyone: tuple[Scales, Scales],
    *,
    quality: MeasurementQuality,
    ranges: Ranges,
    seed: int,
    conf_level: float = 0.95,
) -> ExclusionSensitivity | Unavailable:
    """
    Estimates with and without exclusions; no rows where nobody was excluded.

    Parameters
    ----------
    kept, everyone : (dimensions, outcomes)
        Keyed answers to the items of each scale, (n, k), of those analysed and of everybody received.
    quality : MeasurementQuality
        The measurement model of those analysed; everybody's is fitted by the estimator of its headline.
    ranges : mapping of item to (low, high)
        Declared ends of the answer scales.
    seed : int
        Of the study: both regressions take their random numbers from its stream "regression".
    conf_level : float
        Level of all intervals.
    """
    n_with, n_without = (len(next(iter(dimensions.values()), ())) for dimensions, _ in (kept, everyone))
    if n_with == n_without:
        return ExclusionSensitivity(n_with=n_with, n_without=n_without, rows=[])

    def compared() -> ExclusionSensitivity:
        found = [
            estimates(*sample, ranges=ranges, rng=random_stream(seed, "regression"), conf_level=conf_level)
            for sample in (kept, everyone)
        ]
        rows = [*paired_rows(*found), *fits(quality, everyone[0])]
        return ExclusionSensitivity(n_with=n_with, n_without=n_without, rows=rows)

    return attempted(compared)


def estimates(
    dimensions: Scales, outcomes: Scales, *, ranges: Ranges, rng: np.random.Generator, conf_level: float
) -> dict[tuple[str, str], dict[str, Any]]:
    """Of one sample, by quantity and subject, the estimates that verdicts are read off."""
    scales = scale_reliability({**dimensions, **outcomes}, conf_level=conf_level).scales
    found = {("alpha", name): plain_interval(scale.alpha) for name, scale in scales.items() if has_alpha(scale)}
    model = driver_regression(dimensions, outcomes=outcomes, ranges=ranges, rng=rng, conf_level=conf_level)
    return found | (of_regression(model) if isinstance(model, DriverRegression) else {})


def has_alpha(scale: Any) -> bool:
    """Whether a scale's reliability could be had and is one of several items."""
    return getattr(scale, "alpha", None) is not None


def plain_interval(interval: Any) -> dict[str, float]:
    """An estimate and its ends."""
    return {key: getattr(interval, key) for key in ("estimate", "conf_low", "conf_high")}


def of_regression(model: DriverRegression) -> dict[tuple[str, str], dict[str, Any]]:
    """R-squared, the slopes with their importance, and the places on the map of importance and performance."""
    found: dict[tuple[str, str], dict[str, Any]] = {
        ("r_squared", model.outcome): {"estimate": model.r_squared, "adjusted": model.adj_r_squared}
    }
    for term in model.terms:
        found["slope", term.term] = {key: getattr(term, key) for key in OF_TERM if hasattr(term, key)}
    for place in model.priorities:
        found["quadrant", place.term] = {key: getattr(place, key) for key in OF_PRIORITY}
    return found


def paired_rows(kept: dict[tuple[str, str], dict], everyone: dict[tuple[str, str], dict]) -> list[SensitivityRow]:
    """A row per quantity and subject that at least one of the two samples has."""
    keys = dict.fromkeys([*kept, *everyone])
    return [row(*key, kept.get(key), everyone.get(key)) for key in keys]


def row(quantity: str, subject: str, kept: dict | None, everyone: dict | None) -> SensitivityRow:
    """One quantity of one subject, both ways."""
    return {"quantity": quantity, "subject": subject, "with_exclusions": kept, "without_exclusions": everyone}


def fits(quality: MeasurementQuality, dimensions: Scales) -> list[SensitivityRow]:
    """The comparative fit index of the headline, and of everybody's answers by the same estimator."""
    name = getattr(quality.cfa, "headline", None)
    model = quality.cfa.models[name] if name else None
    if not isinstance(model, FittedModel):
        return []
    again = attempted(lambda: fitted_again(dimensions, name))
    everyone = None if isinstance(again, Unavailable) else versions_of_cfi(again.fit)
    return [row("cfi", name, versions_of_cfi(model.fit), everyone)]


def versions_of_cfi(fit: Fit) -> dict[str, float | None]:
    """The comparative fit index in every version."""
    return {key: getattr(fit, key) for key in ("cfi", "cfi_scaled", "cfi_robust")}


def fitted_again(dimensions: Scales, estimator: str) -> CfaResult:
    """The correlated dimensions of everybody's answers by one estimator."""
    measured = measured_scales(told_apart(dimensions, (item for answers in dimensions.values() for item in answers)))
    items = measured.items if estimator.startswith("fiml") else complete_rows(measured.items)
    return cfa(items, correlated_factors(measured.scales), estimator=estimator)
