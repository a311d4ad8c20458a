"""
The boundary around a section or a figure: what fails unexpectedly is replaced by a note, its traceback kept aside.

Tracebacks go to `<folder>/report.<language>.<place>.txt`, where the workflow finds them beside those of the chapters
(`<out>/faults/`, see `results.save`), files them under the report's `private/` and ends in exit code 2. Where no folder
is given, as in tests, nothing is caught.
"""

from dataclasses import dataclass
from pathlib import Path

from analysis.report.document.blocks import Block
from analysis.report.language.writer import Writer
from analysis.report.safeguards.tracebacks import leave


@dataclass(frozen=True)
class Faults:
    """Where the tracebacks of one report go; without a folder a fault is raised."""

    folder: Path | None
    write: Writer

    def note(self, error: Exception, kind: str, name: str, **words: str) -> Block:
        """
        The note that stands for what failed, in the report's language.

        Parameters
        ----------
        error : what was caught; raised again where there is no folder for its traceback.
        kind : "section" or "figure", a key of [faults] in the labels.
        name : the section's or figure's name, part of the file's name.
        words : what the label wants beside `error`.
        """
        if self.folder is None:
            raise error
        leave(self.folder, f"report.{self.write.language}.{kind}.{name}", error)
        html = self.write.label("faults", kind, error=type(error).__name__, **words)
        return {"kind": "note", "tone": "caution", "html": html, "claims": []}
