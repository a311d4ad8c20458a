"""Files of statistics programs, with value labels and missing codes: SPSS (.sav, .zsav, .por) and Stata (.dta)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analysis.survey.formats.bounds import require_few_cells
from analysis.survey.formats.damage import reading
from analysis.survey.formats.headers import matched
from analysis.survey.formats.table import Table, table_of_columns


def read_labelled(path: Path, names: Sequence[str]) -> Table:
    """
    The declared columns of an SPSS or Stata file.

    User-missing codes and Stata's extended missing values are no answers; value labels and wording come along.
    """
    with reading(path.name):
        read = reader_of(path)
        _, about = read(path, metadataonly=True)
        header = list(about.column_names)
        require_few_cells(path.name, about.number_rows or 0, len(header))
        own = {name: header[place] for name, place in matched(header, names).items()}
        cells = read(path, usecols=list(own.values()), output_format="dict")[0] if own else {}
        wording = {name: about.column_names_to_labels[column] for name, column in own.items()}
        return table_of_columns(
            path.name,
            {name: cells[column] for name, column in own.items()},
            names,
            header,
            lambda: read(path, output_format="dict")[0].values(),
            format=path.suffix.casefold().removeprefix("."),
            encoding=(about.file_encoding or "").casefold(),
            value_labels={n: plain_labels(about.variable_value_labels.get(c, {})) for n, c in own.items()},
            variable_labels={name: text for name, text in wording.items() if text},
        )


def reader_of(path: Path) -> Callable[..., Any]:
    """The function of pyreadstat that reads a file of this kind."""
    import pyreadstat

    suffix = path.suffix.casefold()
    return {".dta": pyreadstat.read_dta, ".por": pyreadstat.read_por}.get(suffix, pyreadstat.read_sav)


def plain_labels(labels: dict[Any, str]) -> dict[Any, str]:
    """Value labels without those of Stata's extended missing values (.a to .z), which are no answers."""
    numbers = any(not isinstance(value, str) for value in labels)
    return {value: text for value, text in labels.items() if not (numbers and isinstance(value, str))}
