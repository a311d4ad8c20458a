"""Texts for readers, free of what no page can show."""

import unicodedata


def cleaned(text: str) -> str:
    """
    A text without control characters and byte order marks; breaks and tabulators become spaces.

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
    unprintable = unicodedata.category(character) in ("Cc", "Cs", "Cn") or character in "\ufeff\u200b\u2060"
    return "" if unprintable else character
