"""Two runs or waves side by side: reports as they are, study folders by their report or by a run of their own."""

import tempfile
from pathlib import Path

from analysis.survey import DataError
from analysis.survey.problems import problem
from analysis.verifying import said
from analysis.verifying.change import Change, Side, change, lines
from analysis.workflow.keeping import places, provenance
from analysis.workflow.running.snapshot import taken
from analysis.workflow.verify import loaded, results_of

MOST = 12  # of each kind that are named on a terminal


def changed(a: Path, b: Path) -> tuple[Change, str, str]:
    """
    What is another in B than in A, and their names.

    Raises
    ------
    DataError
        For a place that holds neither a study nor a report, a study that is not sound, results of another form.
    RunError
        For a run without results.
    """
    sides = [side(place) for place in (a, b)]
    try:
        return change(*sides), sides[0].name, sides[1].name
    except (KeyError, TypeError, ValueError) as error:  # results of another version of the project
        names = " / ".join(one.name for one in sides)
        raise DataError(problem("verify.unlike", place=names, error=f"{type(error).__name__} {error}")) from error


def side(place: Path) -> Side:
    """A report, its results.json, or a study: its report if that is of today's files, else what a run gives."""
    name = places.portable(place.resolve())
    if (place / "results.json").is_file():
        place = place / "results.json"
    if place.is_file():
        return Side(name=name, results=results_of(place), record=loaded(place.parent / provenance.NAME) or {})
    if not (place / "study.toml").is_file():
        raise DataError(problem("verify.nothing", place=name))
    from analysis.workflow.running import run

    folder = place.resolve()
    report = places.report_folder(folder, run.REPORTS)
    record = loaded(report / provenance.NAME) or {}
    with tempfile.TemporaryDirectory(prefix="diff-") as temporary:
        if record.get("study") == taken(folder, Path(temporary) / "now").files:
            return Side(name=name, results=results_of(report / "results.json"), record=record)
        results, made_of, _ = run.recomputed(folder, Path(temporary) / "run")
    return Side(name=name, results=results, record=made_of)


def told(found: Change, a: str, b: str, language: str) -> str:
    """What a person at the terminal is told."""
    return "\n".join(lines(found, a, b, lambda code, **values: said.said(code, language, **values), MOST))
