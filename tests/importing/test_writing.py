"""The study folder that an import writes, what it says, asks and notes, and how it takes a newer export."""

import csv

import pytest

from analysis import survey
from analysis.importing import propose, write
from analysis.importing.handover.again import again
from analysis.importing.handover.dialogue import asked
from analysis.importing.handover.telling import guesses, told
from analysis.importing.said import data
from analysis.workflow import commands
from analysis.workflow.checking.check import checked
from tests.importing.exports.making import AGREEMENT, csv_of, factor_answers, in_words, proposal_of

N = 80


def columns(**more):
    """Two scales in numbers, an outcome in words, a name and a free text."""
    found = {"Your name": [f"Ada Lovelace{place}" for place in range(N)]}
    found |= dict(zip([f"SPE{i}" for i in (1, 2, 3)], factor_answers(3, N, seed=1), strict=True))
    found |= dict(zip([f"CAR{i}" for i in (1, 2, 3)], factor_answers(3, N, seed=2), strict=True))
    found["I am satisfied overall"] = in_words(factor_answers(1, N, seed=3)[0])
    found["Anything else?"] = [f"I would say {place}" for place in range(N)]
    return found | more


def rows_of(folder):
    with (folder / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["variable"]: row for row in csv.DictReader(file) if row["role"]}


@pytest.fixture
def study(tmp_path):
    write(proposal_of(tmp_path, columns()), tmp_path / "shop")
    return tmp_path / "shop"


def test_the_folder_is_sound_and_holds_the_export_byte_for_byte(study):
    assert (study / "export.csv").read_bytes() == (study.parent / "export.csv").read_bytes()
    assert checked(study).is_sound
    assert [*survey.load(study).outcomes] == ["satisfaction"]


def test_the_codebook_opens_in_a_spreadsheet_and_gives_reasons(study):
    assert (study / "codebook.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = rows_of(study)
    assert rows["SPE1"]["note"].startswith("? direction: bare numbers")
    assert rows["I am satisfied overall"]["labels"] == ";".join(f"{n}={t}" for n, t in enumerate(AGREEMENT, start=1))
    assert "direction: the answers say it" in rows["I am satisfied overall"]["note"]


def test_nothing_personal_is_written_and_all_that_is_left_out_is_named(study):
    text = (study / "study.toml").read_text(encoding="utf-8") + (study / "codebook.csv").read_text(encoding="utf-8-sig")
    assert "left out as personal: Your name" in text and "left out as free text: Anything else?" in text
    assert "Lovelace" not in text and "I would say" not in text


def test_guesses_are_listed_by_check_until_they_are_confirmed(study):
    def unconfirmed():
        return sum(found.values["n"] for found in checked(study).warnings if found.code == "check.unconfirmed")

    before = unconfirmed()
    assert before == sum(row["note"].startswith("?") for row in rows_of(study).values()) == 7
    path = study / "codebook.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("? direction", "direction", 1), encoding="utf-8-sig")
    assert unconfirmed() == before - 1


def test_both_languages_say_the_same_things(tmp_path):
    english, chinese = data("en"), data("zh")
    assert {table: [*words] for table, words in english.items()} == {
        table: [*words] for table, words in chinese.items()
    }
    note = proposal_of(tmp_path, columns(), language="zh").columns[0].note
    assert note.startswith("? 计分方向")


def test_what_is_told_names_scales_codings_and_guesses(tmp_path):
    proposal = proposal_of(tmp_path, columns())
    lines = [*told(proposal)]
    assert any("(3 items)" in line for line in lines)
    assert any(line.startswith("answers: 1 = Strongly disagree, 2 = Disagree") for line in lines)
    assert "left out as personal: Your name" in lines
    assert guesses(proposal, "codebook.csv").startswith("7 guesses to look at")


class Person:
    """Gives prepared answers, and remembers what was asked."""

    def __init__(self, *answers):
        self.answers, self.questions = list(answers), []

    def __call__(self, question, choices, default):
        self.questions.append(question)
        return (self.answers.pop(0) if self.answers else "") or default


def test_three_times_enter_takes_what_is_proposed_and_confirms_it(tmp_path):
    proposal, person = proposal_of(tmp_path, columns()), Person()
    taken = asked(proposal, person)
    assert len(person.questions) == 3
    assert [scale.kind for scale in taken.scales] == [scale.kind for scale in proposal.scales]
    assert not any(column.uncertain for column in taken.columns)
    assert "confirmed at the import" in taken.columns[0].note


def test_numbers_that_run_down_turn_their_items(tmp_path):
    taken = asked(proposal_of(tmp_path, columns()), Person("", "n"))
    turned = {column.variable for column in taken.columns if column.reversed}
    assert turned == {"SPE1", "SPE2", "SPE3", "CAR1", "CAR2", "CAR3"}


def test_scales_that_are_not_confirmed_stay_marked(tmp_path):
    taken = asked(proposal_of(tmp_path, columns()), Person("", "", "n"))
    assert [column.variable for column in taken.columns if column.uncertain] == ["I am satisfied overall"]


def test_another_scale_or_none_may_be_explained(tmp_path):
    proposal = proposal_of(tmp_path, columns())
    other = next(scale.name for scale in proposal.scales if scale.kind == "item")
    taken = asked(proposal, Person(other))
    assert next(s.name for s in taken.scales if s.kind == "outcome") == other
    assert {column.role for column in taken.columns if column.scale == other} == {"outcome"}
    assert not [scale for scale in asked(proposal, Person("-")).scales if scale.kind == "outcome"]


def newer(folder, **more):
    return propose(csv_of(folder, columns(**more), "newer.csv"))


def test_a_newer_export_keeps_the_edits_and_says_that_nothing_changed(study, tmp_path):
    path = study / "codebook.csv"
    edited = path.read_text(encoding="utf-8-sig").replace("? direction: bare numbers", "direction: asked the authors")
    path.write_text(edited, encoding="utf-8-sig")
    settings = (study / "study.toml").read_text(encoding="utf-8")
    lines = again(newer(tmp_path), study)
    assert path.read_text(encoding="utf-8-sig") == edited
    assert (study / "study.toml").read_text(encoding="utf-8") == settings.replace('"export.csv"', '"newer.csv"')
    assert lines[1] == "nothing has changed in columns, questions and answers; 80 responses now"
    assert (study / "newer.csv").read_bytes() == (tmp_path / "newer.csv").read_bytes()


def test_new_columns_are_added_as_guesses(study, tmp_path):
    lines = again(newer(tmp_path, **{"Which branch?": ["North", "South"] * (N // 2)}), study)
    assert "new columns, added to the codebook and marked ?: Which branch?" in lines
    assert rows_of(study)["Which branch?"]["note"].startswith("? new in this export")
    assert survey.load(study).groups.columns.tolist() == ["Which branch?"]


def test_a_row_that_its_author_removed_does_not_come_back(study, tmp_path):
    path = study / "codebook.csv"
    kept = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if not line.startswith("SPE3,")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8-sig")
    assert "nothing has changed" in again(newer(tmp_path), study)[1]
    assert "SPE3" not in rows_of(study)


def test_new_levels_of_a_group_are_named(tmp_path):
    branch = ["North", "South"] * (N // 2)
    write(proposal_of(tmp_path, columns(**{"Which branch?": branch})), tmp_path / "shop")
    lines = again(newer(tmp_path, **{"Which branch?": ["West", *branch[1:]]}), tmp_path / "shop")
    assert "Which branch?: new levels: 'West'" in lines


def test_the_export_in_the_folder_may_be_taken_again(study):
    assert "nothing has changed" in again(propose(study / "export.csv"), study)[1]


def test_columns_that_are_gone_and_answers_that_are_new_are_named(study, tmp_path):
    changed = columns(**{"I am satisfied overall": ["So so"] * 20 + columns()["I am satisfied overall"][20:]})
    del changed["SPE3"]
    lines = again(propose(csv_of(tmp_path, changed, "newer.csv")), study)
    assert any(line.startswith("columns of the codebook that the export no longer has: SPE3") for line in lines)
    assert "I am satisfied overall: answers that the codebook does not name: 'So so'" in lines
    assert "SPE3" in rows_of(study)


def test_another_wording_is_named_and_the_author_s_kept(study, tmp_path):
    path = study / "codebook.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace(",SPE1,,", ",How fast?,,", 1), encoding="utf-8-sig")
    lines = again(newer(tmp_path), study)
    assert "questions with another wording than in the codebook, which is kept: SPE1" in lines
    assert rows_of(study)["SPE1"]["text_en"] == "How fast?"


def test_the_command_makes_the_folder_tells_of_it_and_takes_a_newer_export(tmp_path, capsys):
    path = csv_of(tmp_path, columns())
    call = ["import", str(path), "shop", "--yes", "--data", str(tmp_path), "--language", "en"]
    assert commands.main(call) == 0
    said = capsys.readouterr().out
    assert "left out as personal: Your name" in said and "shop is ready" in said
    assert commands.main(call) == 0
    assert "nothing has changed" in capsys.readouterr().out


def test_the_command_refuses_what_it_cannot_make_a_study_of(tmp_path, capsys):
    (tmp_path / "empty.csv").write_text("colour\n" + "red\nblue\n" * 10, encoding="utf-8")
    assert commands.main(["import", str(tmp_path / "empty.csv"), "x", "--yes", "--data", str(tmp_path)]) == 2
    assert "no rating was recognised" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
    assert commands.main(["import", str(tmp_path / "empty.csv"), "a/b", "--data", str(tmp_path)]) == 2
    assert commands.main(["import", str(tmp_path / "absent.csv"), "x", "--data", str(tmp_path)]) == 2


def test_what_alike_stems_do_not_share_names_their_scales(tmp_path):
    stems = ("About your pay, please choose:", "About your team, please choose:")
    answers = [*factor_answers(3, N, seed=1), *factor_answers(3, N, seed=2)]
    headings = [f"{stem} [{letter}]" for stem in stems for letter in "abc"]
    labels = [s.label["en"] for s in proposal_of(tmp_path, dict(zip(headings, answers, strict=True))).scales]
    assert labels == ["pay", "team"]


def test_unlike_stems_name_nothing_of_themselves(tmp_path):
    headings = [f"{stem} [{letter}]" for stem in ("Please rate what follows", "Now choose") for letter in "abc"]
    answers = [*factor_answers(3, N, seed=1), *factor_answers(3, N, seed=2)]
    labels = [s.label["en"] for s in proposal_of(tmp_path, dict(zip(headings, answers, strict=True))).scales]
    assert labels == ["Questions from column 1", "Now choose"]
