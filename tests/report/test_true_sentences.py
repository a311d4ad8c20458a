"""Sentences that were false in studies other than the example, in both languages."""

import re
from html import unescape

import pytest

from analysis.report.chapters.invariance import claims as measurement_invariance
from analysis.report.chapters.measurement import estimator_claims as measurement_estimator
from analysis.report.chapters.structure import claims as structure
from analysis.report.document.claim import Claim
from analysis.report.language.names import Names
from analysis.report.language.writer import THIN_SPACE, Writer
from analysis.statistics.measurement.group_invariance import GroupInvariance
from analysis.statistics.measurement.models import MeasurementModels
from analysis.survey.declared.rules import LANGUAGES
from tests.report import samples
from tests.report.samples import typed

WRITERS = {language: Writer(typed(samples.example()), language) for language in LANGUAGES}
LOW, HIGH = ({"scale": name, "value": 0.5, "conf_low": 0.4, "conf_high": 0.6} for name in ("attitude", "channels"))


def told(name: str, verdict: str, language: str, **values) -> str:
    """The sentence of a claim made for this test, without its marks."""
    html = WRITERS[language].sentence(Claim(id=name, verdict=verdict, verdicts=(verdict, "other"), values=values))
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_all_starts_that_end_alike_are_called_all():
    values = {"n_starts": 20, "n_agreeing": 20}
    assert "全部20组随机起点均收敛于此" in told("structure.rotation", "most_agree", "zh", **values)
    assert told("structure.rotation", "most_agree", "en", **values).startswith("All 20 random starts")
    values["n_agreeing"] = 19
    assert "20组随机起点中，有19组" in told("structure.rotation", "most_agree", "zh", **values)
    assert told("structure.rotation", "most_agree", "en", **values).startswith(
        "Of 20 random starts of the rotation, 19"
    )


@pytest.mark.parametrize(
    ("n_apart", "n_means", "chinese", "english"),
    [
        (5, 5, "全部5项差异的原假设“均值相等”均被拒绝", "rejected for all five differences,"),
        (4, 5, "5项差异中有4项的原假设“均值相等”被拒绝", "rejected for four of five differences,"),
        (1, 1, "该项差异的原假设“均值相等”被拒绝", "rejected for the difference,"),
    ],
)
def test_all_means_that_differ_are_called_all(n_apart, n_means, chinese, english):
    values = {"factor": "attitude", "level": "b", "reference": "a", "n_apart": n_apart, "n_means": n_means}
    values["n_groups"] = 2
    values |= dict.fromkeys(("estimate", "conf_low", "conf_high", "cohens_d", "p_value"), 0.2)
    assert chinese in told("invariance.latent_means", "some_differ", "zh", **values)
    assert english in told("invariance.latent_means", "some_differ", "en", **values)


@pytest.mark.parametrize(("n_groups", "is_of_some"), [(2, False), (3, True)])
def test_of_several_groups_the_largest_difference_is_one_from_the_reference(n_groups, is_of_some):
    values = {"factor": "attitude", "level": "b", "reference": "a", "n_apart": 1, "n_means": 5, "n_groups": n_groups}
    values |= dict.fromkeys(("estimate", "conf_low", "conf_high", "cohens_d", "p_value"), 0.2)
    for language, words in (("en", "of the differences from a, the largest is that of"), ("zh", "各组与“a”相比，")):
        assert (words in told("invariance.latent_means", "some_differ", language, **values)) is is_of_some


def test_one_item_is_not_the_most_telling_of_several():
    most = {"item": "CHA5", "alpha": 0.706, "dropped": 0.724}
    values = {"most": most, "items": ["CHA5"], "n_items": 1, "gain": 0.01}
    assert "其中" not in told("reliability.dropping", "some", "zh", **values)
    values |= {"items": ["CHA5", "RES5"], "n_items": 2}
    assert "其中以CHA5最为明显" in told("reliability.dropping", "some", "zh", **values)


@pytest.mark.parametrize(
    ("language", "fault", "open_one"),
    [("zh", "未被维度解释的部分超过一半；", "尚无定论。"), ("en", "half of its items’ variance;", "is reached there.")],
)
def test_only_scales_below_the_edge_hold_more_of_other_things(language, fault, open_one):
    values = {"low": LOW, "high": HIGH, "n_scales": 2, "edge": 0.5}
    values |= {"below": ["attitude"], "straddles": ["channels"], "above": []}
    text = told("validity.ave", "some_below", language, **values)
    assert text.index(WRITERS[language].names.scale("attitude")[1:]) < text.index(fault)
    assert text.rindex(WRITERS[language].names.scale("channels")[1:]) > text.index(fault)
    assert text.endswith(open_one)


@pytest.mark.parametrize(
    ("n_apart", "chinese", "english"), [(0, "没有一对的", "for none;"), (3, "有3对的", "for three;")]
)
def test_no_pair_is_counted_as_nought(n_apart, chinese, english):
    values = {"a": "attitude", "b": "channels", "estimate": 0.9, "conf_low": 0.8, "conf_high": 0.95, "edge": 0.85}
    values |= {"n_pairs": 10, "n_apart": n_apart, "open": [["attitude", "channels"]], "beyond": []}
    assert chinese in told("validity.htmt", "open", "zh", **values)
    assert english in told("validity.htmt", "open", "en", **values)


@pytest.mark.parametrize(("cfi", "is_reached"), [(0.949, False), (0.95, True)])
def test_the_side_of_the_edge_is_named(cfi, is_reached):
    other = cfi + (0.01 if is_reached else -0.01)
    models = {"ml": {"fit": {"cfi": cfi}}, "fiml": {"fit": {"cfi": other}}}
    claim = measurement_estimator.which_number(typed(samples.completed(MeasurementModels, {"models": models})))[0]
    assert claim.verdict == "same_side" and claim.values["is_reached"] is is_reached
    assert ("均不低于0.95" if is_reached else "均低于0.95") in WRITERS["zh"].sentence(claim)
    assert ("none lies below .95" if is_reached else "all lie below .95") in WRITERS["en"].sentence(claim)


def test_what_is_not_interpreted_is_not_explained_either():
    group = samples.example()["invariance"]["gender"]
    group["partial_scalar"] = (group.get("partial_scalar") or {}) | {"freed": ["ATT1~1"]}
    for verdict in ("partial_scalar", "no_basis"):
        read = samples.completed(GroupInvariance, group | {"verdict": verdict})
        assert bool(measurement_invariance.freed("gender", read)) is (verdict != "no_basis")


def test_an_item_is_called_by_its_short_name():
    results = samples.example()
    results["study"]["items"][0]["label"] = "kurz"
    write = Writer(typed(results), "zh")
    values = {"a": results["study"]["items"][0]["variable"], "b": "CHA5", "observed": 0.4, "residual": 0.2, "edge": 0.1}
    claim = Claim(id="measurement.residual", verdict="small", verdicts=("small", "large"), values=values)
    assert "残差相关绝对值最大的是kurz与CHA5" in write.sentence(claim)


def test_nothing_is_said_of_outcomes_where_there_are_none():
    values = {"n_items": 25, "n_reversed": 1, "items": ["RES5"]}
    assert "结果变量" not in told("instrument.reversed_items", "some", "zh", **values)
    assert "outcome" not in told("instrument.reversed_items", "some", "en", **values)


def test_a_raised_digit_is_parted_from_a_chinese_character():
    assert f"R2{THIN_SPACE}的" in re.sub(r"<[^>]+>", "", WRITERS["zh"].prose("drivers.importance"))
    assert THIN_SPACE not in WRITERS["en"].prose("drivers.importance")


def test_several_reasons_are_clauses():
    values = {"scale": "attitude", "reasons": ["unreliable", "inseparable"], "share": 0.2, "performance": 70.0}
    assert "得分信度过低；未能与其他维度区分" in told("priorities.priority", "withheld", "zh", **values)


def test_a_row_of_items_has_the_comma_of_its_language():
    study = typed(samples.example()).study
    assert Names(study, "zh").row(["a", "b"]) == "a、b" and Names(study, "en").row(["a", "b"]) == "a, b"


def test_one_factor_has_no_other_to_load_on():
    results = samples.example()
    names = {claim.name for claim in structure.claims(samples.typed(results))}
    assert {"cross_loadings", "placement"} <= names
    results["efa"]["n_factors"]["designed"] = 1
    assert not {"cross_loadings", "placement"} & {claim.name for claim in structure.claims(samples.typed(results))}


def test_the_general_factor_is_named():
    assert WRITERS["zh"].parameter("G=~RES1") == "RES1在一般因子上的载荷"
    assert "the general factor" in WRITERS["en"].parameter("G=~RES1")


@pytest.mark.parametrize(("n_pairs", "said"), [(1, "该区间未达到"), (3, "3个区间均未达到")])
def test_one_pair_is_not_all_pairs(n_pairs, said):
    values = {"a": "attitude", "b": "channels", "estimate": 0.4, "conf_low": 0.2, "conf_high": 0.6, "n_obs": 100}
    values |= {"estimator": "mlr", "n_pairs": n_pairs, "n_beyond": 0}
    values["edges"] = {"marginal": 0.8, "moderate": 0.9, "severe": 1.0}
    assert said in told("validity.latent_correlations", "none", "zh", **values)
