"""
Numbers that an author typed by hand and that equal no result.

Years, days, numbers of sections, tables, figures, pages, hypotheses and lists, thresholds after a sign of comparison,
and what belongs to a name, a code or an address are none. A number equals a result if some result, or a hundred times
it, rounds to it.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from analysis.survey.authored import texts

NUMBER = re.compile(
    r"(?<![\w.,/:-])[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+|(?<=\d))(?:\s?%)?(?![\w/:-]|[.,]\d)", re.ASCII
)
YEAR = re.compile(r"(?:1[89]|20)\d\d")
LABEL = re.compile(
    r"(?:\b(?:sections?|tables?|figures?|chapters?|appendix|hypothes[ie]s|questions?|equations?|items?|waves?|steps?|"
    r"stud(?:y|ies)|parts?|no\.|pp?\.|vol\.)|[第表图附式例章节题]|假设|问题|步骤|研究|附录)\s*(?:\d+(?:\.\d+)?\s*(?:,|and|or|to|"
    r"[–、和与至-])\s*)*$",
    re.IGNORECASE,
)
COUNTED_AS_NAME = re.compile(r"^\s?(?:年|月|日|号|章|节|(?:st|nd|rd|th)\b)")
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
PASSED_OVER = (
    re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL),
    re.compile(r"https?://\S+|\b10\.\d{4,}/\S+|\S+@\S+"),
    re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"),
    re.compile(rf"{MONTHS}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+{MONTHS}"),
    re.compile(r"^\s*(?:#+\s*)?\d+(?:\.\d+)*[.)、]?\s", re.MULTILINE),  # of a list or a heading
)
FULL_WIDTH = str.maketrans("０１２３４５６７８９．％－", "0123456789.%-")


class Typed(NamedTuple):
    """A number as it was typed, with its line."""

    line: int
    number: str


def unknown(text: str, results: np.ndarray) -> list[Typed]:
    """The numbers typed in a text that equal none of some results."""
    return [one for one in typed(text) if not equals_any(one.number, results)]


def typed(text: str) -> Iterator[Typed]:
    """The numbers of a text that may be results."""
    text = texts.MARK.sub(blank, text).translate(FULL_WIDTH)
    for pattern in PASSED_OVER:
        text = pattern.sub(blank, text)
    for found in NUMBER.finditer(text):
        before, after = text[: found.start()].rpartition("\n")[2], text[found.end() :]
        is_name = YEAR.fullmatch(found[0]) or LABEL.search(before) or COUNTED_AS_NAME.match(after)
        if not (is_name or before.rstrip().endswith(("<", ">", "≤", "≥"))):
            yield Typed(text.count("\n", 0, found.start()) + 1, found[0])


def blank(match: re.Match[str]) -> str:
    """As much room as a text takes, and its lines."""
    return re.sub(r"[^\n]", " ", match[0])


def equals_any(number: str, results: np.ndarray) -> bool:
    """Whether a number as it is typed is one of some results, rounded as it is; the sign aside."""
    digits = re.sub(r"[^\d.]", "", number)
    value, decimals = float(digits), len(digits.partition(".")[2])
    slack = 0.5 * 10.0**-decimals + 1e-9
    return bool(np.any(np.abs(results - value) <= slack) or np.any(np.abs(100 * results - value) <= slack))


def numbers_of(results: dict[str, Any]) -> np.ndarray:
    """The size of every number of results.json but those of the author, (n_numbers,)."""
    found = leaves({name: section for name, section in results.items() if name != "author"})
    return np.abs(np.fromiter(found, dtype=float))


def leaves(value: Any) -> Iterator[float]:
    """The numbers of plain data."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value
