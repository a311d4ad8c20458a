"""
A study: settings, codebook and sample, from one folder.

`load` is the only door to the data. The views of a `Study` are what the chapters ask for, so that no chapter selects,
reverses or counts by itself.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis import ROOT
from analysis.survey.codebook import Codebook, codebook_of
from analysis.survey.declarations import ANSWER_ROLES
from analysis.survey.description import level_counts, sample_section, study_section
from analysis.survey.errors import DataError, require_none
from analysis.survey.filters import MARK_COLUMNS
from analysis.survey.flags import Respondents
from analysis.survey.formats import Table, read_responses
from analysis.survey.formats.reading import FORMATS
from analysis.survey.groups import group_warnings
from analysis.survey.numeric import constant_problems
from analysis.survey.privacy import personal_warnings
from analysis.survey.problems import Problem, problem
from analysis.survey.responses import Received, received_answers
from analysis.survey.screening import ScreeningResult, screened
from analysis.survey.settings import LANGUAGES, Settings, in_each_language, settings_of
from analysis.survey.suspicions import against_scale_warnings, constant_warnings, identical_warnings, label_warnings
from analysis.survey.wordings import wording_warnings


@dataclass(frozen=True, kw_only=True, eq=False)
class Study:
    """
    What was asked and who answered.

    Attributes
    ----------
    name : str
        The folder's name.
    folder : Path
    settings : Settings
    codebook : Codebook
    received : pandas.DataFrame
        Everyone received, declared columns only, not reversed; indexed by spreadsheet row.
    not_applicable : pandas.DataFrame
        Of everyone received, whether they said that a question does not apply, for the variables with such a code.
    n_not_kept : int
        Rows of the response file that the declared filter leaves out; they are no responses received.
    answers : pandas.DataFrame
        Those analysed: items and outcomes, reversed where declared, as floats; indexed by spreadsheet row.
    screening : ScreeningResult
    notes : list of Problem
        What was read otherwise than it stands in the files.
    """

    name: str
    folder: Path
    settings: Settings
    codebook: Codebook
    received: pd.DataFrame
    not_applicable: pd.DataFrame
    n_not_kept: int
    answers: pd.DataFrame
    screening: ScreeningResult
    notes: list[Problem]

    @cached_property
    def warnings(self) -> list[Problem]:
        """What is sound but suspicious, or was read otherwise than it stands in the files: for a person to look at."""
        variables = self.codebook.with_role(*ANSWER_ROLES)
        given = self.analysed[[variable.name for variable in variables]]
        groups = {name: self.analysed[name] for name in self.groups}
        return [
            *self.settings.warnings,
            *self.codebook.warnings,
            *self.notes,
            *passed_over_warnings(self.folder, self.settings.responses),
            *wording_warnings(self.codebook, self.settings),
            *personal_warnings(self.codebook, self.received),
            *label_warnings(variables),
            *against_scale_warnings(self.all_scales),
            *identical_warnings(given, self.ranges),
            *constant_warnings(self.all_scales),
            *(found for name, levels in groups.items() for found in group_warnings(name, levels)),
        ]

    @cached_property
    def scales(self) -> dict[str, pd.DataFrame]:
        """The answers to each dimension's items, in the order of study.toml."""
        return self._scales_of("item")

    @cached_property
    def outcomes(self) -> dict[str, pd.DataFrame]:
        """The answers to each outcome scale, in the order of study.toml; the first is the one to explain."""
        return self._scales_of("outcome")

    @cached_property
    def all_scales(self) -> dict[str, pd.DataFrame]:
        """Dimensions, then outcomes."""
        return self.scales | self.outcomes

    def _scales_of(self, role: str) -> dict[str, pd.DataFrame]:
        return {
            name: self.answers[[variable.name for variable in self.codebook.members(name)]]
            for name in self.codebook.scales(role, self.settings)
        }

    @cached_property
    def items(self) -> pd.DataFrame:
        """The answers to all items of all dimensions, scale by scale."""
        return pd.concat(self.scales.values(), axis=1)

    @cached_property
    def scale_of(self) -> dict[str, str]:
        """The dimension of each item."""
        return {item: name for name, answers in self.scales.items() for item in answers}

    @cached_property
    def satisfaction(self) -> pd.DataFrame | None:
        """The answers to the outcome to be explained; None in a study without outcome."""
        return next(iter(self.outcomes.values()), None)

    @cached_property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """The declared ends of the answer scale of each item, outcome and pain point."""
        return {v.name: (v.low, v.high) for v in self.codebook.with_role(*ANSWER_ROLES, "pain_point")}

    @cached_property
    def analysed(self) -> pd.DataFrame:
        """Those analysed, all declared columns, not reversed."""
        return self.received[self.screening.kept]

    @cached_property
    def groups(self) -> pd.DataFrame:
        """The group levels of those analysed."""
        return self.analysed[[variable.name for variable in self.codebook.with_role("group")]]

    @cached_property
    def pain_points(self) -> dict[str, pd.DataFrame]:
        """For each pain point the columns "met" (0 or 1) and "severity", as far as they were asked."""
        variables = self.codebook.with_role("pain_point")
        return {
            name: pd.DataFrame({v.kind: self.analysed[v.name] for v in variables if v.scale == name})
            for name in self.settings.pain_points
        }

    def group_counts(self) -> dict[str, list[dict]]:
        """For each group variable {level, n, share}: the share of those analysed who gave an answer."""
        return {name: level_counts(levels) for name, levels in self.groups.items()}

    def sample(self) -> dict:
        """Who was received, excluded and analysed, and from which groups, as plain data for results.json."""
        return sample_section(self.screening) | {"groups": self.group_counts()}

    def meta(self) -> dict:
        """What was asked, as plain data for results.json."""
        sizes = {"n_received": len(self.received), "n_analysed": len(self.answers)}
        return {"name": self.name, **sizes, **study_section(self.settings, self.codebook)}

    def with_everyone(self) -> "Study":
        """The same study with nobody excluded, to show what the exclusions changed."""
        screening = replace(self.settings.screening, exclude=False)
        received = Received(
            answers=self.received,
            not_applicable=self.not_applicable,
            n_not_kept=self.n_not_kept,
            notes=self.notes,
        )
        return assembled(self.folder, replace(self.settings, screening=screening), self.codebook, received)


def load(folder: str | Path) -> Study:
    """
    The study in a folder.

    Parameters
    ----------
    folder : str or Path
        Holds study.toml, codebook.csv and the response file that study.toml names. A relative one is taken from the
        working directory, or else, so that notebooks run wherever they are opened, from the project's folder.

    Returns
    -------
    Study

    Raises
    ------
    DataError
        Listing everything on which the three files disagree, or make no sense by themselves, as far as each can be
        read.
    """
    given, folder = folder, Path(folder) if Path(folder).is_dir() else ROOT / folder
    if not folder.is_dir():
        raise DataError(problem("study.no_folder", folder=str(given)))
    settings, problems = settings_of(folder / "study.toml")
    codebook, found = codebook_of(folder / "codebook.csv", settings if settings and settings.scales else None)
    problems += found
    if settings is None or codebook is None or not settings.responses or not codebook.variables:
        raise DataError(problems)
    try:
        table = response_table(folder, settings, codebook)
        codebook = with_file_wording(codebook, table.variable_labels)
        received = received_answers(table, codebook, settings.screening.keep)
    except DataError as error:
        raise DataError([*problems, *error.problems]) from error
    require_none(problems)
    return assembled(folder, settings, codebook, received)


def response_table(folder: Path, settings: Settings, codebook: Codebook) -> Table:
    """The declared columns of the response file, and those that tell which rows are responses, if it has them."""
    declared = [variable.name for variable in codebook.variables]
    others = [name for name in (*settings.screening.keep, *MARK_COLUMNS) if name not in declared]
    table = read_responses(folder / settings.responses, [*declared, *dict.fromkeys(others)], settings.sheet)
    return replace(table, problems=[found for found in table.problems if found.values.get("name") not in others])


def assembled(folder: Path, settings: Settings, codebook: Codebook, received: Received) -> Study:
    """A study from its parts: answers keyed, respondents screened."""
    keyed = keyed_answers(received.answers, codebook)
    respondents = Respondents(received=received.answers, keyed=keyed, codebook=codebook, settings=settings.screening)
    screening = screened(respondents, complete_steps(settings, codebook), received.n_not_kept)
    answers = keyed[screening.kept]
    require_none([found.at(settings.responses) for found in sample_problems(answers)])
    return Study(
        name=folder.resolve().name,
        folder=folder,
        settings=settings,
        codebook=codebook,
        received=received.answers,
        not_applicable=received.not_applicable,
        n_not_kept=received.n_not_kept,
        answers=answers,
        screening=screening,
        notes=received.notes,
    )


def passed_over_warnings(folder: Path, responses: str) -> list[Problem]:
    """Files beside the response file that could be one: most often a newer export that study.toml does not name."""
    others = sorted(
        entry.name
        for entry in folder.iterdir()
        if entry.is_file() and entry.suffix.casefold() in FORMATS and entry.name not in (responses, "codebook.csv")
    )
    return [problem("study.passed_over", names=others, read=responses)] if others else []


def keyed_answers(received: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Items and outcomes in the file's order, reversed ones turned round within their declared range."""
    variables = [codebook.by_name[name] for name in received if codebook.by_name[name].role in ANSWER_ROLES]
    return pd.DataFrame(
        {v.name: v.low + v.high - received[v.name] if v.reversed else received[v.name] for v in variables},
        index=received.index,
    )


def complete_steps(settings: Settings, codebook: Codebook) -> dict[str, list[str]]:
    """The columns that must be answered: all items, then all items and the first outcome."""
    items = [variable.name for variable in codebook.with_role("item")]
    steps = {"complete_items": items}
    for outcome in codebook.scales("outcome", settings)[:1]:
        steps["complete_model"] = items + [variable.name for variable in codebook.members(outcome)]
    return steps


def sample_problems(answers: pd.DataFrame) -> list[Problem]:
    """A sample in which, after the exclusions, nobody is left or an item does not vary."""
    if answers.empty:
        return [problem("sample.nobody_left")]
    silent = [problem("sample.nobody_answered", name=name) for name in answers if answers[name].isna().all()]
    constant = [found for name, given in answers.items() for found in constant_problems(name, given.to_numpy())]
    return silent + [problem("sample.constant", **found.values) for found in constant]


def with_file_wording(codebook: Codebook, wording: dict[str, str]) -> Codebook:
    """The codebook, where it gives no wording at all, with that of the response file."""
    variables = (
        v
        if v.has_text or v.name not in wording
        else replace(v, text=in_each_language(wording[v.name], v.name), worded=LANGUAGES)
        for v in codebook.variables
    )
    return replace(codebook, variables=tuple(variables))
