"""The words of the verifying room, in each language (words/<language>.toml)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from analysis.survey.problems import template
from analysis.verifying.causes import Cause

WORDS = Path(__file__).with_name("words")


def said(code: str, language: str, **values: Any) -> str:
    """The text of "table.key" in a language, its values filled in."""
    table, _, key = code.partition(".")
    return template(language, words(language)[table][key]).render(values).strip()


def cause(found: Cause, language: str) -> str:
    """A cause in words."""
    return said(f"causes.{found.code}", language, **{"names": [], **found.values})


@cache
def words(language: str) -> dict[str, dict[str, str]]:
    """The words of a language."""
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
