"""
A newer export of a study that is there already: the author's codebook and settings stay, and what changed is told.

Rows are added for new columns, marked as guesses. Nothing is removed: a column that is gone, or an answer that is new,
is for a person to settle, and the check names it until it is.
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from analysis.importing.handover.writing import as_cells, scale_lines
from analysis.importing.judging.scale import absent
from analysis.importing.proposal import Column, Proposal
from analysis.importing.reading.layouts import read_export
from analysis.importing.reading.questions import Question
from analysis.importing.said import said
from analysis.survey.declared.codebook import Codebook, read_codebook
from analysis.survey.declared.declarations import STEPPED_ROLES, Variable
from analysis.survey.declared.settings import Settings, read_settings
from analysis.survey.formats import header_key

RESPONSES = re.compile(r"(?m)^(\s*responses\s*=\s*)(\"[^\"\n]*\"|'[^'\n]*')")


def is_there(folder: Path) -> bool:
    """Whether a study is in a folder already."""
    return (folder / "study.toml").is_file() and (folder / "codebook.csv").is_file()


def again(proposal: Proposal, folder: Path) -> list[str]:
    """
    Put a newer export into a study folder, and tell what changed.

    Parameters
    ----------
    proposal : Proposal
        What a first import of the newer export would propose.
    folder : Path
        The study folder.

    Returns
    -------
    list of str
        A line for each kind of change.

    Raises
    ------
    DataError
        If study.toml or codebook.csv cannot be read.
    """
    settings = read_settings(folder / "study.toml")
    codebook = read_codebook(folder / "codebook.csv", settings)
    before = questions_of_file(folder / settings.responses)
    seen = {header_key(variable.name) for variable in codebook.variables} | {*before}
    added = [column for column in proposal.columns if header_key(column.variable) not in seen]
    questions = questions_of_file(proposal.path)
    lines = [
        kept_line(proposal, folder, codebook),
        *changes(proposal, codebook, questions, [column.variable for column in added]),
        *new_levels(proposal.language, codebook, before, questions),
    ]
    if proposal.path.resolve() != (folder / proposal.settings["responses"]).resolve():
        shutil.copyfile(proposal.path, folder / proposal.settings["responses"])
    add_columns(folder, proposal, settings, added)
    point_to(folder / "study.toml", proposal.settings["responses"])
    return lines


def kept_line(proposal: Proposal, folder: Path, codebook: Codebook) -> str:
    """What stays as it is."""
    file = proposal.settings["responses"]
    return said("again.kept", proposal.language, folder=folder.name, n=len(codebook.variables), file=file)


def questions_of_file(path: Path) -> dict[str, Question]:
    """The columns of an export by their names; none where it is gone."""
    return {header_key(question.name): question for question in read_export(path).questions} if path.is_file() else {}


def new_levels(
    language: str, codebook: Codebook, before: dict[str, Question], now: dict[str, Question]
) -> Iterator[str]:
    """Levels of groups that the export before did not have."""
    for variable in codebook.with_role("group"):
        key = header_key(variable.name)
        if key in before and key in now and (levels := [*(now[key].counts.keys() - before[key].counts.keys())]):
            yield said("again.levels", language, name=variable.name, texts=sorted(map(str, levels)))


def changes(proposal: Proposal, codebook: Codebook, questions: dict[str, Question], added: list[str]) -> Iterator[str]:
    """What differs between the codebook and the newer export: columns, wordings, answers."""
    tongue = proposal.language
    told = False
    gone = [v.name for v in codebook.variables if header_key(v.name) not in questions]
    reworded = [v.name for v in codebook.variables if header_key(v.name) in questions and is_reworded(v, proposal)]
    for key, names in (("new", added), ("gone", gone), ("reworded", reworded)):
        if names:
            told = True
            yield said(f"again.{key}", tongue, names=names)
    for variable in codebook.variables:
        if (question := questions.get(header_key(variable.name))) and (texts := unnamed_answers(variable, question)):
            told = True
            yield said("again.answers", tongue, name=variable.name, texts=texts)
    if not told:
        yield said("again.same", tongue, n=proposal.n_rows)


def is_reworded(variable: Variable, proposal: Proposal) -> bool:
    """Whether the export words a question otherwise than the codebook, which has a wording of its own."""
    column = next((c for c in proposal.columns if header_key(c.variable) == header_key(variable.name)), None)
    if column is None or not variable.worded:
        return False
    texts = {language: {"en": column.text_en, "zh": column.text_zh}[language] for language in variable.worded}
    return any(text and text != variable.text[language] for language, text in texts.items())


def unnamed_answers(variable: Variable, question: Question) -> list[str]:
    """Answers of the newer export that the row of a rating or a labelled group does not explain."""
    if variable.role not in (*STEPPED_ROLES, "group") or (variable.role == "group" and not variable.labels):
        return []
    texts = [text for text in question.texts if not variable.explains(text) and not absent(text)]
    texts = [text for text in texts if text not in variable.labels]
    off = [n for n in question.numbers if variable.has_range and not variable.low <= n <= variable.high]
    off = [n for n in off if n not in variable.missing] if variable.role != "group" else []
    return texts + [f"{number:g}" for number in off]


def add_columns(folder: Path, proposal: Proposal, settings: Settings, added: list[Column]) -> None:
    """Append rows of new columns to the codebook, as guesses, and the scales that they need to study.toml."""
    if not added:
        return
    path = folder / "codebook.csv"
    text = path.read_text(encoding="utf-8-sig")
    header = next(csv.reader(io.StringIO(text)))
    new = said("again.is_new", proposal.language)
    rows = [replace(column, doubts={"role": new} | dict(column.doubts)) for column in added]
    header += ["note"] if "note" not in header else []
    out = io.StringIO()
    writer = csv.DictWriter(out, header, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for record in csv.DictReader(io.StringIO(text)):
        record.pop(None, None)
        writer.writerow(record)
    writer.writerows(map(as_cells, rows))
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="\n")
    needed = {column.scale for column in added if column.scale} - {*settings.scales, *settings.multi}
    lines = [line for scale in proposal.scales if scale.name in needed for line in scale_lines(scale)]
    with (folder / "study.toml").open("a", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n" if lines else "")


def point_to(path: Path, responses: str) -> None:
    """Name the newer export in study.toml, and change nothing else there."""
    text = path.read_text(encoding="utf-8")
    named = json.dumps(responses, ensure_ascii=False)
    path.write_text(RESPONSES.sub(lambda match: match[1] + named, text, count=1), encoding="utf-8", newline="\n")
