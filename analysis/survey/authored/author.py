"""What study.toml says of the paper, of how the answers were collected and where the scales come from."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from analysis.survey.problems import Problem, problem
from analysis.survey.texts import cleaned

LANGUAGES = ("en", "zh")
Wording = dict[str, str]
Work = dict[str, str | list[dict[str, str]]]
STUDY_KEYS = ("authors", "affiliation", "date", "keywords", "questions", "draft")
COLLECTED_KEYS = ("from", "to", "mode", "channel", "sampling", "ethics", "funding", "invited")


@dataclass(frozen=True, kw_only=True)
class Collected:
    """
    How the answers were collected, by language; what is not given is empty.

    Attributes
    ----------
    start, end : dict
        First and last day: as YYYY-MM-DD, which each language prints its own way, or as a text.
    mode : dict
        How the questions were put and answered.
    channel : dict
        By which way people were reached.
    sampling : dict
        How it was decided who was asked.
    ethics, funding : dict
        What is to be said of them.
    invited : int or None
        How many people were asked to take part.
    response_rate : float or None
        Responses received as a share of those invited; None where more came than were invited.
    """

    start: Wording = field(default_factory=dict)
    end: Wording = field(default_factory=dict)
    mode: Wording = field(default_factory=dict)
    channel: Wording = field(default_factory=dict)
    sampling: Wording = field(default_factory=dict)
    ethics: Wording = field(default_factory=dict)
    funding: Wording = field(default_factory=dict)
    invited: int | None = None
    response_rate: float | None = None


@dataclass(frozen=True, kw_only=True)
class Author:
    """
    What the author says, by language; what is not given is empty, and nothing is computed from it.

    Attributes
    ----------
    authors, affiliation, date, keywords : dict
        What stands below the title. The date is a day as YYYY-MM-DD or a text.
    questions : dict
        The questions that the study asks, in the author's words.
    draft : bool
        Whether the paper shows where a text of the author is missing.
    collected : Collected
    instrument : dict
        Where each scale comes from, by its name and by language.
    texts : dict
        The author's texts in Markdown, by their name and by language.
    works : list
        The works that the author may cite, in the fields of CSL-JSON.
    """

    authors: dict[str, list[str]] = field(default_factory=dict)
    affiliation: Wording = field(default_factory=dict)
    date: Wording = field(default_factory=dict)
    keywords: dict[str, list[str]] = field(default_factory=dict)
    questions: dict[str, list[str]] = field(default_factory=dict)
    draft: bool = False
    collected: Collected = field(default_factory=Collected)
    instrument: dict[str, Wording] = field(default_factory=dict)
    texts: dict[str, Wording] = field(default_factory=dict)
    works: list[Work] = field(default_factory=list)


def author_of(study: dict[str, Any], collected: dict[str, Any], instrument: dict[str, Any]) -> Author:
    """What the sound entries of [study], [collected] and [instrument] say of the author's half."""
    said = {key: by_language(study[key]) for key in STUDY_KEYS if key in study and key != "draft"}
    names = {"from": "start", "to": "end"}
    found = {names.get(key, key): by_language(value) for key, value in collected.items() if key != "invited"}
    return Author(
        **said,
        draft=study.get("draft", False),
        collected=Collected(**found, invited=collected.get("invited")),
        instrument={name: by_language(source) for name, source in instrument.items()},
    )


def by_language(given: Any) -> dict[str, Any]:
    """
    What is given, in each language, stripped of what no page can show; one that is missing is lent.

    >>> by_language({"zh": ["满意度"]})
    {'en': ['满意度'], 'zh': ['满意度']}
    """
    texts = given if isinstance(given, dict) else dict.fromkeys(LANGUAGES, given)
    lent = next(filter(None, texts.values()))
    return {language: printable(texts.get(language) or lent) for language in LANGUAGES}


def printable(value: Any) -> Any:
    """A text, or each of a list of them, as a page can show it; a day as YYYY-MM-DD."""
    if isinstance(value, list):
        return [printable(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else cleaned(value).strip()


def collected_problems(collected: dict[str, Any]) -> list[Problem]:
    """Days of collecting that stand the wrong way round."""
    first, last = (collected.get(key) for key in ("from", "to"))
    is_turned = isinstance(first, datetime.date) and isinstance(last, datetime.date) and first > last
    return [problem("settings.days_turned", first=str(first), last=str(last))] if is_turned else []
