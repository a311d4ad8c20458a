"""Indirect effects by way of an outcome: lavaan's numbers, the bootstrap against resampling rows, refusals."""

import json

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.statistics import mediation, random_stream
from analysis.statistics.paths.mediation import RefusedOutcome, products
from tests.oracle import HERE

SCORES = ["speed", "care", "price"]


def simulated() -> pd.DataFrame:
    return pd.read_csv(HERE / "blocks.csv")


def mediated(data: pd.DataFrame, *outcomes: str, n_resamples: int = 500, requested: bool = True):
    return mediation(
        {name: data[[name]] for name in SCORES},
        outcomes={name: data[[name]] for name in outcomes},
        rng=random_stream(1, "mediation"),
        n_resamples=n_resamples,
        requested=requested,
    )


def test_effects_equal_lavaan():
    theirs = json.loads((HERE / "blocks.json").read_text())["mediation"]
    found = mediated(simulated(), "overall", "loyal")
    (ours,) = found.outcomes
    assert (found.mediator, ours.outcome, ours.n_obs) == ("overall", "loyal", theirs["n"])
    assert ours.from_mediator == pytest.approx(theirs["second"], abs=1e-6)
    assert_allclose([term.to_mediator for term in ours.terms], theirs["first"], atol=1e-6)
    table = found.tidy()
    for kind in ("indirect", "direct", "total"):
        assert_allclose(table.loc[table["kind"] == kind, "estimate"], theirs[kind], atol=1e-6)


def test_intervals_agree_with_resampling_rows():
    data = simulated().dropna(subset=["overall", "loyal", *SCORES])
    values, rng = data[["loyal", "overall", *SCORES]].to_numpy(), np.random.default_rng(5)
    rows = [np.cov(values[rng.integers(0, len(values), len(values))], rowvar=False) for _ in range(2_000)]
    expected = np.quantile(products(np.stack(rows))[2], [0.025, 0.975], axis=0)
    found = mediated(data, "overall", "loyal", n_resamples=4_000).tidy()
    for row, kind in enumerate(("indirect", "direct", "total")):
        ours = found.loc[found["kind"] == kind, ["conf_low", "conf_high"]]
        assert_allclose(ours.T, expected[:, row], atol=0.02)


def test_a_complete_and_an_absent_mediation_are_told_apart():
    rng = np.random.default_rng(6)
    x = rng.normal(size=(2_000, 3))
    data = pd.DataFrame(x, columns=SCORES)
    data["overall"] = 0.5 * data["speed"] + rng.normal(size=2_000)
    data["loyal"] = 0.6 * data["overall"] + 0.4 * data["care"] + rng.normal(size=2_000)
    table = mediated(data, "overall", "loyal").tidy().set_index(["term", "kind"])
    assert table.loc[("speed", "indirect"), "estimate"] == pytest.approx(0.3, abs=0.05)
    assert table.loc[("speed", "indirect"), "conf_low"] > 0 > table.loc[("speed", "direct"), "conf_low"]
    assert table.loc[("care", "direct"), "conf_low"] > 0 > table.loc[("care", "indirect"), "conf_low"]


def test_an_outcome_that_repeats_the_mediator_is_refused_alone():
    data = simulated().assign(twin=lambda d: d["speed"])
    found = mediation(
        {name: data[[name]] for name in SCORES},
        outcomes={"twin": data[["twin"]], "loyal": data[["loyal"]], "overall": data[["overall"]]},
        rng=random_stream(1, "m"),
        n_resamples=50,
    )
    assert [type(outcome) for outcome in found.outcomes] == [RefusedOutcome, RefusedOutcome]
    assert {outcome.code for outcome in found.outcomes} == {"singular_predictors"}
    assert found.tidy().empty


def test_without_a_further_outcome_there_is_none():
    assert mediated(simulated(), "overall") is None
    assert mediated(simulated()) is None


def test_unless_it_is_requested_there_is_none():
    assert mediated(simulated(), "overall", "loyal", requested=False) is None
