"""The studies that people really had: each is read, refused or warned of as its description says."""

import time

import pytest

from analysis.survey import DataError, load
from analysis.workflow.checking.check import checked
from tests.studies import REAL_STUDIES, SHARED

CASES = SHARED / "review" / "cases"
LONGEST = 3.0  # seconds that an answer may take

SOUND = {  # the warning that each gets; None where none is asked for
    "all_sliders_0_100": "outlook.continuous",
    "control_character_only": "codebook.control_characters",
    "wording_control_character": "codebook.control_characters",
    "emoji_in_wording": None,
    "group_of_ones": "groups.many_levels",
    "group_spelling": "groups.spellings",
    "less_is_better": None,
    "method_factor_crash": None,
    "negative_dimensions": None,
    "minus_two_to_two": None,
    "one_is_strongly_agree": None,
    "more_items_than_people": "outlook.more_items_than_rows",
    "newline_header_lf": None,
    "newline_header_crlf": None,
    "zero_width_header": None,
    "no_variance_listwise": "suspicion.constant_on_scale",
    "number_and_label": "answers.number_in_text",
    "one_dimension_only": "outlook.one_dimension",
    "tiny_scales": "outlook.single_items",
    "pasted_column": "suspicion.identical",
    "pasted_scale": "suspicion.identical",
    "qualtrics_three_headers": "answers.headings",
    "reversed_items_declared": None,
    "sav_gbk_says_utf8": None,
    "sav_gbk_says_cp936": None,
    "unreversed_items": "suspicion.against_scale",
    "wording_markup": None,
    "xlsx_wrong_dimension": None,
    "yes_no_items": "outlook.binary",
}
REFUSED = {
    "coded_answers_taken_for_headings": ("answers.no_number", "1=A1;2=A2;3=A3;4=A4;5=A5"),
    "constant_items": ("answers.constant", "remove its row from codebook.csv"),
    "decimal_0_10": ("answers.between_steps", "write any (or their distance) under 'step'"),
    "repeated_code": ("columns.repeated", "Rename all but the one"),
}


def folder_of(name, beside=CASES):
    if not (beside / name).is_dir():
        pytest.skip(f"{name} is not beside the project")
    return beside / name


def timely(folder):
    started = time.process_time()
    found = checked(folder)
    assert time.process_time() - started < LONGEST
    return found


@pytest.mark.parametrize("name", sorted(SOUND))
def test_a_sound_case_is_read_and_warned_of(name):
    found = timely(folder_of(name))
    assert found.problems == []
    codes = [warning.code for warning in (*found.warnings, *found.lacks)]
    assert SOUND[name] is None or SOUND[name] in codes
    told = {"groups", "suspicion", "answers"} - {(SOUND[name] or "").partition(".")[0]}
    assert not [code for code in codes if code.partition(".")[0] in told], "and of nothing else in the answers"


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_case_that_needs_mending_is_told_how(name):
    code, remedy = REFUSED[name]
    found = timely(folder_of(name))
    assert {problem.code for problem in found.problems} == {code}
    assert all(remedy in problem.text() and "Delete" not in problem.text() for problem in found.problems)


def test_every_case_is_known():
    if not CASES.is_dir():
        pytest.skip("the cases are not beside the project")
    assert {entry.name for entry in CASES.iterdir() if entry.is_dir()} == {*SOUND, *REFUSED}


@pytest.mark.parametrize("name", REAL_STUDIES)
def test_a_real_study_is_sound_and_nothing_is_suspicious_in_its_answers(name):
    found = timely(folder_of(name, SHARED / "studies"))
    assert found.problems == []
    assert not [w.code for w in found.warnings if w.code.partition(".")[0] in ("suspicion", "groups", "privacy")]


def test_decimals_are_sound_once_their_step_is_declared(tmp_path):
    folder = folder_of("decimal_0_10")
    for entry in folder.iterdir():
        (tmp_path / entry.name).write_bytes(entry.read_bytes())
    lines = (folder / "codebook.csv").read_text(encoding="utf-8-sig").splitlines()
    text = "\n".join([f"{lines[0]},step", *(f"{line},{'any' if ',item,' in line else ''}" for line in lines[1:])])
    (tmp_path / "codebook.csv").write_text(text, encoding="utf-8")
    study = load(tmp_path)
    assert study.items.max().max() <= 10 and (study.items % 1 > 0).any().all()
    with pytest.raises(DataError):
        load(folder)
