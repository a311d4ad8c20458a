"""Columns that may tell who a respondent is: by their name, and by what stands in them."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache

import pandas as pd

from analysis.survey.declared.codebook import Codebook
from analysis.survey.problems import WORDS, Problem, problem

LOOKED_AT = 50  # distinct values by which a column is judged
SHARE = 0.5  # of which at least this proportion must look personal
CASE_COUNTS = ("id_card", "account")  # contents in which capitals tell numbers from words


@cache
def patterns(table: str) -> dict[str, re.Pattern]:
    """What personal data looks like, by kind: the names of columns, or their contents (words/personal.toml)."""
    kinds = tomllib.loads((WORDS / "personal.toml").read_text(encoding="utf-8"))[table]
    cased = CASE_COUNTS if table == "contents" else ()
    return {kind: re.compile("|".join(some), 0 if kind in cased else re.IGNORECASE) for kind, some in kinds.items()}


def personal_warnings(codebook: Codebook, received: pd.DataFrame) -> list[Problem]:
    """Declared groups and ids that look personal; a group's levels would stand in the report."""
    warnings = []
    for variable in codebook.with_role("group", "respondent_id"):
        values = received[variable.name].dropna().astype(str).unique()[:LOOKED_AT]
        named = kind_of_name(variable.name) if variable.role == "group" else None
        if kind := kind_of_content(values) or named:
            code = "privacy.printed" if variable.role == "group" else "privacy.read"
            warnings.append(problem(code, name=variable.name, kind=kind))
    return warnings


def kind_of_name(name: str) -> str | None:
    """What a column's name says that it holds, if that is personal."""
    return next((kind for kind, pattern in patterns("names").items() if pattern.search(name.strip())), None)


def kind_of_content(values: Iterable[str]) -> str | None:
    """What most of the values look like, if that is personal."""
    values = list(values)
    for kind, pattern in patterns("contents").items():
        if values and sum(bool(pattern.fullmatch(value.strip())) for value in values) >= SHARE * len(values):
            return kind
    return None
