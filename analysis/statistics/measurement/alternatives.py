"""
What else the items could measure when their dimensions do not separate.

Pairs that hardly differ are merged, a general factor is put behind the dimensions (second order) or beside them
(bifactor), and one factor takes the place of all. Each is held against the correlated dimensions; what may still be
claimed follows from the comparisons alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.cfa import bifactor, cfa, correlated_factors, second_order, single_factor
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import CfaResult, Convergence, Estimator, Fit, Problem
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.distributions import holm
from analysis.statistics.measurement.fitted_model import succeeded
from analysis.statistics.measurement.general_factors import explained_common_variance, general_model, limit_of
from analysis.statistics.measurement.model_comparison import ModelComparison, model_comparison
from analysis.statistics.measurement.separation import Separation, Symptom, clusters

DIMENSIONS = "correlated_factors"
SIGNIFICANT = 0.05
LARGEST_FALL = 0.010
"""Fall of the CFI up to which a simpler model is as good (Cheung & Rensvold 2002, doi 10.1207/S15328007SEM0902_5)."""

GENERAL = {"second_order": second_order, "bifactor": bifactor, "single_factor": single_factor}


Claimable = Literal[
    "dimensions_distinct",
    "dimensions_close",
    "pairs_as_one",
    "general_factor",
    "single_dimension",
    "no_separate_effects",
    "improper",
]
"""What may be claimed; see `Alternatives`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Alternative:
    """
    One way to see the items.

    `merged` lists the dimensions put together (a list for each set), `explained_common_variance` of a bifactor model is
    the general factor's share of what all factors explain (Rodriguez, Reise & Haviland 2016, doi 10.1037/met0000045).
    `convergence` has the number of starts of the search and how many of them agree.
    """

    name: str
    merged: list[list[str]]
    n_factors: int
    fit: Fit
    is_admissible: bool
    problems: list[Problem]
    explained_common_variance: float | None
    convergence: Convergence


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """
    Two dimensions that hardly differ, and the price of calling them one (`comparison`).

    `verdict`: `distinct` where merging is rejected (Holm-adjusted p < .05) and the BIC rises, `one` where neither,
    `unclear` where the two disagree or could not be had.
    """

    a: str
    b: str
    correlation: float | None
    conf_low: float | None
    conf_high: float | None
    comparison: ModelComparison | None
    verdict: Literal["distinct", "one", "unclear"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Alternatives:
    """
    The alternatives to correlated dimensions, where these do not separate; else only that they do.

    `models` by name, refused ones with the reason. `best` names the admissible model of lowest AIC and of lowest BIC.
    `supported` has the codes of what may be claimed:

    - `dimensions_distinct`: no symptom;
    - `dimensions_close`: every suspect pair is shown to be two, close as they are, and the solution is admissible;
    - `pairs_as_one`: some pair is not shown to differ, and is to be reported as one dimension or with this caution;
    - `general_factor`: a general factor costs next to nothing (CFI falls by at most .010), or the BIC prefers it;
    - `single_dimension`: so does one factor in place of all;
    - `no_separate_effects`: effects of dimensions that hardly differ cannot be told apart in a regression;
    - `improper`: no pair is close, but the solution is impossible, so its loadings and correlations mean nothing.
    """

    triggered: bool
    estimator: Estimator
    n_obs: int
    symptoms: list[Symptom]
    models: dict[str, Alternative | Unavailable]
    comparisons: list[ModelComparison]
    pairs: list[Pair]
    best: dict[Literal["aic", "bic"], str | None]
    supported: list[Claimable]

    def glance(self) -> pd.DataFrame:
        """A row per model that could be fitted; of dimensions that separate, what may be claimed."""
        if not self.triggered:
            return pd.DataFrame([{"triggered": False, "supported": ", ".join(self.supported)}])
        fitted = [model for model in self.models.values() if isinstance(model, Alternative)]
        return pd.DataFrame([{"model": m.name, "n_factors": m.n_factors} | vars(m.fit) for m in fitted])


def alternatives(
    items: pd.DataFrame,
    scales: Mapping[str, Sequence[str]],
    reference: CfaResult,
    found: Separation,
    *,
    known: Mapping[str, CfaResult] = MappingProxyType({}),
) -> Alternatives:
    """
    Fit and compare the alternatives to correlated dimensions, if these do not separate.

    Parameters
    ----------
    items : DataFrame
        Keyed answers to all items.
    scales : mapping of dimension to its items
    reference : CfaResult
        The correlated dimensions, by "mlr" or "fiml_mlr"; the alternatives are fitted the same way.
    found : Separation
        What speaks against them.
    known : mapping of model to CfaResult, optional
        Fits by "ml" of the models with a general factor, to spare a long search that ended without a maximum.
    """
    if found.is_clean:
        return _untroubled(reference)

    def fitted(model: Callable[[], Model]) -> CfaResult | Unavailable:
        return attempted(lambda: cfa(items, model(), estimator=reference.estimator, conf_level=reference.conf_level))

    merged = {_merged_name([pair]): [list(pair)] for pair in found.pairs}
    if len(found.pairs) > 1:
        together = clusters(found.pairs)
        merged[_merged_name(together)] = together
    merged = {name: sets for name, sets in merged.items() if len(merged_scales(scales, sets)) > 1}
    results: dict[str, CfaResult | Unavailable] = {DIMENSIONS: reference}
    results |= {
        name: fitted(lambda sets=sets: correlated_factors(merged_scales(scales, sets))) for name, sets in merged.items()
    }
    for name, build in GENERAL.items():
        known_limit = limit_of(known.get(name), reference)
        results[name] = known_limit or fitted(lambda build=build: general_model(build, scales))
    comparisons = adjusted(_comparisons(results, merged))
    pairs = [_pair(pair, reference, comparisons) for pair in found.pairs]
    described = {name: _alternative(name, result, merged.get(name, [])) for name, result in results.items()}
    return Alternatives(
        triggered=True,
        estimator=reference.estimator,
        n_obs=reference.n_obs,
        symptoms=found.symptoms,
        models=described,
        comparisons=comparisons,
        pairs=pairs,
        best={criterion: _best(described, criterion) for criterion in ("aic", "bic")},
        supported=supported_claims(pairs, comparisons, described),
    )


def _untroubled(reference: CfaResult) -> Alternatives:
    return Alternatives(
        triggered=False,
        estimator=reference.estimator,
        n_obs=reference.n_obs,
        symptoms=[],
        models={},
        comparisons=[],
        pairs=[],
        best={"aic": None, "bic": None},
        supported=["dimensions_distinct"],
    )


def _merged_name(sets: Sequence[Sequence[str]]) -> str:
    return "merged: " + "; ".join(" + ".join(names) for names in sets)


def merged_scales(scales: Mapping[str, Sequence[str]], sets: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """The scales with each of the `sets` of dimensions as one, in the place of its first dimension."""
    set_of = {name: tuple(names) for names in sets for name in names}
    found: dict[str, list[str]] = {}
    for name, items in scales.items():
        found.setdefault(" + ".join(set_of.get(name, (name,))), []).extend(items)
    return found


def _comparisons(results: dict[str, CfaResult | Unavailable], merged: Mapping[str, list]) -> list[ModelComparison]:
    """Every alternative against the dimensions, and each general factor against the next more general one."""
    fits = succeeded(results)
    wanted = [(name, DIMENSIONS, True, True) for name in merged]
    wanted += [
        ("second_order", DIMENSIONS, True, False),
        ("single_factor", DIMENSIONS, True, True),
        (DIMENSIONS, "bifactor", False, False),
        ("second_order", "bifactor", True, False),
    ]
    return [
        model_comparison((small, large), fits[small], fits[large], nested=nested, boundary=boundary)
        for small, large, nested, boundary in wanted
        if small in fits and large in fits
    ]


def adjusted(comparisons: list[ModelComparison]) -> list[ModelComparison]:
    """The comparisons with p values adjusted for their number (Holm 1979)."""
    raw = [np.nan if c.test is None else c.test.p_value for c in comparisons]
    return [
        c if c.test is None else replace(c, p_value_adjusted=float(p))
        for c, p in zip(comparisons, holm(raw), strict=True)
    ]


def _pair(pair: tuple[str, str], reference: CfaResult, comparisons: list[ModelComparison]) -> Pair:
    row = next(r for r in reference.factor_correlations if {r.a, r.b} == set(pair))
    merged = "single_factor" if reference.solution.model.n_factors == 2 else _merged_name([pair])
    price = next((c for c in comparisons if (c.restricted, c.general) == (merged, DIMENSIONS)), None)
    return Pair(
        a=pair[0],
        b=pair[1],
        correlation=row.estimate,
        conf_low=row.conf_low,
        conf_high=row.conf_high,
        comparison=price,
        verdict=_pair_verdict(price),
    )


def _pair_verdict(price: ModelComparison | None) -> str:
    if price is None or price.p_value_adjusted is None:
        return "unclear"
    votes = {price.p_value_adjusted < SIGNIFICANT, price.delta_bic > 0}
    return "unclear" if len(votes) > 1 else "distinct" if votes.pop() else "one"


def _alternative(name: str, result: CfaResult | Unavailable, merged: list[list[str]]) -> Alternative | Unavailable:
    if isinstance(result, Unavailable):
        return result
    return Alternative(
        name=name,
        merged=merged,
        n_factors=result.solution.model.n_factors,
        fit=result.fit,
        is_admissible=result.is_admissible,
        problems=result.problems,
        explained_common_variance=explained_common_variance(result),
        convergence=result.convergence,
    )


def _best(models: dict[str, Alternative | Unavailable], criterion: str) -> str | None:
    """The admissible model of lowest `criterion`."""
    fitted = [m for m in models.values() if isinstance(m, Alternative) and m.is_admissible]
    values = {m.name: getattr(m.fit, criterion) for m in fitted}
    return min(values, key=values.get) if values else None


def supported_claims(
    pairs: Sequence[Pair], comparisons: Sequence[ModelComparison], models: Mapping[str, Alternative | Unavailable]
) -> list[str]:
    """The codes of what may be claimed; see `Alternatives`."""
    codes = []
    if pairs and all(pair.verdict == "distinct" for pair in pairs) and models[DIMENSIONS].is_admissible:
        codes.append("dimensions_close")
    if any(pair.verdict != "distinct" for pair in pairs):
        codes.append("pairs_as_one")
    for code, names in (("general_factor", ("second_order", "bifactor")), ("single_dimension", ("single_factor",))):
        if any(_is_as_good(name, comparisons, models) for name in names):
            codes.append(code)
    return [*codes, "no_separate_effects" if pairs else "improper"]


def _is_as_good(name: str, comparisons: Sequence[ModelComparison], models: Mapping) -> bool:
    """Whether an admissible model loses next to no CFI against the dimensions, or the BIC prefers it."""
    if not isinstance(models[name], Alternative) or not models[name].is_admissible:
        return False
    for c in comparisons:
        if (c.restricted, c.general) == (name, DIMENSIONS):
            return c.delta_cfi > -LARGEST_FALL or c.delta_bic < 0
        if (c.restricted, c.general) == (DIMENSIONS, name):
            return c.delta_bic > 0
    return False
