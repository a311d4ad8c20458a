"""From a study folder to `reports/<study>/`: snapshot, chapters, results, pages, provenance."""

import json
import shutil
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis import ROOT
from analysis.report.safeguards import tracebacks
from analysis.survey import once
from analysis.survey.declared.rules import LANGUAGES
from analysis.workflow.keeping import cache, fingerprints, locks, places, provenance
from analysis.workflow.keeping.places import portable
from analysis.workflow.keeping.publish import require_writable, staged
from analysis.workflow.running import chapter_runs, faults, kept_pages
from analysis.workflow.running.chapter_runs import Job, RunError
from analysis.workflow.running.progress import Progress, shown
from analysis.workflow.running.snapshot import Snapshot, taken
from analysis.workflow.running.typesetting import dressed, typeset

REPORTS = ROOT / "reports"


@dataclass(frozen=True, kw_only=True)
class Made:
    """
    A report.

    Attributes
    ----------
    folder : Path
    failed : list of str
        A line for each part that is missing through an unexpected error.
    """

    folder: Path
    failed: list[str] = field(default_factory=list)

    def text(self) -> str:
        """What lies in the report's folder, a line a file."""
        pages = sorted(p.name for p in self.folder.iterdir() if p.name.startswith(("report.", "supplement.")))
        about = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))["study"]
        counts = f"{about['n_received']} answers received, {about['n_analysed']} analysed"
        return "\n".join([f"{portable(self.folder)}/  ({counts})", *(f"  {page}" for page in pages), "  results.json"])


def report(folder: Path, *, kernels: bool = False, force: bool = False, out: Path | None = None) -> Made:
    """
    Make the report of the study in `folder`.

    Parameters
    ----------
    folder : Path
        It is read once, at the beginning.
    kernels : bool
        Whether to run each notebook in a Jupyter kernel of its own instead of a forked child.
    force : bool
        Whether to make everything again, whatever is there already.
    out : Path, optional
        Where to put the report instead of below reports/, whose folder is then left alone.

    Raises
    ------
    DataError
        For a study folder that is not sound.
    RunError
        For a run without report. Either way the last report is left as it was.
    """
    folder = folder.resolve()
    with shown() as progress, locks.only_run(folder.name, cache.CACHE / "locks", progress.say):
        target = chosen_place(folder, out, progress)
        require_writable(target.parent, cache.CACHE)
        with worked_on(folder, force) as study:
            program = fingerprints.code()
            read = study.files | {path.name: fingerprints.of_file(path) for path in dressed(study).files()}
            fingerprint = fingerprints.of_run(folder.name, read, program)
            if not force and provenance.is_current(target, fingerprint):
                progress.say(f"Nothing has changed: {portable(target)}/ is up to date.")
                return Made(folder=target)
            jobs = chapter_runs.planned(study, program)
            chapter_runs.run_chapters(study, jobs, kernels=kernels, progress=progress)
            with staged(target) as stage:
                about = gathered(study, jobs, stage)
                require_printable(stage)
                pictures = cache.pictures(places.key(folder), fingerprints.of_pictures(stage / "results.json"))
                languages = list(about.get("languages", LANGUAGES))
                pages = kept_pages.planned(places.key(folder), stage / "results.json", languages, program, read)
                if wanting := kept_pages.bring(pages, stage):
                    typeset(study, stage, pictures, wanting, kernels=kernels, progress=progress)
                    kept_pages.keep(pages, wanting, stage)
                failed = collected(jobs, stage, folder)
                loaded = handed_on(jobs, stage, study)
                made_of = provenance.origin(study.folder, study.files, program)
                told = {"made_of": made_of, "answered": provenance.answers(study.folder), "fingerprint": fingerprint}
                provenance.write(stage, **told, seed=about["seed"], failed=failed)
                require_clean(stage, loaded)
            return finished(target, study, progress)


def recomputed(folder: Path, place: Path) -> tuple[dict, dict, dict]:
    """
    Run the chapters of a study anew in the folder `place`, from nothing that is kept, and without pages.

    Returns the results, what they were made of (see `provenance.origin`), and the fingerprints of the answers.
    Raises DataError for a study that is not sound, RunError for a run without results.
    """
    from analysis.report.document import results

    with shown() as progress:
        study, program = taken(folder.resolve(), place / "study"), fingerprints.code()
        with once(study.folder):
            jobs = chapter_runs.planned(study, program, place / "cache")
            chapter_runs.run_chapters(study, jobs, kernels=False, progress=progress)
        stage = place / "results"
        stage.mkdir()
        gathered(study, jobs, stage)
        made_of = provenance.origin(study.folder, study.files, program)
        return results.read(stage / "results.json"), made_of, provenance.answers(study.folder)


def chosen_place(folder: Path, out: Path | None, progress: Progress) -> Path:
    """Where the report goes, said where one would not look for it; raises RunError if that is no place for it."""
    if out is None:
        target = places.report_folder(folder, REPORTS)
        if target.name != folder.name:
            progress.say(f"{folder.name} is the name of another study: this report goes to {portable(target)}/.")
        return target
    target = out.resolve()
    if target.exists() and not (target.is_dir() and is_replaceable(target)):
        raise RunError(f"{out} is there already and is no report. Name a folder that is new, empty, or a report.")
    return target


def is_replaceable(folder: Path) -> bool:
    """Whether a folder is empty or holds a report."""
    return (folder / provenance.NAME).is_file() or not any(folder.iterdir())


@contextmanager
def worked_on(folder: Path, force: bool) -> Iterator[Snapshot]:
    """The study's snapshot, for as long as it is worked on; what earlier runs left unfinished, or all, goes first."""
    key = places.key(folder)
    if force:
        cache.forget(key)
    cache.drop_leftovers(key)
    place = cache.CACHE / key / "study"
    try:
        study = taken(folder, place)
        with once(study.folder):
            yield study
    finally:
        shutil.rmtree(place, ignore_errors=True)


def publishable(jobs: list[Job]) -> dict:
    """The chapters' results together, less the counts of few people."""
    from analysis.report.disclosure.published import published
    from analysis.report.document import results

    everything = results.merged([results.read(job.entry.results) for job in jobs])
    return published(everything, everything["study"]["min_cell"])


def gathered(study: Snapshot, jobs: list[Job], stage: Path) -> dict:
    """Merge chapters' results and author's half into `results.json`, take over the notebooks; gives section `study`."""
    from analysis.report.document import results, schema
    from analysis.report.findings.build import build

    everything = publishable(jobs)
    try:
        everything["findings"] = results.plain(build(schema.taken(everything)))
    except Exception:  # the report will say what it can
        tracebacks.leave(stage / tracebacks.FAULTS, "findings", traceback.format_exc())
    if said := authored(study, everything["study"]["n_received"]):
        everything["author"] = results.plain(said)
    results.write(stage / "results.json", everything)
    try:
        results.require_valid(everything)
    except ValueError as error:
        tracebacks.leave(stage / tracebacks.FAULTS, "results", str(error))
    private = stage / "private"
    private.mkdir()
    for job in jobs:
        if job.entry.notebook.is_file():  # a chapter that was killed has left none
            shutil.copyfile(job.entry.notebook, private / job.chapter.notebook.name)
    return everything["study"]


def authored(study: Snapshot, n_received: int) -> Any:
    """What the author of the study says; None where it is nothing."""
    from analysis.survey.authored.section import section
    from analysis.survey.declared.settings import read_settings

    return section(study.folder, read_settings(study.folder / "study.toml").author, n_received)


def collected(jobs: list[Job], stage: Path, folder: Path) -> list[str]:
    """Move all tracebacks to `private/` and name what failed; note whose report it is. RunError if there is no page."""
    failed = faults.gather([stage, *(job.entry.place for job in jobs)], stage / "private")
    shutil.rmtree(stage / tracebacks.FAULTS, ignore_errors=True)
    if not any(page for name in ("report", "supplement") for page in stage.glob(f"{name}.*.*")):
        kept = cache.CACHE / places.key(folder)
        faults.gather([stage / "private"], kept)
        raise RunError("no page could be written.\n" + "\n".join(faults.told(kept)))
    places.note_owner(stage, folder)
    return failed


def handed_on(jobs: list[Job], stage: Path, study: Snapshot) -> Any:
    """Put scrubbed notebooks beside the report; gives the study as it was loaded for that."""
    from analysis import survey
    from analysis.workflow.guarding.raw_rows import RawRows
    from analysis.workflow.running import scrubbed

    loaded = survey.load(study.folder)
    executed = [stage / "private" / job.chapter.notebook.name for job in jobs]
    scrubbed.write(filter(Path.is_file, executed), stage, study.origin.name, RawRows(loaded).are_in)
    return loaded


def require_printable(stage: Path) -> None:
    """Raise a DataError where the author's texts ask for numbers that there are not."""
    from analysis.report.authored.problems import problems
    from analysis.report.document import results
    from analysis.survey import DataError

    if found := problems(results.read_typed(stage / "results.json")):
        raise DataError(found)


def require_clean(stage: Path, study: Any) -> None:
    """Raise a DataError where anything in the finished report would tell who somebody is."""
    from analysis.workflow.guarding import scan

    scan.require_clean(stage, study)


def finished(target: Path, study: Snapshot, progress: Progress) -> Made:
    """Say that the report is there, what is missing in it, and what has changed since it was begun."""
    progress.say(f"{portable(target)}/ is ready ({progress.seconds:.0f} s).")
    if changed := study.changed():
        names = ", ".join(changed)
        progress.say(
            f"Changed since the report was begun, and not in it: {names}. Give the command again to take it in."
        )
    return Made(folder=target, failed=faults.told(target / "private"))
