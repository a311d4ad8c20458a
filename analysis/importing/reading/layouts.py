"""An export as it came: which platform it is from, which rows are no answers, and the columns with their headings."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, pairwise, takewhile
from pathlib import Path

import numpy as np

from analysis.importing.reading.questions import Question, parted, unnumbered
from analysis.importing.reading.syntax import labels_beside
from analysis.importing.said import data, names_of
from analysis.survey.answers.columns import column_of
from analysis.survey.answers.filters import MARKS, comparable
from analysis.survey.answers.headings import IMPORT_ID, MAX_HEADINGS, MIN_FILLED
from analysis.survey.declared.codings import plain
from analysis.survey.formats import Table, read_responses
from analysis.survey.values import Value, cell_value

BLANK_SHARE = 0.15  # of the columns without a name from which on two rows are taken to name them together
ONLY_ANSWER = re.compile(r" - (Open-Ended Response|Response|(Offene )?Antwort|Respuesta( abierta)?|Réponse( libre)?)$")
STEM_ONCE = "wenjuanxing"  # the platform that writes the stem of a matrix before its first row only
FINISHED = ("true", 1.0, "wahr", "vrai", "verdadero", "是", "yes", "已完成")
TEST_VALUES = next(mark.values for mark in MARKS if mark.column == "Status")


@dataclass(frozen=True, kw_only=True, eq=False)
class Export:
    """
    An export, read.

    Attributes
    ----------
    path : Path
    table : Table
        Every column that has a name of its own.
    platform : str
        The platform's name in words/platforms.toml; empty where none is known.
    header_rows : int
        How many rows at the top name the columns.
    keep : dict
        The filter of rows that are responses: values by column.
    headings : tuple of int
        Spreadsheet rows below the header that hold no answers.
    kept : numpy.ndarray
        Which rows of the table are responses, (n,) of bool.
    questions : list of Question
    repeated : list of str
        Names that several columns have.
    """

    path: Path
    table: Table
    platform: str
    header_rows: int
    keep: dict[str, list]
    headings: tuple[int, ...]
    kept: np.ndarray
    questions: list[Question] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


def read_export(path: Path) -> Export:
    """
    An export of any platform and format.

    Parameters
    ----------
    path : Path

    Raises
    ------
    DataError
        If the file cannot be read; see `read_responses`.
    """
    table, header_rows = read_responses(path, None), 1
    platform = platform_of(table.headings)
    if needs_two_rows(table, platform):
        table, header_rows = read_responses(path, None, header_rows=2), 2
    add_labels(table, path)
    texts, top = heading_texts(table)
    platform = platform or platform_of(list(texts.values()))
    answers = np.arange(table.n_rows) >= top
    keep = row_filter(table, texts, platform, answers)
    kept = answers & kept_by(table, keep)
    export = Export(
        path=path,
        table=table,
        platform=platform,
        header_rows=header_rows,
        keep=keep,
        headings=tuple(table.rows[:top].tolist()),
        kept=kept,
        repeated=[name for name, n in Counter(filter(None, table.headings)).items() if n > 1],
    )
    return replace(export, questions=questions_of(export, texts))


def add_labels(table: Table, path: Path) -> None:
    """Add the labels of a syntax file that is paired with the export to those of the table."""
    found = labels_beside(path, table.headings)
    table.variable_labels.update({name: text for name, text in found.wordings.items() if name in table.cells})
    table.value_labels.update({name: labels for name, labels in found.values.items() if name in table.cells})


def platform_of(headings: list[str]) -> str:
    """The platform whose own columns stand in the header; empty where no platform's do."""
    found = set(map(plain, filter(None, headings)))
    for platform, marks in data("platforms")["platforms"].items():
        if any(set(map(plain, mark)) <= found for mark in marks):
            return platform
    return ""


def needs_two_rows(table: Table, platform: str) -> bool:
    """Whether the first row leaves columns of a matrix without a name, as SurveyMonkey does."""
    blank = sum(not heading for heading in table.headings)
    trailing = len(table.headings) - len("\0".join(table.headings).rstrip("\0").split("\0"))
    inner = blank - trailing
    return table.format in ("csv", "xlsx", "xls", "ods") and (
        platform == "surveymonkey" or inner > BLANK_SHARE * len(table.headings)
    )


def heading_texts(table: Table) -> tuple[dict[str, str], int]:
    """
    The texts of heading rows below the header, by column, and how many such rows there are.

    A row is one if all its cells are texts, and each of them stands in its column once, beside numbers or answers
    that recur; or if it holds the ids of Qualtrics.
    """
    names = list(table.cells)
    first = {name: list(table.cells[name][: MAX_HEADINGS + 1]) for name in names}
    if not names or table.format not in ("csv", "xlsx", "xls", "ods"):
        return {}, 0
    counts = cache(lambda name: Counter(map(cell_value, table.cells[name])))

    def is_heading(place: int) -> bool:
        row = {name: cell_value(first[name][place]) for name in names if place < len(first[name])}
        row = {name: value for name, value in row.items() if value is not None}
        if len(row) < MIN_FILLED * len(names) or not all(isinstance(value, str) for value in row.values()):
            return False
        if sum(bool(IMPORT_ID.fullmatch(value)) for value in row.values()) > len(row) / 2:
            return True
        told = [name for name in row if recurs(counts(name))]
        return bool(told) and all(counts(name)[row[name]] == 1 for name in told)

    top = list(takewhile(is_heading, range(min(MAX_HEADINGS, table.n_rows))))
    below = range(len(top), min(MAX_HEADINGS, table.n_rows))
    ids = [place for place in below if is_heading(place)]
    n = len(top) if not ids else max(ids) + 1
    rows = [place for place in range(n) if not has_ids(first, place)]
    return ({name: str(cell_value(first[name][rows[0]]) or "") for name in names} if rows else {}), n


def has_ids(first: Mapping[str, list], place: int) -> bool:
    """Whether a row holds the ids that Qualtrics gives its columns."""
    return any(isinstance(cells[place], str) and IMPORT_ID.fullmatch(cells[place]) for cells in first.values())


def recurs(counts: Counter) -> bool:
    """Whether a column holds numbers, or texts of which half occur again."""
    given = {value: n for value, n in counts.items() if value is not None}
    if any(isinstance(value, float) for value in given):
        return True
    return len(given) > 1 and sum(n > 1 for n in given.values()) * 2 >= len(given) - 1


def row_filter(table: Table, texts: Mapping[str, str], platform: str, answers: np.ndarray) -> dict[str, list]:
    """The values that make a row a response, by column, where the platform marks tests and unfinished rows."""
    kinds = {"limesurvey": ("submitted",), "qualtrics": ("finish", "status")}.get(platform, ())
    keep = {}
    for name in table.cells:
        headings = {plain(name), plain(texts.get(name) or name)}
        for kind in kinds:
            if headings & names_of(kind):
                keep[name] = accepted(kind, distinct_values(table, name, answers))
    return {name: values for name, values in keep.items() if values}


def accepted(kind: str, values: list[Value]) -> list:
    """The values of a column of a kind that make a row a response; none where they leave out nobody for sure."""
    if kind == "submitted":
        return ["*"] if None in values and len(values) > 1 else []
    if kind == "finish":
        return [shown(value) for value in values if comparable(value) in FINISHED]
    return [shown(value) for value in values if value is not None and comparable(value) not in TEST_VALUES]


def distinct_values(table: Table, name: str, answers: np.ndarray) -> list[Value]:
    """The values of a column in rows that are no headings."""
    cells = table.cells[name]
    return list(dict.fromkeys(cell_value(cells[place]) for place in np.flatnonzero(answers)))


def shown(value: Value) -> object:
    """A value as study.toml holds it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def kept_by(table: Table, keep: Mapping[str, list]) -> np.ndarray:
    """Which rows the filter keeps, (n,) of bool."""
    from analysis.survey.answers.filters import kept_rows

    return kept_rows(table, keep)


def questions_of(export: Export, texts: Mapping[str, str]) -> list[Question]:
    """The columns with their answers and headings."""
    table, kept = export.table, export.kept
    questions = []
    for place, (name, cells) in enumerate(table.cells.items()):
        chosen = cells[kept] if isinstance(cells, np.ndarray) else [c for c, k in zip(cells, kept, strict=True) if k]
        heading = texts.get(name) or table.variable_labels.get(name) or name
        heading = ONLY_ANSWER.sub("", heading) if export.platform == "surveymonkey" else heading
        number, stem, wording = parted(heading)
        column = column_of(table.rows[kept], chosen, table.decimal)
        questions.append(
            Question(
                name=name,
                place=place,
                heading=heading,
                column=column,
                number=number,
                stem=stem,
                wording=wording,
                file_labels=table.value_labels.get(name, {}),
                user_missing=declared_missing(column.values, table.user_missing.get(name, [])),
            )
        )
    if export.platform == STEM_ONCE:
        pass_on_stems(questions)
    return with_shared_stems(questions)


def pass_on_stems(questions: Sequence[Question]) -> None:
    """Give the rows of a matrix the number and the stem that stand before its first row only."""
    for before, question in pairwise(questions):
        if before.stem and not question.number and not question.stem:
            question.number, question.stem = before.number, before.stem


def declared_missing(values: Sequence[Value], ranges: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """The numbers among values that a file declares as no answers."""
    numbers = (value for value in values if isinstance(value, float))
    return tuple(value for value in numbers if any(low <= value <= high for low, high in ranges))


def with_shared_stems(questions: list[Question]) -> list[Question]:
    """The same, stems kept where several columns share them: by their text, or by the number of the question."""
    for run, neighbours in enumerate(numbered_runs(questions), start=1):
        for question in neighbours if len(neighbours) > 1 else ():
            question.run = run
    stems = Counter(q.stem for q in questions)
    of_number = {q.numbered: q.stem for q in reversed(questions) if q.numbered and q.stem}
    for question in questions:
        if question.numbered in of_number:
            if question.stem != of_number[question.numbered]:
                question.wording = whole(question)
            question.stem = of_number[question.numbered]
        elif question.stem and stems[question.stem] < 2:
            question.wording, question.stem = whole(question), ""
    return questions


def numbered_runs(questions: list[Question]) -> list[list[Question]]:
    """Neighbours that have one number."""
    return [list(run) for _, run in groupby(questions, key=lambda question: question.number)]


def whole(question: Question) -> str:
    """The heading of a question, with its stem and without its number."""
    return unnumbered(question.heading)
