"""Two studies of one folder name have two reports and two caches, and no report says where on a disk it comes from."""

import pytest

from analysis import ROOT
from analysis.workflow.keeping import places


@pytest.fixture
def reports(tmp_path):
    return tmp_path / "reports"


def made(report, folder):
    report.mkdir(parents=True)
    places.note_owner(report, folder)
    return report


def test_a_free_name_is_the_folders(reports, tmp_path):
    assert places.report_folder(tmp_path / "w1" / "seven", reports) == reports / "seven"


def test_a_second_study_of_a_name_gets_another_and_both_keep_theirs(reports, tmp_path):
    first, second, third = (tmp_path / place / "seven" for place in ("w1", "w2", "elsewhere/w2"))
    taken = []
    for folder in (first, second, third):
        taken.append(made(places.report_folder(folder, reports), folder))
    assert [report.name for report in taken[:2]] == ["seven", "seven-w2"] and len(set(taken)) == 3
    assert [places.report_folder(folder, reports) for folder in (first, second, third)] == taken


def test_a_name_of_a_study_in_data_is_its_own(reports, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "DATA", tmp_path / "data")
    (tmp_path / "data" / "seven").mkdir(parents=True)
    assert places.report_folder(tmp_path / "w1" / "seven", reports).name == "seven-w1"
    assert places.report_folder(tmp_path / "data" / "seven", reports).name == "seven"


def test_a_report_of_another_study_is_never_overwritten(reports, tmp_path):
    made(reports / "seven", tmp_path / "w1" / "seven")
    assert places.report_folder(ROOT / "data" / "seven", reports).name != "seven"


def test_a_report_that_does_not_say_whose_it_is_may_be_replaced(reports, tmp_path):
    (reports / "seven" / "private").mkdir(parents=True)
    (reports / "seven" / places.RECORD).write_text("[]")
    assert places.report_folder(tmp_path / "seven", reports).name == "seven"


def test_caches_are_told_apart(tmp_path):
    keys = {
        places.key(folder) for folder in (tmp_path / "w1" / "seven", tmp_path / "w2" / "seven", ROOT / "data" / "seven")
    }
    assert len(keys) == 3


def test_no_path_of_a_disk_is_recorded(reports, tmp_path):
    report = made(reports / "seven", tmp_path / "w1" / "seven")
    assert tmp_path.name not in (report / places.RECORD).read_text()
    assert places.identity(ROOT / "data" / "seven") == "data/seven"
