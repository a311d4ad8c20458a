"""One strategy as a file has it, and what is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

from analysis.survey.declared.rules import TEXTS, WORDING, Rule, table_problems, toml_key
from analysis.survey.declared.settings import in_each_language
from analysis.survey.declared.titles import Wording
from analysis.survey.problems import Problem, problem

LONGEST = 700  # characters of a wording that a report prints
WORDED = ("label", "do", "check")
OWN = {**dict.fromkeys(WORDED, WORDING), "source": WORDING}
SEED: dict[str, Rule] = {**OWN, "cites": TEXTS}


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """
    What may be done, in words of every language.

    Attributes
    ----------
    name : str
        By which codebook.csv and study.toml ask for it.
    label, do, check : Wording
        What it is in short, what is to be done, and by what to see whether it helps.
    source : Wording
        On what it rests; may be empty.
    cites : tuple of str
        Works of the report's bibliography on which it rests.
    """

    name: str
    label: Wording
    do: Wording
    check: Wording
    source: Wording = field(default_factory=lambda: in_each_language("", ""))
    cites: tuple[str, ...] = ()


def strategy_of(name: str, entry: dict[str, Any]) -> Strategy:
    """A strategy from an entry in which nothing is wrong."""
    worded = {key: in_each_language(entry.get(key, ""), "") for key in OWN}
    return Strategy(name=name, **worded, cites=tuple(entry.get("cites", ())))


def entry_problems(name: str, entry: Any, languages: tuple[str, ...]) -> list[Problem]:
    """All that is wrong with one table of a study's strategies.toml, whose report is written in `languages`."""
    table = toml_key(name)
    if not isinstance(entry, dict):
        return [problem("settings.not_a_table", name=table)]
    found = table_problems(table, entry, OWN, WORDED)
    if not found:
        found = [
            problem("strategies.no_language", table=table, key=key, language=language)
            for key in OWN
            if key in entry
            for language in languages
            if not said_in(entry[key], language, languages)
        ]
    return found + [
        problem("settings.too_long", name=f"{table}.{key}", n=n, most=LONGEST)
        for key in OWN
        if (n := length(entry.get(key, ""))) > LONGEST
    ]


def said_in(wording: str | Wording, language: str, languages: tuple[str, ...]) -> bool:
    """Whether a wording says it in this language; one without a language can be in one only."""
    if isinstance(wording, str):
        return len(languages) == 1
    return bool(wording.get(language, "").strip())


def length(wording: Any) -> int:
    """Characters of the longest text of a wording."""
    texts = wording.values() if isinstance(wording, dict) else [wording]
    return max((len(text) for text in texts if isinstance(text, str)), default=0)
