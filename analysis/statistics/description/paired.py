"""
Differences between things that the same people rated: each has an interval of its own.

Whether two means, or two shares, differ is never read off the overlap of their intervals: answers of one person go
together, and even apart from that two intervals overlap long before the difference is open.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import normal_quantile, t_quantile
from analysis.statistics.foundation.intervals import Interval, require_level

FEWEST = 2
"""People on either side from which a difference has an interval."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PairedDifference:
    """
    `a` less `b`, with its interval, `difference`; None where too few answered.

    `n_a` and `n_b` answered each, `n_both` both of them. `is_apart`: the interval leaves out zero. Where `a` is the
    largest of several and `b` the next, that also checks that the largest is rightly called so, no adjustment needed:
    shown for independent means of equal variance (Gutmann & Maymin 1987, doi 10.1214/aos/1176350376) and equally
    correlated ones (Sood 2025, arXiv:2503.01065); of other means it is an approximation.
    """

    a: str
    b: str
    n_a: int
    n_b: int
    n_both: int
    difference: Interval | None
    is_apart: bool

    @property
    def turned(self) -> "PairedDifference":
        """The comparison the other way round: `b` less `a`."""
        found = self.difference
        if found:
            found = replace(found, estimate=-found.estimate, conf_low=-found.conf_high, conf_high=-found.conf_low)
        return replace(self, a=self.b, b=self.a, n_a=self.n_b, n_b=self.n_a, difference=found)


Measure = Literal["performance", "prevalence", "severity"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparisons:
    """Every pair of scales (performance), and of pain points (share of people who met it; mean severity)."""

    performance: list[PairedDifference]
    prevalence: list[PairedDifference]
    severity: list[PairedDifference]

    def pair(self, measure: Measure, a: str, b: str) -> PairedDifference | None:
        """`a` less `b`, whichever way round it is stored."""
        rows = {"performance": self.performance, "prevalence": self.prevalence, "severity": self.severity}[measure]
        found = next((row for row in rows if {row.a, row.b} == {a, b}), None)
        return found.turned if found and found.a != a else found


def paired_difference(a: Any, b: Any, *, conf_level: float = 0.95) -> Interval | None:
    """
    Mean of `a` less mean of `b`, each over its own values; rows are people, and those with both count as pairs.

    Student's t with the standard error and degrees of freedom of Derrick, Russ, Toher & White (2017, Journal of Modern
    Applied Statistical Methods 16, 137-157, T_new2): the paired t interval where everybody has both, Welch's where
    nobody has. None where fewer than two have a value on either side, or nothing varies.

    Parameters
    ----------
    a, b : array_like, shape (n,)
        NaN where a person has no value.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    in_a, in_b = ~np.isnan(a), ~np.isnan(b)
    both = in_a & in_b
    n_a, n_b, n_both = int(in_a.sum()), int(in_b.sum()), int(both.sum())
    if min(n_a, n_b) < FEWEST:
        return None
    of_a, of_b = a[in_a].var(ddof=1) / n_a, b[in_b].var(ddof=1) / n_b
    shared = np.cov(a[both], b[both])[0, 1] * n_both / (n_a * n_b) if n_both >= FEWEST else 0.0
    variance = of_a + of_b - 2 * shared
    if variance <= 1e-15 * (of_a + of_b):
        return None
    welch = (of_a + of_b) ** 2 / (of_a**2 / (n_a - 1) + of_b**2 / (n_b - 1))
    alone = n_a + n_b - 2 * n_both
    df = n_both - 1 + (welch - n_both + 1) / (n_a + n_b) * alone
    estimate = float(a[in_a].mean() - b[in_b].mean())
    half_width = t_quantile((1 + require_level(conf_level)) / 2, max(df, 1.0)) * sqrt(variance)
    return Interval(
        estimate=estimate, conf_low=estimate - half_width, conf_high=estimate + half_width, conf_level=conf_level
    )


def prevalence_difference(a: Any, b: Any, *, conf_level: float = 0.95) -> Interval | None:
    """
    Share of ones in `a` less that in `b`, of the same people (those with a missing value are left out).

    Adjusted Wald interval (Bonett & Price 2012, doi 10.3102/1076998611411915). None where nobody has both.

    Parameters
    ----------
    a, b : array_like of 0, 1 or NaN, shape (n,)
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    both = ~np.isnan(a) & ~np.isnan(b)
    n_obs = int(both.sum())
    if not n_obs:
        return None
    only_a, only_b = int(((a == 1) & (b != 1) & both).sum()), int(((b == 1) & (a != 1) & both).sum())
    p, q = (only_a + 1) / (n_obs + 2), (only_b + 1) / (n_obs + 2)
    half_width = normal_quantile((1 + require_level(conf_level)) / 2) * sqrt((p + q - (p - q) ** 2) / (n_obs + 2))
    return Interval(
        estimate=(only_a - only_b) / n_obs,
        conf_low=max(p - q - half_width, -1.0),
        conf_high=min(p - q + half_width, 1.0),
        conf_level=conf_level,
    )


def comparisons(
    performance: pd.DataFrame, pain_points: Mapping[str, pd.DataFrame], *, conf_level: float = 0.95
) -> Comparisons:
    """
    All pairs of scales and of pain points.

    Parameters
    ----------
    performance : DataFrame, shape (n, k)
        Scale scores from 0 to 100.
    pain_points : mapping of name to DataFrame
        Rows as `performance`; columns "met" (1 or 0) and "severity", as far as they were asked. Severity is that of
        those who met it.
    """
    met = {name: answers["met"] for name, answers in pain_points.items() if "met" in answers}
    severity = {name: severity_felt(answers) for name, answers in pain_points.items() if "severity" in answers}
    scores = {str(name): performance[name] for name in performance}
    return Comparisons(
        performance=list(_all_pairs(scores, paired_difference, conf_level)),
        prevalence=list(_all_pairs(met, prevalence_difference, conf_level)),
        severity=list(_all_pairs(severity, paired_difference, conf_level)),
    )


def severity_felt(answers: pd.DataFrame) -> pd.Series:
    """Severity where the pain point was met, else NaN; all severities where it was not asked who met it."""
    return answers["severity"].where(answers["met"] == 1) if "met" in answers else answers["severity"]


def _all_pairs(values: Mapping[str, pd.Series], difference: Any, conf_level: float) -> Iterable[PairedDifference]:
    for a, b in combinations(values, 2):
        yield paired_pair(values, a, b, difference=difference, conf_level=conf_level)


def paired_pair(
    values: Mapping[str, Any], a: str, b: str, *, difference: Any = paired_difference, conf_level: float = 0.95
) -> PairedDifference:
    """Two of the things that the same people rated: `values` by name, each of length n, NaN where there is none."""
    of_a, of_b = (np.asarray(values[name], dtype=float) for name in (a, b))
    in_a, in_b = ~np.isnan(of_a), ~np.isnan(of_b)
    found = difference(of_a, of_b, conf_level=conf_level)
    return PairedDifference(
        a=a,
        b=b,
        n_a=int(in_a.sum()),
        n_b=int(in_b.sum()),
        n_both=int((in_a & in_b).sum()),
        difference=found,
        is_apart=found is not None and (found.conf_low > 0 or found.conf_high < 0),
    )
