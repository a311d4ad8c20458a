"""Whether the dimensions of a measurement model can be told apart, and if not, which ones cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isnan
from typing import Literal

from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.cfa.tables import FactorCorrelationRow
from analysis.statistics.reliability.coefficients import ScalePair

EDGES = {"marginal": 0.80, "moderate": 0.90, "severe": 1.00}
"""Ends of the interval of a latent correlation from which it is a problem (Rönkkö & Cho 2022, doi
10.1177/1094428120968614)."""

INSEPARABLE = ("moderate", "severe", "undecided")
"""Verdicts at which the data do not show two dimensions to be two: the interval reaches .90."""

OF_DIMENSIONS = ("factor_correlation_beyond_one", "factor_covariance_not_positive_definite")
"""Symptoms that say something of how close dimensions are; a negative variance may come of an item."""

DECIMALS = 2  # an end is judged as it is printed

Closeness = Literal["none", "marginal", "moderate", "severe", "undecided"]
"""How close two dimensions are, by the interval of their correlation; see `closeness`."""

SYMPTOMS = (
    "negative_residual_variance",
    "negative_factor_variance",
    "factor_correlation_beyond_one",
    "factor_covariance_not_positive_definite",
)
"""Problems of a solution that dimensions which do not separate can cause, though not they alone."""


@dataclass(frozen=True, kw_only=True)
class JudgedPair(ScalePair):
    """The correlation of two dimensions with its interval, and how close they are by it (`verdict`)."""

    verdict: Closeness


@dataclass(frozen=True, kw_only=True, eq=False)
class Symptom:
    """One sign of trouble: `high_correlation` or one of `SYMPTOMS`, and the dimensions or items it concerns."""

    code: Literal[
        "high_correlation",
        "negative_residual_variance",
        "negative_factor_variance",
        "factor_correlation_beyond_one",
        "factor_covariance_not_positive_definite",
    ]
    names: list[str]
    value: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Separation:
    """`symptoms` (none: the dimensions separate), and the `pairs` of dimensions to be tried as one."""

    symptoms: list[Symptom]
    pairs: list[tuple[str, str]]

    @property
    def is_clean(self) -> bool:
        """Whether nothing speaks against separate dimensions."""
        return not self.symptoms


def closeness(conf_low: float, conf_high: float) -> Closeness:
    """
    What the interval of a latent correlation says of two dimensions, by size, whatever the sign.

    "none", "marginal", "moderate" or "severe" by the end farther from zero. "undecided" where that end reaches .90
    but the nearer one lies below .80: then the interval is too wide to tell a problem from none.
    """
    ends = sorted(round(abs(end), DECIMALS) for end in (conf_low, conf_high))
    near, far = (0.0 if conf_low < 0 < conf_high else ends[0]), ends[1]
    if far >= EDGES["moderate"] and near < EDGES["marginal"]:
        return "undecided"
    reached = [verdict for verdict, edge in EDGES.items() if far >= edge]
    return reached[-1] if reached else "none"


def pair_verdict(estimate: float | None, conf_low: float | None, conf_high: float | None) -> Closeness:
    """The closeness of a pair of factors; by the correlation alone where it has no interval."""
    if conf_low is None or conf_high is None or isnan(conf_low) or isnan(conf_high):
        conf_low = conf_high = estimate
    return "severe" if conf_low is None or isnan(conf_low) else closeness(conf_low, conf_high)


def judged(pair: ScalePair | FactorCorrelationRow) -> JudgedPair:
    """A correlation of two factors with its verdict."""
    known = {name: getattr(pair, name) for name in ("a", "b", "estimate", "conf_low", "conf_high")}
    return JudgedPair(**known, verdict=pair_verdict(pair.estimate, pair.conf_low, pair.conf_high))


def judged_pairs(result: CfaResult) -> list[JudgedPair]:
    """The factor correlations of a model, each with its verdict."""
    return [judged(row) for row in result.factor_correlations]


def separation(result: CfaResult) -> Separation:
    """
    Signs that the factors of a correlated-factors model do not separate.

    The pairs to be tried as one are those whose interval reaches .90 in size (`closeness`), the closest first; where
    none does and the dimensions' covariances are impossible, the most highly correlated pair. A negative variance alone
    makes a solution improper and no pair suspect.
    """
    by_size = sorted(judged_pairs(result), key=_size, reverse=True)
    high = [row for row in by_size if row.verdict in INSEPARABLE and not isnan(row.estimate)]
    symptoms = [Symptom(code="high_correlation", names=[row.a, row.b], value=row.estimate) for row in high]
    symptoms += [
        Symptom(code=problem.code, names=problem.names, value=problem.value)
        for problem in result.problems
        if problem.code in SYMPTOMS
    ]
    suspects = high or (by_size[:1] if any(symptom.code in OF_DIMENSIONS for symptom in symptoms) else [])
    return Separation(symptoms=symptoms, pairs=[(row.a, row.b) for row in suspects])


def _size(row: JudgedPair) -> float:
    """How large a correlation is; one that a negative variance leaves without a value counts as the largest."""
    return inf if isnan(row.estimate) else abs(row.estimate)


def clusters(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """
    Dimensions tied by pairs, directly or through others, in order of appearance.

    >>> clusters([("a", "b"), ("c", "d"), ("b", "e")])
    [['a', 'b', 'e'], ['c', 'd']]
    """
    groups: list[list[str]] = []
    for pair in pairs:
        joined = [group for group in groups if set(group) & set(pair)]
        rest = [group for group in groups if group not in joined]
        merged = list(dict.fromkeys([name for group in (*joined, pair) for name in group]))
        groups = [merged, *rest] if not rest else [*rest, merged]
    order = [name for pair in pairs for name in pair]
    return sorted((sorted(group, key=order.index) for group in groups), key=lambda group: order.index(group[0]))
