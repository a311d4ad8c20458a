"""A test that was made, as the appendix lists it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple


class Test(NamedTuple):
    """
    A test that was made; `null` is a code that the labels word, `subject` the scale or pain point it is about.

    `words` names what else the null speaks of: models, items, a grouping and its levels.
    """

    section: str
    null: str
    symbol: str
    statistic: float | None
    df: float | Sequence[float] | None
    p_value: float | None
    p_adjusted: float | None = None
    subject: str = ""
    outcome: str = ""
    words: Mapping[str, str] = MappingProxyType({})
