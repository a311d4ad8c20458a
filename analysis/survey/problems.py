"""
What is wrong, or suspicious, about a study: a code and its values. The words stand in words/<language>.toml.

A problem stops a study until a person has mended it; a warning lets it pass and says what to look at.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

WORDS = Path(__file__).with_name("words")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """
    One thing to mend or to look at.

    Attributes
    ----------
    code : str
        "table.key" of its words in words/<language>.toml.
    values : mapping
        What the words need: plain numbers, texts, and lists of them.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str = "en") -> str:
        """The problem in words: where, what is wrong, what was found, what to do."""
        table, _, key = self.code.partition(".")
        return template(language, words(language)[table][key]).render(self.values).strip()


def problem(code: str, /, **values: Any) -> Problem:
    """A problem by its code and values."""
    return Problem(code=code, values=values)


@cache
def words(language: str) -> dict[str, dict[str, str]]:
    """The words of every problem in a language."""
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def template(language: str, text: str) -> jinja2.Template:
    """The words of one problem, ready to take its values; a value that is not there is an error."""
    return environment(language).from_string(text)


@cache
def environment(language: str) -> jinja2.Environment:
    """Where words meet values: numbers with thousands separators, nouns in the right number, lists of names."""
    made = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {
        "counted": lambda n, one, many="": f"{n:,} {one if n == 1 else many or one + 's'}",
        "count": lambda n: f"{n:,}",
        "listed": lambda names, most=6: listed(names, most, language),
    }
    return made


def listed(names: Iterable[object], most: int, language: str) -> str:
    """Names with commas between them, at most so many and the rest counted."""
    names = [str(name) for name in names]
    comma, rest = ("、", "等共{}个") if language == "zh" else (", ", " and {} more")
    text = comma.join(names[:most])
    left = len(names) - most
    return text if left <= 0 else text + rest.format(len(names) if language == "zh" else left)
