"""SPSS and Stata files as people have them."""

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.survey import load
from analysis.survey.errors import DataError
from analysis.survey.formats import bounds, read_responses
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study
from tests.ways import numbers

CASES = slice(80, 84)  # in an SPSS file: its number of rows
FRAME = pd.DataFrame({"a1": [1.0, 2.0, 5.0, 3.0], "city": ["北京", "上海", "广州", "北京"]})
WORDING = {"a1": "您对客服态度是否满意", "city": "所在城市"}
LABELS = {"a1": {1.0: "非常不同意", 2.0: "不同意", 5.0: "非常同意"}}


def write_sav(path, encoding, declared):
    """An SPSS file in one encoding that declares another, of a file that declares UTF-8."""
    pyreadstat.write_sav(FRAME, path, column_labels=WORDING, variable_value_labels=LABELS)
    content = path.read_bytes()
    texts = [*WORDING.values(), *LABELS["a1"].values(), *FRAME["city"]]
    for text in sorted(set(texts), key=len, reverse=True):
        old, new = text.encode(), text.encode(encoding)
        content = content.replace(old, new.ljust(len(old)))
    assert content.count(b"UTF-8") == 1
    path.write_bytes(content.replace(b"UTF-8", declared.encode().ljust(5)[:5]))


@pytest.mark.parametrize(
    ("encoding", "declared", "told"),
    [
        ("gb18030", "UTF-8", True),
        ("gb18030", "cp936", False),
        ("gb18030", "CP437", True),
        ("utf-8", "UTF-8", False),
        ("utf-8", "cp936", True),
    ],
)
def test_texts_are_read_in_the_encoding_they_are_in(tmp_path, encoding, declared, told):
    path = tmp_path / "r.sav"
    write_sav(path, encoding, declared)
    table = read_responses(path, ["a1", "city"])
    assert list(table.cells["city"]) == ["北京", "上海", "广州", "北京"]
    assert table.variable_labels == WORDING
    assert table.value_labels["a1"] == LABELS["a1"]
    assert [warning.code for warning in table.warnings] == ["labelled.encoding"] * told


@pytest.mark.parametrize("way", ["sav", "zsav", "dta", "por"])
def test_every_kind_is_read(tmp_path, way):
    frame = pd.DataFrame({"a1": [1.0, np.nan, 3.0], "name": ["x", "", "z"]})
    path = tmp_path / f"r.{way}"
    writers = {"dta": pyreadstat.write_dta, "por": pyreadstat.write_por}
    writers.get(way, pyreadstat.write_sav)(frame, path)
    table = read_responses(path, ["a1", "name"])
    assert table.rows.tolist() == [2, 4]
    assert (table.format, table.problems) == (way, [])
    np.testing.assert_array_equal(table.cells["a1"], [1, 3])
    assert [warning.text() for warning in table.warnings] == [
        f"r.{way}: 1 row without any entry, first row 3, is left out: it is no response."
    ]


@pytest.mark.parametrize("way", ["sav", "dta"])
def test_a_row_with_an_entry_in_some_column_is_a_response(tmp_path, way):
    frame = pd.DataFrame({"a1": [1.0, np.nan, np.nan], "other": ["x", "y", ""]})
    writers = {"dta": pyreadstat.write_dta, "sav": pyreadstat.write_sav}
    writers[way](frame, tmp_path / f"r.{way}")
    assert read_responses(tmp_path / f"r.{way}", ["a1"]).rows.tolist() == [2, 3]


def test_extended_missing_values_of_stata_are_no_answers_and_their_labels_no_levels(tmp_path):
    table = numbers(sound_responses())
    table["platform"] = [*(["a"] * 3), *table["platform"].iloc[3:].astype(float)]
    labels = {"platform": {1: "Apple Market", 2: "Banana Shop", "a": "refused"}}
    pyreadstat.write_dta(
        table, tmp_path / "responses.dta", missing_user_values={"platform": ["a"]}, variable_value_labels=labels
    )
    codebook = sound_codebook()
    codebook.loc["platform", "labels"] = ""
    folder = write_study(tmp_path, settings=SETTINGS.replace("responses.csv", "responses.dta"), codebook=codebook)
    levels = load(folder).received["platform"]
    assert list(levels.cat.categories) == ["Apple Market", "Banana Shop"]
    assert levels.isna().sum() == 3


@pytest.mark.parametrize("version", [8, 10, 12, 13, 14])
def test_old_stata_files_in_chinese(tmp_path, version):
    path = tmp_path / "r.dta"
    pyreadstat.write_dta(FRAME.assign(city=["Beijing"] * 4), path, version=version, column_labels=WORDING)
    if version < 14:
        content = path.read_bytes()
        for text in WORDING.values():
            content = content.replace(text.encode(), text.encode("gb18030").ljust(len(text.encode()), b"\0"))
        path.write_bytes(content)
    table = read_responses(path, ["a1", "city"])
    assert table.variable_labels == WORDING
    assert [warning.code for warning in table.warnings] == ["encoding.taken"] * (version < 14)


@pytest.mark.parametrize("suffix", ["sav", "dta"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_breaks_off_is_one_problem(tmp_path, suffix, share):
    path = tmp_path / f"r.{suffix}"
    frame = pd.DataFrame({"a1": np.arange(500.0), "name": [f"text {i}" for i in range(500)]})
    {"dta": pyreadstat.write_dta, "sav": pyreadstat.write_sav}[suffix](frame, path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DataError, match=rf"^- r\.{suffix}: the file (is damaged|breaks off)[^\n]*$"):
        read_responses(path, ["a1", "name"])


@pytest.mark.parametrize("suffix", [".sav", ".zsav"])
@pytest.mark.parametrize(("most", "is_refused"), [(199, True), (200, False)])
def test_a_file_that_does_not_tell_its_number_of_rows_is_read_no_further_than_the_bound(
    tmp_path, monkeypatch, suffix, most, is_refused
):
    monkeypatch.setattr(bounds, "MOST_CELLS", most)
    path = tmp_path / f"r{suffix}"
    pyreadstat.write_sav(pd.DataFrame({"a1": np.arange(100.0), "b": 1.0}), path, compress=suffix == ".zsav")
    content = bytearray(path.read_bytes())
    content[CASES] = (-1).to_bytes(4, "little", signed=True)
    path.write_bytes(content)
    if is_refused:
        with pytest.raises(DataError, match="at most 199 cells are read"):
            read_responses(path, ["a1"])
    else:
        assert read_responses(path, ["a1"]).n_rows == 100
