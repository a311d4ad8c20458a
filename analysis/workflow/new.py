"""
A new study folder that runs as it is.

It asks the example's questions and holds some of the example's simulated answers, until its owner replaces them.
"""

import re
from itertools import islice
from pathlib import Path
from string import Template

from analysis import ROOT

EXAMPLE = ROOT / "data" / "example"
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
    texts["codebook.csv"] = (EXAMPLE / "codebook.csv").read_text(encoding="utf-8")
    with open(EXAMPLE / "responses.csv", encoding="utf-8") as answers:
        texts["responses.csv"] = "".join(islice(answers, 1 + N_ROWS))
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def require_new(folder: Path) -> None:
    """Raise a `DataError` unless a study folder can be made here."""
    from analysis.survey.errors import DataError

    if not NAME.fullmatch(folder.name) or RESERVED.fullmatch(folder.name):
        raise DataError(
            f"'{folder.name}' cannot be a study's name. Use letters, digits, _ and -, beginning with a letter or a "
            "digit: make new STUDY=my_survey"
        )
    if not folder.parent.is_dir() or ".." in folder.parts:
        raise DataError(
            f"The new study cannot go into {folder.parent}. Give its name only, without folders: "
            "make new STUDY=my_survey"
        )
    if folder.exists():
        raise DataError(f"{folder} exists already and is left as it is. Choose another name, or remove it first.")


def filled(path: Path, name: str) -> str:
    """A file of the template, with the study's name in it."""
    return Template(path.read_text(encoding="utf-8")).substitute(name=name, n_rows=N_ROWS)
