"""Models with a general factor behind or beside the dimensions, where they are defined."""

from collections.abc import Callable, Mapping, Sequence

from .cfa import second_order
from .cfa.model import Model
from .errors import EstimationError

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
        raise EstimationError(
            f"A second-order factor needs {FEWEST_DIMENSIONS} dimensions or more; there are {len(scales)}."
        )
    return build(scales, name=general_name(scales))


def general_name(scales: Mapping[str, Sequence[str]], name: str = GENERAL) -> str:
    """A name for a factor that no scale and no item has: `name`, with as many underscores as that takes."""
    taken = {*scales, *(item for items in scales.values() for item in items)}
    while name in taken:
        name += "_"
    return name
