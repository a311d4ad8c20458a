"""Misspelt names: the known one that was most likely meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str]) -> str | None:
    """
    The known word that a misspelt one most likely means, if any is near.

    >>> closest("Conf_levle", ["conf_level", "seed"])
    'conf_level'
    """
    folded = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None
