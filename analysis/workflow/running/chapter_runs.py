"""
The chapters of a study, run side by side: each fails by itself.

A chapter that refuses or fails is a section "unavailable, because ..."; what failed unexpectedly leaves its traceback
too, and is not kept in the cache. Only without the first chapter, which tells what the study is, there is no report.
"""

import errno
import importlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.report.safeguards import tracebacks
from analysis.workflow.keeping import cache, fingerprints, places
from analysis.workflow.running import faults, processes
from analysis.workflow.running.chapters import CHAPTERS, Chapter
from analysis.workflow.running.processes import Outcome
from analysis.workflow.running.progress import Progress
from analysis.workflow.running.snapshot import Snapshot

USED_BY_SEVERAL = (
    "analysis.statistics",
    "analysis.report.document.shown",
    "analysis.workflow.running.engine",
    "scipy.stats",
    "statsmodels.regression.linear_model",
    "statsmodels.nonparametric.smoothers_lowess",
    "pingouin",
)
"""Modules that are imported before the chapters go separate ways, so that no two pay for them."""


class RunError(RuntimeError):
    """A run that left no report; the message says where it ended and why."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A chapter to run, and where its run is kept."""

    chapter: Chapter
    entry: cache.Entry


def planned(study: Snapshot, program: dict, kept: Path | None = None) -> list[Job]:
    """The chapters that apply to the study, each with its place in the cache `kept`; raises survey.DataError."""
    jobs = [
        Job(
            chapter=chapter,
            entry=cache.entry(
                places.key(study.origin),
                chapter.name,
                chapter.section,
                fingerprints.of_chapter(chapter, study.reckoned, program),
                kept,
            ),
        )
        for chapter in CHAPTERS
    ]
    about = described(study, jobs[0].entry)
    return [job for job in jobs if job.chapter.applies(about)]


def described(study: Snapshot, sample: cache.Entry) -> dict:
    """The section `study` of results.json: from the first chapter if it has been run, else from the study itself."""
    from analysis import survey
    from analysis.report.document import results

    if sample.is_complete():
        return results.read(sample.results)["study"]
    try:
        return results.plain(survey.load(study.folder).meta())
    except survey.DataError:
        survey.load(study.origin)  # the study folder itself can tell more: what else lies in it
        raise


def run_chapters(study: Snapshot, jobs: list[Job], *, kernels: bool, progress: Progress) -> None:
    """
    Run what is not in the cache, side by side.

    Raises RunError where the first chapter leaves nothing, OSError where the disk is full.
    """
    jobs = [job for job in jobs if not job.entry.is_complete()]
    if not jobs:
        return
    warm_up(study.folder)
    slowest_first = sorted(jobs, key=lambda job: job.chapter.name, reverse=True)
    progress.expect(len(jobs), "Running " + ", ".join(job.chapter.name for job in jobs) + " ...")
    processes.side_by_side(
        [(run_chapter, (job, places.portable(study.folder), kernels)) for job in slowest_first],
        ended=lambda number, outcome: settle(slowest_first[number], outcome, progress),
        tick=progress.tick if progress.bar else None,
    )


def warm_up(study: Path) -> None:
    """Import what several chapters need, and read the study, which they find in memory where they are forked."""
    from analysis import survey

    for module in USED_BY_SEVERAL:
        importlib.import_module(module)
    survey.load(study)


def run_chapter(job: Job, study: str, kernels: bool) -> None:
    """Run one chapter in this process; where it refuses or fails, say so in its results."""
    from analysis.statistics import EstimationError
    from analysis.statistics.foundation.attempts import refused
    from analysis.workflow.running import engine

    work = job.entry.open()
    parameters = {"study": study, "out": places.portable(work)}
    try:
        execute(job.chapter.notebook, work / "notebook.ipynb", parameters, kernels)
    except engine.NotebookError as error:
        if tracebacks.is_disk_full(error):
            raise
        if isinstance(error.__cause__, EstimationError):
            give_up(job, refused(error.__cause__))
            return
        give_up(job, unexpected(f"{error.name}: {error.value}"))
        tracebacks.leave(work / tracebacks.FAULTS, job.chapter.name, error.report)


def execute(notebook: Path, output: Path, parameters: dict, kernels: bool) -> None:
    """Run a notebook; what refuses in a kernel, from which only its words come back, once more in this very process."""
    from analysis.statistics import EstimationError
    from analysis.workflow.running import engine

    try:
        engine.execute(notebook, output, parameters, in_process=not kernels)
    except engine.NotebookError as error:
        if not kernels or error.name != EstimationError.__name__:
            raise
        engine.execute(notebook, output, parameters, in_process=True)


def settle(job: Job, outcome: Outcome, progress: Progress) -> None:
    """
    Say how a chapter ended, and keep it if it ended well.

    Raises RunError for the chapter without which there is no report, OSError where the disk is full.
    """
    if outcome.disk_is_full:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    work, name = job.entry.work, job.chapter.name
    if outcome.code:
        give_up(job, unexpected(outcome.error))
        tracebacks.leave(work / tracebacks.FAULTS, name, outcome.traceback or outcome.error)
    elif not (work / job.entry.results.name).is_file():
        give_up(job, unexpected("the notebook saved no results"))
        tracebacks.leave(work / tracebacks.FAULTS, name, "The notebook ran to its end, but saved no results.")
    found = faults.found(work)
    if not job.chapter.may_be_missing and not (work / job.entry.results.name).is_file():
        raise RunError(f"{name} failed, and without it there is nothing to report on.\n" + "\n".join(faults.told(work)))
    if not found:
        job.entry.close()
    progress.ended(name, "failed" if f"{name}.txt" in found else "failed in part" if found else "")


def give_up(job: Job, reason: Any) -> None:
    """
    Leave the reason in the place of a chapter's results, and in its notebook.

    Results that were saved before are kept; those of the chapter that the report cannot do without are not replaced.
    """
    from analysis.report.document import results

    work, section = job.entry.work, job.chapter.section
    if job.chapter.may_be_missing and not (work / job.entry.results.name).is_file():
        saved = results.save(work, section, **{section: reason})
        annotate(work / job.entry.notebook.name, str(saved.missing[section]))


def annotate(notebook: Path, text: str) -> None:
    """Add a remark to the end of an executed notebook, if it came so far that there is one."""
    import nbformat

    if notebook.is_file():
        page = nbformat.read(notebook, as_version=4)
        page.cells.append(nbformat.v4.new_markdown_cell(f"**Not available.** {text}", id="not-available"))
        nbformat.write(page, notebook)


def unexpected(error: str) -> Any:
    """That a whole chapter is missing through a fault of the program."""
    from analysis.statistics.foundation.attempts import UNEXPECTED, Unavailable

    return Unavailable(code=UNEXPECTED, values={"error": error})
