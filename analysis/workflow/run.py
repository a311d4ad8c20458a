"""From a study folder to `reports/<study>/`: chapters, results, pages, provenance."""

import json
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from analysis import ROOT
from analysis.workflow import cache, fingerprints, processes, provenance
from analysis.workflow.chapters import CHAPTERS, LANGUAGES, REPORT_NOTEBOOK, Chapter
from analysis.workflow.publish import require_writable, staged

# jsonschema, which reads notebooks, would import this checker of internationalised addresses if it is installed;
# building its grammar takes seconds, and nothing here holds such an address.
sys.modules.setdefault("rfc3987_syntax", None)

REPORTS = ROOT / "reports"
REFUSALS = ("EstimationError",)  # what an estimator raises when the data do not allow its answer


class RunError(RuntimeError):
    """A run that did not end well; the message says where and why."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A chapter to run, and where its run is kept."""

    chapter: Chapter
    entry: cache.Entry


def report(folder: Path, *, kernels: bool = False) -> Path:
    """
    Make the report of the study in `folder` and name the folder it is in.

    `kernels` runs each notebook in a kernel of its own instead of a forked child. Raises survey.DataError for a study
    folder that is not sound, RunError for a run that failed; the last good report is then left as it was.
    """
    begun = time.perf_counter()
    folder = folder.resolve()
    target = REPORTS / folder.name
    files, program = fingerprints.study_files(folder), fingerprints.code()
    fingerprint = fingerprints.of_run(folder.name, files, program)
    if provenance.is_current(target, fingerprint):
        say(f"Nothing has changed: {shown(target)} is up to date.")
        return target
    jobs = planned(folder, files, program)
    require_writable(target.parent, cache.CACHE)
    run_chapters(folder, [job for job in jobs if not job.entry.is_complete()], kernels=kernels)
    with staged(target) as stage:
        results = gathered(jobs, stage)
        pictures = cache.pictures(folder.name, fingerprints.of_pictures(stage / "results.json"))
        typeset(stage, pictures, kernels=kernels)
        provenance.write(stage, fingerprint=fingerprint, study=files, program=program, seed=results["study"]["seed"])
    say(f"{shown(target)} is ready ({time.perf_counter() - begun:.0f} s).")
    return target


def planned(folder: Path, files: dict[str, str], program: dict) -> list[Job]:
    """The chapters that apply to the study, each with its place in the cache; the first one tells what the study is."""
    jobs = [
        Job(
            chapter=chapter,
            entry=cache.entry(
                folder.name, chapter.name, chapter.section, fingerprints.of_chapter(chapter, files, program)
            ),
        )
        for chapter in CHAPTERS
    ]
    study = described(folder, jobs[0].entry)
    return [job for job in jobs if job.chapter.applies(study)]


def described(folder: Path, sample: cache.Entry) -> dict:
    """The section `study` of results.json: from the first chapter if it has been run, else from the folder itself."""
    if sample.is_complete():
        from analysis.report import results

        return results.read(sample.results)["study"]
    from analysis import survey

    return survey.load(folder).meta()


def run_chapters(folder: Path, jobs: list[Job], *, kernels: bool) -> None:
    """Run what is not in the cache, side by side; raise RunError if a chapter fails."""
    if not jobs:
        return
    import analysis.statistics
    import analysis.workflow.engine  # noqa: F401  imported here once, not in every child

    say("Running " + ", ".join(job.chapter.name for job in jobs) + " ...")
    slowest_first = sorted(jobs, key=lambda job: job.chapter.name, reverse=True)
    codes = processes.side_by_side([(run_chapter, (job, folder, kernels)) for job in slowest_first])
    failed = [job.chapter.name for job, code in zip(slowest_first, codes, strict=True) if code]
    if failed or not all(job.entry.is_complete() for job in jobs):
        raise RunError(f"{', '.join(sorted(failed)) or 'a chapter'} did not run to the end; the reason stands above.")


def run_chapter(job: Job, folder: Path, kernels: bool) -> None:
    """Run one chapter into the cache; where its estimator refuses, say so in its results. Exits if it fails."""
    from analysis.report import results
    from analysis.statistics.attempts import UNEXPECTED, Unavailable
    from analysis.workflow import engine

    work = job.entry.open()
    output = work / job.entry.notebook.name
    parameters = {"folder": portable(folder), "out": portable(work)}
    try:
        engine.execute(job.chapter.notebook, output, parameters, fork=processes.CAN_FORK and not kernels)
    except engine.NotebookError as error:
        if error.name not in REFUSALS or not job.chapter.may_be_missing:
            say(error.report)
            sys.exit(f"{job.chapter.name} failed: {error.name}: {error.value}")
        say(f"{job.chapter.name}: {error.value} The report goes on without it and says so.")
        missing = Unavailable(code=UNEXPECTED, values={"error": error.value})
        results.save(work, job.chapter.section, **{job.chapter.section: missing})
    if not (work / job.entry.results.name).is_file():
        sys.exit(f"{job.chapter.name} ran, but saved no results.")
    job.entry.close()


def gathered(jobs: list[Job], stage: Path) -> dict:
    """Merge the chapters' results into `results.json` and take over their executed notebooks."""
    from analysis.report import results

    everything = results.merged([results.read(job.entry.results) for job in jobs])
    results.require_valid(everything)
    results.write(stage / "results.json", everything)
    private = stage / "private"
    private.mkdir()
    for job in jobs:
        shutil.copyfile(job.entry.notebook, private / job.chapter.notebook.name)
    return everything


def typeset(stage: Path, pictures: Path, *, kernels: bool) -> None:
    """Write the report in every language and format, its figures kept in `pictures`; raise RunError if one fails."""
    import analysis.report.formats
    import analysis.workflow.engine

    analysis.report.formats.warm_up(drawing=not pictures.exists())
    say("Writing the report in " + ", ".join(LANGUAGES) + " ...")
    tasks = [(typeset_language, (stage, pictures, language, kernels)) for language in LANGUAGES]
    codes = processes.side_by_side(tasks)
    failed = [language for language, code in zip(LANGUAGES, codes, strict=True) if code]
    if failed:
        raise RunError(f"the report could not be written in {', '.join(failed)}; the reason stands above.")


def typeset_language(stage: Path, pictures: Path, language: str, kernels: bool) -> None:
    """Run the report notebook in one language and turn its blocks into HTML, PDF and Word."""
    from analysis.report import formats
    from analysis.workflow import engine

    output = stage / "private" / f"report.{language}.ipynb"
    parameters = {
        "results": portable(stage / "results.json"),
        "language": language,
        "pictures": portable(pictures),
    }
    try:
        engine.execute(REPORT_NOTEBOOK, output, parameters, fork=processes.CAN_FORK and not kernels)
        formats.write(output, stage, language)
    except engine.NotebookError as error:
        say(error.report)
        sys.exit(f"the report failed in {language}: {error.name}: {error.value}")


def portable(path: Path) -> str:
    """A path as a notebook's parameter: from the project's folder where it lies below it, else as it is."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def shown(path: Path) -> str:
    """A path as a person reads it in a message."""
    return portable(path) + "/"


def say(line: str) -> None:
    """Tell the person at the terminal."""
    print(line, file=sys.stderr, flush=True)


def summary(target: Path) -> str:
    """What lies in a finished report folder, a line a file."""
    pages = sorted(p.name for p in target.iterdir() if p.name.startswith("report."))
    results = json.loads((target / "results.json").read_text(encoding="utf-8"))
    counts = f"{results['study']['n_received']} answers received, {results['study']['n_analysed']} analysed"
    return "\n".join([f"{shown(target)}  ({counts})", *(f"  {page}" for page in pages), "  results.json"])
