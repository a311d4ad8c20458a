"""
Chapters already run: kept under the fingerprint of all they depend on, so that a changed sentence reruns none.

Only what ended well is kept, with the digest of its files: an entry that is cut short or altered counts as none.
Whoever works here holds the study's lock (see `locks`), so what has no final name was left by a run that is dead.
"""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from analysis import ROOT
from analysis.report.safeguards.sealed import seal, unsealed
from analysis.workflow.keeping import fingerprints

CACHE = ROOT / ".cache"
KEPT_FOR = 3600  # seconds for which other versions of a chapter are kept: settings are tried forth and back
DIGESTS = "digests.json"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The folder of one chapter's run: its results and its executed notebook."""

    folder: Path
    results_name: str

    @property
    def work(self) -> Path:
        """Where a run writes until it has ended, and where what is not to be kept stays until the next run."""
        return self.folder.with_name(f"{self.folder.name}.part")

    @property
    def place(self) -> Path:
        """Where the chapter's files lie: kept, or as this run left them."""
        return self.folder if self.is_complete() else self.work

    @property
    def results(self) -> Path:
        """The chapter's results."""
        return self.place / f"{self.results_name}.json"

    @property
    def notebook(self) -> Path:
        """The executed notebook."""
        return self.place / "notebook.ipynb"

    def is_complete(self) -> bool:
        """Whether a run ended well here and its files are still what it left."""
        kept = unsealed(self.folder / DIGESTS)
        return kept is not None and kept == digests(self.folder)

    def open(self) -> Path:
        """An empty folder to work in."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        return self.work

    def close(self) -> None:
        """Keep the finished work under its final name; drop versions that nobody has asked for lately."""
        seal(self.work / DIGESTS, digests(self.work))
        shutil.rmtree(self.folder, ignore_errors=True)
        self.work.rename(self.folder)
        drop_old(self.folder)


def digests(folder: Path) -> dict[str, str]:
    """Fingerprints of the files below an entry's folder, by their place in it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != DIGESTS)
    return {path.relative_to(folder).as_posix(): fingerprints.of_file(path) for path in found}


def pictures(study: str, fingerprint: str) -> Path:
    """The folder that keeps a report's drawn figures; those of earlier results are dropped."""
    kept = CACHE / study / "pictures" / fingerprint[:32]
    drop_old(kept)
    return kept


def drop_old(kept: Path) -> None:
    """Remove what lies beside `kept` and has not been asked for lately."""
    for other in kept.parent.iterdir() if kept.parent.is_dir() else ():
        if other != kept and time.time() - other.stat().st_mtime > KEPT_FOR:
            shutil.rmtree(other, ignore_errors=True)


def drop_leftovers(study: str) -> None:
    """Remove the unfinished work of runs that were ended; to be called under the study's lock."""
    for left in (CACHE / study).glob("**/*.part"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def forget(study: str) -> None:
    """Remove all that is kept of a study."""
    shutil.rmtree(CACHE / study, ignore_errors=True)


def entry(study: str, chapter: str, results_name: str, fingerprint: str, cache: Path | None = None) -> Entry:
    """The place of a chapter's run in the project's cache, or in another one."""
    return Entry(folder=(cache or CACHE) / study / chapter / fingerprint[:32], results_name=results_name)
