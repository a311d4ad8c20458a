"""Every claim of a report: its id, what makes it true, its values, and both sentences side by side."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from analysis import PACKAGE
from analysis.report.document import composer, results
from analysis.report.document.claim import Claim
from analysis.report.document.numbering import LINK
from analysis.report.formats.markup import plain_text
from analysis.report.language.writer import Writer
from analysis.survey import DataError
from analysis.survey.declared.rules import LANGUAGES
from analysis.survey.problems import problem
from analysis.workflow.keeping import places

SHOWN = 90  # characters of a value


def listed(folder: Path, reports: Path, language: str | None) -> str:
    """
    The claims of a study's last report, read from its results, in the order of its sections.

    Parameters
    ----------
    folder : Path
        The study folder.
    reports : Path
        Below which its report lies.
    language : str or None
        Of the sentences; None for each.

    Raises
    ------
    DataError
        Where there is no report yet.
    """
    place = places.report_folder(folder.resolve(), reports)
    if not (place / "results.json").is_file():
        raise DataError(problem("claims.no_report", study=folder.resolve().name))
    found = results.read_typed(place / "results.json")
    figures = composer.available_figures(found)
    writers = [Writer(found, name, figures) for name in LANGUAGES if language in (None, name)]
    return "\n\n".join("\n".join(told(claim, writers)) for claim in composer.claims(found))


def told(claim: Claim, writers: list[Writer]) -> Iterator[str]:
    """The lines of one claim."""
    yield f"{claim.key}: {claim.verdict}, one of {', '.join(claim.verdicts)}"
    yield f"  decided in {where(claim.id)}"
    for name, value in claim.values.items():
        text = str(value)
        yield f"  {name} = {text if len(text) <= SHOWN else text[:SHOWN] + '…'}"
    for writer in writers:
        yield f"  {writer.language}: {sentence(writer, claim)}"


def sentence(writer: Writer, claim: Claim) -> str:
    """The claim in words, tables and figures by their names."""
    return plain_text(LINK.sub(lambda link: f"[{link[1]}]", writer.sentence(claim)))


@cache
def where(claim: str) -> str:
    """The file and line that decides the verdict of a claim; its chapter, where the id is put together there."""
    chapters = PACKAGE / "report" / "chapters"
    for path in sorted(chapters.rglob("*.py")):
        before, found, _ = path.read_text(encoding="utf-8").partition(f'"{claim}"')
        if found:
            return f"{path.relative_to(PACKAGE.parent).as_posix()}:{before.count(chr(10)) + 1}"
    return (chapters / claim.partition(".")[0]).relative_to(PACKAGE.parent).as_posix()
