"""What a figure says: labels of the study, words of the language, and the sentence for those who cannot see it."""

import re
import tomllib
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2

from analysis.report.language import numbers
from analysis.report.language.names import Names, is_chinese
from analysis.report.language.writer import read_labels

HERE = Path(__file__).parent
STRAIGHT = str.maketrans("“”‘’", "\"\"''")


class Wording(Names):
    """The study's names and, as `wording["mean"]`, the words of the language."""

    def __init__(self, study: dict[str, Any], language: str) -> None:
        super().__init__(study, language)
        self.words = {key: typeset(word) for key, word in words(language).items()}
        self.report_words = read_labels(language, "labels")
        self.scales = {name: typeset(label) for name, label in self.scales.items()}
        self.pain_points = {name: typeset(label) for name, label in self.pain_points.items()}
        self.conf_level = numbers.percent(study.get("conf_level", 0.95), 0)
        self.reversed_items = frozenset(item["variable"] for item in study["items"] if item.get("reversed"))

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def item(self, variable: str) -> str:
        """An item's short name, marked where the item is shown after reversal."""
        name = super().item(variable)
        return name + self["reversed_mark"] if variable in self.reversed_items else name

    def code(self, kind: str, code: str) -> str:
        """The report's word for a code, say ("flags", "speed"); a code without one is shown as it is."""
        return typeset(self.report_words[kind].get(code, code.replace("_", " ")))

    def answer(self, text: str) -> str:
        """An answer's name; of one in two languages ('Yes / 是') the half in this one."""
        return typeset(self.level(text))

    def listed(self, what: str, value: str) -> str:
        """A thing and its value: 'Excluded: n = 41'."""
        return self["listed"].format(what=what, value=value)


def typeset(text: str) -> str:
    """
    A text as the figures' font can set it.

    Curly quotation marks, which the font draws as wide as a Chinese character, become straight between Latin letters.
    """
    return text if is_chinese(text) else text.translate(STRAIGHT)


@cache
def words(language: str) -> dict[str, str]:
    """The words that figures print in a language."""
    return tomllib.loads((HERE / "words" / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def templates(language: str) -> Any:
    """The alternative texts of a language: one macro per figure."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "text", encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # plain text: who prints it escapes it
    )
    for form in (
        numbers.number,
        numbers.bounded,
        numbers.bounded_three,
        numbers.count,
        numbers.percent,
        numbers.interval,
    ):
        environment.filters[form.__name__] = form
    environment.filters["three_interval"] = partial(numbers.interval, form=numbers.bounded_three)
    return environment.get_template(f"{language}.jinja").module


def alt_text(name: str, facts: dict[str, Any], wording: Wording) -> str:
    """The figure in words, for those who cannot see it."""
    text = getattr(templates(wording.language), name)(facts, wording)
    joint = "" if wording.language == "zh" else " "
    return re.sub(r"\s*\n\s*", joint, text.strip())
