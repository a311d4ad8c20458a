"""Rows that are no responses: left out by a declared filter, or named where a platform marks them."""

import re

import pytest

from analysis.survey import DataError, load
from analysis.survey.answers.filters import is_accepted
from analysis.survey.screening.screening import FlowStep
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study


def study_with(folder, keep="", **columns):
    settings = SETTINGS + (f"\n[screening]\nkeep = {keep}\n" if keep else "")
    return load(write_study(folder, settings=settings, responses=sound_responses().assign(**columns)))


def marked(mark, usual, rows=(3, 7, 50)):
    return [mark if row in rows else usual for row in range(2, 122)]


def warnings_of(study):
    return [warning for warning in study.warnings if warning.code == "filter.marked_rows"]


def test_rows_without_an_accepted_value_are_no_responses(tmp_path):
    study = study_with(tmp_path, '{ Status = ["IP Address", 0] }', Status=marked("Survey Preview", "IP Address"))
    assert study.screening.flow[:3] == [
        FlowStep(step="in_file", n=120),
        FlowStep(step="not_kept", n=3),
        FlowStep(step="received", n=117),
    ]
    assert study.meta().n_received == 117 and not {3, 7, 50} & set(study.received.index)
    assert study.sample().screening.keep == {"Status": ["IP Address", 0]}
    assert "Status" not in study.received
    others = study.screened_otherwise().values()
    assert {one.screening.flow[0].n for one in others} == {120} and len(others) > 1


def test_a_filter_is_described_by_its_question_and_the_labels_of_its_answers(tmp_path):
    codebook = sound_codebook()
    row = dict.fromkeys(codebook.columns, "") | {"variable": "contacted", "role": "filter", "labels": "0=No;1=Yes"}
    codebook.loc[len(codebook)] = row | {"text_en": "I contacted them.", "text_zh": "我联系过。"}
    settings = SETTINGS + "\n[screening]\nkeep = { contacted = 1, wave = [2, 3] }\n"
    responses = sound_responses().assign(contacted=marked("0", "1"), wave="2")
    study = load(write_study(tmp_path, settings=settings, codebook=codebook, responses=responses))
    contacted, wave = study.meta().filters
    assert (contacted.accepted, contacted.text) == (["Yes"], {"en": "I contacted them.", "zh": "我联系过。"})
    assert (wave.variable, wave.accepted, wave.text) == ("wave", ["2", "3"], {})
    assert study_with(tmp_path / "b").meta().filters == []


def test_every_column_of_a_filter_must_hold(tmp_path):
    columns = {"Finished": marked("False", "True", (3,)), "wave": marked("1", "2", (9, 10))}
    study = study_with(tmp_path, "{ Finished = true, wave = 2 }", **columns)
    assert FlowStep(step="not_kept", n=3) in study.screening.flow


def test_answers_of_rows_left_out_are_not_judged(tmp_path):
    columns = {"Finished": marked("0", "1"), "SKI1": [str(answer) for answer in sound_responses()["SKI1"]]}
    columns["SKI1"][1] = "Test answer"
    assert len(study_with(tmp_path, "{ Finished = 1 }", **columns).received) == 117


def test_a_filter_alone_screens_nobody_for_carelessness(tmp_path):
    settings = study_with(tmp_path / "a", '{ Status = "ok" }', Status=["ok"] * 120).settings
    assert not settings.screening.declared
    text = SETTINGS + '[screening]\nkeep = { Status = "ok" }\nmin_flags = 3\n'
    study = load(write_study(tmp_path / "b", settings=text, responses=sound_responses().assign(Status="ok")))
    assert study.settings.screening.declared


@pytest.mark.parametrize(
    ("value", "accepted", "is_kept"),
    [
        ("True", ["TRUE"], True),
        ("TRUE", [True], True),
        (1.0, [True], True),
        (0.0, [True], False),
        (0.0, [False], True),
        ("False", [True], False),
        (0.0, ["IP Address", 0], True),
        ("0", ["0"], False),
        (2.0, ["2"], True),
        ("2025-01-01", ["*"], True),
        (None, ["*"], False),
        (None, ["x"], False),
        (None, [""], True),
    ],
)
def test_values_are_compared_as_a_person_reads_them(value, accepted, is_kept):
    assert is_accepted(value, accepted) is is_kept


def test_any_entry_may_be_asked_for(tmp_path):
    study = study_with(tmp_path, '{ submitdate = "*" }', submitdate=marked("", "2025-01-01 10:00:00"))
    assert FlowStep(step="not_kept", n=3) in study.screening.flow


@pytest.mark.parametrize(
    ("keep", "message"),
    [
        (
            '{ Statsu = "ok" }',
            "study.toml: [screening] keep names the column 'Statsu', which the response file does not",
        ),
        ('{ Statsu = "ok" }', "Did you mean 'Status'?"),
        ('{ Status = "fine" }', "study.toml: [screening] keep leaves nobody. Values found: Status: 'ok'."),
        ('"ok"', '[screening] keep is "ok"; it must be columns with the values that keep a row, such as {'),
        ("{}", "it must be columns with the values that keep a row"),
        ("{ Status = [] }", "it must be columns with the values that keep a row"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(tmp_path, keep, message):
    with pytest.raises(DataError, match=re.escape(message)) as refusal:
        study_with(tmp_path, keep, Status=["ok"] * 120)
    assert len(refusal.value.problems) == 1


@pytest.mark.parametrize(
    ("columns", "keep"),
    [
        ({"Status": ("Survey Preview", "IP Address"), "ResponseId": ("R", "S")}, 'keep = { Status = "IP Address" }'),
        ({"Status": ("1", "0"), "RecordedDate": ("x", "y")}, "keep = { Status = 0 }"),
        ({"Finished": ("False", "True"), "ResponseId": ("R", "S")}, 'keep = { Finished = "True" }'),
        ({"submitdate": ("", "2025-01-01"), "lastpage": ("1", "9")}, 'keep = { submitdate = "*" }'),
        ({"MODE": ("pretest", "interview"), "QUESTNNR": ("base", "base")}, 'keep = { MODE = "interview" }'),
    ],
)
def test_marks_of_a_platform_are_named_with_the_filter_that_heeds_them(tmp_path, columns, keep):
    columns = {name: marked(*values) for name, values in columns.items()}
    study = study_with(tmp_path / "as_it_is", **columns)
    assert len(study.received) == 120
    (warning,) = warnings_of(study)
    assert (warning.values["n"], warning.values["first_row"], warning.values["keep"]) == (3, 3, keep)
    heeded = study_with(tmp_path / "heeded", keep.removeprefix("keep = "), **columns)
    assert len(heeded.received) == 117 and not warnings_of(heeded)


def test_a_question_of_the_same_name_is_no_mark(tmp_path):
    assert not warnings_of(study_with(tmp_path, Status=marked("1", "0")))


def test_a_platform_that_marks_every_row_marks_none(tmp_path):
    assert not warnings_of(study_with(tmp_path, Finished=["False"] * 120, ResponseId=["R"] * 120))
