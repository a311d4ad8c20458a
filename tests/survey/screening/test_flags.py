"""Each flag at its threshold and beyond it, on respondents made for it."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.survey.declared.settings import ScreeningSettings
from analysis.survey.screening import flags
from analysis.survey.screening.indices import even_odd_consistency, mahalanobis_p_values


def who(answers: np.ndarray, scales: list[str] | None = None, inapplicable=None, **settings) -> flags.Respondents:
    """Respondents with these answers, (n, k), on these scales; by column, to whom it does not apply."""
    names = [f"i{k}" for k in range(answers.shape[1])]
    by_name = {name: SimpleNamespace(scale=scale) for name, scale in zip(names, scales or names, strict=True)}
    codebook = SimpleNamespace(by_name=by_name, with_role=lambda *roles: [])
    frame = pd.DataFrame(answers, columns=names, dtype=float)
    return flags.Respondents(
        received=frame,
        keyed=frame,
        not_applicable=pd.DataFrame(inapplicable or {}, index=frame.index, dtype=bool),
        codebook=codebook,
        settings=ScreeningSettings(declared=True, **settings),
    )


def runs(*lengths: int, n_items: int) -> np.ndarray:
    """A row for each length: one answer so often, then alternating ones."""
    return np.array([[1] * n + [2 + k % 2 for k in range(n_items - n)] for n in lengths])


def test_a_run_is_long_from_its_share_on_in_a_questionnaire_of_ten():
    assert flags.longstring(who(runs(7, 8, n_items=10), max_longstring_share=0.8)).tolist() == [False, True]
    assert flags.longstring(who(runs(8, 9, n_items=9))) is None


def test_a_copy_is_none_where_it_is_a_straight_line_by_the_same_share():
    answers = np.repeat(runs(7, 8, n_items=10), 2, axis=0)
    assert flags.duplicate_answers(who(answers, max_longstring_share=0.8)).tolist() == [False, True, False, False]


@pytest.mark.parametrize(("n_missing", "is_flagged"), [(5, False), (6, True)])
def test_more_than_half_unanswered(n_missing, is_flagged):
    answers = np.arange(10.0)[None, :].copy()
    answers[0, :n_missing] = np.nan
    assert flags.missing_share(who(answers, max_missing_share=0.5)).tolist() == [is_flagged]


@pytest.mark.parametrize(("n_missing", "is_flagged"), [(2, False), (3, True)])
def test_what_does_not_apply_was_not_left_unanswered(n_missing, is_flagged):
    """Of ten items six do not apply: half of the other four may be left out, and of those who know none all are."""
    answers = np.tile(np.arange(10.0), (2, 1))
    answers[0, : 6 + n_missing] = np.nan
    answers[1] = np.nan
    everyone = who(answers, inapplicable={f"i{k}": [k < 6, True] for k in range(10)}, max_missing_share=0.5)
    assert flags.missing_share(everyone).tolist() == [is_flagged, True]
    assert everyone.missing_share.tolist() == [n_missing / 4, 1]


@pytest.mark.parametrize(("n_rows", "is_assessed"), [(14, False), (15, True), (19, True)])
def test_distances_need_five_complete_rows_for_every_item(n_rows, is_assessed):
    answers = np.random.default_rng(1).normal(size=(n_rows, 3))
    assert (flags.mahalanobis(who(answers)) is not None) is is_assessed
    incomplete = np.vstack([answers, [[np.nan, 1, 1]]])
    assert (flags.mahalanobis(who(incomplete)) is not None) is is_assessed
    inapplicable = {"i0": [False] * n_rows + [True]}
    assert (flags.mahalanobis(who(incomplete, inapplicable=inapplicable)) is not None) is is_assessed


def test_a_row_is_improbable_below_the_threshold_only():
    answers = np.random.default_rng(1).normal(size=(40, 3))
    p_values = mahalanobis_p_values(answers)
    assert flags.mahalanobis(who(answers, mahalanobis_p=float(np.sort(p_values)[2]))).sum() == 2


@pytest.mark.parametrize(("n_scales", "is_assessed"), [(4, False), (5, True)])
def test_halves_need_five_scales_of_two_items_or_more(n_scales, is_assessed):
    answers = np.random.default_rng(1).normal(size=(4, 2 * n_scales + 1))
    scales = [f"s{k // 2}" for k in range(2 * n_scales)] + ["alone"]
    found = flags.even_odd(who(answers, scales))
    assert (found is not None) is is_assessed
    if is_assessed:
        halves = even_odd_consistency(answers, [[2 * k, 2 * k + 1] for k in range(n_scales)])
        found = flags.even_odd(who(answers, scales, min_consistency=float(np.sort(halves)[1])))
        assert found.tolist() == (halves < np.sort(halves)[1]).tolist() and found.sum() == 1


@pytest.mark.parametrize(("n_rows", "is_judged"), [(3, False), (4, True)])
def test_a_covariance_matrix_needs_more_rows_than_items(n_rows, is_judged):
    answers = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]])[:n_rows]
    assert np.isfinite(mahalanobis_p_values(answers)).all() == is_judged


def test_halves_that_hardly_vary_still_agree():
    """Means that differ by a hundredth are answers, not rounding."""
    answers = np.array([[3.0, 3.0, 3.01, 3.01, 3.0, 3.0]])
    assert even_odd_consistency(answers, [[0, 1], [2, 3], [4, 5]]) == pytest.approx(1)


def test_a_small_correlation_is_not_stepped_up_where_it_is_negative():
    answers = np.array([[1.0, 2.0, 2.0, 3.0, 3.0, 1.0]])
    assert even_odd_consistency(answers, [[0, 1], [2, 3], [4, 5]]) == pytest.approx(-0.5)
