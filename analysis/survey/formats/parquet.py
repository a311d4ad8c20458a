"""Parquet files."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.survey.errors import DataError
from analysis.survey.formats.bounds import require_few_cells
from analysis.survey.formats.damage import reading
from analysis.survey.formats.headers import matched, single_names
from analysis.survey.formats.table import Cells, Table, table_of_columns
from analysis.survey.problems import problem


def read_parquet(path: Path, names: Sequence[str] | None) -> Table:
    """The declared columns of a Parquet file; categories count as their texts."""
    from pyarrow import parquet

    with reading(path.name):
        file = parquet.ParquetFile(path)
        header = list(file.schema_arrow.names)
        names = single_names(header) if names is None else names
        require_few_cells(path.name, file.metadata.num_rows, len(header))
        own = {name: header[place] for name, place in matched(header, names).items()}
        require_plain(path.name, file.schema_arrow, own)
        read = file.read(columns=list(own.values()))
        return table_of_columns(
            path.name,
            {name: plain_column(read.column(column)) for name, column in own.items()},
            names,
            header,
            lambda: (validity(column) for column in file.read().columns),
            format="parquet",
        )


def require_plain(source: str, schema: Any, own: Mapping[str, str]) -> None:
    """Refuse declared columns whose cells are lists, structures or bytes."""
    from pyarrow import types

    odd = [
        (name, str(schema.field(column).type))
        for name, column in own.items()
        if types.is_nested(kind := schema.field(column).type) or types.is_binary(kind) or types.is_large_binary(kind)
    ]
    if odd:
        raise DataError(problem("columns.not_plain", file=source, name=name, type=kind) for name, kind in odd)


def plain_column(column: Any) -> Cells:
    """The cells of an Arrow column: an array where the column holds numbers, else a list."""
    from pyarrow import types

    numeric = types.is_floating(column.type) or types.is_integer(column.type)
    return column.to_numpy() if numeric else column.to_pylist()


def validity(column: Any) -> Iterable[Any]:
    """The cells of a column of any type, as far as it matters whether they are empty."""
    from pyarrow import types

    text = types.is_string(column.type) or types.is_large_string(column.type) or types.is_floating(column.type)
    return column.to_pylist() if text else [valid or None for valid in column.is_valid().to_pylist()]
