"""A text of the author as blocks of the paper."""

from collections.abc import Iterator

from analysis.report.authored import citations, lookup, markdown
from analysis.report.document.blocks import Block, heading
from analysis.report.document.contents import Results
from analysis.report.formats.markup import plain_text
from analysis.report.language.writer import Writer
from analysis.survey.authored import texts
from analysis.survey.authored.texts import Mark

HEADINGS = {"method": "procedure"}  # the section "method" holds the text of this name and more


def written(results: Results, name: str, language: str) -> str:
    """A text of the author in a language; empty where there is none."""
    return results.author.texts.get(name, {}).get(language, "") if results.author else ""


def section(write: Writer, results: Results, name: str, level: int = 1) -> list[Block]:
    """
    A text of the author under its heading, which is the text's own where it begins with one; no blocks without a text.

    The text's other headings are of the second level.
    """
    text = written(results, name, write.language)
    blocks = list(named(of_text(write, results, text), name))
    if not blocks:
        return []
    first, *rest = blocks
    if first["kind"] == "heading" and first["level"] == 1:
        return [first | {"level": level, "id": HEADINGS.get(name, name)}, *map(lowered, rest)]
    return [heading(write, level, HEADINGS.get(name, name)), *map(lowered, blocks)]


def lowered(block: Block) -> Block:
    """A heading within a text, as one of the second level."""
    return block | {"level": 2} if block["kind"] == "heading" else block


def named(blocks: Iterator[Block], name: str) -> Iterator[Block]:
    """The blocks, each heading with a name of its own."""
    for number, block in enumerate(blocks, start=1):
        yield block | {"id": f"{name}-part{number}", "text": plain_text(block["text"])} if "level" in block else block


def of_text(write: Writer, results: Results, text: str) -> Iterator[Block]:
    """The blocks of a text."""
    text = markdown.without_places(text)
    found: list[tuple[Mark, str]] = []
    pieces: list[str] = []
    end = 0
    for mark in texts.marks(text):
        pieces += [text[end : mark.start], markdown.held(len(found))]
        found.append((mark, text[mark.start : mark.end]))
        end = mark.end
    yield from markdown.blocks(
        "".join([*pieces, text[end:]]),
        fill=lambda number: filled(write, results, found[number][0]),
        source=lambda number: found[number][1],
    )


def in_line(write: Writer, results: Results, text: str) -> str:
    """A text of one paragraph as an inline XML fragment."""
    return " ".join(block.get("html") or block.get("text", "") for block in of_text(write, results, text))


def filled(write: Writer, results: Results, mark: Mark) -> str:
    """What stands in the place of a mark: a number in print, or a citation."""
    if mark.kind == "number":
        return lookup.printed(write, results, mark.body)
    cited = texts.cited(mark)
    if mark.kind == "name":
        return citations.in_sentence(cited[0], write.own, write.language)
    return citations.in_brackets(cited, write.own, write.language)
