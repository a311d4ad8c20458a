"""The same answers in every way that people write them are the same study."""

import pandas as pd
import pytest

from analysis.survey import load
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study
from tests.ways import WAYS, write


def gap_and_words() -> pd.DataFrame:
    """The sound responses with gaps, decimals in the durations, and cities by their Chinese names."""
    responses = sound_responses()
    responses.loc[3:6, "CAR1"] = ""
    responses.loc[10, "seconds"] = "210.5"
    responses["platform"] = responses["platform"].map({"1": "北京，苹果", "2": "上海"})
    return responses


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    codebook = sound_codebook()
    codebook.loc["platform", "labels"] = ""
    folder = write_study(tmp_path_factory.mktemp("plain"), codebook=codebook, responses=gap_and_words())
    return load(folder)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_gives_the_same_study(tmp_path, expected, way):
    file = write(way, gap_and_words(), tmp_path / "answers")
    codebook = sound_codebook()
    codebook.loc["platform", "labels"] = ""
    settings = SETTINGS.replace("responses.csv", file.name)
    folder = write_study(tmp_path, settings=settings, codebook=codebook)
    study = load(folder)
    pd.testing.assert_frame_equal(study.received, expected.received)
    assert study.sample() == expected.sample()
