"""Names of columns: what a declared name is called in a file, whatever invisible characters, widths or line breaks."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from analysis.survey.problems import Problem, problem

LOOK_BELOW = 10  # rows under the first one in which the names of the columns are looked for, to say where they stand


@cache
def header_key(name: str) -> str:
    """
    What two spellings of a column's name have in common.

    Invisible characters (zero-width ones, byte order marks, soft hyphens, direction marks) go; no-break spaces, line
    breaks and runs of white space become one space; full-width and half-width forms become ordinary ones; composed and
    decomposed letters become one (Unicode NFC).

    >>> header_key("Ｑ1\\u200b\\u00a0 how\\r\\nfast？")
    'Q1 how fast?'
    """
    if name.isascii():
        return " ".join("".join(c for c in name if c.isprintable() or c.isspace()).split())
    plain = "".join(ordinary(character) for character in name)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def ordinary(character: str) -> str:
    """A character in its ordinary width; nothing for an invisible one."""
    if unicodedata.category(character) in ("Cf", "Cc") and not character.isspace():
        return ""
    if unicodedata.decomposition(character).startswith(("<wide>", "<narrow>")) or character == "\N{IDEOGRAPHIC SPACE}":
        return unicodedata.normalize("NFKC", character)
    return character


def escaped(name: str) -> str:
    """
    A name in which every character that cannot be seen, or tells its width by nothing else, is written as an escape.

    >>> escaped("a1\\u200b"), escaped("a\\n1")
    ('a1\\\\u200b', 'a\\\\n1')
    """
    shown = []
    for character in name:
        usual = character == " " or (character.isprintable() and ordinary(character) == character)
        shown.append(character if usual else character.encode("unicode_escape").decode())
    return "".join(shown)


def matched(header: Sequence[str], names: Iterable[str]) -> dict[str, int]:
    """For each declared name that exactly one column has, the column's place; in the file's order."""
    places = columns_by_key(header)
    found = {name: places.get(header_key(name), []) for name in names}
    return dict(sorted(((name, at[0]) for name, at in found.items() if len(at) == 1), key=lambda entry: entry[1]))


def single_names(header: Sequence[str]) -> list[str]:
    """The names that exactly one column has, as they can be declared, in the file's order."""
    return [seen(header[at[0]]) for at in columns_by_key(header).values() if len(at) == 1]


def seen(name: str) -> str:
    """A name without what cannot be seen in it, in one line."""
    return " ".join("".join(c for c in name if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc")).split())


def joined_header(rows: Sequence[Sequence[str]]) -> list[str]:
    """
    Names of columns that several rows make together; a question above several columns stands above the first only.

    >>> joined_header([["ID", "Rate us:", ""], ["", "Speed", "Care"]])
    ['ID', 'Rate us: - Speed', 'Rate us: - Care']
    """
    if len(rows) == 1:
        return list(rows[0])
    names, above = [], ""
    for first, *below in zip(*rows, strict=True):
        above = first or (above if any(below) else "")
        names.append(" - ".join(dict.fromkeys(filter(None, [above, *below]))))
    return names


def columns_by_key(header: Sequence[str]) -> dict[str, list[int]]:
    """The places of the columns that have a name, by what their spellings have in common."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        if key := header_key(name):
            places.setdefault(key, []).append(place)
    return places


def column_problems(source: str, names: Sequence[str], header: Sequence[str]) -> list[Problem]:
    """Declared columns that the header lacks, has twice, or has in spellings that look alike."""
    places = columns_by_key(header)
    known = [name for name in header if name]
    found = {name: [header[place] for place in places.get(header_key(name), [])] for name in names}
    absent = [
        problem("columns.absent", file=source, name=name, known=known)
        for name, spellings in found.items()
        if not spellings
    ]
    repeated = [
        problem("columns.repeated", file=source, name=name, n=len(spellings))
        if len(set(spellings)) == 1
        else problem("columns.look_alike", file=source, name=name, spellings=[escaped(text) for text in spellings])
        for name, spellings in found.items()
        if len(spellings) > 1
    ]
    return absent + repeated


def row_below_title(records: Sequence[Sequence[object]]) -> int | None:
    """The first row of several texts and nothing else, where the first row of all holds one alone: a title."""

    def given(record: Sequence[object]) -> list[object]:
        return [cell for cell in record if cell is not None and str(cell).strip()]

    if not records or len(given(records[0])) != 1:
        return None
    tops = enumerate(map(given, records[1 : LOOK_BELOW + 1]), start=2)
    return next((row for row, cells in tops if len(cells) > 2 and all(isinstance(cell, str) for cell in cells)), None)


def header_further_down(records: Sequence[Sequence[object]], names: Sequence[str]) -> int | None:
    """The row in which the declared names stand, if it is not the first; rows as a spreadsheet counts them."""
    keys = {header_key(name) for name in names}
    n_found = [
        len(keys & {header_key(str(cell)) for cell in record if cell not in (None, "")})
        for record in records[: LOOK_BELOW + 1]
    ]
    if not n_found or max(n_found) <= 2 * n_found[0]:
        return None
    return n_found.index(max(n_found)) + 1
