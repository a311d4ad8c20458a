"""A study's chapters without its pages, for tests that look at results only."""

from pathlib import Path

from analysis.report.document import results
from analysis.workflow.keeping import fingerprints
from analysis.workflow.running import chapter_runs
from analysis.workflow.running.progress import Progress
from analysis.workflow.running.snapshot import taken


def chapters_of(folder: Path, place: Path) -> dict:
    """The valid results of a study, as `make report` finds them; the cache must be somewhere of the test's own."""
    study = taken(folder, place / "snapshot")
    jobs = chapter_runs.planned(study, fingerprints.code())
    chapter_runs.run_chapters(study, jobs, kernels=False, progress=Progress())
    everything = results.merged([results.read(job.entry.results) for job in jobs])
    results.require_valid(everything)
    return everything
