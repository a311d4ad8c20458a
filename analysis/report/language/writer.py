"""
Sentences: a claim in, words out, in the words of `texts`.

A sentence is a macro `name(verdict, v)`; `v` carries the values. Numbers reach the words only through the filters
below, the same functions that the tables use.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from types import CodeType, SimpleNamespace
from typing import Any

import jinja2
from markupsafe import Markup

from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results
from analysis.report.document.loose import nothing
from analysis.report.findings.stated import STATED, qualifications
from analysis.report.language import bibliography, numbers, own_works
from analysis.report.language.names import WORDING, Names, in_language, settled, unstopped
from analysis.report.language.texts import macros, texts
from analysis.report.language.traced import NUMBERS, traced, traced_interval
from analysis.statistics.foundation.attempts import Unavailable
from analysis.survey.declared.rules import LANGUAGES
from analysis.survey.sections import StudySection

MARK = re.compile("<data [^>]*>")  # of a number that knows its place
THIN_SPACE = "\u2009"


OWN = (
    *("cites", "word", "words", "clauses", "model", "models", "parameters", "reason", "by_kind", "subjects"),
    *("number_met", "tallied", "criteria"),
)
"""Filters that need the labels or the language."""


class Writer:
    """The words of one report: a language, the study's names, and the figures it can show."""

    def __init__(self, results: Results, language: str, figures: tuple[str, ...] = ()) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no report in {language!r}: the languages are {', '.join(LANGUAGES)}")
        self.language, self._results = language, results
        self.figures = frozenset(figures)
        self.names = Names(results.study, language)
        self.conf_level = results.study.conf_level
        self.outcome = results.outcome
        self.own = own_works.own_works(results.author.works if results.author else [])
        self.environment = environment(filters(self.names) | self._own_filters())
        self.environment.globals |= self._globals()
        self._modules: dict[str, Any] = {}
        self._words = texts(language)

    def sentence(self, claim: Claim) -> str:
        """The claim in words, as an inline XML fragment; right after it what qualifies a verdict that it states."""
        more = qualifications(claim, self._results) if claim.id in STATED else []
        return self.join([self._worded(part) for part in (claim, *more)])

    def _worded(self, claim: Claim) -> str:
        macro = getattr(self._module(claim.section), claim.name)
        with numbers.printed_in(self.language):
            return self._tidy(macro(claim.verdict, SimpleNamespace(**claim.values)))

    def prose(self, name: str, /, **values: Any) -> str:
        """Fixed prose 'section.macro': how to read a statistic, where a word comes from."""
        section, _, macro = name.partition(".")
        with numbers.printed_in(self.language):
            return self._tidy(getattr(self._module(section), macro)("", SimpleNamespace(**values)))

    def label(self, *path: str, **values: Any) -> str:
        """A label as an inline XML fragment: label("tables", "alpha", "caption")."""
        text: Any = self._words
        for key in path:
            text = text[key]
        return self._rendered(text, values)

    def labels(self, *path: str, **values: Any) -> list[str]:
        """A list of labels, such as a table's notes; empty where there is none."""
        found: Any = self._words
        for key in path:
            found = found.get(key, {})
        return [self._rendered(text, values) for text in found]

    def _rendered(self, text: str, values: dict) -> str:
        with numbers.printed_in(self.language):
            return self._tidy(self._template(text).render(**values) if "{" in text else text)

    def reason(self, refusal: Unavailable) -> Markup:
        """Why a result is missing: the words of its code, with its values."""
        values = dict(refusal.values)
        level = values.pop("level", None)
        reason = Markup(self.label("refusals", refusal.code, **values))
        return reason if level is None else Markup(self.label("refusals", "at_level", level=level, reason=reason))

    def has_label(self, *path: str) -> bool:
        found: Any = self._words
        for key in path:
            found = found.get(key, {})
        return bool(found)

    def plain(self, *path: str, **values: Any) -> str:
        """A label as plain text, for table cells, headings and alternative texts."""
        return Markup(self.label(*path, **values)).striptags()

    def join(self, sentences: list[str]) -> str:
        return ("" if self.language == "zh" else " ").join(sentences)

    def _module(self, section: str) -> Any:
        """The sentences of a chapter."""
        if section not in self._modules:
            self._modules[section] = self._template(macros(self.language, section)).module
        return self._modules[section]

    def _template(self, text: str) -> jinja2.Template:
        return jinja2.Template.from_code(self.environment, compiled(text), dict(self.environment.globals))

    def _tidy(self, text: str) -> str:
        """
        One line: Chinese lines join without a space, others with one.

        A space parts Chinese from a number that begins with a point or a sign, as it is parted from one that
        begins with a digit by every program that sets the text; a thin one from a raised digit before it.
        """
        joint = "" if self.language == "zh" else " "
        line = re.sub(r"[ \t]+", " ", re.sub(r"\s*\n\s*", joint, str(text).strip()))
        line = re.sub(r"(?<=</sup>)(?=[一-鿿])", THIN_SPACE, line)
        return settled(re.sub(r"(?<=[一-鿿])(?=(?:<data [^>]*>)?(?:−?\.\d|−\d))", " ", line))

    def _own_filters(self) -> dict:
        """The filters that need the labels or the language."""
        return {
            "cites": lambda keys: Markup(bibliography.cite(keys, self.language)),
            "word": lambda key, *path: self.word(*path, key),
            "words": lambda keys, *path: self.names.joined([self.word(*path, key) for key in keys]),
            "clauses": lambda keys, *path: self.names.listed([self.word(*path, key) for key in keys]),
            "model": self.model,
            "parameters": lambda terms: self.names.joined([self.parameter(term) for term in terms]),
            "reason": self.reason,
            "number_met": lambda met: Markup(self.label("number_met", met["how"], **met)),
            "tallied": lambda counts, *path: Markup(self.names.row([self.label(*path, key, n=n) for key, n in counts])),
            "by_kind": self.by_kind,
            "criteria": lambda filters: self.names.listed([self.criterion(one) for one in filters]),
            "subjects": lambda groups: self.names.listed([self.subjects(group) for group in groups]),
            "models": lambda keys: self.names.joined([self.model(key) for key in keys]),
        }

    def by_kind(self, groups: list[dict[str, Any]], words: str = "hanging") -> str:
        """Headline verdicts by kind, each with what it is about in brackets; see `finding.grouped`."""
        frame = "{}（{}）" if self.language == "zh" else "{} ({})"
        kinds = [(self.word(words, group["kind"]), self.subjects(group)) for group in groups]
        return self.names.listed([frame.format(*pair) if pair[1] else pair[0] for pair in kinds])

    def criterion(self, one: dict[str, Any]) -> str:
        """What had to be answered to a question for a response to be included."""
        question = unstopped(self.names.wording(one["variable"]))
        answers = self.names.listed([self.names.level(text) for text in one["accepted"]])
        accepted = self.word("criterion", "any") if one["is_any"] else answers
        return ("“{}”：{}" if self.language == "zh" else "“{}”: {}").format(question, accepted)

    def subjects(self, group: dict[str, Any]) -> str:
        """The scales, pain points, or pairs of scales, that verdicts of one kind are about."""
        if group["pairs"]:
            return self.names.listed([self.names.joined([*map(self.names.part, pair)]) for pair in group["pairs"]])
        return self.names.joined([self.names.part(name) for name in group["names"]])

    def model(self, name: str) -> str:
        """A measurement model in words; of merged dimensions ('merged: a + b; c + d') which they are."""
        kind, _, sets = name.partition(": ")
        if not sets:
            return self.word("models", name)
        merged = [
            self.names.joined([self.names.part(part) for part in names.split(" + ")]) for names in sets.split("; ")
        ]
        return Markup(self.label("models", kind, sets=self.names.listed(merged)))

    def parameter(self, term: str) -> str:
        """A parameter in words: 'factor=~item', 'a~~b', 'item~1'; anything else as it is."""
        a, operator, b = self.names.sides(term)
        if not operator:
            return self.names.part(term)
        residual = "" if a in self.names.scales else "residual_"
        kinds = {"=~": "loading", "~1": "intercept", "~~": residual + ("variance" if a == b else "covariance")}
        return Markup(self.label("parameters", kinds[operator], a=self.names.part(a), b=self.names.part(b)))

    def _globals(self) -> dict:
        level = numbers.percent(self.conf_level, 0)

        def ci(low: float | None, high: float | None, form: str = "number") -> Markup:
            return Markup("{} CI {}").format(level, traced_interval(low, high, form))

        return {
            "level": level,
            "lowest": numbers.count(0),
            "highest": numbers.count(100),
            "ci": ci,
            "interval": traced_interval,
            "cite": lambda *keys: Markup(bibliography.cite(keys, self.language)),
            "within": lambda *keys: Markup(bibliography.within(keys, self.language)),
            "cited": lambda key: Markup(bibliography.cited(key, self.language)),
            "tbl": partial(reference, "tbl"),
            "fig": partial(reference, "fig"),
            "figures": self.figures,
            "outcome": self.names.quoted(self.names.scale(self.outcome)) if self.outcome else "",
        }

    def word(self, *path: str) -> str:
        """A word for a code: word("flags", "speed"); a code without a word stands for itself."""
        found: Any = self._words
        for key in path:
            if not isinstance(found, dict) or key not in found:
                return path[-1]
            found = found[key]
        return Markup(self._tidy(found))


def filters(names: Names) -> dict[str, Any]:
    """Everything that turns a value into words, but for the labels."""

    def many(one: Callable[[Names], Callable[[str], str]]) -> Callable[[list[str]], str]:
        return lambda keys: names.joined([names.quoted(one(names)(key)) for key in keys])

    def stated(texts: Mapping[str, str]) -> str:
        return names.shown(in_language(texts, names.language, ""), WORDING)

    return {
        **traced(NUMBERS | {"spelled": numbers.spelled}),
        "plural": lambda n, one, many: one if n == 1 else many,
        "scale": lambda key: names.quoted(names.scale(key)),
        "scales": many(lambda names: names.scale),
        "pain": lambda key: names.quoted(names.pain_point(key)),
        "group": lambda key: names.group_quoted(key),
        "named": lambda key: names.quoted(names.any(key)),
        "stated": stated,
        "all_stated": lambda several: names.listed([stated(texts) for texts in several]),
        "level": lambda text: names.level(text),
        "indicator": lambda key: names.indicator(key),
        "unit": lambda key: names.counted(key),
        "option_set": lambda key: names.option_set(key),
        "option": lambda key, name: names.option(name, key),
        "wording": lambda key: names.wording(key),
        "unstopped": lambda key: unstopped(names.wording(key)),
        "item": lambda key: names.item(key),
        "opening": opening,
        "part": lambda key: names.part(key),
    } | of_many(names)


def of_many(names: Names) -> dict[str, Any]:
    """What turns several values into words."""
    return {
        "groupings": lambda keys: names.joined([names.group_quoted(key) for key in keys]),
        "codes": lambda keys: names.joined([names.item(key) for key in keys]),
        "parts": lambda keys: names.joined([names.part(key) for key in keys]),
        "several": lambda keys: names.several([names.part(key) for key in keys]),
        "before": lambda rows: names.listed([names.before(row["first"], row["then"]) for row in rows]),
        "pairs": lambda pairs: names.listed([names.pair(pair) for pair in pairs]),
        "named_levels": lambda texts: names.joined([names.level_quoted(text) for text in texts]),
        "levels": lambda texts: names.listed([names.level(text) for text in texts]),
        "sized": lambda rows: names.listed(
            [names.sized(names.level(row.level), numbers.count(row.n_obs)) for row in rows]
        ),
    }


def opening(text: str) -> str:
    """A text as it opens a line: with a capital."""
    marked = MARK.match(text)
    start = marked.end() if marked else 0
    return settled(text[:start] + text[start : start + 1].upper() + text[start + 1 :])


def environment(words: dict[str, Any]) -> jinja2.Environment:
    """Where templates are rendered: everything escaped, nothing undefined."""
    made = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= words
    return made


@cache
def compiled(text: str) -> CodeType:
    """A template's code, which does not depend on the study."""
    return environment(filters(Names(nothing(StudySection), "en")) | dict.fromkeys(OWN, str)).compile(text)


def reference(kind: str, name: str) -> Markup:
    """A place for the number of a table or figure; the composer fills it in."""
    return Markup(f'<a href="#{kind}-{name}"></a>')
