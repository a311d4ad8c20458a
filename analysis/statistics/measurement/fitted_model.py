"""A fitted measurement model as a report prints it, and a refused one as its reason."""

from dataclasses import asdict, dataclass

import pandas as pd

from analysis.statistics.cfa.results import CfaResult, Convergence, Estimator, Fit, Problem
from analysis.statistics.cfa.tables import FactorCorrelationRow, LoadingRow
from analysis.statistics.foundation.attempts import Unavailable


@dataclass(frozen=True, kw_only=True, eq=False)
class FittedModel:
    """
    What is printed of a `CfaResult`.

    `loadings` has a row per factor and term (a factor is a term too, in a second-order model), `factor_correlations` a
    row per pair that the model lets correlate. `problems` say why a solution cannot be true of any population.
    """

    model: str
    estimator: Estimator
    n_obs: int
    conf_level: float
    fit: Fit
    loadings: list[LoadingRow]
    factor_correlations: list[FactorCorrelationRow]
    is_admissible: bool
    problems: list[Problem]
    convergence: Convergence

    def tidy(self) -> pd.DataFrame:
        """One row per loading."""
        return pd.DataFrame(self.loadings)

    def glance(self) -> pd.DataFrame:
        """One row of fit indices."""
        row = {"model": self.model, "estimator": self.estimator, "n_obs": self.n_obs}
        return pd.DataFrame([row | asdict(self.fit) | {"is_admissible": self.is_admissible}])


def fitted_model(result: CfaResult | Unavailable) -> FittedModel | Unavailable:
    """The printed part of a result; a refusal stays what it is."""
    if isinstance(result, Unavailable):
        return result
    return FittedModel(**{name: getattr(result, name) for name in FittedModel.__dataclass_fields__})


def succeeded(results: dict[str, CfaResult | Unavailable]) -> dict[str, CfaResult]:
    """Those of the results that were not refused."""
    return {name: result for name, result in results.items() if not isinstance(result, Unavailable)}


def closest_cfi(fit: Fit) -> float:
    """The comparative fit index to read: the robust one where there is one."""
    return float(fit.cfi if fit.cfi_robust is None else fit.cfi_robust)


def closest_rmsea(fit: Fit) -> float:
    """The RMSEA to read: the robust one where there is one."""
    return float(fit.rmsea if fit.rmsea_robust is None else fit.rmsea_robust)
