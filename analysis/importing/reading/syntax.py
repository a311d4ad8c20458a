"""
Labels that a syntax file beside an export gives: for SPSS (VALUE LABELS) or for R (factor), as LimeSurvey pairs them.

A data file is paired by its name: `survey_1_R_data_file.csv` with `survey_1_R_syntax_file.R`, or `answers.csv` with
`answers.sps` or `answers.txt`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.survey.errors import DataError
from analysis.survey.formats.bounds import require_small
from analysis.survey.formats.text.encoding import decoded
from analysis.survey.values import Value, cell_value

SUFFIXES = (".sps", ".txt", ".R", ".r")
QUOTED = r"""(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)')"""
STATEMENT = re.compile(r"(?ims)^\s*(VARIABLE LABELS?|VALUE LABELS)\s+(.*?)\.\s*$")
PART = re.compile(rf"/?\s*([A-Za-z@#$_][\w.@#$\[\]]*)((?:\s+(?:{QUOTED}|-?\d+(?:\.\d+)?))+)")
TOKEN = re.compile(rf"{QUOTED}|(-?\d+(?:\.\d+)?)")
R_WORDING = re.compile(rf"variable\.labels\[(\d+)\]\s*<-\s*{QUOTED}")
R_FACTOR = re.compile(
    r"data\[,\s*(\d+)\]\s*<-\s*factor\([^,]+,[^,]*,?\s*levels=c\((.*?)\),\s*labels=c\((.*?)\)\)", re.DOTALL
)


@dataclass(kw_only=True)
class Labels:
    """Wordings by column, and texts by value for each column."""

    wordings: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[Value, str]] = field(default_factory=dict)


def labels_beside(path: Path, headings: Sequence[str]) -> Labels:
    """The labels of the syntax file that is paired with a data file; none where there is no such file."""
    for other in partners(path):
        try:
            require_small(other)
            text = decoded(other.read_bytes(), other.name).text
        except DataError:
            continue
        if "variable.labels" in text:
            return r_labels(text, headings)
        if STATEMENT.search(text):
            return spss_labels(text)
    return Labels()


def partners(path: Path) -> Iterator[Path]:
    """Files beside an export whose name pairs them with it."""
    stems = {path.stem, re.sub("data", "syntax", path.stem, flags=re.IGNORECASE)}
    for stem in sorted(stems):
        for suffix in SUFFIXES:
            other = path.with_name(stem + suffix)
            if other != path and other.is_file():
                yield other


def spss_labels(text: str) -> Labels:
    """The labels of an SPSS syntax file."""
    found = Labels()
    for kind, content in STATEMENT.findall(text):
        for part in PART.finditer(content):
            tokens = list(tokens_of(part[2]))
            if kind.upper().startswith("VALUE"):
                found.values[part[1]] = dict(zip(map(cell_value, tokens[::2]), tokens[1::2], strict=False))
            elif tokens:
                found.wordings[part[1]] = tokens[0]
    return found


def r_labels(text: str, headings: Sequence[str]) -> Labels:
    """The labels of an R syntax file, which counts columns from 1."""
    found = Labels()
    for place, *quoted in R_WORDING.findall(text):
        if int(place) <= len(headings):
            found.wordings[headings[int(place) - 1]] = "".join(quoted)
    for place, levels, labels in R_FACTOR.findall(text):
        if int(place) <= len(headings):
            keys = map(cell_value, tokens_of(levels))
            found.values[headings[int(place) - 1]] = dict(zip(keys, tokens_of(labels), strict=False))
    return found


def tokens_of(text: str) -> Iterator[str]:
    """The quoted texts and numbers of a list."""
    for double, single, number in TOKEN.findall(text):
        yield number or double.replace('""', '"') or single.replace("''", "'")
