"""Indirect effects of the dimensions on further outcomes by way of the first, with bootstrap intervals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.bootstrap import bootstrap_moments, percentile_bounds
from analysis.statistics.foundation.intervals import require_level
from analysis.statistics.regression.ols import model_rows

N_RESAMPLES = 10_000

Scales = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, kw_only=True, eq=False)
class Effect:
    """A product or sum of slopes, in scale points of the outcome per point of the dimension, with its interval."""

    kind: Literal["indirect", "direct", "total"]
    estimate: float
    conf_low: float
    conf_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class MediatedTerm:
    """
    One dimension: `to_mediator` is its slope for the mediator, the other dimensions held equal.

    Its `indirect` effect is that slope times the mediator's, its `direct` one its own slope for the outcome with
    mediator and other dimensions held equal, the `total` one the sum of the two.
    """

    term: str
    to_mediator: float
    effects: list[Effect]


@dataclass(frozen=True, kw_only=True, eq=False)
class MediatedOutcome:
    """An outcome, the slope of the mediator for it with all dimensions held equal, and a row per dimension."""

    outcome: str
    n_obs: int
    from_mediator: float
    terms: list[MediatedTerm]


@dataclass(frozen=True, kw_only=True, eq=False)
class RefusedOutcome(Unavailable):
    """Why an outcome has no indirect effects."""

    outcome: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Mediation:
    """
    Indirect effects of the dimensions by way of the first outcome, on every other one.

    Intervals are percentiles of `n_resamples` resamples. They say how sure a product of slopes is, not that one came
    before the other: everything was asked at one time.
    """

    mediator: str
    conf_level: float
    n_resamples: int
    outcomes: list[MediatedOutcome | RefusedOutcome]

    def tidy(self) -> pd.DataFrame:
        """A row per outcome, dimension and effect."""
        fitted = [found for found in self.outcomes if isinstance(found, MediatedOutcome)]
        return pd.DataFrame(
            [
                {"outcome": found.outcome, "term": term.term} | vars(effect)
                for found in fitted
                for term in found.terms
                for effect in term.effects
            ]
        )


def mediation(
    dimensions: Scales,
    *,
    outcomes: Scales,
    rng: np.random.Generator,
    requested: bool = True,
    conf_level: float = 0.95,
    n_resamples: int = N_RESAMPLES,
) -> Mediation | None:
    """
    Indirect effects by way of the first outcome; None where there is no other, or they are not `requested`.

    Parameters
    ----------
    dimensions, outcomes : mapping of scale to DataFrame, each of shape (n, k)
        Keyed answers; the variables are the scale scores. Rows incomplete on the dimensions, the first outcome or the
        outcome concerned are dropped.
    rng : Generator
        Random numbers for the bootstrap.
    conf_level : float
        Level of the percentile intervals.
    n_resamples : int

    References
    ----------
    Shrout & Bolger (2002), Psychological Methods 7, 422-445; MacKinnon, Lockwood & Williams (2004), Multivariate
    Behavioral Research 39, 99-128.
    """
    require_level(conf_level)
    mediator, *others = outcomes or [""]
    if not (requested and others):
        return None
    scores, given = scale_scores(dimensions), scale_scores(outcomes)
    found = []
    for other in others:
        result = attempted(
            lambda other=other: mediated(given[mediator], given[other], scores, rng, conf_level, n_resamples)
        )
        refused = isinstance(result, Unavailable)
        found.append(RefusedOutcome(**vars(result), outcome=other) if refused else result)
    return Mediation(mediator=mediator, conf_level=conf_level, n_resamples=n_resamples, outcomes=found)


def mediated(
    mediator: pd.Series,
    outcome: pd.Series,
    scores: pd.DataFrame,
    rng: np.random.Generator,
    conf_level: float,
    n_resamples: int,
) -> MediatedOutcome:
    """
    The indirect effects on one outcome.

    Raises
    ------
    EstimationError
        Too few complete rows, or variables that do not vary or determine each other.
    """
    y, x = model_rows(outcome, pd.concat([mediator, scores], axis=1))
    data = np.column_stack([y, x])
    moments = bootstrap_moments(data, n_resamples=n_resamples, rng=rng)
    first, second, effects = products(np.cov(data, rowvar=False)[None])
    _, _, resampled = products(moments.covariances)
    low, high = percentile_bounds(resampled, conf_level)
    kinds = ("indirect", "direct", "total")
    return MediatedOutcome(
        outcome=str(outcome.name),
        n_obs=len(y),
        from_mediator=float(second[0]),
        terms=[
            MediatedTerm(
                term=str(name),
                to_mediator=float(first[0, j]),
                effects=[
                    Effect(
                        kind=kind,
                        estimate=float(effects[0, row, j]),
                        conf_low=float(low[row, j]),
                        conf_high=float(high[row, j]),
                    )
                    for row, kind in enumerate(kinds)
                ],
            )
            for j, name in enumerate(scores)
        ],
    )


def products(S: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """
    Slopes and effects from covariance matrices S (B, k + 2, k + 2): outcome, mediator, then k dimensions.

    Returns the dimensions' slopes for the mediator (B, k), the mediator's for the outcome (B,), and the indirect,
    direct and total effects (B, 3, k). NaN where a resample does not determine them.
    """
    to_mediator = solved(S[:, 2:, 2:], S[:, 2:, 1])
    to_outcome = solved(S[:, 1:, 1:], S[:, 1:, 0])
    from_mediator, direct = to_outcome[:, 0], to_outcome[:, 1:]
    indirect = to_mediator * from_mediator[:, None]
    return to_mediator, from_mediator, np.stack([indirect, direct, indirect + direct], axis=1)


def solved(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Slopes (B, m) from covariances of predictors A (B, m, m) and with the outcome b (B, m); NaN where singular."""
    singular = np.linalg.eigvalsh(A)[:, 0] <= 1e-10 * np.trace(A, axis1=1, axis2=2)
    safe = np.where(singular[:, None, None], np.eye(A.shape[-1]), A)
    return np.where(singular[:, None], np.nan, np.linalg.solve(safe, b[..., None])[..., 0])
