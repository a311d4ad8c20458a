"""Text tables in the encodings and with the separators that people have."""

import codecs

import pytest

from analysis.survey.errors import DataError
from analysis.survey.formats.text.delimited import read_records


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_by_the_expected_names(tmp_path, separator):
    path = tmp_path / "r.csv"
    path.write_text(f'A1{separator}"B, or; so"{separator}C\n1{separator}2{separator}3\n')
    assert read_records(path, ["A1", "C"]) == [["A1", "B, or; so", "C"], ["1", "2", "3"]]


def test_a_single_column_needs_no_separator(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("A1\n1\n")
    assert read_records(path, ["A1"]) == [["A1"], ["1"]]


def test_quoted_line_breaks_and_blank_lines_keep_rows_where_a_spreadsheet_has_them(tmp_path):
    path = tmp_path / "r.csv"
    path.write_bytes(b'A1,why\r\n1,"two\r\nlines"\r\n\r\n2,no\r\n')
    assert read_records(path, ["A1"]) == [["A1", "why"], ["1", "two\r\nlines"], [], ["2", "no"]]


@pytest.mark.parametrize("content", [b"", b"\n\n", codecs.BOM_UTF8])
def test_an_empty_file_is_refused(tmp_path, content):
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"r\.csv: the file is empty"):
        read_records(path, [])
