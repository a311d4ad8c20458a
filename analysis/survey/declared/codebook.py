"""
codebook.csv: what each column of the responses is.

One row per column that the study uses; a column without a row is never read. A row that begins with # and has no role
is a comment. What a role needs:

==================  ==========================================================================================
role                cells
==================  ==========================================================================================
item, outcome       scale; low and high, the declared ends of the answer scale; reversed, if high means little
pain_point          scale: the name of a [pain_points.<name>] table; low 0 and high 1 say whether it was met in
                    the last six months, any other low and high how much it hurt
indicator           a measured quantity of the service, not an opinion: its unit; scale: the dimension that it belongs
                    to, if any; low 0 and high 1 for yes or no, else low and high only if it has ends
multi               scale: the name of a [multi.<name>] table; one column per option, or one with joined options
attention_check     low to high is the range of right answers; where one answer is right, low equals high
group               labels, if its levels are to be named
filter              labels, if its answers are to be named: a question that decides who was asked others
duration_seconds    nothing more
respondent_id       nothing more
weight              refused: no result is weighted yet
==================  ==========================================================================================
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from analysis.survey.declared.declarations import ANSWER_ROLES, Variable, variable_of
from analysis.survey.declared.row_checks import condition_problems, row_problems
from analysis.survey.declared.settings import Settings
from analysis.survey.errors import DataError, require_none
from analysis.survey.formats import header_key, read_records
from analysis.survey.formats.headers import escaped
from analysis.survey.problems import Problem, problem
from analysis.survey.texts import LONGEST, cleaned, loses_characters

COLUMNS = (
    *("variable", "role", "scale", "low", "high", "reversed", "missing", "label", "step", "labels"),
    *("text_en", "text_zh", "facet", "source", "unit", "asked_if", "strategy", "note"),
)
REQUIRED_COLUMNS = ("variable", "role")
SCREENING_ROLES = ("attention_check", "duration_seconds", "respondent_id")
SINGLE_ROLES = ("duration_seconds", "respondent_id")


@dataclass(frozen=True)
class Codebook:
    """
    What codebook.csv says.

    Attributes
    ----------
    variables : tuple of Variable
        In the order of the file.
    warnings : tuple of Problem
        What was read otherwise than it stands there.
    """

    variables: tuple[Variable, ...]
    warnings: tuple[Problem, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Variable]:
        """Variables by name."""
        return {variable.name: variable for variable in self.variables}

    @cached_property
    def reversed_items(self) -> list[str]:
        """The items and outcomes that are turned round, so that a high answer means much of the scale."""
        return [variable.name for variable in self.with_role(*ANSWER_ROLES) if variable.reversed]

    @cached_property
    def indicator_scales(self) -> dict[str, str]:
        """The scale that each indicator belongs to, empty where to none."""
        return {variable.name: variable.scale for variable in self.with_role("indicator")}

    def with_role(self, *roles: str) -> tuple[Variable, ...]:
        """The variables that have one of `roles`."""
        return tuple(variable for variable in self.variables if variable.role in roles)

    def members(self, scale: str) -> tuple[Variable, ...]:
        """The items or outcomes of a scale."""
        return tuple(variable for variable in self.with_role(*ANSWER_ROLES) if variable.scale == scale)

    def options(self, name: str) -> list[Variable]:
        """The variables of a question with several answers."""
        return [variable for variable in self.with_role("multi") if variable.scale == name]

    def pain_points(self, settings: Settings) -> dict[str, list[Variable]]:
        """The variables of each pain point, in the order of study.toml."""
        asked = self.with_role("pain_point")
        return {name: [variable for variable in asked if variable.scale == name] for name in settings.pain_points}

    def scales(self, role: str, settings: Settings) -> list[str]:
        """The names of the scales of items or of outcomes, in the order of study.toml."""
        return [name for name in settings.scales if {v.role for v in self.members(name)} == {role}]


def read_codebook(path: Path, settings: Settings) -> Codebook:
    """
    The codebook of a study, checked by itself and against the settings.

    Parameters
    ----------
    path : Path
        codebook.csv: UTF-8 with or without byte order mark, or GB18030; comma, semicolon or tab.
    settings : Settings
        Names the scales and pain points that the codebook may use.

    Returns
    -------
    Codebook

    Raises
    ------
    DataError
        If the file cannot be read, or listing every row that makes no sense.
    """
    codebook, problems = codebook_of(path, settings)
    require_none(problems)
    return codebook


def codebook_of(path: Path, settings: Settings | None) -> tuple[Codebook | None, list[Problem]]:
    """
    The rows of codebook.csv that make sense, and all that is wrong with the others.

    Without settings the rows are not held against them. The codebook is None where the file cannot be read at all.
    """
    if not path.is_file():
        return None, [problem("study.no_file", folder=path.parent.name, name=path.name)]
    try:
        header, *records = read_records(path, COLUMNS, settings.encoding if settings else "")
    except DataError as error:
        return None, error.problems
    header = [name.strip().casefold() for name in header]
    records = [[] if is_comment(dict(zip(header, record, strict=False))) else record for record in records]
    problems = header_problems(header)
    if not problems and not any(any(map(str.strip, record)) for record in records):
        problems = [problem("codebook.no_rows")]
    if problems:
        return None, [found.at(path.name) for found in problems]
    variables, warnings, faulty = {}, [], set()
    for row, record in enumerate(records, start=2):
        if any(map(str.strip, record)):
            cells = {name: cell.strip() for name, cell in zip(header, record, strict=False) if name}
            warnings += [entry.at(path.name, row) for entry in control_warnings(cells)]
            variable, found = variable_in(cells, settings)
            found = surplus_problems(header, record) or found
            variables[row] = variable
            faulty |= {row} if found else set()
            problems += [entry.at(path.name, row) for entry in found]
    for row, variable in variables.items():
        if found := condition_problems(variable, variables.values()):
            faulty.add(row)
            problems += [entry.at(path.name, row) for entry in found]
    names = [record[header.index("variable")] for record in records if any(map(str.strip, record))]
    declared = list(variables.values())
    overall = repeated_problems(declared, names) + (coverage_problems(declared, settings) if settings else [])
    sound = tuple(variable for row, variable in variables.items() if row not in faulty)
    return Codebook(sound, tuple(warnings)), problems + [found.at(path.name) for found in overall]


def is_comment(cells: dict[str, str]) -> bool:
    """Whether a row is a comment: it begins with # and has no role."""
    return cells.get("variable", "").lstrip().startswith("#") and not cells.get("role", "").strip()


def variable_in(cells: dict[str, str], settings: Settings | None) -> tuple[Variable, list[Problem]]:
    """The variable of one row, and what is wrong with it."""
    shown = {name: cleaned(cell) for name, cell in cells.items()}
    variable, unreadable = variable_of(shown | {"variable": " ".join(shown.get("variable", "").split())})
    senseless = row_problems(variable, settings)
    if any(found.code == "codebook.no_number" for found in unreadable):
        senseless = [found for found in senseless if found.code != "codebook.no_range"]
    return variable, too_long_problems(cells) + unreadable + senseless


def too_long_problems(cells: dict[str, str]) -> list[Problem]:
    """Cells that no page holds."""
    return [
        problem("codebook.too_long", column=name, n=len(cell), most=LONGEST)
        for name, cell in cells.items()
        if len(cell) > LONGEST and name not in ("labels", "note")
    ]


def control_warnings(cells: dict[str, str]) -> list[Problem]:
    """Cells with characters that no page can show."""
    columns = [name for name, cell in cells.items() if name != "variable" and loses_characters(cell)]
    return [problem("codebook.control_characters", columns=columns)] if columns else []


def header_problems(header: list[str]) -> list[Problem]:
    """Unknown, repeated and absent columns of the codebook itself."""
    count = Counter(filter(None, header))
    known = list(COLUMNS)
    unknown = [problem("codebook.unknown_column", name=name, known=known) for name in count if name not in COLUMNS]
    repeated = [problem("codebook.repeated_column", name=name) for name in COLUMNS if count[name] > 1]
    absent = [problem("codebook.absent_column", name=name, known=known) for name in REQUIRED_COLUMNS if not count[name]]
    return unknown + repeated + absent


def surplus_problems(header: list[str], record: list[str]) -> list[Problem]:
    """Cells under no column name: most often a text with an unquoted comma, which shifts what follows."""
    named = max(index for index, name in enumerate(header) if name) + 1
    if not any(map(str.strip, record[named:])):
        return []
    return [problem("codebook.surplus_cells", name=record[0].strip(), n_cells=len(record), n_columns=named)]


def repeated_problems(variables: list[Variable], spellings: list[str]) -> list[Problem]:
    """Names that occur twice, spelt alike or not, and roles that only one variable can have."""
    roles = Counter(variable.role for variable in variables)
    pain_points = Counter((v.scale, v.kind) for v in variables if v.role == "pain_point" and v.low is not None)
    return (
        repeated_names(spellings)
        + [problem("codebook.role_only_once", role=role, n=roles[role]) for role in SINGLE_ROLES if roles[role] > 1]
        + [
            problem("codebook.repeated_pain_point", name=scale, n=n, kind=kind)
            for (scale, kind), n in pain_points.items()
            if n > 1
        ]
    )


def repeated_names(spellings: list[str]) -> list[Problem]:
    """Names that occur twice, or in spellings that differ only in what cannot be seen."""
    found: dict[str, list[str]] = {}
    for spelling in map(str.strip, spellings):
        if spelling:
            found.setdefault(header_key(spelling), []).append(spelling)
    return [
        problem("codebook.repeated_variable", name=several[0], n=len(several))
        if len(set(several)) == 1
        else problem("codebook.look_alike", name=key, spellings=[escaped(spelling) for spelling in several])
        for key, several in found.items()
        if len(several) > 1
    ]


def coverage_problems(variables: list[Variable], settings: Settings) -> list[Problem]:
    """Scales without a variable or with both roles, pain points without a variable, and a study without items."""
    roles = {
        name: {v.role for v in variables if v.scale == name and v.role in ANSWER_ROLES} for name in settings.scales
    }
    told = {variable.scale for variable in variables if variable.role == "pain_point"}
    problems = [problem("codebook.empty_scale", name=name) for name, found in roles.items() if not found]
    problems += [problem("codebook.mixed_scale", name=name) for name, found in roles.items() if len(found) > 1]
    problems += [problem("codebook.empty_pain_point", name=name) for name in settings.pain_points if name not in told]
    filled = {variable.scale for variable in variables if variable.role == "multi"}
    problems += [problem("codebook.empty_multi", name=name) for name in settings.multi if name not in filled]
    if not any(variable.role == "item" for variable in variables):
        problems.append(problem("codebook.no_items"))
    return problems
