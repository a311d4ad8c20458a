"""A study that several tests need is run by the first of them."""

import pytest

from tests import runs
from tests.studies import write_study


def test_a_study_is_run_once(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(runs, "chapters_of", lambda folder, place: made.append(folder) or {"study": folder.name})
    first, second = write_study(tmp_path / "a" / "small"), write_study(tmp_path / "b" / "small")
    places = [runs.run_once(folder, tmp_path / "ran") for folder in (first, second, first)]
    assert made == [first, second] and places[0] == places[2] != places[1]
    assert (places[0] / "results.json").is_file()


def test_a_run_that_failed_is_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "chapters_of", lambda folder, place: 1 / 0)
    folder = write_study(tmp_path / "small")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            runs.run_once(folder, tmp_path / "ran")
