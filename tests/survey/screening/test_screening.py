"""Who is flagged, who leaves, and what the log and the flow say."""

import numpy as np
import pandas as pd
import pytest

from analysis.survey import load
from analysis.survey.screening.screening import Exclusion, FlagCount, FlowStep, StraightLining
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study

ITEMS = [name for name, role in sound_codebook()["role"].items() if role in ("item", "outcome")]


def study_with(folder, screening="", **rows):
    """The sound study with answers changed in some rows, named as row_14={...} by their spreadsheet row."""
    responses = sound_responses()
    for row, answers in rows.items():
        responses.loc[int(row.removeprefix("row_")) - 2, list(answers)] = list(answers.values())
    return load(write_study(folder, settings=SETTINGS + screening, responses=responses))


def flags_of(study, row):
    marks = study.screening.flagged.loc[row]
    return marks.index[marks].tolist()


STRAIGHT = dict.fromkeys(ITEMS, "5")
CONTRADICTION = {name: "1" if name[-1] == "2" else "5" for name in ITEMS}


def test_attentive_answers_exclude_nobody(tmp_path):
    study = study_with(tmp_path)
    assert study.screening.excluded == []
    assert len(study.answers) == 120
    assert study.screening.not_assessed == []


@pytest.mark.parametrize(
    ("answers", "flag"),
    [
        ({"check": "3"}, "attention_check"),
        ({"seconds": "29.9"}, "speed"),
        (STRAIGHT, "longstring"),
        (dict.fromkeys(ITEMS[:8], ""), "missing_share"),
        ({"id": "R000"}, "duplicate_id"),
        (sound_responses().loc[0].drop("id").to_dict(), "duplicate_answers"),
    ],
)
def test_one_sign_flags_but_never_excludes(tmp_path, answers, flag):
    study = study_with(tmp_path, row_14=answers)
    assert flag in flags_of(study, 14)
    assert study.screening.kept[12] == (len(flags_of(study, 14)) < 2)
    assert FlagCount(flag=flag, n=1) in study.screening.flags


@pytest.mark.parametrize(("is_screened", "n", "n_obs"), [(True, 1, 119), (False, 2, 120)])
def test_straight_lining_is_counted_among_those_analysed(tmp_path, is_screened, n, n_obs):
    codebook, responses = sound_codebook(), sound_responses()
    responses.loc[[12, 13], ITEMS] = "5"
    responses.loc[13, "seconds"] = "1"
    if not is_screened:
        codebook = codebook.drop(index=["check", "seconds", "id"])
    study = load(write_study(tmp_path, codebook=codebook, responses=responses))
    assert study.screening.applied == is_screened
    assert study.sample().straight_lining == StraightLining(n=n, n_obs=n_obs)


def test_straight_lining_needs_a_questionnaire_long_enough(tmp_path):
    nine_items = sound_codebook().drop(index=["SPE3", "SKI3", "CAR3", "REA3", "SKI2", "SAT2"])
    assert load(write_study(tmp_path, codebook=nine_items)).sample().straight_lining is None


def test_an_unanswered_check_and_thirty_seconds_are_no_signs(tmp_path):
    study = study_with(tmp_path, row_14={"check": "", "seconds": "30"}, row_15={"seconds": ""})
    assert flags_of(study, 14) == flags_of(study, 15) == []


def test_answers_against_every_correlation_are_flagged(tmp_path):
    study = study_with(tmp_path, row_14=CONTRADICTION)
    assert "mahalanobis" in flags_of(study, 14)


def test_halves_that_contradict_each_other_are_flagged(tmp_path):
    rows = {"SPE1": "1", "SPE3": "1", "SPE2": "1", "SKI1": "2", "SKI3": "2", "SKI2": "4"}
    rows |= {"CAR1": "4", "CAR3": "4", "CAR2": "2", "REA1": "5", "REA3": "5", "REA2": "1", "SAT1": "5", "SAT2": "1"}
    assert "even_odd" in flags_of(study_with(tmp_path, row_14=rows), 14)


def test_straight_lines_repeat_each_other_without_being_copies(tmp_path):
    same = STRAIGHT | {"seconds": "300", "platform": "1", "maze_met": "0", "maze_severity": ""}
    study = study_with(tmp_path, row_14=same, row_15=same)
    assert "duplicate_answers" not in flags_of(study, 15)


def test_two_signs_exclude_and_the_log_says_which(tmp_path):
    study = study_with(tmp_path, row_14={"check": "1", "seconds": "3"})
    assert study.screening.excluded == [Exclusion(row=14, flags=["attention_check", "speed"])]
    assert 14 not in study.answers.index and 14 in study.received.index
    assert study.screening.flow == [
        FlowStep(step="received", n=120),
        FlowStep(step="no_answers", n=0),
        FlowStep(step="excluded", n=1),
        FlowStep(step="analysed", n=119),
        FlowStep(step="complete_items", n=119),
        FlowStep(step="complete_model", n=119),
    ]


def test_more_signs_can_be_asked_for(tmp_path):
    study = study_with(tmp_path, "[screening]\nmin_flags = 3\n", row_14={"check": "1", "seconds": "3"})
    assert study.screening.excluded == []


def test_excluding_can_be_switched_off(tmp_path):
    study = study_with(tmp_path, "[screening]\nexclude = false\n", row_14={"check": "1", "seconds": "3"})
    assert study.screening.excluded == [] and len(study.answers) == 120
    assert FlagCount(flag="speed", n=1) in study.screening.flags
    assert study.screening.summary.exclude is False


def test_thresholds_can_be_set(tmp_path):
    study = study_with(tmp_path, "[screening]\nmin_seconds_per_item = 14\n")
    assert FlagCount(flag="speed", n=10) in study.screening.flags
    assert study.screening.summary.thresholds.min_seconds_per_item == 14


def test_whoever_answered_nothing_leaves_by_that_alone(tmp_path):
    study = study_with(tmp_path, row_14=dict.fromkeys(ITEMS, ""))
    assert study.screening.excluded == [Exclusion(row=14, flags=["no_answers"])]
    assert study.screening.flow[1:4] == [
        FlowStep(step="no_answers", n=1),
        FlowStep(step="excluded", n=0),
        FlowStep(step="analysed", n=119),
    ]


def test_incomplete_rows_are_counted_for_each_analysis(tmp_path):
    study = study_with(tmp_path, row_14={"SKI1": ""}, row_15={"SAT1": ""}, row_16={"TRU1": ""})
    counts = {step.step: step.n for step in study.screening.flow}
    assert (counts["analysed"], counts["complete_items"], counts["complete_model"]) == (120, 119, 118)


def test_a_study_without_screening_variables_is_analysed_whole(tmp_path):
    codebook = sound_codebook().drop(index=["check", "seconds", "id"])
    responses = sound_responses()
    responses.loc[5, ITEMS] = ""
    study = load(write_study(tmp_path / "whole", codebook=codebook, responses=responses))
    assert len(study.answers) == 120 and study.screening.flags == [] and not study.screening.applied
    assert [step.step for step in study.screening.flow] == [
        "received",
        "analysed",
        "complete_items",
        "complete_model",
    ]
    settings = SETTINGS + "[screening]\n"
    study = load(write_study(tmp_path / "asked", codebook=codebook, responses=responses, settings=settings))
    assert len(study.answers) == 119
    assert study.screening.not_assessed == ["duplicate_id", "attention_check", "speed"]


def test_a_small_sample_allows_no_distances(tmp_path):
    study = load(write_study(tmp_path, responses=sound_responses(n_obs=74)))
    assert study.screening.not_assessed == ["mahalanobis"]


def test_random_answers_are_mostly_found_and_attentive_ones_mostly_kept(tmp_path):
    rng = np.random.default_rng(3)
    responses = sound_responses(n_obs=300)
    careless = rng.choice(300, size=30, replace=False)
    responses.loc[careless, ITEMS] = rng.integers(1, 6, (30, len(ITEMS))).astype(str)
    responses.loc[careless, "check"] = rng.integers(1, 6, 30).astype(str)
    kept = pd.Series(load(write_study(tmp_path, responses=responses)).screening.kept)
    assert (~kept[careless]).mean() > 0.5
    assert kept.drop(index=careless).mean() > 0.98
