"""What scales, items, pain points and groups are called in one language; the other language where it is silent."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from analysis.report.fonts.coverage import printed
from analysis.survey.declared.names import is_question
from analysis.survey.declared.settings import Wording
from analysis.survey.sections import StudySection

LOWERED = "\ue000"  # stands before a label's lowered first letter until its place in the sentence is known
# The longest that a report prints, in characters; what is longer ends in "…".
TITLE, LABEL, WORDING = 160, 100, 700
OPERATORS = ("=~", "~~", "~1")
GENERAL = "G"  # what models call the factor behind all dimensions
CODE_WIDTH = 12  # columns of a typewriter: a longer name of an item is a question, not a code
QUESTION = re.compile(
    r"(how|what|which|who|whom|whose|when|where|why|do|does|did|are|is|were|was|have|has|please|your|in which)\b", re.I
)
FULL_WIDTH = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}


def in_language(texts: Mapping[str, str] | None, language: str, otherwise: str) -> str:
    """The text in `language`, else in any language, else `otherwise`."""
    texts = texts or {}
    return texts.get(language) or next((text for text in texts.values() if text), otherwise)


def is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


def is_code(name: str) -> bool:
    """Whether a column's name is short enough to be printed as the name of an item."""
    width = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in name)
    return width <= CODE_WIDTH and not re.search(r"\s", name)


def chinese_punctuation(text: str) -> str:
    """Half-width punctuation beside a Chinese character as Chinese print has it."""
    if not is_chinese(text):
        return text
    text = re.sub(r"\s*\(([^()]*)\)\s*", r"（\1）", text)
    return re.sub(r"(?<=[一-鿿）])\s*([,:;?!])\s*|([,:;?!])\s*(?=[一-鿿])", lambda m: FULL_WIDTH[m[1] or m[2]], text)


def unasked(question: str) -> str:
    """A question as the name of what it asks: without the mark that ends it, for a colon may follow."""
    return question.rstrip(" ?？:：") or question


def asks(label: str) -> bool:
    """
    Whether the label of a group is a question or a request, and so no common noun.

    >>> asks("How old are you?"), asks("Which shop did you visit"), asks("Kind of shop"), asks("Supermarket chain")
    (True, True, False, False)
    """
    return bool(re.search(r"[?？:：]\s*$", label) or QUESTION.match(label))


def unstopped(text: str) -> str:
    """A text without the stop that ends it, for the sentence around it has its own."""
    return text.rstrip(" .。．")


def proper_words(texts: list[str]) -> set[str]:
    """
    Words that texts write with a capital inside a sentence: names.

    A text that begins most of its longer words with one is a title in title case, and tells nothing.
    """
    found: set[str] = set()
    for text in texts:
        further = [word for word in re.findall(r"[^\W\d_]+", text)[1:] if len(word) > 3]
        capital = [word for word in further if word[0].isupper()]
        if not further or len(capital) <= len(further) / 2:
            found |= set(re.findall(r"(?<=[a-z,] )[A-Z]\w*", text))
    return found


def is_translated(labels: Iterable[Wording]) -> bool:
    """Whether the study gives the label of anything in more than one language."""
    return any(len(set(label.values())) > 1 for label in labels)


class Names:
    """Look-up of labels and wordings; a name that the study does not know stands for itself."""

    def __init__(self, study: StudySection, language: str) -> None:
        self.language = language
        self.title = self.shown(in_language(study.title, language, study.name), TITLE)
        self.scales = {s.name: self.label(s.label, s.name) for s in study.scales}
        self.items = item_labels(study)
        asked = {i.variable: i.text for i in study.items} | {f.variable: f.text for f in study.filters}
        self.wordings = {name: printed(in_language(text, language, ""), WORDING) for name, text in asked.items()}
        self.pain_points = {p.name: self.label(p.label, p.name) for p in study.pain_points}
        self.groups = {g.variable: unasked(self.label(g.text, g.variable)) for g in study.groups}
        self.questions = {g.variable for g in study.groups if asks(self.label(g.text, g.variable))}
        self.indicators = {i.variable: unasked(self.label(i.text, i.variable)) for i in study.indicators}
        self.units = {i.variable: self.label(i.unit, "") for i in study.indicators}
        self.sets = {s.name: self.label(s.label, s.name) for s in study.multi}
        self.options = {
            (s.name, o.option): self.level(self.label(o.label, o.option)) for s in study.multi for o in s.options
        }
        named = [*self.scales.values(), *self.wordings.values(), *self.pain_points.values(), *self.groups.values()]
        self.proper = proper_words([self.title, *named])
        self.is_english = study.languages == ["en"] or is_translated(
            [*(scale.label for scale in study.scales), *(point.label for point in study.pain_points)]
        )

    @property
    def has_worded_items(self) -> bool:
        """Whether the study gives the words of any item; a code that names its column is none."""
        asked = [(name, text) for name, text in self.wordings.items() if name in self.items]
        return any(text and (text != name or is_question(name)) for name, text in asked)

    def label(self, texts: Wording, otherwise: str) -> str:
        return self.shown(in_language(texts, self.language, otherwise), LABEL)

    def shown(self, text: str, most: int) -> str:
        """A text of the study as this language prints it."""
        return printed(chinese_punctuation(text) if self.language == "zh" else text, most)

    def scale(self, name: str) -> str:
        return self.scales.get(name, name)

    def item(self, variable: str) -> str:
        """An item's short name, never its wording."""
        return self.items.get(variable, variable)

    def pain_point(self, name: str) -> str:
        return self.pain_points.get(name, name)

    def group(self, variable: str) -> str:
        return self.groups.get(variable, variable)

    def indicator(self, variable: str) -> str:
        """What an indicator measures."""
        return self.indicators.get(variable, variable)

    def indicator_code(self, variable: str) -> str:
        """An indicator's short name, for the head of a column: its column's, where that is short."""
        return variable if is_code(variable) else self.indicator(variable)

    def measured(self, variable: str) -> str:
        """An indicator by its short name and what it measures."""
        code, named = self.indicator_code(variable), self.indicator(variable)
        return named if code == named else f"{code} {named}"

    def unit(self, variable: str) -> str:
        """What an indicator is counted in, if in anything."""
        return self.units.get(variable, "")

    def counted(self, variable: str) -> str:
        """The unit behind a number, with the space that parts them."""
        unit = self.unit(variable)
        return unit if not unit or self.language == "zh" else f" {self.lowered(unit)}"

    def option_set(self, name: str) -> str:
        """A question to which several answers may be given."""
        return self.sets.get(name, name)

    def option(self, name: str, option: str) -> str:
        """An option of such a question."""
        return self.options.get((name, option), option)

    def any(self, name: str) -> str:
        """A scale, pain point, indicator or group by its label."""
        named = (self.scales, self.pain_points, self.indicators, self.groups)
        return next((labels[name] for labels in named if name in labels), name)

    def group_quoted(self, variable: str) -> str:
        """A group inside a sentence; in English one that is a question keeps its capital."""
        named = self.group(variable)
        return named if self.language == "en" and variable in self.questions else self.quoted(named)

    def wording(self, item: str) -> str:
        """The item's wording, or its short name where the wording is not given."""
        return self.wordings.get(item) or self.item(item)

    def level(self, text: str) -> str:
        """A group's level; of a label in two languages ('Female / 女') the half in this one."""
        halves = text.split(" / ")
        if len(halves) != 2 or is_chinese(halves[0]) == is_chinese(halves[1]):
            return printed(text, LABEL)
        return printed(next(half for half in halves if is_chinese(half) == (self.language == "zh")), LABEL)

    def level_quoted(self, text: str) -> str:
        """A level inside a sentence, which is a name and keeps its capital."""
        return f"“{self.level(text)}”" if self.language == "zh" else self.level(text)

    def quoted(self, text: str) -> str:
        """A label inside a sentence: Chinese sets it in quotation marks, English begins it with a small letter."""
        return f"“{text}”" if self.language == "zh" else self.lowered(text)

    def lowered(self, text: str) -> str:
        """
        A label as a common noun, marked for `settled`.

        Names and titles stay as they are: words that the study elsewhere writes with a capital inside a sentence,
        abbreviations, and labels with another capital. So do all labels of a study that gives them in one language
        only, unless its one report is English: the language need not be, and German writes its nouns with a capital.
        """
        first = re.match(r"[A-Z][a-z]\w*", text)
        if not self.is_english or not first or first[0] in self.proper or re.search(r"[\s-][A-Z]", text):
            return text
        return LOWERED + text[0].lower() + text[1:]

    def part(self, name: str) -> str:
        """A dimension or pain point by its label, as a sentence has it; an item by its short name; the factor above."""
        if name == GENERAL and name not in self.scales and name not in self.items:
            return "一般因子" if self.language == "zh" else "the general factor"
        label = self.scales.get(name) or (self.pain_points.get(name) if name not in self.items else None)
        return self.quoted(label) if label else self.item(name)

    def sides(self, term: str) -> tuple[str, str, str]:
        """
        The left side, the operator and the right side of a parameter; without an operator the term alone.

        Names may hold what looks like an operator: of several ways to read the term, the one with known names is it.
        """
        ways = [
            (term[:i], op, term[i + len(op) :]) for op in OPERATORS for i in range(len(term)) if term[i:].startswith(op)
        ]
        known = {*self.scales, *self.items, ""}
        named = [way for way in ways if way[0] in known and way[2] in known]
        return next(iter([*named, *ways]), (term, "", ""))

    def pair(self, names: list[str]) -> str:
        """Two dimensions as one thing: 'A with B'."""
        return ("与" if self.language == "zh" else " with ").join(self.part(name) for name in names)

    def before(self, first: list[str], then: list[str]) -> str:
        """Scales that come before others, as a clause."""
        earlier, later = (self.joined([self.part(name) for name in names]) for names in (first, then))
        if self.language == "zh":
            return f"{earlier}先于{later}"
        return f"{earlier} {'comes' if len(first) == 1 else 'come'} before {later}"

    def headed(self, head: str, text: str) -> str:
        """A text under its head: 'Gender: Male'."""
        return head + ("：" if self.language == "zh" else ": ") + text

    def sized(self, text: str, n: str) -> str:
        """A group with its size behind it."""
        return f"{text}（n = {n}）" if self.language == "zh" else f"{text} (n = {n})"

    def listed(self, parts: list[str]) -> str:
        """Longer parts, with semicolons between them."""
        return ("；" if self.language == "zh" else "; ").join(parts)

    def joined(self, parts: list[str]) -> str:
        """
        'a and b', 'a, b, and c'; in Chinese 'a、b和c', without the comma between quotation marks (GB/T 15834).

        Two parts of which one holds an 'and' of its own are parted by a comma: 'a and b, and c'.
        """
        if self.language == "zh":
            comma = "" if parts and parts[0].startswith("“") else "、"
            return comma.join(parts[:-1]) + "和" + parts[-1] if len(parts) > 1 else "".join(parts)
        if len(parts) < 2 or (len(parts) == 2 and not any(" and " in part for part in parts)):
            return " and ".join(parts)
        return ", ".join(parts[:-1]) + ", and " + parts[-1]

    def row(self, parts: list[str]) -> str:
        """Parts one after another, as a cell has them."""
        return ("、" if self.language == "zh" else ", ").join(parts)

    def several(self, parts: list[str], most: int = 6) -> str:
        """Parts as `joined`; of more than `most` the first ones, and how many there are."""
        if len(parts) <= most:
            return self.joined(parts)
        first, left = parts[:most], len(parts) - most
        return f"{'、'.join(first)}等{len(parts)}项" if self.language == "zh" else f"{', '.join(first)} and {left} more"


def settled(text: str) -> str:
    """The text with every lowered label as its place wants it: a capital where a sentence or a quotation begins."""
    start = r"(?:^|[.?!](?:<[^>]*>)*\s|“)(?:<[^>]*>)*"
    begun = re.sub(rf"({start}){LOWERED}(.)", lambda found: found[1] + found[2].upper(), str(text))
    return type(text)(begun.replace(LOWERED, ""))


def item_labels(study: StudySection) -> dict[str, str]:
    """The short name of each item, by variable: its label, else its code, else one of its scale and its position."""
    labels: dict[str, str] = {}
    for scale in study.scales:
        stem = re.sub(r"[\W_]", "", scale.name).upper()[:3]
        labels |= {name: f"{stem}{position}" for position, name in enumerate(scale.items, start=1)}
    for item in study.items:
        name = item.variable
        code = item.label or (name if is_code(name) else labels.get(name, name))
        labels[name] = printed(code, LABEL)
    return labels
