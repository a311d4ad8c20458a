"""All indices of a model fitted to moments, put together from the formulae of `fit`."""

from collections.abc import Sequence

import numpy as np

from analysis.statistics.cfa.after import fit as index
from analysis.statistics.cfa.ml.baseline import baseline_chi_square, baseline_df
from analysis.statistics.cfa.ml.likelihood import Point
from analysis.statistics.cfa.ml.robust import RobustTest
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import Fit
from analysis.statistics.cfa.sample.moments import Moments


def moment_fit(model: Model, samples: Sequence[Moments], point: Point, robust: RobustTest | None) -> Fit:
    """Fit of a model to the moments of complete rows."""
    n_obs = sum(sample.n_obs for sample in samples)
    saturated = sum(s.n_obs * s.saturated_value for s in samples) / n_obs
    chi_square = max(2 * n_obs * (point.value - saturated), 0.0)
    tests = Tests(
        chi_square=chi_square,
        df=model.df,
        null=baseline_chi_square(samples),
        df_null=baseline_df(model.n_items, model.n_groups),
        n_obs=n_obs,
        n_groups=model.n_groups,
    )
    indices = tests.plain() | likelihood_indices(model, point.value, saturated, n_obs)
    if robust is not None and model.df > 0:
        indices |= tests.scaled(robust.scaling, robust.baseline_scaling)
        indices |= tests.robust(chi_square, tests.null, robust.scaling, robust.baseline_scaling)
    return Fit(n_free=model.n_free, srmr=pooled_srmr(model, samples, point), **indices)


def likelihood_indices(model: Model, value: float, saturated: float, n_obs: int) -> dict[str, float]:
    """Log-likelihoods and information criteria from the likelihood functions per case."""
    loglik = index.log_likelihood(value, n_obs, model.n_items)
    return {
        "log_likelihood": loglik,
        "log_likelihood_saturated": index.log_likelihood(saturated, n_obs, model.n_items),
        "aic": index.aic(loglik, model.n_free),
        "bic": index.bic(loglik, model.n_free, n_obs),
    }


def pooled_srmr(model: Model, samples: Sequence[Moments], point: Point) -> float:
    """SRMR, over groups weighted by their size."""
    total, n_obs = 0.0, sum(sample.n_obs for sample in samples)
    for sample, group in zip(samples, point.groups, strict=True):
        spread = np.sqrt(np.diagonal(sample.cov))
        residual = (sample.cov - group.state.Sigma) / np.outer(spread, spread)
        of_means = None if group.shift is None else group.shift / spread
        total += sample.n_obs / n_obs * index.srmr(residual, of_means)
    return total


class Tests:
    """The model's chi-square beside the baseline's, and what CFI, TLI and RMSEA make of them."""

    def __init__(self, *, chi_square: float, df: int, null: float, df_null: int, n_obs: int, n_groups: int):
        self.chi_square, self.df, self.null, self.df_null = chi_square, df, null, df_null
        self.n_obs, self.n_groups = n_obs, n_groups

    def plain(self) -> dict[str, float]:
        """Indices of normal theory."""
        low, high = index.rmsea_interval(self.chi_square, self.df, self.n_obs, self.n_groups)
        return {
            "chi_square": self.chi_square,
            "df": self.df,
            "p_value": index.p_value(self.chi_square, self.df),
            "cfi": index.cfi(self.chi_square, self.df, self.null, self.df_null),
            "tli": index.tli(self.chi_square, self.df, self.null, self.df_null),
            "rmsea": index.rmsea(self.chi_square, self.df, self.n_obs, self.n_groups),
            "rmsea_low": low,
            "rmsea_high": high,
            "rmsea_close": index.rmsea_close(self.chi_square, self.df, self.n_obs, self.n_groups),
            "baseline_chi_square": self.null,
            "baseline_df": self.df_null,
        }

    def scaled(self, c: float, c_null: float) -> dict[str, float]:
        """
        Indices with the scaled chi-squares in the formulae of normal theory.

        The interval of the RMSEA refers the unscaled chi-square to c * df degrees of freedom (Satorra & Bentler 1994).
        """
        scaled, null = self.chi_square / c, self.null / c_null
        where = (self.chi_square, c * self.df, self.n_obs, self.n_groups)
        low, high = index.rmsea_interval(*where)
        return {
            "scaling": c,
            "baseline_scaling": c_null,
            "chi_square_scaled": scaled,
            "p_value_scaled": index.p_value(scaled, self.df),
            "cfi_scaled": index.cfi(scaled, self.df, null, self.df_null),
            "tli_scaled": index.tli(scaled, self.df, null, self.df_null),
            "rmsea_scaled": index.rmsea(scaled, self.df, self.n_obs, self.n_groups),
            "rmsea_low_scaled": low,
            "rmsea_high_scaled": high,
            "rmsea_close_scaled": index.rmsea_close(*where),
        }

    def robust(self, chi_square: float, null: float, c: float, c_null: float) -> dict[str, float]:
        """
        Robust indices from chi-squares and their scaling factors.

        Those of complete data are the model's own; full information brings those of Zhang & Savalei (2023).
        """
        scaled = chi_square / c
        low, high = index.rmsea_interval(scaled, self.df, self.n_obs, self.n_groups, c)
        return {
            "cfi_robust": index.cfi(chi_square, self.df, null, self.df_null, c, c_null),
            "tli_robust": index.tli(chi_square, self.df, null, self.df_null, c, c_null),
            "rmsea_robust": index.rmsea(chi_square, self.df, self.n_obs, self.n_groups, c),
            "rmsea_low_robust": low,
            "rmsea_high_robust": high,
            "rmsea_close_robust": index.rmsea_close(scaled, self.df, self.n_obs, self.n_groups, c),
        }
