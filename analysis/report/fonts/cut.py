"""
Cut the shipped fonts from the complete ones: `python analysis/report/fonts/cut.py FOLDER`.

FOLDER holds the static TrueType files named below, anywhere below it. They come in the npm packages
@expo-google-fonts/noto-sans-sc, noto-serif-sc (0.4.3) and libertinus-serif (0.4.0), all under the SIL Open
Font License. The results are written beside this file.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

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
WEB = {
    "LibertinusSerif_400Regular.ttf": "LibertinusSerif-Regular.woff2",
    "LibertinusSerif_400Regular_Italic.ttf": "LibertinusSerif-Italic.woff2",
    "LibertinusSerif_600SemiBold.ttf": "LibertinusSerif-SemiBold.woff2",
}  # small enough to stand in every web page

LATIN_BLOCKS = [(0x20, 0x250), (0x2B0, 0x370), (0x1E00, 0x1F00)]
SYMBOL_BLOCKS = [
    (0x370, 0x400),  # Greek
    (0x2000, 0x20D0),  # punctuation, superscripts, currency
    (0x2100, 0x2400),  # letterlike, fractions, arrows, mathematical signs, technical
    (0x2460, 0x2670),  # circled numbers, box drawing, geometric shapes, stars
]
WEB_BLOCKS = [(0x20, 0x180), (0x370, 0x400), (0x2000, 0x2070), (0x2070, 0x20AD), (0x2190, 0x2194), (0x2200, 0x2270)]
CHINESE_BLOCKS = [(0x3000, 0x3040), (0xFF00, 0xFFF0)]  # CJK punctuation, full-width forms


def gb2312() -> set[int]:
    """Code points of the 7,445 characters of GB 2312-80."""
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(character) for pair in rows for character in pair.decode("gb2312", "ignore")}


def block_characters(blocks: list[tuple[int, int]]) -> set[int]:
    """Code points of half-open ranges."""
    return {code for first, end in blocks for code in range(first, end)}


def cut(source: Path, target: Path, characters: set[int]) -> None:
    """Write the part of `source` that draws `characters`, without hinting and with no date of its own."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "halt", "palt"]
    options.drop_tables += ["STAT", "vhea", "vmtx"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2" if target.suffix == ".woff2" else None
    font.save(target)


def main(folder: Path) -> None:
    """Cut every font found below `folder`."""
    latin = block_characters(LATIN_BLOCKS + SYMBOL_BLOCKS)
    chinese = latin | gb2312() | block_characters(CHINESE_BLOCKS)
    for names, characters in [(CHINESE, chinese), (LATIN, latin), (WEB, block_characters(WEB_BLOCKS))]:
        for source, target in names.items():
            cut(next(folder.rglob(source)), Path(__file__).with_name(target), characters)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
