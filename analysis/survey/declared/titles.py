"""Titles and labels of study.toml as pages print them: what of them is text, too long, not given or not printable."""

from typing import Any

from analysis.survey.problems import Problem, problem
from analysis.survey.texts import LONGEST, loses_characters

Wording = dict[str, str]


def texts_of(wording: Any) -> str | Wording:
    """What of a wording is text; that the rest is none is a problem of its own."""
    return (
        {name: text for name, text in wording.items() if isinstance(text, str)}
        if isinstance(wording, dict)
        else wording
    )


def lacking_languages(text: str | Wording, languages: tuple[str, ...]) -> list[str]:
    """The languages of the report in which a wording is not given; one without a language is given in all."""
    return [] if isinstance(text, str) else [name for name in languages if not text.get(name, "").strip()]


def too_long_problems(wordings: dict[str, str | Wording]) -> list[Problem]:
    """Titles, labels and names that no page holds."""
    lengths = {
        where: max([len(where), *(len(one) for one in ([text] if isinstance(text, str) else text.values()))])
        for where, text in wordings.items()
    }
    return [problem("settings.too_long", name=where, n=n, most=LONGEST) for where, n in lengths.items() if n > LONGEST]


def control_warnings(wordings: dict[str, str | Wording]) -> list[Problem]:
    """Titles and labels with characters that no page can show."""
    names = [
        where
        for where, text in wordings.items()
        if any(map(loses_characters, [text] if isinstance(text, str) else text.values()))
    ]
    return [problem("settings.control_characters", names=names)] if names else []
