"""Results from fragments: what a test does not say is nothing, what results cannot have is refused."""

import dataclasses
from typing import Any

from analysis.report.document.loose import built, nothing
from analysis.statistics.foundation.attempts import Unavailable


def completed(kind: Any, data: Any) -> Any:
    """Plain data as a type has it; of what the data do not say, nothing."""
    made = built(kind, data, nothing)
    require_known(data, made)
    return made


def require_known(data: Any, made: Any, place: str = "") -> None:
    """Every key of the fragment has come through."""
    if dataclasses.is_dataclass(made):
        made = vars(made) | {"unavailable": ""} if isinstance(made, Unavailable) else vars(made)
    if not isinstance(data, dict | list | tuple):
        return  # made already
    for key, part in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(data, dict) and key not in made:
            raise TypeError(f"results have no {place}.{key}")
        if isinstance(part, dict | list | tuple):
            require_known(part, made[key], f"{place}.{key}")
