"""Names of columns are matched whatever cannot be seen of them."""

import pytest

from analysis.survey.formats import header_key, read_responses
from analysis.survey.formats.headers import escaped


@pytest.mark.parametrize(
    "spelling",
    [
        "a1 how?",
        "\ufeffa1 how?",
        "a1\u200b how?",
        "a\u200c1\u200d how\u2060?",
        "a1\u00ad how?\u200e",
        "a1\u00a0how?",
        "a1\nhow?",
        "a1\r\n  how? ",
        "ａ１\u3000how？",
        "a1\x07 how?",
    ],
)
def test_spellings_of_one_name_have_one_key(spelling):
    assert header_key(spelling) == "a1 how?"


@pytest.mark.parametrize("other", ["A1 how?", "a1 how", "a1how?", "a₁ how?", "a1 höw?"])
def test_other_names_have_other_keys(other):
    assert header_key(other) != "a1 how?"


def test_composed_and_decomposed_letters_are_one():
    assert header_key("e\u0301te\u0301") == header_key("été")
    assert header_key("만족".encode().decode()) == header_key("\u1106\u1161\u11ab\u110c\u1169\u11a8")
    assert header_key("ｶﾞ") == header_key("ガ")


def test_columns_are_found_under_any_spelling_and_called_as_declared(tmp_path):
    text = 'a1\u200b,\ufeffa2,"a3\n(tick one)",ａ４\n1,2,3,4\n'
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    table = read_responses(tmp_path / "r.csv", ["a1", "a2", "a3\r\n (tick one)", "a4"])
    assert table.cells == {"a1": ["1"], "a2": ["2"], "a3\r\n (tick one)": ["3"], "a4": ["4"]}
    assert table.problems == []


def test_columns_that_look_alike_are_shown_with_escapes(tmp_path):
    (tmp_path / "r.csv").write_text("a1,a1\u200b,ａ1,a1\u00a0x\n1,2,3,4\n", encoding="utf-8")
    (found,) = read_responses(tmp_path / "r.csv", ["a1"]).problems
    assert found.text().startswith(
        "r.csv: 3 columns look like 'a1' and differ only in invisible characters, spaces or widths: "
        "a1, a1\\u200b, \\uff411."
    )
    (repeated,) = read_responses_of(tmp_path, "a1,a1\n1,2\n")
    assert repeated.text().startswith("r.csv: 2 columns are called 'a1'.")


def read_responses_of(folder, text):
    (folder / "r.csv").write_text(text, encoding="utf-8")
    return read_responses(folder / "r.csv", ["a1"]).problems


def test_what_can_be_seen_is_not_escaped():
    assert escaped("很好 à 1-2") == "很好 à 1-2"
    assert escaped("a\u00a0b\n\u200b") == "a\\xa0b\\n\\u200b"
