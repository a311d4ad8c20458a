"""
The encoding of a text: UTF-8 where it is, another where that can be told for sure, else in doubt.

A text that is not UTF-8 is read in every encoding in use, and each reading is judged by how likely it is in the
languages of that encoding (`languages`). The best one counts if it is a language at all and a thousand times more
likely than the next one that reads differently.
"""

import codecs
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.survey.errors import DataError
from analysis.survey.formats.text.languages import languages
from analysis.survey.problems import Problem, problem

MARKS = (  # byte order marks, the longer ones first
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
PRINTED = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030 (GBK)",
    "cp950": "Big5",
    "big5hkscs": "Big5-HKSCS",
    "cp949": "EUC-KR (CP949)",
    "cp932": "Shift-JIS (CP932)",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "cp874": "Windows-874",
    "koi8_u": "KOI8-R/U",
    "mac_roman": "Mac Roman",
    "mac_latin2": "Mac Latin 2",
    "mac_cyrillic": "Mac Cyrillic",
} | {f"cp125{i}": f"Windows-125{i}" for i in range(9)}
RARITY = {  # how much less often a file comes in an encoding than in the usual ones, as log probability
    "cp950": -0.5,
    "cp1250": -1.0,
    "cp1253": -0.5,
    "cp1254": -1.0,
    "cp1255": -0.5,
    "cp1256": -0.5,
    "cp1257": -1.0,
    "cp1258": -1.0,
    "cp874": -0.5,
    "koi8_u": -2.0,
    "euc_jp": -2.0,
    "big5hkscs": -3.0,
    "iso8859_2": -4.0,
    "iso8859_7": -3.0,
    "iso8859_9": -4.0,
    "utf-8": -4.0,  # with a broken place: else it need not be judged
} | dict.fromkeys(("gb18030", "cp949", "cp932", "cp1252", "cp1251"), 0.0)
RAREST = -6.0  # encodings of DOS, of old Macintoshes and of ISO 8859
SURE = math.log(1000)  # how much more likely the best reading must be than the next
SAMPLE = 1000  # distinct words that are judged
MOST_NAMED = 4  # encodings that a refusal names

FOUND, ENOUGH_FOUND = 9.0, 3  # what is added for each expected word found, and for how many
BEGINNING = 100_000  # bytes in which expected words are looked for
UNICODE_IS_USUAL = 10.0  # what is added for UTF-8 where a text can be it
MANY = 12  # distinct characters that are not ASCII
FIRST_OF_THREE_BYTES = "\u0800"

WORD = re.compile(  # between signs that are part of no character; each run of others is looked at once
    rb"(?<![^\x00-\x2f:;<=>?])[0-9@-\x7f]*+[\x80-\xff][^\x00-\x2f:;<=>?]*"
)


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """
    A text with the encoding that it was read in.

    Attributes
    ----------
    text, encoding : str
    warnings : list of Problem
        What is to be said of a guessed encoding.
    doubt : Problem or None
        Why the encoding is not sure; the text is then the most likely reading, good for its ASCII only.
    """

    text: str
    encoding: str
    warnings: list[Problem] = field(default_factory=list)
    doubt: Problem | None = None


@dataclass(frozen=True, kw_only=True, order=True)
class Reading:
    """One reading of the words that are not ASCII: its log probability, and that by character."""

    score: float
    mean: float
    least: float
    encoding: str
    words: tuple[str, ...] = field(compare=False)

    @property
    def is_language(self) -> bool:
        """Whether the words can be of the language that they are most likely in."""
        return self.mean >= self.least


def is_encoding(name: str) -> bool:
    """
    Whether a text can be in an encoding of this name.

    >>> is_encoding("windows-1252"), is_encoding("GBK"), is_encoding("latin"), is_encoding("base64"), is_encoding("x")
    (True, True, True, False, False)
    """
    try:
        return codecs.lookup(name)._is_text_encoding and "a".encode(name).decode(name) == "a"
    except (LookupError, ValueError):
        return False


def decoded(content: bytes, name: str, expected: Iterable[str] = (), declared: str = "") -> Decoded:
    """
    The text in `content`.

    Parameters
    ----------
    content : bytes
    name : str
        The file's name, for messages.
    expected : iterable of str
        Words that should be in the text: the encoding in which they are is favoured.
    declared : str, optional
        The encoding that the study says its texts are in where they are not UTF-8; nothing is guessed then.

    Raises
    ------
    DataError
        If the bytes are no text, or break off within an encoding that is sure.
    """
    for mark, encoding, shown in MARKS:
        if content.startswith(mark):
            return Decoded(text=strictly(content, encoding, name), encoding=shown)
    if b"\x00" in content:
        return without_mark(content, name)
    if b"\x1b$" in content:
        return told(strictly(content, "iso2022_jp", name), "iso2022_jp", name)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        if declared:
            return Decoded(text=strictly(content, declared, name), encoding=printed(codecs.lookup(declared).name))
        best, rivals = judged(WORD.findall(content), favour(content, expected))
    else:
        if declared or text.isascii() or has_much_unicode(text):
            return Decoded(text=text, encoding="UTF-8")
        best, rivals = judged(WORD.findall(content), {"utf-8": UNICODE_IS_USUAL})
        if best.encoding == "utf-8":
            return Decoded(text=text, encoding="UTF-8")
    if not best.is_language:
        doubt = problem("encoding.unknown", file=name)
    elif rivals:
        candidates = [f"{printed(r.encoding)} ({sample(r, [best, *rivals])})" for r in (best, *rivals)[:MOST_NAMED]]
        doubt = problem("encoding.unsure", file=name, candidates=candidates)
    else:
        return told(strictly(content, best.encoding, name), best.encoding, name)
    return Decoded(text=content.decode("latin-1"), encoding="", doubt=doubt)


def favour(content: bytes, expected: Iterable[str]) -> dict[str, float]:
    """What is added for encodings in which expected words that are not ASCII are found."""
    beginning = content[:BEGINNING]
    strange = [word for word in expected if not word.isascii()]
    encodings = {encoding for language in languages() for encoding in language.encodings} if strange else ()
    found = {e: sum(word.encode(e, "replace") in beginning for word in strange) for e in encodings}
    return {encoding: min(n, ENOUGH_FOUND) * FOUND for encoding, n in found.items()}


def has_much_unicode(text: str) -> bool:
    """Whether a text that can be UTF-8 surely is: few words in another encoding may happen to be pairs of bytes."""
    strange = {character for character in text if not character.isascii()}
    return len(strange) >= MANY or any(character >= FIRST_OF_THREE_BYTES for character in strange)


def told(text: str, encoding: str, name: str) -> Decoded:
    """A text in an encoding that was found out, which is to be told."""
    warning = problem("encoding.taken", file=name, encoding=printed(encoding))
    return Decoded(text=text, encoding=printed(encoding), warnings=[warning])


def strictly(content: bytes, encoding: str, name: str) -> str:
    """The text in an encoding, or a refusal that names the first byte that does not fit."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        place = error.start + 1
        raise DataError(problem("encoding.broken", file=name, place=place, encoding=printed(encoding))) from error


def without_mark(content: bytes, name: str) -> Decoded:
    """The text of a UTF-16 file that lost its byte order mark; other files with zero bytes are no text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and "\n" in text + text[-1:].replace("\r", "\n") and is_print(text):
            return told(text, encoding, name)
    raise DataError(problem("encoding.no_text", file=name))


def is_print(text: str) -> bool:
    """Whether a text consists of characters that are assigned, its line ends and tabs apart."""
    return all(character.isprintable() or character.isspace() or character == "\ufeff" for character in set(text))


def judged(words: Iterable[bytes], favoured: Mapping[str, float] | None = None) -> tuple[Reading, list[Reading]]:
    """
    The most likely reading of some words, and those that read differently and are not much less likely.

    Parameters
    ----------
    words : iterable of bytes
        Words that are not ASCII, one at least.
    favoured : mapping, optional
        Log probabilities to be added for encodings that there is reason to expect.
    """
    distinct = list(dict.fromkeys(words))[:SAMPLE]
    found: dict[tuple[str, ...], Reading] = {}
    for reading in readings(distinct, favoured or {}):
        if reading.words not in found or found[reading.words].score < reading.score:
            found[reading.words] = reading
    best, *others = sorted(found.values(), reverse=True)
    return best, [other for other in others if other.score > best.score - SURE]


def readings(words: list[bytes], favoured: Mapping[str, float]) -> Iterable[Reading]:
    """The words in every encoding, what it lacks replaced, judged by every language of that encoding."""
    texts: dict[str, tuple[str, ...]] = {}
    for language in languages():
        for encoding in (*language.encodings, "utf-8"):
            if encoding not in texts:
                texts[encoding] = tuple(word.decode(encoding, "replace") for word in words)
            read = texts[encoding]
            score = sum(map(language.of, read))
            yield Reading(
                score=score + RARITY.get(encoding, RAREST) + favoured.get(encoding, 0.0),
                mean=score / sum(map(len, read)),
                least=language.least,
                encoding=encoding,
                words=read,
            )


def sample(reading: Reading, others: list[Reading]) -> str:
    """The first word on which a reading differs from others, to show what it would make of it."""
    for place, word in enumerate(reading.words):
        if any(other.words[place] != word for other in others):
            return word
    return reading.words[0]


def printed(encoding: str) -> str:
    """An encoding as people call it."""
    return PRINTED.get(encoding, encoding.replace("iso8859_", "ISO 8859-").upper())
