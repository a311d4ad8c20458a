"""From cells to answers: what the codebook explains, and what it does not."""

import re

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
        ("SKI1", "often", "1 answer to 'SKI1' is a text where a number belongs, first in row 14: 'often'."),
        ("SKI1", "nan", "1 answer to 'SKI1' is a text where a number belongs, first in row 14: 'nan'."),
        ("SKI1", "3.5", "1 answer to 'SKI1' between two steps of its 1-5 scale, first in row 14: 3.5."),
        ("SAT1", "6", "1 answer to 'SAT1' lies outside its 1-5 scale, first in row 14: 6."),
        ("maze_met", "2", "1 answer to 'maze_met' lies outside its 0-1 scale, first in row 14: 2."),
        ("seconds", "-5", "1 duration in 'seconds' below 0, first in row 14: -5."),
        ("seconds", "2 min", "1 answer to 'seconds' is a text where a number belongs, first in row 14: '2 min'."),
        ("seconds", "2:31", "first in row 14: '2:31'. Durations are seconds, such as 151 or 151秒"),
        ("seconds", "1e400", "1 answer to 'seconds' is a text where a number belongs, first in row 14: '1e400'."),
        ("SKI1", "4,0", "first in row 14: '4,0'. Decimals are written with a point"),
        ("platform", "3", "1 answer to 'platform' has no label, first in row 14: 3. Complete 'labels' in codebook.csv"),
    ],
)
def test_an_answer_that_the_codebook_does_not_explain_is_named_with_its_row(tmp_path, variable, answer, message):
    text = refusal_of(tmp_path, responses_with(variable, row_14=answer))
    assert text.startswith("- responses.csv: ") and message in text


def test_durations_may_carry_their_unit(tmp_path):
    responses = responses_with("seconds", row_3="430秒", row_4="151.5 s")
    assert load(write_study(tmp_path, responses=responses)).received.loc[3:4, "seconds"].tolist() == [430, 151.5]


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
    assert "to 'maze_met' are texts where a number belongs" in refusal_of(tmp_path, responses)
    codebook = codebook_with("maze_met", labels="0=FALSE;1=TRUE")
    study = load(write_study(tmp_path, responses=responses, codebook=codebook))
    assert set(study.received["maze_met"]) == {0, 1}


def test_rows_of_questions_below_the_header_are_named_once(tmp_path):
    responses = sound_responses()
    questions = pd.DataFrame([dict.fromkeys(responses, "How was it?"), dict.fromkeys(responses, '{"ImportId":"Q1"}')])
    text = refusal_of(tmp_path, pd.concat([questions, responses]))
    assert text == (
        "- responses.csv: 2 rows below the header, from row 2, with questions instead of answers. Delete what the "
        "platform wrote between header and answers."
    )


def test_answers_that_are_all_texts_are_no_questions(tmp_path):
    items = [name for name, role in sound_codebook()["role"].items() if role in ("item", "outcome")]
    text = refusal_of(tmp_path, sound_responses().assign(**dict.fromkeys(items, "often")))
    assert len(re.findall("120 answers to '.*' are texts where a number belongs", text)) == len(items)
