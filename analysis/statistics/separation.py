"""Whether the dimensions of a measurement model can be told apart, and if not, which ones cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isnan

from analysis.statistics.cfa.results import CfaResult

INSEPARABLE = 0.90
"""Latent correlation above which two dimensions are hardly two (Rönkkö & Cho 2022, doi 10.1177/1094428120968614)."""

SYMPTOMS = (
    "negative_residual_variance",
    "negative_factor_variance",
    "factor_correlation_beyond_one",
    "factor_covariance_not_positive_definite",
)
"""Problems of a solution that come of dimensions, or items, which do not separate."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Symptom:
    """One sign that dimensions do not separate: `high_correlation` or one of `SYMPTOMS`, and whom it concerns."""

    code: str
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


def separation(result: CfaResult, edge: float = INSEPARABLE) -> Separation:
    """
    Signs that the factors of a correlated-factors model do not separate.

    The pairs to be tried as one are those whose correlation exceeds `edge` in absolute value; where an impossible
    variance is the only sign, the most highly correlated pair.
    """
    by_size = sorted(result.factor_correlations, key=_size, reverse=True)
    high = [row for row in by_size if abs(row["estimate"]) > edge]
    symptoms = [Symptom(code="high_correlation", names=[r["a"], r["b"]], value=r["estimate"]) for r in high]
    symptoms += [
        Symptom(code=problem.code, names=problem.names, value=problem.value)
        for problem in result.problems
        if problem.code in SYMPTOMS
    ]
    suspects = high or (by_size[:1] if symptoms else [])
    return Separation(symptoms=symptoms, pairs=[(row["a"], row["b"]) for row in suspects])


def _size(row: dict) -> float:
    """How large a correlation is; one that a negative variance leaves without a value counts as the largest."""
    return inf if isnan(row["estimate"]) else abs(row["estimate"])


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
