"""Steps of invariance: cut-offs for the groups at hand, each step against the one kept, nothing on a poor basis."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.cfa import correlated_factors, invariance
from analysis.statistics.cfa.groups import climb as climbing
from analysis.statistics.cfa.groups.cutoffs import step_cutoffs
from analysis.statistics.foundation.distributions import holm

SCALES = {scale: [f"{scale}{k}" for k in range(1, 5)] for scale in "ab"}
LOADINGS = np.array([0.8, 0.7, 0.75, 0.7])


def group(rng, n_obs, *, loadings=None, intercepts=None, spread=None, means=0.0, cross=0.0):
    """Answers to two scales of four items; `loadings`, `intercepts` and `spread` change those of a."""
    factors = rng.multivariate_normal([means, 0.0], [[1, 0.4], [0.4, 1]], n_obs)
    own = LOADINGS if loadings is None else np.asarray(loadings)
    answers = np.hstack([np.outer(factors[:, 0], own), np.outer(factors[:, 1], LOADINGS)])
    answers[:, 4:6] += cross * factors[:, [0]]
    answers[:, :4] += 0 if intercepts is None else np.asarray(intercepts)
    noise = np.ones(8) * 0.65
    noise[:4] *= 1 if spread is None else np.asarray(spread)
    return answers + rng.normal(size=answers.shape) * noise


def climbed(second, *, n_first=500, n_second=500, seed=1, first=None):
    rng = np.random.default_rng(seed)
    data = np.vstack([group(rng, n_first, **(first or {})), group(rng, n_second, **second)])
    answers = pd.DataFrame(data, columns=[item for items in SCALES.values() for item in items])
    labels = pd.Series(np.repeat(["x", "y"], [n_first, n_second]))
    return invariance(answers, correlated_factors(SCALES), labels)


# ---------------------------------------------------------------- cut-offs
def test_cutoffs_of_chen():
    large, small, unequal = step_cutoffs([301, 300]), step_cutoffs([150, 150]), step_cutoffs([900, 450])
    assert (large.cfi, large.rmsea, large.srmr_loadings, large.srmr_others) == (0.010, 0.015, 0.030, 0.010)
    assert (small.cfi, small.rmsea, small.srmr_loadings, small.srmr_others) == (0.005, 0.010, 0.025, 0.005)
    assert [c.reason for c in (large, small, unequal)] == ["large_equal_groups", "small_sample", "unequal_groups"]
    assert step_cutoffs([899, 450]).reason == step_cutoffs([151, 150]).reason == "large_equal_groups"


def test_votes_as_printed_on_both_sides_of_each_edge():
    chosen = step_cutoffs([300, 300])
    within = {"cfi": -0.0094, "rmsea": 0.0144, "srmr": 0.0094}
    beyond = {"cfi": -0.0096, "rmsea": 0.0146, "srmr": 0.0096}
    assert all(chosen.votes("scalar", within).values()) and not any(chosen.votes("strict", beyond).values())
    assert chosen.votes("metric", {**beyond, "srmr": 0.0294})["srmr"]
    assert not chosen.votes("partial_metric", {**beyond, "srmr": 0.0296})["srmr"]
    assert not step_cutoffs([100, 100]).votes("scalar", {**within, "cfi": -0.005})["cfi"]


# ---------------------------------------------------------------- known answers
def test_equal_groups_are_strictly_invariant_and_their_means_compared():
    found = climbed({"means": 0.5})
    assert (found.verdict, found.configural_fit.verdict, found.configural.holds) == ("strict", "good", True)
    assert found.latent_means[0].estimate == pytest.approx(0.5 * LOADINGS[0], abs=0.2)
    assert [step.against for step in (found.metric, found.scalar, found.strict)] == ["configural", "metric", "scalar"]


def test_printed_differences_subtract_in_one_version():
    found = climbed({"intercepts": [0.6, 0, 0, 0]})
    steps = {name: getattr(found, name) for name in ("configural", "metric", "scalar", "partial_scalar")}
    assert found.version == "robust"
    for name, step in steps.items():
        assert step.indices["cfi"] == step.fit.cfi_robust and step.indices["rmsea"] == step.fit.rmsea_robust
        for index in ("cfi", "rmsea", "srmr") if step.against else ():
            fall = step.indices[index] - steps[step.against].indices[index]
            assert getattr(step, f"delta_{index}") == pytest.approx(fall, abs=1e-15), name


def test_after_a_partial_step_the_next_is_held_against_it():
    found = climbed({"intercepts": [0.6, 0, 0, 0]})
    assert not found.scalar.holds and found.scalar.votes["test"] is False
    assert found.partial_scalar.freed == ["a1~1"] and found.partial_scalar.against == "metric"
    assert found.partial_strict.against == "partial_scalar" and found.partial_strict.freed == ["a1~1"]
    assert found.verdict == "partial_strict" and found.latent_means
    assert found.strict.is_moot and not found.strict.holds and found.strict.against == "partial_scalar"


def test_a_loading_given_up_stays_given_up():
    found = climbed({"loadings": [0.8, 0.7, 0.1, 0.7]})
    assert not found.metric.holds and found.partial_metric.freed == ["a=~a3"]
    assert found.scalar.is_moot and set(found.partial_scalar.freed) >= {"a=~a3", "a3~1"}
    assert found.verdict in ("partial_scalar", "partial_strict")


def test_residuals_that_differ_end_the_climb_at_scalar():
    found = climbed({"spread": [1.8, 1.8, 1.8, 1.8]})
    assert found.verdict == "scalar" and not found.strict.holds and found.partial_strict is None


def test_where_most_intercepts_differ_no_means_are_compared():
    found = climbed({"intercepts": [2.0, -2.0, 0.7, -0.7]})
    assert found.verdict in ("metric", "partial_metric") and found.latent_means == [] and found.strict.is_moot


def test_on_a_configural_model_that_fits_poorly_nothing_is_built():
    crossed = {"cross": 0.9}
    found = climbed(crossed, first=crossed)
    assert found.configural_fit.verdict == "poor" and not found.configural.holds
    assert found.verdict == "no_basis" and found.latent_means == []
    assert found.metric.holds and found.metric.delta_cfi is not None  # shown all the same


def test_small_samples_are_judged_more_strictly():
    """The same fall of the CFI, .005 to .010, holds among many and not among few."""
    found = climbed({"intercepts": [0.25, -0.1, 0, 0]}, n_first=150, n_second=150, seed=4)
    assert found.cutoffs.reason == "small_sample"
    assert found.scalar.holds == (round(found.scalar.delta_cfi, 3) > -0.005)


def test_latent_means_are_adjusted_for_their_number():
    means = climbed({"means": 0.5}).latent_means
    raw = [row.p_value for row in means]
    assert [row.p_value_holm for row in means] == pytest.approx(holm(raw).tolist()) and len(means) == 2
    assert max(row.p_value_holm for row in means) >= max(raw)


def test_the_order_of_the_groups_decides_no_step():
    rng = np.random.default_rng(9)
    data = np.vstack([group(rng, 400), group(rng, 500, intercepts=[0.5, 0, 0, 0])])
    answers = pd.DataFrame(data, columns=[item for items in SCALES.values() for item in items])
    labels = pd.Series(np.repeat(["x", "y"], [400, 500]))
    one = invariance(answers, correlated_factors(SCALES), labels)
    other = invariance(answers, correlated_factors(SCALES), labels.map({"x": "y", "y": "x"}))
    assert one.verdict == other.verdict and one.partial_scalar.freed == other.partial_scalar.freed
    assert one.scalar.delta_cfi == pytest.approx(other.scalar.delta_cfi, abs=1e-6)


# ---------------------------------------------------------------- edges of the climb
def test_cutoffs_at_their_edges():
    large, small = step_cutoffs([300, 300]), step_cutoffs([100, 100])
    for chosen, cfi, rmsea, loadings, others in ((large, 0.01, 0.015, 0.03, 0.01), (small, 0.005, 0.01, 0.025, 0.005)):
        for step, srmr in (("metric", loadings), ("scalar", others), ("strict", others)):
            on_edge = {"cfi": -cfi, "rmsea": rmsea, "srmr": srmr}
            within = {"cfi": -cfi + 0.001, "rmsea": rmsea - 0.001, "srmr": srmr - 0.001}
            assert not any(chosen.votes(step, on_edge).values()) and all(chosen.votes(step, within).values())


@pytest.mark.parametrize(("p_value", "vote"), [(0.25, True), (0.249, False), (None, None)])
def test_the_test_is_for_a_step_from_the_level_on(monkeypatch, p_value, vote):
    climb = small_climb(monkeypatch, p_value)
    step = climb.step("metric")
    assert step.votes["test"] is vote and step.against == "configural"
    assert climb.step("metric", against="metric").against == "metric"
    assert step.delta_cfi == pytest.approx(-0.004)
    assert climb.steps["configural"].holds and step.holds and not climb.step("metric", is_moot=True).holds


def small_climb(monkeypatch, p_value):
    """A climb over two fits that were never made, at a level of 75 %."""
    fit = {"cfi": 0.97, "tli": 0.97, "rmsea": 0.03, "srmr": 0.03, "p_value": 0.5, "p_value_scaled": None}
    fit |= {f"{index}_robust": None for index in ("cfi", "tli", "rmsea")}
    results = {
        "configural": SimpleNamespace(fit=SimpleNamespace(**fit), problems=[]),
        "metric": SimpleNamespace(fit=SimpleNamespace(**fit | {"cfi": 0.966}), problems=[]),
    }
    difference = None if p_value is None else SimpleNamespace(p_value=p_value)
    monkeypatch.setattr(climbing, "_difference", lambda *_: difference)
    return climbing.Climb(results, None, step_cutoffs([300, 300]), 0.75)


def test_a_partial_step_without_the_indices_of_the_others_is_not_kept(monkeypatch):
    climb = small_climb(monkeypatch, 0.5)
    result = climb.results["metric"]
    assert climb.version == "plain" and climb.is_kept("metric", result)
    climb.version = "robust"
    assert not climb.is_kept("metric", result)


class Steps(climbing.Climb):
    """A climb whose steps hold or not as told, fully or in part, without a model."""

    def __init__(self, holding: set[str], partial: set[str]) -> None:
        self.holding, self.partial = holding, partial
        self.kept, self.with_means, self.free, self.steps = "configural", None, (), {}

    def step(self, name: str, *, is_moot: bool = False) -> SimpleNamespace:
        return SimpleNamespace(holds=name in self.holding and not is_moot)

    def partially(self, name: str) -> bool:
        self.kept = f"partial_{name}" if name in self.partial else self.kept
        return name in self.partial


@pytest.mark.parametrize(
    ("holding", "partial", "kept", "with_means"),
    [
        ({"metric", "scalar", "strict"}, set(), "strict", "scalar"),
        ({"metric", "scalar"}, set(), "scalar", "scalar"),
        ({"metric"}, {"scalar"}, "partial_scalar", "partial_scalar"),
        ({"metric"}, set(), "metric", None),
        ({"scalar", "strict"}, set(), "configural", None),
        ({"metric", "strict"}, set(), "metric", None),
        (set(), set(), "configural", None),
    ],
)
def test_means_may_be_compared_where_intercepts_were_kept_and_nothing_failed_before(holding, partial, kept, with_means):
    climb = Steps(holding, partial)
    climb.ascend()
    assert (climb.kept, climb.with_means) == (kept, with_means)
