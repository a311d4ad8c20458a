"""
A chapter's tables as the report will print them, for the chapter's own notebook, before the others have run.

`results` has the sections themselves, less what is not published: a notebook is handed on, too.
"""

from collections.abc import Callable
from typing import Any

from analysis.report.disclosure.published import published
from analysis.report.document.blocks import Block
from analysis.report.document.contents import Results, only
from analysis.report.document.preview import preview
from analysis.report.document.results import plain
from analysis.report.document.schema import section
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import Unavailable
from analysis.survey import Study

Table = Callable[[Writer, Results], Block]


class Shown:
    """What one chapter found, ready to be shown table by table; nothing is said of what other chapters know."""

    def __init__(self, study: Study, **sections: Any) -> None:
        given = {name: part for name, part in {"study": study.meta(), **sections}.items() if part is not None}
        told = published({name: plain(part) for name, part in given.items()}, study.settings.min_cell)
        found = {name: section(name, part) for name, part in told.items()}
        self.refused = [part for part in found.values() if isinstance(part, Unavailable)]
        self.results = only(**found)
        self.write = Writer(self.results, study.settings.languages[0])

    def __call__(self, *tables: Table) -> "View":
        """The tables that there is something to show in; where the whole chapter was refused, the reason."""
        with numbers.printed_in(self.write.language):
            if self.refused:
                return View([self.write.prose("limits.unavailable", refusal=part) for part in self.refused])
            return View([shown for table in tables if (shown := self.html(table))])

    def html(self, table: Table) -> str:
        """A table without its number; nothing where these results do not have it."""
        try:
            block = table(self.write, self.results)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):  # one table, of results without it
            return ""
        return preview([block | {"label": ""}]) if block["rows"] else ""


class View:
    """HTML that Jupyter shows."""

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts

    def _repr_html_(self) -> str:
        return "\n".join(self.parts)

    def __repr__(self) -> str:
        return f"<{len(self.parts)} parts>"
