"""Response files of studies that their authors described: blind imports say the same, or mark their doubts."""

import pytest

from tests.importing.exports.known_studies import judged_study
from tests.studies import REAL_STUDIES, SHARED

CASES = ("one_is_strongly_agree", "reversed_items_declared", "unreversed_items", "minus_two_to_two", "yes_no_items")
CASES += ("number_and_label", "qualtrics_three_headers", "sav_gbk_says_utf8", "decimal_0_10", "all_sliders_0_100")


@pytest.mark.parametrize("place", [*(f"studies/{n}" for n in REAL_STUDIES), *(f"review/cases/{n}" for n in CASES)])
def test_a_blind_import_says_what_the_author_says(place, tmp_path):
    folder = SHARED / place
    if not folder.exists():
        pytest.skip(f"{place} is not on this machine: real studies are not part of the project")
    verdict = judged_study(folder, tmp_path)
    assert verdict.faults == []
    assert verdict.direction_right + verdict.direction_marked == verdict.n_items > 0
    assert verdict.membership_right + verdict.membership_marked == verdict.n_items
