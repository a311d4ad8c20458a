"""How an export is read: platforms, heading rows, rows that are no responses, headings in parts."""

import openpyxl
import pytest

from analysis import survey
from analysis.importing import propose, write
from analysis.importing.reading.layouts import platform_of, read_export
from tests.importing.exports.making import AGREEMENT, csv_of, factor_answers, in_words, proposal_of

N = 40
ITEMS = list(map(in_words, factor_answers(4, N)))
IDS = ['{"ImportId":"QID%d"}' % place for place in range(6)]  # noqa: UP031


def qualtrics(folder, below, *, finished=None):
    """An export with heading rows below the header."""
    columns = {"ResponseId": [f"R_{place}" for place in range(N)], "Finished": finished or ["True"] * N}
    columns |= {f"Q1_{place}": item for place, item in enumerate(ITEMS, start=1)}
    texts = [["Response ID", *IDS[:1]], ["Finished", *IDS[1:2]]]
    texts += [[f"Please rate: - Item {place}", IDS[place]] for place in range(1, 5)]
    return csv_of(
        folder, {name: [*text[:below], *cells] for (name, cells), text in zip(columns.items(), texts, strict=True)}
    )


@pytest.mark.parametrize("below", [0, 1, 2])
def test_heading_rows_are_told_from_answers_and_give_the_wording(below, tmp_path):
    export = read_export(qualtrics(tmp_path, below))
    assert export.headings == tuple(range(2, 2 + below)) and export.kept.sum() == N
    asked = [question.wording for question in export.questions[2:]]
    assert asked == ([f"Item {place}" for place in range(1, 5)] if below else [f"Q1_{place}" for place in range(1, 5)])


def test_respondents_whose_answers_are_all_their_own_are_no_headings(tmp_path):
    columns = {"a": [f"x{place}" for place in range(N)], "b": [f"y{place}" for place in range(N)]}
    assert read_export(csv_of(tmp_path, columns)).headings == ()


def test_unfinished_rows_are_left_out_by_a_declared_filter_and_the_file_stays(tmp_path):
    path = qualtrics(tmp_path, 2, finished=["False"] * 5 + ["True"] * (N - 5))
    proposal = propose(path)
    assert proposal.settings["keep"] == {"Finished": ["True"]} and proposal.n_rows == N - 5
    write(proposal, tmp_path / "study")
    assert (tmp_path / "study" / "export.csv").read_bytes() == path.read_bytes()
    assert len(survey.load(tmp_path / "study").received) == N - 5


def test_unfinished_rows_of_limesurvey_have_no_date(tmp_path):
    columns = {"id": range(N), "submitdate": ["2025-01-01"] * (N - 3) + [""] * 3, "lastpage": [3] * N}
    columns |= {f"G01Q01[SQ00{place}]": item for place, item in enumerate(ITEMS)}
    assert proposal_of(tmp_path, columns).settings["keep"] == {"submitdate": ["*"]}


def test_two_rows_that_name_the_columns_together_are_declared(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Respondent ID", "Collector ID", "Rate us:", "", "", ""])
    book.active.append(["", "", "Fast", "Kind", "Warm", "Clean"])
    for row in zip(range(N), range(N), *ITEMS, strict=True):
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    proposal = propose(tmp_path / "r.xlsx")
    assert proposal.settings["header_rows"] == 2
    assert [row.variable for row in proposal.columns] == [
        f"Rate us: - {text}" for text in ("Fast", "Kind", "Warm", "Clean")
    ]
    write(proposal, tmp_path / "study")
    assert len(survey.load(tmp_path / "study").received) == N


def test_a_question_of_surveymonkey_is_named_without_the_word_for_its_answer(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Respondent ID", "Collector ID", "How old are you?", "Rate us:", None, "Anything else?"])
    book.active.append(["", "", "Response", "Speed", "Care", "Open-Ended Response"])
    for place in range(N):
        book.active.append([place, 1, ("young", "old")[place % 2], 1 + place % 5, 1 + place // 2 % 5, f"text {place}"])
    book.save(tmp_path / "r.xlsx")
    row = next(row for row in propose(tmp_path / "r.xlsx").columns if row.role == "group")
    assert (row.variable, row.text_en) == ("How old are you? - Response", "How old are you?")


def test_of_several_filled_sheets_the_longest_is_read_and_named(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "notes"
    book.active.append(["a note"])
    page = book.create_sheet("answers")
    page.append([f"SPE{place}" for place in range(1, 5)])
    for row in zip(*ITEMS, strict=True):
        page.append(row)
    book.save(tmp_path / "r.xlsx")
    assert propose(tmp_path / "r.xlsx").settings["sheet"] == "answers"


@pytest.mark.parametrize(
    ("headings", "platform"),
    [
        (["序号", "提交答卷时间", "所用时间"], "wenjuanxing"),
        (["seq", "Q1", "time_used"], "tencent"),
        (["ID", "Start time", "Completion time", "Email"], "ms_forms"),
        (["타임스탬프", "문항"], "google_forms"),
        (["Respondent ID", "Collector ID"], "surveymonkey"),
        (["id", "submitdate", "lastpage"], "limesurvey"),
        (["a", "b"], ""),
    ],
)
def test_a_platform_is_known_by_its_own_columns(headings, platform):
    assert platform_of(headings) == platform


def test_answers_that_no_column_explains_are_read_with_their_numbers(tmp_path):
    texts = [f"{place} - {text}" for place, text in enumerate(AGREEMENT, start=1)]
    items = [in_words(answers, texts) for answers in factor_answers(3, N)]
    write(proposal_of(tmp_path, {f"SPE{place}": item for place, item in enumerate(items)}), tmp_path / "study")
    study = survey.load(tmp_path / "study")
    assert study.received["SPE0"].tolist() == factor_answers(3, N)[0]
