"""
study.toml: the few things a study decides for itself.

Every key is checked by name, type and range. `conf_level` and `seed` must be given, because they change numbers;
`efa_method` and `efa_rotation` are minres and oblimin unless the study says otherwise, and `dynamic_cutoffs`, simulated
cut-offs for indices of fit, are left out unless it asks for them: they take long, and change no other number.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.survey.errors import DataError, closest, nearest, require_none

LANGUAGES = ("en", "zh")
EFA_METHODS = ("minres", "ml", "pa")
EFA_ROTATIONS = ("oblimin", "promax", "varimax")

Wording = dict[str, str]
"""A text by language: {"en": ..., "zh": ...}. After reading, every language is present."""


@dataclass(frozen=True, kw_only=True)
class ScreeningSettings:
    """
    When a respondent is flagged as careless, and how many flags exclude.

    Attributes
    ----------
    declared : bool
        Whether study.toml has a [screening] table.
    exclude : bool
        False keeps everyone and only reports the flags.
    min_flags : int
        Flags that exclude; never fewer than two, because each flag alone catches honest respondents too.
    min_seconds_per_item : float
        Faster than this, in seconds, is too fast to have read the items (Huang et al. 2012: two seconds).
    max_missing_share : float
        Larger proportions of unanswered items and outcomes are flagged.
    max_longstring_share : float
        Runs of one answer over at least this proportion of the items and outcomes are flagged.
    mahalanobis_p : float
        Answers less probable than this, under multivariate normality, are flagged.
    min_consistency : float
        Lower even-odd consistency, a correlation, is flagged.
    """

    declared: bool = False
    exclude: bool = True
    min_flags: int = 2
    min_seconds_per_item: float = 2.0
    max_missing_share: float = 0.5
    max_longstring_share: float = 0.75
    mahalanobis_p: float = 0.001
    min_consistency: float = -0.3


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What study.toml says. `scales` and `pain_points` are labels by name, in the file's order."""

    title: Wording
    responses: str
    sheet: str | None = None
    simulated: bool = False
    conf_level: float
    seed: int
    efa_method: str = "minres"
    efa_rotation: str = "oblimin"
    dynamic_cutoffs: bool = False
    scales: dict[str, Wording]
    pain_points: dict[str, Wording] = field(default_factory=dict)
    screening: ScreeningSettings = field(default_factory=ScreeningSettings)


@dataclass(frozen=True)
class Rule:
    """What a setting may be: a test, and its description for the one who failed it."""

    holds: Callable[[Any], bool]
    wanted: str


def is_number(value: Any) -> bool:
    """Whether a setting is a number; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_whole(value: Any) -> bool:
    """Whether a setting is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def one_of(names: tuple[str, ...]) -> Rule:
    """The rule that a setting is one of some names."""
    return Rule(lambda value: value in names, "one of " + ", ".join(f'"{name}"' for name in names))


TEXT = Rule(lambda value: isinstance(value, str) and bool(value.strip()), "a text in quotes")
FILE_NAME = Rule(
    lambda value: TEXT.holds(value) and not set(value) & set("/\\"), "the name of a file in the study folder, in quotes"
)
TRUTH = Rule(lambda value: isinstance(value, bool), "true or false, without quotes")
INSIDE = Rule(lambda value: is_number(value) and 0 < value < 1, "a number between 0 and 1")
SHARE = Rule(lambda value: is_number(value) and 0 < value <= 1, "a number above 0 and at most 1")
WORDING = Rule(
    lambda value: isinstance(value, dict) and any(map(TEXT.holds, value.values())),
    "a text for at least one language, such as .en or .zh",
)

RULES = {
    "study": {"title": WORDING, "responses": FILE_NAME, "sheet": TEXT, "simulated": TRUTH},
    "analysis": {
        "conf_level": Rule(INSIDE.holds, "a number between 0 and 1, such as 0.95"),
        "seed": Rule(lambda value: is_whole(value) and value >= 0, "a whole number, 0 or more"),
        "efa_method": one_of(EFA_METHODS),
        "efa_rotation": one_of(EFA_ROTATIONS),
        "dynamic_cutoffs": TRUTH,
    },
    "screening": {
        "exclude": TRUTH,
        "min_flags": Rule(
            lambda value: is_whole(value) and value >= 2, "a whole number, at least 2: one flag alone excludes nobody"
        ),
        "min_seconds_per_item": Rule(lambda value: is_number(value) and value > 0, "a number of seconds above 0"),
        "max_missing_share": SHARE,
        "max_longstring_share": SHARE,
        "mahalanobis_p": INSIDE,
        "min_consistency": Rule(lambda value: is_number(value) and -1 <= value < 1, "a number from -1 to below 1"),
    },
}
REQUIRED = {"study": ("title", "responses"), "analysis": ("conf_level", "seed"), "screening": ()}
NAMED_TABLES = ("scales", "pain_points")
TABLES = (*RULES, *NAMED_TABLES)


def read_settings(path: Path) -> Settings:
    """
    The settings of a study.

    Parameters
    ----------
    path : Path
        study.toml.

    Returns
    -------
    Settings

    Raises
    ------
    DataError
        If the file is absent or no TOML, or listing every unknown, missing or impossible setting.
    """
    tables = read_toml(path)
    require_none([f"{path.name}: {problem}" for problem in settings_problems(tables)])
    screening = tables.get("screening", {})
    return Settings(
        **{**tables["study"], "title": in_each_language(tables["study"]["title"], "")},
        **tables["analysis"],
        **{name: labels(tables.get(name, {})) for name in NAMED_TABLES},
        screening=ScreeningSettings(declared="screening" in tables, **screening),
    )


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file in UTF-8, with or without byte order mark."""
    if not path.is_file():
        raise DataError(
            f"{path.parent.name}: the folder has no {path.name}. Every study needs one; copy the example's."
        )
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name}: byte {error.start + 1:,} is not UTF-8. Save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name}: this is not TOML: {error}. Texts stand in straight quotes.") from error


def settings_problems(tables: dict[str, Any]) -> list[str]:
    """Everything wrong with the tables of study.toml, in the order of `TABLES`."""
    problems = [f"there is no table [{name}]. {nearest(name, TABLES)}" for name in tables if name not in TABLES]
    for name in TABLES:
        if not isinstance(tables.get(name, {}), dict):
            problems.append(f"'{name}' must be a table: write [{name}] on a line of its own.")
        elif name in RULES:
            problems += table_problems(name, tables.get(name, {}))
        else:
            problems += label_problems(name, tables.get(name, {}))
    if not tables.get("scales"):
        problems.append("no scale is declared. Add a table [scales.<name>] with a label for each scale.")
    return problems


def table_problems(table: str, entries: dict[str, Any]) -> list[str]:
    """Unknown, missing and impossible keys of one table with fixed keys."""
    rules = RULES[table]
    strange = [key for key in entries if key not in rules]
    unknown = [f"[{table}] has no setting '{key}'. {nearest(key, rules)}" for key in strange]
    named = {*entries, *(closest(key, rules) for key in strange)}
    missing = [f"[{table}] lacks '{key}': give {rules[key].wanted}." for key in REQUIRED[table] if key not in named]
    wrong = [
        f"[{table}] {key} is {entries[key]!r}; it must be {rule.wanted}."
        for key, rule in rules.items()
        if key in entries and not rule.holds(entries[key])
    ]
    languages = language_problems(f"[{table}] title", entries.get("title"))
    return unknown + missing + wrong + languages


def label_problems(table: str, entries: dict[str, Any]) -> list[str]:
    """Unknown keys and missing labels of the tables [scales.<name>] or [pain_points.<name>]."""
    problems = []
    for name, entry in entries.items():
        where = f"[{table}.{name}]"
        if not isinstance(entry, dict):
            problems.append(f"[{table}] {name} must be a table: write {where} on a line of its own.")
            continue
        problems += [f"{where} has no setting '{key}'. {nearest(key, ['label'])}" for key in entry if key != "label"]
        if not WORDING.holds(entry.get("label")):
            problems.append(f"{where} lacks a label: give {WORDING.wanted}.")
        problems += language_problems(f"{where} label", entry.get("label"))
    return problems


def language_problems(where: str, wording: Any) -> list[str]:
    """Languages that reports are not written in, and wordings that are no text."""
    if not isinstance(wording, dict):
        return []
    unknown = [f"{where} has no language '{key}'. {nearest(key, LANGUAGES)}" for key in wording if key not in LANGUAGES]
    wrong = [f"{where}.{key} must be a text in quotes." for key, text in wording.items() if not isinstance(text, str)]
    return unknown + wrong


def labels(entries: dict[str, Any]) -> dict[str, Wording]:
    """The label of each named table, in every language."""
    return {name: in_each_language(entry["label"], name) for name, entry in entries.items()}


def in_each_language(texts: dict[str, str], fallback: str) -> Wording:
    """
    A text in every language: a missing one is borrowed from another language, or else is the fallback.

    >>> in_each_language({"en": "", "zh": "性别"}, "gender")
    {'en': '性别', 'zh': '性别'}
    """
    given = {language: texts.get(language, "").strip() for language in LANGUAGES}
    borrowed = next(filter(None, given.values()), fallback)
    return {language: text or borrowed for language, text in given.items()}
