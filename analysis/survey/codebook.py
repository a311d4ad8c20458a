"""
codebook.csv: what each column of the responses is.

One row per column that the study uses; a column without a row is never read. What a role needs:

==================  ==========================================================================================
role                cells
==================  ==========================================================================================
item, outcome       scale; low and high, the declared ends of the answer scale; reversed, if high means little
pain_point          scale: the name of a [pain_points.<name>] table; low 0 and high 1 say whether it was met in
                    the last six months, any other low and high how much it hurt
attention_check     low to high is the range of right answers; where one answer is right, low equals high
group               labels, if its levels are to be named
duration_seconds    nothing more
respondent_id       nothing more
weight              refused: no result is weighted yet
==================  ==========================================================================================
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from analysis.survey.declarations import ANSWER_ROLES, Variable, membership_problems, variable_of
from analysis.survey.delimited import read_records
from analysis.survey.errors import DataError, nearest, require_none
from analysis.survey.settings import Settings

COLUMNS = ("variable", "role", "scale", "low", "high", "reversed", "missing", "labels", "text_en", "text_zh")
REQUIRED_COLUMNS = ("variable", "role")
SCREENING_ROLES = ("attention_check", "duration_seconds", "respondent_id")
SINGLE_ROLES = ("duration_seconds", "respondent_id")


@dataclass(frozen=True)
class Codebook:
    """The declared variables, in the order of codebook.csv."""

    variables: tuple[Variable, ...]

    @cached_property
    def by_name(self) -> dict[str, Variable]:
        """Variables by name."""
        return {variable.name: variable for variable in self.variables}

    def with_role(self, *roles: str) -> tuple[Variable, ...]:
        """The variables that have one of `roles`."""
        return tuple(variable for variable in self.variables if variable.role in roles)

    def members(self, scale: str) -> tuple[Variable, ...]:
        """The items or outcomes of a scale."""
        return tuple(variable for variable in self.with_role(*ANSWER_ROLES) if variable.scale == scale)

    def scales(self, role: str, settings: Settings) -> list[str]:
        """The names of the scales of items or of outcomes, in the order of study.toml."""
        return [name for name in settings.scales if self.members(name)[0].role == role]


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
    if not path.is_file():
        raise DataError(
            f"{path.parent.name}: the folder has no {path.name}. It needs a row for each column to be used."
        )
    header, *records = read_records(path, COLUMNS)
    header = [name.strip().casefold() for name in header]
    require_none([f"{path.name}: {problem}" for problem in header_problems(header)])
    if not any(any(map(str.strip, record)) for record in records):
        raise DataError(f"{path.name}: there is no row below the header. It needs one for each column to be used.")
    variables, problems = [], []
    for row, record in enumerate(records, start=2):
        if any(map(str.strip, record)):
            cells = {name: cell.strip() for name, cell in zip(header, record, strict=False) if name}
            variable, found = variable_of(cells)
            variables.append(variable)
            found = surplus_problems(header, record) or [*found, *membership_problems(variable, settings)]
            problems += [f"row {row}: {problem}" for problem in found]
    problems += repeated_problems(variables) + coverage_problems(variables, settings)
    require_none([f"{path.name}: {problem}" for problem in problems])
    return Codebook(tuple(variables))


def header_problems(header: list[str]) -> list[str]:
    """Unknown, repeated and absent columns of the codebook itself."""
    count = Counter(filter(None, header))
    unknown = [f"a codebook has no column '{name}'. {nearest(name, COLUMNS)}" for name in count if name not in COLUMNS]
    repeated = [f"the column '{name}' occurs twice. Keep one." for name in COLUMNS if count[name] > 1]
    absent = [
        f"the column '{name}' is missing. The first row must read: {','.join(COLUMNS)}."
        for name in REQUIRED_COLUMNS
        if not count[name]
    ]
    return unknown + repeated + absent


def surplus_problems(header: list[str], record: list[str]) -> list[str]:
    """Cells under no column name: most often a text with an unquoted comma, which shifts what follows."""
    named = max(index for index, name in enumerate(header) if name) + 1
    if not any(map(str.strip, record[named:])):
        return []
    return [
        f"'{record[0].strip()}' has {len(record)} cells where the header has {named}. Put texts that contain the "
        "separator in double quotes."
    ]


def repeated_problems(variables: list[Variable]) -> list[str]:
    """Names that occur twice, and roles that only one variable can have."""
    names = Counter(variable.name for variable in variables if variable.name)
    roles = Counter(variable.role for variable in variables)
    pain_points = Counter((v.scale, v.kind) for v in variables if v.role == "pain_point" and v.low is not None)
    return (
        [f"the variable '{name}' has {n} rows. Keep one." for name, n in names.items() if n > 1]
        + [f"{roles[role]} variables have the role {role}. Only one can." for role in SINGLE_ROLES if roles[role] > 1]
        + [
            f"the pain point '{scale}' has {n} variables that say {kind}. Keep one."
            for (scale, kind), n in pain_points.items()
            if n > 1
        ]
    )


def coverage_problems(variables: list[Variable], settings: Settings) -> list[str]:
    """Scales without a variable or with both roles, pain points without a variable, and a study without items."""
    roles = {
        name: {v.role for v in variables if v.scale == name and v.role in ANSWER_ROLES} for name in settings.scales
    }
    told = {variable.scale for variable in variables if variable.role == "pain_point"}
    problems = [
        f"no row belongs to the scale '{name}' of study.toml. Add its items, or remove [scales.{name}]."
        for name, found in roles.items()
        if not found
    ]
    problems += [
        f"the scale '{name}' has items and outcomes. A scale is one or the other."
        for name, found in roles.items()
        if len(found) > 1
    ]
    problems += [
        f"no row belongs to the pain point '{name}' of study.toml. Add its row, or remove [pain_points.{name}]."
        for name in settings.pain_points
        if name not in told
    ]
    if not any(variable.role == "item" for variable in variables):
        problems.append("no row has the role item. Declare at least one item.")
    return problems
