"""The measurement model: every verdict reached, at its edge and beyond it."""

from dataclasses import replace

import pytest

from analysis.report.chapters.cutoffs import claims as cutoffs
from analysis.report.chapters.measurement import claims as measurement
from analysis.report.chapters.measurement import estimator_claims as estimators
from analysis.report.chapters.measurement import fit_claims as fit
from analysis.report.chapters.measurement import paper
from analysis.report.chapters.method_bias import claims as method
from analysis.report.language.writer import Writer
from analysis.statistics.measurement.fitted_model import FittedModel
from analysis.statistics.measurement.method_bias import LatentMethod
from analysis.statistics.measurement.models import MeasurementModels
from tests.report import samples
from tests.report.samples import typed


@pytest.fixture
def cfa() -> dict:
    return samples.example()["cfa"]


def only(claims: list):
    [claim] = claims
    return claim


def read(cfa: dict) -> MeasurementModels:
    """The models as the report reads them."""
    return samples.completed(MeasurementModels, cfa)


def model(loadings=(), **indices) -> FittedModel:
    values = {"cfi": 0.95, "tli": 0.95, "rmsea": 0.06, "srmr": 0.08, "rmsea_close": 0.5, "df": 10}
    values |= {"chi_square": 20.0, "p_value": 0.5, "rmsea_low": 0.0, "rmsea_high": 0.1}
    rows = [{"term": f"i{k}", "std_estimate": value} for k, value in enumerate(loadings)]
    known = {"fit": values | indices, "n_obs": 300, "loadings": rows, "estimator": "mlr"}
    return samples.completed(FittedModel, known)


@pytest.mark.parametrize(("p_value", "verdict"), [(0.049, "rejected"), (0.051, "not_rejected")])
def test_exact_and_close_fit_are_rejected_or_not(p_value, verdict):
    assert fit.exact_fit(model(p_value=p_value), 0.95).verdict == verdict
    scaled = model(p_value=0.5, chi_square_scaled=9.0, p_value_scaled=p_value)
    assert (fit.exact_fit(scaled, 0.95).verdict, fit.exact_fit(scaled, 0.95).values["statistic"]) == (verdict, 9.0)
    assert only(fit.close_fit(model(rmsea_close=p_value), 0.95)).verdict == verdict
    assert fit.close_fit(model(rmsea_close=None), 0.95) == []


@pytest.mark.parametrize(
    ("change", "verdict", "missed"),
    [
        ({}, "all", []),
        ({"cfi": 0.9494}, "some", ["cfi"]),
        ({"tli": 0.9494}, "some", ["tli"]),
        ({"rmsea": 0.0606}, "some", ["rmsea"]),
        ({"srmr": 0.0806}, "some", ["srmr"]),
        ({"cfi": 0.9, "tli": 0.9, "rmsea": 0.1, "srmr": 0.1}, "none", ["cfi", "tli", "rmsea", "srmr"]),
    ],
)
def test_indices_reach_what_hu_and_bentler_recommend(change, verdict, missed):
    claim = fit.indices(model(**change))
    assert (claim.verdict, claim.values["missed"], claim.values["level"]) == (verdict, missed, 0.9)


@pytest.mark.parametrize(("gap", "verdict"), [(0.0099, "close"), (0.0101, "apart")])
def test_scaled_beside_robust_indices(gap, verdict):
    scaled = dict.fromkeys(("tli_scaled", "rmsea_scaled"), 0.9)
    for sign in (-1, 1):
        made = model(cfi_robust=0.95, cfi_scaled=0.95 + sign * gap, **scaled)
        assert only(fit.scaled_indices(made)).verdict == verdict
    assert fit.scaled_indices(model(cfi_robust=0.95)) == fit.scaled_indices(model(cfi_scaled=0.95)) == []


@pytest.mark.parametrize(
    ("values", "low"),
    [((0.5, -0.7, None), []), ((0.494, 0.7), ["i0"]), ((0.7, -0.494), ["i1"]), ((-0.5, 0.496), [])],
)
def test_items_load_weakly_below_one_half(values, low):
    claim = only(fit.loadings(model(values)))
    assert (claim.verdict, claim.values["items"]) == ("some_low" if low else "none_low", low)
    sizes = [abs(value) for value in values if value is not None]
    assert abs(claim.values["low"]["std_estimate"]) == min(sizes) and claim.values["n_items"] == len(sizes)
    assert fit.loadings(model([None])) == []


def test_solutions_are_admissible_all_others_or_not_the_headline(cfa):
    assert fit.admissible(read(cfa)).verdict == "all"
    cfa["models"]["bifactor"]["is_admissible"] = False
    assert fit.admissible(read(cfa)).verdict == "others"
    cfa["models"][cfa["headline"]]["is_admissible"] = False
    assert fit.admissible(read(cfa)).verdict == "headline"


@pytest.mark.parametrize(
    ("op", "p_value", "verdict"),
    [("~~", 0.049, "residual_pair"), ("=~", 0.049, "cross_loading"), ("~~", 0.051, "none"), ("=~", 0.051, "none")],
)
def test_what_the_model_lacks_most(cfa, op, p_value, verdict):
    cfa["modification_indices"][0] |= {"op": op, "p_value_adjusted": p_value}
    assert only(fit.modification(read(cfa), 0.95)).verdict == verdict
    cfa["modification_indices"] = []
    assert fit.modification(read(cfa), 0.95) == []


@pytest.mark.parametrize(
    ("op", "epc", "en", "zh"),
    [
        ("=~", 0.2, "seems to belong to that dimension too", "似乎也涉及"),
        ("=~", -0.2, "shares less with that dimension than the design implies", "弱于问卷设计所隐含者"),
        ("~~", 0.2, "something in common", "还有其他共同之处"),
        ("~~", -0.2, "related less closely than their dimensions imply", "弱于所属维度所隐含者"),
    ],
)
def test_which_way_the_parameter_goes_that_the_model_lacks_most(op, epc, en, zh):
    results = samples.example()
    results["cfa"]["modification_indices"][0] |= {"op": op, "p_value_adjusted": 0.01, "epc": epc}
    [claim] = fit.modification(read(results["cfa"]), 0.95)
    for language, words in (("en", en), ("zh", zh)):
        assert words in Writer(typed(results), language).sentence(claim)


@pytest.mark.parametrize(("residual", "verdict"), [(0.094, "small"), (-0.096, "large"), (0.1, "large")])
def test_the_correlation_reproduced_worst(cfa, residual, verdict):
    cfa["residuals"][0]["residual"] = residual
    assert only(fit.residual(read(cfa))).verdict == verdict
    cfa["residuals"] = []
    assert fit.residual(read(cfa)) == []


def test_without_any_fit_nothing_is_said_of_one():
    results = samples.example()
    every = {claim.name for claim in measurement.claims(samples.typed(results))}
    assert every >= {"exact_fit", "indices", "loadings", "which_number", "naive", "excluded"}
    told = {claim.name for claim in measurement.claims(samples.typed(samples.without_any_fit()))}
    assert not told & {"exact_fit", "indices", "loadings", "admissible", "which_number", "naive", "excluded"}
    assert "refused" in told and measurement.claims(samples.typed(samples.without_measurement())) == []


@pytest.mark.parametrize(
    ("headline", "preferred", "verdict"), [("ml", "ml", "preferred"), ("ml", "mlr", "another"), (None, "mlr", "none")]
)
def test_which_fit_is_reported(cfa, headline, preferred, verdict):
    cfa |= {"headline": headline, "n_obs": 7}
    cfa["rule"]["preferred"] = preferred
    claim = estimators.headline(read(cfa))
    assert claim.verdict == verdict and claim.values["estimator"] == (headline or preferred)
    assert claim.values["n_obs"] == (cfa["models"][headline]["n_obs"] if headline else 7)


@pytest.mark.parametrize(("skewness", "is_skewed"), [(1.0, False), (1.01, True), (None, False)])
def test_the_rule_says_whether_answers_are_skewed(cfa, skewness, is_skewed):
    cfa["rule"]["facts"]["median_skewness"] = skewness
    assert estimators.rule(read(cfa)).values["is_skewed"] is is_skewed


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [
        ([], "none"),
        (["no_missing_answers"] * 2, "no_missing_answers"),
        (["too_many_categories"], "too_many_categories"),
        (["no_missing_answers", "too_many_categories"], "both"),
    ],
)
def test_estimators_that_the_answers_rule_out(cfa, codes, verdict):
    cfa["rule"]["not_applicable"] = [{"estimator": "x", "code": code} for code in codes]
    assert only(estimators.excluded(read(cfa))).verdict == verdict


def fits(**cfis) -> MeasurementModels:
    return read({"models": {name: {"fit": {"cfi": value}} for name, value in cfis.items()}})


@pytest.mark.parametrize(
    ("cfis", "verdict", "is_reached"),
    [
        ({"ml": 0.9511, "mlr": 0.9514}, "same_number", True),
        ({"ml": 0.95, "mlr": 0.96}, "same_side", True),
        ({"ml": 0.949, "mlr": 0.9}, "same_side", False),
        ({"ml": 0.9494, "mlr": 0.95}, "estimator_decides", False),
    ],
)
def test_whether_the_estimator_decides(cfis, verdict, is_reached):
    claim = only(estimators.which_number(fits(**cfis)))
    assert (claim.verdict, claim.values["is_reached"]) == (verdict, is_reached)
    assert claim.values["low"]["cfi"] == min(cfis.values()) and claim.values["high"]["cfi"] == max(cfis.values())
    assert estimators.which_number(fits(ml=0.95, bifactor=0.9)) == []
    assert len(estimators.which_number(fits(ml=0.95, wlsmv=0.9))) == 1


@pytest.mark.parametrize(("gap", "verdict"), [(0.0099, "agrees"), (0.0101, "flatters"), (-0.02, "agrees")])
def test_the_uncorrected_index_of_an_ordinal_fit(gap, verdict):
    made = {"wlsmv": {"fit": {"cfi": 0.95 + gap, "cfi_robust": 0.95, "cfi_scaled": 0.94}}}
    assert only(estimators.naive(read({"models": made}))).verdict == verdict
    assert estimators.naive(fits(ml=0.9)) == estimators.naive(fits(wlsmv=0.9)) == []


@pytest.mark.parametrize(("level", "verdict"), [(1, "below_first"), (2, "below_later"), (None, "beyond_all")])
def test_simulated_cutoffs(level, verdict):
    found = samples.simulated_cutoffs()
    found["below_level"]["cfi"] = level
    typed = samples.typed({"dynamic_cutoffs": found})
    claim = cutoffs.cutoff(typed.dynamic_cutoffs, "cfi")
    assert (claim.verdict, claim.values["level"]) == (verdict, level or 2)
    assert len(cutoffs.claims(typed)) == 3
    assert cutoffs.claims(samples.typed({})) == []
    refused = samples.typed({"dynamic_cutoffs": samples.missing("search_left")})
    assert only(cutoffs.claims(refused)).name == "refused"


@pytest.mark.parametrize("verdict", method.VERDICTS)
def test_the_method_factor(verdict):
    found = samples.typed(samples.example()).method_bias.method_factor
    latent = replace(found, verdict=verdict, conf_low=0, conf_high=1.0)
    claim = method.method_factor(latent, 300)
    assert claim.verdict == verdict and claim.values["is_cut"] and not claim.values["is_cut_above"]
    claim = method.method_factor(replace(latent, conf_low=0.1, conf_high=1.5), 300)
    assert claim.values["is_cut_above"] and claim.values["high"] == 1.0 and not claim.values["is_cut"]
    claim = method.method_factor(replace(latent, conf_low=None, conf_high=None), 300)
    assert claim.values["high"] is None and not claim.values["is_cut_above"]


@pytest.mark.parametrize(
    ("n_agreeing", "verdict"), [(7, "all_agree"), (6, "most_agree"), (4, "most_agree"), (3, "few_agree")]
)
def test_starts_of_the_method_factor(n_agreeing, verdict):
    def searched(n_starts: int, n_agreeing: int) -> list:
        found = {"convergence": {"n_starts": n_starts, "n_agreeing": n_agreeing}}
        return method.starts(typed(samples.completed(LatentMethod, found)))

    assert only(searched(7, n_agreeing)).verdict == verdict
    assert only(searched(8, 4)).verdict == "few_agree" and searched(1, 1) == []


@pytest.mark.parametrize(("exceeds", "verdict"), [(True, "exceeds"), (False, "below")])
def test_the_check_of_one_factor(exceeds, verdict):
    results = samples.example()
    results["method_bias"]["one_factor"]["exceeds"] = exceeds
    assert [claim.verdict for claim in method.claims(samples.typed(results)) if claim.name == "one_factor"] == [verdict]
    results["method_bias"]["method_factor"] = samples.missing("search_left")
    assert [claim.name for claim in method.claims(samples.typed(results))] == ["refused", "one_factor"]
    results["method_bias"]["one_factor"] = samples.missing("no_complete_rows")
    assert [claim.name for claim in method.claims(samples.typed(results))] == ["refused"]
    assert method.claims(samples.typed({})) == []


@pytest.mark.parametrize("reason", estimators.REASONS)
def test_the_branch_of_the_rule_is_told(cfa, reason):
    cfa["rule"]["reason"] = reason
    assert estimators.rule(read(cfa)).verdict == reason


@pytest.mark.parametrize("code", fit.PROBLEMS)
def test_what_is_impossible_about_a_solution(cfa, code):
    for model in cfa["models"].values():
        model["problems"] = []
    cfa["models"]["ml"]["problems"] = [{"code": code, "names": ["a"], "value": -0.1}]
    assert only(fit.problems(read(cfa))).verdict == code


def test_dimensions_left_out_of_the_model_are_named(cfa):
    cfa["left_out"] = [{"scale": "channels", "code": "single_item", "items": ["CHA1"]}]
    claim = only(estimators.left_out(read(cfa)))
    assert (claim.verdict, claim.values["scales"]) == ("some", ["channels"])
    cfa["left_out"] = []
    assert estimators.left_out(read(cfa)) == []


def test_on_the_edge_indices_lie_apart():
    scaled = {"cfi_scaled": 0.0, "tli_scaled": 0.0, "rmsea_scaled": 0.0}
    assert only(fit.scaled_indices(model(cfi_robust=0.01, **scaled))).verdict == "apart"
    made = {"wlsmv": {"fit": {"cfi": 0.01, "cfi_robust": 0.0, "cfi_scaled": 0.0}}}
    assert only(estimators.naive(read({"models": made}))).verdict == "flatters"


def test_models_that_could_not_be_fitted_are_told(cfa):
    assert estimators.lost(read(cfa)) == []
    cfa["models"]["wlsmv"] = samples.missing("search_left")
    assert only(estimators.lost(read(cfa))).subject == "wlsmv"


@pytest.mark.parametrize(
    ("change", "there", "absent"),
    [
        ({}, ["validity.rows", "validity.fornell_larcker", "method_bias.method_factor"], []),
        ({"method_bias": None}, ["validity.rows"], ["method_bias.method_factor"]),
    ],
)
def test_the_paper_tells_what_was_computed_from_whom(change, there, absent):
    found = samples.typed(samples.example() | change)
    said = [claim for block in paper.blocks(Writer(found, "en"), found) for claim in block.get("claims", [])]
    assert set(there) <= set(said) and not set(absent) & set(said)
    assert "Parallel analysis suggests" in str([*paper.blocks(Writer(found, "en"), found)])
    counted = samples.typed(samples.example() | {"efa": None})
    assert "Parallel analysis suggests" not in str([*paper.blocks(Writer(counted, "en"), counted)])
    rows = samples.example()
    rows["validity"]["latent_from"]["n_obs"] = rows["validity"]["n_obs"]
    found = samples.typed(rows)
    said = [claim for block in paper.blocks(Writer(found, "en"), found) for claim in block.get("claims", [])]
    assert "validity.rows" not in said
