"""The fonts that ship with the reports, and the refusal of characters that none of them draws."""

import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("fonts")

LATIN = "Libertinus Serif"
CHINESE_SANS = "Noto Sans SC"
WEB = {  # CSS style and weight: a Latin cut small enough to stand in every page
    ("normal", 400): "LibertinusSerif-Regular.woff2",
    ("italic", 400): "LibertinusSerif-Italic.woff2",
    ("normal", 600): "LibertinusSerif-SemiBold.woff2",
}


class MissingGlyph(ValueError):
    """A text holds characters that no font of the project draws."""


def font_files() -> list[Path]:
    """Every font file in the project's folder, the regular ones first; a file that someone adds counts."""
    files = (path for path in FOLDER.iterdir() if path.suffix.lower() in (".ttf", ".otf"))
    return sorted(files, key=lambda path: ("Regular" not in path.name, path.name))


@cache
def coverage(path: Path) -> frozenset[int]:
    """Code points that one font file draws."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def needs_glyph(character: str) -> bool:
    """False for spaces, line ends and the invisible marks of Unicode category C."""
    return not character.isspace() and unicodedata.category(character)[0] != "C"


def require_glyphs(text: str, where: str = "the report") -> None:
    """
    Refuse `text` if it holds a character that none of the fonts draws.

    Parameters
    ----------
    text : plain text.
    where : the item the text belongs to, as the error names it, e.g. "table tbl-items".

    Raises
    ------
    MissingGlyph : names each such character, where it stands, and the way out.
    """
    missing = {character for character in text if needs_glyph(character)}
    for path in font_files():
        if missing:
            missing = {character for character in missing if ord(character) not in coverage(path)}
    if missing:
        named = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in sorted(missing))
        at = text.index(min(missing))
        context = " ".join(text[max(at - 12, 0) : at + 13].split())
        raise MissingGlyph(
            f"{where}: no font of the project draws {named}, in “{context}”. Write it differently, "
            f"or copy a .ttf or .otf file that draws it into analysis/report/fonts/ and run again."
        )
