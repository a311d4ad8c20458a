"""What a figure says: labels of the study, words of the language, and the sentence for those who cannot see it."""

import re
from functools import cached_property
from typing import Any

import jinja2
from markupsafe import Markup

from analysis.report.language import numbers
from analysis.report.language.names import Names, is_chinese
from analysis.report.language.texts import texts
from analysis.report.language.traced import interval
from analysis.report.language.writer import compiled, environment, filters
from analysis.survey.sections import StudySection

SEAM = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z\d])|(?<=[A-Za-z\d%])(?=[\u4e00-\u9fff])")
STRAIGHT = str.maketrans("“”‘’", "\"\"''")


class Wording(Names):
    """The study's names and, as `wording["mean"]`, the words of the language."""

    def __init__(self, study: StudySection, language: str) -> None:
        super().__init__(study, language)
        self.report_words = texts(language)
        self.scales = {name: typeset(label) for name, label in self.scales.items()}
        self.pain_points = {name: typeset(label) for name, label in self.pain_points.items()}
        self.conf_level = numbers.percent(study.conf_level, 0)
        self.reversed_items = frozenset(item.variable for item in study.items if item.reversed)

    @cached_property
    def environment(self) -> jinja2.Environment:
        made = environment(filters(self))
        made.globals |= {"interval": interval, "names": self}
        return made

    def __getitem__(self, key: str) -> str:
        return typeset(self.report_words["figure_words"][key])

    def text(self, key: str, **values: Any) -> str:
        """A word of the figures that holds values."""
        return typeset(self.rendered(self.report_words["figure_words"][key], **values))

    def rendered(self, text: str, **values: Any) -> str:
        """A template as plain text: who prints it escapes it."""
        template = jinja2.Template.from_code(self.environment, compiled(text), dict(self.environment.globals))
        return Markup(template.render(**values)).unescape()

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

    def counted_as(self, what: str, value: str) -> str:
        """A thing and its value: 'Excluded: n = 41'."""
        return self.text("listed", what=what, value=value)


def typeset(text: str) -> str:
    """
    A text as the figures' font can set it.

    Curly quotation marks, which the font draws as wide as a Chinese character, become straight between Latin letters.
    Hanzi are parted from Latin letters and digits by a space, which nothing else puts there.
    """
    return SEAM.sub(" ", text) if is_chinese(text) else text.translate(STRAIGHT)


def alt_text(name: str, facts: dict[str, Any], wording: Wording) -> str:
    """The figure in words, for those who cannot see it."""
    text = wording.rendered(wording.report_words["figures"][name]["alt"], v=facts)
    joint = "" if wording.language == "zh" else " "
    return re.sub(" {2,}", " ", re.sub(r"\s*\n\s*", joint, text.strip()))
