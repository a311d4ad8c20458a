"""What is lost to pain points under other choices."""

import numpy as np

from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.bootstrap import percentile_bounds
from analysis.statistics.pain_points.costs import those_that_vary
from analysis.statistics.pain_points.expected_loss import expected_loss, losses
from analysis.statistics.pain_points.exposure import exposures
from analysis.statistics.regression.importance import rank_first
from analysis.statistics.regression.ols import model_rows
from analysis.statistics.sensitivity.answered import Answered
from analysis.statistics.sensitivity.estimates import Method, SensitiveLoss, Specified
from analysis.statistics.sensitivity.moments import weighted_moments
from analysis.statistics.sensitivity.slopes import robust_slopes


def loss_estimates(
    of: Answered, method: Method, *, n_resamples: int, rng: np.random.Generator, conf_level: float
) -> tuple[int, list[Specified]]:
    """Number of respondents, and what is lost to each pain point; raises EstimationError where it is refused."""
    outcome = next(iter(scale_scores(of.outcome).items()))[1]
    met = exposures(of.pain_points, of.severity_ranges)
    if method == "least_squares":
        found = expected_loss(outcome, met, rng=rng, n_resamples=n_resamples, conf_level=conf_level)
        rows = [(t.term, (t.estimate, t.conf_low, t.conf_high, t.p_first)) for t in found.terms]
        return found.n_obs, [row(*each) for each in rows]
    y, x = model_rows(outcome, those_that_vary(outcome, met)[0])
    slopes, weights = robust_slopes(y, x, conf_level)
    exposure = x.to_numpy()
    data = np.column_stack([y, exposure])
    moments = weighted_moments(data, exposure, weights, n_resamples=n_resamples, rng=rng)
    means = np.column_stack([np.zeros(n_resamples), moments.performances])
    drawn = losses(means, moments.covariances)
    drawn = drawn[np.isfinite(drawn).all(axis=1)]
    low, high = percentile_bounds(drawn, conf_level)
    estimate = -np.array([slopes[name].estimate for name in x]) * moments.performance
    table = zip(estimate.tolist(), low.tolist(), high.tolist(), rank_first(drawn).tolist(), strict=True)
    return len(data), [row(str(name), values) for name, values in zip(x, table, strict=True)]


def row(term: str, values: tuple[float, float, float, float]) -> Specified:
    """A pain point's loss with its interval, and how often it is the largest."""
    loss, low, high, first = values
    found = SensitiveLoss(loss=loss, conf_low=low, conf_high=high, p_first=first)
    return Specified(quantity="loss", subject=term, found=found)


def is_asked(of: Answered) -> bool:
    """Whether there is an outcome to lose, and a pain point that may take it."""
    return bool(of.outcome) and bool(of.pain_points)
