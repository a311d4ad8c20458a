"""Models with a general factor behind or beside the dimensions, where they are defined."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from analysis.statistics.cfa import second_order
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.foundation.errors import EstimationError

FEWEST_DIMENSIONS = 3
"""A second-order factor with fewer is not identified; with just as many it only re-expresses the correlations."""

GENERAL = "G"


def general_model(build: Callable[..., Model], scales: Mapping[str, Sequence[str]]) -> Model:
    """
    The model that `build` (second_order, bifactor or single_factor) makes of the scales.

    Raises
    ------
    EstimationError
        Too few dimensions for a second-order factor.
    """
    if build is second_order and len(scales) < FEWEST_DIMENSIONS:
        raise EstimationError("too_few_dimensions", at_least=FEWEST_DIMENSIONS, n_scales=len(scales))
    return build(scales, name=general_name(scales))


def general_name(scales: Mapping[str, Sequence[str]], name: str = GENERAL) -> str:
    """A name for a factor that no scale and no item has: `name`, with as many underscores as that takes."""
    taken = {*scales, *(item for items in scales.values() for item in items)}
    while name in taken:
        name += "_"
    return name


def limit_of(result: CfaResult | None, reference: CfaResult) -> CfaResult | None:
    """An "ml" fit without a maximum as the one by `reference`'s estimator, if that is "mlr" of the same rows."""
    if result is None or (reference.estimator, reference.n_obs) != ("mlr", result.n_obs):
        return None
    has_limit = any(problem.code == "no_maximum" for problem in result.problems)
    return replace(result, estimator="mlr", solution=result.solution) if has_limit else None


def explained_common_variance(result: CfaResult) -> float | None:
    """
    The general factor's share of the common variance of a bifactor model, from standardised loadings.

    None for other models, and where the solution is not admissible.
    """
    if result.model != "bifactor" or not result.is_admissible:
        return None
    squares = {True: 0.0, False: 0.0}
    general = result.solution.model.factors[0]
    for row in result.loadings:
        squares[row.factor == general] += row.std_estimate**2
    return squares[True] / (squares[True] + squares[False])
