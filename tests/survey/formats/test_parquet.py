"""Parquet files as people have them."""

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from analysis.survey.errors import DataError
from analysis.survey.formats import read_responses


@pytest.mark.parametrize(
    ("values", "kind"),
    [([[1, 2], [3]], "list"), ([{"x": 1}, {"x": 2}], "struct"), ([b"a", b"b"], "binary")],
)
def test_cells_that_hold_several_answers_are_refused_if_declared(tmp_path, values, kind):
    parquet.write_table(pa.table({"A": [1, 2], "B": pa.array(values)}), tmp_path / "r.parquet")
    with pytest.raises(DataError, match=rf"r\.parquet: each cell of the column 'B' holds {kind}.*, not one answer"):
        read_responses(tmp_path / "r.parquet", ["A", "B"])
    assert read_responses(tmp_path / "r.parquet", ["A"]).n_rows == 2


def test_maps_are_refused(tmp_path):
    column = pa.array([[("x", 1)], [("y", 2)]], type=pa.map_(pa.string(), pa.int64()))
    parquet.write_table(pa.table({"B": column}), tmp_path / "r.parquet")
    with pytest.raises(DataError, match="holds map"):
        read_responses(tmp_path / "r.parquet", ["B"])


def test_rows_without_an_entry_are_left_out_and_told(tmp_path):
    frame = pd.DataFrame({"A": [1, None, None], "B": ["x", "", "y"], "l": [[1], None, None]})
    frame.to_parquet(tmp_path / "r.parquet")
    table = read_responses(tmp_path / "r.parquet", ["A"])
    assert table.rows.tolist() == [2, 4]
    assert [warning.code for warning in table.warnings] == ["rows.blank"]


@pytest.mark.parametrize("share", [0.2, 0.9])
def test_a_file_that_breaks_off_is_one_problem(tmp_path, share):
    path = tmp_path / "r.parquet"
    pd.DataFrame({"A": range(1000)}).to_parquet(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(DataError, match=r"^- r\.parquet: the file is damaged[^\n]*$"):
        read_responses(path, ["A"])
