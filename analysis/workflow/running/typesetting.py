"""The pages of a report: the report notebook in each language, and from it each format; each fails by itself."""

import errno
import os
from pathlib import Path

from analysis.report.formats.themes import Dress, ThemeError
from analysis.report.safeguards import tracebacks
from analysis.survey.declared.settings import read_settings
from analysis.workflow.keeping import provenance
from analysis.workflow.keeping.places import portable
from analysis.workflow.running import processes
from analysis.workflow.running.chapter_runs import RunError
from analysis.workflow.running.chapters import REPORT_NOTEBOOK
from analysis.workflow.running.processes import Outcome
from analysis.workflow.running.progress import Progress
from analysis.workflow.running.snapshot import Snapshot


def dressed(study: Snapshot) -> Dress:
    """What the study asks its report to look like; raises RunError where it names a file that is not there or sound."""
    said = provenance.settings(study.folder)
    dress = Dress(
        theme=said.get("report.theme", ""), word_template=said.get("report.word_template", ""), folder=study.origin
    )
    try:
        dress.require_sound()
    except ThemeError as error:
        raise RunError(f"[report] of study.toml: {error}") from error
    return dress


def typeset(
    study: Snapshot, stage: Path, pictures: Path, languages: list[str], *, kernels: bool, progress: Progress
) -> None:
    """
    Write the report into `stage` in each language and format, its figures kept in `pictures`.

    What fails leaves its traceback in `<stage>/faults/`. Raises OSError where the disk is full.
    """
    import analysis.workflow.running.engine  # noqa: F401 -- once, before the languages go separate ways
    from analysis.report.formats import write

    write.warm_up(drawing=not pictures.exists())
    progress.expect(len(languages), "Writing the report in " + ", ".join(languages) + " ...")

    def settle(number: int, outcome: Outcome) -> None:
        if outcome.disk_is_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        name = f"report.{languages[number]}"
        if outcome.code:
            tracebacks.leave(stage / tracebacks.FAULTS, name, outcome.traceback or outcome.error)
        progress.ended(name, "failed" if outcome.code else "")

    processes.side_by_side(
        [
            (typeset_language, (study, stage, pictures, language, language == languages[0], kernels))
            for language in languages
        ],
        ended=settle,
        tick=progress.tick if progress.bar else None,
    )


def typeset_language(study: Snapshot, stage: Path, pictures: Path, language: str, tables: bool, kernels: bool) -> None:
    """Run the report notebook in one language and turn its blocks into HTML, PDF and Word."""
    from analysis.report.formats import write as formats
    from analysis.workflow.running import engine

    output = stage / "private" / f"report.{language}.ipynb"
    said = read_settings(study.folder / "study.toml")
    parameters = {
        "results": portable(stage / "results.json"),
        "language": language,
        "pictures": portable(pictures),
        "parts": " ".join(said.parts),
    }
    try:
        engine.execute(REPORT_NOTEBOOK, output, parameters, in_process=not kernels)
    except engine.NotebookError as error:
        if tracebacks.is_disk_full(error):
            raise
        tracebacks.leave(stage / tracebacks.FAULTS, f"report.{language}", error.report)
        return
    formats.write(
        output,
        stage,
        language,
        tables=tables,
        answers=study.answers,
        dress=dressed(study),
        parts=said.parts,
        formats=said.formats,
    )
