"""The same answers, however they are written, leave the same results to the byte."""

import json

import pytest

from analysis.workflow.keeping import cache
from analysis.workflow.running import chapter_runs, chapters
from tests.runs import chapters_of
from tests.studies import SETTINGS, sound_responses, write_study
from tests.ways import WAYS, write

FEW = [chapter for chapter in chapters.CHAPTERS if chapter.name in ("01_sample", "02_reliability")]


def results_in(way, place):
    """The results of the first chapters for the sound study, its answers written in one way."""
    folder = place / way / "small"
    folder.mkdir(parents=True)
    file = write(way, sound_responses(), folder / "answers")
    write_study(folder, settings=SETTINGS.replace("responses.csv", file.name), responses=b"")
    return json.dumps(chapters_of(folder, place / way))


@pytest.fixture(scope="module")
def short():
    """Only the chapters that describe the answers and their reliability."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chapter_runs, "CHAPTERS", FEW)
        yield patch


@pytest.fixture(scope="module")
def expected(short, tmp_path_factory):
    place = tmp_path_factory.mktemp("plain")
    short.setattr(cache, "CACHE", place / "cache")
    return results_in("comma", place)


@pytest.mark.parametrize("way", [way for way in WAYS if way != "comma"])
def test_every_way_leaves_the_same_results(way, expected, short, tmp_path):
    short.setattr(cache, "CACHE", tmp_path / "cache")
    assert results_in(way, tmp_path) == expected
