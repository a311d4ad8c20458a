"""Strategies that a study asks for: those of the seed list, and those of its own strategies.toml."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.settings import LANGUAGES, Settings
from analysis.survey.declared.titles import control_warnings
from analysis.survey.declared.toml_file import tables_of
from analysis.survey.problems import Problem, problem
from analysis.survey.strategies.entries import OWN, Strategy, entry_problems, strategy_of

FILE = "strategies.toml"
SEED_FILE = Path(__file__).with_name("seed.toml")


@cache
def seed() -> dict[str, Strategy]:
    """The strategies that come with the project, by name."""
    tables = tomllib.loads(SEED_FILE.read_text(encoding="utf-8"))
    return {name: strategy_of(name, entry) for name, entry in tables.items()}


def known_strategies(
    folder: Path, settings: Settings | None
) -> tuple[dict[str, Strategy], list[Problem], list[Problem]]:
    """
    The seed list, in it what the study's strategies.toml replaces and adds; what is wrong with that file; warnings.

    Parameters
    ----------
    folder : Path
        The study folder; it need not have the file.
    settings : Settings or None
        Say in which languages the report is written; without settings in all.
    """
    if not (folder / FILE).is_file():
        return seed(), [], []
    tables, problems = tables_of(folder / FILE)
    languages = tuple(settings.languages) if settings else LANGUAGES
    own, warnings = {}, []
    for name, entry in (tables or {}).items():
        found = [one.at(FILE) for one in entry_problems(name, entry, languages)]
        problems += found
        if not found:
            own[name] = strategy_of(name, entry)
            wordings = {f"{name}.{key}": entry[key] for key in OWN if key in entry}
            warnings += [one.at(FILE) for one in control_warnings(wordings)]
    return seed() | own, problems, warnings


def asked_for(codebook: Codebook | None, settings: Settings | None) -> Iterator[tuple[str, str, str]]:
    """Every strategy that the study names, with the file and the place where: (strategy, file, place)."""
    for table, entries in (settings.strategies if settings else {}).items():
        for name, strategies in entries.items():
            for strategy in strategies:
                yield strategy, "study.toml", f"[{table}.{name}]"
    for variable in codebook.variables if codebook else ():
        for strategy in variable.strategies:
            yield strategy, "codebook.csv", f"'{variable.name}'"


def unknown_problems(known: dict[str, Strategy], codebook: Codebook | None, settings: Settings | None) -> list[Problem]:
    """Strategies that are named and that neither the seed list nor strategies.toml has."""
    return [
        problem("strategies.unknown", place=place, name=name, known=list(known)).at(file)
        for name, file, place in asked_for(codebook, settings)
        if name not in known
    ]


def unused_warnings(known: dict[str, Strategy], codebook: Codebook | None, settings: Settings | None) -> list[Problem]:
    """The study's own strategies that it nowhere asks for."""
    asked = {name for name, *_ in asked_for(codebook, settings)}
    unused = [name for name, strategy in known.items() if name not in asked and strategy is not seed().get(name)]
    return [problem("strategies.unused", names=unused).at(FILE)] if unused else []
