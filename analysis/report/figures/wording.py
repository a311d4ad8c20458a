"""What a figure says: labels of the study, words of the language, and the sentence for those who cannot see it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2

from analysis.report import numbers

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words of one language and the labels of one study; `wording["mean"]` is a word."""

    language: str
    words: Mapping[str, str]
    scales: Mapping[str, str]
    pain_points: Mapping[str, str]
    reversed_items: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, study: dict[str, Any], language: str) -> "Wording":
        """The wording for a study's figures in a language."""
        return cls(
            language=language,
            words=words(language),
            scales={scale["name"]: label(scale, language) for scale in study.get("scales", [])},
            pain_points={point["name"]: label(point, language) for point in study.get("pain_points") or []},
            reversed_items=frozenset(item["variable"] for item in study.get("items", []) if item.get("reversed")),
        )

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def scale(self, name: str) -> str:
        """A scale's label."""
        return self.scales.get(name, name)

    def pain_point(self, name: str) -> str:
        """A pain point's label."""
        return self.pain_points.get(name, name)

    def item(self, variable: str) -> str:
        """An item's code, marked where the item is shown after reversal."""
        return variable + self["reversed_mark"] if variable in self.reversed_items else variable

    def code(self, kind: str, code: str) -> str:
        """The word for a code, say ("flag", "speed"); a code without one is shown as it is."""
        return self.words.get(f"{kind}_{code}", code.replace("_", " "))

    def conf_level(self, results: dict[str, Any]) -> str:
        """The confidence level of the intervals as a whole percentage."""
        return numbers.percent(results["study"].get("conf_level", 0.95), 0)


def label(thing: dict[str, Any], language: str) -> str:
    """A label in the language, else in the one there is, else the name."""
    labels = thing.get("label") or {}
    return labels.get(language) or next((text for text in labels.values() if text), thing["name"])


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
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # plain text: who prints it escapes it
    )
    for form in (numbers.number, numbers.bounded, numbers.count, numbers.percent, numbers.interval):
        environment.filters[form.__name__] = form
    environment.filters["bounded_interval"] = partial(numbers.interval, form=numbers.bounded)
    return environment.get_template(f"{language}.jinja").module


def alt_text(name: str, facts: dict[str, Any], wording: Wording) -> str:
    """The figure in words, for those who cannot see it."""
    text = getattr(templates(wording.language), name)(facts, wording)
    return " ".join(text.split())
