"""The checklist as a part of the appendix."""

from collections.abc import Iterator

from analysis.report.chapters.checklist.claims import claims
from analysis.report.chapters.checklist.points import Point, points
from analysis.report.document.blocks import Block, Cell, Column, heading, paragraph, section_row, table
from analysis.report.document.contents import Results
from analysis.report.document.numbering import section_title
from analysis.report.language.writer import Writer

COLUMNS = [Column("point", "left"), Column("guides", "left"), Column("where", "left")]


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    """How many points there are, and each with the place where it is answered."""
    yield heading(write, 2, "checklist")
    yield paragraph(write, "checklist.about", *claims(results))
    rows: list[dict] = []
    before = ""
    for point in points(results):
        if point.part != before:
            rows.append(section_row(COLUMNS, write.word("checklist_parts", point.part)))
        rows.append(row(write, point))
        before = point.part
    yield table(write, "checklist", COLUMNS, rows)


def row(write: Writer, point: Point) -> dict[str, Cell | str]:
    """A point, who asks it, and where it is answered or by whom it is to be."""
    places = write.names.listed([section_title(place) for place in dict.fromkeys(point.places)])
    return {
        "point": write.word("checklist_points", point.name),
        "guides": ", ".join(point.guides),
        "where": places or write.word("checklist_states", point.state),
    }
