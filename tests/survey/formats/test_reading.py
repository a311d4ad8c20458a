"""One set of answers in every format that people have."""

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.survey import DataError, load
from analysis.survey.formats import read_responses
from tests.studies import SETTINGS, csv_text, sound_codebook, sound_responses, write_study


def numeric_responses():
    """The sound responses as a statistics program would hold them."""
    responses = sound_responses()
    texts = ["id", "e_mail"]
    numbers = responses.drop(columns=texts).apply(pd.to_numeric)
    return pd.concat([numbers, responses[texts]], axis=1)[list(responses)]


def write_xlsx(table, path):
    table.to_excel(path, index=False)


def write_sav(table, path):
    pyreadstat.write_sav(table, path)


def write_dta(table, path):
    pyreadstat.write_dta(table, path)


def write_parquet(table, path):
    table.to_parquet(path)


@pytest.mark.parametrize("write", [write_xlsx, write_sav, write_dta, write_parquet])
def test_every_format_gives_the_same_study(tmp_path, write):
    expected = load(write_study(tmp_path / "csv"))
    suffix = write.__name__.removeprefix("write_")
    folder = write_study(tmp_path / suffix, settings=SETTINGS.replace("responses.csv", f"responses.{suffix}"))
    write(numeric_responses(), folder / f"responses.{suffix}")
    study = load(folder)
    pd.testing.assert_frame_equal(study.received, expected.received)
    assert study.sample() == expected.sample()


def table_of_csv(folder, text, names=("A", "B"), encoding="utf-8"):
    (folder / "r.csv").write_bytes(text.encode(encoding))
    return read_responses(folder / "r.csv", names)


def test_only_declared_columns_are_read_in_the_order_of_the_file(tmp_path):
    table = table_of_csv(tmp_path, "B,secret,A\n1,x,2\n")
    assert {name: list(cells) for name, cells in table.cells.items()} == {"B": ["1"], "A": ["2"]}
    assert list(table.cells) == ["B", "A"]


def test_blank_rows_are_no_responses_but_keep_their_numbers(tmp_path):
    table = table_of_csv(tmp_path, "A,B\n1,2\n\n,\n3,4\n")
    assert table.rows.tolist() == [2, 5]


def test_blank_rows_of_a_workbook_are_no_responses_but_keep_their_numbers(tmp_path):
    pd.DataFrame({"A": [1, None, 3], "B": [2, None, None]}).to_excel(tmp_path / "r.xlsx", index=False)
    table = read_responses(tmp_path / "r.xlsx", ["A", "B"])
    assert table.rows.tolist() == [2, 4]
    assert table.cells == {"A": [1, 3], "B": [2, None]}


@pytest.mark.parametrize(("row", "n_cells"), [("1,2,3", 3), ("1", 1)])
def test_rows_that_do_not_fit_the_header_are_refused(tmp_path, row, n_cells):
    message = f"1 row with more or fewer cells than the header's 2, first row 3: {n_cells}. Put texts"
    with pytest.raises(DataError, match=message):
        table_of_csv(tmp_path, f"A,B\n1,2\n{row}\n")


def test_trailing_separators_do_no_harm(tmp_path):
    assert table_of_csv(tmp_path, "A,B\n1,2,,\n").cells == {"A": ["1"], "B": ["2"]}


def test_a_repeated_column_that_is_not_declared_does_no_harm(tmp_path):
    assert table_of_csv(tmp_path, "A,B,x,x\n1,2,3,4\n").problems == []


def test_a_workbook_with_two_filled_sheets_needs_a_choice(tmp_path):
    with pd.ExcelWriter(tmp_path / "r.xlsx") as book:
        pd.DataFrame({"A": [1]}).to_excel(book, sheet_name="first", index=False)
        pd.DataFrame({"A": [2]}).to_excel(book, sheet_name="second", index=False)
        pd.DataFrame().to_excel(book, sheet_name="blank", index=False)
    with pytest.raises(DataError, match=r'has 2 sheets: first, second\. Name the one to read in .*: sheet = "first"'):
        read_responses(tmp_path / "r.xlsx", ["A"])
    assert read_responses(tmp_path / "r.xlsx", ["A"], "second").cells == {"A": [2]}
    with pytest.raises(DataError, match="the workbook has no sheet 'secnd'"):
        read_responses(tmp_path / "r.xlsx", ["A"], "secnd")


def test_a_sheet_of_a_text_file_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"sheet = 'first', but 'r\.csv' is no workbook"):
        read_responses(tmp_path / "r.csv", ["A"], "first")


def test_spss_missing_codes_labels_and_wording_come_along(tmp_path):
    frame = pd.DataFrame({"A": [1.0, 9.0, 2.0, np.nan], "G": [1.0, 2.0, 1.0, 2.0]})
    pyreadstat.write_sav(
        frame,
        tmp_path / "r.sav",
        variable_value_labels={"G": {1.0: "Male", 2.0: "Female"}},
        column_labels={"A": "How fast?", "G": ""},
        missing_ranges={"A": [9]},
    )
    table = read_responses(tmp_path / "r.sav", ["A", "G"])
    np.testing.assert_array_equal(np.asarray(table.cells["A"], dtype=float), [1, 9, 2, np.nan])
    assert table.user_missing["A"] == [(9, 9)]
    assert table.value_labels["G"] == {1.0: "Male", 2.0: "Female"}
    assert table.variable_labels == {"A": "How fast?"}


def test_parquet_categories_count_as_their_texts(tmp_path):
    pd.DataFrame({"G": pd.Categorical(["x", None, "y"]), "A": [1, 2, 3]}).to_parquet(tmp_path / "r.parquet")
    assert read_responses(tmp_path / "r.parquet", ["G"]).cells == {"G": ["x", None, "y"]}


@pytest.mark.parametrize("suffix", ["sav", "dta", "xlsx", "parquet"])
def test_a_damaged_file_is_refused(tmp_path, suffix):
    path = tmp_path / f"r.{suffix}"
    path.write_bytes(b"this is something else" * 100)
    with pytest.raises(DataError, match=rf"r\.{suffix}: (the file is damaged|this is no workbook)"):
        read_responses(path, ["A"])


@pytest.mark.parametrize("suffix", ["csv", "sav", "dta", "xlsx", "parquet"])
def test_a_file_of_no_bytes_is_refused(tmp_path, suffix):
    path = tmp_path / f"r.{suffix}"
    path.touch()
    with pytest.raises(DataError, match=rf"r\.{suffix}: the file is empty"):
        read_responses(path, ["A"])


def test_a_header_without_answers_is_refused(tmp_path):
    with pytest.raises(DataError, match="has a header but no answers"):
        table_of_csv(tmp_path, "A,B\n")


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"'r\.rds' is of no format that can be read. Save it as one of \.csv"):
        read_responses(tmp_path / "r.rds", ["A"])


def test_an_absent_file_is_refused(tmp_path):
    (tmp_path / "respones.csv").touch()
    with pytest.raises(DataError, match=r"the folder has no file 'responses\.csv'. Did you mean 'respones\.csv'\?"):
        read_responses(tmp_path / "responses.csv", ["A"])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_columns_and_answers(tmp_path, separator, encoding):
    codebook = sound_codebook().replace({"variable": {"SPE1": "1、回应速度，满意吗？"}})
    codebook.loc["SPE1", "labels"] = "1=非常不满意;2=不满意;3=一般;4=满意;5=非常满意"
    words = dict(zip("12345", ["非常不满意", "不满意", "一般", "满意", "非常满意"], strict=True))
    responses = sound_responses().replace({"SPE1": words}).rename(columns={"SPE1": "1、回应速度，满意吗？"})
    folder = write_study(tmp_path, codebook=codebook, responses=csv_text(responses, separator).encode(encoding))
    answers = load(folder).answers["1、回应速度，满意吗？"]
    np.testing.assert_array_equal(answers, sound_responses()["SPE1"].astype(float))


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    (tmp_path / "responses.csv").mkdir()
    with pytest.raises(DataError, match=r"the folder has no file 'responses\.csv'\. There is none to choose from\."):
        read_responses(tmp_path / "responses.csv", ["A"])


def test_every_column_with_a_name_of_its_own_is_read_where_none_is_named(tmp_path):
    (tmp_path / "r.csv").write_text("a,b,b,,c\u200b\n1,2,3,4,5\n", encoding="utf-8")
    assert read_responses(tmp_path / "r.csv", None).cells == {"a": ["1"], "c": ["5"]}


def test_several_rows_may_name_the_columns_together(tmp_path):
    (tmp_path / "r.csv").write_text("id,Rate us:,,When\n,Speed,Care,\n1,4,5,x\n2,3,2,y\n", encoding="utf-8")
    names = ["id", "Rate us: - Speed", "Rate us: - Care", "When"]
    table = read_responses(tmp_path / "r.csv", None, header_rows=2)
    assert list(table.cells) == names and table.rows.tolist() == [3, 4] and table.warnings == []
    assert read_responses(tmp_path / "r.csv", ["Rate us: - Care"], header_rows=2).cells == {
        "Rate us: - Care": ["5", "2"]
    }


def test_a_study_may_declare_the_rows_of_its_header(tmp_path):
    responses = sound_responses()
    top = pd.DataFrame([["" for _ in responses]], columns=responses.columns)
    settings = SETTINGS.replace("[analysis]", "header_rows = 2\n\n[analysis]")
    study = load(write_study(tmp_path, settings=settings, responses=pd.concat([top, responses])))
    assert len(study.received) == len(responses) and study.received.index[0] == 3
    with pytest.raises(DataError, match="a whole number from 1 to 5"):
        load(write_study(tmp_path, settings=settings.replace("header_rows = 2", "header_rows = 0")))


@pytest.mark.parametrize(("labels", "n"), [("9=Does not apply", 3), ("9=No answer", 0), ("", 0)])
def test_a_code_that_spss_declares_missing_may_mean_that_a_question_does_not_apply(tmp_path, labels, n):
    responses, codebook = sound_responses(), sound_codebook()
    responses["SKI1"] = [9.0, 9.0, 9.0, *map(float, responses["SKI1"][3:])]
    codebook.loc["SKI1", ["missing", "labels"]] = labels[:1], labels
    folder = write_study(tmp_path, settings=SETTINGS.replace(".csv", ".sav"), codebook=codebook)
    pyreadstat.write_sav(responses, folder / "responses.sav", missing_ranges={"SKI1": [9]})
    study = load(folder)
    assert study.received["SKI1"].isna().sum() >= 3
    assert study.read.received.not_applicable.get("SKI1", pd.Series(dtype=bool)).sum() == n
