"""Another seed moves what rests on random draws, within the bounds of so many, and nothing else."""

import pytest

from analysis.verifying.comparison import compared
from analysis.workflow.keeping import cache
from analysis.workflow.running import chapter_runs
from analysis.workflow.running.chapters import CHAPTERS
from tests.runs import chapters_of
from tests.studies import SETTINGS, sound_responses, write_study

DRAWING = ("01_sample", "04_regression", "07_pain_points")  # what the others draw is known by its names, see below
MORE = 'mediation = true\n[hypotheses]\nH1 = "speed -> satisfaction -> trust (+)"\nH2 = "skill -> satisfaction"\n'


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """The results of one study by two seeds."""
    found = []
    for seed in (1, 2):
        place = tmp_path_factory.mktemp("seed")
        settings = SETTINGS.replace("seed = 1\n", f"seed = {seed}\n{MORE}")
        study = write_study(place / "small", settings=settings, responses=sound_responses(90))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cache, "CACHE", place / "cache")
            patch.setattr(chapter_runs, "CHAPTERS", [c for c in CHAPTERS if c.name in DRAWING])
            found.append(chapters_of(study, place))
    return found


def test_nothing_moves_with_the_seed_but_what_is_drawn(seeds):
    found = compared(*seeds, same_draws=False)
    told = [number for number in found.numbers if number.path[0] not in ("study", "findings")]
    assert [n for n in told if not n.is_equal] == []
    moved = [number for number in told if number.difference]
    chapters = {"regression", "importance", "mediation", "hypotheses", "priorities"}
    assert {number.path[0] for number in moved} >= chapters
    assert any(number.path[:2] == ("pain_points", "expected_loss") for number in moved)


def test_with_the_same_draws_another_number_is_another(seeds):
    strict, lenient = (compared(*seeds, same_draws=same) for same in (True, False))
    beyond = [sum(not number.is_equal for number in found.numbers) for found in (strict, lenient)]
    assert beyond[0] > 200 and beyond[1] < 20
