"""Every layout imports without a question to what it is, on subjects that differ from layout to layout."""

import pytest

from tests.importing.exports.layouts import LAYOUTS
from tests.importing.exports.questionnaires import SUBJECTS
from tests.importing.exports.verdicts import judged


def subject_for(layout: str, seed: int) -> str:
    """Another subject for each layout and seed."""
    return SUBJECTS[(len(layout) + seed) % len(SUBJECTS)]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_imports_to_what_it_is(layout, seed, tmp_path):
    export = LAYOUTS[layout](seed, 240, subject_for(layout, seed))
    verdict = judged(export, tmp_path)
    assert verdict.faults == []
    assert verdict.personal_read == 0
    assert verdict.direction_right + verdict.direction_marked == verdict.n_items
    assert verdict.membership_right + verdict.membership_marked == verdict.n_items
