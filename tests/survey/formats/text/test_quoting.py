"""Quotes that are not closed lose no row in silence."""

import numpy as np
import pytest

from analysis.survey.errors import DataError
from analysis.survey.formats import read_responses
from analysis.survey.formats.text.quoting import shape


def rows(n=40, why="fine"):
    """Answers with a last column of texts, as lines."""
    rng = np.random.default_rng(3)
    return [f"R{i:03},{rng.integers(1, 6)},{rng.integers(1, 6)},{why}" for i in range(n)]


def read(folder, lines, line_end="\n"):
    (folder / "r.csv").write_bytes(line_end.join(["id,A,B,why", *lines, ""]).encode())
    return read_responses(folder / "r.csv", ["id", "A", "B"])


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("broken", [5, 38, 39])
def test_a_quote_that_is_never_closed_is_refused_with_its_row(tmp_path, line_end, broken):
    lines = rows()
    lines[broken] = lines[broken].replace("fine", '"not fine')
    with pytest.raises(DataError, match=rf"a double quote in row {broken + 2} is never closed, or stands undoubled"):
        read(tmp_path, lines, line_end)


def test_a_quote_inside_a_quoted_text_is_refused_with_its_row(tmp_path):
    lines = rows()
    lines[7] = lines[7].replace("fine", '"he said "hi" to me"')
    with pytest.raises(DataError, match="a double quote in row 9 is never closed, or stands undoubled"):
        read(tmp_path, lines)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("first", "second"), [(5, 6), (5, 21), (0, 39)])
def test_two_open_quotes_that_close_each_other_are_refused_with_the_first(tmp_path, line_end, first, second):
    lines = rows()
    lines[first] = lines[first].replace("fine", '"not fine')
    lines[second] = lines[second].replace("fine", '"')
    message = rf"a double quote in row {first + 2} is not closed .* has swallowed the next {second - first} row"
    with pytest.raises(DataError, match=message):
        read(tmp_path, lines, line_end)


def test_an_open_quote_in_the_first_column_is_refused(tmp_path):
    lines = rows()
    lines[4], lines[9] = '"' + lines[4], '"' + lines[9].replace(",", '",', 1)
    with pytest.raises(DataError, match="a double quote in row 6"):
        read(tmp_path, lines)


@pytest.mark.parametrize(
    "why",
    [
        '"two\nlines"',
        '"one, two\nthree, four"',
        '"a\nb, c, d, e\nand, so, on, f"',
        '"he said ""hi"", so\n1, 2, 3, x"',
        '5" screen',
    ],
)
def test_answers_of_several_lines_are_read(tmp_path, why):
    lines = rows()
    lines[7] = lines[7].replace("fine", why)
    table = read(tmp_path, lines)
    assert (table.n_rows, table.rows[-1], table.problems) == (40, 41, [])


def test_a_cell_without_end_is_refused(tmp_path):
    lines = rows()
    lines[7] = lines[7].replace("fine", "x" * 200_000)
    with pytest.raises(DataError, match=r"a cell in row 9 has more than 131,072 characters"):
        read(tmp_path, lines)
    lines[7] = lines[7].replace("x" * 100_000, "", 1)
    assert read(tmp_path, lines).n_rows == 40


def test_shapes_tell_numbers_from_words():
    assert [shape(text) for text in ("R012", " 3 ", "3.5", "not at all", "很好", "")] == [
        "a9",
        "9",
        "9.9",
        "a a a",
        "a",
        "",
    ]
