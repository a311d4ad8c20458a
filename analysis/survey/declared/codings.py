"""
Answers in words: which number a text most likely stands for.

Two things happen with texts where numbers belong. A text that holds its own number, such as "5 - Strongly agree" or
非常同意(5), is that number, if it lies on the declared scale and every text of the column agrees. Any other text is
never given a number by itself: a coding is proposed for a person to look at, from a vocabulary of answer scales
(words/answers.toml), from codes such as A1 to A5, or from letters.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from analysis.survey.problems import WORDS
from analysis.survey.values import level_name

NO_SCALES = ("no_answer", "not_applicable")  # families of the vocabulary that are no answer scales
OUTER_SIGNS = " \t\n.。!！,，;；:：'\"“”‘’()（）[]【】"
SIGN = r"[-–—−~=:：.．、,，|)）\]】/]"
NUMBER = r"[+-]?\d+(?:\.\d+)?"
LEADING = re.compile(rf"[(（\[【]?\s*({NUMBER})\s*((?:{SIGN}\s*)*)(\D+)")
TRAILING = re.compile(rf"(\D+?)\s*[(（\[【=:：–—]\s*({NUMBER})\s*[)）\]】]?")
WITH_UNIT = re.compile(rf"({NUMBER})\s*(分|点|點|점|星|stars?|points?|pts?)", re.IGNORECASE)
BILINGUAL = re.compile(r"[/／|\n]|(?<=[\u4e00-\u9fff])\s+(?=[A-Za-z])|(?<=[A-Za-z.])\s*(?=[\u4e00-\u9fff])")
CODE = re.compile(r"(\D*?)0*(\d+)")


def written_numbers(texts: Iterable[str]) -> dict[str, float]:
    """
    The numbers that texts hold themselves, where each number goes with one wording and each wording with one number.

    >>> written_numbers(["5 - Strongly agree", "非常不同意(1)", "4分"])
    {'5 - Strongly agree': 5.0, '非常不同意(1)': 1.0, '4分': 4.0}
    >>> written_numbers(["1 - never", "2 - never"])
    {}
    """
    found = {text: parted for text in texts if (parted := number_and_wording(text))}
    wordings: dict[float, set[str]] = {}
    numbers: dict[str, set[float]] = {}
    for number, wording in found.values():
        if wording:
            wordings.setdefault(number, set()).add(wording)
            numbers.setdefault(wording, set()).add(number)
    if any(len(several) > 1 for several in (*wordings.values(), *numbers.values())):
        return {}
    return {text: number for text, (number, _) in found.items()}


def number_and_wording(text: str) -> tuple[float, str] | None:
    """The number in an answer and the words beside it, bare of signs; None where it is not of that form."""
    if match := WITH_UNIT.fullmatch(text):
        return float(match[1]), ""
    if match := LEADING.fullmatch(text):
        number, sign, wording = match.groups()
        if not sign and plain(wording) not in known_texts():
            return None
    elif match := TRAILING.fullmatch(text):
        wording, number = match.groups()
    else:
        return None
    wording = plain(wording)
    return (float(number), wording) if any(map(str.isalpha, wording)) else None


def proposed(texts: Sequence[str], low: float, high: float) -> dict[float, str]:
    """
    A coding of answers in words for the column `labels`: the text by number; empty where none suggests itself.

    Parameters
    ----------
    texts : sequence of str
        Distinct answers, at least two of them.
    low, high : float
        The declared ends of the answer scale, whole numbers for a coding to be proposed.

    Examples
    --------
    >>> proposed(["Agree", "Strongly disagree", "Disagree", "Neutral", "Strongly agree"], 1, 5)
    {1: 'Strongly disagree', 2: 'Disagree', 3: 'Neutral', 4: 'Agree', 5: 'Strongly agree'}
    >>> proposed(["A2", "A1"], 1, 5)
    {1: 'A1', 2: 'A2'}
    """
    if not (float(low).is_integer() and float(high).is_integer()) or len(texts) < 2:
        return {}
    values = list(range(int(low), int(high) + 1))
    numbers = vocabulary_coding(texts, values) or code_coding(texts, values) or {}
    ordered = sorted(numbers.items(), key=lambda entry: entry[1])
    return {number: text for text, number in ordered} if len({*numbers.values()}) == len(numbers) else {}


def vocabulary_coding(texts: Sequence[str], values: list[int]) -> dict[str, int] | None:
    """The numbers of texts that all belong to one family of the vocabulary; None where there is no or no one answer."""
    for family in families_of(texts):
        found = {text: meanings(text)[family] for text in texts}
        used = sorted(found.values())
        ladders = [used] if len(used) == len(values) else fitting_ladders(family, used, len(values))
        codings = {tuple(ladder.index(level) for level in used) for ladder in ladders}
        if len(codings) == 1:
            places = dict(zip(used, codings.pop(), strict=True))
            return {text: values[places[level]] for text, level in found.items()}
    return None


def family_of(texts: Iterable[str]) -> str | None:
    """The family of answer scales that has all texts, no two of them on one level; None where none has."""
    return next(families_of(texts), None)


def families_of(texts: Iterable[str]) -> Iterator[str]:
    """The families of answer scales that have all texts, no two of them on one level, in the vocabulary's order."""
    known = [meanings(text) for text in texts]
    for family in known[0] if known else ():
        levels = {found[family] for found in known if family in found}
        if family not in NO_SCALES and all(family in found for found in known) and len(levels) == len(known):
            yield family


@cache
def meanings(text: str) -> dict[str, int]:
    """
    The level of an answer in each family that has it; of an answer in two languages, what either of them means.

    >>> meanings("Very useful / 非常有用") == meanings("very useful") | meanings("非常有用")
    True
    """
    if found := known_texts().get(plain(text)):
        return found
    parts = [part for part in BILINGUAL.split(text) if part.strip()]
    merged: dict[str, int] = {}
    for part in parts if len(parts) > 1 else ():
        merged = known_texts().get(plain(part), {}) | merged
    return merged


def fitting_ladders(family: str, used: list[int], n_values: int) -> list[list[int]]:
    """The answer scales of a family that have so many levels, all the used ones among them."""
    return [ladder for ladder in vocabulary()[family]["ladders"] if len(ladder) == n_values and {*used} <= {*ladder}]


def code_coding(texts: Sequence[str], values: list[int]) -> dict[str, int] | None:
    """The numbers of codes with one common beginning, such as A1 to A5, or of the letters from a on."""
    parted = [CODE.fullmatch(text.strip()) for text in texts]
    if all(parted) and len({match[1].casefold() for match in parted}) == 1:
        numbers = {text: int(match[2]) for text, match in zip(texts, parted, strict=True)}
        return numbers if {*numbers.values()} <= {*values} else None
    letters = "abcdefghijklmnopqrstuvwxyz"[: len(values)]
    places = {text: letters.find(text.strip().casefold()) for text in texts if len(text.strip()) == 1}
    if len(places) == len(texts) and min(places.values()) >= 0:
        return {text: values[place] for text, place in places.items()}
    return None


def proposal(texts: Sequence[str], low: float, high: float) -> str:
    """A coding of answers in words as the cell `labels` takes it; empty where none suggests itself."""
    return ";".join(f"{level_name(float(value))}={text}" for value, text in proposed(texts, low, high).items())


def means(family: str, text: str) -> bool:
    """
    Whether a text is in a family of the vocabulary.

    >>> means("not_applicable", "Does not apply / 不适用"), means("no_answer", "often")
    (True, False)
    """
    known = levels_of(family)
    return plain(text) in known or all(plain(part) in known for part in re.split(r"[/|／]", text))


@cache
def vocabulary() -> dict[str, dict]:
    """The families of answer scales: their ladders and the texts of each level."""
    return tomllib.loads((WORDS / "answers.toml").read_text(encoding="utf-8")) | graded_families()


def graded_families() -> dict[str, dict]:
    """The families of answers made of a degree and a word (words/degrees.toml): one for each word of each language."""
    languages = tomllib.loads((WORDS / "degrees.toml").read_text(encoding="utf-8"))
    return {
        f"{language}: {entry}": {"ladders": [], "levels": graded_levels(entry, about)}
        for language, about in languages.items()
        for entry in about["words"]
    }


def graded_levels(entry: str, about: dict) -> dict[str, list[str]]:
    """
    The texts of each level of a word, which may stand with its opposite, under the degrees of a language.

    >>> about = {"levels": {"1": ["rather {}"]}, "denied": {"-2": ["not {}"]}, "neutral": ["neither {} nor {-}"]}
    >>> graded_levels("good/bad", about)
    {'0': ['neither good nor bad'], '1': ['rather good'], '-2': ['not good'], '-1': ['rather bad']}
    """
    half = entry.count("/") // 2
    parts = entry.split("/")
    word, opposite = "/".join(parts[: half + 1]), "/".join(parts[half + 1 :])
    frames = {"0": about["neutral"], **about["levels"], **about["denied"]}
    texts = {
        level: [
            frame.replace("{-}", opposite).replace("{}", word) for frame in several if opposite or "{-}" not in frame
        ]
        for level, several in frames.items()
    }
    for level, several in about["levels"].items() if opposite else ():
        texts.setdefault(f"-{level}", []).extend(frame.replace("{}", opposite) for frame in several)
    return texts


@cache
def known_texts() -> dict[str, dict[str, int]]:
    """For every text of the vocabulary its families, with its level in each."""
    texts: dict[str, dict[str, int]] = {}
    for family in vocabulary():
        for text, level in levels_of(family).items():
            texts.setdefault(text, {})[family] = level
    return texts


@cache
def levels_of(family: str) -> dict[str, int]:
    """The level of each text of a family; of a text on several levels, the first that the vocabulary names."""
    levels: dict[str, int] = {}
    for level, texts in vocabulary()[family]["levels"].items():
        for text in texts:
            levels.setdefault(plain(text), int(level))
    return levels


def plain(text: str) -> str:
    """
    A text without case, width, outer signs and repeated spaces.

    >>> plain(" Strongly  AGREE. ")
    'strongly agree'
    """
    text = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return " ".join(text.split()).strip(OUTER_SIGNS) or text.strip()
