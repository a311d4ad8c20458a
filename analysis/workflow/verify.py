"""A report proved: its study rerun in a clean folder, each of its numbers beside the new one, and why any differs."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis import ROOT, __version__
from analysis.survey import DataError
from analysis.survey.declared.rules import PARTS
from analysis.survey.declared.settings import read_settings
from analysis.survey.problems import problem
from analysis.verifying import said
from analysis.verifying.causes import Cause, altered, causes, same_draws
from analysis.verifying.record import Verification, write
from analysis.workflow.keeping import places, provenance

DOCUMENTS = (".html", ".pdf", ".docx")
RECORDS = ROOT / "verifications"


@dataclass(frozen=True, kw_only=True)
class Reported:
    """
    What a report says, read before anything runs.

    Attributes
    ----------
    name : str
    results : dict or None
        None where only a document is at hand.
    record : dict
        Its provenance.json, as far as it is at hand.
    answered : dict or None
        The fingerprints of its answers, where they are at hand.
    touched : list of Cause
        Files that are not any more what the record says.
    documents : list of Path
        Those whose numbers are to be compared.
    """

    name: str
    results: dict | None = None
    record: dict = field(default_factory=dict)
    answered: dict | None = None
    touched: list[Cause] = field(default_factory=list)
    documents: list[Path] = field(default_factory=list)


def verified(folder: Path, report: Path | None, out: Path | None) -> tuple[Verification, Path]:
    """
    Rerun a study and compare a report of it with what comes out.

    Parameters
    ----------
    folder : Path
        The study folder.
    report : Path or None
        A report's folder, its results.json, or a document; None for the report below reports/.
    out : Path or None
        Where the record goes; None for verifications/<study>/.

    Returns
    -------
    Verification
    Path
        The folder of the record.

    Raises
    ------
    DataError
        For a study that is not sound, a report that is not there or not to be read.
    RunError
        For a rerun without results.
    """
    from analysis.verifying.comparison import compared
    from analysis.workflow.running import run

    folder = folder.resolve()
    reported = read(report or places.report_folder(folder, run.REPORTS), folder.name)
    with tempfile.TemporaryDirectory(prefix="verify-") as place:
        results, made_of, answers = run.recomputed(folder, Path(place))
    record, parts = reported.record, read_settings(folder / "study.toml").parts
    comparison = (
        None
        if reported.results is None
        else compared(reported.results, results, same_draws=same_draws(record, made_of))
    )
    found = Verification(
        study=folder.name,
        report=reported.name,
        version=__version__,
        date=datetime.now(UTC).date().isoformat(),
        comparison=comparison,
        causes=named([*reported.touched, *causes(record, made_of, reported.answered, answers)], comparison),
        documents={path.name: delivered(path, results, parts) for path in reported.documents},
    )
    target = out or RECORDS / folder.name
    write(found, target)
    return found, target


def at(version: str, folder: Path, report: Path | None, out: Path | None, language: str) -> int:
    """The same by another version of the project (see `versions`): its exit code; raises DataError."""
    from analysis.workflow import versions
    from analysis.workflow.running import run

    folder = folder.resolve()
    place = (report or places.report_folder(folder, run.REPORTS)).resolve()
    read(place, folder.name)
    record = loaded((place if place.is_dir() else place.parent) / provenance.NAME) or {}
    target = (out or RECORDS / folder.name).resolve()
    arguments = ["--report", str(place), "--out", str(target), "--language", language]
    return versions.verified_by(version, record, [str(folder), *arguments])


def read(report: Path, study: str) -> Reported:
    """What a report says: a folder of `make report`, its results.json, or a document; raises DataError."""
    if report.is_dir() and (report / "results.json").is_file():
        return of_folder(report)
    if report.suffix.casefold() in DOCUMENTS and report.is_file():
        found = beside(report.parent)
        untold = [cause for cause in found.touched if cause.code == "no_record"]
        return replace(found, name=report.name, touched=untold, documents=[report])
    if report.suffix == ".json" and report.is_file():
        return replace(of_folder(report.parent, report.name), name=report.name)
    if report.is_file():
        raise DataError(problem("verify.no_document", file=str(report)))
    raise DataError(problem("verify.no_report", study=study, place=str(places.portable(report.absolute()))))


def of_folder(folder: Path, results: str = "results.json") -> Reported:
    """The report in a folder: of documents that were altered, the numbers are to be compared too."""
    reported = beside(folder)
    changed = {cause.values["file"] for cause in reported.touched if cause.code == "altered"}
    documents = [folder / name for name in sorted(changed) if Path(name).suffix.casefold() in DOCUMENTS]
    return replace(reported, results=results_of(folder / results), documents=documents)


def beside(folder: Path) -> Reported:
    """What lies beside a report's files: where it comes from, and which of them are not what they were."""
    record = loaded(folder / provenance.NAME)
    if record is None:
        return Reported(name=places.portable(folder.resolve()), touched=[Cause(kind="report", code="no_record")])
    return Reported(
        name=places.portable(folder.resolve()),
        record=record,
        answered=loaded(folder / provenance.ANSWERS),
        touched=altered(record, provenance.files(folder)),
    )


def results_of(path: Path) -> dict:
    """Published results; raises DataError where they are none."""
    found = loaded(path)
    if not isinstance(found, dict) or "study" not in found:
        raise DataError(problem("verify.no_results", file=str(path)))
    return found


def loaded(path: Path) -> dict | None:
    """A JSON file, or None where it is not there or cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def named(found: list[Cause], comparison: Any) -> list[Cause]:
    """The causes, where rows of answers could not be compared with the items whose counts have changed."""
    moved = (
        [number.path[2] for number in comparison.different if number.path[:2] == ("sample", "items")]
        if comparison
        else []
    )
    items = list(dict.fromkeys(moved))
    return [
        replace(cause, values=cause.values | {"names": items})
        if (cause.kind, cause.code) == ("data", "data")
        else cause
        for cause in found
    ]


def delivered(path: Path, results: dict, parts: Sequence[str] = PARTS) -> Any:
    """The numbers of a document beside those of the recomputed `parts`; raises DataError where it cannot be read."""
    from analysis.report.document.composer import Page
    from analysis.report.document.schema import typed
    from analysis.report.formats.words import WORDS
    from analysis.verifying import reading
    from analysis.verifying.delivered import compared

    try:
        text = reading.pages(path)
    except ValueError as error:
        raise DataError(problem("verify.damaged", file=path.name, error=str(error))) from error
    language = language_of(path, text)
    page = Page(typed(results), language, parts=parts)
    running = (page.metadata()["title"][:20], *(words["simulated"] for words in WORDS.values()))
    return compared(text, page, running)


def language_of(path: Path, pages: list[str]) -> str:
    """The language of a document: as its name says, else Chinese where a tenth of it is."""
    parts = path.name.split(".")
    if len(parts) > 2 and parts[-2] in ("en", "zh"):
        return parts[-2]
    text = "".join(pages)
    return "zh" if sum("一" <= character <= "鿿" for character in text) > len(text) / 10 else "en"


def told(found: Verification, folder: Path, language: str) -> str:
    """What a person at the terminal is told."""
    lines = [
        said.said(
            f"headline.{'equal' if found.is_equal else 'differs'}", language, study=found.study, n=found.n_numbers
        )
    ]
    lines += [f"- {line}" for line in counted(found, language)]
    if found.causes:
        lines.append(said.said(f"headline.{'unlikely' if found.is_equal else 'causes'}", language))
        lines += [f"- {said.cause(cause, language)}" for cause in found.causes]
    elif not found.is_equal:
        lines.append(said.said("headline.no_cause", language))
    lines.append(said.said("headline.record", language, folder=places.portable(folder.resolve())))
    return "\n".join(lines)


def counted(found: Verification, language: str) -> list[str]:
    """How many of each kind are not the same."""
    lines = []
    if compared := found.comparison:
        if compared.different:
            counts = {"n": len(compared.numbers), "different": len(compared.different)}
            lines.append(said.said("counts.numbers", language, **counts))
        others = {"texts": compared.texts, "verdicts": compared.verdicts, "printed": compared.printed.get(language, [])}
        lines += [said.said(f"counts.{key}", language, n=len(them)) for key, them in others.items() if them]
        if compared.unread:
            lines.append(said.said("counts.unread", language, error=compared.unread))
    for name, document in found.documents.items():
        code = "counts.holds" if document.is_equal else "counts.slips"
        values = {"file": name, "n": document.n_numbers, "slips": len(document.slips), "lost": len(document.lost)}
        lines.append(said.said(code, language, **values))
    return lines
