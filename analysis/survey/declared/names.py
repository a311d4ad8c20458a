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
        `label` where it is declared; else the variable's name where those of its scale are short codes; else one made
        of the scale's name and the item's position in it, such as RES1: in a scale all or none. No two are alike.
    """
    fixed = {
        v.name: v.label or v.name
        for variables in scales.values()
        for v in variables
        if v.label or all(one.label or is_code(one.name) for one in variables)
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
    """For each scale what the names of its unnamed items begin with: as few letters as tell it from the others."""
    taken = set(fixed.values())
    names = {scale: re.sub(r"[\W_]", "", scale).upper() or "Q" for scale in scales}
    made = [scale for scale, variables in scales.items() if any(v.name not in fixed for v in variables)]
    stems: dict[str, str] = {}
    for scale, variables in scales.items():
        letters = names[scale]
        others = [names[other] for other in made if other != scale]
        least = distinct_length(letters, others)
        tries = [letters[:n] for n in range(least, len(letters) + 1)]
        tries += [f"{letters}_{n}_" for n in range(1, len(scales) + len(taken) + 2)]
        unnamed = [position for position, v in enumerate(variables, start=1) if v.name not in fixed]
        stems[scale] = next(
            stem
            for stem in tries
            if stem not in stems.values() and not any(f"{stem}{position}" in taken for position in unnamed)
        )
    return stems


def distinct_length(letters: str, others: list[str]) -> int:
    """
    How many letters of a name, at least a stem's, no other name begins with; a stem's where there are none such.

    >>> distinct_length("RESPONSIVENESS", ["RESOLUTION", "SPEED"]), distinct_length("SPEED", ["SPEED"])
    (4, 3)
    """
    lengths = range(STEM_LETTERS, len(letters) + 1)
    least = min(STEM_LETTERS, len(letters))
    return next((n for n in lengths if not any(other.startswith(letters[:n]) for other in others)), least)
