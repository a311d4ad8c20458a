"""Citations of an author's own works, in the form of the report's own."""

from html import escape

from analysis.report.language import bibliography
from analysis.report.language.own_works import OwnWorks
from analysis.survey.authored.texts import Cited


def in_brackets(cited: list[Cited], works: OwnWorks, language: str) -> str:
    """Works in brackets, with what the author says before and after each: '(see Lee, 2001, p. 3; Wang, 2020)'."""
    left, right, semicolon = ("（", "）", "；") if language == "zh" else ("(", ")", "; ")
    return left + semicolon.join(one(part, works, language) for part in cited) + right


def one(cited: Cited, works: OwnWorks, language: str) -> str:
    """A work inside brackets."""
    key, comma = works.ids[cited.key], "，" if language == "zh" else ", "
    work = works.entry(key)
    year = bibliography.year(work, language)
    text = year if cited.bare else f"{bibliography.names_in_text(work, language, '&')}{comma}{year}"
    before = escape(cited.before, quote=False) + " " if cited.before else ""
    return before + bibliography.link(key, text) + escape(cited.after, quote=False)


def in_sentence(cited: Cited, works: OwnWorks, language: str) -> str:
    """A work that a sentence names: 'Lee (2001)'."""
    key = works.ids[cited.key]
    work = works.entry(key)
    year = bibliography.year(work, language)
    if language == "zh":
        return bibliography.link(key, f"{bibliography.names_in_text(work, 'zh', '和')}（{year}）")
    return bibliography.link(key, f"{bibliography.names_in_text(work, 'en', 'and')} ({year})")
