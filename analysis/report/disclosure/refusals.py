"""In the place of what is not published: a refusal like any other, with a code and its values."""

from typing import Any

from analysis.report.document.results import refused
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.foundation.small_cells import is_small

CODE = "small_cells"


def refusal(fewest: int) -> dict:
    """That something would tell of fewer than `fewest` people."""
    return refused(Unavailable(code=CODE, values={"at_least": fewest}))


def is_refused(part: Any) -> bool:
    """Whether plain data stand for a result that could not be had, or are none."""
    return not isinstance(part, dict) or "unavailable" in part


def covered(part: Any, fewest: int) -> Any:
    """The same with refusals that say how few people there were turned to refusals that do not."""
    if isinstance(part, list):
        return [covered(one, fewest) for one in part]
    if not isinstance(part, dict):
        return part
    n_obs = part.get("values", {}).get("n_obs") if "unavailable" in part else None
    if isinstance(n_obs, int) and is_small(n_obs, fewest):
        return part | refusal(fewest)
    return {name: covered(one, fewest) for name, one in part.items()}
