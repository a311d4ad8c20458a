"""
A study folder to be handed on: its answers without ids and without what the codebook does not declare.

Rows keep their numbers, so that what a report says of a row stays true; respondents are numbered in the place of their
ids, equal ids equally.
"""

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.bundling.toml import settings_text
from analysis.survey import DataError, Study, load
from analysis.survey.authored.section import names
from analysis.survey.declared.codebook import COLUMNS
from analysis.survey.declared.settings import tables_of
from analysis.survey.formats import read_records
from analysis.survey.formats.bounds import DECLARED
from analysis.survey.problems import problem
from analysis.survey.texts import as_cell
from analysis.survey.values import cell_value, level_name

RESPONSES = "responses.csv"
AS_TOLD = ("sheet", "encoding", "header_rows")  # settings that say how to read a file that is another here


def write(study: Study, folder: Path) -> None:
    """
    Write the study so that it loads to the same answers.

    Raises DataError where that cannot be done in a CSV file.
    """
    folder.mkdir(parents=True)
    write_declared(study, folder)
    (folder / RESPONSES).write_text(answers_text(study), encoding="utf-8-sig")
    try:
        same = load(folder).received.equals(with_numbers(study.received, ids_of(study)))
    except DataError:
        same = False
    if not same:
        raise DataError(problem("bundle.other_answers", file=study.settings.responses))


def write_declared(study: Study, folder: Path) -> None:
    """Settings and codebook: as they stand, unless they say how to read a file that is another here."""
    settings, _ = tables_of(study.folder / "study.toml")
    wanted = without_reading(settings)
    copy_authored(study.folder, folder)
    if wanted == settings:
        copy_declared(study.folder, folder)
        return
    (folder / "study.toml").write_text(settings_text(wanted), encoding="utf-8")
    (folder / "codebook.csv").write_text(codebook_text(study), encoding="utf-8-sig")
    copy_declared(study.folder, folder, DECLARED[2:])


def copy_declared(study: Path, folder: Path, names: tuple[str, ...] = DECLARED) -> None:
    """Copy what a study folder says beside its answers, as far as it says it."""
    for name in names:
        if (study / name).is_file():
            shutil.copyfile(study / name, folder / name)


def copy_authored(origin: Path, folder: Path) -> None:
    """The author's texts and references."""
    for name in names(origin):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin / name, folder / name)


def without_reading(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings for answers in a plain CSV file."""
    own = {key: value for key, value in settings["study"].items() if key not in AS_TOLD}
    return settings | {"study": own | {"responses": RESPONSES}}


def codebook_text(study: Study) -> str:
    """codebook.csv as it stands, in UTF-8 and with commas."""
    records = read_records(study.folder / "codebook.csv", COLUMNS, study.settings.encoding)
    return csv_text(records)


def answers_text(study: Study) -> str:
    """The declared columns and those of the filter, row by row as in the file; rows that are none are blank."""
    table, received = study.read.table, with_numbers(study.received, ids_of(study))
    names = [*received, *(name for name in study.settings.screening.keep if name not in received)]
    records: list[list[str]] = [[]] * int(table.rows.max())
    records[0] = names
    for place, row in enumerate(table.rows):
        records[row - 1] = [cell_text(study, received, name, place, int(row)) for name in names]
    return csv_text(records)


def cell_text(study: Study, received: pd.DataFrame, name: str, place: int, row: int) -> str:
    """A cell that is read as it was: an answer as it stands in the file, no answer as nothing, levels by name."""
    raw = cell_value(study.read.table.cells[name][place], study.read.table.decimal)
    if name not in received:
        return "" if raw is None else level_name(raw)
    if row not in received.index:
        return ""
    value, says = received.at[row, name], study.read.received.not_applicable
    if name in says and says.at[row, name] and raw is not None:
        return level_name(raw)
    if pd.isna(value):
        return ""
    return level_name(value)


def ids_of(study: Study) -> list[str]:
    """The columns that hold respondents' ids."""
    return [variable.name for variable in study.codebook.with_role("respondent_id")]


def with_numbers(received: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    """The answers with running numbers in the place of ids."""
    received = received.copy()
    for name in ids:
        codes, _ = pd.factorize(received[name])
        numbers = [None if code < 0 else f"respondent-{code + 1}" for code in codes]
        received[name] = pd.Series(numbers, index=received.index, dtype=received[name].dtype)
    return received


def csv_text(records: list[list[Any]]) -> str:
    """Records as CSV; an empty record is an empty line."""
    text = io.StringIO()
    rows = ([as_cell(cell) if isinstance(cell, str) else cell for cell in record] for record in records)
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
