"""Analyses that fail by themselves: what one returns, or why there is nothing."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pandas as pd

from analysis.statistics.foundation.errors import EstimationError, told

Result = TypeVar("Result")
Key = TypeVar("Key")

UNEXPECTED = "unexpected_error"
"""Code of a result that is missing through a fault of the program, not of the data."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Unavailable:
    """
    In the place of a result, why there is none.

    Attributes
    ----------
    code : str
        Of the `EstimationError` that refused, or "unexpected_error".
    values : mapping
        What the words of the code need; see `EstimationError`.
    traceback : str
        Of an unexpected error; empty for a refusal.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    traceback: str = ""

    def tidy(self) -> pd.DataFrame:
        """The reason as a table of one row."""
        return pd.DataFrame([{"unavailable": self.code} | {key: told(value) for key, value in self.values.items()}])

    def glance(self) -> pd.DataFrame:
        """The reason as a table of one row."""
        return self.tidy()


def had(part: Result | Unavailable | None) -> Result | None:
    """A part of a result, or None where it is absent or was refused."""
    return None if isinstance(part, Unavailable) else part


def sound(parts: Mapping[Key, Result | Unavailable]) -> dict[Key, Result]:
    """Those of several parts that were not refused."""
    return {name: part for name, part in parts.items() if not isinstance(part, Unavailable)}


def needed(part: Result | None) -> Result:
    """A part without which there is nothing to say; ValueError where it is absent."""
    if part is None:
        raise ValueError("these results do not have it")
    return part


def attempted(analysis: Callable[[], Result]) -> Result | Unavailable:
    """What `analysis` returns, or why it could not: this is where a refusal, and any other error, ends."""
    try:
        return analysis()
    except EstimationError as refusal:
        return refused(refusal)
    except Exception as error:  # one analysis that fails must not take the others with it
        values = {"error": f"{type(error).__name__}: {error}"}
        return Unavailable(code=UNEXPECTED, values=values, traceback=traceback.format_exc())


def refused(refusal: EstimationError) -> Unavailable:
    """A refusal in the place of a result."""
    return Unavailable(code=refusal.code, values=refusal.values)


def following(result: Any, analysis: Callable[[Any], Result]) -> Result | Unavailable:
    """What `analysis` makes of a result; where there is none, there is nothing to make, for the same reason."""
    if isinstance(result, Unavailable):
        return Unavailable(code=result.code, values=result.values)
    return attempted(lambda: analysis(result))


def required(result: Result | Unavailable) -> Result:
    """A result that another analysis needs; raises EstimationError with the reason where there is none."""
    if isinstance(result, Unavailable):
        raise EstimationError(result.code, **result.values)
    return result
