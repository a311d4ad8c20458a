"""Files of statistics programs, with value labels and missing codes: SPSS (.sav, .zsav, .por) and Stata (.dta)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from analysis.survey.errors import DataError
from analysis.survey.formats import bounds
from analysis.survey.formats.bounds import require_few_cells
from analysis.survey.formats.damage import reading
from analysis.survey.formats.headers import matched, single_names
from analysis.survey.formats.table import Cells, Table, is_numeric, table_of_columns
from analysis.survey.formats.text.encoding import decoded
from analysis.survey.problems import Problem

ANY_BYTES = "ISO-8859-1"  # has a character for each byte, so that texts can be turned back into bytes
UNIT = "\x1f"  # stands between texts and in none of them


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """What the texts of a file mean, each by how it came; the encoding they are in, and what is to be said of it."""

    texts: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    warnings: list[Problem] = field(default_factory=list)

    def of(self, text: Any) -> Any:
        """A text as it is meant; what is no text, as it is."""
        return self.texts.get(text, text) if isinstance(text, str) else text


def read_labelled(path: Path, names: Sequence[str] | None) -> Table:
    """
    The declared columns of an SPSS or Stata file.

    Stata's extended missing values are no answers; user-missing codes of SPSS are given as they stand, with their
    ranges; value labels and wording come along. Texts are read in the encoding that the file declares, unless another
    one is surely right.
    """
    with reading(path.name):
        read, declared = reader_of(path)
        _, about = read(path, metadataonly=True)
        n_columns = len(about.column_names)
        require_few_cells(path.name, about.number_rows or 0, n_columns)
        bounded = {
            "output_format": "dict",
            "row_limit": bounds.MOST_CELLS // max(n_columns, 1) + 1,
        }  # where none are told
        described = [*about.column_names, *labels_of(about)]
        header = [spelling(path.name, described, declared, names or ()).of(name) for name in about.column_names]
        names = single_names(header) if names is None else names
        if path.suffix.casefold() == ".por":
            header = in_declared_case(header, names)
        own = {name: about.column_names[place] for name, place in matched(header, names).items()}
        cells = read(path, usecols=list(own.values()), **bounded)[0] if own else {}
        require_few_cells(path.name, max(map(len, cells.values()), default=0), n_columns)
        spelt = spelling(path.name, [*described, *texts_in(cells.values())], declared, names)
        wording = {name: spelt.of(about.column_names_to_labels[column]) for name, column in own.items()}
        return table_of_columns(
            path.name,
            {name: in_spelling(cells[column], spelt) for name, column in own.items()},
            names,
            header,
            lambda: read(path, **bounded)[0].values(),
            format=path.suffix.casefold().removeprefix("."),
            encoding=spelt.encoding,
            value_labels={n: plain_labels(about.variable_value_labels.get(c, {}), spelt) for n, c in own.items()},
            variable_labels={name: text for name, text in wording.items() if text},
            user_missing={name: ranges_of(about, column) for name, column in own.items()},
            warnings=spelt.warnings,
        )


def reader_of(path: Path) -> tuple[Callable[..., Any], str]:
    """The function that reads a file of this kind, its texts as `ANY_BYTES`; and the encoding that it declares."""
    import pyreadstat

    suffix = path.suffix.casefold()
    if suffix == ".por":  # read as UTF-8, whatever it is
        return pyreadstat.read_por, ""
    if suffix == ".dta":  # since Stata 14; older files do not say
        return partial(pyreadstat.read_dta, encoding=ANY_BYTES), "UTF-8"
    try:
        declared = pyreadstat.read_sav(path, metadataonly=True)[1].file_encoding or ""
    except (pyreadstat.ReadstatError, UnicodeDecodeError):  # it is not in the encoding that it declares
        declared = ""
    return partial(pyreadstat.read_sav, encoding=ANY_BYTES, user_missing=True), declared


def spelling(source: str, texts: Iterable[str], declared: str, names: Sequence[str]) -> Spelling:
    """What the texts of a file mean: as it declares, unless another encoding is surely right."""
    distinct = list(dict.fromkeys(text for text in texts if not text.isascii()))
    if not distinct or source.casefold().endswith(".por"):
        return Spelling()
    content = UNIT.join(distinct).encode(ANY_BYTES)
    own = in_encoding(content, declared)
    try:
        read = decoded(content, source, names)
    except DataError:
        if own is None:
            raise
        return Spelling(texts=dict(zip(distinct, own.split(UNIT), strict=True)), encoding=declared)
    if own is None and read.doubt:
        raise DataError(read.doubt)
    if read.doubt or read.text == own:
        return Spelling(texts=dict(zip(distinct, own.split(UNIT), strict=True)), encoding=declared)
    code = "encoding.taken" if source.casefold().endswith(".dta") else "labelled.encoding"
    warning = Problem(code=code, values={"file": source, "encoding": read.encoding, "declared": declared})
    texts = dict(zip(distinct, read.text.split(UNIT), strict=True))
    return Spelling(texts=texts, encoding=read.encoding, warnings=[warning])


def in_encoding(content: bytes, encoding: str) -> str | None:
    """The text in an encoding, if that is known and has it."""
    try:
        return content.decode(encoding) if encoding else None
    except (LookupError, UnicodeDecodeError):
        return None


def labels_of(about: Any) -> list[str]:
    """The wording of all columns and the labels of all values."""
    wording = [text for text in about.column_names_to_labels.values() if text]
    return wording + [str(text) for labels in about.variable_value_labels.values() for text in labels.values()]


def texts_in(columns: Iterable[Cells]) -> list[str]:
    """The distinct texts in some columns."""
    found = {cell for column in columns if not is_numeric(column) for cell in column if isinstance(cell, str)}
    return sorted(found)


def ranges_of(about: Any, column: str) -> list[tuple[float, float]]:
    """The ranges of numbers that a file declares as no answers in a column."""
    declared = (about.missing_ranges or {}).get(column, [])
    return [(span["lo"], span["hi"]) for span in declared if not isinstance(span["lo"], str)]


def in_spelling(column: Cells, spelt: Spelling) -> Cells:
    """The cells of a column, its texts as they are meant."""
    return column if is_numeric(column) or not spelt.texts else [spelt.of(cell) for cell in column]


def in_declared_case(header: Sequence[str], names: Sequence[str]) -> list[str]:
    """Names of columns as they are declared: a .por file knows capitals only."""
    by_capitals = {name.upper(): name for name in names}
    return [by_capitals.get(name.upper(), name) for name in header]


def plain_labels(labels: dict[Any, str], spelt: Spelling) -> dict[Any, str]:
    """Value labels without those of Stata's extended missing values (.a to .z), which are no answers."""
    numbers = any(not isinstance(value, str) for value in labels)
    return {
        spelt.of(value): spelt.of(str(text))
        for value, text in labels.items()
        if not (numbers and isinstance(value, str))
    }
