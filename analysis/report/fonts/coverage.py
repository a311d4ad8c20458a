"""
The fonts that ship with the reports, what they draw, and what stands for a character that none of them draws.

Latin, Greek and simplified Chinese are always at hand; the fonts in `fonts/scripts/` (further hanzi, Korean, Arabic,
emoji ...) are opened only where a text needs them. No font is opened to look a text through: `coverage.json` lists
what each draws.
"""

import io
import json
import re
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path

FOLDER = Path(__file__).parent
SCRIPTS = FOLDER / "scripts"

LATIN = "Libertinus Serif"
CHINESE_SANS = "Noto Sans SC"
WEB = {  # CSS style and weight: the Latin faces of a web page
    ("normal", 400): "LibertinusSerif-Regular.ttf",
    ("italic", 400): "LibertinusSerif-Italic.ttf",
    ("normal", 600): "LibertinusSerif-SemiBold.ttf",
}
ISOLATE, END = "\u2068", "\u2069"  # first strong isolate: what stands within has its own direction
# Marks without a shape that a text could bring along: they would turn what follows round, or show as boxes.
SHAPELESS = re.compile(
    "[\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
JOINERS = re.compile("(?<![\u0600-\U0001faff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\U0001faff])")
SHOWN_SINGLY = 2  # of a longer run of characters that no font draws, the first and their number


def font_files() -> list[Path]:
    """The fonts that are always loaded, the regular ones first; a file that someone adds counts."""
    return fonts_in(FOLDER)


def script_files() -> list[Path]:
    """The fonts of further scripts, loaded where a text needs them."""
    return fonts_in(SCRIPTS) if SCRIPTS.is_dir() else []


def fonts_in(folder: Path) -> list[Path]:
    files = (path for path in folder.iterdir() if path.suffix.lower() in (".ttf", ".otf"))
    return sorted(files, key=lambda path: ("Regular" not in path.name, path.name))


@cache
def listed_coverage() -> dict[str, list[list[int]]]:
    """What the shipped fonts draw, as `cut.py` has listed it: by file, pairs of the first and last of each run."""
    return json.loads((Path(__file__).parent / "coverage.json").read_text(encoding="utf-8"))


@cache
def coverage(path: Path) -> frozenset[int]:
    """Code points that one font file draws."""
    shipped = Path(__file__).parent
    listed = listed_coverage().get(path.relative_to(shipped).as_posix()) if path.is_relative_to(shipped) else None
    if listed is not None:
        return frozenset(code for first, last in listed for code in range(first, last + 1))
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def all_coverage(folder: Path, scripts: Path) -> frozenset[int]:
    """Code points that any font of two folders draws."""
    return frozenset().union(*(coverage(path) for path in [*font_files(), *script_files()]))


def needs_glyph(character: str) -> bool:
    """False for spaces, line ends and the invisible marks of Unicode category Cf."""
    return not character.isspace() and unicodedata.category(character) != "Cf"


def is_drawn(character: str) -> bool:
    """Whether some font draws the character, or it needs none."""
    if unicodedata.category(character) in ("Cc", "Cs"):
        return character in "\t\n\r"
    return ord(character) in all_coverage(FOLDER, SCRIPTS) or not needs_glyph(character)


def undrawable(text: str) -> list[str]:
    """
    The characters of a text that no font draws or that have no shape, in their order in Unicode.

    A report shows such a character as its code, an emoji as its name; control characters it leaves out.
    """
    return sorted(character for character in set(text) if not is_drawn(character))


def scripts_needed(text: str, drawn: frozenset[int]) -> list[Path]:
    """The fonts of `script_files` that a text needs where code points `drawn` are drawn already."""
    missing = {ord(character) for character in text if needs_glyph(character)} - drawn
    needed = []
    for path in script_files() if missing else []:
        if found := missing & coverage(path):
            needed.append(path)
            missing -= found
    return needed


@cache
def family(path: Path) -> str:
    """What the font of a file calls itself."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return font["name"].getBestFamilyName()


@cache
def part(path: Path, codes: tuple[int, ...]) -> bytes:
    """The part of a font that draws these code points, with its rules of joining, packed for a web page."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=["*"], hinting=False, name_IDs=[1, 2, 13, 14])
    with TTFont(path, recalcTimestamp=False) as font, io.BytesIO() as file:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(file)
        return file.getvalue()


@cache
def drawable(text: str) -> str:
    """The text with every character that no font draws visibly replaced, and control characters gone."""
    if not undrawable(text):
        return text
    runs = groupby(text, key=is_drawn)
    return "".join("".join(run) if drawn else replaced("".join(run)) for drawn, run in runs)


def replaced(characters: str) -> str:
    """What stands for a run of characters that no font draws: '[nazar amulet]', '[U+30EDD]'; nothing for controls."""
    lost = [character for character in characters if unicodedata.category(character) != "Cc"]
    shown = lost if len(lost) <= SHOWN_SINGLY else lost[:1]
    rest = f"[… ×{len(lost) - 1}]" if len(lost) > len(shown) else ""
    return "".join(map(replacement, shown)) + rest


def replacement(character: str) -> str:
    """The name of a picture, the code of any other character."""
    is_picture = unicodedata.category(character) == "So"
    name = unicodedata.name(character, "").lower() if is_picture else ""
    return f"[{name or f'U+{ord(character):04X}'}]"


def printed(text: str, most: int | None = None) -> str:
    """
    A text of the study as the report prints it, wherever it then stands.

    Line breaks become spaces, shapeless marks go, what no font draws is replaced, what runs from right to left is
    isolated so that it does not turn its surroundings round; beyond `most` characters it ends in "…".
    """
    line = " ".join(unicodedata.normalize("NFC", text).split())
    line = JOINERS.sub("", SHAPELESS.sub("", line))
    line = drawable(shortened(line, most) if most else line)
    return f"{ISOLATE}{line}{END}" if runs_from_right(line) else line


def shortened(text: str, most: int) -> str:
    """The text, or its beginning and "…" where it has more than `most` characters; no letter loses its marks."""
    if len(text) <= most:
        return text
    end = most - 1
    while end > most // 2 and (unicodedata.category(text[end])[0] == "M" or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip() + "…"


def runs_from_right(text: str) -> bool:
    """Whether a text holds letters that are written from right to left."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
