"""What in an author's texts cannot be printed, by file and line."""

from analysis.report.authored.lookup import NotPrinted, printed
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.survey.authored import texts
from analysis.survey.problems import Problem


def problems(results: Results) -> list[Problem]:
    """Numbers that the author's texts ask for and that results.json does not have, or not in that form."""
    return [
        found.at(texts.file_of(name, language))
        for name, wording in (results.author.texts if results.author else {}).items()
        for language, text in wording.items()
        for found in of_text(Writer(results, language), results, text)
    ]


def of_text(write: Writer, results: Results, text: str) -> list[Problem]:
    """The same of one text."""
    found = []
    for mark in texts.marks(text):
        if mark.kind == "number":
            try:
                printed(write, results, mark.body)
            except NotPrinted as error:
                found.append(error.at(mark.line))
    return found
