"""The example study: its questionnaire asks what it should, its answers are as unkind as they are meant to be."""

import csv
import importlib.util
from math import sqrt
from pathlib import Path
from random import Random
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from analysis import ROOT
from analysis.survey import Study, load

EXAMPLE = ROOT / "data" / "example"
DIMENSIONS = ["responsiveness", "resolution", "attitude", "channels", "aftersales"]
PAIN_POINTS = ["handover", "authority", "inconsistency", "process", "complaints"]

# What the questionnaire must ask, each point by a word of its item's wording in both languages.
POINTS = {
    "RES1": ("human agent", "人工客服"),
    "RES2": ("get through", "接通"),
    "RES3": ("wait", "等待"),
    "RES4": ("first response", "首次回复"),
    "RES5": ("progress", "进展"),
    "SOL1": ("understand", "理解"),
    "SOL2": ("rules", "规则"),
    "SOL3": ("products", "商品"),
    "SOL4": ("after-sales policy", "售后政策"),
    "SOL5": ("first time", "首次"),
    "SOL6": ("complex", "复杂"),
    "SOL7": ("caused", "原因"),
    "SOL8": ("avoid similar problems", "避免类似问题"),
    "SOL9": ("professional, effective solution", "专业、有效的解决方案"),
    "ATT1": ("patient", "耐心"),
    "ATT2": ("how I feel", "体会"),
    "ATT3": ("clear", "清晰"),
    "ATT4": ("friendly", "友善"),
    "ATT5": ("listen", "倾听"),
    "ATT6": ("calm", "安抚"),
    "ATT7": ("respect", "尊重"),
    "CHA1": ("social media", "社交媒体"),
    "CHA2": ("find", "入口"),
    "CHA3": ("that I have used", "我使用过的"),
    "CHA4": ("all over again", "从头"),
    "CHA5": ("computer", "电脑"),
    "AFT1": ("exchang", "退换货"),
    "AFT2": ("Refunds", "退款"),
    "AFT3": ("fair", "公正"),
    "AFT4": ("transparent", "透明"),
    "AFT5": ("compensation", "补偿"),
    "AFT6": ("customer's side", "顾客的立场"),
    "REC1": ("recommend", "推荐"),
    "handover_met": ("chatbot", "答非所问"),
    "authority_met": ("not allowed", "无权处理"),
    "inconsistency_met": ("inconsistent", "不一致"),
    "process_met": ("upload proof", "上传凭证"),
    "complaints_met": ("any further", "升级"),
}


@pytest.fixture(scope="module")
def study() -> Study:
    return load(EXAMPLE)


@pytest.fixture(scope="module")
def codebook() -> dict[str, dict[str, str]]:
    with open(EXAMPLE / "codebook.csv", encoding="utf-8-sig", newline="") as file:
        return {row["variable"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def raw() -> pd.DataFrame:
    """The export as it is, of those who were asked, before anyone has read it with the codebook."""
    table = pd.read_csv(EXAMPLE / "responses.csv", encoding="utf-8-sig")
    return table[table["contacted"] == "Yes / 是"]


@pytest.fixture(scope="module")
def items(raw, codebook) -> pd.DataFrame:
    """Items and outcomes of everyone, "does not apply" taken as missing, reversed items still as given."""
    names = [name for name, row in codebook.items() if row["role"] in ("item", "outcome")]
    return raw[names].apply(lambda given: given.replace(9, np.nan) if codebook[given.name]["missing"] else given)


@pytest.fixture(scope="module")
def dimension_items(items, codebook) -> pd.DataFrame:
    return items[[name for name in items if codebook[name]["role"] == "item"]]


@pytest.fixture(scope="module")
def simulate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("simulate", EXAMPLE / "simulate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generator_rewrites_the_answers_byte_for_byte(simulate, tmp_path: Path):
    simulate.write_responses(tmp_path / "responses.csv")
    assert (tmp_path / "responses.csv").read_bytes() == (EXAMPLE / "responses.csv").read_bytes()


@pytest.mark.parametrize("variable", POINTS)
def test_questionnaire_covers_each_point_in_both_languages(variable, codebook):
    english, chinese = POINTS[variable]
    assert english in codebook[variable]["text_en"]
    assert chinese in codebook[variable]["text_zh"]


def test_every_variable_is_worded_in_both_languages(codebook):
    assert not [name for name, row in codebook.items() if not row["text_en"] or not row["text_zh"]]


def test_no_ascii_punctuation_stands_in_chinese_wording(codebook):
    assert not [name for name, row in codebook.items() if set(row["text_zh"]) & set(",.;:?()\"'")]


def test_every_answer_is_named_in_both_languages_unless_it_is_a_number(codebook):
    names = [label.split("=")[1] for row in codebook.values() if row["labels"] for label in row["labels"].split(";")]
    words = [name for name in names if any(map(str.isalpha, name))]
    assert all(name.count(" / ") == 1 for name in words)


def test_a_column_that_the_codebook_does_not_name_is_not_read(study, raw):
    assert "submitted_at" in raw
    assert "submitted_at" not in study.received


def test_study_loads_and_says_that_it_is_simulated(study):
    assert study.settings.simulated
    assert list(study.scales) == DIMENSIONS
    assert list(study.outcomes) == ["satisfaction", "trust", "repurchase", "recommendation"]
    assert list(study.pain_points) == PAIN_POINTS
    assert len(study.received) == 620


def test_groups_come_as_codes_and_as_texts(raw, study):
    assert set(raw["platform"]) == {1, 2, 3, 4, 5}
    assert set(raw["gender"]) == {"Female / 女", "Male / 男", "Other or not stated / 其他或不愿透露"}
    assert study.groups["platform"].nunique() == 5


def test_answers_pile_up_at_the_top(study, dimension_items):
    keyed = dimension_items.assign(RES5=6 - dimension_items["RES5"], CHA4=6 - dimension_items["CHA4"])
    assert keyed.mean().between(3.4, 4.1).all()
    assert keyed.skew().lt(0).all()
    assert study.satisfaction.mean().between(3.6, 4.1).all()


def test_two_items_are_reversed_in_wording_and_in_answers(codebook, dimension_items):
    reversed_items = [name for name, row in codebook.items() if row["reversed"]]
    assert reversed_items == ["RES5", "CHA4"]
    for item in reversed_items:
        companions = [name for name in dimension_items if name[:3] == item[:3] and name != item]
        assert dimension_items[companions].corrwith(dimension_items[item]).lt(0).all()


def test_four_per_cent_of_the_answers_are_missing_most_of_them_from_few_people(dimension_items):
    missing = dimension_items.isna()
    assert missing.to_numpy().mean() == pytest.approx(0.04, abs=0.005)
    assert missing.any(axis=1).mean() < 0.25


def test_answers_are_missing_for_reasons_that_were_observed(raw, items):
    share = items.isna().mean(axis=1)
    assert share[raw["age_band"] >= 3].mean() > share[raw["age_band"] <= 2].mean()
    phone = items[["RES2", "RES3"]].isna().mean(axis=1)
    assert phone[raw["channel"] != "Phone / 电话"].mean() > phone[raw["channel"] == "Phone / 电话"].mean()


def test_enough_respondents_are_complete_for_the_regression(study):
    answered = study.items.join(pd.concat(study.outcomes.values(), axis=1))
    assert len(answered.dropna()) >= 420


def test_who_answers_the_filter_with_no_is_asked_nothing_else(simulate, study):
    table = pd.read_csv(EXAMPLE / "responses.csv", encoding="utf-8-sig")
    ended = table[table["contacted"] == "No / 否"]
    asked = ended.drop(columns=["respondent_id", "submitted_at", "duration_seconds", "contacted"])
    assert len(ended) == simulate.N_WITHOUT_CONTACT and asked.isna().all(axis=None)
    steps = {step.step: step.n for step in study.screening.flow}
    assert (steps["not_kept"], steps["received"]) == (simulate.N_WITHOUT_CONTACT, simulate.N_RESPONDENTS)


def test_what_does_not_apply_is_named_where_it_can_occur(codebook, study):
    offered = [name for name, row in codebook.items() if "9=Does not apply / 不适用" in row["labels"]]
    assert offered == ["RES2", "RES3", "RES4", "ATT6", "CHA4", "AFT1", "AFT2", "AFT3", "AFT4", "AFT5", "AFT6"]
    assert all(codebook[name]["missing"] == "9" for name in offered)
    assert (study.not_applicable[offered].sum() > 0).all()


def test_wordings_speak_of_one_person_and_one_period(codebook):
    chinese = "".join(row["text_zh"] for row in codebook.values())
    assert not [word for word in ("您", "消费者", "用户", "客户，", "最近一次", "通常") if word in chinese]
    assert not [
        word for word in (" you ", "latest", "usually") if word in "".join(r["text_en"] for r in codebook.values())
    ]


def test_only_who_complained_can_have_met_a_complaint_that_got_nowhere(study):
    could = study.asked["complaints_met"]
    assert could.tolist() == (study.received["complained"][study.screening.kept] == "Yes / 是").tolist()
    assert 0.25 < could.mean() < 0.5
    assert study.pain_points["complaints"]["met"].notna().tolist() == could.tolist()
    assert not [told for told in study.warnings if told.code.startswith("asked.")]


def test_indicators_go_with_the_dimension_that_they_belong_to(study):
    scale_of = {entry.variable: entry.scale for entry in study.meta().indicators}
    assert list(scale_of.values()) == ["responsiveness", "resolution", "resolution", "aftersales"]
    for name, scale in scale_of.items():
        r = study.indicators[name].corr(study.scales[scale].mean(axis=1), method="spearman")
        assert 0.2 < (r if study.indicator_kinds[name] == "yes_no" else -r) < 0.6
    first = study.indicators.loc[study.indicators["n_contacts"].notna()]
    assert (first["solved_first"] == (first["n_contacts"] == 1)).all()
    assert study.indicators["refund_days"].notna().tolist() == study.asked["refund_days"].tolist()


def test_every_sub_criterion_of_the_readme_has_an_item_and_every_item_one(codebook):
    rows = [line.split("|") for line in (ROOT / "data" / "README.md").read_text(encoding="utf-8").splitlines()]
    start = next(place for place, cells in enumerate(rows) if cells[1:2] == [" sub-criterion "])
    table = {}
    for cells in rows[start + 2 :]:
        if len(cells) < 4:
            break
        table[cells[1].strip()] = cells[3].strip().split(", ")
    declared = {}
    for name, row in codebook.items():
        if row["role"] == "item":
            declared.setdefault(row["facet"], []).append(name)
    assert table == declared and len(table) > 25


def test_every_item_has_a_source(codebook):
    assert not [name for name, row in codebook.items() if row["role"] in ("item", "outcome") and not row["source"]]


def test_satisfaction_falls_with_every_further_pain_point(study):
    met = sum((answers["met"] == 1).astype(int) for answers in study.pain_points.values())
    means = study.satisfaction.mean(axis=1).groupby(met).mean()
    assert list(means.index) == [0, 1, 2, 3, 4, 5] and means.is_monotonic_decreasing
    assert means[0] - means[5] > 1.5


def test_eight_per_cent_are_careless_and_hurry(simulate, raw, dimension_items):
    careless = simulate.N_STRAIGHT_LINING + simulate.N_RANDOM
    assert simulate.N_STRAIGHT_LINING == simulate.N_RANDOM
    assert careless / simulate.N_RESPONDENTS == pytest.approx(0.08, abs=0.001)
    most_frequent = dimension_items.apply(lambda row: row.value_counts(normalize=True).max(), axis=1)
    assert ((most_frequent > 0.85) & (raw["duration_seconds"] < 250)).sum() >= 20
    assert (raw["CHECK"] != 2)[raw["duration_seconds"] < 150].mean() > 0.7
    assert (raw["CHECK"] != 2)[raw["duration_seconds"] > 250].mean() < 0.06


def test_screening_excludes_careless_respondents_and_hardly_any_other(study, simulate):
    kinds = simulate.kinds(Random(simulate.SEED))
    excluded = pd.Series([kinds[entry.row - 2] for entry in study.screening.excluded])
    assert (excluded == "straight-lining").sum() >= 15
    assert (excluded == "random").sum() >= 15
    assert (excluded == "attentive").sum() <= 5


def test_population_correlations_and_loadings_span_the_promised_range(simulate):
    correlations = np.array(simulate.CORRELATIONS)
    between = correlations[np.triu_indices(5, 1)]
    assert (between.min(), between.max()) == (0.45, 0.80)
    factor = simulate.DIMENSION_FACTOR
    rebuilt = [[sum(a * b for a, b in zip(factor[i], factor[j], strict=False)) for j in range(5)] for i in range(5)]
    np.testing.assert_allclose(rebuilt, correlations, atol=1e-14)
    loadings = sorted(loading for _, loading, _ in simulate.ITEMS.values())
    assert (loadings[0], loadings[-1]) == (0.50, 0.85)


def test_satisfaction_depends_on_every_dimension_unequally(simulate, study):
    weights = simulate.SATISFACTION
    assert sorted(weights, key=weights.get, reverse=True)[:2] == ["resolution", "aftersales"]
    assert min(weights.values()) == weights["channels"] > 0
    scores = pd.DataFrame({name: answers.mean(axis=1, skipna=False) for name, answers in study.all_scales.items()})
    complete = scores.dropna()
    design = np.column_stack([np.ones(len(complete)), complete[DIMENSIONS]])
    residual = complete["satisfaction"] - design @ np.linalg.lstsq(design, complete["satisfaction"], rcond=None)[0]
    assert 0.50 < 1 - residual.var() / complete["satisfaction"].var() < 0.65


def test_trust_and_intentions_depend_on_satisfaction(study):
    satisfaction = study.satisfaction.mean(axis=1)
    for name in ("trust", "repurchase", "recommendation"):
        assert satisfaction.corr(study.outcomes[name].mean(axis=1)) > 0.4


@pytest.mark.parametrize("name", PAIN_POINTS)
def test_pain_points_lower_satisfaction(study, name):
    satisfaction = study.satisfaction.mean(axis=1)
    met = study.pain_points[name]["met"] == 1
    without = study.pain_points[name]["met"] == 0
    error = sqrt(satisfaction[met].var() / met.sum() + satisfaction[without].var() / without.sum())
    assert 0.1 < met.sum() / (met | without).sum() < 0.5
    assert satisfaction[met].mean() - satisfaction[without].mean() < -2 * error


@pytest.mark.parametrize("name", PAIN_POINTS)
def test_how_much_it_hurt_is_asked_of_those_who_met_it_only(raw, name):
    assert set(raw[f"{name}_met"].dropna()) == {0, 1}
    assert (raw[f"{name}_severity"].notna() == (raw[f"{name}_met"] == 1)).all()
