"""
The composer: results and a language in, the report's blocks out, numbered and cross-referenced.

The whole document is planned when it is opened (which sections there are, which tables and figures, in which order),
so that each section can be shown by itself and still call every table by its number. Only pictures are drawn late.
A section or a figure that fails unexpectedly is replaced by a note, see `faults`; the rest of the report stands.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from analysis import ROOT
from analysis.report.document import results as results_file
from analysis.report.document.blocks import MIME, Block, heading, note
from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results
from analysis.report.document.missing import cautions
from analysis.report.document.numbering import REFERENCES, Drafts, numbered_parts
from analysis.report.document.preview import preview
from analysis.report.language import numbers
from analysis.report.language.names import Names
from analysis.report.language.numbered import numbered
from analysis.report.language.writer import Writer
from analysis.report.safeguards.faults import Faults
from analysis.report.safeguards.sealed import seal, unsealed
from analysis.statistics.foundation.attempts import Unavailable, had
from analysis.survey.declared.rules import PARTS

PAPER: dict[str, tuple[str, ...]] = {
    "front": (),
    "summary": (),
    "introduction": (),
    "method": ("sample", "instrument", "procedure", "plan"),
    "results": (
        "description",
        "measurement",
        "drivers",
        "further_models",
        "hypotheses",
        "pain_points",
        "groups",
        "indicators",
        "priorities",
        "sensitivity",
    ),
    "discussion": (),
    "limits": (),
    "references": (),
}
"""Sections of the paper, each with the chapters that speak in it; one without speaks for itself."""

CHAPTERS = (
    "instrument",
    "sample",
    "description",
    "reliability",
    "structure",
    "measurement",  # goes on where structure ends
    "drivers",
    "further_models",
    "hypotheses",
    "pain_points",
    "groups",
    "indicators",
    "priorities",
    "sensitivity",
)
SUPPLEMENT = ("supplement", *CHAPTERS, "further_references", "appendix")
NEEDS = {"reliability": "reliability", "structure": "efa", "drivers": "regression"}
NEEDS |= {"groups": "groups", "indicators": "indicators"}


def open(path: str | Path, language: str, pictures: str | Path = "", parts: str = " ".join(PARTS)) -> "Page":
    """
    The report of a results file in a language, or the `parts` of it that are named.

    `pictures` is a folder that keeps drawn figures for the next time; what fails leaves its traceback in the folder
    `faults` beside the results.
    """
    path = ROOT / path
    kept = ROOT / pictures if pictures else None
    results = numbered(results_file.read_typed(path))
    return Page(results, language, pictures=kept, faults=path.parent / "faults", parts=tuple(parts.split()))


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

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
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
        parts: Sequence[str] = PARTS,
    ) -> None:
        self.results, self.language, self.pictures = results, language, pictures
        self.write = Writer(results, language, available_figures(results) if figures is None else figures)
        self.faults = Faults(faults, self.write)
        with numbers.printed_in(language):
            made = {
                part: {name: draft(self.write, results, name, self.faults) if part in parts else [] for name in names}
                for part, (draft, names) in DRAFTED.items()
            }
        paper, supplement = made["paper"], made["supplement"]
        drafts = numbered_parts(paper, without_shown(supplement, paper), self.write)
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

    def show(self, name: str) -> Section:
        """A section with its pictures drawn: here, where a fault stops the cell, not while it is shown."""
        section = self.section(name)
        _ = section.blocks
        return section


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


def drafted(made: Iterator[Block], name: str, faults: Faults) -> list[Block]:
    """The blocks that are made; where that fails, those made until then, and a note."""
    done: list[Block] = []
    try:
        for block in made:
            done.append(block)
    except Exception as error:  # one chapter
        done.append(faults.note(error, "section", name))
    return done


def of_paper(write: Writer, results: Results, name: str, faults: Faults) -> list[Block]:
    """A section of the paper before numbering: its chapter's words, or those of several under one heading."""
    chapters = PAPER[name]
    found = [
        block for chapter in chapters or (name,) for block in drafted(paper(write, results, chapter), chapter, faults)
    ]
    return [heading(write, 1, name), *found] if chapters and found else found


def paper(write: Writer, results: Results, chapter: str) -> Iterator[Block]:
    """What a chapter says in the paper; the list of works cited is made where all is numbered."""
    if chapter not in REFERENCES.values():
        yield from import_module(f"analysis.report.chapters.{chapter}.paper").blocks(write, results)


def of_supplement(write: Writer, results: Results, name: str, faults: Faults) -> list[Block]:
    """A section of the supplement before numbering; where nothing of it could be made, its heading and a note."""
    made = drafted(supplement(write, results, name), name, faults)
    failed_at_once = len(made) == 1 and made[0]["kind"] == "note"
    return [heading(write, 1, name), *made] if failed_at_once and write.has_label("headings", name) else made


def supplement(write: Writer, results: Results, name: str) -> Iterator[Block]:
    """What a chapter says in the supplement; nothing where it has nothing to say, the reason where it failed."""
    part = getattr(results, NEEDS.get(name, "study"))
    if part is None or name in REFERENCES.values():
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


DRAFTED = {"paper": (of_paper, PAPER), "supplement": (of_supplement, SUPPLEMENT)}


def claims(results: Results) -> list[Claim]:
    """Every claim that can be made of these results, section by section."""
    made: list[Claim] = []
    for name in ("summary", *CHAPTERS, "limits", "checklist"):
        if had(getattr(results, NEEDS.get(name, "study"))) is not None:
            made += import_module(f"analysis.report.chapters.{name}.claims").claims(results)
    return made


def without_shown(supplement: Drafts, paper: Drafts) -> Drafts:
    """The supplement without the tables and figures that the paper shows."""
    shown = {block["id"] for blocks in paper.values() for block in blocks if block["kind"] in ("table", "figure")}
    return {name: [block for block in blocks if block.get("id") not in shown] for name, blocks in supplement.items()}
