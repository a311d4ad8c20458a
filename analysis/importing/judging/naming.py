"""What a scale is called, in both languages, and whether it is what the study explains."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from analysis.importing.judging.membership import Block
from analysis.importing.said import cues, data, said
from analysis.survey.declared.names import width

LONGEST_LABEL = 40  # columns of a typewriter
LEAST_SHARED = 4  # characters that stems must share for the rest of them to be names
MAJORITY = 0.6  # of the items of a scale that must be about the thing it is named for
OUTCOMES = 3  # kinds of constructs from which on they are outcomes only where there is no other
INSTRUCTION = re.compile(
    r"请|請|以下|下列|下面|您对|the following|below|please|how (much|far|often|satisfied)|to what extent|bitte|folgend|"
    r"inwieweit|siguiente|indique|suivant|veuillez|다음|아래|次の|以下の",
    re.IGNORECASE,
)
HAN = re.compile(r"[\u4e00-\u9fff]")
OTHER_EAST = re.compile(r"[\u3040-\u30ff\uac00-\ud7a3]")


@dataclass(frozen=True, kw_only=True)
class Construct:
    """What a scale may be about: words/constructs.toml."""

    key: str
    en: str
    zh: str
    cues: re.Pattern
    outcome: int = 0
    better: str = "high"


@cache
def constructs() -> tuple[Construct, ...]:
    """All that is known of, in the order of the file."""
    return tuple(
        Construct(key=key, **about | {"cues": re.compile("|".join(about["cues"]), re.IGNORECASE)})
        for key, about in data("constructs")["scales"].items()
    )


def construct_of(block: Block) -> Construct | None:
    """What a scale is about: what its stem or most of its items name; None where they name nothing known."""
    texts = [(question.wording, question.name) for question in block.members]
    counts = {about.key: sum(any(map(about.cues.search, both)) for both in texts) for about in constructs()}
    stem = block.stem if width(block.stem) <= LONGEST_LABEL else ""
    for about in constructs():
        if about.cues.search(stem) or about.cues.search(f"{stem}1" if stem.isascii() and stem.isalpha() else "-"):
            return about
    outcomes = [about for about in constructs() if about.outcome]
    n_outcome = sum(any(about.cues.search(text) for about in outcomes for text in both) for both in texts)
    if n_outcome * 2 >= len(texts):
        return max(outcomes, key=lambda about: (counts[about.key], -about.outcome))
    best = max(constructs(), key=lambda about: counts[about.key])
    return best if counts[best.key] >= max(MAJORITY * len(texts), 1) else None


def distinct_constructs(grouped: Sequence[Block]) -> list[Construct | None]:
    """
    What each scale is about; None also where several scales are about the same thing.

    Of several about one outcome those keep it that ask for it as a whole; all do where none does.
    """
    found = [construct_of(block) for block in grouped]
    overall = [is_overall(block) for block in grouped]
    whole = {about.key for about, is_whole in zip(found, overall, strict=True) if about and about.outcome and is_whole}
    several = {
        about.key for about in found if about and found.count(about) > 1 and (about.key in whole or not about.outcome)
    }
    return [
        about if about and (about.key not in several or (about.key in whole and is_whole)) else None
        for about, is_whole in zip(found, overall, strict=True)
    ]


def is_overall(block: Block) -> bool:
    """Whether a scale asks for something as a whole: its stem says so, or every item does."""
    cue = cues("constructs", "overall")
    return bool(cue.search(block.stem)) or all(cue.search(question.asked) for question in block.members)


def own_parts(stems: Sequence[str]) -> dict[str, str]:
    """
    What each stem has that the others do not: the name of its scale, where stems are alike but for that.

    >>> own_parts(["About your pay, please choose:", "About your team, please choose:"])
    {'About your pay, please choose:': 'pay', 'About your team, please choose:': 'team'}
    """
    distinct = list(dict.fromkeys(filter(None, stems)))
    if len(distinct) < 2:
        return {}
    start = shared_start(distinct)
    end = shared_start([stem[start:][::-1] for stem in distinct])
    if start + end < LEAST_SHARED:
        return {}
    first, last = distinct[0][:start], distinct[0][len(distinct[0]) - end :]
    if not HAN.search(first + last) and len(re.findall(r"[^\W\d_]{2,}", first + last)) < 2:  # "How", "?" tell nothing
        return {}
    if first and first[-1].isascii() and first[-1].isalnum():  # within a word
        start = first.rfind(" ") + 1
    if last and last[0].isascii() and last[0].isalnum():
        end = len(last) - last.find(" ") if " " in last else 0
    parts = {stem: stem[start : len(stem) - end].strip(" ,，:：“”\"'") for stem in distinct}
    return parts if all(0 < width(part) <= LONGEST_LABEL for part in parts.values()) else {}


def shared_start(texts: Sequence[str]) -> int:
    """How many characters texts have in common at their beginning."""
    return len([*takewhile(lambda characters: len({*characters}) == 1, zip(*texts, strict=False))])


def label_of(block: Block, about: Construct | None, own: str = "") -> dict[str, str]:
    """
    The label of a scale by language: what its stem alone has, what its items are about, its short stem, its number.

    Parameters
    ----------
    block : Block
    about : Construct or None
    own : str
        See `own_parts`.
    """
    if own:
        known = {"en": about.en, "zh": about.zh} if about else {}
        return {"en": own, "zh": own} | known | {"zh" if is_chinese(own) else "en": own}
    if about:
        return {"en": about.en, "zh": about.zh}
    stem = block.stem.strip(" :：—-。.?？")
    if block.because in ("rows", "parts") and stem and not INSTRUCTION.search(stem) and width(stem) <= LONGEST_LABEL:
        return {"en": stem, "zh": stem}
    if block.because == "beginning":
        return {"en": stem, "zh": stem}
    first = block.members[0]
    if len(block.members) == 1:
        short = shortened(first.wording)
        return {"en": short, "zh": short}
    values = {"number": first.number, "name": first.name if width(first.name) <= 12 else "", "place": first.place + 1}
    return {language: said("names.scale", language, **values) for language in ("en", "zh")}


def shortened(text: str) -> str:
    """The beginning of a wording as a label."""
    text = " ".join(text.split()).rstrip("。.?？:：")
    while width(text) > LONGEST_LABEL:
        text = text[: -max(1, (width(text) - LONGEST_LABEL) // 2)]
        if width(text) <= LONGEST_LABEL:
            return text.rstrip(" ,，、") + "…"
    return text


def key_of(block: Block, about: Construct | None, taken: Sequence[str]) -> str:
    """The name of a scale in study.toml: of ASCII letters, digits and _; distinct from those taken."""
    first = block.members[0]
    code = block.stem if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,19}", block.stem) else ""
    number = re.sub(r"\W", "_", first.number)
    code = code or (first.name if re.fullmatch(r"[A-Za-z]\w{0,19}", first.name) and len(block.members) == 1 else "")
    name = (about.key if about else "") or code.casefold() or (f"q{number}" if number else "scale")
    names = [name, *(f"{name}_{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def wordings(text: str) -> tuple[str, str]:
    """
    English (or any other language's) and Chinese wording of a text that may hold both.

    >>> wordings("Quick help / 帮助及时"), wordings("帮助及时"), wordings("Schnelle Hilfe")
    (('Quick help', '帮助及时'), ('', '帮助及时'), ('Schnelle Hilfe', ''))
    """
    parts = [part.strip() for part in re.split(r"\s*[/／|\n]\s*", text)]
    if len(parts) == 2:
        han = [is_chinese(part) for part in parts]
        if han == [False, True]:
            return parts[0], parts[1]
        if han == [True, False]:
            return parts[1], parts[0]
    return ("", text) if is_chinese(text) else (text, "")


def is_chinese(text: str) -> bool:
    """Whether a text is written in hanzi, and is neither Japanese nor Korean."""
    return bool(HAN.search(text)) and not OTHER_EAST.search(text)


def short_names(grouped: Sequence[Block]) -> dict[str, str]:
    """Names for tables, of the numbers of questions, for columns whose own names are long; no two are alike."""
    names = {}
    for block in grouped:
        numbers = [question.number for question in block.members]
        for position, question in enumerate(block.members, start=1):
            if question.number and width(question.name) > 12:
                several = numbers.count(question.number) > 1
                names[question.name] = f"Q{question.number}.{position}" if several else f"Q{question.number}"
    given = [*names.values()]
    return {name: short for name, short in names.items() if given.count(short) == 1}
