"""Indices of careless answering against answers that can be checked by hand."""

import numpy as np
import pytest

from analysis.survey.screening.indices import even_odd_consistency, longest_runs, mahalanobis_p_values

NAN = np.nan


@pytest.mark.parametrize(
    ("answers", "longest"),
    [
        ([1, 2, 3, 4], 1),
        ([3, 3, 3, 3], 4),
        ([1, 2, 2, 1], 2),
        ([2, 2, NAN, 2], 2),
        ([NAN, NAN, NAN, NAN], 0),
        ([NAN, 5, 5, NAN], 2),
    ],
)
def test_the_longest_run_ends_at_another_answer_or_none(answers, longest):
    assert longest_runs(np.array([answers], dtype=float)).tolist() == [longest]


def test_halves_that_agree_are_fully_consistent():
    answers = np.array([[1, 1, 2, 2, 4, 4]], dtype=float)
    assert even_odd_consistency(answers, [[0, 1], [2, 3], [4, 5]]) == pytest.approx(1)


def test_consistency_is_stepped_up_by_spearman_and_brown():
    odd, even = [1, 2, 3, 4], [2, 1, 4, 3]
    answers = np.array([np.column_stack([odd, even]).ravel()], dtype=float)
    r = np.corrcoef(odd, even)[0, 1]
    assert even_odd_consistency(answers, [[0, 1], [2, 3], [4, 5], [6, 7]]) == pytest.approx(2 * r / (1 + r))


def test_halves_that_contradict_each_other_keep_their_correlation():
    answers = np.array([[1, 3, 2, 2, 3, 1]], dtype=float)
    assert even_odd_consistency(answers, [[0, 1], [2, 3], [4, 5]]) == pytest.approx(-1)


def test_scales_of_one_item_and_missing_answers_within_a_half_do_not_matter():
    answers = np.array([[1, 1, 1, 2, 2, NAN, 4, 4, 4, 5]])
    assert even_odd_consistency(answers, [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]) == pytest.approx(1)


def test_a_straight_line_and_an_unanswered_half_have_no_consistency():
    answers = np.array([[3, 3, 3, 3, 3, 3], [1, NAN, 2, 2, 4, 4]])
    assert np.isnan(even_odd_consistency(answers, [[0, 1], [2, 3], [4, 5]])).all()


def test_distances_have_their_chi_squared_tail():
    """In two uncorrelated columns of variance 4/3 the corners lie at a squared distance of 1.5."""
    corners = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]], dtype=float)
    np.testing.assert_allclose(mahalanobis_p_values(corners), np.exp(-1.5 / 2))


def test_distances_do_not_depend_on_keying_or_order():
    rng = np.random.default_rng(5)
    answers = rng.normal(size=(40, 4))
    expected = mahalanobis_p_values(answers)
    np.testing.assert_allclose(mahalanobis_p_values((6 - answers)[:, ::-1]), expected)
    np.testing.assert_allclose(mahalanobis_p_values(answers[::-1]), expected[::-1])


def test_incomplete_rows_and_dependent_columns_are_not_judged():
    rng = np.random.default_rng(5)
    answers = rng.normal(size=(40, 3))
    answers[0, 0] = NAN
    assert np.isnan(mahalanobis_p_values(answers)).tolist() == [True] + 39 * [False]
    assert np.isnan(mahalanobis_p_values(np.column_stack([answers, answers[:, 1]]))).all()
