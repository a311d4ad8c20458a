"""Short names of items for tables and figures: declared, or a short code, or made from scale and position."""

import re
import unicodedata

from analysis.survey.declared.declarations import Variable

MAX_WIDTH = 12  # columns of a typewriter that a name may take, a Chinese character taking two
SENTENCE_SIGNS = re.compile(r"[\s?!,;:。，？！；：、…]")
STEM_LETTERS = 3


def item_labels(scales: dict[str, tuple[Variable, ...]]) -> dict[str, str]:
    """
    The name that is printed for each item or outcome, by variable.

    Parameters
    ----------
    scales : dict
        The variables of each scale, scales by name.

    Returns
    -------
    dict
        `label` where it is declared; else the variable's name where that is a short code; else one made of the
        scale's name and the item's position in it, such as RES1. No two are alike.
    """
    fixed = {
        v.name: v.label or v.name for variables in scales.values() for v in variables if v.label or is_code(v.name)
    }
    stems = scale_stems(scales, fixed)
    names = {}
    for scale, variables in scales.items():
        for position, variable in enumerate(variables, start=1):
            names[variable.name] = fixed.get(variable.name, f"{stems[scale]}{position}")
    return names


def is_code(name: str) -> bool:
    """
    Whether a column's name is short enough to stand in a table head or on an axis.

    >>> is_code("RES1"), is_code("How satisfied are you?")
    (True, False)
    """
    return width(name) <= MAX_WIDTH and not SENTENCE_SIGNS.search(name)


def is_question(name: str) -> bool:
    """
    Whether a column's name is the question itself, as survey platforms export it, and so its own wording.

    >>> is_question("How satisfied are you?"), is_question("satisfaction_with_staff"), is_question("Q 1")
    (True, False, False)
    """
    return width(name) > MAX_WIDTH and (bool(SENTENCE_SIGNS.search(name)) or not name.isascii())


def width(text: str) -> int:
    """
    Columns that a text takes in print, a wide character taking two.

    >>> width("RES1"), width("响应1")
    (4, 5)
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def scale_stems(scales: dict[str, tuple[Variable, ...]], fixed: dict[str, str]) -> dict[str, str]:
    """For each scale what the names of its unnamed items begin with: the first letters of its own, made distinct."""
    taken = set(fixed.values())
    stems: dict[str, str] = {}
    for scale, variables in scales.items():
        letters = re.sub(r"[\W_]", "", scale).upper() or "Q"
        tries = [letters[:n] for n in range(min(STEM_LETTERS, len(letters)), len(letters) + 1)]
        tries += [f"{letters}_{n}_" for n in range(1, len(scales) + len(taken) + 2)]
        unnamed = [position for position, v in enumerate(variables, start=1) if v.name not in fixed]
        stems[scale] = next(
            stem
            for stem in tries
            if stem not in stems.values() and not any(f"{stem}{position}" in taken for position in unnamed)
        )
    return stems
