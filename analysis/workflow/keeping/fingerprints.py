"""Fingerprints (SHA-256) of all that a result depends on: equal fingerprints, equal results, nothing to run again."""

import hashlib
import json
import os
import platform
from importlib.metadata import version
from pathlib import Path

from analysis import PACKAGE
from analysis.report.language.texts import texts
from analysis.survey.declared.rules import LANGUAGES
from analysis.workflow.environment import LOCK
from analysis.workflow.running.chapters import CHAPTERS, REPORT_NOTEBOOK, Chapter

REPORT = PACKAGE / "report"
RESULTS_CODE = REPORT / "document" / "results.py"
ROOMS = ("survey", "statistics", "report", "workflow")
CPU = Path("/proc/cpuinfo")
VECTORS = ("avx512f", "avx2", "avx", "sve", "asimd")  # the widest decides by which kernels BLAS sums
PACKAGES = ("numpy", "scipy", "pandas", "statsmodels", "pingouin", "seaborn", "matplotlib", "papermill", "typst")


def of_file(path: Path) -> str:
    """Fingerprint of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def of_tree(*places: Path) -> str:
    """Fingerprint of the source files at and below `places`: their names and their bytes."""
    return of_data(of_each(*places))


def of_each(*places: Path) -> dict[str, str]:
    """Fingerprints of the source files at and below `places`, by their place in the project."""
    files = sorted(f for place in places for f in ([place] if place.is_file() else place.rglob("*")) if _is_source(f))
    return {f.relative_to(PACKAGE.parent).as_posix(): of_file(f) for f in files}


def _is_source(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def of_data(data: object) -> str:
    """Fingerprint of plain data, whatever the order of its keys; a date counts as its text."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()


def code() -> dict[str, str]:
    """Fingerprints of the program, room by room, of its notebooks and of its lock."""
    rooms = {room: of_tree(PACKAGE / room) for room in ROOMS}
    notebooks = {n.name: of_file(n) for n in (*(c.notebook for c in CHAPTERS), REPORT_NOTEBOOK)}
    return rooms | {"results": of_file(RESULTS_CODE), "lock": of_file(LOCK), "notebooks": notebooks}


def sources() -> dict[str, str]:
    """Fingerprints of the program file by file, of all that a report can depend on."""
    notebooks = [chapter.notebook for chapter in CHAPTERS]
    return of_each(*(PACKAGE / room for room in ROOMS)) | {n.name: of_file(n) for n in (*notebooks, REPORT_NOTEBOOK)}


def machine() -> dict[str, str]:
    """What rounding can depend on where data, code and packages are the same."""
    told = cpu()
    names = {"system": platform.system(), "architecture": platform.machine()}
    return names | {"processor": told.get("model name", platform.processor()), "kernels": kernels(told)}


def cpu() -> dict[str, str]:
    """What the system tells of its first processor; nothing where it tells nothing."""
    try:
        lines = CPU.read_text(encoding="utf-8").split("\n\n")[0].splitlines()
    except OSError:
        return {}
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def kernels(told: dict[str, str]) -> str:
    """By which of BLAS's kernels numbers are summed: those asked for, else of the widest vectors of the processor."""
    known = told.get("flags", told.get("Features", "")).split()
    return os.environ.get("OPENBLAS_CORETYPE") or next((name for name in VECTORS if name in known), "")


def versions() -> dict[str, str]:
    """The versions that numbers can depend on."""
    return {"python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def of_chapter(chapter: Chapter, study: dict[str, str], program: dict) -> str:
    """Fingerprint of a chapter's results: the study, the code that makes numbers, its notebook, the packages."""
    parts = [program[key] for key in ("survey", "statistics", "results", "lock")]
    return of_data([chapter.name, study, parts, program["notebooks"][chapter.notebook.name], platform.python_version()])


def of_pictures(results: Path) -> str:
    """Fingerprint of a report's figures: the results, and of the report's code all but what no figure can reach."""
    drawing = [path for path in REPORT.rglob("*") if path.is_file() and _reaches_figures(path.relative_to(REPORT))]
    words = {
        language: {kind: told for kind, told in texts(language).items() if kind != "sentences"}
        for language in LANGUAGES
    }
    return of_data([of_file(results), of_tree(*drawing), words, of_file(LOCK)])


def of_pages(language: str, results: Path, program: dict, study: dict[str, str]) -> str:
    """
    Fingerprint of a report's pages in a language: study, results and all code, but not the words of other languages.
    """
    others = {f"{other}.toml" for other in LANGUAGES if other != language}
    writing = [path for path in REPORT.rglob("*") if path.is_file() and path.name not in others]
    parts = [program[key] for key in ("survey", "statistics", "workflow", "lock")]
    notebook = program["notebooks"][REPORT_NOTEBOOK.name]
    return of_data([language, study, of_file(results), of_tree(*writing), parts, notebook, platform.python_version()])


def _reaches_figures(path: Path) -> bool:
    """Whether a file of the report's code can change a figure: not the pages and their formats; words apart."""
    return path.parts[0] != "formats" and path.name not in ("page.py", "references.json") and path.suffix != ".toml"


def of_run(name: str, study: dict[str, str], program: dict) -> str:
    """Fingerprint of a whole run."""
    return of_data([name, study, program, platform.python_version()])
