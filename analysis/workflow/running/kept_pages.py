"""
Finished pages, kept a language at a time: a sentence changed in one language makes that language again and no other.

Pages in whose making anything failed are not kept.
"""

import shutil
from pathlib import Path

from analysis.report.safeguards import tracebacks
from analysis.workflow.keeping import cache, fingerprints

Entries = dict[str, cache.Entry]
FILES = ("report.{}.*", "supplement.{}.*", "private/report.{}.ipynb")
FILES += ("figures/*.{}.*", "tables/*.csv", "tables/*.{}.*")


def planned(study: str, results: Path, languages: list[str], program: dict, files: dict[str, str]) -> Entries:
    """By language, the place of its pages in the cache; `files` are the fingerprints of those of the study."""
    return {
        language: cache.entry(study, f"report.{language}", "", fingerprints.of_pages(language, results, program, files))
        for language in languages
    }


def bring(entries: Entries, stage: Path) -> list[str]:
    """Copy what is kept into the report that is being made; gives the languages that are still to be written."""
    kept = [language for language, entry in entries.items() if entry.is_complete()]
    for language in kept:
        shutil.copytree(
            entries[language].folder, stage, ignore=shutil.ignore_patterns(cache.DIGESTS), dirs_exist_ok=True
        )
    return [language for language in entries if language not in kept]


def keep(entries: Entries, languages: list[str], stage: Path) -> None:
    """Keep what was written in some languages, unless something failed."""
    if any((stage / tracebacks.FAULTS).glob("*")):
        return
    for language in languages:
        work = entries[language].open()
        for path in (path for pattern in FILES for path in stage.glob(pattern.format(language))):
            copy = work / path.relative_to(stage)
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, copy)
        entries[language].close()
