"""Short names of items: declared, or a short code, or made from scale and position."""

import pytest

from analysis.survey import load
from analysis.survey.declared.declarations import variable_of
from analysis.survey.declared.names import is_code, item_labels
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study

QUESTION = "How quickly did they answer?"


def variables(*names, **cells):
    return tuple(variable_of({"variable": name, "role": "item", **cells})[0] for name in names)


@pytest.mark.parametrize("name", ["RES1", "C2_Sexo", "Q1.1", "a[1]", "客服回应1", "twelve_chars"])
def test_a_short_code_is_its_own_name(name):
    assert is_code(name)
    assert item_labels({"speed": variables(name)}) == {name: name}


@pytest.mark.parametrize("name", ["thirteen_char", "I like it", "满意吗？", "您对客服的回应", "Really?", "a\nb"])
def test_a_question_is_never_a_name(name):
    assert not is_code(name)
    assert item_labels({"speed": variables("S1", name)}) == {"S1": "SPE1", name: "SPE2"}
    assert item_labels({"speed": variables("S1"), "skill": variables(name)}) == {"S1": "S1", name: "SKI1"}


def test_a_declared_label_comes_first():
    assert item_labels({"speed": variables("RES1", label="Reply time")}) == {"RES1": "Reply time"}


def test_names_made_are_distinct_and_collide_with_no_code():
    asked = "What do you think of %s today?"
    scales = {
        "speed": variables(asked % "a", asked % "b"),
        "speech": variables(asked % "c"),
        "skill": variables("SKI1", asked % "d"),
        "响应": variables(asked % "e"),
        "other": variables("SPEEC1"),
    }
    names = item_labels(scales)
    assert list(names.values()) == ["SPEED1", "SPEED2", "SPEECH1", "SKI1", "SKI2", "响应1", "SPEEC1"]
    assert len(set(names.values())) == len(names)


def test_scales_that_begin_alike_have_names_that_do_not():
    asked = "What do you think of %s today?"
    scales = {"responsiveness": variables(asked % "a"), "resolution": variables(asked % "b"), "rest": variables("R1")}
    assert list(item_labels(scales).values()) == ["RESP1", "RESO1", "R1"]


def test_scales_whose_names_differ_in_signs_only_get_different_stems():
    long = "What do you think of that?"
    names = item_labels({"a b": variables(long), "a_b": variables(long + "1"), "ab": variables(long + "2")})
    assert len(set(names.values())) == 3


def test_results_name_an_item_shortly_and_keep_its_variable(tmp_path):
    codebook = sound_codebook()
    codebook.loc["SPE1", "variable"] = QUESTION
    responses = sound_responses().rename(columns={"SPE1": QUESTION})
    items = load(write_study(tmp_path, settings=SETTINGS, codebook=codebook, responses=responses)).meta().items
    assert (items[0].variable, items[0].label) == (QUESTION, "SPE1")
    assert items[3].label == "SKI1"
