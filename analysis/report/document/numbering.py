"""Numbers and links: headings, tables, figures and cited works of the paper, and of its supplement, each by itself."""

import re
from typing import Any

from analysis.report.document.blocks import Block, heading
from analysis.report.language import bibliography
from analysis.report.language.writer import Writer

LINK = re.compile(r'<a href="#((?:tbl|fig)-[\w-]+)"></a>')
CITATION = re.compile(r'href="#ref-([\w-]+)"')
Drafts = dict[str, list[Block]]
REFERENCES = {"paper": "references", "supplement": "further_references"}
UNNUMBERED = ("front", "summary", "references", "supplement", "further_references", "appendix")


def numbered_parts(paper: Drafts, supplement: Drafts, write: Writer) -> Drafts:
    """Both parts with their headings, tables and figures numbered, linked, and the works cited in each listed."""
    labels: dict[str, str] = {}
    for part, drafts in (("paper", paper), ("supplement", supplement)):
        number_headings(drafts, write.plain("numbering", part))
        labels |= numbered_blocks(drafts, write.plain("numbering", part), write)
    absent = write.word("numbering", "absent")
    for part, drafts in (("paper", paper), ("supplement", supplement)):
        for name, blocks in drafts.items():
            drafts[name] = [resolved(block, labels, absent) | {"part": part} for block in blocks]
        cite(drafts, part, write)
    return paper | supplement


def number_headings(drafts: Drafts, mark: str) -> None:
    """Sections 1, 2, ...; their parts 1.1, 1.2, ...; the appendix's parts A, B, ... The rest bears no number."""
    chapter = part = 0
    for name, blocks in drafts.items():
        for block in blocks:
            if block["kind"] != "heading":
                continue
            if block["level"] == 1:
                chapter, part = chapter + (name not in UNNUMBERED), 0
            else:
                part += 1
            block["number"] = heading_number(name, f"{mark}{chapter}", part, block["level"])
            if block["number"]:
                block["text"] = f"{block['number']} {block['text']}"


def heading_number(section: str, chapter: str, part: int, level: int) -> str | None:
    if section == "appendix" and level == 2:
        return chr(ord("A") + part - 1)
    if section in UNNUMBERED:
        return None
    return chapter if level == 1 else f"{chapter}.{part}"


def numbered_blocks(drafts: Drafts, mark: str, write: Writer) -> dict[str, str]:
    """Number tables and figures in the order they stand: the label of each by its id."""
    labels = {}
    for kind in ("table", "figure"):
        found = [block for blocks in drafts.values() for block in blocks if block["kind"] == kind]
        for number, block in enumerate(found, start=1):
            block["number"], block["label"] = f"{mark}{number}", write.plain("numbering", kind, n=f"{mark}{number}")
            labels[block["id"]] = block["label"]
    return labels


def cite(drafts: Drafts, part: str, write: Writer) -> None:
    """List the works that a part cites, under names of its own."""
    name, prefix = REFERENCES[part], f"{part}-ref-"
    keys = set(CITATION.findall(repr(list(drafts.values()))))
    for section, blocks in drafts.items():
        drafts[section] = [renamed(block, prefix) for block in blocks]
    entries = [entry | {"id": prefix + entry["id"][4:]} for entry in bibliography.listed(keys, write.language)]
    if entries:
        drafts[name] = [
            heading(write, 1, name) | {"number": None, "part": part},
            {"kind": "references", "entries": entries, "part": part},
        ]


def renamed(value: Any, prefix: str) -> Any:
    """The block with its citations leading to the works of one part."""
    if isinstance(value, str):
        return value.replace('href="#ref-', f'href="#{prefix}')
    if isinstance(value, list):
        return [renamed(item, prefix) for item in value]
    if isinstance(value, dict):
        return {key: renamed(item, prefix) for key, item in value.items()}
    return value


def resolved(value: Any, labels: dict[str, str], absent: str) -> Any:
    """The block with every empty link filled with its label; of what is not there the word `absent` stands instead."""
    if isinstance(value, str):
        return LINK.sub(lambda match: linked(match[1], labels, absent), value)
    if isinstance(value, list):
        return [resolved(item, labels, absent) for item in value]
    if isinstance(value, dict):
        return {key: resolved(item, labels, absent) for key, item in value.items()}
    return value


def linked(name: str, labels: dict[str, str], absent: str) -> str:
    return f'<a href="#{name}">{labels[name]}</a>' if name in labels else absent
