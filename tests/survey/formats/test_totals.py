"""Rows that sum up the answers above them are left out, and named; answers that only look like them stay."""

import numpy as np
import pytest

from analysis.survey.formats import read_responses

ROWS = np.random.default_rng(5).integers(1, 6, (40, 3)).tolist()
SLIDERS = np.random.default_rng(6).uniform(0, 100, (40, 3)).round(1).tolist()


def read(folder, rows, separator=";", comma=True):
    def written(cell):
        return str(cell).replace(".", ",") if comma else str(cell)

    lines = [["name", "a", "b", "c"], *([f"p{place}", *row] for place, row in enumerate(rows))]
    text = "\n".join(separator.join(map(written, line)) for line in lines)
    (folder / "r.csv").write_text(text + "\n", encoding="utf-8")
    return read_responses(folder / "r.csv", ["a", "b", "c"])


def mean(rows, places=2):
    return [round(float(number), places) for number in np.mean(rows, axis=0)]


def total(rows):
    return [round(float(number), 1) for number in np.sum(rows, axis=0)]


@pytest.mark.parametrize("rows", [ROWS, SLIDERS])
@pytest.mark.parametrize(
    "below",
    [[mean], [total], [mean, total], [total, mean, mean], [lambda rows: mean(rows, 1)], [lambda rows: mean(rows, 9)]],
)
@pytest.mark.parametrize(("separator", "comma"), [(";", True), (",", False)])
def test_totals_and_means_at_the_end_are_no_answers(tmp_path, rows, below, separator, comma):
    table = read(tmp_path, rows + [kind(rows) for kind in below], separator, comma)
    assert table.n_rows == len(rows) and len(table.cells["c"]) == len(rows)
    (told,) = table.warnings
    assert told.code == "rows.totals" and told.values["rows"] == [42 + place for place in range(len(below))]
    assert "42" in told.text("en") and "42" in told.text("zh")


def test_a_column_that_is_not_summed_up_is_no_sign_against_it(tmp_path):
    assert read(tmp_path, [*ROWS, [*total(ROWS)[:2], ""]]).n_rows == len(ROWS)
    assert read(tmp_path, [*ROWS, [total(ROWS)[0], "", ""]]).n_rows == len(ROWS) + 1


@pytest.mark.parametrize(
    "last",
    [
        [3, 3, 3],
        [total(ROWS)[0], total(ROWS)[1], 3],
        [total(ROWS)[0], mean(ROWS)[1], ""],
        [mean(ROWS)[0] + 0.01, *mean(ROWS)[1:]],
    ],
)
def test_other_rows_at_the_end_stay(tmp_path, last):
    assert read(tmp_path, [*ROWS, last]).n_rows == len(ROWS) + 1


def test_an_average_respondent_and_rows_of_zeros_stay(tmp_path):
    assert read(tmp_path, [[1, 2, 3], [5, 4, 3]] * 20 + [[3, 3, 3]]).n_rows == 41
    assert read(tmp_path, [[0, 0, 0]] * 20 + [[0, 0, 0]]).n_rows == 21


def test_few_rows_are_answers_whatever_they_hold(tmp_path):
    assert read(tmp_path, [*ROWS[:9], total(ROWS[:9])]).n_rows == 10
    assert read(tmp_path, [*ROWS[:10], total(ROWS[:10])]).n_rows == 10
