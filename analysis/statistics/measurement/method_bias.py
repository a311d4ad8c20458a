"""
Common-method bias: how much of the answers may be due to the questionnaire rather than to what it asks about.

Harman's one-factor check is reported because readers expect it; it is no evidence (a simulation with a third of the
variance from method passes it). The check that is made is a latent method factor with equal loadings, orthogonal to the
dimensions. Neither can tell method from a general factor of substance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.cfa import cfa, correlated_factors, method_factor, single_factor
from analysis.statistics.cfa.results import CfaResult, Convergence, Estimator, Fit, Problem
from analysis.statistics.foundation.attempts import Unavailable, attempted, following
from analysis.statistics.foundation.bootstrap import correlations
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.requirements import complete_rows, require_rows, require_variation
from analysis.statistics.measurement.general_factors import general_model, general_name
from analysis.statistics.measurement.model_comparison import ModelComparison, model_comparison

HARMAN_EDGE = 0.50
"""Share of the variance that a first component must exceed for Harman's check to speak of bias (Podsakoff & Organ 1986,
doi 10.1177/014920638601200408)."""

TYPICAL_SHARE = 0.25
"""Average share of method variance in studies of attitudes (Williams, Cote & Buckley 1989, doi
10.1037/0021-9010.74.3.462)."""

SIGNIFICANT = 0.05
METHOD = "method"
DIMENSIONS = "correlated_factors"


@dataclass(frozen=True, kw_only=True, eq=False)
class OneFactorCheck:
    """
    Harman's check: the first component's share of the variance of all items, and one factor in place of all.

    `exceeds` says whether the share is above `edge`; `caveat` is what must be printed with it.
    """

    n_obs: int
    share: float
    edge: float
    exceeds: bool
    comparison: ModelComparison | None
    caveat: Literal["harman_is_no_evidence"]


@dataclass(frozen=True, kw_only=True)
class MethodLoading:
    """
    The standardised loading of an item without and with the method factor.

    `change` is the second less the first, `method_share` the method factor's proportion of the item's variance; None
    where a negative variance leaves it undefined.
    """

    factor: str
    term: str
    without_method: float | None
    with_method: float | None
    change: float | None
    method_share: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class LatentMethod:
    """
    The latent method factor.

    `share` is its mean proportion of the items' variance with a Wald interval cut off at zero, `share_of_common` its
    proportion of what all factors explain; `loadings` have the standardised loadings without and with it.
    `p_value_boundary` halves the test's p, for a variance cannot be negative (Stram & Lee 1994, doi 10.2307/2533455).
    `convergence` has the number of starts of the search and how many of them agree.
    `verdict` is one of `improper`, `not_shown`, `weaker_than_typical`, `typical_or_stronger`. The changes are
    None where no item has one, for the dimensions' variances came out negative.
    """

    fit: Fit
    is_admissible: bool
    problems: list[Problem]
    share: float
    conf_low: float | None
    conf_high: float | None
    share_of_common: float | None
    typical_share: float
    loadings: list[MethodLoading]
    largest_change: float | None
    mean_change: float | None
    comparison: ModelComparison
    p_value_boundary: float | None
    convergence: Convergence
    verdict: Literal["improper", "not_shown", "weaker_than_typical", "typical_or_stronger"]


@dataclass(frozen=True, kw_only=True, eq=False)
class MethodBias:
    """Both checks; `caveats` are codes of what neither can do."""

    estimator: Estimator
    n_obs: int
    one_factor: OneFactorCheck | Unavailable
    method_factor: LatentMethod | Unavailable
    caveats: list[Literal["method_or_general_factor"]]

    def tidy(self) -> pd.DataFrame:
        """A row per item: its standardised loading without and with the method factor."""
        return pd.DataFrame(getattr(self.method_factor, "loadings", []))

    def glance(self) -> pd.DataFrame:
        """Both shares as a table of one row."""
        latent = self.method_factor
        row = {"first_component": getattr(self.one_factor, "share", None), "method": getattr(latent, "share", None)}
        return pd.DataFrame([row | {"verdict": getattr(latent, "verdict", None), "n_obs": self.n_obs}])


def method_bias(
    items: pd.DataFrame,
    scales: Mapping[str, Sequence[str]],
    reference: CfaResult,
    *,
    complete: CfaResult | Unavailable | None = None,
) -> MethodBias:
    """
    How much method variance the answers may hold.

    Parameters
    ----------
    items : DataFrame
        Keyed answers to all items.
    scales : mapping of dimension to its items
    reference : CfaResult
        The correlated dimensions, by "mlr" or "fiml_mlr"; the method factor is fitted the same way.
    complete : CfaResult, optional
        The correlated dimensions by "mlr" for the complete rows, if they were fitted before.
    """
    if complete is None:
        complete = attempted(lambda: cfa(complete_rows(items), correlated_factors(scales), estimator="mlr"))
    name = general_name(scales, METHOD)
    latent = attempted(lambda: _fitted_method(items, scales, reference, name))
    return MethodBias(
        estimator=reference.estimator,
        n_obs=reference.n_obs,
        one_factor=attempted(lambda: one_factor_check(items, scales, complete)),
        method_factor=following(latent, lambda latent: latent_method(latent, reference, name)),
        caveats=["method_or_general_factor"],
    )


def _fitted_method(
    items: pd.DataFrame, scales: Mapping[str, Sequence[str]], reference: CfaResult, name: str
) -> CfaResult:
    """The reference's model with a method factor, refused where the reference itself is impossible."""
    if not reference.is_admissible:
        raise EstimationError("dimensions_not_admissible")
    model = method_factor(scales, name=name)
    return cfa(items, model, estimator=reference.estimator, conf_level=reference.conf_level)


def one_factor_check(
    items: pd.DataFrame, scales: Mapping[str, Sequence[str]], several: CfaResult | Unavailable
) -> OneFactorCheck:
    """Harman's check of complete rows, with one factor beside the fit of the correlated dimensions (`several`)."""
    complete = require_variation(require_rows(complete_rows(items), at_least=3))
    share = first_component_share(correlations(np.cov(complete.to_numpy().T)))
    single = attempted(lambda: cfa(complete, general_model(single_factor, scales), estimator="mlr"))
    compared = None
    if not isinstance(single, Unavailable) and not isinstance(several, Unavailable):
        compared = model_comparison(("single_factor", DIMENSIONS), single, several, boundary=True)
    return OneFactorCheck(
        n_obs=len(complete),
        share=share,
        edge=HARMAN_EDGE,
        exceeds=share > HARMAN_EDGE,
        comparison=compared,
        caveat="harman_is_no_evidence",
    )


def first_component_share(R: np.ndarray) -> float:
    """The largest eigenvalue of a correlation matrix (p, p) as a share of p."""
    return float(np.linalg.eigvalsh(R)[-1]) / len(R)


def latent_method(result: CfaResult, reference: CfaResult, name: str) -> LatentMethod:
    """What a model with the method factor `name` says beside one without."""
    compared = model_comparison((DIMENSIONS, "method_factor"), reference, result, boundary=True)
    rows = loading_changes(result, reference, name)
    changes = np.array([row.change for row in rows if np.isfinite(row.change)])
    low, share, high = _share_bounds(result, name)
    trait = float(np.mean([row.with_method**2 for row in rows])) if result.is_admissible else np.nan
    p_half = None if compared.test is None else compared.test.p_value / 2
    return LatentMethod(
        fit=result.fit,
        is_admissible=result.is_admissible,
        problems=result.problems,
        share=share,
        conf_low=low,
        conf_high=high,
        share_of_common=share / (share + trait) if result.is_admissible else None,
        typical_share=TYPICAL_SHARE,
        loadings=rows,
        largest_change=float(changes[np.abs(changes).argmax()]) if len(changes) else None,
        mean_change=float(changes.mean()) if len(changes) else None,
        comparison=compared,
        p_value_boundary=p_half,
        convergence=result.convergence,
        verdict=method_verdict(result.is_admissible, p_half, share),
    )


def loading_changes(result: CfaResult, reference: CfaResult, name: str) -> list[MethodLoading]:
    """Standardised loadings without and with the method factor, and each item's share of method variance."""
    before = {(row.factor, row.term): row.std_estimate for row in reference.loadings}
    method = {row.term: row.std_estimate for row in result.loadings if row.factor == name}
    return [
        MethodLoading(
            factor=row.factor,
            term=row.term,
            without_method=before[row.factor, row.term],
            with_method=row.std_estimate,
            change=row.std_estimate - before[row.factor, row.term],
            method_share=method[row.term] ** 2,
        )
        for row in result.loadings
        if row.factor != name
    ]


def _share_bounds(result: CfaResult, name: str) -> tuple[float, float, float]:
    """The method factor's mean share of the items' variances (low, estimate, high); its variance carries the error."""
    variance = next(row for row in result.estimates if row["lhs"] == row["rhs"] == name)
    per_unit = float(np.mean(1 / np.diagonal(result.solution.implied[0].Sigma)))
    low, estimate, high = (variance[key] * per_unit for key in ("conf_low", "estimate", "conf_high"))
    return max(low, min(estimate, 0.0)), estimate, high


def method_verdict(is_admissible: bool, p_boundary: float | None, share: float) -> str:
    """The verdict's code; see `LatentMethod`."""
    if not is_admissible or share < 0:
        return "improper"
    if p_boundary is None or p_boundary >= SIGNIFICANT:
        return "not_shown"
    return "weaker_than_typical" if share < TYPICAL_SHARE else "typical_or_stronger"
