"""The encoding of a text: UTF-8 where it is, another where that can be told for sure, else a refusal."""

import codecs
from dataclasses import dataclass, field

from analysis.survey.errors import DataError
from analysis.survey.problems import Problem, problem

MARKS = (  # byte order marks, the longer ones first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MIN_DISTINCT = 12  # distinct characters from which a text can be told to be Korean


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """A text with the encoding that it was read in, and what is to be said of that."""

    text: str
    encoding: str
    warnings: list[Problem] = field(default_factory=list)


def decoded(content: bytes, name: str) -> Decoded:
    """
    The text in `content`.

    Parameters
    ----------
    content : bytes
    name : str
        The file's name, for messages.

    Raises
    ------
    DataError
        If the bytes are no text, or a text whose encoding cannot be told for sure.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            try:
                return Decoded(text=content.decode(encoding), encoding=encoding)
            except UnicodeDecodeError as error:
                raise DataError(
                    problem("encoding.broken", file=name, place=error.start + 1, encoding=encoding)
                ) from error
    if b"\x00" in content:
        raise DataError(problem("encoding.no_text", file=name))
    try:
        return Decoded(text=content.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise DataError(problem("encoding.broken", file=name, place=error.start + 1, encoding="gb18030")) from error
    if not is_plausible_chinese(text):
        raise DataError(problem("encoding.unsure", file=name, candidates=["gb18030"]))
    return Decoded(text=text, encoding="gb18030", warnings=[problem("encoding.taken", file=name, encoding="gb18030")])


def is_plausible_chinese(text: str) -> bool:
    """
    Whether text decoded as GB18030 can be Chinese, judged by its distinct characters.

    Western and Japanese encodings decode into characters outside the common set of GB 2312; Korean decodes into common
    ones, but only into the part where Korean keeps its syllables (lead bytes B0 to C8), to which a Chinese text does
    not keep.
    """
    characters = {character for character in text if not character.isascii()}
    common = [character.encode("gb2312", "ignore") for character in characters]
    ideographs = [code for code in common if len(code) == 2 and code[0] >= 0xB0]
    if sum(len(code) == 2 for code in common) < 0.8 * len(characters):
        return False
    return len(ideographs) < MIN_DISTINCT or any(code[0] > 0xC8 for code in ideographs)
