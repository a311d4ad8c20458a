"""How problems are told: equal ones in one line, the worst first, and no more than a screenful."""

import locale
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from analysis.survey.declared.names import width
from analysis.survey.problems import Problem, problem

SCREEN = 40  # lines that a person sees at once
WIDTH = 100  # columns of a line, where the terminal does not say


PROBLEM, WARNING, FACT, HEAD = "problem", "warning", "fact", "head"
SIGNS = {HEAD: "", FACT: "  ", PROBLEM: "- ", WARNING: "! "}
STYLES = {HEAD: "bold", FACT: "dim", PROBLEM: "red", WARNING: "yellow"}


@dataclass(frozen=True)
class Line:
    """One line to print: its text, and what it is: "head", "fact", "problem" or "warning"."""

    kind: str
    text: str

    @property
    def height(self) -> int:
        """How many lines of a terminal it takes."""
        return max(1, ceil(width(self.text) / WIDTH))


def gathered(problems: Sequence[Problem], language: str) -> list[str]:
    """The problems in words, those that differ only in their column or row gathered in the line of the first."""
    alike: dict[tuple, list[Problem]] = {}
    for found in problems:
        names = tuple(found.values.get("names", ()))  # such a problem is about several columns already
        alike.setdefault((found.code, found.file or found.values.get("file"), names), []).append(found)
    return [in_one_line(several, language) for several in alike.values()]


def in_one_line(several: Sequence[Problem], language: str) -> str:
    """Equal problems as one text: the first in full, the others by name, or else by row."""
    first, *others = several
    if not others:
        return first.text(language)
    names = list(dict.fromkeys(found.values["name"] for found in others if found.values.get("name")))
    rows = [found.row for found in others if found.row is not None]
    if names and names != [first.values.get("name")]:
        more = problem("check.so_also", names=names)
    elif rows:
        more = problem("check.so_also_rows", rows=rows)
    else:
        more = problem("check.so_also_more", n=len(others))
    return f"{first.text(language)} {more.text(language)}"


def shortened(lines: Sequence[Line], room: int) -> tuple[list[Line], int]:
    """As many of the lines as there is room for, and how many are left."""
    shown: list[Line] = []
    for line in lines:
        room -= line.height
        if room < 0 and shown:
            break
        shown.append(line)
    return shown, len(lines) - len(shown)


def spoken(lines: Sequence[Line]) -> str:
    """The lines as text, in colours where they go to a terminal."""
    said = [f"{SIGNS[line.kind]}{line.text}" for line in lines]
    if not sys.stdout.isatty():
        return "\n".join(said)
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    with console.capture() as captured:
        for line, text in zip(lines, said, strict=True):
            console.print(Text(text, style=STYLES[line.kind]))
    return captured.get().rstrip("\n")


def language_of_the_user() -> str:
    """The language in which a person is spoken to: Chinese where the locale is, else English."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    named = named or locale.getlocale()[0] or ""
    return "zh" if named.casefold().startswith(("zh", "chinese")) else "en"
