"""Texts for readers, free of what no page can show."""

import unicodedata

LONGEST = 4_000  # characters of a title, label or wording: a page, and more than any question ever asked
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # turn round what stands after them
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # with which spreadsheets begin a formula
TEXT_MARK = "'"  # with which they begin a text that is none


def cleaned(text: str) -> str:
    """
    A text without control characters and byte order marks; breaks and tabulators become spaces.

    Marks that turn round the letters after them go too: what is printed stands in the order in which it was written.

    >>> cleaned("Quick\\x0bhelp\\ufeff,\\nnow")
    'Quick help, now'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(plain_character(character) for character in text)


def loses_characters(text: str) -> bool:
    """Whether a text has characters, other than ordinary breaks and tabulators, that no page can show."""
    return any(plain_character(character) != character for character in text if character not in "\t\n\r")


def plain_character(character: str) -> str:
    """A character as it is, a space for one that breaks a line, nothing for one that cannot be printed."""
    if character in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029":
        return " "
    unprintable = unicodedata.category(character) in ("Cc", "Cs", "Cn") or character in "\ufeff\u200b\u2060" + TURNING
    return "" if unprintable else character


def escaped(text: str) -> str:
    """
    A text in one line, with an escape for each character that a page would not show as it is.

    >>> escaped("a\\n1\\u202e")
    'a\\\\n1\\\\u202e'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if plain_character(c) == c else c.encode("unicode_escape").decode() for c in text)


def as_cell(text: str) -> str:
    """
    A text as the cell of a file that spreadsheets open: with the mark of a text where they would see a formula.

    >>> as_cell("=1+1"), as_cell("-0.5"), as_cell("often")
    ("'=1+1", '-0.5', 'often')
    """
    return TEXT_MARK + text if text.lstrip(" ").startswith(FORMULA) and not is_number(text) else text


def unmarked(text: str) -> str:
    """
    A cell without the mark that `as_cell` or a spreadsheet gave it.

    >>> unmarked("'=1+1"), unmarked("'90s")
    ('=1+1', "'90s")
    """
    return text[1:] if text.startswith(TEXT_MARK) and as_cell(text[1:]) == text else text


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
