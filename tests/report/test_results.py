"""Results are plain data in full precision, and nothing else gets into them."""

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from analysis.report import results


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
    path = results.save(tmp_path, "chapter", section={"x": 1 / 3})
    assert results.read(path) == {"section": {"x": 1 / 3}}


def test_two_chapters_may_not_save_the_same_section():
    with pytest.raises(ValueError, match="same section: efa"):
        results.merged([{"efa": {}}, {"efa": {}}])


def test_schema_names_every_broken_place():
    with pytest.raises(ValueError) as caught:
        results.require_valid({"schema_version": "1", "study": {}, "sample": {}})
    assert "$.study: 'name' is a required property" in str(caught.value)
    assert "$.sample: 'flow' is a required property" in str(caught.value)


def test_schema_is_itself_valid():
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(json.loads(results.SCHEMA.read_text(encoding="utf-8")))
