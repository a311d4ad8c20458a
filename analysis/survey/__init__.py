"""
The survey room: what was asked and who answered.

`load(folder)` reads one study folder (study.toml, codebook.csv, responses.*) and gives a `Study`, or raises a
`DataError` that lists everything on which the files disagree.
"""

from analysis.survey.errors import DataError
from analysis.survey.study import Study, load

__all__ = ["DataError", "Study", "load"]
