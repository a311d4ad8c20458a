"""The title, who wrote the paper and, where the answers are simulated, the notice that they are."""

from collections.abc import Iterator

from analysis.report.chapters.sample.claims import steps
from analysis.report.document.blocks import Block, note
from analysis.report.document.contents import Results
from analysis.report.language import days, numbers
from analysis.report.language.names import WORDING
from analysis.report.language.writer import Writer
from analysis.survey.authored.author import Author


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    study = results.study
    yield {
        "kind": "title",
        "text": write.names.title,
        "subtitle": write.plain("front", "subtitle"),
        "meta": [
            *byline(write, results),
            counts(write, results),
        ],
    }
    if study.simulated:
        yield note(write, "caution", "summary.simulated")


def counts(write: Writer, results: Results) -> str:
    """How many responses the file holds, how many of them the declared filter includes, and how many are analysed."""
    study = results.study
    in_file = steps(results).get("in_file", study.n_received)
    line = "counts" if study.n_analysed < study.n_received else "counts_all"
    line = line if in_file == study.n_received else "counts_included"
    found = {"in_file": in_file, "received": study.n_received, "n": study.n_analysed}
    return write.plain("front", line, **{name: numbers.count(n) for name, n in found.items()})


def byline(write: Writer, results: Results) -> list[str]:
    """Who wrote the paper, where and when, and its keywords, as far as the author has said so."""
    author, language = results.author or Author(), write.language
    lists = {"authors": author.authors.get(language), "keywords": author.keywords.get(language)}
    authors, keywords = (
        write.plain("front", name, **{name: [write.names.shown(one, WORDING) for one in said]}) if said else ""
        for name, said in lists.items()
    )
    affiliation = write.names.shown(author.affiliation.get(language, ""), WORDING)
    lines = [authors, affiliation, days.printed(write, author.date.get(language, "")), keywords]
    return [line for line in lines if line]
