"""Two models of the same answers beside each other: difference test, differences of fit, information criteria."""

from dataclasses import dataclass
from typing import Literal

from analysis.statistics.cfa.after.difference import Difference, scaled_difference
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.measurement.fitted_model import closest_cfi, closest_rmsea

LEAST_SCALING = 1e-6
"""A smaller scaling factor of a difference test is an accident of the samples' fourth moments, and no test."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ModelComparison:
    """
    A restricted model held against a general one; deltas are the restricted one's value less the general one's.

    `test` is the scaled chi-square difference test, whose null is that the restrictions hold; None where `codes` says
    why: `not_nested`, `same_degrees_of_freedom`, `no_positive_scaling`. The code `boundary` warns that the restriction
    lies at the edge of the possible (a correlation of one, a variance of zero), where the test's p value is too large;
    `inadmissible` that one of the two solutions cannot be true of any population.
    Positive `delta_aic` and `delta_bic` speak for the general model.
    """

    restricted: str
    general: str
    test: Difference | None
    p_value_adjusted: float | None
    delta_cfi: float | None
    delta_rmsea: float | None
    delta_srmr: float | None
    delta_aic: float
    delta_bic: float
    codes: list[Literal["not_nested", "same_degrees_of_freedom", "no_positive_scaling", "boundary", "inadmissible"]]


def model_comparison(
    names: tuple[str, str], restricted: CfaResult, general: CfaResult, *, nested: bool = True, boundary: bool = False
) -> ModelComparison:
    """Compare two models by their `names` (restricted, general), fitted to the same answers by the same estimator."""
    test, codes = _test(restricted, general) if nested else (None, ["not_nested"])
    if boundary:
        codes.append("boundary")
    if not (restricted.is_admissible and general.is_admissible):
        codes.append("inadmissible")
    return ModelComparison(
        restricted=names[0],
        general=names[1],
        test=test,
        p_value_adjusted=None if test is None else test.p_value,
        delta_cfi=closest_cfi(restricted.fit) - closest_cfi(general.fit),
        delta_rmsea=closest_rmsea(restricted.fit) - closest_rmsea(general.fit),
        delta_srmr=restricted.fit.srmr - general.fit.srmr,
        delta_aic=restricted.fit.aic - general.fit.aic,
        delta_bic=restricted.fit.bic - general.fit.bic,
        codes=codes,
    )


def _test(restricted: CfaResult, general: CfaResult) -> tuple[Difference | None, list[str]]:
    if restricted.fit.df <= general.fit.df:
        return None, ["same_degrees_of_freedom"]
    if (restricted.fit.scaling is None) != (general.fit.scaling is None):  # one of them is not identified
        return None, ["no_positive_scaling"]
    try:
        test = scaled_difference(restricted, general)
    except ValueError:  # the strictly positive form of the test needs the two tables of parameters to be alike
        return None, ["no_positive_scaling"]
    if test.scaling < LEAST_SCALING:
        return None, ["no_positive_scaling"]
    return test, []
