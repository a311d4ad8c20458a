"""
Personal data and rows of answers in published files: what is found stops the switch-in and is named.

Looked for are phone numbers, e-mail and IP addresses, numbers of identity cards, bank cards and places, by their
form and their check digits; the ids of respondents; and rows of answers. Numbers that stand for themselves are none of
these, and neither are sources: a DOI may hold any digits.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.survey import DataError, Study
from analysis.survey.answers.privacy import personal_in
from analysis.survey.authored.author import Author
from analysis.survey.problems import Problem, problem
from analysis.workflow.guarding.published import READERS, Text, numbers, texts
from analysis.workflow.guarding.raw_rows import RawRows

UNREAD = ("private/",)
TOKEN = re.compile(r"[\w@.+-]+")
TELLING = re.compile(r"(?=.*[^\W\d_])(?=.*\d).{4,}|\d{6,}|\S{12,}")  # an id that is no word and no count
SHOWN = 3  # characters of what was found that a message repeats


def require_clean(report: Path, study: Study, *, of_rows: bool = True) -> None:
    """
    Refuse to publish files that hold personal data or rows of answers.

    Parameters
    ----------
    report : Path
        The folder that is about to be switched in; its `private/` is not looked at.
    study : Study
    of_rows : bool
        Whether rows of answers are looked for, as they are unless the study shares them.

    Raises
    ------
    DataError
        With each kind of data found in each file, and its first place.
    """
    if problems := list(found(report, study, of_rows=of_rows)):
        raise DataError(problems)


def found(report: Path, study: Study, *, of_rows: bool = True) -> Iterator[Problem]:
    """The first of each kind of what must not be published, file by file."""
    rows, ids = RawRows(study), ids_of(study)
    allowed = {*study.settings.not_personal, *own_addresses(study.settings.author)}
    for path in sorted(path for path in report.rglob("*") if path.is_file()):
        name = path.relative_to(report).as_posix()
        if name.startswith(UNREAD) or path.suffix.casefold() not in READERS:
            continue
        kinds: dict[str, Problem] = {}
        read = list(texts(path))
        for text, place in first_places(read).items():
            for kind, value in personal(text, ids, allowed):
                short = f"{value[:SHOWN]}…"
                told = {"kind": kind, "text": short, "place": place.replace(value, short)}
                kinds.setdefault(kind, problem("privacy.published", **told).at(name))
        yield from kinds.values()
        if of_rows and rows.are_in(numbers(path, read)):
            yield problem("privacy.published_rows").at(name)


def first_places(read: Iterable[Text]) -> dict[str, str]:
    """Each text once, with the place where it stands first: a results file repeats its keys a thousand times."""
    places: dict[str, str] = {}
    for place, text in read:
        places.setdefault(text, place)
    return places


def personal(text: str, ids: set[str], allowed: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is personal in a text, by kind."""
    yield from ((kind, value) for kind, value in personal_in(text) if value not in allowed)
    if ids:
        yield from (("respondent_id", token) for token in TOKEN.findall(text) if token in ids)


def own_addresses(author: Author) -> set[str]:
    """The e-mail addresses that authors have put beside their names: they are to be printed."""
    lines = [line for said in author.authors.values() for line in said] + [*author.affiliation.values()]
    return {value for line in lines for kind, value in personal_in(line) if kind == "e_mail"}


def ids_of(study: Study) -> set[str]:
    """The respondents' ids, as far as they can be told from words and counts."""
    names = [variable.name for variable in study.codebook.with_role("respondent_id")]
    return {value for name in names for value in study.received[name].dropna().astype(str) if TELLING.fullmatch(value)}
