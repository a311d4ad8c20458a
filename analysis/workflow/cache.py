"""Chapters already run: kept under the fingerprint of all they depend on, so that a changed sentence reruns none."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from analysis import ROOT

CACHE = ROOT / ".cache"


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
        """Where a run that has not ended yet writes."""
        return self.folder.with_name(self.folder.name + ".part")

    def is_complete(self) -> bool:
        """Whether the run ended well: only then has the folder its final name."""
        return self.results.is_file() and self.notebook.is_file()

    def open(self) -> Path:
        """An empty folder to work in."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        return self.work

    def close(self) -> None:
        """Give the finished work its final name and drop what earlier runs of the chapter left."""
        for other in self.folder.parent.iterdir():
            if other != self.work:
                shutil.rmtree(other, ignore_errors=True)
        self.work.rename(self.folder)


def pictures(study: str, fingerprint: str) -> Path:
    """The folder that keeps a report's drawn figures; those of earlier results are dropped."""
    kept = CACHE / study / "pictures" / fingerprint[:32]
    for other in kept.parent.iterdir() if kept.parent.is_dir() else ():
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)
    return kept


def entry(study: str, chapter: str, results_name: str, fingerprint: str) -> Entry:
    """The place of a chapter's run in the cache."""
    return Entry(folder=CACHE / study / chapter / fingerprint[:32], results_name=results_name)
