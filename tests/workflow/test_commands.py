"""What a person reads when a command cannot be done."""

import pytest

from analysis.survey import DataError
from analysis.survey.problems import problem
from analysis.workflow import answering
from analysis.workflow.keeping import publish


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied", "reports"), OSError(28, "No space left")])
def test_trouble_with_the_disk_is_one_message(error, capsys):
    def work():
        raise error

    assert answering.answering(work) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"It could not be done: {error.strerror}") and "untouched" in said


@pytest.mark.parametrize(
    ("locale", "said"), [("en_US.UTF-8", "no row has the role item"), ("zh_CN.UTF-8", "没有任何一行")]
)
def test_a_study_that_is_not_sound_is_one_list_in_the_language_of_the_locale(locale, said, capsys, monkeypatch):
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LC_ALL", locale)

    def work():
        raise DataError([problem("codebook.no_items"), *(problem("codebook.repeated_column", name=n) for n in "abc")])

    assert answering.answering(work) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2 and lines[0].startswith(f"- {said}")


def test_a_stopped_run_says_so(capsys):
    def work():
        raise KeyboardInterrupt

    assert answering.answering(work) == 1
    assert "Stopped." in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_found_before_a_run(tmp_path):
    (tmp_path / "reports").write_text("a file")
    with pytest.raises(OSError):
        publish.require_writable(tmp_path / "reports")
    publish.require_writable(tmp_path / "new" / "reports")
    assert list((tmp_path / "new" / "reports").iterdir()) == []
