"""From cells to answers: what the codebook explains, and what it does not."""

import pandas as pd
import pytest

from analysis.survey import DataError, load
from tests.studies import sound_codebook, sound_responses, write_study


def refusal_of(folder, responses=None, codebook=None):
    with pytest.raises(DataError) as refusal:
        load(write_study(folder, responses=responses, codebook=codebook))
    return str(refusal.value)


def responses_with(variable, **answers):
    """The sound responses with other answers in some rows, named as row_14="7" by their spreadsheet row."""
    responses = sound_responses()
    for row, answer in answers.items():
        responses.loc[int(row.removeprefix("row_")) - 2, variable] = answer
    return responses


def codebook_with(variable, **cells):
    codebook = sound_codebook()
    codebook.loc[variable, list(cells)] = list(cells.values())
    return codebook


def warnings_of(study, code):
    return [warning for warning in study.warnings if warning.code == code]


def test_missing_codes_mean_no_answer_as_number_text_or_label(tmp_path):
    responses = responses_with("SKI1", row_3="99", row_4="N/A", row_5="99.0", row_6="no answer", row_7="")
    codebook = codebook_with("SKI1", missing="99;N/A", labels="99=no answer")
    study = load(write_study(tmp_path, responses=responses, codebook=codebook))
    assert study.received.index[study.received["SKI1"].isna()].tolist() == [3, 4, 5, 6, 7]


def test_texts_become_numbers_through_their_labels(tmp_path):
    responses = responses_with("SKI1", row_3="never", row_4=" always ", row_5="4.0")
    codebook = codebook_with("SKI1", labels="1=never;5=always")
    study = load(write_study(tmp_path, responses=responses, codebook=codebook))
    assert study.received.loc[3:5, "SKI1"].tolist() == [1, 5, 4]


@pytest.mark.parametrize(
    ("variable", "answer", "message"),
    [
        ("SKI1", "0", "1 answer to 'SKI1' lies outside its 1-5 scale, first in row 14: 0."),
        (
            "SKI1",
            "often",
            "these texts have no number yet, in SKI1, first in row 14: 'often'. Give each text its number",
        ),
        ("SKI1", "nan", "these texts have no number yet, in SKI1, first in row 14: 'nan'."),
        ("SKI1", "N/A", "first in row 14: 'N/A'. Give each text its number under 'labels' in codebook.csv, or list it"),
        ("SKI1", "N/A", "Proposed for 'missing': N/A."),
        ("SKI1", "3.5", "1 answer to 'SKI1' between two steps of its 1-5 scale, first in row 14: 3.5."),
        ("SAT1", "6", "1 answer to 'SAT1' lies outside its 1-5 scale, first in row 14: 6."),
        ("maze_met", "2", "1 answer to 'maze_met' lies outside its 0-1 scale, first in row 14: 2."),
        ("seconds", "-5", "1 duration in 'seconds' below 0, first in row 14: -5."),
        ("seconds", "soon", "1 answer to 'seconds' is a text where a number belongs, first in row 14: 'soon'."),
        ("seconds", "2:31", "first in row 14: '2:31'. Durations are seconds, such as 151, or have their units"),
        ("seconds", "0:61:00", "1 answer to 'seconds' is a text where a number belongs, first in row 14: '0:61:00'."),
        ("seconds", "1e400", "1 answer to 'seconds' is a text where a number belongs, first in row 14: '1e400'."),
        ("SKI1", "4,0", "first in row 14: '4,0'. Decimals are written with a point"),
        ("platform", "3", "1 answer to 'platform' has no label, first in row 14: 3. Complete 'labels' in codebook.csv"),
    ],
)
def test_an_answer_that_the_codebook_does_not_explain_is_named_with_its_row(tmp_path, variable, answer, message):
    text = refusal_of(tmp_path, responses_with(variable, row_14=answer))
    assert text.startswith("- responses.csv: ") and message in text


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        *(("430秒", 430), ("151.5 s", 151.5), ("2分26秒", 146), ("1小时2分3秒", 3723), ("12分钟", 720)),
        *(
            ("11min 4s", 664),
            ("1 h 5 min", 3900),
            ("2 minutes 1 second", 121),
            ("0:02:31", 151),
            ("01:00:00.5", 3600.5),
        ),
    ],
)
def test_durations_may_carry_their_units(tmp_path, written, seconds):
    responses = responses_with("seconds", row_3=written)
    assert load(write_study(tmp_path, responses=responses)).received.loc[3, "seconds"] == seconds


def test_too_few_responses_are_one_problem(tmp_path):
    assert refusal_of(tmp_path, sound_responses().head(2)) == (
        "- responses.csv: the file holds 2 responses; at least 10 are needed. Export it again once more people have "
        "answered."
    )


def test_a_wide_scale_may_be_a_slider(tmp_path):
    responses = sound_responses()
    responses["TRU1"] = [f"{i}.5" for i in range(30, 90)] * 2
    study = load(write_study(tmp_path, responses=responses, codebook=codebook_with("TRU1", low="0", high="100")))
    assert study.received["TRU1"].max() == 89.5


@pytest.mark.parametrize("variable", ["platform", "maze_met", "check", "seconds", "id"])
def test_a_column_without_any_answer_is_refused(tmp_path, variable):
    message = f"'{variable}' has no answer in any row."
    assert message in refusal_of(tmp_path, sound_responses().assign(**{variable: ""}))


def test_a_pain_point_that_nobody_met_is_an_answer(tmp_path):
    study = load(write_study(tmp_path, responses=sound_responses().assign(maze_met="0")))
    assert (study.pain_points["maze"]["met"] == 0).all()


def test_groups_without_labels_are_named_by_their_values(tmp_path):
    responses = sound_responses().replace({"platform": {"1": "Zoo", "2": "Ark"}})
    study = load(write_study(tmp_path / "text", responses=responses, codebook=codebook_with("platform", labels="")))
    assert study.groups["platform"].cat.categories.tolist() == ["Ark", "Zoo"]
    study = load(write_study(tmp_path / "number", codebook=codebook_with("platform", labels="")))
    assert study.groups["platform"].cat.categories.tolist() == ["1", "2"]


def test_groups_may_hold_the_labels_themselves(tmp_path):
    responses = sound_responses().replace({"platform": {"1": "Apple Market"}})
    study = load(write_study(tmp_path, responses=responses))
    expected = load(write_study(tmp_path))
    pd.testing.assert_frame_equal(study.groups, expected.groups)


def test_levels_keep_the_order_of_their_labels(tmp_path):
    codebook = codebook_with("platform", labels="2=Banana Shop;3=Nowhere;1=Apple Market")
    study = load(write_study(tmp_path, codebook=codebook))
    assert study.groups["platform"].cat.categories.tolist() == ["Banana Shop", "Apple Market"]


def test_truth_values_need_labels(tmp_path):
    responses = sound_responses().replace({"maze_met": {"0": "FALSE", "1": "TRUE"}})
    text = refusal_of(tmp_path, responses)
    assert "in maze_met, first in row 2:" in text
    assert text.endswith("Proposed for 'labels' in codebook.csv, to be checked: 0=FALSE;1=TRUE.")
    codebook = codebook_with("maze_met", labels="0=FALSE;1=TRUE")
    study = load(write_study(tmp_path, responses=responses, codebook=codebook))
    assert set(study.received["maze_met"]) == {0, 1}


def test_rows_of_questions_below_the_header_are_left_out_and_named(tmp_path):
    responses = sound_responses()
    questions = pd.DataFrame([dict.fromkeys(responses, "How was it?"), dict.fromkeys(responses, '{"ImportId":"Q1"}')])
    study = load(write_study(tmp_path / "with", responses=pd.concat([questions, responses])))
    (warning,) = warnings_of(study, "answers.headings")
    assert warning.text() == (
        "responses.csv: 2 rows (2, 3) hold questions or names of columns, not answers, and are left out."
    )
    without = load(write_study(tmp_path / "without", responses=responses))
    assert study.answers.index[0] == 4
    pd.testing.assert_frame_equal(study.answers.reset_index(drop=True), without.answers.reset_index(drop=True))
    assert study.meta().n_received == 120 and not warnings_of(without, "answers.headings")


def test_a_header_that_is_repeated_further_down_is_left_out(tmp_path):
    responses = sound_responses()
    header = pd.DataFrame([{name: name for name in responses}])
    study = load(write_study(tmp_path, responses=pd.concat([responses[:60], header, responses[60:]])))
    assert warnings_of(study, "answers.headings")[0].values["rows"] == [62]
    assert len(study.received) == 120


def test_coded_answers_are_no_questions_and_get_a_proposed_coding(tmp_path):
    items = [name for name, role in sound_codebook()["role"].items() if role in ("item", "outcome")]
    responses = sound_responses()
    responses[items] = "A" + responses[items]
    text = refusal_of(tmp_path, responses)
    assert text.count("\n") == 0 and "Delete" not in text
    assert "these texts have no number yet, in SPE1, SPE2, SPE3, SKI1, SKI2, SKI3 and 9 more, first in row 2:" in text
    assert text.endswith("Proposed for 'labels' in codebook.csv, to be checked: 1=A1;2=A2;3=A3;4=A4;5=A5.")


def test_columns_of_other_answers_are_told_apart(tmp_path):
    words = {"1": "never", "2": "rarely", "3": "sometimes", "4": "often", "5": "always"}
    grades = {"1": "sehr schlecht", "2": "schlecht", "3": "mittelmäßig", "4": "gut", "5": "sehr gut"}
    responses = sound_responses()
    responses[["SPE1", "SPE3"]] = responses[["SPE1", "SPE3"]].replace(words)
    responses["SAT1"] = responses["SAT1"].replace(grades)
    with pytest.raises(DataError) as refusal:
        load(write_study(tmp_path, responses=responses))
    found = {tuple(problem.values["names"]): problem.values["labels"] for problem in refusal.value.problems}
    assert found == {
        ("SPE1", "SPE3"): "1=never;2=rarely;3=sometimes;4=often;5=always",
        ("SAT1",): "1=sehr schlecht;2=schlecht;3=mittelmäßig;4=gut;5=sehr gut",
    }


def test_scales_that_share_a_middle_answer_are_told_apart(tmp_path):
    agreement = dict(zip("12345", ["完全不同意", "不同意", "一般", "同意", "完全同意"], strict=True))
    satisfaction = dict(zip("12345", ["非常不满意", "不满意", "一般", "满意", "非常满意"], strict=True))
    responses = sound_responses()
    responses[["SPE1", "SKI1"]] = responses[["SPE1", "SKI1"]].replace(agreement)
    responses[["CAR1", "SAT1"]] = responses[["CAR1", "SAT1"]].replace(satisfaction)
    with pytest.raises(DataError) as refusal:
        load(write_study(tmp_path, responses=responses))
    found = {tuple(problem.values["names"]): problem.values["labels"] for problem in refusal.value.problems}
    assert found == {
        ("SPE1", "SKI1"): "1=完全不同意;2=不同意;3=一般;4=同意;5=完全同意",
        ("CAR1", "SAT1"): "1=非常不满意;2=不满意;3=一般;4=满意;5=非常满意",
    }


def test_texts_that_hold_their_number_are_read_as_it(tmp_path):
    words = {"1": "1 - Strongly disagree", "5": "Strongly agree (5)", "2": "2"}
    responses = sound_responses()
    responses["SKI1"] = responses["SKI1"].replace(words)
    study = load(write_study(tmp_path / "words", responses=responses))
    pd.testing.assert_frame_equal(study.answers, load(write_study(tmp_path / "numbers")).answers)
    (warning,) = warnings_of(study, "answers.number_in_text")
    assert warning.values["texts"] == ["1 - Strongly disagree", "Strongly agree (5)"]


@pytest.mark.parametrize("text", ["7 - Strongly agree", "18-24", "3 times", "2.5 - between"])
def test_a_text_with_a_number_that_is_no_answer_is_not_read_as_it(tmp_path, text):
    assert f"first in row 14: '{text}'" in refusal_of(tmp_path, responses_with("SKI1", row_14=text))


def test_a_text_whose_number_has_another_label_is_not_read(tmp_path):
    responses = responses_with("SKI1", row_14="5 - Never")
    codebook = codebook_with("SKI1", labels="1=never;5=always")
    assert "'5 - Never'" in refusal_of(tmp_path, responses, codebook)


def test_blanks_that_a_platform_writes_out_are_no_answers(tmp_path):
    study = load(write_study(tmp_path, responses=responses_with("SKI1", row_3="(空)", row_9="(跳过)")))
    assert study.received.index[study.received["SKI1"].isna()].tolist() == [3, 9]
    (warning,) = warnings_of(study, "answers.platform_blank")
    assert (warning.values["name"], warning.values["n"]) == ("SKI1", 2)


@pytest.mark.parametrize(("step", "is_sound"), [("any", True), ("0.5", True), ("", False), ("1", False)])
def test_decimals_are_declared_by_a_step(tmp_path, step, is_sound):
    responses, codebook = responses_with("SKI1", row_14="3.5"), codebook_with("SKI1", step=step)
    if is_sound:
        assert load(write_study(tmp_path, responses=responses, codebook=codebook)).received.loc[14, "SKI1"] == 3.5
    else:
        text = refusal_of(tmp_path, responses, codebook)
        assert "between two steps of its 1-5 scale, first in row 14: 3.5. If such answers could be given, write" in text


def test_a_scale_may_run_from_negative_to_positive(tmp_path):
    responses = sound_responses()
    responses["SKI1"] = (responses["SKI1"].astype(int) - 3).astype(str)
    study = load(write_study(tmp_path, responses=responses, codebook=codebook_with("SKI1", low="-2", high="2")))
    assert sorted(study.received["SKI1"].unique()) == [-2, -1, 0, 1, 2]


def test_does_not_apply_is_told_apart_from_no_answer(tmp_path):
    responses = responses_with("SKI1", row_3="9", row_4="8", row_5="", row_6="Does not apply", row_7="9.0")
    codebook = codebook_with("SKI1", missing="8;9;7", labels="9=Does not apply;7=No answer")
    responses.loc[8, "SKI1"] = "7"
    study = load(write_study(tmp_path, responses=responses, codebook=codebook))
    assert study.received["SKI1"].isna().sum() == 6
    assert study.not_applicable.index[study.not_applicable["SKI1"]].tolist() == [3, 6, 7]
    assert list(study.not_applicable) == ["SKI1"]


@pytest.mark.parametrize("written", ["9", "Prefer not to say"])
def test_a_missing_code_of_a_group_is_no_level_in_whatever_way_it_is_written(tmp_path, written):
    responses, labels = responses_with("platform", row_3=written), "1=Apple Market;2=Banana Shop;9=Prefer not to say"
    study = load(
        write_study(tmp_path, responses=responses, codebook=codebook_with("platform", missing="9", labels=labels))
    )
    assert study.groups["platform"].cat.categories.tolist() == ["Apple Market", "Banana Shop"]
    assert study.groups["platform"].isna().sum() == 1
