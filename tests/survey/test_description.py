"""A study as plain data."""

import json
from dataclasses import asdict

import pandas as pd
import pytest

from analysis.survey import load
from analysis.survey.description import item, level_counts
from analysis.survey.sections import GroupLevel
from tests.studies import sound_codebook, write_study


@pytest.fixture
def study(tmp_path):
    codebook = sound_codebook()
    codebook.loc["SPE1", "labels"] = "1=never;5=always"
    return load(write_study(tmp_path / "small", codebook=codebook))


def test_what_was_asked_is_plain_json(study):
    meta = json.loads(json.dumps(asdict(study.meta())))
    assert meta == asdict(study.meta())
    assert meta["name"] == "small"
    assert (meta["n_received"], meta["n_analysed"]) == (120, 120)
    assert meta["further_outcomes"] == ["trust"]
    assert [scale["kind"] for scale in meta["scales"]] == 4 * ["dimension"] + 2 * ["outcome"]
    assert meta["scales"][4] == {
        "name": "satisfaction",
        "label": {"en": "Satisfaction", "zh": "满意度"},
        "kind": "outcome",
        "better": "high",
        "items": ["SAT1", "SAT2"],
    }
    assert meta["groups"] == [{"variable": "platform", "text": {"en": "platform", "zh": "platform"}}]


def test_items_are_described_in_the_order_of_their_scales(study):
    items = study.meta().items
    assert [item.variable for item in items] == [*study.items, *study.outcomes["satisfaction"], "TRU1"]
    assert asdict(items[0]) == {
        "variable": "SPE1",
        "scale": "speed",
        "role": "item",
        "low": 1,
        "high": 5,
        "step": 1,
        "reversed": False,
        "text": {"en": "They answer fast.", "zh": "回应迅速。"},
        "labels": {"1": "never", "5": "always"},
        "asked_if": "",
        "label": "SPE1",
        "facet": {"en": "", "zh": ""},
        "source": {"en": "", "zh": ""},
    }
    assert items[1].reversed is True and items[1].labels is None


def test_answers_are_named_as_the_codebook_has_them_or_as_the_file(study):
    asked = {variable.name: variable for variable in study.read.codebook.variables}
    of_file = {1.0: "Not at all", 5: "Fully", 99.0: "No answer", "x": "other"}
    named, unnamed = (item(asked[name], name, of_file).labels for name in ("SPE1", "SPE2"))
    assert named == {"1": "never", "5": "always"} and unnamed == {"1": "Not at all", "5": "Fully"}
    assert item(asked["SPE2"], "SPE2", {99.0: "No answer"}).labels is None


def test_pain_points_say_what_each_variable_tells(study):
    (pain_point,) = study.meta().pain_points
    assert pain_point.label == {"en": "Robot maze", "zh": "机器人迷宫"}
    assert [(v.variable, v.kind) for v in pain_point.variables] == [
        ("maze_met", "met"),
        ("maze_severity", "severity"),
    ]


def test_the_sample_is_plain_json_with_shares_of_those_who_answered(study):
    sample = json.loads(json.dumps(asdict(study.sample())))
    sections = ["flow", "excluded", "flags", "screening", "straight_lining", "groups", "not_applicable", "asked"]
    assert list(sample) == sections
    levels = sample["groups"]["platform"]
    assert sum(level["n"] for level in levels) == 120
    assert sum(level["share"] for level in levels) == pytest.approx(1)


def test_levels_keep_their_order_and_share_among_those_who_answered():
    levels = pd.Series(pd.Categorical(["chat", "phone", "chat", None], categories=["phone", "chat"]))
    assert level_counts(levels) == [
        GroupLevel(level="phone", n=1, share=1 / 3),
        GroupLevel(level="chat", n=2, share=2 / 3),
    ]
