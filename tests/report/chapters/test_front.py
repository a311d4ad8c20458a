"""The title block: who wrote the paper stands there as the author says it, and nothing else."""

import pytest

from analysis.report.document import composer as document
from tests.report import samples

AUTHOR = {
    "authors": {"en": ["Li Ming", "Ann <Lee>"], "zh": ["李明", "安"]},
    "affiliation": {"en": "University & Co", "zh": "某大学"},
    "date": {"en": "2026-11-05", "zh": "2026-11-05"},
    "keywords": {"en": ["service", "trust"], "zh": ["服务", "信任"]},
}
SAID = {
    "en": ["Li Ming, Ann <Lee>", "University & Co", "November 5, 2026", "Keywords: service, trust"],
    "zh": ["李明，安", "某大学", "2026年11月5日", "关键词：服务；信任"],
}


def meta(author: dict, language: str) -> list[str]:
    results = samples.example()
    results["author"] = author
    return document.Page(samples.typed(results), language, figures=()).section("front").blocks[0]["meta"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_author_stands_before_the_facts(language):
    without = meta({}, language)
    assert meta(AUTHOR, language) == SAID[language] + without
    assert meta({"keywords": AUTHOR["keywords"]}, language) == SAID[language][3:] + without


def test_a_text_for_a_day_is_printed_as_it_is():
    assert meta({"date": {"en": "Spring 2026", "zh": "Spring 2026"}}, "en")[0] == "Spring 2026"
