"""What a confirmatory factor analysis found, in full precision."""

from dataclasses import InitVar, asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from analysis.statistics.cfa.solution import Solution
from analysis.statistics.cfa.tables import (
    FactorCorrelationRow,
    LoadingRow,
    estimate_rows,
    factor_correlation_rows,
    loading_rows,
)

if TYPE_CHECKING:
    import pandas as pd


Estimator = Literal["ml", "mlr", "mlm", "fiml", "fiml_mlr", "wlsmv"]

Impossible = Literal[
    "negative_residual_variance",
    "negative_factor_variance",
    "factor_correlation_beyond_one",
    "factor_covariance_not_positive_definite",
    "residual_covariance_not_positive_definite",
    "not_identified",
    "no_maximum",
]
"""What can be wrong with a solution; see `admissibility`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit:
    """
    Indices of fit; `fit.py` has each formula.

    `*_scaled` ones put the scaled chi-square in the formula, `*_robust` ones estimate what the index would be under
    normality; they are None for estimators without a scaled test.
    """

    n_free: int
    chi_square: float
    df: int
    p_value: float
    cfi: float
    tli: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    rmsea_close: float
    srmr: float
    log_likelihood: float | None = None
    log_likelihood_saturated: float | None = None
    aic: float | None = None
    bic: float | None = None
    baseline_chi_square: float | None = None
    baseline_df: int | None = None
    scaling: float | None = None
    baseline_scaling: float | None = None
    chi_square_scaled: float | None = None
    p_value_scaled: float | None = None
    cfi_scaled: float | None = None
    tli_scaled: float | None = None
    rmsea_scaled: float | None = None
    rmsea_low_scaled: float | None = None
    rmsea_high_scaled: float | None = None
    rmsea_close_scaled: float | None = None
    cfi_robust: float | None = None
    tli_robust: float | None = None
    rmsea_robust: float | None = None
    rmsea_low_robust: float | None = None
    rmsea_high_robust: float | None = None
    rmsea_close_robust: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """
    One reason not to trust a solution.

    `code` is one of those in `admissibility`, `names` the items, the pair of factors or the parameters concerned.
    """

    code: Impossible
    names: list[str]
    value: float | None = None
    group: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Convergence:
    """
    The proof that the estimates are a maximum of the likelihood.

    `decrement` is g' H^-1 g per case (n times it: what chi-square could still fall), `gradient` the largest slope,
    `smallest_pivot` that of the information matrix scaled to a unit diagonal (0: a parameter is not determined). Of
    `n_starts` searches `n_agreeing` ended here; models without known local maxima are searched from one start, and from
    others only where that search was slow or failed.
    """

    n_steps: int
    decrement: float
    gradient: float
    smallest_pivot: float
    n_starts: int = 1
    n_agreeing: int = 1


@dataclass(frozen=True, kw_only=True, eq=False)
class CfaResult:
    """
    A fitted model.

    The attribute `solution` holds the matrices for those who go on computing; it is no field, so no part of what is
    written. Rows of parameters are made when first asked for; their `std_` columns are of the standardised solution.
    """

    model: str
    estimator: Estimator
    n_obs: int
    n_groups: int
    conf_level: float
    fit: Fit
    is_admissible: bool
    problems: list[Problem]
    convergence: Convergence
    solution: InitVar[Solution]

    def __post_init__(self, solution: Solution) -> None:
        object.__setattr__(self, "solution", solution)

    @cached_property
    def estimates(self) -> list[dict]:
        """Every parameter: lhs, op, rhs, group, estimate, error, test and interval, standardised value and interval."""
        return estimate_rows(self.solution, self.conf_level)

    @cached_property
    def loadings(self) -> list[LoadingRow]:
        """The loadings of items (and of factors, in a second-order model), as factor and term."""
        return loading_rows(self.estimates)

    @cached_property
    def factor_correlations(self) -> list[FactorCorrelationRow]:
        """Correlations between factors: a, b, estimate, error and interval."""
        return factor_correlation_rows(self.solution, self.conf_level)

    def tidy(self) -> "pd.DataFrame":
        """One row per parameter."""
        import pandas as pd

        return pd.DataFrame(self.estimates)

    def glance(self) -> "pd.DataFrame":
        """One row of fit indices."""
        import pandas as pd

        row = {"model": self.model, "estimator": self.estimator, "n_obs": self.n_obs}
        return pd.DataFrame([row | asdict(self.fit) | {"is_admissible": self.is_admissible}])
