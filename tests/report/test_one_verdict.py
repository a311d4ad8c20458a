"""One question, one verdict: what several chapters say of the same thing, and numbers that must not be judged."""

import re

import pytest

from analysis.report.chapters.drivers import claims as drivers
from analysis.report.chapters.measurement import claims as measurement
from analysis.report.chapters.priorities import places as priorities
from analysis.report.chapters.separation import claims as measurement_separation
from analysis.report.chapters.structure import claims as structure
from analysis.report.document import composer as document
from tests.report import samples
from tests.report.samples import typed


def lowest(results: dict, scale: dict) -> list:
    made = typed(results)
    return priorities.weakest_item(made, made.study.scale(scale["name"]))


def plainly(results: dict, section: str, language: str = "en") -> str:
    """The sentences of a section, without their marks and tables."""
    drafts = document.Page(typed(results), language).section(section).drafts
    parts = [" ".join([b.get("html", ""), b.get("text", ""), *b.get("items", [])]) for b in drafts]
    return re.sub(r"<[^>]+>", "", " ".join(parts))


def claims(results: dict, name: str) -> list:
    return [claim for claim in measurement.claims(samples.typed(results)) if claim.name == name]


def service_quality() -> dict:
    return samples.read("service_quality")


def test_the_dimensions_not_told_apart_are_the_same_in_every_chapter():
    results = service_quality()
    tied = ["reliability", "responsiveness", "assurance", "empathy"]
    assert sorted(drivers.first_driver(samples.typed(results)).values["together"]) == sorted(tied)
    assert measurement_separation.suspects(samples.typed(results)) == tied
    [told] = claims(results, "in_regression")
    assert told.values["scales"] == tied


def test_a_dimension_told_apart_from_all_is_not_among_them():
    results = service_quality()
    for row in results["validity"]["latent_correlations"]:
        if {row["a"], row["b"]} != {"responsiveness", "assurance"}:
            row |= {"conf_low": 0.7, "conf_high": 0.894}  # printed .89, short of the edge
    assert measurement_separation.suspects(samples.typed(results)) == ["responsiveness", "assurance"]
    for row in results["validity"]["latent_correlations"]:
        row |= {"conf_low": 0.7, "conf_high": 0.894}
    assert measurement_separation.suspects(samples.typed(results)) == [] and not claims(results, "in_regression")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The two factors, attitude and care and"), ("zh", "两个因子（")],
)
def test_two_factors_have_one_correlation_and_no_table_of_it(language, said):
    results = samples.example()
    assert said not in plainly(results, "structure", language)
    results["efa"]["factor_correlations"] = [
        row for row in results["efa"]["factor_correlations"] if row["a"] != row["b"]
    ][:1]
    [told] = structure.factor_correlations(samples.typed(results).efa)
    assert told.verdict == "only_pair"
    text = plainly(results, "structure", language)
    assert "closest to each other" not in text and "相关最强的两个因子" not in text
    drafts = document.Page(typed(results), language).section("structure").drafts
    assert "factor-correlations" not in [block.get("id") for block in drafts if block["kind"] == "table"]


def test_a_scale_whose_items_point_both_ways_has_no_omega_to_judge():
    results = samples.example()
    validity, scale = results["validity"], next(iter(results["validity"]["omega"]))
    assert not claims(results, "turned")
    validity["turned"] = {scale: ["ATT2"]}
    for name in ("omega", "cr"):
        validity[name][scale] = None
        validity["intervals"][name][scale] = {"conf_low": None, "conf_high": None}
    [omega] = claims(results, "omega")
    assert scale not in [*omega.values["above"], *omega.values["straddles"], *omega.values["below"]]
    assert "ATT2 loads in the opposite direction" in plainly(results, "measurement")
    assert "ATT2的载荷方向与该量表的其他题项相反" in plainly(results, "measurement", "zh")


def test_no_lowest_item_is_named_where_items_run_against_their_scale():
    results = samples.example()
    scale = next(scale for scale in results["study"]["scales"] if scale["kind"] == "dimension")
    assert lowest(results, scale)
    items = results["reliability"]["scales"][scale["name"]]["items"]
    next(iter(items.values()))["item_rest_correlation"] = 0.0
    assert lowest(results, scale)
    next(iter(items.values()))["item_rest_correlation"] = -0.01
    assert not lowest(results, scale)


@pytest.mark.parametrize(
    ("omega", "verdict", "english", "chinese"),
    [
        (0.80, "little_left", "a profile over the dimensions tells little", "能够提供的信息有限"),
        (0.79, "room_left", "leaves the single dimensions something of their own", "各维度仍有其独特的成分"),
    ],
)
def test_what_a_general_factor_leaves_is_drawn(omega, verdict, english, chinese):
    results = samples.example()
    found = results["validity"]["hierarchical"]
    assert found["is_defensible"]
    found["estimate"] = omega
    assert [claim.verdict for claim in claims(results, "beyond_the_general")] == [verdict]
    assert english in plainly(results, "measurement") and chinese in plainly(results, "measurement", "zh")
    found["is_defensible"], found["reasons"] = False, ["weak_loading"]
    assert not claims(results, "beyond_the_general")


@pytest.mark.parametrize(("share", "is_said"), [(0.2, True), (0.0, False)])
def test_who_is_left_out_by_few_categories_is_said(share, is_said):
    results = samples.example()
    rule = results["cfa"]["rule"]
    rule["reason"], rule["preferred"], rule["facts"]["share_incomplete"] = "few_categories", "wlsmv", share
    assert ("full information uses them all" in plainly(results, "measurement")) is is_said
    assert ("完全信息极大似然法使用全部受访者" in plainly(results, "measurement", "zh")) is is_said


@pytest.mark.parametrize("has_two_values", [True, False])
def test_a_further_outcome_of_two_values_is_said_to_have_a_linear_probability_model(has_two_values):
    results = samples.example()
    results["regression"]["further_outcomes"][0]["has_two_values"] = has_two_values
    assert ("differences in the probability of the higher value" in plainly(results, "drivers")) is has_two_values
    assert ("较高取值之概率的差异" in plainly(results, "drivers", "zh")) is has_two_values
