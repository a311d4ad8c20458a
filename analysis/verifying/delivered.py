"""
The numbers of a delivered document beside those of the recomputed report.

Each sentence and each row of a table that the recomputed report prints is looked for in the document by its words
alone; where it is found, its numbers are compared one by one. What was rewritten by hand is not found, and told. Of
paper and supplement those are looked for that the document is of.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from analysis.report.document.blocks import Block
from analysis.report.document.composer import PAPER, Page, Section
from analysis.verifying.printed import plain

NUMBER = re.compile(r"−?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?%?|−?\.\d+%?")
REACH = 4000  # characters without numbers: a page or two
HELD = 0.5  # share of its captions from which a part of the report is one of the document
SHORTEST = 8  # characters of a piece of a sentence that tell its place
SIGN = "\x00"  # stands for a number among words
IGNORED = re.compile(r"[\s\-‐‑\u00ad\u200b]+")  # lines are broken and words divided differently in each format


@dataclass(frozen=True)
class Unit:
    """A sentence or row of the recomputed report: where it stands and what it says."""

    section: str
    place: str
    text: str
    is_table: bool = False
    is_caption: bool = False


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A number of the document that is not the recomputed one; `page` is 0 where the document has no pages."""

    section: str
    place: str
    page: int
    reported: str
    recomputed: str
    text: str


@dataclass(kw_only=True)
class Delivered:
    """What was found in a document."""

    n_numbers: int = 0
    slips: list[Slip] = field(default_factory=list)
    lost: list[Unit] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        return not (self.slips or self.lost)


class Text:
    """A document as words without their numbers, and the numbers in their order."""

    def __init__(self, pages: list[str], running: tuple[str, ...]) -> None:
        cut = [body(page, number, running) for number, page in enumerate(pages, start=1)] if len(pages) > 1 else pages
        parts = [skeleton(page) for page in cut]
        self.words = "".join(words for words, _ in parts)
        self.numbers = [number for _, numbers in parts for number in numbers]
        self.ends = list(accumulate(len(words) for words, _ in parts))
        self.has_pages = len(pages) > 1

    def find(self, words: str, near: int) -> int:
        """Where the words stand: the next place within reach, else the nearest; -1 if nowhere."""
        after, before = self.words.find(words, near), self.words.rfind(words, 0, near + len(words))
        if before < 0 or 0 <= after < near + REACH:
            return after
        return before if after < 0 or near - before < after - near else after

    def pieces(self, words: str, near: int) -> list[tuple[int, str]]:
        """Where the words stand, in pieces where a page ends or a table stands between them; nothing if nowhere."""
        found = []
        while words:
            size = self.longest(words)
            if size < min(SHORTEST, len(words)):
                return []
            place = self.find(words[:size], near)
            found.append((place, words[:size]))
            words, near = words[size:], place + size
        return found

    def longest(self, words: str) -> int:
        """How many of the first characters of the words stand somewhere together."""
        if words in self.words:
            return len(words)
        low, high = 0, len(words)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if words[:middle] in self.words else (low, middle)
        return low

    def numbers_at(self, place: int, words: str) -> list[str]:
        """The numbers in words that stand at a place."""
        first = self.words.count(SIGN, 0, place)
        return self.numbers[first : first + words.count(SIGN)]

    def page_at(self, place: int) -> int:
        return bisect_right(self.ends, place) + 1 if self.has_pages else 0


def body(page: str, number: int, running: tuple[str, ...]) -> str:
    """A page of a PDF without its head and foot, which stand at the end of its text."""
    lines = page.rstrip().splitlines()
    while lines and (lines[-1].strip() in ("", str(number)) or lines[-1].strip().startswith(running)):
        lines.pop()
    return "\n".join(lines) + "\n"


def skeleton(text: str) -> tuple[str, list[str]]:
    """The words of a text with a sign for each number, without spaces and hyphens; and the numbers."""
    text = text.replace(SIGN, "")
    words = IGNORED.sub("", NUMBER.sub(SIGN, text))
    return unicodedata.normalize("NFKC", words), NUMBER.findall(text)


def compared(pages: list[str], page: Page, running: tuple[str, ...]) -> Delivered:
    """
    Compare a document with a report.

    Parameters
    ----------
    pages : list of str
        The document's text, see `reading`.
    page : Page
        The recomputed report in the document's language.
    running : tuple of str
        What the head of a page begins with.
    """
    document, result = Text(pages, running), Delivered()
    last = {True: 0, False: 0}  # where the table, and where the text before it, ended: tables may float
    for unit in units(held(document, page.sections())):
        words, numbers = skeleton(unit.text)
        pieces = document.pieces(words, last[unit.is_table]) if numbers else []
        if not pieces:
            result.lost += [unit] if numbers else []
            continue
        last[unit.is_table] = pieces[-1][0] + len(pieces[-1][1])
        result.n_numbers += len(numbers)
        result.slips += slips(document, unit, pieces, numbers)
    return result


def slips(document: Text, unit: Unit, pieces: list[tuple[int, str]], right: list[str]) -> list[Slip]:
    """The numbers of a unit that are others in the document."""
    said = [(number, place) for place, words in pieces for number in document.numbers_at(place, words)]
    return [
        Slip(
            section=unit.section,
            place=unit.place,
            page=document.page_at(place),
            reported=number,
            recomputed=recomputed,
            text=unit.text,
        )
        for (number, place), recomputed in zip(said, right, strict=True)
        if number != recomputed
    ]


def held(document: Text, sections: list[Section]) -> list[Section]:
    """The sections of paper, supplement or both: the parts of which the captions stand in the document; all if none."""
    parts = [[section for section in sections if (section.name in PAPER) is paper] for paper in (True, False)]
    found = [part for part in parts if share_held(document, part) >= HELD]
    return [section for part in found or parts for section in part]


def share_held(document: Text, sections: list[Section]) -> float:
    """The share of captions that stand in the document with their labels, which tell the parts apart."""
    captions = [skeleton(unit.text)[0] for unit in units(sections) if unit.is_caption]
    return sum(caption in document.words for caption in captions) / len(captions) if captions else 0.0


def units(sections: list[Section]) -> Iterator[Unit]:
    """What sections print, in order: paragraphs, entries of lists, rows of tables and their notes."""
    section = ""
    for part in sections:
        for block in part.drafts:
            if block["kind"] == "heading":
                section = block["text"]
            else:
                yield from units_of(block, section)


def units_of(block: Block, section: str) -> Iterator[Unit]:
    """What one block prints."""
    label = block.get("label", "")
    if label:
        text = f"{label}\n{plain(block['caption'])}"
        yield Unit(section, label, text, is_table=block["kind"] == "table", is_caption=True)
    for fragment in [block.get("html", ""), *block.get("items", []), *block.get("notes", [])]:
        yield Unit(section, label, plain(fragment))
    keys = [column["key"] for column in block.get("columns", [])]
    for row in block.get("rows", []):
        cells = [row["cells"].get(key, "") for key in keys]
        yield Unit(section, f"{label}: {cells[0]}", "\n".join(cells), True)
