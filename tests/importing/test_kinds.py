"""What a column is for: a rating, a group, options, the platform's own, a person's, a free text."""

import time

import pytest

from analysis.importing import propose
from analysis.importing.reading.layouts import read_export
from tests.importing.exports.files import labelled
from tests.importing.exports.making import (
    AGREEMENT,
    column,
    csv_of,
    factor_answers,
    in_words,
    kind_of_left_out,
    proposal_of,
)

N = 60


def around(name, cells, **more):
    """Columns before a scale of four items."""
    items = dict(zip([f"SPE{i}" for i in range(1, 5)], map(in_words, factor_answers(4, N)), strict=True))
    return {name: list(cells)} | more | items


def role_of(tmp_path, name, cells, **about):
    proposal = proposal_of(tmp_path, around(name, cells), **about)
    row = column(proposal, name)
    return row.role if row else kind_of_left_out(proposal, name)


def cycle(*values):
    return [values[place % len(values)] for place in range(N)]


@pytest.mark.parametrize(
    ("name", "cells", "role"),
    [
        ("What is your gender?", cycle("male", "female"), "group"),
        ("您的年龄段：", cycle("18-25", "26-35", "36以上"), "group"),
        ("Geschlecht", cycle("männlich", "weiblich", "divers"), "group"),
        ("Age", [18 + place for place in range(N)], "number"),
        ("Minutes until the first reply", [2 + place * 1.5 for place in range(N)], "indicator"),
        ("How many days did the refund take?", cycle(1, 2, 3, 4, 7), "indicator"),
        ("Waiting time (hours)", cycle(0, 1, 2, 3, 5), "indicator"),
        ("首次回复用时（分钟）", [1 + place % 25 for place in range(N)], "indicator"),
        ("退款到账天数", cycle(1, 2, 3, 5), "indicator"),
        ("Number of contacts until it was solved", cycle(1, 2, 3, 4), "indicator"),
        ("n_minutes", [10 + place for place in range(N)], "indicator"),
        ("The minutes that I waited were few", cycle(1, 2, 3, 4, 5), "item"),
        ("Waiting time (hours)", cycle(-5, -2, 30, 44), "group"),
        ("Spending", [100 + place * 3 for place in range(N)], "number"),
        ("Which ward were you on?", cycle("North", "South"), "group"),
        ("How often do you visit?", cycle("Never", "Sometimes", "Often", "Always"), "group"),
        ("Which channel do you use?", cycle(1, 2, 3), "group"),
        ("Form", cycle(8, 9, 10), "group"),
        ("Warmth", cycle(3, 5, 7, 9, 10), "item"),
        ("The parcel came in time", cycle(1, 2, 3, 4, 5), "item"),
        ("The parcel came in time", cycle(*AGREEMENT), "item"),
        ("Do you own a car?", cycle("Yes", "No"), "group"),
        ("Anything else?", [f"I would like the shop to {place}" for place in range(N)], "free_text"),
        ("Country", [f"Country {place}" for place in range(N)], "free_text"),
        ("Nothing here", [""] * N, "empty"),
        ("All alike", ["same"] * N, "constant"),
        ("提交答卷时间", ["2025/1/1 10:00"] * N, "metadata"),
        ("When was it?", [f"2025-01-{1 + place % 28:02}" for place in range(N)], "metadata"),
        ("所用时间", [f"{100 + place}秒" for place in range(N)], "duration_seconds"),
        ("Duration (in seconds)", [100 + place for place in range(N)], "duration_seconds"),
        ("Do you consent to take part?", cycle("Yes"), "consent"),
        (
            "To show that you read this, please choose 'Agree' here",
            cycle("Agree", "Agree", "Disagree"),
            "attention_check",
        ),
        ("本题请选择“同意”", cycle("同意", "同意", "不同意"), "attention_check"),
        ("Which of these?", cycle("Bus; Train", "Bus", "Train; Car", "Car; Bus"), "multi"),
        ("哪些渠道？", cycle("微信┋电话", "电话", "邮件┋微信"), "multi"),
    ],
)
def test_a_column_is_what_its_heading_and_cells_say(name, cells, role, tmp_path):
    assert role_of(tmp_path, name, cells) == role


def test_a_statement_that_names_age_or_school_is_no_group(tmp_path):
    assert role_of(tmp_path, "This school did a lot for my education and my income", cycle(1, 2, 3, 4, 5)) == "item"


def test_an_attention_check_takes_the_answer_it_asks_for(tmp_path):
    name = "Please choose 'Disagree' here"
    row = column(proposal_of(tmp_path, around(name, cycle("Disagree", "Agree", *AGREEMENT))), name)
    assert row.low == row.high and row.labels[row.low] == "Disagree"


def test_commas_in_sentences_join_no_options(tmp_path):
    cells = cycle("I came, I saw", "I waited, then left", "I called, nobody answered")
    assert role_of(tmp_path, "What happened?", cells) == "group"


def test_a_column_for_each_option_is_one_question(tmp_path):
    columns = around("3、(Bus)", cycle(1, 0), **{"3、(Train)": cycle(0, 1, 1), "3、(Car)": cycle(1, 1, 0, 0)})
    proposal = proposal_of(tmp_path, columns)
    rows = [row for row in proposal.columns if row.role == "multi"]
    assert [row.label for row in rows] == ["Bus", "Train", "Car"] and len({row.scale for row in rows}) == 1


def test_marks_and_blanks_are_options_and_ratings_are_not(tmp_path):
    columns = around("Why? [Price]", cycle("Price", "")) | {"Why? [Speed]": cycle("", "", "Speed")}
    columns |= {"Rate [x]": cycle(1, 2, 3), "Rate [y]": cycle(3, 2, 1, 1)}
    proposal = proposal_of(tmp_path, columns)
    assert {row.variable for row in proposal.columns if row.role == "multi"} == {"Why? [Price]", "Why? [Speed]"}


def test_rows_of_a_matrix_with_unknown_answers_are_left_out_and_named(tmp_path):
    columns = around("5、Colours:—Sky", cycle("red", "blue"), **{"5、Sea": cycle("blue", "green", "red")})
    assert kind_of_left_out(proposal_of(tmp_path, columns), "5、Sea") == "unknown_answers"


def test_a_name_that_two_columns_have_is_left_out_and_named(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("a,a,b\n" + "1,2,3\n" * 12, encoding="utf-8")
    assert read_export(path).repeated == ["a"]


def test_a_column_in_which_a_spreadsheet_made_dates_is_left_out_and_named(tmp_path):
    columns = around("How often a week?", cycle("2-Jan", "3-5", "6-7"))
    assert kind_of_left_out(proposal_of(tmp_path, columns), "How often a week?") == "damaged"
    columns = around("How often a week?", cycle("1-2", "3-5", "6-7"))
    assert column(proposal_of(tmp_path, columns), "How often a week?").role == "group"


def test_answers_with_a_semicolon_are_left_out_and_named(tmp_path):
    columns = around("Odd", cycle(*(f"{text};" for text in AGREEMENT)))
    assert kind_of_left_out(proposal_of(tmp_path, columns), "Odd") == "inexpressible"


def test_whom_a_question_sends_away_is_left_out_by_a_filter(tmp_path):
    asked = ["No" if place % 6 == 0 else "Yes" for place in range(N)]
    columns = around("Do you bank here?", asked)
    for name in columns:
        if name != "Do you bank here?":
            columns[name] = ["" if a == "No" else cell for a, cell in zip(asked, columns[name], strict=True)]
    proposal = proposal_of(tmp_path, columns)
    assert proposal.settings["keep"] == {"Do you bank here?": ["Yes"]} and proposal.n_rows == N - N // 6
    assert column(proposal, "Do you bank here?") is None


def test_a_question_after_which_some_go_on_filters_nobody(tmp_path):
    proposal = proposal_of(tmp_path, around("Do you bank here?", cycle("No", "Yes")))
    assert "keep" not in proposal.settings and column(proposal, "Do you bank here?").role == "group"


def test_a_column_that_looks_personal_can_be_kept(tmp_path):
    cells = cycle("Main street", "Side street")
    assert role_of(tmp_path, "Address", cells) == "personal"
    assert role_of(tmp_path, "Address", cells, keep=["Address"]) == "group"


def test_a_file_may_be_in_the_encoding_of_its_country(tmp_path):
    texts = ("非常不同意", "不同意", "一般", "同意", "非常同意")
    items = [in_words(answers, texts) for answers in factor_answers(3, N)]
    columns = {"您的性别": cycle("男", "女")} | dict(
        zip([f"我对服务感到满意{i}" for i in "甲乙丙"], items, strict=True)
    )
    export = read_export(csv_of(tmp_path, columns, encoding="gb18030"))
    assert [question.name for question in export.questions] == list(columns)


@pytest.mark.parametrize(("n", "expected"), [(3, "unknown_answers"), (2, None)])
def test_unknown_answers_that_several_questions_share_are_no_groups(n, expected, tmp_path):
    more = {f"And the colour of thing {place}?": cycle("red", "blue", "green") for place in range(1, n)}
    columns = around("What is its colour?", cycle("blue", "green", "red"), **more)
    assert kind_of_left_out(proposal_of(tmp_path, columns), "What is its colour?") == expected


def test_a_measured_quantity_is_a_guess_with_its_unit_and_a_comment(tmp_path):
    cells = [*cycle(3, 8, 25, 61)[:-2], -1, -1]
    proposal = proposal_of(tmp_path, around("Minutes until the first reply", cells))
    row = column(proposal, "Minutes until the first reply")
    assert (row.unit, row.missing, row.low, row.scale) == ("minutes / 分钟", (-1.0,), None, "")
    assert row.note.startswith("? role: numbers counted in minutes, taken for a measured quantity")
    assert "missing: unusual numbers" in row.note and row.uncertain


def test_what_is_written_of_a_measured_quantity_loads(tmp_path):
    from analysis.importing import write
    from analysis.survey import load

    write(proposal_of(tmp_path, around("退款到账天数", cycle(1, 2, 3, 5))), tmp_path / "made")
    study = load(tmp_path / "made")
    [indicator] = study.codebook.with_role("indicator")
    assert indicator.is_unconfirmed and indicator.unit == {"en": "days", "zh": "天"} and indicator.kind == "quantity"
    assert len(study.indicators) == N


def test_a_column_of_many_numbers_is_looked_at_once(tmp_path):
    cells = {"Minutes until the first reply": [place + 0.5 for place in range(20_000)]}
    cells |= {f"A{k}": [1 + (place + k) % 5 for place in range(20_000)] for k in range(3)}
    begun = time.perf_counter()
    found = column(proposal_of(tmp_path, cells), "Minutes until the first reply")
    assert found.role == "indicator"
    assert time.perf_counter() - begun < 20  # as the square of the numbers it would be an hour


def test_a_filter_is_none_where_ratings_in_unknown_words_were_given(tmp_path):
    levels = ("kek", "lur", "mep", "nof")
    words = {f"Part [{k}]": [levels[(place * k) % 4] for place in range(N)] for k in (1, 3, 5)}
    asked = cycle("Yes", "No", "No")
    rated = [str(1 + place % 5) if answer == "Yes" else "" for place, answer in enumerate(asked)]
    columns = {"Did you complain?": asked, **words, "The complaint was handled well": rated}
    proposal = proposal_of(tmp_path, columns)
    assert {kind_of_left_out(proposal, name) for name in words} == {"unknown_answers"}
    assert "keep" not in proposal.settings and proposal.n_rows == N
    silent = {name: [word if a == "Yes" else "" for a, word in zip(asked, words[name], strict=True)] for name in words}
    (tmp_path / "silent").mkdir()
    assert proposal_of(tmp_path / "silent", columns | silent).settings["keep"] == {"Did you complain?": ["Yes"]}


@pytest.mark.parametrize(
    ("name", "cells", "role"),
    [
        ("weight", cycle(0.8134, 1.2091, 0.97), "number"),
        ("Gewichtung", cycle(0.8134, 1.2091, 0.97), "number"),
        ("加权系数", cycle(0.8134, 1.2091, 0.97), "number"),
        ("The weight of the phone", cycle(1, 2, 3, 4, 5), "item"),
        ("Mean of the meals", cycle(1.5, 2.5, 4.25), "item"),
        ("x", [0.5 + place / 31 for place in range(N)], "number"),
        ("x", cycle(*(1 + place / 10 for place in range(40))), "item"),
        ("Comments", cycle("none", "good", "fine"), "free_text"),
        ("您对医院还有什么建议？", cycle("无", "加薪", "没有"), "free_text"),
        ("Department that comments", cycle("none", "good", "fine"), "group"),
        ("dept", cycle(1, 2, 3, 4), "group"),
    ],
)
def test_weights_and_open_questions_are_neither_ratings_nor_groups(tmp_path, name, cells, role):
    assert role_of(tmp_path, name, cells) == role


def test_boxes_of_redcap_are_one_question(tmp_path):
    proposal = proposal_of(tmp_path, around("gifts___1", cycle(0, 1), gifts___2=cycle(0, 0, 1), gifts___99=cycle(0, 1)))
    assert {column(proposal, f"gifts___{k}").role for k in (1, 2, 99)} == {"multi"}
    assert len({column(proposal, f"gifts___{k}").scale for k in (1, 2, 99)}) == 1


def test_labelled_boxes_of_redcap_are_one_question(tmp_path):
    names = [f"Which gifts? (choice={gift})" for gift in ("Flowers", "Wine (red)")]
    boxes = dict(zip(names, (cycle("Checked", "Unchecked"), cycle("Unchecked", "Unchecked", "Checked")), strict=True))
    proposal = proposal_of(tmp_path, boxes | around("dept", cycle("a", "b")))
    rows = [column(proposal, name) for name in names]
    assert [(row.role, row.label) for row in rows] == [("multi", "Flowers"), ("multi", "Wine (red)")]
    assert rows[0].scale == rows[1].scale


@pytest.mark.parametrize(
    ("labels", "role"), [({1: "Мужской", 2: "Женский"}, "group"), ({1: "low", 2: "high"}, "item"), ({}, "item")]
)
def test_two_levels_with_labels_of_no_scale_are_a_group(labels, role, tmp_path):
    names = ["x", *(f"SPE{k}" for k in range(1, 5))]
    rows = list(zip(cycle(1.0, 2.0), *(map(float, row) for row in factor_answers(4, N)), strict=True))
    path = tmp_path / "export.sav"
    path.write_bytes(labelled(".sav", names, rows, names, {"x": labels} if labels else {}))
    found = column(propose(path), "x")
    assert (found.role if found else "none") == role
