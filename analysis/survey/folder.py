"""A study folder read as far as it can be: settings, codebook, responses, and all that is wrong with any of them."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.survey.answers.filters import MARK_COLUMNS
from analysis.survey.answers.responses import Received, received_answers
from analysis.survey.authored import section as authored
from analysis.survey.declared.codebook import Codebook, codebook_of
from analysis.survey.declared.references import reference_problems
from analysis.survey.declared.settings import LANGUAGES, Settings, in_each_language, settings_of
from analysis.survey.errors import DataError
from analysis.survey.formats import Table, read_responses
from analysis.survey.formats.bounds import DECLARED, leads_outside
from analysis.survey.formats.reading import FORMATS
from analysis.survey.problems import Problem, problem
from analysis.survey.strategies.declared import known_strategies, unknown_problems, unused_warnings
from analysis.survey.strategies.entries import Strategy


@dataclass(kw_only=True)
class Folder:
    """
    What could be read of a study folder; None where it could not.

    Attributes
    ----------
    path : Path
    settings : Settings or None
    codebook : Codebook or None
        The rows that make sense.
    table : Table or None
        The cells of the declared columns.
    received : Received or None
        The answers, if nothing is wrong with them.
    strategies : dict of Strategy
        Those that the study may name, by name.
    notes : list of Problem
        What is suspicious about them.
    problems : list of Problem
        Everything on which the files disagree, or make no sense by themselves.
    remarks : list of Problem
        What is suspicious about the author's texts.
    """

    path: Path
    settings: Settings | None = None
    codebook: Codebook | None = None
    table: Table | None = None
    received: Received | None = None
    strategies: dict[str, Strategy] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    @property
    def warnings(self) -> list[Problem]:
        """What was read otherwise than it stands in the files, and files that were not read."""
        notes = self.received.notes if self.received else self.table.warnings if self.table else []
        return [
            *(self.settings.warnings if self.settings else []),
            *(self.codebook.warnings if self.codebook else []),
            *self.remarks,
            *notes,
            *self.notes,
            *passed_over_warnings(self.path, self.settings.responses if self.settings else ""),
        ]


def read_folder(path: Path) -> Folder:
    """A study folder, its files read as far as each can be without those before it."""
    folder = Folder(path=path)
    if links := [name for name in DECLARED if leads_outside(path, name)]:
        folder.problems = [problem("study.link_outside", name=name) for name in links]
        return folder
    folder.settings, folder.problems = settings_of(path / "study.toml")
    settings = folder.settings
    if settings:
        wrong, folder.remarks = authored.problems(path, settings.author, settings.languages)
        folder.problems += wrong
    folder.codebook, found = codebook_of(path / "codebook.csv", settings if settings and settings.scales else None)
    folder.problems += found
    if settings and folder.codebook:
        folder.problems += reference_problems(folder.codebook, settings)
    read_strategies(folder)
    if settings is None or folder.codebook is None or not settings.responses or not folder.codebook.variables:
        return folder
    if leads_outside(path, settings.responses):
        folder.problems.append(problem("study.link_outside", name=settings.responses))
        return folder
    try:
        folder.table = response_table(path, settings, folder.codebook)
        folder.codebook = with_file_wording(folder.codebook, folder.table.variable_labels)
        folder.received = received_answers(folder.table, folder.codebook, settings.screening.keep)
    except DataError as error:
        folder.problems += error.problems
    return folder


def read_strategies(folder: Folder) -> None:
    """The strategies that the study may name, and whether it names others."""
    settings, codebook = folder.settings, folder.codebook
    folder.strategies, found, folder.notes = known_strategies(folder.path, settings)
    folder.problems += found
    if not found:
        folder.problems += unknown_problems(folder.strategies, codebook, settings)
        folder.notes += unused_warnings(folder.strategies, codebook, settings)


def response_table(path: Path, settings: Settings, codebook: Codebook) -> Table:
    """The declared columns of the response file, and those that tell which rows are responses, if it has them."""
    declared = [variable.name for variable in codebook.variables]
    others = [name for name in (*settings.screening.keep, *MARK_COLUMNS) if name not in declared]
    return read_responses(
        path / settings.responses,
        declared,
        settings.sheet,
        settings.encoding,
        settings.header_rows,
        optional=list(dict.fromkeys(others)),
    )


def passed_over_warnings(path: Path, responses: str) -> list[Problem]:
    """Files beside the response file that could be one: most often a newer export that study.toml does not name."""
    others = sorted(
        entry.name
        for entry in path.iterdir()
        if entry.is_file() and entry.suffix.casefold() in FORMATS and entry.name not in (responses, "codebook.csv")
    )
    return [problem("study.passed_over", names=others, read=responses)] if others and responses else []


def with_file_wording(codebook: Codebook, wording: dict[str, str]) -> Codebook:
    """The codebook, where it gives no wording at all, with that of the response file."""
    variables = (
        v
        if v.has_text or v.name not in wording
        else replace(v, text=in_each_language(wording[v.name], v.name), worded=LANGUAGES)
        for v in codebook.variables
    )
    return replace(codebook, variables=tuple(variables))
