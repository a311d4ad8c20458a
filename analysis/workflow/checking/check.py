"""
Is this study folder sound? What was read of it, what is wrong, what is suspicious, and what its report will lack.

Nothing is run for it but the reading: an answer comes in a second or two.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis import ROOT
from analysis.survey import DataError
from analysis.survey.declared.declarations import UNCONFIRMED
from analysis.survey.problems import Problem, problem
from analysis.workflow.checking import authored
from analysis.workflow.checking.telling import FACT, HEAD, PROBLEM, SCREEN, WARNING, Line, gathered, shortened
from analysis.workflow.keeping import places


@dataclass(kw_only=True)
class Checked:
    """
    What is known of a study folder.

    Attributes
    ----------
    name : str
        The folder's name.
    facts : list of Problem
        What was read, in words.
    problems, warnings, lacks : list of Problem
        What stops the study, what is suspicious, and what its report will lack.
    files, counts : dict
        What was read, for programs.
    full : Path
        Where everything goes that does not fit on a screen.
    """

    name: str
    facts: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    lacks: list[Problem] = field(default_factory=list)
    files: dict = field(default_factory=dict)
    counts: dict = field(default_factory=dict)
    full: Path = ROOT / "reports"

    @property
    def is_sound(self) -> bool:
        """Whether nothing stops the study."""
        return not self.problems

    def lines(self, language: str) -> list[Line]:
        """Everything, the verdict first."""
        code = "check.sound" if self.is_sound else "check.unsound"
        head = problem(code, study=self.name, n=len(self.problems), **self.counts)
        facts = [Line(FACT, found.text(language)) for found in self.facts]
        problems = [Line(PROBLEM, text) for text in gathered(self.problems, language)]
        warnings = [Line(WARNING, text) for text in gathered([*self.warnings, *self.lacks], language)]
        return [Line(HEAD, head.text(language)), *facts, *problems, *warnings]

    def screenful(self, language: str) -> list[Line]:
        """The same on at most a screen; what does not fit goes into a file, and the last line says where."""
        lines = self.lines(language)
        shown, n_left = shortened(lines, SCREEN)
        if not n_left:
            return shown
        shown, n_left = shortened(lines, SCREEN - 2)
        self.full.parent.mkdir(parents=True, exist_ok=True)
        self.full.write_text(self.full_text(language), encoding="utf-8")
        place = self.full.relative_to(ROOT) if self.full.is_relative_to(ROOT) else self.full
        more = problem("check.more", n=n_left, place=place.as_posix())
        return [*shown, Line(FACT, more.text(language))]

    def full_text(self, language: str) -> str:
        """Everything, each problem by itself."""
        told = [found.text(language) for found in (*self.problems, *self.warnings, *self.lacks)]
        facts = [line.text for line in self.lines(language) if line.kind in (HEAD, FACT)]
        return "\n".join([*facts, "", *(f"- {text}" for text in told)]) + "\n"

    def json(self, language: str) -> str:
        """The same for programs."""
        content = {"study": self.name, "is_sound": self.is_sound, "files": self.files, "counts": self.counts}
        for kind in ("problems", "warnings", "lacks"):
            content[kind] = [as_plain(found, language) for found in getattr(self, kind)]
        return json.dumps(content, ensure_ascii=False, indent=1, default=str)


def as_plain(found: Problem, language: str) -> dict:
    """A problem as plain data."""
    place = {"file": found.file or found.values.get("file"), "row": found.row}
    return {"code": found.code, **place, "values": dict(found.values), "text": found.text(language)}


def checked(folder: Path) -> Checked:
    """
    What is known of a study folder, read as far as it can be.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Checked
    """
    from analysis.survey.folder import read_folder
    from analysis.survey.study import assembled

    found = Checked(name=folder.resolve().name, full=ROOT / "reports" / f"{folder.resolve().name}.check.txt")
    if not folder.is_dir():
        found.problems = [problem("study.no_folder", folder=str(folder))]
        return found
    read = read_folder(folder.resolve())
    found.problems, found.warnings = read.problems, read.warnings
    found.files = files_of(read)
    found.facts = list(facts_of(read, found.files))
    if read.problems:
        return found
    try:
        study = assembled(read)
    except DataError as error:
        found.problems = error.problems
        return found
    found = completed(found, study)
    place = places.report_folder(study.folder, ROOT / "reports")
    found.warnings += authored.remarks(study.folder, study.settings, place)
    return found


def completed(found: Checked, study: Any) -> Checked:
    """What is known of a folder in which nothing is wrong: its sample, its scales, what is suspicious or lacking."""
    from analysis.workflow.checking.outlook import outlook

    meta = study.meta()
    found.counts = {key: getattr(meta, key) for key in ("n_received", "n_analysed")}
    found.counts["n_not_kept"] = study.read.received.n_not_kept
    found.counts |= {f"n_{key}": len(getattr(meta, key)) for key in ("scales", "items", "groups", "pain_points")}
    found.warnings = [*study.warnings, *undrawable_warnings(study, meta)]
    found.warnings += unconfirmed_warnings(study)
    found.lacks = outlook(study)
    for kind in ("dimension", "outcome"):
        scales = [f"{scale.name} ({len(scale.items)})" for scale in meta.scales if scale.kind == kind]
        found.facts += [problem(f"check.{kind}s", names=scales)] if scales else []
    groups = [group.variable for group in meta.groups]
    return add_facts(found, {"check.groups": groups, "check.pain_points": [p.name for p in meta.pain_points]})


def add_facts(found: Checked, names: dict[str, list[str]]) -> Checked:
    """The same with facts that list names, where there are any."""
    found.facts += [problem(code, names=several) for code, several in names.items() if several]
    return found


def files_of(read: Any) -> dict:
    """The files that were read, for programs."""
    files = {}
    if read.settings:
        files["settings"] = {"name": "study.toml", "simulated": read.settings.simulated}
    if read.codebook:
        files["codebook"] = {"name": "codebook.csv", "n_variables": len(read.codebook.variables)}
    if read.table:
        table = read.table
        files["responses"] = {"name": table.source, "format": table.format, "encoding": table.encoding}
        files["responses"] |= {"sheet": table.sheet, "n_rows": table.n_rows, "n_columns": len(table.headings)}
    return files


def facts_of(read: Any, files: dict) -> Iterator[Problem]:
    """What was read, in words."""
    if "codebook" in files:
        yield problem("check.codebook", n=files["codebook"]["n_variables"])
    if "responses" in files:
        yield problem("check.responses", **files["responses"])
    if read.received and (keep := read.settings.screening.keep):
        yield problem(
            "check.not_kept", n=read.received.n_not_kept, n_rows=files["responses"]["n_rows"], columns=[*keep]
        )
    if read.settings and read.settings.simulated:
        yield problem("check.simulated")


def unconfirmed_warnings(study: Any) -> list[Problem]:
    """The guesses of an import that nobody has confirmed, gathered by what was guessed."""
    alike: dict[str, list[str]] = {}
    for variable in study.codebook.variables:
        if variable.is_unconfirmed:
            alike.setdefault(variable.note.lstrip("".join(UNCONFIRMED)).strip(), []).append(variable.name)
    return [
        problem("check.unconfirmed", n=len(names), names=names, note=note).at("codebook.csv")
        for note, names in alike.items()
    ]


def undrawable_warnings(study: Any, meta: Any) -> list[Problem]:
    """Characters of the study's texts that no font of the report draws, with the texts that have them."""
    from analysis.report.fonts.coverage import undrawable

    items = [*meta.items, *(variable for point in meta.pain_points for variable in point.variables)]
    texts = {"study.title": [*meta.title.values()]}
    texts |= {scale.name: [*scale.label.values()] for scale in (*meta.scales, *meta.pain_points)}
    texts |= {
        item.variable: [*item.text.values(), getattr(item, "label", ""), *(item.labels or {}).values()]
        for item in items
    }
    texts |= {name: [str(level) for level in levels.cat.categories] for name, levels in study.groups.items()}
    found = {name: undrawable("".join(several)) for name, several in texts.items()}
    characters = sorted({character for several in found.values() for character in several})
    if not characters:
        return []
    shown = [f"{character} (U+{ord(character):04X})" for character in characters]
    return [problem("check.no_glyph", characters=shown, names=[name for name, several in found.items() if several])]
