"""An export becomes a study folder: read, told, asked where a person is there, and written."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis import ROOT
from analysis.survey import DataError
from analysis.survey.problems import problem
from analysis.workflow.checking.telling import FACT, HEAD, WARNING, Line, language_of_the_user, spoken
from analysis.workflow.new import require_new


def imported(file: Path, name: str, data: Path, asked: argparse.Namespace) -> str:
    """
    Make the study folder `data/name` from an export, or put a newer export into it.

    Parameters
    ----------
    file : Path
        The export.
    name : str
    data : Path
        Where the study folder goes.
    asked : Namespace
        `yes`, `keep` and `language` of the command line.

    Returns
    -------
    str
        What is to be said at the end.

    Raises
    ------
    DataError
        If the export cannot be read, holds no rating, or no study can be made of that name.
    """
    from analysis.importing.handover.again import again, is_there
    from analysis.importing.proposing import propose

    language = asked.language or language_of_the_user()
    folder = data / name
    if Path(name).name != name:
        raise DataError(problem("new.no_place", folder=str(Path(name).parent)))
    if not is_there(folder):
        require_new(folder)
    with steps(file.name, language) as step:
        proposal = propose(file, keep=asked.keep, language=language, step=step)
    if is_there(folder):
        return "\n".join(again(proposal, folder))
    if not any(scale.kind == "item" for scale in proposal.scales):
        raise DataError(problem("importing.no_ratings", file=file.name))
    return first_import(proposal, folder, asked.yes)


@contextmanager
def steps(file: str, language: str) -> Iterator[Callable[[str], None]]:
    """Tell the steps of an import as they begin, with a bar where somebody watches; nobody else is told."""
    from analysis.importing.proposing import STEPS
    from analysis.importing.said import said

    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), BarColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(STEPS))

        def step(name: str) -> None:
            done = STEPS.index(name)
            bar.update(task, completed=done, description=said(f"steps.{name}", language, file=file), refresh=True)

        yield step


def first_import(proposal: Any, folder: Path, takes_it: bool) -> str:
    """Tell what an export holds, ask where a person is there, and write the study folder."""
    from analysis.importing.handover.dialogue import asked
    from analysis.importing.handover.telling import guesses, told
    from analysis.importing.handover.writing import write
    from analysis.importing.said import said

    print(spoken([Line(FACT, line) for line in told(proposal)]))
    if not takes_it and sys.stdin.isatty() and sys.stdout.isatty():
        proposal = asked(proposal)
    write(proposal, folder)
    shown = folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder
    lines = [Line(HEAD, said("told.written", proposal.language, folder=shown.as_posix()))]
    if unsure := guesses(proposal, (shown / "codebook.csv").as_posix()):
        lines.insert(0, Line(WARNING, unsure))
    return spoken(lines)
