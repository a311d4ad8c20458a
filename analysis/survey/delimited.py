"""Text tables: which encoding, which separator, which cells. Used for the responses and for the codebook alike."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from analysis.survey.errors import DataError

SEPARATORS = (",", ";", "\t")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MIN_DISTINCT = 12  # distinct characters from which a text can be told to be Korean


def read_records(path: Path, expected: Iterable[str]) -> list[list[str]]:
    """
    All records of a delimited text file, the header first, empty lines kept as empty lists.

    Parameters
    ----------
    path : Path
        A text file: UTF-8 with or without byte order mark, or GB18030.
    expected : iterable of str
        Column names that should be in the header: the separator is the one under which most of them are found.

    Returns
    -------
    list of list of str
        Record i is row i + 1 of a spreadsheet.

    Raises
    ------
    DataError
        If the file is empty, is not text, or is text in another encoding.
    """
    text = decoded(path.read_bytes(), path.name)
    if not text.strip():
        raise DataError(
            f"{path.name}: the file is empty. It needs a header and the rows below it; save or export it again."
        )
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text, expected)))
    except csv.Error as error:
        raise DataError(f"{path.name}: this is not a table of text ({error}). Save it as 'CSV UTF-8'.") from error


def decoded(content: bytes, name: str) -> str:
    """
    The text in `content`, UTF-8 before GB18030.

    GB18030 has a character for nearly any pair of bytes, so text in another encoding would decode into gibberish:
    what does not look like Chinese is refused.
    """
    if content.startswith(UTF16_MARKS) or b"\x00" in content[:4096]:
        raise DataError(f"{name}: the file is UTF-16 or not a text file at all. Save it as 'CSV UTF-8'.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise DataError(
            f"{name}: byte {error.start + 1:,} is neither UTF-8 nor GB18030 text. Save the file as 'CSV UTF-8'."
        ) from error
    if not is_plausible_chinese(text):
        raise DataError(
            f"{name}: the text is not UTF-8, and read as GB18030 it is no Chinese. Save the file as 'CSV UTF-8'."
        )
    return text


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


def separator(text: str, expected: Iterable[str]) -> str:
    """The separator under which the header holds most of the expected names, then most cells."""
    expected = set(expected)

    def fit(candidate: str) -> tuple[int, int]:
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=candidate), [])
        return len(expected.intersection(name.strip() for name in header)), len(header)

    return max(SEPARATORS, key=fit)
