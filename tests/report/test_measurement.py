"""The confirmatory part of the report: what is said of the measurement model, and where."""

import re
from dataclasses import replace
from itertools import takewhile

import pytest

from analysis.report.chapters.appendix import hypotheses
from analysis.report.chapters.invariance import claims as measurement_invariance
from analysis.report.chapters.measurement import claims as measurement
from analysis.report.chapters.measurement import estimator_claims as measurement_estimator
from analysis.report.chapters.measurement import fit_claims as measurement_fit
from analysis.report.chapters.method_bias import claims as measurement_method
from analysis.report.chapters.separation import claims as measurement_separation
from analysis.report.chapters.validity import claims as measurement_validity
from analysis.report.document import composer as document
from analysis.report.language import numbers
from analysis.report.language.writer import Writer, opening
from analysis.statistics.cfa.results import Fit
from analysis.survey.declared.rules import LANGUAGES
from tests.report import samples
from tests.report.fragments import completed
from tests.report.samples import typed


def said(results: dict, section: str, language: str = "en") -> str:
    """Everything a section says, its tables aside."""
    page = document.Page(typed(results), language)
    drafts = page.section(section).drafts
    return " ".join(" ".join([b.get("html", ""), b.get("text", ""), *b.get("items", [])]) for b in drafts)


def plainly(results: dict, language: str = "en") -> str:
    """What the section says of the measurement model, without its marks."""
    return re.sub(r"<[^>]+>", "", said(results, "measurement", language))


def headings(results: dict, section: str) -> list[str]:
    drafts = document.Page(typed(results), "en").section(section).drafts
    return [block["text"] for block in drafts if block["kind"] == "heading"]


def claim(results: dict, name: str):
    return next(c for c in measurement.claims(samples.typed(results)) if c.name == name)


def test_the_confirmatory_part_goes_on_where_the_exploratory_ends():
    results = samples.example()
    assert headings(results, "structure")[0].startswith("S5 ")
    assert [text.split()[0] for text in headings(results, "measurement")] == ["S5.3", "S5.4", "S5.5", "S5.6"]
    assert headings(results, "drivers")[0].startswith("S6 ")


def test_without_an_exploratory_part_it_opens_the_chapter():
    results = samples.example()
    del results["efa"]
    assert [text.split()[0] for text in headings(results, "measurement")][:2] == ["S5", "S5.1"]


def test_without_a_measurement_chapter_nothing_is_said_of_it():
    results = samples.without_measurement()
    assert not document.Page(typed(results), "en").section("measurement").drafts
    assert measurement.claims(samples.typed(results)) == []
    assert "omega" not in str(
        [block.get("columns") for block in document.Page(typed(results), "en").section("reliability").drafts]
    )


def test_a_refused_chapter_says_why_and_the_rest_is_delivered():
    page = document.Page(typed(samples.refused_measurement()), "en")
    assert [block["kind"] for block in page.section("measurement").drafts] == ["heading", "note"]
    assert "Nobody answered every item" in page.section("measurement").drafts[1]["html"]
    assert page.section("structure").drafts and page.section("drivers").drafts


def test_the_most_corrected_index_is_the_one_reported():
    indices = {"cfi": 0.9, "cfi_scaled": 0.8, "cfi_robust": 0.7, "srmr": 0.05, "chi_square": 9.0, "p_value": 0.1}
    fit = completed(Fit, indices)
    assert fit.version("cfi") == "robust" and fit.index("cfi") == 0.7
    assert replace(fit, cfi_robust=None).index("cfi") == 0.8
    assert fit.index("cfi", "plain") == 0.9 and fit.index("srmr") == 0.05
    assert fit.test == (9.0, 0.1)
    assert replace(fit, chi_square_scaled=8.0, p_value_scaled=0.2).test == (8.0, 0.2)


def test_the_text_reports_the_robust_index_first_and_never_the_uncorrected_one_alone():
    results = samples.inseparable()
    fit = results["cfa"]["models"][results["cfa"]["headline"]]["fit"]
    values = claim(results, "indices").values
    assert values["cfi"] == fit["cfi_robust"] and values["version"] == "robust"
    assert claim(results, "naive").verdict == "flatters"


def test_a_value_on_the_edge_of_hu_and_bentler_counts_as_printed():
    results = samples.example()
    fit = results["cfa"]["models"][results["cfa"]["headline"]]["fit"]
    fit |= {"cfi_robust": 0.9496, "tli_robust": 0.9504, "rmsea_robust": 0.0594, "srmr": 0.0796}
    assert claim(results, "indices").verdict == "all"
    fit |= {"cfi_robust": 0.9494}
    assert claim(results, "indices").values["missed"] == ["cfi"]


def test_the_next_estimator_is_named_where_the_preferred_one_failed():
    results = samples.doubtful()
    assert claim(results, "headline").verdict == "another"
    assert "The estimator that the rule asks for gave no result" in said(results, "measurement")
    assert "a covariance matrix that no population can have" in said(results, "measurement")


def test_without_any_fit_the_report_says_so():
    results = samples.without_any_fit()
    assert claim(results, "headline").verdict == "none"
    told = said(results, "measurement")
    assert "nothing can be said about how well the design fits" in told and "The likelihood reached no maximum" in told


def test_impossible_solutions_are_named_with_their_items():
    told = said(samples.inseparable(), "measurement")
    assert "residual variance of a10 is negative (a Heywood case)" in told
    assert "loading of a10 on responsiveness" in told


def test_dimensions_that_separate_need_no_alternatives():
    results = samples.example()
    assert measurement_separation.suspects(samples.typed(results)) == []
    assert not any("do not separate" in text for text in headings(results, "measurement"))
    assert not any(c.id == "findings.inseparable" for c in document.claims(typed(results)))


def test_dimensions_that_do_not_separate_are_said_wherever_effects_are_read():
    results = samples.inseparable()
    assert measurement_separation.suspects(samples.typed(results)) == [
        "reliability",
        "responsiveness",
        "assurance",
        "empathy",
    ]
    assert any("Dimensions that are not distinct" in text for text in headings(results, "measurement"))
    for section in ("summary", "limits", "drivers"):
        assert re.search("told apart|distinguish", said(results, section))
    assert "Dimensions that do not separate" in said(results, "drivers")


def test_an_improper_solution_is_not_called_dimensions_that_do_not_separate():
    results = samples.inseparable()
    heywood = {"code": "negative_residual_variance", "names": ["a10"], "value": -0.1}
    results["alternatives"] |= {"symptoms": [heywood], "pairs": [], "supported": ["improper"]}
    for pair in results["validity"]["latent_correlations"]:
        pair |= {"estimate": 0.1, "conf_low": 0.0, "conf_high": 0.2}
    assert measurement_separation.suspects(samples.typed(results)) == []
    told = said(results, "measurement")
    assert any("When the solution is improper" in text for text in headings(results, "measurement"))
    assert "negative residual variance (a Heywood case)" in told and "no two dimensions are too close" in told
    assert (
        "do not separate" not in told and "merged" not in told.split("Other ways to see")[1].split("Nested models")[0]
    )
    assert "Dimensions that do not separate" not in said(results, "drivers")


def test_means_are_compared_only_where_intercepts_are_equal():
    results = samples.doubtful()
    told = {c.name: c for c in measurement_invariance.claims(samples.typed(results)) if c.subject == "gender"}
    assert told["attained"].verdict == "partial_metric" and told["freed"].values["loadings"] == ["ATT2"]
    assert "no_means" in told and "latent_means" not in told
    assert "may be a difference in how the items are read" in said(results, "measurement")


def invariance_claims(name="gender", **changes):
    results = samples.example()
    results["invariance"]["gender"] |= changes
    made = [c for c in measurement_invariance.claims(samples.typed(results)) if c.subject == name]
    return results, {c.name: c for c in made}


def test_on_a_configural_model_that_fits_poorly_nothing_is_said_to_hold():
    gender = samples.example()["invariance"]["gender"]
    poor = gender["configural_fit"] | {"verdict": "poor", "poor": ["cfi"]}
    results, told = invariance_claims(verdict="no_basis", configural_fit=poor, latent_means=[])
    assert (told["basis"].verdict, told["attained"].verdict, told["no_means"].verdict) == ("poor", *["no_basis"] * 2)
    assert "test_disagrees" not in told and "so that their means may be compared, stays unknown" in said(
        results, "measurement"
    )
    rows = invariance_rows(results)
    assert all(row["holds"] == numbers.ABSENT for row in rows if row["step"] != "Configural")


def invariance_rows(results):
    drafts = document.Page(typed(results), "en").section("measurement").drafts
    rows = next(block for block in drafts if block.get("id") == "tbl-invariance")["rows"]
    start = next(k for k, row in enumerate(rows) if row.get("section") and "ender" in str(row))
    return [row["cells"] for row in takewhile(lambda row: not row.get("section"), rows[start + 1 :])]


def test_steps_on_which_the_test_or_another_index_disagrees_are_named():
    gender = samples.example()["invariance"]["gender"]
    _, told = invariance_claims()
    assert (told["test_disagrees"].verdict, told["indices_disagree"].verdict) == ("agree", "agree")
    against = {**gender["scalar"], "votes": {"cfi": True, "rmsea": True, "srmr": True, "test": False}}
    results, told = invariance_claims(scalar=against)
    assert told["test_disagrees"].verdict == "rejects_kept" and told["test_disagrees"].values["kept"] == ["scalar"]
    assert told["indices_disagree"].verdict == "agree"
    assert "rejects what the CFI keeps: the scalar step" in said(results, "measurement")
    against = {**gender["scalar"], "votes": {"cfi": False, "rmsea": False, "srmr": True, "test": True}}
    told = invariance_claims(scalar=against)[1]
    assert told["test_disagrees"].verdict == "keeps_given_up" and told["indices_disagree"].values["steps"] == ["scalar"]
    against["votes"] |= {"test": None, "srmr": False}
    told = invariance_claims(scalar=against)[1]
    assert (told["test_disagrees"].verdict, told["indices_disagree"].verdict) == ("agree", "agree")


def test_small_groups_are_named_with_their_sizes_fitted_or_not():
    results, told = invariance_claims()
    assert (
        told["weak"].verdict == "some"
        and told["weak"].values["advised"] == results["invariance"]["gender"]["advised_rows"]
    )
    text = said(results, "measurement")
    for row in results["invariance"]["gender"]["weak"] + results["invariance"]["age_band"]["dropped"]:
        assert f"(n = {row['n_obs']})" in text
    assert invariance_claims(weak=[])[1]["weak"].verdict == "none"


def test_latent_means_are_judged_and_printed_adjusted():
    means = [dict(row) for row in samples.example()["invariance"]["gender"]["latent_means"]]
    means[0] |= {"p_value": 0.03, "p_value_holm": 0.15, "cohens_d": 0.9}
    told = invariance_claims(latent_means=means)[1]["latent_means"]
    assert told.verdict == "none_differ" and told.values["p_value"] == 0.15
    means[0] |= {"p_value_holm": 0.04}
    assert invariance_claims(latent_means=means)[1]["latent_means"].verdict == "some_differ"


def test_a_step_that_asks_again_for_what_was_given_up_has_no_row():
    gender = samples.example()["invariance"]["gender"]
    moot = {**gender["strict"], "is_moot": True, "holds": False}
    results, _ = invariance_claims(strict=moot, partial_strict={**gender["strict"], "freed": ["SOL1~1"]})
    assert [row["step"] for row in invariance_rows(results)][-1] == "Partial strict"


def test_an_improper_method_factor_reports_no_share():
    results = samples.example()
    results["method_bias"]["method_factor"] |= {"verdict": "improper", "share": 0.123456}
    assert "12.3%" not in said(results, "measurement")


@pytest.mark.parametrize("language", LANGUAGES)
def test_models_and_parameters_are_put_into_words(language):
    write = Writer(typed(samples.inseparable()), language)
    merged = opening(write.model("merged: reliability + empathy; tangibles + assurance"))
    words = {
        "en": ["Reliability and empathy; tangibles and assurance as one", "residual covariance of a01 and a02"],
        "zh": ["合并“可靠性”和“移情性”；“有形性”和“保证性”的模型", "a01与a02的残差协方差"],
    }[language]
    assert [merged, write.parameter("a01~~a02")] == words
    assert opening(write.parameter("empathy~~empathy")) in ("Variance of empathy", "“移情性”的方差")
    assert "a01" in write.parameter("a01~1")


def test_every_test_of_the_chapter_is_listed_with_its_null():
    results = samples.inseparable()
    made = hypotheses.tests(samples.typed(results))
    nulls = [test.null for test in made]
    assert nulls.count("model_exact") == len(results["cfa"]["models"])
    assert nulls.count("no_method") == 1
    tested = [row for row in results["alternatives"]["comparisons"] if row["test"]]
    assert nulls.count("model_difference") == len(tested)
    steps = [test for test in hypotheses.tests(samples.typed(samples.example())) if test.null.startswith("step_")]
    assert len(steps) == 3 * len(measurement_invariance.estimated(samples.typed(samples.example()).invariance))
    for language in LANGUAGES:
        drafts = document.Page(typed(results), language).section("appendix").drafts
        rows = next(block for block in drafts if block.get("id") == "tbl-tests")["rows"]
        assert sum(not row.get("section") for row in rows) == len(made)


def test_cut_offs_asked_for_are_told_index_by_index():
    told = {c.subject: c.verdict for c in measurement.claims(samples.typed(samples.doubtful())) if c.name == "cutoff"}
    assert told == {"cfi": "below_first", "rmsea": "below_later", "srmr": "beyond_all"}


def test_a_table_has_its_cells_in_the_order_of_its_columns():
    for block in document.Page(typed(samples.inseparable()), "en").section("measurement").drafts:
        for row in block.get("rows", []):
            keys = [column["key"] for column in block["columns"]]
            assert list(row["cells"]) == [key for key in keys if key in row["cells"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_intervals_no_benchmark_is_judged(language):
    page = document.Page(typed(samples.few_resamples()), language)
    names = [c.name for c in document.claims(typed(samples.few_resamples()))]
    assert {"omega_alone", "ave_alone"} <= set(names) and not {"omega", "ave", "latent_correlations"} & set(names)
    assert claim(samples.few_resamples(), "resamples").verdict == "too_few"
    assert page.section("reliability").drafts and page.section("measurement").drafts


def text_of(results: dict, claim) -> str:
    return Writer(typed(results), "en").sentence(claim)


def test_two_dimensions_make_one_pair_and_are_spoken_of_as_one():
    results = samples.example()
    validity = results["validity"]
    for name in ("latent_correlations", "htmt", "htmt2", "fornell_larcker"):
        validity[name] = validity[name][:1]
    for end in (0.4, 0.85):
        validity["latent_correlations"][0] |= {"conf_low": 0.3, "conf_high": end}
        for met in (True, False):
            validity["fornell_larcker"][0]["is_met"] = met
            made = measurement_validity.claims(samples.typed(results))
            said = " ".join(text_of(results, claim) for claim in made)
            assert not re.search(r"(all|the|of) 1 |1 (pairs|intervals)|None of", said, re.IGNORECASE)


@pytest.mark.parametrize(("high", "shown", "is_cut"), [(0.4, 0.4, False), (1.0, 1.0, False), (1.12, 1.0, True)])
def test_a_share_ends_at_one(high, shown, is_cut):
    latent = samples.typed(samples.example()).method_bias.method_factor
    claim = measurement_method.method_factor(replace(latent, conf_high=high), 580)
    assert (claim.values["high"], claim.values["is_cut_above"]) == (shown, is_cut)


@pytest.mark.parametrize(("verdict", "is_told"), [("no_basis", False), ("partial_metric", True)])
def test_nothing_is_read_from_equalities_given_up_where_the_model_does_not_fit(verdict, is_told):
    group = samples.typed(samples.doubtful()).invariance["gender"]
    assert bool(measurement_invariance.freed("gender", replace(group, verdict=verdict))) == is_told


@pytest.mark.parametrize(
    ("skewness", "n_obs", "said"),
    [(0.99, 150, "and the median absolute skewness is only 0.99"), (1.01, 199, "and too few respondents are complete")],
)
def test_the_rule_gives_the_reason_that_held(skewness, n_obs, said):
    results = samples.example()
    rule = results["cfa"]["rule"]
    rule["reason"] = "five_categories"
    rule["facts"] |= {"median_skewness": skewness, "n_obs": n_obs}
    assert said in text_of(results, measurement_estimator.rule(samples.typed(results).cfa))


@pytest.mark.parametrize(
    ("n", "n_apart", "said"),
    [
        (1, 1, "for the difference"),
        (3, 3, "for all three differences"),
        (3, 2, "for two of three differences"),
        (3, 0, "none of three"),
    ],
)
def test_all_differences_of_latent_means_are_called_all(n, n_apart, said):
    results = samples.example()
    group = results["invariance"]["gender"]
    group["latent_means"] = group["latent_means"][:n]
    for position, row in enumerate(group["latent_means"]):
        row["p_value_holm"] = 0.001 if position < n_apart else 0.5
    made = samples.typed(results).invariance["gender"]
    assert said in text_of(results, measurement_invariance.latent_means("gender", made, 0.95)[0])


@pytest.mark.parametrize(
    ("estimator", "works"),
    [("mlr", {"brosseau2012", "brosseau2014"}), ("fiml_mlr", {"zhang2023"}), ("wlsmv", {"savalei2021"})],
)
def test_robust_indices_are_credited_to_those_who_found_them_for_such_answers(estimator, works):
    model = samples.typed(samples.example()).cfa.models["mlr"]
    (claim,) = measurement_fit.scaled_indices(replace(model, estimator=estimator))
    assert set(claim.values["sources"]) == works
    for language in ("en", "zh"):
        said = Writer(typed(samples.example()), language).sentence(claim)
        assert {
            key for key in measurement_fit.ROBUST_SOURCES["mlr"] + ("zhang2023", "savalei2021") if f"#ref-{key}" in said
        } == works


@pytest.mark.parametrize(
    ("n_agreeing", "english", "chinese"),
    [
        (
            7,
            "All seven starts of the search for the bifactor model end at the maximum shown.",
            "双因子模型的7组起点全部",
        ),
        (4, "Of seven starts of the search for the bifactor model, four end at", "双因子模型的7组起点中有4组"),
        (3, "model, only three end at the maximum shown, the highest found; a still higher", "7组起点中仅3组"),
    ],
)
def test_the_share_of_starts_that_agree_is_printed(n_agreeing, english, chinese):
    results = samples.example()
    models = results["cfa"]["models"]
    models["second_order"].pop("convergence", None)
    models["bifactor"]["convergence"] = {"n_starts": 7, "n_agreeing": n_agreeing}
    assert english in plainly(results) and chinese in plainly(results, "zh")
    models["bifactor"]["convergence"] = {"n_starts": 1, "n_agreeing": 1}
    assert not [claim for claim in measurement.claims(samples.typed(results)) if claim.id == "separation.starts"]


@pytest.mark.parametrize(
    ("n_agreeing", "english", "chinese"),
    [
        (7, "all seven starts of the search end at this one.", "7组起点全部收敛于此解。"),
        (6, "of seven starts of the search, six end at this one, the highest found.", "7组起点中有6组收敛于此解"),
        (1, "only one ends at this one, the highest found, so a still higher", "仅1组收敛于此解"),
    ],
)
def test_the_share_of_starts_of_the_method_factor_is_printed(n_agreeing, english, chinese):
    results = samples.example()
    results["method_bias"]["method_factor"]["convergence"] = {"n_starts": 7, "n_agreeing": n_agreeing}
    assert english in plainly(results) and chinese in plainly(results, "zh")


@pytest.mark.parametrize("is_admissible", [True, False])
def test_nothing_is_read_off_coefficients_of_an_inadmissible_solution(is_admissible):
    results = samples.example()
    results["cfa"]["models"]["ml"]["is_admissible"] = is_admissible
    made = {claim.name: claim for claim in measurement_validity.claims(samples.typed(results))}
    read = {"omega", "ave", "composite", "ordinal_omega", "hierarchical", "resamples", "fornell_larcker"}
    assert ("improper" in made) is not is_admissible and (read <= made.keys()) is is_admissible
    assert is_admissible or not read & made.keys()
    assert {"rows", "latent_correlations", "htmt", "htmt2"} <= made.keys()
    assert bool(measurement_separation.general(samples.typed(results))) is is_admissible
    assert document.Page(typed(results), "en", figures=()).sections()


@pytest.mark.parametrize(
    ("defensible", "cfi", "verdict"),
    [(True, 0.9, "as_good"), (True, 0.894, "not_defended"), (False, 0.98, "not_defended")],
)
def test_a_simpler_general_factor_is_not_defended_by_the_fit_alone(defensible, cfi, verdict):
    results = samples.example()
    results["validity"]["hierarchical"]["is_defensible"] = defensible
    for name in ("ml", "second_order"):
        results["cfa"]["models"][name]["fit"]["cfi"] = cfi
    claim = measurement_separation.general(samples.typed(results))[0]
    assert claim.verdict == verdict
    said = [Writer(typed(results), language).sentence(claim) for language in ("en", "zh")]
    assert ("no ground" in said[0], "尚不足以" in said[1]) == (verdict == "not_defended",) * 2


@pytest.mark.parametrize(("low", "is_open"), [(0.05, True), (0.0, False), (None, False)])
def test_a_method_effect_is_open_where_its_interval_and_its_test_disagree(low, is_open):
    results = samples.example()
    results["method_bias"]["method_factor"] |= {"verdict": "not_shown", "conf_low": low, "conf_high": 0.4}
    latent = samples.typed(results).method_bias.method_factor
    claim = measurement_method.method_factor(latent, 580)
    for language, words in (("en", "two disagree"), ("zh", "两种方法结论不一")):
        assert (words in Writer(samples.typed(results), language).sentence(claim)) is is_open
