"""Conditions, filters and indicators: to whom a question could be put, and what was measured."""

import re
from dataclasses import asdict

import numpy as np
import pytest

from analysis.survey import DataError, load
from tests.studies import sound_codebook, sound_responses, write_study


def conditional(condition, variable="maze_met", **added):
    """The sound codebook with a condition on one question, and with further rows."""
    codebook = sound_codebook().assign(asked_if="", unit="")
    codebook.loc[variable, "asked_if"] = condition
    for name, cells in added.items():
        codebook.loc[name] = {"variable": name, "role": "filter"} | cells
    return codebook.fillna("")


def answered(**columns):
    """The sound responses with further columns, two values taking turns."""
    responses = sound_responses()
    return responses.assign(**{name: [pair[i % 2] for i in range(len(responses))] for name, pair in columns.items()})


@pytest.fixture
def study(tmp_path):
    codebook = conditional("complained=1", complained={"labels": "0=No;1=Yes"})
    return load(write_study(tmp_path, codebook=codebook, responses=answered(complained=("1", "0"))))


def test_those_who_could_not_be_asked_have_no_answer(study):
    could = study.asked["maze_met"]
    assert could.tolist() == [i % 2 == 0 for i in range(120)]
    assert study.pain_points["maze"]["met"].notna().tolist() == could.tolist()
    assert study.asked.drop(columns="maze_met").all(axis=None)


def test_a_question_that_could_not_be_put_does_not_apply(study):
    assert study.not_applicable["maze_met"].tolist() == (~study.asked["maze_met"]).tolist()
    assert study.sample().not_applicable == {"maze_met": 60} and study.sample().asked == {"maze_met": 60}
    (pain_point,) = study.meta().pain_points
    assert [variable.asked_if for variable in pain_point.variables] == ["complained=1", ""]


def test_a_filter_is_no_group(study):
    assert list(study.groups) == ["platform"] and study.received["complained"].tolist()[:2] == ["Yes", "No"]


def test_who_met_what_could_not_happen_is_told(study):
    (told,) = [entry for entry in study.warnings if entry.code == "asked.answered_all_the_same"]
    met = sound_responses()["maze_met"].astype(int).to_numpy()[1::2]
    assert told.values["n"] == met.sum() and told.values["first_row"] == 3 + 2 * np.argmax(met == 1)
    assert "by complained=1, it could not be put" in told.text() and "不应作答“maze_met”" in told.text("zh")


@pytest.mark.parametrize(
    ("condition", "n"),
    [
        ("kind=1", 60),
        ("kind=chat", 60),
        ("kind=1|2", 120),
        ("kind=1;place=1", 60),
        ("kind=1;place=2", 0),
        ("kind＝1；place＝1｜2", 60),
        ("SPE2=9", 0),
    ],
)
def test_conditions_are_met_by_code_or_by_label_and_all_of_them_must_be(tmp_path, condition, n):
    codebook = conditional(condition, kind={"labels": "1=chat;2=phone"}, place={})
    folder = write_study(tmp_path, codebook=codebook, responses=answered(kind=("1", "2"), place=("1", "2")))
    if n:
        assert load(folder).asked["maze_met"].sum() == n
    else:
        with pytest.raises(
            DataError, match=r"codebook\.csv: 'maze_met' could be put to nobody: no answer meets"
        ) as told:
            load(folder)
        assert "无人可答" in told.value.text("zh")


def test_a_condition_looks_at_the_answer_as_it_was_given(tmp_path):
    study = load(write_study(tmp_path, codebook=conditional("SPE2=5|4")))
    assert study.asked["maze_met"].tolist() == study.analysed["SPE2"].isin([4, 5]).tolist()


def test_who_was_not_asked_left_no_item_unanswered(tmp_path):
    study = load(write_study(tmp_path, codebook=conditional("platform=1", "SPE1")))
    could = study.groups["platform"] == "Apple Market"
    assert study.answers["SPE1"].notna().tolist() == could.tolist()
    assert study.not_applicable["SPE1"].sum() == (~could).sum()


@pytest.mark.parametrize(
    ("variable", "condition", "message", "chinese"),
    [
        ("maze_met", "plattform=1", "row 17: 'maze_met' is asked only after 'plattform', which is", "“platform”吗"),
        ("maze_met", "id=1", "'maze_met' is asked only after 'id', which is no question of", "没有可据以判断"),
        ("maze_met", "maze_met=1", "'maze_met' is asked only after 'maze_met', which is no question", "没有可据以判断"),
        ("maze_met", "platform=7", "'maze_met' is asked after the answer '7' to 'platform', which has", "没有这个选项"),
        ("maze_met", "platform=Aple Market", "Did you mean 'Apple Market'?", "“Apple Market”吗"),
        ("platform", "SPE1=1", "'platform' is a group and cannot have a condition. Leave 'asked_if' blank.", "留空"),
    ],
)
def test_a_condition_that_decides_nothing_is_refused(tmp_path, variable, condition, message, chinese):
    with pytest.raises(DataError, match=re.escape(message)) as refusal:
        load(write_study(tmp_path, codebook=conditional(condition, variable)))
    assert chinese in refusal.value.text("zh") and len(refusal.value.problems) == 1


def measured(values, **cells):
    """A codebook and responses with a measured column."""
    codebook = conditional("", minutes={"role": "indicator", "scale": "speed", "unit": "minutes / 分钟"} | cells)
    return {"codebook": codebook, "responses": answered(minutes=values)}


def test_what_was_measured_is_a_number(tmp_path):
    study = load(write_study(tmp_path, **measured(("0.5", ""), text_zh="首次回复用时")))
    assert study.indicators["minutes"].dropna().tolist() == [0.5] * 60
    assert study.indicator_kinds == {"minutes": "quantity"}
    assert [asdict(indicator) for indicator in study.meta().indicators] == [
        {
            "variable": "minutes",
            "scale": "speed",
            "kind": "quantity",
            "text": {"en": "首次回复用时", "zh": "首次回复用时"},
            "label": "",
            "unit": {"en": "minutes", "zh": "分钟"},
            "asked_if": "",
            "source": {"en": "", "zh": ""},
            "not_applicable": [],
        }
    ]


@pytest.mark.parametrize("values", [("1", "0"), ("Yes", "No")])
def test_whether_it_happened_is_one_or_zero(tmp_path, values):
    study = load(write_study(tmp_path, **measured(values, low="0", high="1", labels="0=No;1=Yes")))
    assert study.indicator_kinds == {"minutes": "yes_no"} and study.indicators["minutes"].tolist()[:2] == [1, 0]


def test_an_indicator_may_not_apply(tmp_path):
    study = load(write_study(tmp_path, **measured(("3", "-1"), missing="-1", labels="-1=No refund")))
    assert study.not_applicable["minutes"].sum() == 60 == study.indicators["minutes"].isna().sum()


@pytest.mark.parametrize(
    ("values", "cells", "message", "chinese"),
    [
        (
            ("5 min", "3"),
            {},
            "60 answers to 'minutes' are texts where a measured number belongs, first in row",
            "文本",
        ),
        (("3,5", "3"), {}, "Decimals are written with a point", "小数"),
        (("-1", "3"), {}, "60 numbers below 0 in 'minutes', first in row 2: -1.", "小于 0"),
        (("-2", "3"), {"low": "-1"}, "60 numbers in 'minutes' lie below -1, its 'low' in codebook.csv", "小于-1"),
        (("7", "3"), {"high": "6"}, "60 numbers in 'minutes' lie above 6, its 'high' in codebook.csv", "大于6"),
        (("0.5", "1"), {"low": "0", "high": "1"}, "60 answers to 'minutes' between two steps of its 0-1", "0-1"),
        (("2", "1"), {"low": "0", "high": "1"}, "60 answers to 'minutes' lie outside its 0-1 scale", "0-1"),
    ],
)
def test_what_cannot_have_been_measured_is_refused(tmp_path, values, cells, message, chinese):
    with pytest.raises(DataError, match=re.escape(message)) as refusal:
        load(write_study(tmp_path, **measured(values, **cells)))
    assert chinese in refusal.value.text("zh") and len(refusal.value.problems) == 1


@pytest.mark.parametrize("cells", [{"low": "-1"}, {"low": "0", "high": "3"}, {"low": "-1", "high": "3"}])
def test_ends_of_what_was_measured_may_be_reached(tmp_path, cells):
    given = "-1" if cells["low"] == "-1" else "0"
    assert load(write_study(tmp_path, **measured((given, "3"), **cells))).indicators["minutes"].tolist()[1] == 3
