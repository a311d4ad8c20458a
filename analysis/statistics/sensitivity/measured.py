"""Reliability and fit of the design under other choices."""

from analysis.statistics.cfa import cfa, correlated_factors
from analysis.statistics.cfa.results import Estimator, Fit
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.requirements import complete_rows
from analysis.statistics.measurement.factor_names import told_apart
from analysis.statistics.measurement.fitted_model import FittedModel
from analysis.statistics.measurement.models import MeasurementModels, measured_scales
from analysis.statistics.measurement.quality import MeasurementQuality
from analysis.statistics.reliability.alpha import scale_reliability
from analysis.statistics.sensitivity.answered import Answered
from analysis.statistics.sensitivity.estimates import (
    Respondents,
    SensitiveAlpha,
    SensitiveFit,
    Specified,
)

ELSEWHERE: Estimator = "mlr"
"""Estimator of the fit for other respondents than those analysed and everybody: complete rows cost hardly anything."""


def alphas(of: Answered, conf_level: float) -> list[Specified]:
    """Cronbach's alpha of every scale, each from its own complete rows."""
    scales = sound(scale_reliability({**of.dimensions, **of.outcomes}, conf_level=conf_level).scales)
    return [
        Specified(
            quantity="alpha",
            subject=name,
            found=SensitiveAlpha(
                estimate=scale.alpha.estimate, conf_low=scale.alpha.conf_low, conf_high=scale.alpha.conf_high
            ),
        )
        for name, scale in scales.items()
        if scale.alpha
    ]


def headline_of(quality: MeasurementQuality) -> tuple[MeasurementModels, Estimator] | None:
    """The models of those analysed and the estimator of the headline; None where there is none."""
    models = had(quality.cfa)
    return (models, models.headline) if models and models.headline else None


def estimators(respondents: Respondents, models: MeasurementModels, headline: Estimator) -> list[Estimator]:
    """By which estimators the fit is judged for these respondents, the headline's first."""
    if respondents == "analysed":
        others = [name for name in ("mlr", "fiml_mlr", "wlsmv") if name in models.models and name != headline]
        return [headline, *others]
    return [headline] if respondents == "everyone" else [ELSEWHERE]


def fit_of(
    of: Answered, respondents: Respondents, models: MeasurementModels, estimator: Estimator, subject: str
) -> tuple[int, list[Specified]]:
    """
    The comparative fit index; those analysed have been fitted already.

    Raises EstimationError where the fit is refused, or rests on fewer respondents than the model has parameters and is
    not the report's own: it says more of who is lost than of the choice (Bentler & Chou, 1987).
    """
    if respondents == "analysed":
        model = models.models[estimator]
        if not isinstance(model, FittedModel):
            raise EstimationError(model.code, **model.values)
        if estimator != models.headline:
            require_as_many(model.n_obs, model.fit)
        return model.n_obs, [fit_row(model.fit, subject)]
    measured = measured_scales(told_apart(of.dimensions, (item for rows in of.dimensions.values() for item in rows)))
    items = measured.items if estimator.startswith("fiml") else complete_rows(measured.items)
    found = cfa(items, correlated_factors(measured.scales), estimator=estimator)
    require_as_many(found.n_obs, found.fit)
    return found.n_obs, [fit_row(found.fit, subject)]


def require_as_many(n_obs: int, fit: Fit) -> None:
    """Refuse a fit that rests on fewer respondents than the model has free parameters."""
    if n_obs < fit.n_free:
        raise EstimationError("fewer_than_parameters", n_obs=n_obs, n_free=fit.n_free)


def fit_row(fit: Fit, subject: str) -> Specified:
    """The comparative fit index in every version."""
    found = SensitiveFit(cfi=fit.cfi, cfi_scaled=fit.cfi_scaled, cfi_robust=fit.cfi_robust)
    return Specified(quantity="cfi", subject=subject, found=found)
