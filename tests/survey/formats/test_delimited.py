"""Text tables in the encodings and with the separators that people have."""

import codecs

import pytest

from analysis.survey.errors import DataError
from analysis.survey.formats.delimited import read_records
from analysis.survey.formats.encoding import decoded
from tests.studies import SHARED

CHINESE = "编号,性别,您对客服的回应速度是否满意\n1,男,非常满意\n2,女,不满意\n"
KOREAN = "성별,나이,키오스크는 사용자가 선택한 내용을 정확하게 반영한다\n남성,이십대,매우 그렇다\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_is_read_in_its_usual_encodings(encoding):
    assert decoded(CHINESE.encode(encoding), "r.csv").text == CHINESE


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n".encode("utf-16-le"), "not a text file"),
        (KOREAN.encode("cp949"), "cannot be told what else"),
        (CHINESE.encode("big5", "replace"), "cannot be told what else|no GB18030"),
        ("こちらの対応に満足していますか,はい".encode("shift-jis"), "cannot be told what else|no GB18030"),
        ("Satisfacción,Atención,Día,España".encode("latin-1"), "cannot be told what else|no GB18030"),
        (b"a,b\n1,\xff\n", "byte 7 is no GB18030"),
    ],
)
def test_other_encodings_are_refused_with_what_to_do(content, message):
    with pytest.raises(DataError, match=message) as refusal:
        decoded(content, "r.csv")
    assert "Save" in str(refusal.value) and "CSV UTF-8" in str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_byte_order_mark_says_the_encoding(encoding):
    read = decoded(CHINESE.encode(encoding), "r.csv")
    assert (read.text, read.encoding, read.warnings) == (CHINESE, encoding, [])


def test_korean_platform_exports_are_told_apart():
    exports = SHARED / "exports"
    if not exports.is_dir():
        pytest.skip("the platform exports are not beside the project")
    assert decoded((exports / "google_forms_korean_utf8_first5.csv").read_bytes(), "r.csv").text.startswith("귀하의")
    with pytest.raises(DataError, match="cannot be told what else"):
        decoded((exports / "google_forms_korean_cp949_first5.csv").read_bytes(), "r.csv")


def test_a_long_chinese_export_survives_gb18030():
    export = SHARED / "exports" / "wenjuanxing_text_layout_120.csv"
    if not export.is_file():
        pytest.skip("the platform exports are not beside the project")
    text = export.read_bytes().decode("utf-8-sig")
    assert decoded(text.encode("gb18030"), "r.csv").text == text


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
