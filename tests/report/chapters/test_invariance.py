"""Equality across groups: every verdict reached, at its edge and beyond it."""

import pytest

from analysis.report.chapters.invariance import claims as invariance
from analysis.statistics.measurement.group_invariance import GroupInvariance
from tests.report import samples


@pytest.fixture
def group() -> dict:
    return samples.example()["invariance"]["gender"]


def read(group: dict) -> GroupInvariance:
    """The grouping as the report reads it."""
    return samples.completed(GroupInvariance, group)


@pytest.mark.parametrize("verdict", ["good", "acceptable", "poor"])
def test_the_basis_is_the_fit_before_anything_is_equal(group, verdict):
    group["configural_fit"]["verdict"] = verdict
    assert invariance.basis("gender", read(group)).verdict == verdict


@pytest.mark.parametrize(
    ("verdict", "step"),
    [("configural", "metric"), ("metric", "scalar"), ("scalar", "strict"), ("partial_scalar", "partial_strict")]
    + [(name, name) for name in ("partial_metric", "partial_strict", "strict")],
)
def test_what_decides_is_the_step_after_the_last_that_holds(group, verdict, step):
    group |= {step: {"delta_cfi": -0.0123}, "verdict": verdict}
    claim = invariance.attained("gender", read(group))
    assert (claim.verdict, claim.values["delta_cfi"]) == (verdict, -0.0123)


def test_without_a_basis_no_step_decides_and_none_is_compared(group):
    group["verdict"] = "no_basis"
    assert invariance.attained("gender", read(group)).values["delta_cfi"] is None
    assert invariance.disagreeing("gender", read(group)) == [] and invariance.freed("gender", read(group)) == []


AGREED = {"cfi": True, "rmsea": True, "srmr": True, "test": True}
REFUSED = dict.fromkeys(AGREED, False)


@pytest.mark.parametrize(
    ("metric", "scalar", "by_test", "by_index"),
    [
        (AGREED, AGREED, "agree", "agree"),
        (AGREED, REFUSED, "agree", "agree"),
        (AGREED, AGREED | {"test": False}, "rejects_kept", "agree"),
        (AGREED, AGREED | {"test": None}, "agree", "agree"),
        (AGREED, REFUSED | {"test": True}, "keeps_given_up", "agree"),
        (AGREED | {"test": False}, REFUSED | {"test": True}, "both", "agree"),
        (AGREED, AGREED | {"rmsea": False}, "agree", "disagree"),
        (AGREED, AGREED | {"srmr": False}, "agree", "disagree"),
        (AGREED, REFUSED | {"srmr": True}, "agree", "disagree"),
        (AGREED, AGREED | {"srmr": False, "rmsea": False}, "agree", "disagree"),
    ],
)
def test_who_would_decide_otherwise(group, metric, scalar, by_test, by_index):
    group["metric"]["votes"], group["scalar"]["votes"], group["strict"]["votes"] = metric, scalar, AGREED
    group["configural"]["votes"] = {}
    assert [claim.verdict for claim in invariance.disagreeing("gender", read(group))] == [by_test, by_index]


def test_a_step_asked_again_for_what_was_given_up_is_not_shown(group):
    assert list(invariance.shown_steps(read(group))) == ["configural", "metric", "scalar", "strict"]
    group["scalar"]["is_moot"] = True
    assert list(invariance.shown_steps(read(group))) == ["configural", "metric", "strict"]


@pytest.mark.parametrize(
    ("loadings", "intercepts", "verdict"),
    [(["f=~A"], [], "loadings"), ([], ["B~1"], "intercepts"), (["f=~A"], ["B~1"], "both"), ([], [], None)],
)
def test_what_was_set_free(group, loadings, intercepts, verdict):
    group |= {"partial_metric": {"freed": loadings}, "partial_scalar": {"freed": [*loadings, *intercepts]}}
    made = invariance.freed("gender", read(group))
    assert [claim.verdict for claim in made] == ([verdict] if verdict else [])
    for claim in made:
        assert claim.values["loadings"] == ["A"] * len(loadings) and claim.values["intercepts"] == ["B"] * len(
            intercepts
        )


def test_small_groups_are_told_and_exposing_ones_not_named(group):
    group |= {"weak": [], "dropped": [{"level": "", "n_obs": None}]}
    assert invariance.weak("gender", read(group))[0].verdict == "none"
    assert invariance.dropped("gender", read(group)) == []
    group |= {
        "weak": [{"level": "b", "n_obs": 100}],
        "dropped": [{"level": "", "n_obs": None}, {"level": "c", "n_obs": 5}],
    }
    assert invariance.weak("gender", read(group))[0].verdict == "some"
    assert [row.level for row in invariance.dropped("gender", read(group))[0].values["rows"]] == ["c"]


@pytest.mark.parametrize(("p_value", "verdict"), [(0.049, "some_differ"), (0.051, "none_differ")])
def test_latent_means_differ_or_not(group, p_value, verdict):
    rows = group["latent_means"]
    for row in rows:
        row |= {"p_value_holm": 0.9, "cohens_d": 0.1}
    rows[2] |= {"p_value_holm": p_value, "cohens_d": -0.4}
    [claim] = invariance.latent_means("gender", read(group), 0.95)
    assert (claim.verdict, claim.values["factor"]) == (verdict, rows[2]["factor"])
    assert invariance.no_means("gender", read(group)) == []


@pytest.mark.parametrize(("verdict", "told"), [("no_basis", "no_basis"), ("metric", "unequal")])
def test_why_no_means_are_compared(group, verdict, told):
    group |= {"latent_means": [], "verdict": verdict}
    assert invariance.latent_means("gender", read(group), 0.95) == []
    assert invariance.no_means("gender", read(group))[0].verdict == told


@pytest.mark.parametrize(
    ("code", "told"), [("fewer_than_two_groups", "fewer_than_two_groups"), ("search_left", "not_estimated")]
)
def test_a_grouping_that_was_refused_says_why(code, told):
    results = samples.example()
    results["invariance"] = {"gender": {"unavailable": "", "code": code} | {"dropped": [{"level": "a", "n_obs": 9}]}}
    results["invariance"]["gender"]["fewest_rows"] = 90
    refused, dropped = invariance.claims(samples.typed(results))
    assert (refused.verdict, dropped.name) == (told, "dropped")
    assert invariance.claims(samples.typed({"study": results["study"]})) == []
