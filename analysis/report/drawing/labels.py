"""Labels that fit: broken where the language allows it, into lines of about equal length."""

from itertools import pairwise
from unicodedata import category, east_asian_width

NEVER_FIRST = "，。、；：！？）》」』】”’%,.;:!?)]}"
NEVER_LAST = "（《「『“‘([{"
BREAKING, KEPT = 1.4, 10  # a word is broken that is so many lines wide, and wider than so many ems
MOST_LINES = 6
NARROW, WIDE = set("iljftrI.,;:'|!()[] -"), set("mwMW@%")


def extent(text: str) -> float:
    """Width of a text in ems, near enough to break lines by."""
    return sum(advance(character) for character in text)


def advance(character: str) -> float:
    """Width of one character of Noto Sans SC in ems, near enough."""
    if category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if east_asian_width(character) in "WF":
        return 1.0
    if character in NARROW:
        return 0.32
    if character in WIDE:
        return 0.85
    return 0.64 if character.isupper() else 0.56


def pieces(text: str) -> list[str]:
    """The parts between which a line may end: words, Chinese characters, parts of a code."""
    parts = [text[:1]]
    for before, character in pairwise(text):
        if may_break(before, character):
            parts.append(character)
        else:
            parts[-1] += character
    return parts


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if category(after) in ("Mn", "Mc", "Me", "Cf") or category(before) == "Cf":
        return False
    if after in NEVER_FIRST or after.isspace() or before in NEVER_LAST:
        return False
    is_wide = any(east_asian_width(character) in "WF" for character in (before, after))
    return is_wide or before.isspace() or before in "_/"


def lines_within(parts: list[str], width: float) -> list[str]:
    """Parts joined into lines no wider than `width` ems; a part that is far wider by itself is broken anywhere."""
    lines = [""]
    for part in (piece for word in parts for piece in broken(word, max(BREAKING * width, KEPT))):
        if lines[-1] and extent((lines[-1] + part).rstrip()) > width:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines]


def broken(part: str, width: float) -> list[str]:
    """A part in pieces no wider than `width` ems, no letter without its marks."""
    found = [""]
    for character in part:
        is_mark = category(character) in ("Mn", "Mc", "Me", "Cf")
        if found[-1] and not is_mark and extent(found[-1] + character) > width:
            found.append("")
        found[-1] += character
    return found


def wrapped(text: str, width: float, most: int = MOST_LINES) -> str:
    """A label in as few lines of `width` ems as it needs, of about equal length; it ends in "…" after `most` lines."""
    parts = pieces(text)
    lines = lines_within(parts, width)
    narrower = width
    while len(lines) > 1 and narrower > 1:
        narrower -= 0.5
        tried = lines_within(parts, narrower)
        if len(tried) > len(lines) or max(map(extent, tried)) > max(map(extent, lines)):
            break
        lines = tried
    return "\n".join(lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + "…"])


def line_count(texts: list[str]) -> int:
    """Lines of the tallest of several labels."""
    return max((text.count("\n") + 1 for text in texts), default=0)


def text_width(text: str) -> float:
    """Width of a label's longest line in ems, near enough."""
    return max(map(extent, text.split("\n")))
