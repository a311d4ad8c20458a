"""Chapters already run: kept under the fingerprint of all they depend on, so that a changed sentence reruns none."""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from analysis import ROOT

CACHE = ROOT / ".cache"
IN_USE = 3600  # seconds for which what another run left is not dropped: that run may still be going on


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The folder of one chapter's run: its results and its executed notebook."""

    folder: Path
    results_name: str

    @property
    def results(self) -> Path:
        """The chapter's results."""
        return self.folder / f"{self.results_name}.json"

    @property
    def notebook(self) -> Path:
        """The executed notebook."""
        return self.folder / "notebook.ipynb"

    @property
    def work(self) -> Path:
        """Where this process writes until its run has ended; two runs at once do not meet there."""
        return self.folder.with_name(f"{self.folder.name}.{os.getpid()}.part")

    def is_complete(self) -> bool:
        """Whether the run ended well: only then has the folder its final name."""
        return self.results.is_file() and self.notebook.is_file()

    def open(self) -> Path:
        """An empty folder to work in."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        return self.work

    def close(self) -> None:
        """Give the finished work its final name, unless a twin was faster; drop what earlier runs left."""
        try:
            self.work.rename(self.folder)
        except OSError:
            if not self.is_complete():
                raise
            shutil.rmtree(self.work)
        drop_old(self.folder)


def pictures(study: str, fingerprint: str) -> Path:
    """The folder that keeps a report's drawn figures; those of earlier results are dropped."""
    kept = CACHE / study / "pictures" / fingerprint[:32]
    drop_old(kept)
    return kept


def drop_old(kept: Path) -> None:
    """Remove what lies beside `kept` and is not in use any more."""
    for other in kept.parent.iterdir() if kept.parent.is_dir() else ():
        if other != kept and is_old(other):
            shutil.rmtree(other, ignore_errors=True)


def is_old(folder: Path) -> bool:
    """Whether a folder has been left alone for so long that no run needs it; False where it has gone meanwhile."""
    try:
        return time.time() - folder.stat().st_mtime > IN_USE
    except OSError:
        return False


def entry(study: str, chapter: str, results_name: str, fingerprint: str) -> Entry:
    """The place of a chapter's run in the cache."""
    return Entry(folder=CACHE / study / chapter / fingerprint[:32], results_name=results_name)
