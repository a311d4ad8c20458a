"""The rule that names a headline: every branch, its edges, and what it does when a fit failed."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.measurement.headline import (
    PREFERENCE,
    AnswerFacts,
    NotApplicable,
    branch,
    category_count,
    headline_rule,
    inapplicable,
)
from tests.refusals import refused


def answers(n_categories, n_obs=300, *, power=1.0, n_missing=0, seed=3):
    """Answers to four items of so many categories; a larger `power` crowds them at the bottom."""
    draws = np.random.default_rng(seed).random((n_obs, 4)) ** power
    frame = pd.DataFrame(np.floor(draws * n_categories) + 1, columns=list("abcd"))
    frame.iloc[:n_missing, 0] = np.nan
    return frame


@pytest.mark.parametrize(
    ("frame", "reason", "preferred"),
    [
        (answers(2), "few_categories", "wlsmv"),
        (answers(4, n_missing=5), "few_categories", "wlsmv"),
        (answers(5), "five_categories", "mlr"),
        (answers(5, power=4), "five_categories_skewed", "wlsmv"),
        (answers(5, power=4, n_obs=199), "five_categories", "mlr"),
        (answers(5, power=4, n_missing=1), "missing_answers", "fiml_mlr"),
        (answers(6, power=4), "many_categories", "mlr"),
        (answers(7, n_missing=9), "missing_answers", "fiml_mlr"),
        (answers(10), "many_categories", "mlr"),
    ],
)
def test_branches_of_the_rule(frame, reason, preferred):
    rule = headline_rule(frame)
    assert (rule.reason, rule.preferred) == (reason, preferred)
    assert rule.order[0] == preferred and set(rule.order) <= set(PREFERENCE[reason])


def test_a_fit_that_failed_gives_way_to_the_next():
    rule = headline_rule(answers(5, n_missing=3))
    assert rule.order == ("fiml_mlr", "mlr", "wlsmv")
    assert rule.headline({"ml", "mlr", "wlsmv"}) == "mlr"
    assert rule.headline({"ml"}) is None


def test_more_than_seven_categories_are_never_treated_as_ordinal():
    rule = headline_rule(answers(8))
    assert NotApplicable(estimator="wlsmv", code="too_many_categories") in rule.not_applicable
    assert "wlsmv" not in rule.order


def test_full_information_needs_something_missing():
    barred = {row.estimator for row in headline_rule(answers(6)).not_applicable}
    assert barred == {"fiml", "fiml_mlr"}


def test_the_declared_range_counts_categories_that_nobody_used():
    frame = answers(4)
    assert headline_rule(frame).reason == "few_categories"
    rule = headline_rule(frame, dict.fromkeys("abcd", (1, 6)))
    assert rule.reason == "many_categories" and rule.facts.fewest_categories == 6


def test_answers_between_whole_numbers_are_counted_as_used():
    assert category_count(np.array([1, 1.5, 2, 2.5]), (1, 5)) == 4


def test_rows_without_any_answer_do_not_count_as_missing():
    frame = answers(6)
    frame.iloc[:10] = np.nan
    rule = headline_rule(frame)
    assert rule.reason == "many_categories" and rule.facts.n_rows == rule.facts.n_obs == 290


def test_facts_are_those_of_the_answers_whatever_their_order():
    frame = answers(5, power=3, n_missing=7)
    shuffled = frame.sample(frac=1, random_state=1)[list("dbca")]
    assert vars(headline_rule(frame).facts) == pytest.approx(vars(headline_rule(shuffled).facts))


def test_nobody_complete_is_refused():
    frame = answers(5)
    frame.iloc[:150, 0] = frame.iloc[150:, 1] = np.nan
    with refused("no_complete_rows"):
        headline_rule(frame)


def facts(**changes) -> AnswerFacts:
    found = {"n_rows": 200, "n_obs": 200, "share_incomplete": 0.0, "fewest_categories": 5, "most_categories": 5}
    return AnswerFacts(**found | {"median_skewness": 1.01, "largest_skewness": 3.0} | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "five_categories_skewed"),
        ({"median_skewness": 1.0}, "five_categories"),
        ({"n_rows": 199, "n_obs": 199}, "five_categories"),
        ({"n_rows": 201}, "missing_answers"),
        ({"fewest_categories": 4, "n_rows": 201}, "few_categories"),
        ({"fewest_categories": 6}, "many_categories"),
    ],
)
def test_each_edge_of_the_rule(changes, reason):
    assert branch(facts(**changes)) == reason


@pytest.mark.parametrize(("most", "is_barred"), [(7, False), (8, True)])
@pytest.mark.parametrize(("fewest", "can_be"), [(4, False), (5, True)])
def test_ordinal_models_end_at_seven_categories_unless_some_item_has_few(most, fewest, is_barred, can_be):
    codes = {row.code for row in inapplicable(facts(fewest_categories=fewest, most_categories=most))}
    assert ("too_many_categories" in codes) is (is_barred and can_be)
