"""
The survey room: what was asked and who answered.

`load(folder)` reads one study folder (study.toml, codebook.csv, responses.*) and gives a `Study`, or raises a
`DataError` that lists everything on which the files disagree. pandas is imported at the first `load`, so that settings
and refusals cost nothing.
"""

from typing import TYPE_CHECKING, Any

from analysis.survey.errors import DataError
from analysis.survey.loading import load, once

if TYPE_CHECKING:
    from analysis.survey.study import Study

__all__ = ["DataError", "Study", "load", "once"]


def __getattr__(name: str) -> Any:
    if name == "Study":
        from analysis.survey import study

        return study.Study
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
