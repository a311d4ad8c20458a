"""Numbers and links: headings, tables, figures and cited works of the paper, and of its supplement, each by itself."""

import re

from analysis.report.document.blocks import Block, heading, in_all_texts
from analysis.report.language import bibliography
from analysis.report.language.writer import Writer

LINK = re.compile(r'<a href="#((?:tbl|fig)-[\w-]+)"></a>')
BESIDE = re.compile(r'\s?[(（]<a href="#((?:tbl|fig)-[\w-]+)"></a>[)）]')  # a call that the sentence can do without
TITLE = re.compile(r"⟦([\w-]+)⟧")
CITATION = re.compile(r'href="#ref-([\w-]+)"')
Drafts = dict[str, list[Block]]
REFERENCES = {"paper": "references", "supplement": "further_references"}
UNNUMBERED = ("front", "summary", "references", "supplement", "further_references", "appendix")


def numbered_parts(paper: Drafts, supplement: Drafts, write: Writer) -> Drafts:
    """Both parts with their headings, tables and figures numbered, linked, and the works cited in each listed."""
    labels: dict[str, str] = {}
    titles: dict[str, str] = {}
    for part, drafts in (("paper", paper), ("supplement", supplement)):
        number_headings(drafts, write.plain("numbering", part))
        titles |= {b["id"]: b["text"] for found in drafts.values() for b in found if b["kind"] == "heading"}
        labels |= numbered_blocks(drafts, write.plain("numbering", part), write)
    absent = write.word("numbering", "absent")
    for part, drafts in (("paper", paper), ("supplement", supplement)):
        for name, blocks in drafts.items():
            filled = in_all_texts(blocks, lambda text: linked(text, labels, absent, titles))
            drafts[name] = [block | {"part": part} for block in filled]
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
        drafts[section] = in_all_texts(blocks, lambda text: text.replace('href="#ref-', f'href="#{prefix}'))
    works = bibliography.listed(keys, write.language, write.own.entries)
    entries = [entry | {"id": prefix + entry["id"][4:]} for entry in works]
    if entries:
        drafts[name] = [
            heading(write, 1, name) | {"number": None, "part": part},
            {"kind": "references", "entries": entries, "part": part},
        ]


def section_title(name: str) -> str:
    """What will be the title of a section, with its number, where it is called from plain text."""
    return f"⟦{name}⟧"


def linked(text: str, labels: dict[str, str], absent: str, titles: dict[str, str]) -> str:
    """
    A text with every empty link filled with its label, and every place of a title with the title.

    Of what is not there the word `absent` stands instead; a call in brackets is left out.
    """
    text = BESIDE.sub(lambda match: match[0] if match[1] in labels else "", text)

    def filled(match: re.Match[str]) -> str:
        return f'<a href="#{match[1]}">{labels[match[1]]}</a>' if match[1] in labels else absent

    return TITLE.sub(lambda match: titles.get(match[1], absent), LINK.sub(filled, text))
