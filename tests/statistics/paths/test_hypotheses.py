"""What the data say of declared relations: estimates, every verdict and its neighbours, refusals."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.statistics import hypothesis_tests, mediation, moderation, ols, random_stream
from analysis.statistics.paths.hypotheses import HypothesisResult, RefusedHypothesis, verdict
from tests.oracle import HERE

SCORES = ["speed", "care", "price"]


@dataclass(frozen=True)
class Declared:
    """A hypothesis as a study declares it."""

    predictor: str
    outcome: str
    sign: str = ""
    moderator: str = ""
    mediator: str = ""
    name: str = "H1"
    statement: str = "as it was written"


def simulated() -> pd.DataFrame:
    data = pd.read_csv(HERE / "blocks.csv")
    return data.assign(shop=data["shop"].astype("category"), age=data["age"].astype("category"))


def found(data: pd.DataFrame, *declared: Declared, **changes):
    given = {
        "outcomes": {name: data[[name]] for name in ("overall", "loyal")},
        "pain_points": {name: data[[name]].set_axis(["met"], axis=1) for name in ("lost", "rude")},
        "indicators": data[["minutes"]],
        "groups": data[["shop", "age"]],
        "rng": random_stream(1, "h"),
        "n_resamples": 1_000,
    }
    return hypothesis_tests(declared, {name: data[[name]] for name in SCORES}, **given | changes).rows


def test_a_slope_is_that_of_the_regression_on_all_dimensions():
    data = simulated()
    (row,) = found(data, Declared("care", "overall", "+"))
    term = ols(data["overall"], data[SCORES]).terms[1]
    assert (row.estimate, row.conf_low, row.p_value) == pytest.approx((term.estimate, term.conf_low, term.p_value))
    assert row.beta == pytest.approx(term.beta) and row.beta_low / row.beta == pytest.approx(
        row.conf_low / row.estimate
    )
    assert (row.model, row.verdict, row.levels, row.trivial) == ("slope", "supported", [], 0.05)


@pytest.mark.parametrize("name", ["lost", "minutes", "overall"])
def test_a_predictor_that_is_no_dimension_joins_all_of_them(name):
    data = simulated()
    (row,) = found(data, Declared(name, "loyal"))
    term = ols(data["loyal"], data[[name, *SCORES]]).terms[0]
    assert (row.estimate, row.beta, row.n_obs) == pytest.approx(
        (term.estimate, term.beta, len(data.dropna(subset=["loyal", name, *SCORES])))
    )


def test_a_moderated_one_is_the_largest_difference_of_slopes():
    data = simulated()
    (row,) = found(data, Declared("speed", "overall", "-", moderator="shop"))
    known = moderation(data["overall"], data[SCORES], data[["shop"]]).interactions[0]
    slopes = {slope.level: slope.estimate for slope in known.slopes}
    assert row.levels == [max(slopes, key=slopes.get), min(slopes, key=slopes.get)]
    assert row.estimate == pytest.approx(max(slopes.values()) - min(slopes.values()))
    assert row.p_value == pytest.approx(known.test.p_value)
    two = found(data, Declared("speed", "overall", moderator="age"))[0]
    other = moderation(data["overall"], data[SCORES], data[["age"]]).interactions[0]
    assert two.p_value == pytest.approx(other.test.p_value)
    assert (two.conf_low > 0) == (two.p_value < 0.05)


def test_a_mediated_one_is_the_indirect_effect():
    data = simulated()
    (row,) = found(data, Declared("speed", "loyal", "+", mediator="overall"))
    scales = {name: data[[name]] for name in SCORES}
    outcomes = {name: data[[name]] for name in ("overall", "loyal")}
    effect = mediation(scales, outcomes=outcomes, rng=random_stream(1, "h"), n_resamples=1_000).tidy().iloc[0]
    assert (row.estimate, row.conf_low, row.conf_high) == pytest.approx(
        tuple(effect[["estimate", "conf_low", "conf_high"]])
    )
    assert (row.model, row.p_value, row.verdict) == ("indirect", 2 / 1_000, "supported")
    sizes = data[["overall", "loyal", *SCORES]].dropna().std()
    assert row.beta == pytest.approx(row.estimate * sizes["speed"] / sizes["loyal"])
    (by_a_dimension,) = found(data, Declared("rude", "overall", mediator="price"))
    x = data[["rude", "speed", "care"]]
    first = ols(data["price"][data["overall"].notna()], x).terms[0].estimate
    second = ols(data["overall"], data[["price", "rude", "speed", "care"]]).terms[0].estimate
    assert by_a_dimension.estimate == pytest.approx(first * second, rel=1e-6)


def test_holm_counts_the_hypotheses_that_were_tested():
    data = simulated().assign(flat=1.0)
    declared = [Declared("speed", "overall"), Declared("price", "overall"), Declared("flat", "overall")]
    rows = found(data, *declared, indicators=data[["flat"]])
    assert isinstance(rows[2], RefusedHypothesis) and (rows[2].code, rows[2].name) == ("constant_items", "H1")
    assert_allclose(rows[0].p_value_holm, 2 * rows[0].p_value)
    assert rows[1].p_value_holm == pytest.approx(rows[1].p_value)


def test_without_hypotheses_there_is_nothing():
    assert hypothesis_tests([], {}, outcomes={}, rng=random_stream(1, "h")) is None


def test_an_estimate_that_one_respondent_determines_is_refused():
    data = simulated().assign(once=lambda d: (d.index == 30).astype(float))
    plain = found(data, Declared("once", "overall"), indicators=data[["once"]])[0]
    assert isinstance(plain, RefusedHypothesis) and plain.code == "one_respondent_decides"
    moderated = found(data, Declared("once", "overall", moderator="age"), indicators=data[["once"]])[0]
    assert isinstance(moderated, RefusedHypothesis) and moderated.code == "constant_in_levels"
    both = data.assign(once=lambda d: d.index.isin([30, d.index[d["age"] != d.loc[30, "age"]][0]]).astype(float))
    last = found(both, Declared("once", "overall", moderator="age"), indicators=both[["once"]])[0]
    assert isinstance(last, RefusedHypothesis) and last.code == "one_respondent_decides"


def row_of(low: float, high: float, sign: str, p_value: float = 0.2, **changes) -> HypothesisResult:
    """A result with an interval in standard deviations."""
    (row,) = found(simulated(), Declared("care", "overall", sign))
    middle = (low + high) / 2
    return replace(row, estimate=middle, beta=middle, beta_low=low, beta_high=high, p_value_holm=p_value, **changes)


@pytest.mark.parametrize(
    ("low", "high", "sign", "p_value", "expected"),
    [
        (0.06, 0.30, "+", 0.049, "supported"),
        (0.06, 0.30, "+", 0.05, "undecided"),  # Holm's adjustment decides, not the interval
        (0.06, 0.30, "", 0.01, "supported"),
        (-0.30, -0.06, "", 0.01, "supported"),
        (-0.30, -0.06, "-", 0.01, "supported"),
        (0.06, 0.30, "-", 0.01, "not_supported"),  # the opposite of what was expected
        (-0.30, -0.06, "+", 0.01, "not_supported"),
        (-0.02, 0.30, "+", 0.20, "undecided"),
        (-0.30, 0.0499, "+", 0.20, "not_supported"),
        (-0.30, 0.0501, "+", 0.20, "undecided"),
        (-0.0499, 0.30, "-", 0.20, "not_supported"),
        (-0.0501, 0.30, "-", 0.20, "undecided"),
        (-0.0499, 0.0499, "", 0.90, "not_supported"),
        (-0.0501, 0.0499, "", 0.90, "undecided"),
        (-0.0499, 0.0501, "", 0.90, "undecided"),
        (0.01, 0.04, "+", 0.01, "not_supported"),  # there, but trivial
    ],
)
def test_every_verdict_at_its_edge(low, high, sign, p_value, expected):
    assert verdict(row_of(low, high, sign, p_value), 0.05) == expected


def test_a_moderated_hypothesis_is_judged_without_its_sign():
    row = row_of(0.06, 0.30, "-", 0.01, moderator="shop")
    assert verdict(row, 0.05) == "supported"
    assert verdict(replace(row, beta_low=-0.01, beta_high=0.04), 0.05) == "not_supported"


def test_a_real_relation_a_null_and_a_small_sample_get_their_verdicts():
    rng = np.random.default_rng(4)
    data = pd.DataFrame(rng.normal(size=(6_000, 3)), columns=SCORES)
    data["overall"] = 0.3 * data["speed"] + rng.normal(size=6_000)
    data["loyal"] = rng.normal(size=6_000)
    declared = [Declared("speed", "overall", "+"), Declared("care", "overall", "+")]
    data = data.assign(lost=0.0, rude=0.0, minutes=0.0, shop="a", age="b")
    assert [row.verdict for row in found(data, *declared)] == ["supported", "not_supported"]
    assert found(data.head(40), *declared)[1].verdict == "undecided"
