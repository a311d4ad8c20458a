"""What is too large for its kind is refused before it is read, by a bound that the message prints."""

import zipfile

import pytest

from analysis.report.formats.themes import Dress, ThemeError
from analysis.survey.errors import DataError
from analysis.survey.formats import bounds
from analysis.workflow.checking.check import checked
from tests.studies import write_study

DECLARED = (
    "study.toml",
    "codebook.csv",
    "strategies.toml",
    "text/discussion.en.md",
    "references.bib",
    "references.json",
)


def filled(path, size):
    """A file of so many bytes, which takes no room on a disk."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.mark.parametrize("name", DECLARED)
def test_what_an_author_writes_is_bounded_and_the_rest_is_checked(name, tmp_path):
    folder = write_study(tmp_path / "small")
    filled(folder / name, 100 * bounds.MB)
    found = [problem for problem in checked(folder).problems if problem.code == "file.too_large"]
    assert [problem.values["file"] for problem in found] == [name.rpartition("/")[2]]
    for language in ("en", "zh"):
        assert "100 MB" in found[0].text(language) and "10 MB" in found[0].text(language)


@pytest.mark.parametrize(("name", "most"), [("codebook.csv", 10), ("responses.csv", 400), ("export.sav", 400)])
def test_a_file_may_be_as_large_as_the_bound_and_not_larger(name, most, tmp_path):
    bounds.require_small(filled(tmp_path / name, most * bounds.MB))
    with pytest.raises(DataError, match=f"at most {most} MB are read"):
        bounds.require_small(filled(tmp_path / name, most * bounds.MB + 1))


def test_themes_and_word_templates_are_bounded(tmp_path):
    filled(tmp_path / "house.toml", 11 * bounds.MB)
    with pytest.raises(ThemeError, match=r"house\.toml: the file has 11 MB; at most 10 MB are read"):
        Dress(theme="house.toml", folder=tmp_path).require_sound()
    with zipfile.ZipFile(tmp_path / "journal.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/styles.xml", "<w:styles/>")
    Dress(word_template="journal.docx", folder=tmp_path).require_sound()
    with zipfile.ZipFile(tmp_path / "journal.docx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", bytes(30 * bounds.MB))
    with pytest.raises(ThemeError, match=r"journal\.docx: .*unfolds to 31 MB"):
        Dress(word_template="journal.docx", folder=tmp_path).require_sound()
