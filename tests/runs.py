"""A study's chapters without its pages, for tests that look at results only; each study is run once a session."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from analysis.report.document import results
from analysis.workflow.keeping import cache, fingerprints
from analysis.workflow.running import chapter_runs, run
from analysis.workflow.running.progress import Progress
from analysis.workflow.running.snapshot import taken

RunOnce = Callable[[Path], Path]


def chapters_of(folder: Path, place: Path) -> dict:
    """The valid results of a study, as `make report` finds them; the cache must be somewhere of the test's own."""
    study = taken(folder, place / "snapshot")
    jobs = chapter_runs.planned(study, fingerprints.code())
    chapter_runs.run_chapters(study, jobs, kernels=False, progress=Progress())
    everything = run.publishable(jobs)
    results.require_valid(everything)
    return everything


def session_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a test session share."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def run_once(folder: Path, shared: Path) -> Path:
    """
    The place of a study's run, whoever asks first runs it: `results.json`, the cache, and any faults.

    The study's folder must not change while the session lasts.
    """
    place = shared / f"{folder.name}-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:8]}"
    place.mkdir(parents=True, exist_ok=True)
    with FileLock(place / "lock"), pytest.MonkeyPatch.context() as patch:
        if not (place / "results.json").is_file():
            patch.setattr(cache, "CACHE", place / "cache")
            results.write(place / "results.json", chapters_of(folder, place))
    return place
