"""The words of the import room: what is printed, noted and commented, in each language (words/<language>.toml)."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from analysis.survey.declared.codings import plain
from analysis.survey.problems import template

WORDS = Path(__file__).with_name("words")


def said(code: str, language: str, **values: Any) -> str:
    """The text of "table.key" in a language, its values filled in."""
    table, _, key = code.partition(".")
    return template(language, data(language)[table][key]).render(values).strip()


@cache
def data(name: str) -> dict[str, dict]:
    """The tables of one file of words."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def names_of(kind: str) -> frozenset[str]:
    """The names that platforms give to columns of a kind."""
    return frozenset(map(plain, data("platforms")["columns"][kind]))


@cache
def cues(file: str, key: str) -> re.Pattern:
    """Any of the expressions of a key under [cues] of a file of words; letters of either case."""
    return re.compile("|".join(data(file)["cues"][key]), re.IGNORECASE)
