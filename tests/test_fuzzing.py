"""Spoilt study folders: a report, or problems that say where and what to do; never a traceback, never a wrong count."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests import fuzzing

CASES = 2_000
PARTS = 4  # tests among which they are shared, for as many cores


@pytest.mark.parametrize("part", range(PARTS))
def test_any_folder_is_sound_or_told_what_is_wrong(part, tmp_path_factory):
    folder, sound = tmp_path_factory.mktemp("fuzz") / "small", []

    @settings(
        max_examples=CASES // PARTS,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(changes=fuzzing.STUDIES)
    def judge(changes):
        found = fuzzing.judged(
            fuzzing.changed([(f"{name}", a + part, b, text) for name, a, b, text in changes]), folder
        )
        sound.append(found.is_sound)

    judge()
    assert 0.05 < sum(sound) / len(sound) < 0.95


def test_the_study_that_is_spoilt_is_sound(tmp_path):
    found = fuzzing.judged(fuzzing.sound(), tmp_path / "small")
    assert found.is_sound and found.counts["n_received"] == fuzzing.N_ROWS


def test_a_header_among_the_answers_is_told_and_is_nobody(tmp_path):
    found = fuzzing.judged(fuzzing.changed([("answers.twice", 0, 8, "")]), tmp_path / "small")
    assert found.is_sound and fuzzing.n_told(found) == 1 and found.counts["n_received"] == fuzzing.N_ROWS


def test_a_row_that_is_lost_is_noticed(tmp_path, monkeypatch):
    texts = fuzzing.sound()
    monkeypatch.setattr(fuzzing, "n_counted", lambda texts: fuzzing.N_ROWS + 1)
    with pytest.raises(AssertionError):
        fuzzing.judged(texts, tmp_path / "small")
