"""Whether dimensions are different things: every verdict reached, at its edge and beyond it."""

from dataclasses import replace

import pytest

from analysis.report.chapters.separation import claims as separation
from analysis.statistics.measurement.alternatives import Alternatives, Pair
from analysis.statistics.measurement.fitted_model import FittedModel
from tests.report import samples


def read(found: dict) -> Alternatives:
    """The alternatives as the report reads them."""
    return samples.completed(Alternatives, found)


def only(claims: list):
    [claim] = claims
    return claim


@pytest.mark.parametrize(
    ("triggered", "rows", "verdict"), [(False, [], "separate"), (True, [{}], "do_not"), (True, [], "improper")]
)
def test_whether_anything_speaks_against_separate_dimensions(triggered, rows, verdict):
    assert separation.separate(read({"triggered": triggered, "pairs": rows, "symptoms": []})).verdict == verdict


def compared(verdict: str, low: float | None, high: float | None, **comparison) -> Pair:
    ends = {"correlation": 0.9, "conf_low": low, "conf_high": high}
    known = {"a": "x", "b": "y", "verdict": verdict, "comparison": comparison or None, **ends}
    return samples.completed(Pair, known)


@pytest.mark.parametrize("verdict", ["distinct", "one", "unclear"])
def test_the_price_of_merging_a_pair(verdict):
    row = compared(verdict, 0.8, 0.95, test={"statistic": 9.0, "df": 1}, p_value_adjusted=0.01, delta_bic=3.0)
    claim = separation.pair(row, 300)
    assert claim.verdict == verdict and (claim.values["statistic"], claim.values["delta_bic"]) == (9.0, 3.0)
    assert separation.pair(compared(verdict, 0.8, 0.95), 300).verdict == "untested"
    assert separation.pair(compared(verdict, 0.8, 0.95, test=None), 300).verdict == "untested"


@pytest.mark.parametrize(
    ("low", "high", "is_beyond"),
    [
        (0.9, 0.95, True),
        (0.899, 0.95, False),
        (-0.95, -0.9, True),
        (-0.95, 0.95, False),
        (0.0, 0.95, False),
        (None, None, False),
    ],
)
def test_an_interval_beyond_the_edge_whichever_way_it_points(low, high, is_beyond):
    assert separation.pair(compared("one", low, high), 300).values["edge_rejected"] is is_beyond


@pytest.mark.parametrize(
    ("low", "high", "nearer"), [(-0.2, 0.0, 0.0), (-0.3, 0.2, 0.0), (0.1, 0.2, 0.1), (-0.3, -0.2, 0.2)]
)
def test_the_nearer_end(low, high, nearer):
    assert separation.nearer_end(compared("one", low, high)) == nearer


def with_general(**models: tuple[float, int, bool]) -> dict:
    """The example with these models of the design and of general factors: CFI, degrees of freedom, admissible."""
    results = samples.example()
    kept = {name: model for name, model in results["cfa"]["models"].items() if name not in (*GENERAL, "ml")}
    made = {
        name: {"fit": {"cfi": cfi, "df": df}, "is_admissible": is_admissible}
        for name, (cfi, df, is_admissible) in models.items()
    }
    results["cfa"]["models"] = kept | made
    return results


GENERAL = ("second_order", "bifactor", "single_factor")


@pytest.mark.parametrize(
    ("models", "verdict", "as_good"),
    [
        ({"second_order": (0.9406, 105, True)}, "as_good", ["second_order"]),
        ({"second_order": (0.94, 105, True)}, "design_better", []),
        ({"second_order": (0.95, 100, True)}, "design_better", []),
        ({"second_order": (0.95, 105, False)}, "design_better", []),
        ({"bifactor": (0.96, 80, True), "single_factor": (0.945, 110, True)}, "as_good", ["single_factor"]),
    ],
)
def test_a_simpler_model_with_a_general_factor(models, verdict, as_good):
    results = with_general(ml=(0.95, 100, True), **models)
    results["validity"]["hierarchical"]["is_defensible"] = True
    claim = only(separation.general(samples.typed(results)))
    assert (claim.verdict, claim.values["as_good"]) == (verdict, as_good)
    results["validity"]["hierarchical"]["is_defensible"] = False
    assert only(separation.general(samples.typed(results))).verdict == ("not_defended" if as_good else "design_better")


@pytest.mark.parametrize(("cfi", "verdict"), [(0.8994, "not_defended"), (0.9, "as_good")])
def test_a_design_that_fits_badly_defends_no_general_factor(cfi, verdict):
    results = with_general(ml=(cfi, 100, True), second_order=(cfi, 105, True))
    results["validity"]["hierarchical"]["is_defensible"] = True
    assert only(separation.general(samples.typed(results))).verdict == verdict
    results["validity"] = samples.missing("search_left")
    assert only(separation.general(samples.typed(results))).verdict == "not_defended"


def test_nothing_is_said_of_general_factors_beside_an_inadmissible_design():
    assert separation.general(samples.typed(with_general(ml=(0.95, 100, False), second_order=(0.95, 105, True)))) == []
    assert separation.general(samples.typed(with_general(second_order=(0.95, 105, True)))) == []
    assert separation.general(samples.typed(with_general(ml=(0.95, 100, True)))) == []


@pytest.mark.parametrize(
    ("n_starts", "n_agreeing", "verdict"),
    [(7, 7, "all_agree"), (7, 4, "most_agree"), (8, 4, "few_agree"), (2, 2, "all_agree")],
)
def test_starts_of_the_search_agree(n_starts, n_agreeing, verdict):
    def searched(n_starts: int, n_agreeing: int) -> FittedModel:
        convergence = {"n_starts": n_starts, "n_agreeing": n_agreeing}
        return samples.completed(FittedModel, {"convergence": convergence})

    found = {"bifactor": searched(n_starts, n_agreeing), "second_order": searched(1, 1)}
    assert only(separation.starts(found, "general")).verdict == verdict
    assert separation.starts({"bifactor": searched(1, 1)}, "general") == []


@pytest.mark.parametrize(
    ("aic", "bic", "verdict"), [("a", "a", "same"), ("a", "b", "differ"), (None, "b", None), ("a", None, None)]
)
def test_what_the_criteria_prefer(aic, bic, verdict):
    made = separation.best(read({"best": {"aic": aic, "bic": bic}}))
    assert [claim.verdict for claim in made] == ([verdict] if verdict else [])


@pytest.mark.parametrize(("share", "verdict"), [(0.694, "mixed"), (0.7, "mostly_general")])
def test_common_variance_of_the_general_factor(share, verdict):
    found = {"models": {"bifactor": {"explained_common_variance": share}}}
    assert only(separation.general_share(read(found))).verdict == verdict
    others = read({"models": {}}), read({"models": {"bifactor": {}}})
    assert separation.general_share(others[0]) == separation.general_share(others[1]) == []


@pytest.mark.parametrize(
    ("models", "verdict", "has_both"),
    [
        ([{"is_admissible": True}], "all_sound", False),
        ([{"is_admissible": True}, {"is_admissible": False}], "inadmissible", False),
        ([{"is_admissible": True}, {"unavailable": "", "code": "search_left"}], "refused", False),
        ([{"is_admissible": False}, {"unavailable": "", "code": "search_left"}], "refused", True),
    ],
)
def test_alternatives_that_were_refused_or_are_impossible(models, verdict, has_both):
    named = {f"m{k}": model for k, model in enumerate(models)}
    claim = only(separation.unusable(read({"models": named, "n_obs": 300, "estimator": "mlr"})))
    assert (claim.verdict, claim.values["has_both"]) == (verdict, has_both)


def test_what_is_supported_is_said_of_the_pairs_that_are_not_distinct():
    rows = [replace(compared("distinct", 0.1, 0.2), b="z"), compared("one", 0.1, 0.2)]
    claim = only(separation.supported(replace(read({"supported": ["pairs_as_one"]}), pairs=rows)))
    assert (claim.verdict, claim.values["pairs"]) == ("pairs_as_one", [["x", "y"]])
    claim = only(separation.supported(replace(read({"supported": ["dimensions_close"]}), pairs=rows[:1])))
    assert claim.values["pairs"] == [["x", "z"]]


def test_effects_of_dimensions_that_are_one_are_not_told_apart():
    results = samples.inseparable()
    made = samples.typed(results)
    found = made.alternatives
    assert only(separation.in_regression(made, found)).verdict == "not_told_apart"
    assert separation.in_regression(made, replace(found, supported=[])) == []
    assert separation.in_regression(replace(made, regression=None), found) == []
    results["validity"]["latent_correlations"] = []
    assert separation.in_regression(samples.typed(results), found) == []


def test_alternatives_are_told_where_they_were_made():
    results = samples.doubtful()
    every = {claim.name for claim in separation.claims(samples.typed(results))}
    assert every >= {"separate", "symptom", "pair", "best", "general_share", "models", "supported"}
    results["alternatives"]["triggered"] = False
    assert not {claim.name for claim in separation.claims(samples.typed(results))} & {
        "symptom",
        "pair",
        "models",
        "supported",
    }
    results["alternatives"] = samples.missing("search_left")
    assert [claim.name for claim in separation.claims(samples.typed(results))] == ["refused"]


@pytest.mark.parametrize("code", separation.SYMPTOMS)
def test_what_speaks_against_separate_dimensions(code):
    symptom = {"code": code, "names": ["x", "y"], "value": 1.1}
    assert only(separation.symptoms(read({"symptoms": [symptom]}))).verdict == code


@pytest.mark.parametrize("code", separation.SUPPORTED)
def test_what_may_still_be_claimed(code):
    assert only(separation.supported(read({"pairs": [], "supported": [code]}))).verdict == code
