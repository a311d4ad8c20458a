"""Which pain points the same people met."""

from dataclasses import dataclass
from itertools import combinations
from math import atanh, sqrt, tanh

import numpy as np

from analysis.statistics.foundation.distributions import normal_quantile
from analysis.statistics.foundation.intervals import Bounds, require_level
from analysis.statistics.pain_points.exposure import Answers, applies_to, asked_who_met

FEWEST = 4
"""People from which a correlation has an interval."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cooccurrence:
    """
    Two pain points among the `n_obs` people who answered for both and to whom both could happen.

    `n_both` met both, `n_expected` would if meeting the one had nothing to do with meeting the other. `phi` is their
    correlation, None with its interval where everyone, or nobody, met one of them.
    """

    a: str
    b: str
    n_obs: int
    n_both: int
    n_expected: float
    phi: float | None
    conf_low: float | None
    conf_high: float | None


def cooccurrences(pain_points: Answers, *, conf_level: float = 0.95) -> list[Cooccurrence]:
    """Every two pain points of which it was asked who met them; see `exposure.Answers`."""
    require_level(conf_level)
    met = {name: answers["met"].where(applies_to(answers)) for name, answers in asked_who_met(pain_points).items()}
    return [cooccurrence(a, b, met[a].to_numpy(), met[b].to_numpy(), conf_level) for a, b in combinations(met, 2)]


def cooccurrence(a: str, b: str, met_a: np.ndarray, met_b: np.ndarray, conf_level: float) -> Cooccurrence:
    """Two pain points, (n,) each: 1 met, 0 not met, NaN for people to be left out."""
    both = ~np.isnan(met_a) & ~np.isnan(met_b)
    x, y = met_a[both], met_b[both]
    n_obs = len(x)
    phi = phi_of(x, y)
    bounds = phi_bounds(x, y, phi, conf_level) if phi is not None else Bounds(conf_low=None, conf_high=None)
    return Cooccurrence(
        a=a,
        b=b,
        n_obs=n_obs,
        n_both=int((x * y).sum()),
        n_expected=float(x.sum() * y.sum() / n_obs) if n_obs else 0.0,
        phi=phi,
        conf_low=bounds.conf_low,
        conf_high=bounds.conf_high,
    )


def phi_of(x: np.ndarray, y: np.ndarray) -> float | None:
    """Correlation of two variables of zeros and ones, (n,) each; None where one of them does not vary."""
    if len(x) < FEWEST or min(np.ptp(x), np.ptp(y)) == 0:
        return None
    return float(np.clip(np.corrcoef(x, y)[0, 1], -1, 1))


def phi_bounds(x: np.ndarray, y: np.ndarray, phi: float, conf_level: float) -> Bounds:
    """
    Interval of phi: Fisher's z with the large-sample variance of phi in fourfold tables, not that of normal variables.

    The variance is the mean square of the influence of each person, z_x z_y - phi (z_x^2 + z_y^2) / 2 with standardised
    values (Yule 1912, Journal of the Royal Statistical Society 75, 579-652, in closed form). None where phi is one.
    """
    if 1 - abs(phi) < 1e-12:
        return Bounds(conf_low=None, conf_high=None)
    z_x, z_y = (x - x.mean()) / x.std(), (y - y.mean()) / y.std()
    influence = z_x * z_y - phi * (z_x**2 + z_y**2) / 2
    std_error = sqrt(np.mean(influence**2) / len(x)) / (1 - phi**2)
    half_width = normal_quantile((1 + conf_level) / 2) * std_error
    return Bounds(conf_low=tanh(atanh(phi) - half_width), conf_high=tanh(atanh(phi) + half_width))
