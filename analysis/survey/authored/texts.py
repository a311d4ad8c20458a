"""
The texts that an author writes beside the study, and what they call by name: numbers and works.

`text/<name>.<language>.md` is Markdown. `{{ key.path | form }}` stands for a number of results.json, `[@key]`, or @key
in a sentence, for a work of the author's own references; a backslash before either leaves it as it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.survey.authored.author import LANGUAGES, Wording
from analysis.survey.formats.bounds import leads_outside, too_large
from analysis.survey.problems import Problem, problem

FOLDER = "text"
NAMES = ("introduction", "method", "discussion")
LONGEST = 200_000  # characters: a book's chapter
MARK = re.compile(
    r"(?<!\\)\{\{(?P<number>.*?)\}\}"
    r"|(?<!\\)\[(?P<bracket>(?:[^\[\]@]*(?<![\w.])@)[^\[\]]*)\](?!\()"
    r"|(?<![\w.@\\])@(?P<name>[A-Za-z][A-Za-z0-9_]*(?:[:.+/-][A-Za-z0-9_]+)*)"
    r"|(?<=[\u3000-\u9fff\uff00-\uffef])@(?P<after>[A-Za-z][A-Za-z0-9_]*(?:[:.+/-][A-Za-z0-9_]+)*)",
    re.DOTALL,
)
CITED = re.compile(r"(?P<before>[^@]*?)(?P<bare>-?)@(?P<key>[^\s,;，；]+)(?P<after>.*)", re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """
    What a text calls by name.

    Attributes
    ----------
    kind : str
        "number" for a place in results.json, "bracket" for works in brackets, "name" for one that a sentence names.
    body : str
        What stands between the signs.
    start, end : int
        Where it stands in the text.
    line : int
        Its line in the file.
    """

    kind: str
    body: str
    start: int
    end: int
    line: int


@dataclass(frozen=True)
class Cited:
    """A work as one place cites it: what stands before and after it, and whether without its authors."""

    key: str
    before: str = ""
    after: str = ""
    bare: bool = False


def marks(text: str) -> Iterator[Mark]:
    """All that a text calls by name, in order."""
    for match in MARK.finditer(text):
        kind = "name" if match.lastgroup == "after" else match.lastgroup or ""
        body = match[match.lastgroup or 0].strip()
        yield Mark(kind, body, match.start(), match.end(), text.count("\n", 0, match.start()) + 1)


def cited(mark: Mark) -> list[Cited]:
    """
    The works that a mark cites.

    >>> cited(Mark("bracket", "see @a2001, p. 3; -@b", 0, 0, 1))
    [Cited(key='a2001', before='see', after=', p. 3', bare=False), Cited(key='b', before='', after='', bare=True)]
    """
    if mark.kind == "name":
        return [Cited(mark.body)]
    found = map(CITED.fullmatch, re.split("[;；]", mark.body) if mark.kind == "bracket" else [])
    return [Cited(m["key"], m["before"].strip(), m["after"].rstrip(), bool(m["bare"])) for m in found if m]


def files(folder: Path) -> Iterator[Path]:
    """The files in which a study may have texts, those that one should not follow left out."""
    place = folder / FOLDER
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        is_shown = path.is_file() and not path.name.startswith(".")
        if is_shown and not leads_outside(folder, f"{FOLDER}/{path.name}"):
            yield path


def name_and_language(path: Path) -> tuple[str, str] | None:
    """The name and the language of a text by the name of its file, where it has one of a text."""
    name, _, language = path.stem.partition(".")
    return (name, language) if path.suffix == ".md" and name in NAMES and language in LANGUAGES else None


def read(folder: Path) -> tuple[dict[str, Wording], list[Problem]]:
    """The texts of a study by name and language, and what is wrong with their files."""
    texts: dict[str, Wording] = {}
    problems = []
    for path in files(folder):
        where, named = f"{FOLDER}/{path.name}", name_and_language(path)
        if named is None:
            if path.suffix == ".md":
                known = [f"{name}.{language}.md" for name in NAMES for language in LANGUAGES]
                problems.append(problem("text.unknown_file", name=path.name, known=known).at(where))
            continue
        if large := too_large(path):
            problems.append(large)
            continue
        try:
            text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            problems.append(problem("text.not_utf8", place=error.start + 1).at(where))
            continue
        if len(text) > LONGEST:
            problems.append(problem("text.too_long", n=len(text), most=LONGEST).at(where))
        elif text.strip():
            texts.setdefault(named[0], {})[named[1]] = text
    return texts, problems


def file_of(name: str, language: str) -> str:
    """The file of a text, as messages name it."""
    return f"{FOLDER}/{name}.{language}.md"


def citation_problems(texts: dict[str, Wording], known: list[str]) -> list[Problem]:
    """Works that a text cites and the author's references do not have."""
    return [
        problem("text.unknown_work", line=mark.line, name=one.key, known=known).at(file_of(name, language))
        for name, wording in texts.items()
        for language, text in wording.items()
        for mark in marks(text)
        for one in cited(mark)
        if one.key not in known
    ]


def unclosed_problems(texts: dict[str, Wording]) -> list[Problem]:
    """Numbers that a text begins to call and does not close."""
    found = []
    for name, wording in texts.items():
        for language, text in wording.items():
            left = MARK.sub(lambda mark: re.sub(r"[^\n]", " ", mark[0]), text)
            for opened in re.finditer(r"(?<!\\)\{\{[^\n]{0,40}", left):
                line = text.count("\n", 0, opened.start()) + 1
                found.append(problem("text.unclosed", line=line, text=opened[0]).at(file_of(name, language)))
    return found


def source_problems(sources: dict[str, Wording], known: list[str]) -> list[Problem]:
    """Works that [instrument] cites and the author's references do not have."""
    strange = {
        (name, one.key)
        for name, wording in sources.items()
        for text in wording.values()
        for mark in marks(text)
        for one in cited(mark)
        if one.key not in known
    }
    return [problem("text.unknown_source", scale=name, name=key, known=known) for name, key in sorted(strange)]


def borrowing_warnings(texts: dict[str, Wording], languages: tuple[str, ...]) -> list[Problem]:
    """Texts that one language of the report has and another lacks: there, they are left out."""
    return [
        problem("text.lacking", name=file_of(name, language), language=language)
        for name, wording in texts.items()
        for language in languages
        if language not in wording
    ]
