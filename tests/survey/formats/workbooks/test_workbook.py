"""Workbooks as people have them: every row read, and no cell silently missing."""

import io
import time
import zipfile
from datetime import date

import openpyxl
import pandas as pd
import pytest
import xlwt

from analysis.survey.errors import DataError
from analysis.survey.formats import bounds, read_responses
from analysis.survey.formats.workbooks.sheet_faults import cell_name
from tests.ways import replaced_dimension, rewritten, write_ods

ROWS = [["A", "B"], [1, "x"], [2, "y"], [3, "x"]]


def book_of(rows, path, **sheets):
    """A workbook with these rows, and other sheets by name."""
    book = openpyxl.Workbook()
    for title, content in {"answers": rows, **sheets}.items():
        page = book.create_sheet(title)
        for record in content:
            page.append(record)
    del book["Sheet"]
    book.save(path)
    return book


def codes(problems):
    return [entry.code for entry in problems]


@pytest.mark.parametrize("reference", ["A1", "A1:B2", "A1:XFD1048576"])
def test_dimension_records_are_not_believed(tmp_path, reference):
    path = tmp_path / "r.xlsx"
    book_of(ROWS, path)
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: replaced_dimension(xml, reference))
    table = read_responses(path, ["A", "B"])
    assert table.cells == {"A": [1, 2, 3], "B": ["x", "y", "x"]}
    assert (table.format, table.sheet, table.n_rows, table.headings) == ("xlsx", "answers", 3, ["A", "B"])


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_formulas_never_calculated_are_refused_with_their_cells(tmp_path, prefix):
    path = tmp_path / "r.xlsx"
    book_of([*ROWS, ["=1+1", "x"], [4, '=IF(1,"y","")']], path)
    if prefix:
        rewritten(path, "xl/worksheets/sheet1.xml", prefixed)
    table = read_responses(path, ["A", "B"])
    assert codes(table.problems) == ["workbook.uncalculated"]
    assert "2 cells with a formula that was never calculated: A5, B6." in table.problems[0].text()


def prefixed(xml: bytes) -> bytes:
    """The XML of a sheet with a namespace prefix on the elements of cells, as some programs write it."""
    xml = xml.replace(b"<worksheet xmlns=", b"<worksheet xmlns:x=").replace(b"</", b"</\0").replace(b"<", b"<x:")
    return xml.replace(b"<x:/\0", b"</x:").replace(b"<x:?", b"<?")


def test_formulas_with_values_are_read(tmp_path):
    path = tmp_path / "r.xlsx"
    book_of([*ROWS, ["=1+1", "x"]], path)
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    table = read_responses(path, ["A", "B"])
    assert (table.problems, table.cells["A"]) == ([], [1, 2, 3, 2])


def test_formulas_that_a_library_gave_zeros_are_refused(tmp_path):
    """A library that cannot calculate writes 0 as the value of every formula and asks Excel to calculate later."""
    path = tmp_path / "r.xlsx"
    book_of([*ROWS, ["=1+1", "x"]], path)
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>0</v>"))
    assert codes(read_responses(path, ["A", "B"]).problems) == ["workbook.uncalculated"]
    rewritten(path, "xl/workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))
    assert read_responses(path, ["A", "B"]).cells["A"] == [1, 2, 3, 0]


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path):
    path = tmp_path / "r.xlsx"
    book_of([*ROWS, [4, '=""']], path)
    rewritten(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'<c r="B5"><f>""</f>', b'<c r="B5" t="str"><f>""</f>'),
    )
    table = read_responses(path, ["A", "B"])
    assert (table.problems, table.cells["B"]) == ([], ["x", "y", "x", None])


def test_formulas_in_columns_that_are_not_declared_do_no_harm(tmp_path):
    book_of([*ROWS, [4, "=1+1"]], tmp_path / "r.xlsx")
    assert read_responses(tmp_path / "r.xlsx", ["A"]).problems == []


def test_error_cells_are_refused_with_their_places(tmp_path):
    book = openpyxl.Workbook()
    for record in [*ROWS, ["#N/A", "x"], ["#DIV/0!", "y"]]:
        book.active.append(record)
    book.save(tmp_path / "r.xlsx")
    assert "2 cells with an error in place of an answer: A5 (#N/A), A6 (#DIV/0!)." in only_problem(tmp_path / "r.xlsx")


def test_error_cells_of_old_excel_are_refused_with_their_places(tmp_path):
    book = xlwt.Workbook()
    page = book.add_sheet("answers")
    for row, record in enumerate([*ROWS, [4]]):
        for column, cell in enumerate(record):
            page.write(row, column, cell)
    page.row(4).set_cell_error(1, 42)  # the code of #N/A
    book.save(str(tmp_path / "r.xls"))
    assert "1 cell with an error in place of an answer: B5 (#N/A)." in only_problem(tmp_path / "r.xls")


def test_faults_of_libreoffice_are_refused_with_their_places(tmp_path):
    write_ods([*ROWS, ["#N/A", "x"], [4, "=1+1"]], tmp_path / "r.ods")
    table = read_responses(tmp_path / "r.ods", ["A", "B"])
    assert codes(table.problems) == ["workbook.uncalculated", "workbook.errors"]
    assert "B6" in table.problems[0].text() and "A5 (#N/A)" in table.problems[1].text()


def only_problem(path):
    (found,) = read_responses(path, ["A", "B"]).problems
    return found.text()


def test_chart_sheets_and_hidden_sheets_are_passed_over(tmp_path):
    book = book_of(ROWS, tmp_path / "r.xlsx", lists=[["A", "B"], [9, 9]])
    book["lists"].sheet_state = "hidden"
    book.create_chartsheet("chart")
    book.save(tmp_path / "r.xlsx")
    table = read_responses(tmp_path / "r.xlsx", ["A", "B"])
    assert (table.sheet, table.cells["A"]) == ("answers", [1, 2, 3])
    assert [w.text() for w in table.warnings] == ["r.xlsx: the sheet 'answers' is read; lists is not."]
    assert read_responses(tmp_path / "r.xlsx", ["A", "B"], "lists").cells["A"] == [9]


def test_of_several_sheets_the_one_with_the_declared_columns_is_read(tmp_path):
    book_of([["Notes"], ["made on Monday"]], tmp_path / "r.xlsx", data=ROWS)
    assert read_responses(tmp_path / "r.xlsx", ["A", "B"]).sheet == "data"


def test_merged_cells_are_refused_where_they_hide_names_or_answers(tmp_path):
    book = book_of([["A", "B"], [1, "x"], [2, None], [3, "y"]], tmp_path / "r.xlsx")
    book["answers"].merge_cells("B2:B3")
    book.save(tmp_path / "r.xlsx")
    assert "1 range of merged cells among the answers: B2:B3." in only_problem(tmp_path / "r.xlsx")
    book = book_of([["both", None], [1, "x"], [2, "z"], [3, "y"]], tmp_path / "h.xlsx")
    book["answers"].merge_cells("A1:B1")
    book.save(tmp_path / "h.xlsx")
    found = codes(read_responses(tmp_path / "h.xlsx", ["A", "B"]).problems)
    assert found == ["columns.absent", "columns.absent", "workbook.merged_header"]


def test_titles_above_names_that_nobody_declared_are_named(tmp_path):
    rows = [["My survey", None, None], [None, None, None], ["A", "B", "C"], [1, "x", 2], [2, "y", 3]]
    book_of(rows, tmp_path / "r.xlsx")
    with pytest.raises(DataError, match=r"the names of the columns stand in row 3, not in the first"):
        read_responses(tmp_path / "r.xlsx", None)
    book_of([["A", None, None], *rows[3:]], tmp_path / "r.xlsx")
    assert list(read_responses(tmp_path / "r.xlsx", None).cells) == ["A"]
    book_of([["A", "B", None], *rows[2:]], tmp_path / "r.xlsx")
    assert list(read_responses(tmp_path / "r.xlsx", None).cells) == ["A", "B"]


def test_merged_cells_above_named_columns_are_no_fault(tmp_path):
    book = book_of([["both", None], ["A", "B"], [1, "x"], [2, "z"]], tmp_path / "r.xlsx")
    book["answers"].merge_cells("A1:B1")
    book.save(tmp_path / "r.xlsx")
    names = ["both - A", "both - B"]
    table = read_responses(tmp_path / "r.xlsx", names, header_rows=2, optional=["Status"])
    assert list(table.cells) == names and table.problems == []
    found = codes(read_responses(tmp_path / "r.xlsx", [*names, "Status"], header_rows=2).problems)
    assert found == ["columns.absent", "workbook.merged_header"]


def test_optional_columns_are_read_where_there_are_any(tmp_path):
    book_of(ROWS, tmp_path / "r.xlsx")
    table = read_responses(tmp_path / "r.xlsx", ["A"], optional=["B", "C"])
    assert list(table.cells) == ["A", "B"] and table.problems == []


def test_titles_above_the_header_are_named(tmp_path):
    book_of([["My survey", None], [None, None], *ROWS], tmp_path / "r.xlsx")
    with pytest.raises(DataError, match=r"the names of the columns stand in row 3, not in the first"):
        read_responses(tmp_path / "r.xlsx", ["A", "B"])


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_dates_among_other_answers_are_refused(tmp_path, suffix):
    levels = ["18-24", "25-34", date(2026, 1, 2), date(2026, 1, 2)]
    if suffix == ".xlsx":
        book_of([["A", "B"], *([i, level] for i, level in enumerate(levels))], tmp_path / "r.xlsx")
    else:
        book = xlwt.Workbook()
        page = book.add_sheet("answers")
        for row, record in enumerate([["A", "B"], *([i, level] for i, level in enumerate(levels))]):
            for column, cell in enumerate(record):
                is_date = isinstance(cell, date)
                page.write(row, column, cell, xlwt.easyxf(num_format_str="YYYY-MM-DD") if is_date else xlwt.XFStyle())
        book.save(str(tmp_path / "r.xls"))
    text = only_problem(tmp_path / f"r{suffix}")
    assert "2 cells of the column 'B' are dates beside other answers, first in row 4: 2026-01-02" in text


def test_a_column_of_dates_is_left_to_the_codebook(tmp_path):
    book_of([["A", "B"], [1, date(2026, 1, 2)], [2, date(2026, 1, 3)]], tmp_path / "r.xlsx")
    table = read_responses(tmp_path / "r.xlsx", ["A", "B"])
    assert (table.problems, table.cells["B"][0]) == ([], date(2026, 1, 2))


@pytest.mark.parametrize("level", ["2-Jan", "Jan-20", "1月2日"])
def test_dates_written_out_beside_ranges_are_refused(tmp_path, level):
    (tmp_path / "r.csv").write_text(f"A,B\n1,3-5\n2,{level}\n3,6-10\n", encoding="utf-8")
    assert f"is a date beside other answers, first in row 3: {level}" in only_problem(tmp_path / "r.csv")


def test_months_are_no_spoilt_answers(tmp_path):
    (tmp_path / "r.csv").write_text("A,B\n1,Jan-20\n2,Feb-20\n", encoding="utf-8")
    assert read_responses(tmp_path / "r.csv", ["A", "B"]).problems == []


def bomb(path, size):
    """A workbook with a member that unfolds to `size` bytes."""
    book_of(ROWS, path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as member:
        for _ in range(size // 1_000_000):
            member.write(bytes(1_000_000))
    return path


@pytest.mark.parametrize("size", [30_000_000, 700_000_000])
def test_a_workbook_that_unfolds_without_measure_is_refused_at_once(tmp_path, size):
    path = bomb(tmp_path / "r.xlsx", size)
    begun = time.perf_counter()
    with pytest.raises(DataError, match=r"the file unfolds to [\d,]+ MB, [\d,]+ times its size; at most 600 MB"):
        read_responses(path, ["A"])
    assert time.perf_counter() - begun < 1


def test_a_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path):
    path = tmp_path / "r.xlsx"
    book_of(ROWS, path)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", far))
    with pytest.raises(DataError, match=r"the table spans 1,048,576 rows and 16,384 columns"):
        read_responses(path, ["A"])


@pytest.mark.parametrize(("largest", "is_refused"), [(2_900_000, True), (3_100_000, False)])
def test_a_long_text_that_many_cells_share_counts_for_each(tmp_path, monkeypatch, largest, is_refused):
    monkeypatch.setattr(bounds, "LARGEST_TEXTS", largest)
    path, text = tmp_path / "r.xlsx", "long texts" * 300
    book_of([["A", "B"], *([i, "shared"] for i in range(1_000))], path)
    own, shared = b't="inlineStr"><is><t>shared</t></is>', b't="s"><v>1</v>'
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(own, shared))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>x</t></si><si><r><t>{text}</t></r></si></sst>")
    if is_refused:
        with pytest.raises(DataError, match=r"the texts of its cells come to 3 MB, .*; at most 3 MB are read"):
            read_responses(path, ["A"])
    else:
        assert set(read_responses(path, ["B"]).cells["B"]) == {text}


@pytest.mark.parametrize(("times", "is_refused"), [(1_000, True), (900, False)])
def test_a_text_that_a_sheet_repeats_counts_as_often(tmp_path, monkeypatch, times, is_refused):
    monkeypatch.setattr(bounds, "LARGEST_TEXTS", 2_999_000)
    path = tmp_path / "r.ods"
    write_ods([["A", "B"], *([i, "x"] for i in range(30)), [30, "long text " * 300]], path)
    repeated = f'<table:table-row table:number-rows-repeated="{times}">'.encode()
    rewritten(path, "content.xml", lambda xml: repeated.join(xml.rsplit(b"<table:table-row>", 1)))
    if is_refused:
        with pytest.raises(DataError, match=r"the texts of its cells come to \d MB"):
            read_responses(path, ["A"])
    else:
        assert read_responses(path, ["A"]).n_rows == 30 + times


def test_formats_far_away_do_no_harm(tmp_path):
    path = tmp_path / "r.xlsx"
    book_of(ROWS, path)
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", far))
    assert read_responses(path, ["A"]).n_rows == 3


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("change", [lambda xml: xml[: len(xml) // 2], lambda xml: b"", lambda xml: xml[::-1]])
def test_damage_anywhere_is_one_problem_that_names_the_file(tmp_path, member, change):
    path = tmp_path / "r.xlsx"
    book_of([["A", "B"], *([i, f"text {i}"] for i in range(200))], path)
    rewritten(path, member, change)
    with pytest.raises(DataError, match=r"^- r\.xlsx: the file (is damaged|is empty)[^\n]*$"):
        read_responses(path, ["A", "B"])


def test_packed_bytes_that_are_spoilt_are_one_problem(tmp_path):
    path = tmp_path / "r.xlsx"
    book_of([["A", "B"], *([i, f"text {i}"] for i in range(2000))], path)
    content = bytearray(path.read_bytes())
    start = content.find(b"xl/worksheets/sheet1.xml") + 200
    content[start : start + 40] = b"\x55" * 40
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"^- r\.xlsx: the file is damaged[^\n]*$"):
        read_responses(path, ["A", "B"])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("r.xls", b"<html><table><tr><td>A</td></tr></table></html>", "this is a web page"),
        ("r.xls", b"A\tB\n1\t2\n", "this is no workbook, whatever its name says. If it is text with separators"),
        ("r.csv", b"%PDF-1.4 ...", "by its first bytes this is a .pdf file"),
    ],
)
def test_files_under_a_false_name_are_told_what_they_are(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=message):
        read_responses(tmp_path / name, ["A"])


def test_a_workbook_named_csv_is_told_what_it_is(tmp_path):
    book_of(ROWS, tmp_path / "r.xlsx")
    (tmp_path / "r.xlsx").rename(tmp_path / "r.csv")
    with pytest.raises(DataError, match=r"by its first bytes this is a \.xlsx file"):
        read_responses(tmp_path / "r.csv", ["A"])


def test_a_new_workbook_with_the_old_suffix_is_read(tmp_path):
    book_of(ROWS, tmp_path / "r.xlsx")
    (tmp_path / "r.xlsx").rename(tmp_path / "r.xls")
    assert read_responses(tmp_path / "r.xls", ["A"]).cells["A"] == [1, 2, 3]


def test_numbers_as_names_of_columns(tmp_path):
    buffer = io.BytesIO()
    pd.DataFrame([[5, 4]], columns=[1, 2.5]).to_excel(buffer, index=False)
    (tmp_path / "r.xlsx").write_bytes(buffer.getvalue())
    assert read_responses(tmp_path / "r.xlsx", ["1", "2.5"]).cells == {"1": [5], "2.5": [4]}


@pytest.mark.parametrize(("place", "name"), [((1, 0), "A1"), ((20, 25), "Z20"), ((3, 26), "AA3"), ((1, 16383), "XFD1")])
def test_cells_are_named_as_spreadsheets_do(place, name):
    assert cell_name(place) == name
