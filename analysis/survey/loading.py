"""A study folder, read and assembled; for as long as a report is made of it, once for all its chapters."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import ROOT
from analysis.survey.errors import DataError, require_none
from analysis.survey.problems import problem

if TYPE_CHECKING:
    from analysis.survey.study import Study

ONCE: "dict[Path, Study | None]" = {}
"""Folders that are loaded once, each with its study as soon as it has been."""


def load(folder: str | Path) -> "Study":
    """
    The study in a folder.

    Parameters
    ----------
    folder : str or Path
        Holds study.toml, codebook.csv and the response file. A relative one is taken from the working directory, or
        else, so that notebooks run wherever they are opened, from the project's folder.

    Returns
    -------
    Study

    Raises
    ------
    DataError
        Listing everything on which the three files disagree, or make no sense by themselves.
    """
    from analysis.survey.folder import read_folder
    from analysis.survey.study import assembled

    given, folder = folder, Path(folder) if Path(folder).is_dir() else ROOT / folder
    if not folder.is_dir():
        raise DataError(problem("study.no_folder", folder=str(given)))
    place = folder.resolve()
    if known := ONCE.get(place):
        return known
    read = read_folder(folder)
    require_none(read.problems)
    study = assembled(read)
    if place in ONCE:
        read.table = replace(read.table, cells={}) if read.table else None
        ONCE[place] = study
    return study


@contextmanager
def once(folder: Path) -> Iterator[None]:
    """
    Within it the study in `folder` is read from its files once; they must not change, nor may anybody change it.

    What stood in the cells is not kept beside the answers that were read from them.
    """
    place = folder.resolve()
    ONCE[place] = None
    try:
        yield
    finally:
        del ONCE[place]
