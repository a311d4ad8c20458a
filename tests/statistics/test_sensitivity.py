"""With and without exclusions: the two samples' own estimates, side by side."""

from types import SimpleNamespace

import numpy as np
import pytest

from analysis.statistics import driver_regression, exclusion_sensitivity, random_stream, scale_reliability
from analysis.statistics.cfa import cfa, correlated_factors
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.measurement.fitted_model import fitted_model
from tests.statistics.factor_data import FOUR, exact_answers, implied_correlations

RANGES = {item: (-9.0, 9.0) for items in FOUR.values() for item in items}
SAMPLE = exact_answers(FOUR, implied_correlations(FOUR, [[1, 0.4, 0.3], [0.4, 1, 0.5], [0.3, 0.5, 1]]), 300)


def parts(answers):
    """Two dimensions and an outcome."""
    scales = {name: answers[items] for name, items in FOUR.items()}
    return {name: scales[name] for name in "ab"}, {"c": scales["c"]}


def quality_of(dimensions, estimator="mlr"):
    scales = {name: list(answers) for name, answers in dimensions.items()}
    items = SAMPLE[[item for items in scales.values() for item in items]].loc[next(iter(dimensions.values())).index]
    fit = fitted_model(cfa(items, correlated_factors(scales), estimator=estimator))
    return SimpleNamespace(cfa=SimpleNamespace(headline=estimator, models={estimator: fit}))


@pytest.fixture(scope="module")
def careless():
    """Everybody: the sample, and sixty who answer at random."""
    noise = np.random.default_rng(5).uniform(-3, 3, (60, SAMPLE.shape[1]))
    return SAMPLE.reindex(range(360)).where(lambda d: d.notna(), np.vstack([SAMPLE.to_numpy(), noise]))


def compared(kept, everyone, **options):
    quality = options.pop("quality", None) or quality_of(kept[0])
    return exclusion_sensitivity(kept, everyone, quality=quality, ranges=RANGES, seed=7, **options)


def test_where_nobody_was_excluded_there_is_nothing_to_compare():
    found = compared(parts(SAMPLE), parts(SAMPLE))
    assert (found.n_with, found.n_without, found.rows) == (300, 300, [])


def test_each_side_has_its_own_sample(careless):
    kept, everyone = parts(SAMPLE), parts(careless)
    found = compared(kept, everyone)
    assert (found.n_with, found.n_without) == (300, 360)
    rows = {(row.quantity, row.subject): row for row in found.rows}
    for side, (dimensions, outcomes) in {"with_exclusions": kept, "without_exclusions": everyone}.items():
        alphas = scale_reliability({**dimensions, **outcomes}).scales
        model = driver_regression(dimensions, outcomes=outcomes, ranges=RANGES, rng=random_stream(7, "regression"))
        assert {s: getattr(rows["alpha", s], side).conf_low for s in "abc"} == {
            s: alphas[s].alpha.conf_low for s in "abc"
        }
        assert getattr(rows["r_squared", "c"], side).estimate == model.r_squared
        assert [getattr(rows["slope", s], side).prob_first for s in "ab"] == [term.prob_first for term in model.terms]
        assert [getattr(rows["quadrant", p.term], side).performance for p in model.priorities] == [
            p.performance for p in model.priorities
        ]
    fit = rows["cfi", "mlr"]
    again = cfa(careless[FOUR["a"] + FOUR["b"]], correlated_factors({s: FOUR[s] for s in "ab"}), estimator="mlr").fit
    assert fit.without_exclusions.cfi_robust == pytest.approx(again.cfi_robust, abs=1e-9)
    assert abs(fit.with_exclusions.cfi_robust - again.cfi_robust) > 1e-6


def test_without_a_model_or_an_outcome_the_rest_is_compared(careless):
    nothing = SimpleNamespace(cfa=Unavailable(code="no_complete_rows"))
    found = compared((parts(SAMPLE)[0], {}), (parts(careless)[0], {}), quality=nothing)
    assert {row.quantity for row in found.rows} == {"alpha"}
    assert list(found.tidy()["subject"]) == ["a", "b"]
