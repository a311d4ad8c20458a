"""
How likely a run of characters is in a language, so that a text read in the wrong encoding shows.

Each language is a table of probabilities: of its everyday characters by rank, of its other ones by tier. The shares
need not be exact: read in a wrong encoding, a text falls into tiers that are a hundred to a million times less likely.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from analysis.survey.formats.text import characters as known

FLATNESS = 20  # how slowly the probabilities of everyday characters fall with their rank
LAST_RANK, STEEPNESS = 28, 7  # of letters: the 8th is 2.7 times rarer than the first, the 29th 55 times
LAST_LATIN = "\u024f"
UNUSED = math.log(1e-8)  # a character that the language does not have
FOREIGN = math.log(3e-5)  # a letter of another language, as in names
DIGIT = math.log(1 / 100)  # a digit, or a Latin letter within another script
SIGN = math.log(1 / 2000)  # a sign such as ^ or ~ within a word of East Asia
CAPITAL = math.log(0.15)  # a capital where one may stand, against the small letter
MISPLACED = math.log(0.002)  # a capital after a small letter, a mark within a word
LEAST = {True: -6.0, False: -11.0}  # mean log probability of a character below which a text is not in the language


@dataclass(frozen=True, kw_only=True)
class Language:
    """
    A language with the encodings that its texts come in.

    Attributes
    ----------
    name : str
    encodings : tuple of str
    likelihood : mapping
        Natural logarithm of each character's probability; alphabets have small letters only.
    is_alphabet : bool
        Whether it is written in words of letters.
    """

    name: str
    encodings: tuple[str, ...]
    likelihood: Mapping[str, float]
    is_alphabet: bool

    @property
    def least(self) -> float:
        """Mean log probability of a character below which a text is not in this language."""
        return LEAST[self.is_alphabet]

    def of(self, run: str) -> float:
        """Log probability of a run of characters without white space or separators."""
        if self.is_alphabet:
            return sum(self._letter(run, place) for place in range(len(run)))
        return sum(self._sign(character) for character in run)

    def _sign(self, character: str) -> float:
        """Log probability of a character where words do not matter: scripts of East Asia."""
        if character.isascii():
            return DIGIT if character.isalnum() else SIGN
        return self.likelihood.get(character, UNUSED)

    def _letter(self, run: str, place: int) -> float:
        """Log probability of a letter: a capital begins a word or follows another, a mark opens or closes it."""
        character = run[place]
        usual = self.likelihood.get(character)
        if usual is not None:
            return usual + (MISPLACED if is_misplaced(run, place) else 0)
        small = self.likelihood.get(character.lower())
        if small is not None:
            return small + (MISPLACED if place and run[place - 1].islower() else CAPITAL)
        if character.isascii():
            return DIGIT
        return FOREIGN if character.isalpha() and character <= LAST_LATIN else UNUSED


def is_misplaced(run: str, place: int) -> bool:
    """Whether a mark stands where none belongs: a closing one before letters, an opening one after them."""
    character = run[place]
    if character in known.CLOSING and place == 0 and len(run) > 1:
        return character not in known.OPENING
    within = 0 < place < len(run) - 1
    return within and character in known.MARKS and character not in "’–·"


@cache
def languages() -> tuple[Language, ...]:
    """Every language that texts are judged by."""
    return (*east_asian(), *alphabets())


def east_asian() -> list[Language]:
    """Chinese in both scripts, Korean and Japanese."""
    marks, pictures = (0.05, known.FULL_WIDTH), (0.0005, known.PICTURES)
    return [
        Language(
            name=name,
            encodings=known.EAST_ASIAN[name],
            likelihood=table(everyday, marks, *others, pictures),
            is_alphabet=False,
        )
        for name, (everyday, *others) in tiers().items()
    ]


def tiers() -> dict[str, list[tuple[float, str]]]:
    """The characters of East Asian languages by how usual they are, with the share of a text that each tier makes."""
    level_1, level_2 = block("euc_jp", 0xB0, 0xCF), block("euc_jp", 0xD0, 0xF4)
    kanji = "".join(sorted(set(known.TRADITIONAL + known.SIMPLIFIED) & set(level_1)))
    return {
        "Chinese": [
            (0.7, known.SIMPLIFIED),
            (0.2, block("gb2312", 0xB0, 0xD7)),
            (0.01, block("gb2312", 0xD8, 0xF7)),
            (0.001, known.RARE_HANZI),
        ],
        "Chinese (traditional)": [
            (0.7, known.TRADITIONAL),
            (0.2, block("big5", 0xA4, 0xC6)),
            (0.01, block("big5", 0xC9, 0xF9)),
        ],
        "Korean": [
            (0.78, known.KOREAN),
            (0.14, block("euc_kr", 0xB0, 0xC8)),
            (0.002, known.HANGUL),
            (0.002, block("euc_kr", 0xCA, 0xFD)),
        ],
        "Japanese": [
            (0.55, known.KANA),
            (0.2, kanji),
            (0.15, level_1),
            (0.004, level_2),
            (0.004, known.HALF_WIDTH_KANA),
        ],
    }


def alphabets() -> list[Language]:
    """Languages written with letters."""
    return [
        Language(name=name, encodings=encodings, likelihood=letters(name, others), is_alphabet=True)
        for name, (encodings, others) in known.ALPHABETS.items()
    ]


def letters(name: str, others: str) -> dict[str, float]:
    """Log probabilities of small letters: the frequent ones by rank, those that are left out by the last of these."""
    from charset_normalizer.constant import FREQUENCIES

    ranked = dict.fromkeys([*(known.OWN_LETTERS.get(name) or FREQUENCIES[name]), *others])
    weights = {letter: math.exp(-min(rank, LAST_RANK) / STEEPNESS) for rank, letter in enumerate(ranked)}
    whole = sum(weights.values())
    found = {letter: math.log(0.99 * weight / whole) for letter, weight in weights.items()}
    return dict.fromkeys(known.MARKS, math.log(0.01 / len(known.MARKS))) | found


def table(everyday: tuple[float, Iterable[str]], *tiers: tuple[float, Iterable[str]]) -> dict[str, float]:
    """Log probabilities: shares of a text by tier, the first by rank, the others even; the first tier counts."""
    share, ranked = everyday
    weights = {character: 1 / (rank + FLATNESS) for rank, character in enumerate(ranked)}
    whole = sum(weights.values())
    found = {character: math.log(share * weight / whole) for character, weight in weights.items()}
    for share, members in tiers:
        new = [character for character in members if character not in found]
        found |= dict.fromkeys(new, math.log(share / max(len(new), 1)))
    return found


def block(encoding: str, first: int, last: int) -> str:
    """The characters of an encoding whose lead byte lies between two others."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    codes = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in trails)
    return "".join(code.decode(encoding, "ignore") for code in codes)
