"""
The composer: results and a language in, the report's blocks out, numbered and cross-referenced.

The whole document is planned when it is opened (which sections there are, which tables and figures, in which order),
so that each section can be shown by itself and still call every table by its number. Only pictures are drawn late.
A section or a figure that fails unexpectedly is replaced by a note, see `faults`; the rest of the report stands.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path

from analysis import ROOT
from analysis.report.document import results as results_file
from analysis.report.document.blocks import MIME, Block, heading, note
from analysis.report.document.bridge import known
from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results
from analysis.report.document.missing import cautions
from analysis.report.document.preview import preview
from analysis.report.language import bibliography, numbers
from analysis.report.language.names import Names
from analysis.report.language.numbered import numbered
from analysis.report.language.writer import Writer
from analysis.report.safeguards.faults import Faults
from analysis.report.safeguards.sealed import seal, unsealed
from analysis.statistics.foundation.attempts import Unavailable, had

NUMBERED = (
    "instrument",
    "sample",
    "reliability",
    "structure",
    "measurement",
)  # measurement goes on where structure ends
NUMBERED += ("drivers", "pain_points", "priorities", "limits")
SECTIONS = ("front", "summary", *NUMBERED, "references", "appendix")
NEEDS = {"reliability": "reliability", "structure": "efa", "drivers": "regression"}
LINK = re.compile(r'<a href="#((?:tbl|fig)-[\w-]+)"></a>')
CITATION = re.compile(r'href="#ref-([\w-]+)"')


def open(path: str | Path, language: str, pictures: str | Path = "") -> "Page":
    """
    The report of a results file in a language.

    `pictures` is a folder that keeps drawn figures for the next time; what fails leaves its traceback in the folder
    `faults` beside the results.
    """
    path = ROOT / path
    kept = ROOT / pictures if pictures else None
    return Page(numbered(results_file.read_typed(path)), language, pictures=kept, faults=path.parent / "faults")


class Section:
    """A section's blocks; a notebook shows them as they will stand in the report."""

    def __init__(self, page: "Page", name: str, drafts: list[Block]) -> None:
        self.page, self.name, self.drafts = page, name, drafts

    @cached_property
    def blocks(self) -> list[Block]:
        """The finished blocks, pictures drawn."""
        return [self._drawn(block) if block["kind"] == "figure" else block for block in self.drafts]

    def _drawn(self, block: Block) -> Block:
        try:
            picture = self.page.picture(block["name"])
        except Exception as error:  # one figure
            return self.page.faults.note(error, "figure", block["name"], label=block["label"]) | {"id": block["id"]}
        return {key: value for key, value in block.items() if key != "name"} | picture

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {MIME: self.blocks, "text/html": preview(self.blocks), "text/plain": f"<{self.name}>"}


class Page:
    """A report in one language: its plan, made at once, and its sections, one by one."""

    def __init__(
        self,
        results: Results,
        language: str,
        figures: tuple[str, ...] | None = None,
        pictures: Path | None = None,
        faults: Path | None = None,
    ) -> None:
        results = known(results)
        self.results, self.language, self.pictures = results, language, pictures
        self.write = Writer(results, language, available_figures(results) if figures is None else figures)
        self.faults = Faults(faults, self.write)
        with numbers.printed_in(language):
            drafts = {name: drafted(self.write, results, name, self.faults) for name in SECTIONS}
        number_headings(drafts)
        link_up(drafts, self.write)
        self._sections = {name: Section(self, name, blocks) for name, blocks in drafts.items()}

    def sections(self) -> list[Section]:
        """All sections that have something to say, in order."""
        return [section for section in self._sections.values() if section.drafts]

    def metadata(self) -> dict:
        """What an exporter must know beside the blocks."""
        return metadata(self.results, self.language)

    def picture(self, name: str) -> dict:
        """A figure: as it was kept in the folder of pictures, else drawn, and kept."""
        kept = self.pictures / f"{name}.{self.language}.json" if self.pictures else None
        if kept and (picture := unsealed(kept)):
            return picture
        from analysis.report.drawing.figures import figure

        drawn = figure(name, self.results, self.language)
        if kept:
            seal(kept, drawn)
        return drawn

    def section(self, name: str) -> Section:
        """A section, its pictures still to be drawn."""
        return self._sections[name]

    def _finished(self, name: str) -> Section:
        """A section with its pictures drawn: here, where a fault stops the cell, not while it is shown."""
        section = self.section(name)
        _ = section.blocks
        return section

    def front(self) -> Section:
        return self._finished("front")

    def summary(self) -> Section:
        return self._finished("summary")

    def instrument(self) -> Section:
        return self._finished("instrument")

    def sample(self) -> Section:
        return self._finished("sample")

    def reliability(self) -> Section:
        return self._finished("reliability")

    def structure(self) -> Section:
        return self._finished("structure")

    def measurement(self) -> Section:
        return self._finished("measurement")

    def drivers(self) -> Section:
        return self._finished("drivers")

    def pain_points(self) -> Section:
        return self._finished("pain_points")

    def priorities(self) -> Section:
        return self._finished("priorities")

    def limits(self) -> Section:
        return self._finished("limits")

    def references(self) -> Section:
        return self._finished("references")

    def appendix(self) -> Section:
        return self._finished("appendix")


def metadata(results: Results, language: str) -> dict:
    """What an exporter must know of a report beside its blocks."""
    study = results.study
    return {
        "language": language,
        "languages": list(study.languages),
        "title": Names(study, language).title,
        "simulated": bool(study.simulated),
    }


def available_figures(results: Results) -> tuple[str, ...]:
    from analysis.report.drawing import figures

    return tuple(figures.available(results))


def drafted(write: Writer, results: Results, name: str, faults: Faults) -> list[Block]:
    """A section's blocks; where drafting them fails, those made until then, under the section's heading, and a note."""
    made: list[Block] = []
    try:
        for block in draft(write, results, name):
            made.append(block)
    except Exception as error:  # one section
        if not made and write.has_label("headings", name):
            made.append(heading(write, 1, name))
        made.append(faults.note(error, "section", name))
    return made


def draft(write: Writer, results: Results, name: str) -> Iterator[Block]:
    """A section's blocks before numbering; nothing where its data are absent, the reason where it failed."""
    if name == "references":
        return
    part = getattr(results, NEEDS.get(name, "study"))
    if part is None:
        return
    if isinstance(part, Unavailable):
        yield heading(write, 1, name)
        yield note(write, "caution", "limits.unavailable", refusal=part)
        return
    speaks = False
    for block in import_module(f"analysis.report.chapters.{name}.page").blocks(write, results):
        speaks = True
        yield block
    if speaks:
        yield from cautions(write, results, name)


def claims(results: Results) -> list[Claim]:
    """Every claim that can be made of these results, section by section."""
    results, made = known(results), []
    for name in ("summary", *NUMBERED):
        if had(getattr(results, NEEDS.get(name, "study"))) is not None:
            made += import_module(f"analysis.report.chapters.{name}.claims").claims(results)
    return made


def number_headings(drafts: dict[str, list[Block]]) -> None:
    """Sections 1, 2, ...; their parts 1.1, 1.2, ...; the appendix's parts A, B, ... The rest bears no number."""
    chapter = part = 0
    for name, blocks in drafts.items():
        for block in blocks:
            if block["kind"] != "heading":
                continue
            if block["level"] == 1:
                chapter, part = chapter + (name in NUMBERED), 0
            else:
                part += 1
            block["number"] = heading_number(name, chapter, part, block["level"])
            if block["number"]:
                block["text"] = f"{block['number']} {block['text']}"


def heading_number(section: str, chapter: int, part: int, level: int) -> str | None:
    if section == "appendix" and level == 2:
        return chr(ord("A") + part - 1)
    if section not in NUMBERED:
        return None
    return f"{chapter}" if level == 1 else f"{chapter}.{part}"


def link_up(drafts: dict[str, list[Block]], write: Writer) -> None:
    """Number tables and figures in the order they stand, fill in every reference to them, list the works cited."""
    labels = {}
    for kind in ("table", "figure"):
        found = [block for blocks in drafts.values() for block in blocks if block["kind"] == kind]
        for number, block in enumerate(found, start=1):
            block["number"], block["label"] = number, write.plain("numbering", kind, n=number)
            labels[block["id"]] = block["label"]
    absent = write.word("numbering", "absent")
    for name, blocks in drafts.items():
        drafts[name] = [resolved(block, labels, absent) for block in blocks]
    keys = set(CITATION.findall(repr(list(drafts.values()))))
    drafts["references"] = [
        heading(write, 1, "references") | {"number": None},
        {"kind": "references", "entries": bibliography.listed(keys, write.language)},
    ]


def resolved(value, labels: dict[str, str], absent: str):
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
