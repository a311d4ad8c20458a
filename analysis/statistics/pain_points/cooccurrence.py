"""Which pain points the same people met."""

from dataclasses import dataclass, replace
from itertools import combinations
from math import atanh, sqrt, tanh

import numpy as np

from analysis.statistics.foundation.distributions import holm, normal_p_value, normal_quantile
from analysis.statistics.foundation.intervals import require_level
from analysis.statistics.foundation.small_cells import is_small
from analysis.statistics.pain_points.exposure import Answers, applies_to, asked_who_met

FEWEST = 4
"""People from which a correlation has an interval."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cooccurrence:
    """
    Two pain points among the `n_obs` people who answered for both and to whom both could happen.

    `n_both` met both, `n_expected` would if meeting the one had nothing to do with meeting the other. `phi` is their
    correlation, None with its interval and test where everyone, or nobody, met one of them. `statistic` (z) and
    `p_value` are of no correlation, `p_value_holm` adjusted for the number of pairs.
    """

    a: str
    b: str
    n_obs: int
    n_both: int
    n_expected: float
    phi: float | None
    conf_low: float | None
    conf_high: float | None
    statistic: float | None
    p_value: float | None
    p_value_holm: float | None


def cooccurrences(pain_points: Answers, *, min_cell: int = 1, conf_level: float = 0.95) -> list[Cooccurrence]:
    """
    Every two pain points of which it was asked who met them; see `exposure.Answers`.

    Left out are pairs of which both, only one or neither was met by somebody, but by fewer than `min_cell` people: all
    four cells follow from any one and the shares that met each.
    """
    require_level(conf_level)
    met = {
        name: answers["met"].where(applies_to(answers)).to_numpy(dtype=float)
        for name, answers in asked_who_met(pain_points).items()
    }
    cells = {(a, b): fourfold(met[a], met[b]) for a, b in combinations(met, 2)}
    shown = [pair for pair, counts in cells.items() if not any(is_small(n, min_cell) for n in counts)]
    found = [cooccurrence(a, b, met[a], met[b], conf_level) for a, b in shown]
    adjusted = holm([float("nan") if pair.p_value is None else pair.p_value for pair in found])
    return [
        pair if pair.p_value is None else replace(pair, p_value_holm=float(p))
        for pair, p in zip(found, adjusted, strict=True)
    ]


def fourfold(x: np.ndarray, y: np.ndarray) -> list[int]:
    """How many met both, the first alone, the second alone, neither, of those with both answers."""
    return [int(((x == first) & (y == second)).sum()) for first in (1, 0) for second in (1, 0)]


def cooccurrence(a: str, b: str, met_a: np.ndarray, met_b: np.ndarray, conf_level: float) -> Cooccurrence:
    """Two pain points, (n,) each: 1 met, 0 not met, NaN for people to be left out."""
    both = ~np.isnan(met_a) & ~np.isnan(met_b)
    x, y = met_a[both], met_b[both]
    n_obs = len(x)
    phi = phi_of(x, y)
    std_error = None if phi is None else std_error_of_z(x, y, phi)
    low, high = (None, None) if std_error is None else phi_bounds(phi, std_error, conf_level)
    statistic = None if std_error is None else atanh(phi) / std_error
    p_value = None if statistic is None else float(normal_p_value(statistic))
    return Cooccurrence(
        a=a,
        b=b,
        n_obs=n_obs,
        n_both=int((x * y).sum()),
        n_expected=float(x.sum() * y.sum() / n_obs) if n_obs else 0.0,
        phi=phi,
        conf_low=low,
        conf_high=high,
        statistic=statistic,
        p_value=p_value,
        p_value_holm=p_value,
    )


def phi_of(x: np.ndarray, y: np.ndarray) -> float | None:
    """Correlation of two variables of zeros and ones, (n,) each; None where one of them does not vary."""
    if len(x) < FEWEST or min(np.ptp(x), np.ptp(y)) == 0:
        return None
    return float(np.clip(np.corrcoef(x, y)[0, 1], -1, 1))


def std_error_of_z(x: np.ndarray, y: np.ndarray, phi: float) -> float | None:
    """
    Standard error of Fisher's z of phi: from its large-sample variance in fourfold tables, not that of normal scores.

    The variance is the mean square of the influence of each person, z_x z_y - phi (z_x^2 + z_y^2) / 2 with standardised
    values (Yule 1912, Journal of the Royal Statistical Society 75, 579-652, in closed form). None where phi is one.
    """
    if 1 - abs(phi) < 1e-12:
        return None
    z_x, z_y = (x - x.mean()) / x.std(), (y - y.mean()) / y.std()
    influence = z_x * z_y - phi * (z_x**2 + z_y**2) / 2
    return sqrt(np.mean(influence**2) / len(x)) / (1 - phi**2)


def phi_bounds(phi: float, std_error: float, conf_level: float) -> tuple[float, float]:
    """Interval of phi from the standard error of its Fisher's z."""
    half_width = normal_quantile((1 + conf_level) / 2) * std_error
    return tanh(atanh(phi) - half_width), tanh(atanh(phi) + half_width)
