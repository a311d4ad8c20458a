"""The chapter on drivers: every verdict reached, at its edge and beyond it."""

import itertools

import pytest

from analysis.report.chapters.drivers import check_claims as checks
from analysis.report.chapters.drivers import claims as drivers
from analysis.report.chapters.drivers import importance_claims
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.language.writer import Writer
from analysis.statistics.regression.drivers import DriverRegression
from tests.report import samples


@pytest.fixture
def results() -> dict:
    return samples.example()


def regression_of(results: dict) -> DriverRegression:
    """The regression as the report reads it."""
    return samples.typed(results).regression


def only(claims: list):
    [claim] = claims
    return claim


@pytest.mark.parametrize(("p_value", "verdict"), [(0.049, "rejected"), (0.051, "not_rejected")])
def test_the_test_of_the_whole_model_is_the_robust_one_where_there_is_one(results, p_value, verdict):
    test = results["regression"]["f_statistic"]
    test |= {"p_value": 0.5, "p_value_hc3": p_value}
    claim = drivers.model_test(regression_of(results))
    assert (claim.verdict, claim.values["is_robust"], claim.values["statistic"]) == (
        verdict,
        True,
        test["statistic_hc3"],
    )
    test |= {"p_value": p_value, "p_value_hc3": None}
    claim = drivers.model_test(regression_of(results))
    assert (claim.verdict, claim.values["is_robust"], claim.values["statistic"]) == (verdict, False, test["statistic"])


@pytest.mark.parametrize(
    ("r_squared", "verdict"),
    [
        (0.014, "negligible"),
        (0.02, "small"),
        (0.124, "small"),
        (0.13, "medium"),
        (0.254, "medium"),
        (0.26, "large"),
    ],
)
def test_variance_explained(results, r_squared, verdict):
    results["regression"]["r_squared"] = r_squared
    assert drivers.explained(regression_of(results)).verdict == verdict


@pytest.mark.parametrize(
    ("estimate", "p_value", "holm", "verdict"),
    [
        (0.1, 0.01, 0.049, "positive"),
        (-0.1, 0.01, 0.049, "negative"),
        (0.1, 0.049, 0.051, "unadjusted_only"),
        (0.1, 0.051, 0.051, "not_rejected"),
    ],
)
def test_one_slope(results, estimate, p_value, holm, verdict):
    results["regression"]["terms"][0] |= {"estimate": estimate, "p_value": p_value, "p_value_holm": holm}
    regression = regression_of(results)
    assert drivers.slope(regression.terms[0], regression).verdict == verdict


@pytest.mark.parametrize(("n_rejected", "verdict"), [(5, "all"), (1, "some"), (0, "none")])
def test_how_many_slopes_differ_from_zero(results, n_rejected, verdict):
    for k, term in enumerate(results["regression"]["terms"]):
        term |= {"estimate": 0.1 * (-1) ** k, "p_value": 0.04, "p_value_holm": 0.01 if k < n_rejected else 0.2}
    claim = drivers.slopes_overview(regression_of(results))
    assert claim.verdict == verdict
    assert (len(claim.values["scales"]), len(claim.values["others"])) == (n_rejected, 5 - n_rejected)


def top(results: dict) -> dict:
    return max(results["regression"]["terms"], key=lambda term: term["importance"])


def settled(results: dict, prob_first: float = 0.99) -> dict:
    """The results with no finding that bears on the order, and so sure a first dimension."""
    del results["sensitivity"]
    top(results)["prob_first"] = prob_first
    return results


@pytest.mark.parametrize(("prob", "verdict"), [(0.989, "unclear"), (0.99, "clear")])
def test_the_first_is_named_where_resamples_agree(results, prob, verdict):
    claim = drivers.first_driver(samples.typed(settled(results, prob)))
    assert (claim.verdict, claim.values["scale"]) == (verdict, top(results)["term"])


def test_the_first_is_blurred_where_a_score_means_little(results):
    settled(results)["reliability"]["scales"]["channels"]["alpha"] |= {"conf_low": 0.4, "conf_high": 0.6}
    assert drivers.first_driver(samples.typed(results)).verdict == "blurred"
    assert drivers.first_driver(samples.typed(results)).values["blurred"] == ["channels"]
    top(results)["prob_first"] = 0.9
    assert drivers.first_driver(samples.typed(results)).verdict == "unclear"


def test_the_first_depends_on_choices_where_others_would_come_first(results):
    name = top(results)["term"]
    samples.settled(results)
    top(results)["prob_first"] = 0.99
    for one in samples.specifications(results):
        for row in one["estimates"]:
            if (row["quantity"], row["subject"]) == ("slope", name):
                row["found"]["prob_first"] = 0.99
    assert drivers.first_driver(samples.typed(results)).verdict == "clear"
    other = samples.specified(results, "slope", "attitude", respondents="everyone")
    other |= {"prob_first": 0.995, "importance": 0.9}
    assert drivers.first_driver(samples.typed(results)).verdict == "depends"
    other["prob_first"] = 0.9
    assert drivers.first_driver(samples.typed(results)).verdict == "depends"  # it is open with everybody received


@pytest.mark.parametrize(
    ("probabilities", "verdict"),
    [((0.99,) * 4, "complete"), ((0.99, 0.989, 0.5, 0.5), "partial"), ((0.989,) * 4, "none")],
)
def test_neighbours_in_the_order(results, probabilities, verdict):
    regression = settled(results)["regression"]
    order = [term.term for term in drivers.ranked(regression_of(results).weighed)]
    assert order[0] == top(results)["term"]
    for k, (a, b) in enumerate(itertools.pairwise(order)):
        for pair in regression["importance"]["pairs"]:
            if {pair["a"], pair["b"]} == {a, b}:
                pair["prob_a_greater"] = probabilities[k] if pair["a"] == a else 1 - probabilities[k]
    claim = drivers.driver_order(samples.typed(results))
    edged = [drivers.pair_probability(regression_of(results).importance, a, b) for a, b in itertools.pairwise(order)]
    assert claim.values["n_apart"] == sum(p >= 0.99 for p in edged)
    assert claim.verdict == verdict


@pytest.mark.parametrize(
    ("prob", "elsewhere", "is_settled"), [(0.99, None, True), (0.989, None, False), (0.99, 0.5, False)]
)
def test_dimensions_of_which_the_order_is_settled_are_named(results, prob, elsewhere, is_settled):
    results = samples.settled(results)
    order = [term.term for term in drivers.ranked(regression_of(results).weighed)]
    first, last = order[0], order[-1]
    for pair in results["regression"]["importance"]["pairs"]:
        is_it = {pair["a"], pair["b"]} == {first, last}
        pair["prob_a_greater"] = (prob if pair["a"] == first else 1 - prob) if is_it else 0.5
    rows = [
        row["found"]
        for one in samples.specifications(results)
        for row in (one["estimates"] if isinstance(one["estimates"], list) else [])
        if (row["quantity"], {row["subject"], row["against"]}) == ("order", {first, last})
    ]
    for row in rows:
        row["prob_a_greater"] = rows[0]["prob_a_greater"]
    if elsewhere:
        rows[-1]["prob_a_greater"] = elsewhere
    claim = drivers.driver_order(samples.typed(results))
    assert claim.values["settled"] == ([{"first": [first], "then": [last]}] if is_settled else [])
    for language, words in (("en", "under every specification compared"), ("zh", "不因分析选择而异")):
        assert (words in Writer(samples.typed(results), language).sentence(claim)) is is_settled


def test_a_pair_that_was_not_compared_has_no_probability(results):
    found = regression_of(results).importance
    with pytest.raises(KeyError):
        drivers.pair_probability(found, "attitude", "attitude")
    with pytest.raises(KeyError):
        drivers.pair_probability(found, "attitude", "nothing")


def test_relative_weights_beside_the_shares(results):
    regression = results["regression"]
    johnson = regression["importance"]["johnson"] = {t["term"]: t["importance"] for t in regression["terms"]}
    claim = drivers.second_opinion(regression_of(results).importance)
    assert claim.verdict == "same_order" and claim.values["differ"] is False
    johnson["channels"] = 0.3
    claim = drivers.second_opinion(regression_of(results).importance)
    assert claim.verdict == "other_order" and claim.values["differ"] and claim.values["scale"] == "channels"
    johnson["channels"] = next(t["importance"] for t in regression["terms"] if t["term"] == "channels") + 0.0015
    claim = drivers.second_opinion(regression_of(results).importance)
    assert claim.verdict == "same_order" and claim.values["differ"] is True


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.01, 0.2, "positive"), (0.0, 0.2, "unclear"), (-0.2, -0.01, "negative"), (-0.2, 0.0, "unclear")],
)
def test_a_further_outcome(results, low, high, verdict):
    results["regression"]["further_outcomes"][0]["correlation"] |= {"conf_low": low, "conf_high": high}
    row = regression_of(results).further_outcomes[0]
    assert drivers.further_outcome(row, row.correlation).verdict == verdict


def test_the_order_is_told_as_far_as_it_was_computed(results):
    def names():
        return [claim.name for claim in drivers.importance(samples.typed(results))]

    assert names() == ["first_driver", "driver_order", "second_opinion", "pairs"]
    del results["importance"]
    assert names() == ["first_driver", "driver_order", "second_opinion"]
    regression = results["regression"]
    regression["importance"] |= {"johnson": {}}
    assert names() == ["first_driver", "driver_order"]
    regression["importance"] |= {"pairs": []}
    assert names() == ["first_driver"]
    regression["importance"] = samples.missing("too_many_predictors", n_scales=13, most=12)
    assert names() == ["first_driver"]
    for term in regression["terms"]:
        for name in ("importance", "importance_low", "importance_high", "importance_share", "prob_first"):
            del term[name]
    assert names() == []


def test_further_outcomes_without_a_correlation_are_passed_over(results):
    further = results["regression"]["further_outcomes"]
    further[0]["correlation"] = samples.missing("constant_items", items=["a"])
    told = [claim.subject for claim in drivers.claims(samples.typed(results)) if claim.name == "further_outcome"]
    assert told == [row["outcome"] for row in further[1:]]
    results["regression"]["further_outcomes"] = [samples.missing("determined_outcome", scales=["attitude"])]
    assert "further_outcome" not in {claim.name for claim in drivers.claims(samples.typed(results))}
    assert "slope" in {claim.name for claim in drivers.claims(samples.typed(results))}


@pytest.mark.parametrize(("vif", "verdict"), [(3.994, "low"), (4.0, "raised"), (9.994, "raised"), (10.0, "serious")])
def test_collinearity(results, vif, verdict):
    regression = results["regression"]
    for term in regression["terms"]:
        term["vif"] = 1.5
    regression["terms"][2]["vif"] = vif
    claim = only(checks.collinearity(regression_of(results)))
    assert (claim.verdict, claim.values["scale"]) == (verdict, regression["terms"][2]["term"])
    regression["terms"] = regression["terms"][1:3]
    assert len(checks.collinearity(regression_of(results))) == 1
    regression["terms"] = regression["terms"][1:]
    assert checks.collinearity(regression_of(results)) == []


@pytest.mark.parametrize(
    ("robust", "classical", "verdict"),
    [(0.04, 0.04, "agree"), (0.04, 0.06, "differ"), (0.06, 0.04, "differ"), (0.06, 0.06, "agree")],
)
def test_standard_errors_decide_alike_or_not(results, robust, classical, verdict):
    for k, term in enumerate(results["regression"]["terms"]):
        term |= {"p_value": robust, "p_value_classical": classical, "std_error": 0.1, "std_error_hc3": 0.1 * (k + 1)}
    claim = only(checks.standard_errors(regression_of(results)))
    assert claim.verdict == verdict and claim.values["ratio"] == pytest.approx(5)
    assert claim.values["n_differing"] == (5 if verdict == "differ" else 0)


@pytest.mark.parametrize("name", checks.RESIDUAL_TESTS)
@pytest.mark.parametrize(("p_value", "verdict"), [(0.049, "rejected"), (0.051, "not_rejected")])
def test_residuals(results, name, p_value, verdict):
    tests = results["regression"]["residual_tests"]
    for other in checks.RESIDUAL_TESTS:
        tests[other]["p_value"] = 0.5
    tests[name]["p_value"] = p_value
    assert [c.verdict for c in checks.claims(regression_of(results)) if c.name == name] == [verdict]
    results["regression"]["residual_tests"] = samples.missing("unexpected_error", error="")
    assert [c.name for c in checks.claims(regression_of(results))] == ["collinearity", "standard_errors", "influence"]


@pytest.mark.parametrize(("distance", "verdict"), [(0.9994, "small"), (1.0, "large")])
def test_influence(results, distance, verdict):
    results["regression"]["influence"]["max_cooks_distance"] = distance
    assert only(checks.influence(regression_of(results))).verdict == verdict
    results["regression"]["influence"]["max_cooks_distance"] = None
    assert checks.influence(regression_of(results)) == []
    results["regression"]["influence"] = samples.missing("unexpected_error", error="")
    assert checks.influence(regression_of(results)) == []


def test_an_outcome_of_two_values_has_odds_and_no_slopes():
    made = samples.two_values()
    names = {claim.name for claim in drivers.claims(samples.typed(made))}
    assert names >= {"two_values", "odds", "odds_test", "events"} and not names & {"slope", "jarque_bera", "contrasts"}
    model = made["regression"]["logistic"]
    model["terms"][0]["is_contrast"] = True
    claim = only(logistic.contrasts(regression_of(made).logistic))
    assert (claim.verdict, claim.values["n_terms"]) == ("some", 1)
    for term in model["terms"]:
        term["is_contrast"] = True
    assert only(logistic.contrasts(regression_of(made).logistic)).verdict == "all"
    assert [claim.name for claim in logistic.claims(samples.typed(samples.separated()))] == ["refused"]


@pytest.mark.parametrize(
    ("slope", "correlation", "is_turned"),
    [
        ((-0.3, -0.1), (0.1, 0.3), True),
        ((0.1, 0.3), (-0.3, -0.1), True),
        ((-0.3, 0.0), (0.1, 0.3), False),
        ((-0.3, -0.1), (0.0, 0.3), False),
        ((0.0, 0.3), (-0.3, -0.1), False),
        ((0.1, 0.3), (-0.3, 0.0), False),
        ((0.1, 0.3), (0.1, 0.3), False),
    ],
)
def test_a_slope_that_turned_against_its_correlation(results, slope, correlation, is_turned):
    terms = results["regression"]["terms"]
    for position, term in enumerate(terms):
        term |= {"correlation": 0.1 * position, "correlation_low": -1.0, "correlation_high": 1.0}
    terms[3] |= dict(
        zip(("conf_low", "conf_high", "correlation_low", "correlation_high"), slope + correlation, strict=True)
    )
    claim = only(drivers.alone(regression_of(results)))
    assert (claim.verdict, claim.values["scales"]) == (("turned", [terms[3]["term"]]) if is_turned else ("alike", []))
    assert (claim.values["low"]["scale"], claim.values["high"]["scale"]) == (terms[0]["term"], terms[-1]["term"])
    for term in terms[1:]:
        term["correlation"] = None
    assert only(drivers.alone(regression_of(results))).values["n_terms"] == 1
    terms[0]["correlation"] = None
    assert drivers.alone(regression_of(results)) == []


def test_a_refused_logistic_model_is_told_and_no_slope(results):
    assert "refused" not in {claim.name for claim in drivers.claims(samples.typed(results))}
    results["regression"]["logistic"] = samples.missing("search_left")
    names = {claim.name for claim in drivers.claims(samples.typed(results))}
    assert "refused" in names and not names & {"slope", "jarque_bera", "reset"}


@pytest.mark.parametrize(("n_ordered", "verdict"), [(10, "all"), (9, "some"), (1, "some"), (0, "none")])
def test_how_many_pairs_have_an_order(results, n_ordered, verdict):
    for k, pair in enumerate(results["importance"]["pairs"]):
        pair["lmg"] = 0.99 if k < n_ordered else 0.989
    (claim,) = importance_claims.pairs(samples.typed(settled(results)))
    assert (claim.verdict, claim.values["n_ordered"], claim.values["n_pairs"]) == (verdict, n_ordered, 10)


def test_pairs_that_are_not_told_apart_have_no_order(results, monkeypatch):
    tied = ("attitude", "channels")
    monkeypatch.setattr(importance_claims.findings, "scales_with", lambda found, code: tied)
    compared = importance_claims.separable_pairs(samples.typed(results))
    assert len(compared) == 3 and not {pair.a for pair in compared} & set(tied)
    assert not {pair.b for pair in compared} & set(tied)
    assert len(importance_claims.pairs(samples.typed(results))) == 1
    monkeypatch.setattr(importance_claims.findings, "scales_with", lambda found, code: (*tied, "resolution"))
    assert importance_claims.pairs(samples.typed(results)) == []
