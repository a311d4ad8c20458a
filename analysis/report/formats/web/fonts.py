"""CSS that carries the letters a page needs: Latin for the text, the sans for figures, further scripts in part."""

import re
from base64 import b64encode

from analysis.report.fonts import coverage as fonts
from analysis.report.formats.pages import Page, texts

LATIN_IN_CHINESE = "U+20-A6,U+A8-B6,U+B8-24F,U+370-3FF,U+2013,U+2018-2019,U+2070-209F,U+2190-22FF"
ASCII = "".join(map(chr, range(0x20, 0x7F)))  # the words of a script are not in the blocks
BOLD = re.compile(r"font-weight: ([6-9]00|bold)")
WRITTEN = re.compile(r"<text([^>]*)>([^<]*)<")


def css(page: Page) -> str:
    """All font faces of a page."""
    return latin(page) + figures(page) + scripts(page)


def latin(page: Page) -> str:
    """
    The Latin faces of the text, cut to the letters of all its parts; Chinese is drawn by the reader's own system.

    On a Chinese page they leave the marks that both scripts share (“ ” ’ … — ·) to the Chinese font.
    """
    span = LATIN_IN_CHINESE if page.language == "zh" else ""
    written = {*map(ord, ASCII), *(ord(c) for block in page.whole for text in texts(block) for c in text)}
    return "".join(
        face("Report Latin", fonts.part(path, tuple(sorted(written & fonts.coverage(path)))), style, weight, span)
        for (style, weight), path in ((form, fonts.FOLDER / name) for form, name in fonts.WEB.items())
    )


def figures(page: Page) -> str:
    """The sans in which figures are drawn, cut to the letters that are written in them, in each weight they use."""
    written: dict[int, set[int]] = {400: set(), 700: set()}
    for block in page.whole:
        for form, text in WRITTEN.findall(block.get("svg", "")):
            written[700 if BOLD.search(form) else 400] |= set(map(ord, text))
    return "".join(
        face("Report Sans", fonts.part(path, tuple(sorted(written[weight]))), "normal", weight)
        for path in fonts.font_files()
        if fonts.family(path) == fonts.CHINESE_SANS and written[weight := 700 if "Bold" in path.stem else 400]
    )


def scripts(page: Page) -> str:
    """Of each font of a further script that a page needs, the letters it needs."""
    characters = {*page.title, *(character for block in page.whole for text in texts(block) for character in text)}
    characters |= {c for block in page.whole for _, text in WRITTEN.findall(block.get("svg", "")) for c in text}
    written = "".join(sorted(characters))
    usual = frozenset().union(*map(fonts.coverage, fonts.font_files()))
    faces = []
    for path in fonts.scripts_needed(written, usual):
        own = tuple(sorted(fonts.coverage(path) & set(map(ord, written)) - usual))
        span = ",".join(f"U+{code:X}" for code in own)
        faces.append(face("Report Scripts", fonts.part(path, own), "normal", 400, span))
    return "".join(faces)


def face(family: str, woff2: bytes, style: str, weight: int, span: str = "") -> str:
    """One `@font-face` that holds its font."""
    limited = f";unicode-range:{span}" if span else ""
    source = b64encode(woff2).decode()
    return (
        f"@font-face{{font-family:'{family}';font-style:{style};font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{source}){limited}}}\n"
    )
