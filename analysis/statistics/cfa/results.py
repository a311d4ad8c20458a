"""What a confirmatory factor analysis found, in full precision."""

from collections.abc import Mapping
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


Estimator = Literal["ml", "mlr", "fiml", "fiml_mlr", "wlsmv"]

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


Version = Literal["robust", "scaled", "plain"]
IndexName = Literal["cfi", "tli", "rmsea", "rmsea_low", "rmsea_high", "rmsea_close", "srmr"]
VERSIONS: tuple[Version, ...] = ("robust", "scaled", "plain")


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

    @property
    def test(self) -> tuple[float, float | None]:
        """The test of exact fit and its p value, corrected for departures from normality where it can be."""
        if self.chi_square_scaled is None:
            return self.chi_square, self.p_value
        return self.chi_square_scaled, self.p_value_scaled

    def versions(self, name: IndexName) -> dict[Version, float | None]:
        """An index in all its versions, the most trusted first."""
        found: dict[IndexName, tuple[float | None, float | None, float]] = {
            "cfi": (self.cfi_robust, self.cfi_scaled, self.cfi),
            "tli": (self.tli_robust, self.tli_scaled, self.tli),
            "rmsea": (self.rmsea_robust, self.rmsea_scaled, self.rmsea),
            "rmsea_low": (self.rmsea_low_robust, self.rmsea_low_scaled, self.rmsea_low),
            "rmsea_high": (self.rmsea_high_robust, self.rmsea_high_scaled, self.rmsea_high),
            "rmsea_close": (self.rmsea_close_robust, self.rmsea_close_scaled, self.rmsea_close),
            "srmr": (None, None, self.srmr),
        }
        return dict(zip(VERSIONS, found[name], strict=True))

    def version(self, name: IndexName) -> Version:
        """The most trusted version of an index that there is."""
        return trusted(self.versions(name))

    def index(self, name: IndexName, version: Version | None = None) -> float | None:
        """An index in a version, or in the most trusted one."""
        return self.versions(name)[version or self.version(name)]


def trusted(versions: Mapping[Version, float | None]) -> Version:
    """The first version that there is."""
    return next((version for version, value in versions.items() if value is not None), "plain")


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
    if TYPE_CHECKING:
        solution: Solution
    else:
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
