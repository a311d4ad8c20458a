"""What a specification gives: an estimate with what its verdict needs, under the names that it has in its section."""

from dataclasses import asdict, dataclass
from typing import Literal

import pandas as pd

from analysis.statistics.cfa.results import Version
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.regression.priorities import Quadrant

Quantity = Literal["alpha", "cfi", "r_squared", "slope", "order", "quadrant", "loss"]
Part = Literal["reliability", "fit", "regression", "pain_points"]
Respondents = Literal["analysed", "everyone", "screened", "fewer_flags", "more_flags", "stricter", "looser"]
Scoring = Literal["means", "factor_scores"]
Missing = Literal["complete", "fiml"]
Method = Literal["least_squares", "robust", "ordered", "logistic", "ml", "mlr", "fiml", "fiml_mlr", "wlsmv"]


@dataclass(frozen=True, kw_only=True)
class SensitiveAlpha:
    """Cronbach's alpha with its interval."""

    estimate: float
    conf_low: float
    conf_high: float


@dataclass(frozen=True, kw_only=True)
class SensitiveShare:
    """The share of variance explained."""

    r_squared: float


@dataclass(frozen=True, kw_only=True)
class SensitiveSlope:
    """A slope as the specification has it, with its test; `beta` and its ends in standard deviations of both sides."""

    estimate: float
    beta: float
    beta_low: float | None
    beta_high: float | None
    p_value: float | None
    p_value_holm: float | None


@dataclass(frozen=True, kw_only=True)
class SensitiveWeight(SensitiveSlope):
    """The same with the dimension's importance, and the share of resamples in which it is the most important."""

    importance: float
    prob_first: float


@dataclass(frozen=True, kw_only=True)
class SensitivePair:
    """The share of resamples in which the first of two dimensions is the more important."""

    prob_a_greater: float


@dataclass(frozen=True, kw_only=True)
class SensitivePlace:
    """A dimension's place on the map of importance (share of R-squared) and performance (0 to 100)."""

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


@dataclass(frozen=True, kw_only=True)
class SensitiveLoss:
    """What is lost to a pain point, in scale points, and the share of resamples in which that is the largest loss."""

    loss: float
    conf_low: float
    conf_high: float
    p_first: float


Sensitive = (
    SensitiveAlpha
    | SensitiveShare
    | SensitiveWeight
    | SensitiveSlope
    | SensitivePair
    | SensitivePlace
    | SensitiveFit
    | SensitiveLoss
)


@dataclass(frozen=True, kw_only=True)
class Specified:
    """An estimate of a `subject` (a scale, a pain point, an estimator); of two, the other is `against`."""

    quantity: Quantity
    subject: str
    against: str = ""
    found: Sensitive


@dataclass(frozen=True, kw_only=True)
class Choices:
    """
    A set of choices of analysis; None where a choice does not arise for this part.

    `respondents`: those analysed, everyone received, or those whom another rule of screening keeps. `scores`: means of
    items or factor scores. `missing`: complete rows or maximum likelihood of all answers. `method`: how it is
    estimated.
    """

    part: Part
    respondents: Respondents
    scores: Scoring | None = None
    missing: Missing | None = None
    method: Method | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Specification:
    """
    A set of choices and what it gives, from `n_obs` people.

    `is_report`: these are the choices that the report makes. `estimates` is the reason where they were refused.
    """

    choices: Choices
    is_report: bool
    n_obs: int
    estimates: list[Specified] | Unavailable


@dataclass(frozen=True, kw_only=True, eq=False)
class SpecificationCurve:
    """
    Headline numbers under every set of choices.

    `n_respondents` are those that each rule of screening keeps; a rule that keeps the same people as one before it is
    not there.
    """

    n_respondents: dict[Respondents, int]
    specifications: list[Specification]

    def tidy(self) -> pd.DataFrame:
        """A row per specification and estimate."""
        rows = [
            asdict(of.choices) | {"is_report": of.is_report, "n_obs": of.n_obs} | asdict(row)
            for of in self.specifications
            if not isinstance(of.estimates, Unavailable)
            for row in of.estimates
        ]
        return pd.json_normalize(rows)

    def glance(self) -> pd.DataFrame:
        """A row per specification."""
        return pd.DataFrame(
            [asdict(of.choices) | {"is_report": of.is_report, "n_obs": of.n_obs} for of in self.specifications]
        )
