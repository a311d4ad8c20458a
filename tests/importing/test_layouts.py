"""Every layout imports without a question to what it is, on subjects that differ from layout to layout."""

import pytest

from tests.importing.layouts import LAYOUTS
from tests.importing.questionnaires import SUBJECTS
from tests.importing.verdicts import judged

PENDING = {"hazards_zh": "several answers joined by an enumeration comma become a group"}
"""Layouts of which the importer does not yet make what they are; whoever mends one takes its line away."""


def known(layout: str):
    """The layout, expected to fail where it is pending."""
    failing = pytest.mark.xfail(reason=PENDING.get(layout), strict=True)
    return pytest.param(layout, marks=failing if layout in PENDING else ())


def subject_for(layout: str, seed: int) -> str:
    """Another subject for each layout and seed."""
    return SUBJECTS[(len(layout) + seed) % len(SUBJECTS)]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("layout", [known(name) for name in LAYOUTS])
def test_a_layout_imports_to_what_it_is(layout, seed, tmp_path):
    export = LAYOUTS[layout](seed, 240, subject_for(layout, seed))
    verdict = judged(export, tmp_path)
    assert verdict.faults == []
    assert verdict.personal_read == 0
    assert verdict.direction_right + verdict.direction_marked == verdict.n_items
    assert verdict.membership_right + verdict.membership_marked == verdict.n_items
