"""Markdown as blocks: paragraphs, lists and headings; what else it can hold is text."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import mistune
from markupsafe import escape

from analysis.report.document.blocks import Block

OPEN, CLOSE = "\ue000", "\ue001"
HELD = re.compile(f"{OPEN}(\\d+){CLOSE}")
WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
JOINT = re.compile(rf"(?<=[{WIDE}])[ \t]*\n[ \t]*(?=[{WIDE}])")

Fill = Callable[[int], str]
"""The inline XML that stands for the held place of a number."""


def held(number: int) -> str:
    """A place that Markdown leaves as it is, to be filled later."""
    return f"{OPEN}{number}{CLOSE}"


def without_places(text: str) -> str:
    """A text without the signs that mark such places."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def blocks(text: str, fill: Fill, source: Fill) -> Iterator[Block]:
    """
    The blocks of a text; headings have a level and a text, their names are still to be given.

    Parameters
    ----------
    text : Markdown, in it places made by `held`.
    fill : what stands in a place, as inline XML.
    source : what the author wrote there, for places inside code.
    """
    read = mistune.create_markdown(renderer=None)
    yield from blocks_of(read(text), Inline(fill, source))


def blocks_of(tokens: Any, inline: "Inline") -> Iterator[Block]:
    """The blocks of Markdown's own."""
    for token in tokens:
        kind = token["type"]
        if kind == "heading":
            yield {"kind": "heading", "level": token["attrs"]["level"], "text": inline.of(token["children"])}
        elif kind in ("paragraph", "block_text"):
            yield {"kind": "paragraph", "html": inline.of(token["children"]), "claims": []}
        elif kind == "list":
            items = [item for entry in token["children"] for item in items_of(entry["children"], inline)]
            yield {"kind": "list", "ordered": token["attrs"]["ordered"], "items": items, "claims": []}
        elif kind == "block_quote":
            yield from blocks_of(token["children"], inline)
        elif kind in ("block_code", "block_html"):
            yield {"kind": "paragraph", "html": inline.raw(token["raw"].strip("\n")), "claims": []}


def items_of(tokens: Any, inline: "Inline") -> Iterator[str]:
    """The items of a list; those of lists within it follow the item that they belong to."""
    for block in blocks_of(tokens, inline):
        if block["kind"] == "list":
            yield from block["items"]
        else:
            yield block.get("html") or block["text"]


class Inline:
    """Inline Markdown as the small XML of blocks."""

    def __init__(self, fill: Fill, source: Fill) -> None:
        self.fill, self.source = fill, source

    def of(self, tokens: Any) -> str:
        """Tokens on one line; where a line ends between Chinese signs there is no space."""
        return re.sub(r"\s*\n\s*", " ", JOINT.sub("", "".join(map(self.one, tokens)))).strip()

    def one(self, token: Any) -> str:
        """One token."""
        kind = token["type"]
        if kind == "emphasis":
            return self.within("em", token)
        if kind == "strong":
            return self.within("strong", token)
        if kind == "codespan":
            return f"<code>{self.raw(token['raw'])}</code>"
        if kind in ("softbreak", "linebreak"):
            return "\n"
        if kind == "link":
            said, address = self.of(token["children"]), str(escape(token["attrs"]["url"]))
            return said if said == address else f"{said} ({address})"
        if "children" in token:  # a picture, of which the paper has none, by its description
            return self.of(token["children"])
        return HELD.sub(lambda place: self.fill(int(place[1])), str(escape(token.get("raw", ""))))

    def within(self, mark: str, token: Any) -> str:
        """A token in an appearance; of what fills a place, links and numbers keep theirs."""
        return f"<{mark}>{self.of(token['children'])}</{mark}>"

    def raw(self, text: str) -> str:
        """A text in which nothing is called by name."""
        return str(escape(HELD.sub(lambda place: self.source(int(place[1])), text)))
