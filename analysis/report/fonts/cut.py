"""
Cut the shipped fonts from the complete ones: `python analysis/report/fonts/cut.py FOLDER`.

FOLDER holds the font files named below, anywhere below it. They come in the npm packages
@expo-google-fonts/noto-sans-sc, noto-serif-sc (0.4.3), noto-emoji (0.4.7) and libertinus-serif (0.4.0), and, those of
single scripts, in Debian's packages fonts-noto-core (20201225) and fonts-noto-cjk (20220127), all under the SIL Open
Font License. The results are written beside this file, those of single scripts into `scripts/`, and what each draws
into `coverage.json`.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent

CHINESE = {
    "NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
    "NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
    "NotoSerifSC_400Regular.ttf": "NotoSerifSC-Regular.ttf",
    "NotoSerifSC_700Bold.ttf": "NotoSerifSC-Bold.ttf",
}
LATIN = {
    "LibertinusSerif_400Regular.ttf": "LibertinusSerif-Regular.ttf",
    "LibertinusSerif_400Regular_Italic.ttf": "LibertinusSerif-Italic.ttf",
    "LibertinusSerif_600SemiBold.ttf": "LibertinusSerif-SemiBold.ttf",
    "LibertinusSerif_600SemiBold_Italic.ttf": "LibertinusSerif-SemiBoldItalic.ttf",
}
SCRIPTS = [  # fonts of scripts beside Latin, Greek and simplified Chinese, cut whole
    "NotoSans",  # Cyrillic, polytonic Greek, further Latin
    *(f"NotoSans{script}" for script in ("Arabic", "Hebrew", "Syriac", "Thaana", "Armenian", "Georgian", "Ethiopic")),
    *(f"NotoSans{script}" for script in ("Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu")),
    *(f"NotoSans{script}" for script in ("Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar")),
    "NotoSansMongolian",
    "NotoSerifTibetan",
    "NotoSansSymbols",
    "NotoSansSymbols2",
]
CJK = "NotoSansCJK-Regular.ttc"  # its faces: 1 Korean, 2 simplified Chinese
EMOJI = "NotoEmoji_400Regular.ttf"

LATIN_BLOCKS = [(0x20, 0x250), (0x2B0, 0x370), (0x1E00, 0x1F00)]
CYRILLIC = [(0x400, 0x530)]
HAN_BLOCKS = [(0x2E80, 0x3100), (0x3100, 0x3130), (0x31A0, 0xA000), (0xF900, 0xFB00), (0x20000, 0x40000)]
HANGUL_BLOCKS = [(0x1100, 0x1200), (0x3130, 0x3190), (0xA960, 0xA980), (0xAC00, 0xD800)]
SYMBOL_BLOCKS = [
    (0x370, 0x400),  # Greek
    (0x2000, 0x20D0),  # punctuation, superscripts, currency
    (0x2100, 0x2400),  # letterlike, fractions, arrows, mathematical signs, technical
    (0x2460, 0x2670),  # circled numbers, box drawing, geometric shapes, stars
]
CHINESE_BLOCKS = [(0x3000, 0x3040), (0xFF00, 0xFFF0)]  # CJK punctuation, full-width forms


def gb2312() -> set[int]:
    """Code points of the 7,445 characters of GB 2312-80."""
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(character) for pair in rows for character in pair.decode("gb2312", "ignore")}


def block_characters(blocks: list[tuple[int, int]]) -> set[int]:
    """Code points of half-open ranges."""
    return {code for first, end in blocks for code in range(first, end)}


def cut(source: Path, target: Path, characters: set[int] | None, family: str = "", face: int = -1) -> None:
    """
    Write the part of `source` that draws `characters`, without hinting and with no date of its own.

    None keeps them all and every rule of their script; `family` is another name for the font, `face` its number in a
    collection.
    """
    font = TTFont(source, recalcTimestamp=False, fontNumber=face)
    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "halt", "palt"]
    if characters is None:
        options.layout_features = ["*"]
    elif face >= 0:
        options.layout_features = ["ccmp", "ljmo", "vjmo", "tjmo"]  # no variants of other countries
    options.drop_tables += ["STAT", "vhea", "vmtx", "VORG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap() if characters is None else characters)
    subsetter.subset(font)
    if family:
        rename(font, family)
    font.save(target)


def rename(font: TTFont, family: str) -> None:
    """Give a font a family of its own, so that it stands beside the font that it was cut from."""
    names = {1: family, 3: family, 4: f"{family} Regular", 6: family.replace(" ", "") + "-Regular"}
    for record in list(font["name"].names):
        if record.nameID in (16, 17):
            font["name"].removeNames(nameID=record.nameID)
        elif record.nameID in names:
            record.string = names[record.nameID]


def ranges(characters: set[int]) -> list[list[int]]:
    """Code points as pairs of the first and last of each unbroken run."""
    ordered = sorted(characters)
    breaks = [at for at, (a, b) in enumerate(pairwise(ordered), start=1) if b != a + 1]
    return [[ordered[a], ordered[b - 1]] for a, b in pairwise([0, *breaks, len(ordered)])]


def cut_scripts(folder: Path, chinese: set[int]) -> None:
    """Cut the fonts that are loaded only where a text needs them."""
    target = HERE / "scripts"
    target.mkdir(exist_ok=True)
    for name in SCRIPTS:
        cut(next(folder.rglob(f"{name}-Regular.ttf")), target / f"{name}-Regular.ttf", None)
    collection, emoji = next(folder.rglob(CJK)), next(folder.rglob(EMOJI))
    wider, hangul = block_characters(HAN_BLOCKS) - chinese, block_characters(HANGUL_BLOCKS)
    cut(collection, target / "NotoSansWiderHan-Regular.otf", wider, "Noto Sans Wider Han", face=2)
    cut(collection, target / "NotoSansHangul-Regular.otf", hangul, "Noto Sans Hangul", face=1)
    cut(emoji, target / "NotoEmoji-Regular.ttf", None)


def write_coverage() -> None:
    """List what each font draws, so that a text is looked through without opening any."""
    files = [path for path in sorted(HERE.rglob("*")) if path.suffix in (".ttf", ".otf")]
    found = {path.relative_to(HERE).as_posix(): ranges(set(TTFont(path).getBestCmap())) for path in files}
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(pairs, separators=(',', ':'))}" for name, pairs in found.items()
    )
    (HERE / "coverage.json").write_text("{\n" + lines + "\n}\n", encoding="utf-8")


def main(folder: Path) -> None:
    """Cut every font found below `folder`."""
    symbols = block_characters(LATIN_BLOCKS + SYMBOL_BLOCKS)
    latin = symbols | block_characters(CYRILLIC)
    chinese = symbols | gb2312() | block_characters(CHINESE_BLOCKS)
    for names, characters in [(CHINESE, chinese), (LATIN, latin)]:
        for source, target in names.items():
            cut(next(folder.rglob(source)), HERE / target, characters)
    cut_scripts(folder, chinese)
    write_coverage()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
