"""Ordinary least squares with heteroscedasticity-consistent errors, by statsmodels."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.distributions import f_p_value, holm, t_p_value, t_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import require_level
from analysis.statistics.foundation.requirements import complete_rows, require_rows, require_variation
from analysis.statistics.regression.influence import Influence, InfluencePlot, influence, influence_plot, leverages
from analysis.statistics.regression.residual_plot import ResidualPlot, residual_plot
from analysis.statistics.regression.residual_tests import ResidualTests, residual_tests

INTERCEPT = "(Intercept)"
COLLINEAR = 1e-10
"""Smallest eigenvalue of the predictors' correlations, below which one is called a combination of the others."""
DETERMINED = 1e-6
"""Share of the outcome's variance left over, below which it is not explained but repeated: a thousandth of a standard
deviation is less than any answer scale can tell."""
DECIDES_ALONE = 1 - 1e-9
"""Leverage of a respondent from which the fit follows that respondent whatever the answer."""
NEGLIGIBLE = 1e-3
"""Standardised slope below which a predictor takes no part in determining the outcome."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Coefficient:
    """
    One regression coefficient.

    `statistic`, `p_value` and the interval use the HC3 standard error and t with the residual degrees of freedom;
    the classical ones stand beside. `beta` is the coefficient with all variables standardised, `vif` the variance
    inflation factor; the intercept has neither, nor a place in Holm's adjustment. What rests on HC3 is None where a
    respondent determines a coefficient alone.
    """

    term: str
    estimate: float
    std_error: float
    std_error_hc3: float | None
    statistic: float | None
    p_value: float | None
    conf_low: float | None
    conf_high: float | None
    statistic_classical: float
    p_value_classical: float
    p_value_holm: float | None
    beta: float | None
    vif: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class ModelTest:
    """Test that all slopes are zero: the classical F, and Wald's with the HC3 covariance beside it."""

    statistic: float
    df_model: int
    df_resid: int
    p_value: float
    statistic_hc3: float | None
    p_value_hc3: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class WaldTest:
    """Test that several combinations of coefficients are zero: Wald's F with the HC3 covariance."""

    statistic: float
    df: int
    df_resid: int
    p_value: float


@dataclass(frozen=True, kw_only=True, eq=False)
class OlsRegression:
    """A fitted linear model; terms in the order of the predictors."""

    outcome: str
    n_obs: int
    conf_level: float
    r_squared: float
    adj_r_squared: float
    f_statistic: ModelTest
    terms: list[Coefficient]
    intercept: Coefficient
    residual_tests: ResidualTests | Unavailable
    influence: Influence | Unavailable
    residual_plot: ResidualPlot | Unavailable
    influence_plot: InfluencePlot | Unavailable

    def tidy(self) -> pd.DataFrame:
        """A row per coefficient, the intercept first."""
        return pd.DataFrame([asdict(term) for term in (self.intercept, *self.terms)])

    def glance(self) -> pd.DataFrame:
        """The model as a table of one row."""
        row = {"outcome": self.outcome, "n_obs": self.n_obs, "r_squared": self.r_squared}
        return pd.DataFrame([row | {"adj_r_squared": self.adj_r_squared} | asdict(self.f_statistic)])


def variance_inflation(R: np.ndarray) -> np.ndarray:
    """Variance inflation factors from the predictors' correlations R (k, k): the diagonal of its inverse."""
    return np.diag(np.linalg.inv(R))


def require_predictors(predictors: pd.DataFrame) -> pd.DataFrame:
    """Complete `predictors` (n, k), refused where one does not vary or is a combination of the others."""
    require_variation(predictors)
    R = np.atleast_2d(np.corrcoef(predictors.to_numpy(), rowvar=False))
    eigenvalues, vectors = np.linalg.eigh(R)
    if eigenvalues[0] < COLLINEAR:
        involved = predictors.columns[np.abs(vectors[:, 0]) > 0.05]
        raise EstimationError("singular_predictors", scales=[str(name) for name in involved])
    return predictors


def model_rows(outcome: pd.Series, predictors: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """The rows complete on outcome and predictors (n, k), refused where they cannot bear a regression."""
    n_predictors = predictors.shape[1]
    joined = pd.concat([outcome.rename("outcome"), predictors.set_axis(range(n_predictors), axis=1)], axis=1)
    joined = joined.set_axis([str(outcome.name), *map(str, predictors.columns)], axis=1)
    complete = require_variation(require_rows(complete_rows(joined), at_least=n_predictors + 3))
    return complete.iloc[:, 0], require_predictors(complete.iloc[:, 1:])


def ols(outcome: pd.Series, predictors: pd.DataFrame, *, conf_level: float = 0.95) -> OlsRegression:
    """
    Ordinary least squares of `outcome` on `predictors`.

    Parameters
    ----------
    outcome : Series, length n
    predictors : DataFrame, shape (n, k)
        Rows with a missing value in either are dropped. An intercept is added.
    conf_level : float
        Level of the intervals.

    Raises
    ------
    EstimationError
        Fewer than k + 3 complete rows, a variable that does not vary, predictors that determine each other, an outcome
        that they determine exactly, or a coefficient that one respondent determines.

    References
    ----------
    MacKinnon & White (1985), Journal of Econometrics 29, 305-325 (HC3).
    """
    require_level(conf_level)
    y, x = model_rows(outcome, predictors)
    return fitted(y.to_numpy(), x.to_numpy(), str(outcome.name), list(x.columns), conf_level)


def fitted(y: np.ndarray, x: np.ndarray, outcome: str, names: list[str], conf_level: float) -> OlsRegression:
    """The linear model of complete `y` (n,) on `x` (n, k)."""
    model = least_squares(y, x, names)
    design = model.model.exog
    intercept, *terms = decided_by_many(model, y, x, names, conf_level)
    return OlsRegression(
        outcome=outcome,
        n_obs=len(y),
        conf_level=conf_level,
        r_squared=float(model.rsquared),
        adj_r_squared=float(model.rsquared_adj),
        f_statistic=model_test(model),
        terms=terms,
        intercept=intercept,
        residual_tests=attempted(lambda: residual_tests(y, design)),
        influence=attempted(lambda: influence(y, design)),
        residual_plot=attempted(lambda: residual_plot(y, design)),
        influence_plot=attempted(lambda: influence_plot(y, design)),
    )


def decided_by_many(model: Any, y: np.ndarray, x: np.ndarray, names: list[str], conf_level: float) -> list[Coefficient]:
    """See `coefficients`; refused where a respondent determines one of them alone."""
    if np.isnan(hc3(model)).any():
        raise EstimationError("one_respondent_decides")
    return coefficients(model, y, x, names, conf_level)


def least_squares(y: np.ndarray, x: np.ndarray, names: list[str]) -> Any:
    """The statsmodels fit of complete `y` (n,) on an intercept and `x` (n, k); see `require_residuals`."""
    from statsmodels.regression.linear_model import OLS

    return require_residuals(OLS(y, np.column_stack([np.ones(len(y)), x])).fit(), y, x, names)


def require_residuals(model: Any, y: np.ndarray, x: np.ndarray, names: list[str]) -> Any:
    """A fitted `model` of `y` on `x`, refused where nothing is left over: its tests would divide by rounding errors."""
    if model.ssr >= DETERMINED * model.centered_tss:
        return model
    betas = np.abs(model.params[1:]) * x.std(axis=0) / y.std()
    involved = [name for name, beta in zip(names, betas, strict=True) if beta > NEGLIGIBLE]
    raise EstimationError("determined_outcome", scales=involved)


def coefficients(model: Any, y: np.ndarray, x: np.ndarray, names: list[str], conf_level: float) -> list[Coefficient]:
    """Rows of a statsmodels OLS fit of `y` on an intercept and `x`, the intercept first."""
    estimate, robust_error, df = model.params, np.sqrt(np.diag(hc3(model))), model.df_resid
    half_width = t_quantile((1 + conf_level) / 2, df) * robust_error
    p_value = t_p_value(estimate / robust_error, df)
    columns = {
        "estimate": estimate,
        "std_error": model.bse,
        "std_error_hc3": robust_error,
        "statistic": estimate / robust_error,
        "p_value": p_value,
        "conf_low": estimate - half_width,
        "conf_high": estimate + half_width,
        "statistic_classical": model.tvalues,
        "p_value_classical": t_p_value(model.tvalues, df),
        "p_value_holm": [None, *holm(p_value[1:]).tolist()],
        "beta": [None, *(estimate[1:] * x.std(axis=0) / y.std()).tolist()],
        "vif": [None, *variance_inflation(np.atleast_2d(np.corrcoef(x, rowvar=False))).tolist()],
    }
    plain = {name: values if isinstance(values, list) else values.tolist() for name, values in columns.items()}
    rows = zip(*plain.values(), strict=True)
    return [
        Coefficient(term=term, **dict(zip(plain, row, strict=True)))
        for term, row in zip([INTERCEPT, *names], rows, strict=True)
    ]


def model_test(model: Any) -> ModelTest:
    """Tests that every slope of a statsmodels OLS fit is zero."""
    df_model, df_resid = int(model.df_model), int(model.df_resid)
    robust = wald_test(model, np.eye(df_model + 1)[1:])
    return ModelTest(
        statistic=float(model.fvalue),
        df_model=df_model,
        df_resid=df_resid,
        p_value=f_p_value(model.fvalue, df_model, df_resid),
        statistic_hc3=robust.statistic if robust else None,
        p_value_hc3=robust.p_value if robust else None,
    )


def hc3(model: Any) -> np.ndarray:
    """
    HC3 covariance (k + 1, k + 1) of a statsmodels OLS fit.

    NaN where a respondent determines a coefficient alone: that residual is zero whatever the answer, and its share of
    the covariance nothing by nothing.
    """
    return np.where(leverages(model.model.exog).max() > DECIDES_ALONE, np.nan, model.cov_HC3)


def wald_test(model: Any, combinations: np.ndarray) -> WaldTest | None:
    """
    Test that `combinations` (q, k + 1) of the coefficients of a statsmodels OLS fit are zero, with the HC3 covariance.

    None where a respondent determines one of them alone: then the covariance is not defined.
    """
    estimate, covariance = combinations @ model.params, combinations @ hc3(model) @ combinations.T
    if not np.isfinite(covariance).all():
        return None
    df, df_resid = len(combinations), int(model.df_resid)
    statistic = float(estimate @ np.linalg.solve(covariance, estimate)) / df
    return WaldTest(statistic=statistic, df=df, df_resid=df_resid, p_value=f_p_value(statistic, df, df_resid))
