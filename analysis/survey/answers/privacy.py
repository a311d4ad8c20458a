"""Columns that may tell who a respondent is: by their name, and by what stands in them."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pandas as pd

from analysis.survey.declared.codebook import Codebook
from analysis.survey.problems import WORDS, Problem, problem

LOOKED_AT = 50  # distinct values by which a column is judged
SHARE = 0.5  # of which at least this proportion must look personal
SOURCES = re.compile(r"\b10\.\d{4,9}/\S+|\bhttps?://\S+")
CASE_COUNTS = ("id_card", "account")  # contents in which capitals tell numbers from words


@cache
def patterns(table: str) -> dict[str, re.Pattern]:
    """What personal data looks like, by kind: the names of columns, or their contents (words/personal.toml)."""
    kinds = tomllib.loads((WORDS / "personal.toml").read_text(encoding="utf-8"))[table]
    cased = CASE_COUNTS if table == "contents" else ()
    return {kind: re.compile("|".join(some), 0 if kind in cased else re.IGNORECASE) for kind, some in kinds.items()}


@cache
def inside() -> dict[str, re.Pattern]:
    """The same inside a longer text, where no letter or digit of ASCII may stand beside it."""
    kinds = tomllib.loads((WORDS / "personal.toml").read_text(encoding="utf-8"))["inside"]
    before, after = r"(?<![0-9A-Za-z.+@/_-])", r"(?![0-9A-Za-z@/_-]|\.\d)"
    return {kind: re.compile(f"{before}(?:{'|'.join(some)}){after}") for kind, some in kinds.items()}


def personal_in(text: str) -> Iterator[tuple[str, str]]:
    """
    What is personal in a text of any length: each piece with its kind.

    Numbers that have check digits must have the right ones. Sources are passed over: a DOI may hold any digits.

    >>> list(personal_in("请致电13800138000。 10.1177/13800138000, n = 13,800"))
    [('phone', '13800138000')]
    """
    text = SOURCES.sub(" ", text)
    for kind, pattern in inside().items():
        for piece in pattern.findall(text):
            if CHECKS.get(kind, lambda piece: True)(piece):
                yield kind, piece


def is_id_number(piece: str) -> bool:
    """Whether the check digit of a Chinese identity number is right (GB 11643-1999); others have none that is known."""
    if len(piece) != 18:
        return True
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(piece[:17]))
    return "10X98765432"[total % 11] == piece[17].upper()


def is_card_number(piece: str) -> bool:
    """Whether the check digit of a bank card is right (Luhn 1960, US patent 2950048)."""
    digits = [int(sign) for sign in reversed(piece) if sign.isdigit()]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


def personal_warnings(codebook: Codebook, received: pd.DataFrame) -> list[Problem]:
    """Declared groups and ids that look personal; a group's levels would stand in the report."""
    warnings = []
    for variable in codebook.with_role("group", "respondent_id"):
        values = received[variable.name].dropna().astype(str).unique()[:LOOKED_AT]
        named = kind_of_name(variable.name) if variable.role == "group" else None
        if kind := kind_of_content(values) or named:
            code = "privacy.printed" if variable.role == "group" else "privacy.read"
            warnings.append(problem(code, name=variable.name, kind=kind))
    return warnings


def kind_of_name(name: str) -> str | None:
    """What a column's name says that it holds, if that is personal."""
    return next((kind for kind, pattern in patterns("names").items() if pattern.search(name.strip())), None)


def kind_of_content(values: Iterable[str]) -> str | None:
    """What most of the values look like, if that is personal."""
    values = list(values)
    for kind, pattern in patterns("contents").items():
        if values and sum(bool(pattern.fullmatch(value.strip())) for value in values) >= SHARE * len(values):
            return kind
    return None


CHECKS: dict[str, Callable[[str], bool]] = {"id_card": is_id_number, "account": is_card_number}
