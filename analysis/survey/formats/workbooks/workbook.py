"""Workbooks of Excel and LibreOffice: one sheet of them, without cells that only seem to be empty."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.survey.errors import DataError
from analysis.survey.formats.damage import reading
from analysis.survey.formats.headers import matched
from analysis.survey.formats.table import Table, heading, table_of_records
from analysis.survey.formats.workbooks.archive import Archive
from analysis.survey.formats.workbooks.old_excel import OldExcel
from analysis.survey.formats.workbooks.sheet_faults import Faults, Place, cell_name
from analysis.survey.problems import Problem, problem
from analysis.survey.values import is_blank

ARCHIVE, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how .xlsx, .xlsm and .ods begin, and how .xls does
NAMED = 5  # cells that a message names
TOP = 10  # first rows by which a sheet is judged to be filled

Workbook = Archive | OldExcel


def read_workbook(
    path: Path, names: Sequence[str] | None, sheet: str | None, header_rows: int = 1, optional: Sequence[str] = ()
) -> Table:
    """
    The declared columns of one sheet, with the values that its formulas last had.

    Of these `optional` ones may be absent. The file counts as what its first bytes say, whatever its name ends in.
    """
    content = path.read_bytes()
    if not content.startswith((ARCHIVE, OLD_EXCEL)):
        raise DataError(problem("workbook.none", file=path.name))
    with reading(path.name):
        book = (OldExcel if content.startswith(OLD_EXCEL) else Archive)(content, path.name)
        title, others = chosen_sheet(book, names, sheet)
        faults, records, merged = book.faults(title), book.records(title), book.merged(title)
    table = table_of_records(
        path.name,
        records,
        names,
        header_rows,
        format=book.kind,
        sheet=title,
        warnings=[problem("workbook.passed_over", file=path.name, sheet=title, others=others)] if others else [],
    )
    names = list(table.cells) if names is None else [name for name in names if name not in optional]
    found = fault_problems(table, faults, names) + merged_problems(table, merged, names, records)
    cells = {name: [None if cell == "" else cell for cell in column] for name, column in table.cells.items()}
    return replace(table, cells=cells, problems=table.problems + found)


def chosen_sheet(book: Workbook, names: Sequence[str] | None, sheet: str | None) -> tuple[str, list[str]]:
    """
    The sheet to read, and the filled ones passed over.

    It is the one that study.toml names; else the only filled one that is shown; else the only one of these with a
    declared column in its first row; where all columns are asked for, the one with the most rows.
    """
    if sheet is not None and sheet not in book.titles:
        raise DataError(problem("workbook.no_sheet", file=book.source, sheet=sheet, known=book.titles))
    tops = {title: book.records(title, TOP) for title in book.titles}
    filled = [title for title, top in tops.items() if not all(is_blank(cell) for record in top for cell in record)]
    if sheet is not None:
        return sheet, []
    if not filled:
        raise DataError(problem("file.empty", file=book.source))
    shown = [title for title in filled if title not in book.hidden] or filled
    if len(shown) > 1 and names is None:
        shown = [max(shown, key=lambda title: len(book.records(title)))]
    elif len(shown) > 1:
        shown = [
            title for title in shown if tops[title] and matched(list(map(heading, tops[title][0])), names)
        ] or shown
    if len(shown) > 1:
        raise DataError(problem("workbook.several_sheets", file=book.source, sheets=shown))
    return shown[0], [title for title in filled if title != shown[0]]


def fault_problems(table: Table, faults: Faults, names: Sequence[str]) -> list[Problem]:
    """Cells of declared columns, or of the header where a declared column is absent, that hold no value."""
    declared = set(matched(table.headings, names).values())
    header_counts = len(declared) < len(names)

    def matters(place: Place) -> bool:
        return place[0] == 0 or (header_counts if place[0] == 1 else place[1] in declared)

    problems = []
    if places := sorted(filter(matters, faults.uncalculated)):
        problems.append(
            problem("workbook.uncalculated", file=table.source, n=len(places), cells=list(map(cell_name, places)))
        )
    if places := sorted(filter(matters, faults.errors)):
        cells = [f"{cell_name(place)} ({faults.errors[place]})" for place in places]
        problems.append(problem("workbook.errors", file=table.source, n=len(places), cells=cells))
    return problems


def merged_problems(
    table: Table, merged: Iterable[tuple[Place, Place]], names: Sequence[str], records: Sequence[Sequence[object]]
) -> list[Problem]:
    """Merged cells that leave columns without a name, or responses without the answer that they share."""
    declared = set(matched(table.headings, names).values())
    header, answers = [], []
    for first, last in merged:
        if first == last or first[0] > len(records) or is_blank(records[first[0] - 1][first[1]]):
            continue
        if first[0] == 1:
            header.append(f"{cell_name(first)}:{cell_name(last)}")
        elif declared.intersection(range(first[1], last[1] + 1)):
            answers.append(f"{cell_name(first)}:{cell_name(last)}")
    problems = []
    if header and len(declared) < len(names):
        problems.append(problem("workbook.merged_header", file=table.source, cells=header))
    if answers:
        problems.append(problem("workbook.merged_answers", file=table.source, n=len(answers), cells=answers))
    return problems
