"""The door: real studies load unchanged, spoilt ones are refused with words that help."""

import json
import re
import subprocess
import sys
from dataclasses import asdict, replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import ROOT
from analysis.survey import DataError, load, once
from tests.studies import REAL_STUDIES, SETTINGS, SHARED, csv_text, sound_codebook, sound_responses, write_study


def real_study(name):
    """A real study beside the project, and the numbers that R found for it."""
    folder = SHARED / "studies" / name
    if not folder.is_dir():
        pytest.skip(f"the real study {name} is not beside the project")
    reference = json.loads((SHARED / "reference" / f"{name}.json").read_text())
    cells = pd.read_csv(SHARED / "reference" / f"{name}.csv")
    return load(folder), reference, cells


@pytest.mark.parametrize("name", REAL_STUDIES)
def test_a_real_study_holds_the_answers_that_r_was_given(name):
    study, reference, cells = real_study(name)
    assert len(study.received) == len(study.answers) == reference["n_total"]
    assert study.screening.applied is False
    for item, (low, high) in study.ranges.items():
        theirs = cells[item].where(cells[item].between(low, high))
        ours = study.received[item].reset_index(drop=True)
        pd.testing.assert_series_equal(ours, theirs, check_dtype=False, check_names=False)


@pytest.mark.parametrize("name", ["bfi", "mobi", "service_quality"])
def test_complete_rows_of_a_real_study_are_as_many_as_r_counts(name):
    study, reference, _ = real_study(name)
    assert len(study.items.dropna()) == reference["n_complete"]
    assert {scale: len(answers.dropna()) for scale, answers in study.scales.items()} == {
        scale: entry["n"] for scale, entry in reference["alpha"].items()
    }


def test_answers_that_the_spss_file_declares_missing_are_missing():
    """The file holds two entry errors, 43 and 89 of 10, and declares 11 to 999 as user-missing."""
    study, reference, _ = real_study("supermarket")
    counts = {scale: len(answers.dropna()) for scale, answers in study.scales.items()}
    assert counts == {scale: reference["alpha"][scale]["n"] for scale in counts}
    assert len(study.items.dropna()) == reference["n_complete"]
    assert study.answers.max().max() <= 10


def test_a_real_study_names_its_groups_from_the_file():
    study, _, _ = real_study("supermarket")
    assert [entry.level for entry in study.group_counts()["Establecimiento"]] == ["Carrefour", "Día", "Mercadona"]
    assert sum(entry.n for entry in study.group_counts()["C2_Sexo"]) == 2040


def test_a_study_without_outcome_has_no_satisfaction():
    study, _, _ = real_study("bfi")
    assert study.outcomes == {} and study.satisfaction is None
    assert study.meta().further_outcomes == []
    assert [step.step for step in study.screening.flow] == ["received", "analysed", "complete_items"]


def test_views_of_a_sound_study(tmp_path):
    study = load(write_study(tmp_path / "small"))
    assert study.name == "small"
    assert list(study.scales) == ["speed", "skill", "care", "reach"]
    assert list(study.outcomes) == ["satisfaction", "trust"]
    assert list(study.all_scales) == [*study.scales, *study.outcomes]
    assert list(study.satisfaction) == ["SAT1", "SAT2"]
    assert study.items.shape == (120, 12)
    assert study.scale_of["SKI3"] == "skill"
    assert study.ranges["SPE1"] == (1, 5) and study.ranges["maze_met"] == (0, 1)
    assert list(study.pain_points["maze"]) == ["met", "severity", "applies"]
    assert study.groups["platform"].cat.categories.tolist() == ["Apple Market", "Banana Shop"]
    assert study.answers.index[0] == 2, "rows are numbered as a spreadsheet shows them"


def test_reversed_items_turn_round_within_their_declared_range(tmp_path):
    study = load(write_study(tmp_path))
    np.testing.assert_array_equal(study.answers["SPE2"], 6 - study.received["SPE2"])
    np.testing.assert_array_equal(study.answers["SPE1"], study.received["SPE1"])


def test_a_column_that_is_not_declared_is_not_read(tmp_path):
    study = load(write_study(tmp_path))
    assert "e_mail" not in study.received
    assert "example.org" not in json.dumps([asdict(study.meta()), asdict(study.sample())])


def test_a_scale_may_be_named_like_an_item(tmp_path):
    codebook = sound_codebook().replace({"scale": {"speed": "SPE1"}})
    study = load(write_study(tmp_path, settings=SETTINGS.replace("scales.speed", "scales.SPE1"), codebook=codebook))
    assert list(study.scales["SPE1"]) == ["SPE1", "SPE2", "SPE3"] and study.scale_of["SPE1"] == "SPE1"


def test_everyone_can_be_put_back(tmp_path):
    responses = sound_responses()
    responses.loc[5, ["check", "seconds"]] = ["1", "3"]
    study = load(write_study(tmp_path, responses=responses))
    assert len(study.answers) == 119
    assert len(study.screened_otherwise()["everyone"].answers) == 120
    assert study.screened_otherwise()["everyone"].screening.flags == study.screening.flags


def test_other_rules_screen_the_same_answers(tmp_path):
    responses = sound_responses()
    responses.loc[5, ["check", "seconds"]] = ["1", "3"]
    responses.loc[9, "check"] = "1"
    study = load(write_study(tmp_path, responses=responses))
    kept = {name: len(one.answers) for name, one in study.screened_otherwise().items()}
    assert kept == {"analysed": 119, "everyone": 120, "fewer_flags": 106, "stricter": 118}  # the others keep the same
    assert study.screened_otherwise()["analysed"] is study


def test_a_rule_that_leaves_nothing_to_analyse_is_passed_over(tmp_path):
    responses = sound_responses()
    responses["check"] = "1"
    study = load(write_study(tmp_path, responses=responses))
    assert {"everyone"} <= study.screened_otherwise().keys() - {"fewer_flags"} == study.screened_otherwise().keys()


def test_without_screening_there_is_no_other_rule(tmp_path):
    study = load(write_study(tmp_path, settings=SETTINGS.replace("[screening]", "[unused]")))
    study = replace(study, screening=replace(study.screening, applied=False))
    assert list(study.screened_otherwise()) == ["analysed"]


def test_exclusions_that_leave_an_item_without_differences_are_refused(tmp_path):
    responses = sound_responses()
    responses["REA3"] = "4"
    responses.loc[5, ["REA3", "check", "seconds"]] = ["5", "1", "3"]
    with pytest.raises(DataError, match="after the exclusions, every answer to 'REA3' is 4"):
        load(write_study(tmp_path, responses=responses))


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_rows_changes_nothing(tmp_path_factory, seed):
    responses = sound_responses()
    responses.loc[5, ["check", "seconds"]] = ["1", "3"]
    shuffled = responses.sample(frac=1, random_state=seed)
    first, second = (load(write_study(tmp_path_factory.mktemp("s"), responses=r)) for r in (responses, shuffled))
    assert replace(first.meta(), name="") == replace(second.meta(), name="")
    assert first.screening.flags == second.screening.flags
    assert first.screening.flow == second.screening.flow
    columns = list(first.answers)
    pd.testing.assert_frame_equal(
        first.answers.sort_values(columns, ignore_index=True), second.answers.sort_values(columns, ignore_index=True)
    )


@settings(max_examples=10, deadline=None)
@given(columns=st.permutations(list(sound_responses())))
def test_the_order_of_columns_changes_no_view(tmp_path_factory, columns):
    first = load(write_study(tmp_path_factory.mktemp("s")))
    second = load(write_study(tmp_path_factory.mktemp("s"), responses=sound_responses()[columns]))
    for name, answers in first.all_scales.items():
        pd.testing.assert_frame_equal(answers, second.all_scales[name])
    assert first.group_counts() == second.group_counts()


def missing_column(folder):
    write_study(folder, responses=sound_responses().rename(columns={"SKI2": "SKl2"}))


def wrong_range(folder):
    responses = sound_responses()
    responses.loc[[12, 40, 77], "SKI2"] = "7"
    write_study(folder, responses=responses)


def unknown_role(folder):
    codebook = sound_codebook()
    codebook.loc["platform", "role"] = "grup"
    write_study(folder, codebook=codebook)


def misspelt_setting(folder):
    write_study(folder, settings=SETTINGS.replace("conf_level", "conf_levle"))


def empty_file(folder):
    write_study(folder, responses=b"")


def all_missing_item(folder):
    write_study(folder, responses=sound_responses().assign(SKI2=""))


def constant_item(folder):
    write_study(folder, responses=sound_responses().assign(SKI2="4"))


def duplicate_column_names(folder):
    write_study(folder, responses=sound_responses().rename(columns={"e_mail": "SKI2"}))


def wrong_encoding(folder):
    write_study(folder, responses=csv_text(sound_responses().assign(platform="Día")).encode("latin-1"))


def text_where_a_number_belongs(folder):
    responses = sound_responses()
    responses.loc[1, "SKI2"] = "often"
    write_study(folder, responses=responses)


SPOILT = [
    (missing_column, "responses.csv: there is no column 'SKI2', which codebook.csv declares. Did you mean 'SKl2'?"),
    (
        wrong_range,
        "responses.csv: 3 answers to 'SKI2' lie outside its 1-5 scale, first in row 14: 7. Correct 'low' and 'high' in "
        "codebook.csv, or list the value under 'missing' if it means no answer.",
    ),
    (unknown_role, "codebook.csv: row 22: 'platform' has the role 'grup'. Did you mean 'group'?"),
    (misspelt_setting, "study.toml: [analysis] has no setting 'conf_levle'. Did you mean 'conf_level'?"),
    (
        empty_file,
        "responses.csv: the file is empty. It needs a header and the rows below it; save or export it again.",
    ),
    (
        all_missing_item,
        "responses.csv: 'SKI2' has no answer in any row. Check the export, or remove its row from codebook.csv.",
    ),
    (
        constant_item,
        "responses.csv: every answer to 'SKI2' is 4: an item without differences cannot be analysed. Check the export, "
        "or remove its row from codebook.csv.",
    ),
    (
        duplicate_column_names,
        "responses.csv: 2 columns are called 'SKI2'. Rename all but the one that codebook.csv means.",
    ),
    (wrong_encoding, "the text is not UTF-8, and "),
    (
        text_where_a_number_belongs,
        "responses.csv: these texts have no number yet, in SKI2, first in row 3: 'often'. Give each text its "
        "number under 'labels' in codebook.csv, or list it under 'missing' if it means no answer.",
    ),
]


@pytest.mark.parametrize(("spoil", "message"), SPOILT, ids=lambda value: getattr(value, "__name__", ""))
def test_a_spoilt_study_is_refused_in_one_clear_message(tmp_path, spoil, message):
    spoil(tmp_path)
    with pytest.raises(DataError, match=re.escape(message)) as refusal:
        load(tmp_path)
    assert len(refusal.value.problems) == 1
    assert str(refusal.value) == f"- {refusal.value.problems[0].text()}"


def test_all_problems_are_listed_at_once(tmp_path):
    responses = sound_responses().assign(SKI1="4", CAR1="").rename(columns={"REA1": "gone"})
    responses.loc[3, "SPE3"] = "0"
    with pytest.raises(DataError) as refusal:
        load(write_study(tmp_path, responses=responses))
    named = [re.search(r"'(\w+)'", problem.text())[1] for problem in refusal.value.problems]
    assert named == ["REA1", "SPE3", "SKI1", "CAR1"]


def test_settings_and_refusals_need_no_pandas():
    code = "import sys, analysis.survey.declared.settings; from analysis.survey import DataError;"
    code += "sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_folder_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(DataError, match="there is no such folder"):
        load(tmp_path / "absent")


def test_a_relative_folder_is_found_wherever_a_notebook_is_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load("data/example").name == "example"
    write_study(tmp_path / "data" / "example", settings=SETTINGS)
    assert set(load("data/example").scales) == {"speed", "skill", "care", "reach"}
    with pytest.raises(DataError, match=r"data/nowhere: there is no such folder"):
        load("data/nowhere")


def test_a_run_reads_a_study_once_and_keeps_no_cell_beside_the_answers(tmp_path):
    folder = write_study(tmp_path)
    with once(folder):
        study = load(folder)
        assert load(folder) is study and not study.read.table.cells
    assert load(folder) is not study
    assert load(folder).read.table.cells.keys() >= set(study.answers)
