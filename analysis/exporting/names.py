"""Names that SPSS, Stata, R and lavaan all accept: what a column is called where the study's own name is not legal."""

import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

LONGEST = 32  # characters of a name in Stata; SPSS takes 64 bytes
LEGAL = re.compile(rf"[A-Za-z][A-Za-z0-9_]{{0,{LONGEST - 1}}}")
SPSS = "all and by eq ge gt le lt ne not or to with"
STATA = "byte double float if in int long strl using"
R = "break else false for function inf na nan next null repeat true while"
RESERVED = frozenset(" ".join((SPSS, STATA, R)).split())
STATA_TEXT = re.compile(r"str\d+")  # the names of Stata's types of texts


def legal_names(wanted: Mapping[Key, Sequence[str]]) -> dict[Key, str]:
    """
    A legal name for every column, no two alike in any case.

    Parameters
    ----------
    wanted : mapping of key to names
        What each column could be called, the best first.

    Returns
    -------
    dict
        The name by key. A first choice that is legal is kept, whatever stands before it.

    Examples
    --------
    >>> legal_names({1: ["RES1"], 2: ["响应1"], 3: ["v2"], 4: ["3. Is it fast?"], 5: ["with"], 6: ["res1"]})
    {1: 'RES1', 2: 'v1', 3: 'v2', 4: 'v3_Is_it_fast', 5: 'v_with', 6: 'res1_2'}
    """
    found: dict[Key, str] = {}
    taken: set[str] = set()
    for key, names in wanted.items():
        if is_legal(names[0]) and names[0].casefold() not in taken:
            found[key] = names[0]
            taken.add(names[0].casefold())
    for position, (key, names) in enumerate(wanted.items(), start=1):
        if key not in found:
            free = (name for name in names if is_legal(name) and name.casefold() not in taken)
            stem = next(free, "") or made_legal(names[0]) or f"v{position}"
            found[key] = distinct(stem, taken)
            taken.add(found[key].casefold())
    return {key: found[key] for key in wanted}


def is_legal(name: str) -> bool:
    """Whether every program takes the name as it stands."""
    is_word = name.casefold() in RESERVED or STATA_TEXT.fullmatch(name.casefold())
    return bool(LEGAL.fullmatch(name)) and not is_word and not name.endswith("_")


def made_legal(name: str) -> str:
    """What is left of a name when everything illegal is taken from it; empty where nothing is."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9]+", "_", letters).strip("_")
    if stem and not stem[0].isalpha():
        stem = f"v{stem}"
    stem = stem[:LONGEST].rstrip("_")
    return stem if not stem or is_legal(stem) else f"v_{stem}"


def distinct(stem: str, taken: set[str]) -> str:
    """The stem, or the stem with the first number that makes it unlike all names taken."""
    number, name = 1, stem
    while name.casefold() in taken:
        number += 1
        name = f"{stem[: LONGEST - len(f'_{number}')]}_{number}"
    return name
