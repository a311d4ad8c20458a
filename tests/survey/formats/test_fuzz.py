"""Whatever bytes a file holds: the right rows, or one refusal; never another exception, never rows lost in silence."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.survey.errors import DataError
from analysis.survey.formats import read_responses
from tests.ways import write

TABLE = pd.DataFrame(
    {
        "A": [str(i % 5 + 1) for i in range(60)],
        "B": [("北京", "上海", "Paris, France")[i % 3] for i in range(60)],
        "why": [f"reason {i}" for i in range(60)],
    }
)
TEXTS = ("comma", "gb18030", "utf_16")
FORMATS = (*TEXTS, "excel", "old_excel", "open_document", "spss", "compressed_spss", "stata", "parquet")
QUICK = settings(
    max_examples=25,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    return {way: write(way, TABLE, folder / way) for way in FORMATS}


def rows_read(path, content):
    """The rows of a file with these bytes, or None where it is refused."""
    path.write_bytes(content)
    try:
        table = read_responses(path, ["A", "B"])
    except DataError as refusal:
        assert str(refusal)
        return None
    return table.rows.tolist()


@pytest.mark.parametrize("way", FORMATS)
@given(data=st.data())
@QUICK
def test_files_that_break_off_are_refused_or_as_long_as_they_are(tmp_path, files, way, data):
    content = files[way].read_bytes()
    cut = data.draw(st.integers(0, len(content) - 1))
    rows = rows_read(tmp_path / files[way].name, content[:cut])
    if rows is not None:
        assert rows == list(range(2, 2 + len(rows)))
        assert way in TEXTS or len(rows) == 60


@pytest.mark.parametrize("way", FORMATS)
@given(data=st.data())
@QUICK
def test_bytes_changed_anywhere_raise_nothing_but_a_refusal(tmp_path, files, way, data):
    content = bytearray(files[way].read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    new = data.draw(st.binary(min_size=1, max_size=8))
    content[place : place + len(new)] = new
    rows_read(tmp_path / files[way].name, bytes(content))


@pytest.mark.parametrize("way", FORMATS)
@given(tail=st.binary(min_size=1, max_size=200))
@QUICK
def test_bytes_appended_raise_nothing_but_a_refusal(tmp_path, files, way, tail):
    rows_read(tmp_path / files[way].name, files[way].read_bytes() + tail)


@given(places=st.lists(st.integers(0, 59), min_size=1, max_size=4, unique=True), columns=st.data())
@settings(QUICK, max_examples=150)
def test_quotes_put_anywhere_lose_no_row(tmp_path, places, columns):
    lines = ["A,B,why", *(f"{i % 5 + 1},R{i:02},reason {i}" for i in range(60))]
    for place in places:
        cells = lines[place + 1].split(",")
        column = columns.draw(st.integers(0, 2))
        cells[column] = columns.draw(st.sampled_from(['"' + cells[column], cells[column] + '"', '"']))
        lines[place + 1] = ",".join(cells)
    rows = rows_read(tmp_path / "r.csv", "\n".join(lines).encode() + b"\n")
    assert rows is None or rows == list(range(2, 62))
