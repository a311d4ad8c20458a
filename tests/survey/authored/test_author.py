"""What study.toml may say of the paper's author, and how it is corrected."""

import pytest

from analysis.survey.declared.settings import read_settings
from analysis.survey.errors import DataError
from tests.studies import SETTINGS


def author_of(folder, lines):
    (folder / "study.toml").write_text(SETTINGS.replace("[analysis]", f"{lines}\n[analysis]", 1), encoding="utf-8")
    return read_settings(folder / "study.toml").author


def test_nobody_is_named_where_the_author_is_not(tmp_path):
    author = author_of(tmp_path, "")
    assert (author.authors, author.affiliation, author.date, author.keywords) == ({}, {}, {}, {})


def test_a_language_lends_to_the_other_what_is_given_in_it_alone(tmp_path):
    author = author_of(
        tmp_path, 'authors = ["Ann"]\naffiliation.zh = "某大学"\ndate = 2026-11-05\nkeywords.en = ["a", "b"]'
    )
    assert author.authors == {"en": ["Ann"], "zh": ["Ann"]}
    assert author.affiliation == {"en": "某大学", "zh": "某大学"}
    assert author.date == {"en": "2026-11-05", "zh": "2026-11-05"}
    assert author.keywords == {"en": ["a", "b"], "zh": ["a", "b"]}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('autors = ["Ann"]', "authors"),
        ('keyword = ["a"]', "keywords"),
        ('keywords.zn = ["a"]', "zh"),
        ('authors = "Ann"', "list of texts"),
        ('keywords.en = "a"', "list of texts"),
        ("authors = []", "list of texts"),
        ("date = 2026", "a day"),
        ("date = 2026-11-05T10:00:00", "a day"),
        ("affiliation = 3", "a text"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_what_is_wanted(line, said, tmp_path):
    with pytest.raises(DataError, match=said):
        author_of(tmp_path, line)
