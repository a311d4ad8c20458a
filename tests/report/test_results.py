"""Results are plain data in full precision, and nothing else gets into them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from analysis.report.document import results
from analysis.statistics import EstimationError
from analysis.statistics.foundation.attempts import attempted


@dataclass(frozen=True, kw_only=True, eq=False)
class Inner:
    estimate: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Outer:
    n_obs: int
    inner: Inner
    items: dict


def test_a_result_becomes_the_json_of_its_fields():
    result = Outer(n_obs=np.int64(3), inner=Inner(estimate=0.1 + 0.2), items={"a": (1, float("nan"))})
    assert results.plain(result) == {"n_obs": 3, "inner": {"estimate": 0.30000000000000004}, "items": {"a": [1, None]}}


def test_frames_become_rows_and_arrays_lists():
    frame = pd.DataFrame({"term": ["x"], "n": [1]})
    assert results.plain([frame, np.array([[1.5]])]) == [[{"term": "x", "n": 1}], [[1.5]]]


def test_what_is_not_data_is_refused():
    with pytest.raises(TypeError, match="has no place in results"):
        results.plain({"a": object()})


def test_saved_numbers_come_back_to_the_last_digit(tmp_path):
    saved = results.save(tmp_path, "chapter", section={"x": 1 / 3})
    assert results.read(saved.path) == {"section": {"x": 1 / 3}} and saved.missing == {}


def divide():
    return 1 / 0


def refuse():
    raise EstimationError("no_answers")


def test_what_is_missing_is_told_in_words_and_its_traceback_kept_apart(tmp_path):
    parts = {"sound": Inner(estimate=1.0), "broken": attempted(divide), "refused": [attempted(refuse)]}
    saved = results.save(tmp_path, "chapter", section=parts, other=attempted(divide))
    data = results.read(saved.path)
    assert "ZeroDivisionError" in data["section"]["broken"]["unavailable"]
    assert data["section"]["broken"]["values"] == {"error": "ZeroDivisionError: division by zero"}
    assert "Traceback" not in saved.path.read_text(encoding="utf-8")
    kept = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "faults").iterdir()}
    assert kept.keys() == {"chapter.section.broken.txt", "chapter.other.txt"}
    assert all("1 / 0" in text for text in kept.values())
    assert saved.missing.keys() == {"section.broken", "section.refused.0", "other"}
    assert "section.refused.0 is not available: There is not a single answer" in repr(saved)


def test_nothing_missing_leaves_no_folder_of_faults(tmp_path):
    results.save(tmp_path, "chapter", section={"x": attempted(refuse)})
    assert [path.name for path in tmp_path.iterdir()] == ["chapter.json"]


def test_the_chapters_of_a_folder_are_read_as_one(tmp_path):
    results.save(tmp_path, "first", a={"x": 1})
    results.save(tmp_path, "second", b={"y": 2})
    assert results.read(tmp_path) == {"schema_version": results.SCHEMA_VERSION, "a": {"x": 1}, "b": {"y": 2}}


def test_results_that_are_not_there_are_named_with_the_way_to_them(tmp_path):
    for place in (tmp_path, tmp_path / "results.json"):
        with pytest.raises(FileNotFoundError, match="Make the report first"):
            results.read(place)


def test_two_chapters_may_not_save_the_same_section():
    with pytest.raises(ValueError, match="same section: efa"):
        results.merged([{"efa": {}}, {"efa": {}}])


def test_schema_names_every_broken_place():
    with pytest.raises(ValueError) as caught:
        results.require_valid({"schema_version": "1", "study": {}, "sample": {}})
    assert "$.study: 'name' is a required property" in str(caught.value)
    assert "$.sample: 'flow' is a required property" in str(caught.value)
