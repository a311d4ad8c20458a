"""What is known of a pain point: who met it, how much it hurt, and to whom it could happen."""

from analysis.survey import load
from tests.studies import sound_codebook, sound_responses, write_study


def study(tmp_path, codebook=None):
    responses = sound_responses().assign(complained=["1", "0"] * 60)
    codebook = sound_codebook().assign(asked_if="") if codebook is None else codebook
    codebook.loc["complained"] = {"variable": "complained", "role": "filter", "labels": "0=No;1=Yes"}
    return load(write_study(tmp_path, codebook=codebook.fillna(""), responses=responses))


def test_it_applies_to_everyone_where_nothing_else_is_said(tmp_path):
    answers = study(tmp_path).pain_points["maze"]
    assert list(answers) == ["met", "severity", "applies"] and answers["applies"].all()


def test_it_applies_to_those_who_could_be_asked_who_met_it(tmp_path):
    codebook = sound_codebook().assign(asked_if="")
    codebook.loc["maze_met", "asked_if"] = "complained=1"
    assert study(tmp_path, codebook).pain_points["maze"]["applies"].tolist() == [True, False] * 60


def test_a_condition_on_its_severity_says_nothing_of_that(tmp_path):
    codebook = sound_codebook().assign(asked_if="")
    codebook.loc["maze_severity", "asked_if"] = "maze_met=1"
    assert study(tmp_path, codebook).pain_points["maze"]["applies"].all()


def test_severity_alone_decides_where_nobody_was_asked_who_met_it(tmp_path):
    codebook = sound_codebook().assign(asked_if="").drop(index="maze_met")
    codebook.loc["maze_severity", "asked_if"] = "complained=1"
    found = study(tmp_path, codebook)
    assert list(found.pain_points["maze"]) == ["severity", "applies"]
    assert found.pain_points["maze"]["applies"].tolist() == [True, False] * 60
    assert found.severity_ranges == {"maze": (1, 5)}
