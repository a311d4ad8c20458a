"""
What is wrong, or suspicious, about a study: a code and its values. The words stand in words/<language>.toml.

A problem stops a study until a person has mended it; a warning lets it pass and says what to look at.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from analysis.survey.spelling import closest
from analysis.survey.texts import escaped

WORDS = Path(__file__).with_name("words")
LONGEST_SHOWN = 500  # characters of a text that a message repeats
KNOWN_SHOWN = 12  # known names that a message lists where none is near


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
    file : str
        The file of the study folder that it is about; empty where it is about none, or where the words say it.
    row : int or None
        Its row in that file, as a spreadsheet counts.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    row: int | None = None

    def text(self, language: str = "en") -> str:
        """The problem in words: where, what is wrong, what was found, what to do."""
        table, _, key = self.code.partition(".")
        said = template(language, words(language)[table][key]).render(shown(self.values)).strip()
        return self.place(language) + said

    def place(self, language: str) -> str:
        """The file and row that stand before the words."""
        if not self.file:
            return ""
        key = "file" if self.row is None else "file_and_row"
        return template(language, words(language)["places"][key]).render(file=shown(self.file), row=self.row)

    def at(self, file: str, row: int | None = None) -> "Problem":
        """The same problem, with the place where it was found."""
        return replace(self, file=file, row=self.row if row is None else row)


def shown(value: Any) -> Any:
    """Values as a message takes them: in one line, every character to be seen, a text of pages cut."""
    if isinstance(value, str):
        return escaped(value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…")
    if isinstance(value, Mapping):
        return {shown(key): shown(part) for key, part in value.items()}
    return [shown(part) for part in value] if isinstance(value, list | tuple) else value


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
    """
    Where words meet values.

    `counted` and `count` write numbers with thousands separators and nouns in the right number, `listed` joins names
    and `quoted` texts, `phrase` looks up a part of a sentence, `nearest` says which known name a misspelt one means.
    """
    made = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {
        "counted": lambda n, one, many="": f"{n:,} {one if n == 1 else many or one + 's'}",
        "count": lambda n: f"{n:,}",
        "listed": lambda names, most=6: listed(names, most, language),
        "quoted": lambda texts, most=12: quoted(texts, most, language),
        "phrase": lambda key, table="phrases": words(language)[table][key],
        "nearest": lambda word, known: nearest(word, known, language),
    }
    return made


def listed(names: Iterable[object], most: int, language: str) -> str:
    """Names with commas between them, at most so many and the rest counted."""
    names = [str(name) for name in names]
    comma, rest = ("、", "等共{}个") if language == "zh" else (", ", " and {} more")
    text = comma.join(names[:most])
    left = len(names) - most
    return text if left <= 0 else text + rest.format(len(names) if language == "zh" else left)


def quoted(texts: Iterable[object], most: int, language: str) -> str:
    """Texts in quotes with commas between them, at most so many and the rest counted."""
    left, right = "“”" if language == "zh" else "''"
    return listed([f"{left}{text}{right}" for text in texts], most, language)


def nearest(word: str, known: Iterable[str], language: str = "en") -> str:
    """
    A question that names the known word closest to a misspelt one, or else the known words.

    >>> nearest("conf_levle", ["conf_level", "seed"])
    "Did you mean 'conf_level'?"
    """
    known = list(known)
    meant = closest(word, known)
    key = "did_you_mean" if meant else "known_here" if known else "none_to_choose_from"
    values = {"meant": meant, "known": known[:KNOWN_SHOWN], "cut": len(known) > KNOWN_SHOWN}
    return template(language, words(language)["phrases"][key]).render(values)
