"""In which order levels without labels stand: as numbers do where they are written with numbers, else as texts do."""

import re
from collections.abc import Collection

ONES = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[零一二三四五六七八九十]+")
SIGNS = re.compile(r"[\s$€£¥￥~≈]+")
BELOW = re.compile(
    r"\b(?:under|below|less than|up to|fewer than|at most|unter|bis|weniger als|menos de|menor(?:es)? de|hasta|moins de"
    r"|до|менее|младше)\b|不足|少于|低于|小于|أقل من|[<≤＜]",
    re.IGNORECASE,
)
ABOVE = re.compile(
    r"\b(?:over|above|more than|at least|from|über|ab|mehr als|más de|mayor(?:es)? de|plus de|более|старше|свыше)\b"
    r"|超过|多于|高于|大于|أكثر من|[>≥＞]",
    re.IGNORECASE,
)
BELOW_AFTER = re.compile(
    r"以下|以内|未満|미만|이하|or (?:less|fewer|below|under|younger)|and (?:below|under)|o menos|et moins|und jünger",
    re.IGNORECASE,
)
ABOVE_AFTER = re.compile(
    r"以上|이상|초과|\+|or (?:more|over|above|older)|and (?:above|over|older)|o más|et plus"
    r"|und (?:älter|mehr)|и (?:старше|более)",
    re.IGNORECASE,
)


def ordered(values: Collection[float | str]) -> list[float | str]:
    """
    Numbers first; then texts, by their first number where all that have one begin alike, else by their letters.

    What is below a number stands before it, what is above it after; texts without a number stand last.

    >>> ordered(["大二", "大一", "大三"]), ordered(["25-34", "over 34", "under 25", "no answer", "100"])
    (['大一', '大二', '大三'], ['under 25', '25-34', 'over 34', '100', 'no answer'])
    """
    numbers = sorted(value for value in values if not isinstance(value, str))
    texts = sorted(value for value in values if isinstance(value, str))
    beginnings = [beginning(text[: found.start()]) for text in texts if (found := NUMERAL.search(text))]
    is_counted = len(beginnings) > 1 and len(set(beginnings)) == 1
    return [*numbers, *(sorted(texts, key=quantity) if is_counted else texts)]


def beginning(before: str) -> str:
    """What stands before the first number, but for words that say which side of it is meant."""
    return SIGNS.sub("", ABOVE.sub("", BELOW.sub("", before))).lower()


def quantity(text: str) -> tuple[bool, float, int]:
    """Where a text stands by its first number: after those with a smaller one, and last where it has none."""
    found = NUMERAL.search(text)
    if not found:
        return True, 0.0, 0
    before, after = text[: found.start()], text[found.end() :]
    is_below = bool(BELOW.search(before) or BELOW_AFTER.search(after))
    is_above = bool(ABOVE.search(before) or ABOVE_AFTER.search(after))
    return False, value_of(found[0]), is_above - is_below


def value_of(numeral: str) -> float:
    """
    A number in Arabic digits, or up to 99 in Chinese ones.

    >>> value_of("3,001"), value_of("十"), value_of("二十三")
    (3001.0, 10.0, 23.0)
    """
    if numeral[0].isdigit():
        return float(numeral.replace(",", ""))
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return float(int("".join(str(ONES[sign]) for sign in numeral)))
    return float(10 * (ONES.get(tens[-1:], 0) if tens else 1) + (ONES[ones[0]] if ones else 0))
