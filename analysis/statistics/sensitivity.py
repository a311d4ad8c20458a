"""What the exclusions changed: the estimates that verdicts rest on, with and without the excluded respondents."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.cfa import cfa, correlated_factors
from analysis.statistics.cfa.results import CfaResult, Fit, Version
from analysis.statistics.description.descriptives import Ranges
from analysis.statistics.foundation.attempts import Unavailable, attempted, had, sound
from analysis.statistics.foundation.randomness import random_stream
from analysis.statistics.foundation.requirements import complete_rows
from analysis.statistics.measurement.factor_names import told_apart
from analysis.statistics.measurement.fitted_model import FittedModel
from analysis.statistics.measurement.models import measured_scales
from analysis.statistics.measurement.quality import MeasurementQuality
from analysis.statistics.regression.drivers import DriverRegression, DriverTerm, WeighedTerm, driver_regression
from analysis.statistics.regression.priorities import Quadrant
from analysis.statistics.reliability.alpha import scale_reliability

Scales = Mapping[str, pd.DataFrame]


Quantity = Literal["alpha", "cfi", "r_squared", "slope", "quadrant"]
Verdict = tuple[Quantity, str]
"""What a verdict is about: a quantity and its subject."""


@dataclass(frozen=True, kw_only=True)
class SensitiveAlpha:
    """Cronbach's alpha with its interval."""

    estimate: float
    conf_low: float | None
    conf_high: float | None


@dataclass(frozen=True, kw_only=True)
class SensitiveShare:
    """The share of variance explained, as it is and adjusted."""

    estimate: float
    adjusted: float


@dataclass(frozen=True, kw_only=True)
class SensitiveSlope:
    """A slope with its interval and test."""

    estimate: float
    conf_low: float | None
    conf_high: float | None
    p_value: float | None
    p_value_holm: float | None


@dataclass(frozen=True, kw_only=True)
class SensitiveWeight(SensitiveSlope):
    """The same with the dimension's importance, and the share of resamples in which it is the most important."""

    importance: float
    prob_first: float


@dataclass(frozen=True, kw_only=True)
class SensitivePlace:
    """A dimension's place on the map of importance and performance."""

    performance: float
    importance: float
    quadrant: Quadrant | None


@dataclass(frozen=True, kw_only=True)
class SensitiveFit:
    """The comparative fit index in every version."""

    cfi: float
    cfi_scaled: float | None
    cfi_robust: float | None

    @property
    def versions(self) -> dict[Version, float | None]:
        """The most trusted first."""
        return {"robust": self.cfi_robust, "scaled": self.cfi_scaled, "plain": self.cfi}


Sensitive = SensitiveAlpha | SensitiveShare | SensitiveWeight | SensitiveSlope | SensitivePlace | SensitiveFit
"""An estimate with what its verdict needs, under the names that it has in its own section."""


@dataclass(frozen=True, kw_only=True)
class SensitivityRow:
    """A quantity of a subject (a scale, or of the fit its estimator), both ways; None where it could not be had."""

    quantity: Quantity
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
        return pd.json_normalize([asdict(row) for row in self.rows])


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
) -> dict[Verdict, Sensitive]:
    """Of one sample, by quantity and subject, the estimates that verdicts are read off."""
    scales = sound(scale_reliability({**dimensions, **outcomes}, conf_level=conf_level).scales)
    found: dict[Verdict, Sensitive] = {
        ("alpha", name): SensitiveAlpha(estimate=of.estimate, conf_low=of.conf_low, conf_high=of.conf_high)
        for name, of in ((name, scale.alpha) for name, scale in scales.items())
        if of
    }
    model = driver_regression(dimensions, outcomes=outcomes, ranges=ranges, rng=rng, conf_level=conf_level)
    return found | (of_regression(model) if isinstance(model, DriverRegression) else {})


def of_regression(model: DriverRegression) -> dict[Verdict, Sensitive]:
    """R-squared, the slopes with their importance, and the places on the map of importance and performance."""
    found: dict[Verdict, Sensitive] = {
        ("r_squared", model.outcome): SensitiveShare(estimate=model.r_squared, adjusted=model.adj_r_squared)
    }
    found |= {("slope", term.term): slope(term) for term in model.terms}
    return found | {
        ("quadrant", place.term): SensitivePlace(
            performance=place.performance, importance=place.importance, quadrant=place.quadrant
        )
        for place in model.priorities
    }


def slope(term: DriverTerm) -> SensitiveSlope:
    """A slope, with its importance where that could be had."""
    own = {
        "estimate": term.estimate,
        "conf_low": term.conf_low,
        "conf_high": term.conf_high,
        "p_value": term.p_value,
        "p_value_holm": term.p_value_holm,
    }
    if isinstance(term, WeighedTerm):
        return SensitiveWeight(**own, importance=term.importance, prob_first=term.prob_first)
    return SensitiveSlope(**own)


def paired_rows(kept: dict[Verdict, Sensitive], everyone: dict[Verdict, Sensitive]) -> list[SensitivityRow]:
    """A row per quantity and subject that at least one of the two samples has."""
    return [row(*key, kept.get(key), everyone.get(key)) for key in dict.fromkeys([*kept, *everyone])]


def row(quantity: Quantity, subject: str, kept: Sensitive | None, everyone: Sensitive | None) -> SensitivityRow:
    """One quantity of one subject, both ways."""
    return SensitivityRow(quantity=quantity, subject=subject, with_exclusions=kept, without_exclusions=everyone)


def fits(quality: MeasurementQuality, dimensions: Scales) -> list[SensitivityRow]:
    """The comparative fit index of the headline, and of everybody's answers by the same estimator."""
    models = had(quality.cfa)
    name = models.headline if models else None
    model = models.models[name] if models and name else None
    if not isinstance(model, FittedModel):
        return []
    again = attempted(lambda: fitted_again(dimensions, name))
    everyone = None if isinstance(again, Unavailable) else of_fit(again.fit)
    return [row("cfi", name, of_fit(model.fit), everyone)]


def of_fit(fit: Fit) -> SensitiveFit:
    """The comparative fit index in every version."""
    return SensitiveFit(cfi=fit.cfi, cfi_scaled=fit.cfi_scaled, cfi_robust=fit.cfi_robust)


def fitted_again(dimensions: Scales, estimator: str) -> CfaResult:
    """The correlated dimensions of everybody's answers by one estimator."""
    measured = measured_scales(told_apart(dimensions, (item for answers in dimensions.values() for item in answers)))
    items = measured.items if estimator.startswith("fiml") else complete_rows(measured.items)
    return cfa(items, correlated_factors(measured.scales), estimator=estimator)
