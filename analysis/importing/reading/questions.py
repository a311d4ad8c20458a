"""The columns of an export, each looked at once: what stands in it, how often, and how its heading is put together."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from analysis.survey.answers.columns import PLATFORM_BLANKS, Column
from analysis.survey.values import Value

NUMBERED = re.compile(
    r"(?:Q|q|第)?\s*(\d{1,3}(?:[-.]\d{1,2})*)\s*(?:题|題)?\s*[、.．,，:：)）|｜]\s*(?=\D)(.*)", re.DOTALL
)
IN_BRACKETS = re.compile(r"(.*?)\s*[\[【]([^\[\]【】]+)[\]】]\s*", re.DOTALL)
CHOICE = re.compile(r"(.+?)\s*\(choice=(.+)\)", re.DOTALL)  # of a box, as REDCap heads it
IN_ROUND = re.compile(r"()[(（]([^()（）]+)[)）]\s*", re.DOTALL)
DASHED = re.compile(r"(.+?)(?:\s*[—–]{1,2}\s*|\s+-\s+|[:：]\s*[-–—]\s*)(.+)", re.DOTALL)
COLON = re.compile(r"(.{6,}?)[:：]\s*([^:：]+)", re.DOTALL)
CODE = re.compile(r"([A-Za-z][A-Za-z_]*?)[_.-]?(\d{1,3})([a-z]?)")
SUBCODE = re.compile(
    r"((?:[A-Za-z]+\d{1,3}){1,2}(?:_\d+)?|\d{1,3}|[A-Za-z]\w*?(?=___))(?:[_.#|-]+|(?=\[))\[?(?:SQ|A|R|row|item)?_?0*(\d{1,3}|other)\]?(?:\|.*)?",
    re.IGNORECASE,
)
DOTTED = re.compile(
    r"([A-Za-z]\w{0,30}(?:\[\w+\])?)(?:\.\s+|(?<=\d)[、:：.)）]\s*|(?<=\d[_.]\d)\s+|(?<=\d[_.]\d\d)\s+|(?<=^[A-Z]\d)\s+|(?<=^[A-Z]\d\d)\s+)(\S.*)",
    re.DOTALL,
)


@dataclass(kw_only=True, eq=False)
class Question:
    """
    One column of an export.

    Attributes
    ----------
    name : str
        The column's name, as the codebook will give it.
    place : int
        Its place in the file.
    column : Column
        Its distinct values, without those of rows that are no answers.
    wording : str
        What was asked: the name, or what a heading row or the file says, without number and stem.
    heading : str
        The name, or what a heading row or the file says, as it stands.
    number : str
        The question's number; may be empty.
    run : int
        Which run of neighbours with one number it is in: a number that starts again is another question's; 0 where
        no neighbour has its number.
    stem : str
        What it shares with the other rows of a matrix; may be empty.
    file_labels : mapping
        The texts that the file itself gives to values.
    user_missing : tuple of float
        The numbers in it that the file itself declares as no answers.
    """

    name: str
    place: int
    column: Column
    wording: str
    heading: str = ""
    number: str = ""
    run: int = 0
    stem: str = ""
    file_labels: Mapping = field(default_factory=dict)
    user_missing: tuple = ()

    def __post_init__(self) -> None:
        counts = np.bincount(self.column.codes, minlength=len(self.column.values))
        self.counts: dict[Value, int] = {}
        for value, n in zip(self.column.values, counts.tolist(), strict=True):
            if n and value is not None and value not in PLATFORM_BLANKS:
                self.counts[value] = self.counts.get(value, 0) + n

    @property
    def code(self) -> tuple[str, str]:
        """What its code shares with its neighbours, and how: see `code_of`; of its name, or of its heading's start."""
        if (found := code_of(self.name)) != ("", ""):
            return found
        match = DOTTED.fullmatch(" ".join(self.name.split()))
        return code_of(match[1]) if match else ("", "")

    @property
    def numbered(self) -> str:
        """What all columns of one numbered question have in common; empty where it is alone."""
        return f"{self.number}@{self.run}" if self.number and self.run else ""

    @property
    def texts(self) -> list[str]:
        """The distinct answers in words."""
        return [value for value in self.counts if isinstance(value, str)]

    @property
    def numbers(self) -> list[float]:
        """The distinct answers in numbers."""
        return sorted(value for value in self.counts if isinstance(value, float))

    @property
    def n(self) -> int:
        """How many cells hold an answer."""
        return sum(self.counts.values())

    @property
    def asked(self) -> str:
        """Number-free wording with its stem, as a person would search it for words."""
        return f"{self.stem} {self.wording}".strip()

    def answers(self, numbers: Mapping[str, float], missing: tuple) -> np.ndarray:
        """The answers as floats, (n,), NaN where there is none or where it means none."""
        given = [self._number(value, numbers, missing) for value in self.column.values]
        return np.array(given, dtype=float)[self.column.codes]

    @staticmethod
    def _number(value: Value, numbers: Mapping[str, float], missing: tuple) -> float:
        if value is None or value in missing:
            return np.nan
        return numbers.get(value, np.nan) if isinstance(value, str) else value


def parted(name: str) -> tuple[str, str, str]:
    """
    Number, stem and wording of a heading.

    >>> parted("7、请评价：—我很紧张"), parted("How good is: [Speed]"), parted("3、(鲁迅)")
    (('7', '请评价', '我很紧张'), ('', 'How good is:', 'Speed'), ('3', '', '鲁迅'))
    """
    number, rest = "", " ".join(name.split())
    if match := NUMBERED.fullmatch(rest):
        number, rest = match[1], match[2].strip()
    elif match := DOTTED.fullmatch(rest):
        rest = match[2]
    for form in (CHOICE, IN_BRACKETS, IN_ROUND, DASHED, COLON):
        if (match := form.fullmatch(rest)) and match[2].strip() and (match[1].strip() or form is IN_ROUND):
            return number, match[1].strip(), match[2].strip()
    return number, "", rest


def unnumbered(heading: str) -> str:
    """
    A heading in one line, without the number or code that it begins with.

    >>> unnumbered("7、How good is: [Speed]"), unnumbered("Q5_1"), unnumbered("PU1. It helps")
    ('How good is: [Speed]', 'Q5_1', 'It helps')
    """
    text = " ".join(heading.split())
    match = NUMBERED.fullmatch(text) or DOTTED.fullmatch(text)
    return match[2].strip() if match else text


def code_of(name: str) -> tuple[str, str]:
    """
    What a code shares with its neighbours, and what kind of sharing that is: the rows of a question, or a beginning.

    >>> code_of("Q5_1"), code_of("RES2"), code_of("benefits___1"), code_of("How are you?")
    (('Q5', 'rows'), ('RES', 'beginning'), ('benefits', 'rows'), ('', ''))
    """
    if match := SUBCODE.fullmatch(name):
        return match[1], "rows"
    if match := CODE.fullmatch(name):
        return match[1], "beginning"
    return "", ""
