"""
A new study folder that runs as it is.

It asks a few of the example's questions and holds some of its simulated answers, until its owner replaces them.
"""

import csv
import io
import re
from itertools import islice
from pathlib import Path
from string import Template

from analysis import FILES

EXAMPLE = FILES / "data" / "example"
TEMPLATE = Path(__file__).parent / "template"
N_ROWS = 240  # simulated answers to start with: enough for every chapter, few enough to look through
NAME = re.compile(r"[^\W_][\w-]{0,63}")  # letters of any language, digits, _ and -
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # Windows has no folders of these names


def new_study(folder: Path) -> None:
    """
    Write a commented study folder with simulated answers.

    Parameters
    ----------
    folder : Path
        The folder to make; it must not exist, the folder it goes into must. Its name is the study's name.

    Raises
    ------
    DataError
        If the name cannot be a study's name, or if the folder exists already: nothing is ever overwritten.
    """
    require_new(folder)
    texts = {path.name: filled(path, folder.name) for path in sorted(TEMPLATE.iterdir())}
    texts["responses.csv"] = some_answers(texts["codebook.csv"])
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def some_answers(codebook: str) -> str:
    """The first of the example's answers to the questions of a codebook, as the text of a response file."""
    names = [row["variable"] for row in csv.DictReader(io.StringIO(codebook)) if row["role"]]
    text = io.StringIO()
    with open(EXAMPLE / "responses.csv", encoding="utf-8-sig", newline="") as answers:
        writer = csv.DictWriter(text, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(islice(filter(is_response, csv.DictReader(answers)), N_ROWS))
    return text.getvalue()


def is_response(row: dict[str, str]) -> bool:
    """Whether a row of the example holds answers: who had no contact with customer service was asked nothing else."""
    return row["contacted"].startswith("Yes")


def require_new(folder: Path) -> None:
    """Raise a `DataError` unless a study folder can be made here."""
    from analysis.survey.errors import DataError
    from analysis.survey.problems import problem

    if not NAME.fullmatch(folder.name) or RESERVED.fullmatch(folder.name):
        raise DataError(problem("new.no_name", name=folder.name))
    if ".." in folder.parts:
        raise DataError(problem("new.no_place", folder=str(folder.parent)))
    if not folder.parent.is_dir():
        raise DataError(problem("new.no_folder", folder=str(folder.parent)))
    if folder.exists():
        raise DataError(problem("new.exists", folder=str(folder)))


def filled(path: Path, name: str) -> str:
    """A file of the template, with the study's name in it."""
    return Template(path.read_text(encoding="utf-8")).substitute(name=name, n_rows=N_ROWS)
