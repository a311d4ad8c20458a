"""Regression in blocks, and slopes that differ between groups: R's numbers, known answers, what is left out."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.statistics import hierarchical_regression, moderation, ols
from tests.refusals import refused

REFERENCE = Path(__file__).parents[2] / "reference"
SCORES = ["speed", "care", "price"]


def simulated() -> pd.DataFrame:
    data = pd.read_csv(REFERENCE / "blocks.csv")
    return data.assign(shop=data["shop"].astype("category"), age=data["age"].astype("category"))


def r() -> dict:
    return json.loads((REFERENCE / "blocks.json").read_text())


def met(data: pd.DataFrame, *names: str) -> dict[str, pd.DataFrame]:
    return {name: data[[name]].set_axis(["met"], axis=1) for name in names}


def grown(data: pd.DataFrame, **changes):
    given = {"groups": data[["shop", "age"]], "indicators": data[["minutes"]], "pain_points": met(data, "lost", "rude")}
    return hierarchical_regression(data["overall"], data[SCORES], **given | changes)


def reasons(found) -> list[tuple]:
    return [(entry.term, entry.level, entry.code, entry.n) for entry in found.rows.left_out]


def test_blocks_equal_r():
    found = grown(simulated())
    assert [block.name for block in found.blocks] == ["controls", "dimensions", "pain_points"]
    before = 0.0
    for ours, theirs in zip(found.blocks, r()["blocks"], strict=True):
        assert (ours.n_obs, ours.test.df) == (theirs["n"], theirs["wald"][1])
        assert [term.term + (term.level or "") for term in ours.terms] == theirs["names"]
        assert_allclose([ours.r_squared, ours.adj_r_squared], [theirs["r2"], theirs["adj"]], rtol=1e-9)
        assert ours.delta_r_squared == pytest.approx(theirs["r2"] - before, rel=1e-9)
        assert_allclose([term.estimate for term in ours.terms], theirs["estimate"], rtol=1e-7)
        assert_allclose([term.std_error_hc3 for term in ours.terms], theirs["hc3"], rtol=1e-7)
        assert_allclose([ours.test.statistic, ours.test.p_value], [theirs["wald"][0], theirs["wald"][2]], rtol=1e-6)
        before = theirs["r2"]
    assert found.rows.n_obs + found.rows.n_lost == len(simulated().dropna(subset=["overall", *SCORES]))


def test_a_model_of_one_block_is_the_regression_on_the_dimensions():
    data = simulated()
    (only,) = hierarchical_regression(data["overall"], data[SCORES]).blocks
    plain = ols(data["overall"], data[SCORES])
    assert only.name == "dimensions" and only.delta_r_squared == only.r_squared == plain.r_squared
    assert only.test.statistic == pytest.approx(plain.f_statistic.statistic_hc3)
    assert_allclose([t.p_value_holm for t in only.terms], [t.p_value_holm for t in plain.terms])


def test_holm_counts_the_terms_of_the_block_alone():
    last = grown(simulated()).blocks[-1]
    pains = [term for term in last.terms if term.block == "pain_points"]
    least = min(pains, key=lambda term: term.p_value)
    assert least.p_value_holm == pytest.approx(2 * least.p_value)


def test_the_largest_level_is_the_reference_and_a_small_one_is_lost_and_named():
    data = simulated()
    shops = data["shop"].cat.add_categories("Kiosk")
    shops[data["shop"].eq("West") & (np.arange(len(data)) < 60)] = "Kiosk"
    few = int((shops[data[["overall", *SCORES]].notna().all(axis=1)] == "Kiosk").sum())
    found = grown(data.assign(shop=shops), min_group=few + 1)
    assert {term.reference for term in found.blocks[0].terms if term.term == "shop"} == {"North"}
    assert reasons(found) == [("shop", "Kiosk", "small_level", few)]
    assert reasons(grown(data.assign(shop=shops), min_group=few)) == []


def test_a_group_of_one_large_level_is_left_out():
    data = simulated()
    assert reasons(grown(data.assign(age=pd.Categorical(["old"] * len(data))))) == [("age", None, "one_level", 415)]


def test_a_control_that_costs_more_than_a_fifth_of_the_rows_is_left_out():
    data, complete = simulated(), simulated().dropna(subset=["overall", *SCORES])
    fifth = int(0.2 * len(complete)) - int(complete["shop"].isna().sum())
    hole = complete.index[complete["shop"].notna()]
    at_most, beyond = data["minutes"].copy(), data["minutes"].copy()
    at_most[hole[:fifth]], beyond[hole[: fifth + 1]] = np.nan, np.nan
    assert "minutes" not in [term for term, *_ in reasons(grown(data.assign(minutes=at_most), pain_points={}))]
    assert reasons(grown(data.assign(minutes=beyond), pain_points={})) == [("minutes", None, "costs_rows", fifth + 1)]


def test_a_pain_point_that_few_met_or_few_did_not_is_left_out():
    data = simulated()
    complete = data.index[data.drop(columns=["answer", "loyal"]).notna().all(axis=1)]
    nine, ten = (pd.Series(data.index.isin(complete[:few]).astype(float)) for few in (9, 10))
    for answers in (nine, 1 - nine):
        assert reasons(grown(data.assign(rude=answers))) == [("rude", None, "rare", 9)]
    assert reasons(grown(data.assign(rude=ten))) == reasons(grown(data.assign(rude=1 - ten))) == []


def test_who_could_not_meet_a_pain_point_did_not_meet_it():
    data = simulated()
    could = pd.Series(np.arange(len(data)) % 2 == 0)
    asked = pd.DataFrame({"met": data["rude"].where(could), "applies": could})
    ours = grown(data, pain_points={"rude": asked}).tidy()
    theirs = grown(data, pain_points=met(data.assign(rude=data["rude"].where(could, 0)), "rude")).tidy()
    assert_allclose(ours["estimate"], theirs["estimate"])


def test_what_says_the_same_as_columns_before_it_is_named():
    data = simulated()
    found = grown(data.assign(rude=data["lost"]), groups=None)
    assert reasons(found) == [("rude", None, "determined", found.rows.n_obs)]
    twin = grown(data.assign(age=data["shop"].cat.rename_categories(["A", "B", "C"])))
    assert [entry[:3] for entry in reasons(twin)] == [("age", "B", "determined"), ("age", "C", "determined")]


def test_too_few_rows_for_so_many_columns_cost_the_controls_first():
    data = simulated().dropna().iloc[:24]
    pains = met(data, "lost", "rude")
    assert [block.name for block in grown(data, pain_points=pains, min_group=2).blocks] == [
        "controls",
        "dimensions",
        "pain_points",
    ]
    found = grown(data.iloc[:18], pain_points=met(data.iloc[:18], "lost", "rude"), min_group=2)
    assert {entry.code for entry in found.rows.left_out} == {"few_rows"}
    assert {entry.block for entry in found.rows.left_out} == {"controls"}
    assert [block.name for block in found.blocks] == ["dimensions", "pain_points"]
    least = grown(data.iloc[:10], pain_points=met(data.iloc[:10], "lost", "rude"), min_group=2)
    assert [block.name for block in least.blocks] == ["dimensions"]


def test_a_block_that_determines_the_outcome_is_refused():
    data = simulated()
    with refused("determined_outcome", scales=["minutes"]):
        grown(data.assign(minutes=2 * data["overall"]))
    with refused("too_few_rows", at_least=6):
        grown(data.head(5))


def test_rows_and_levels_in_another_order_are_the_same():
    data = simulated()
    turned = data.sample(frac=1, random_state=3)
    turned["shop"] = turned["shop"].cat.reorder_categories(["West", "South", "North"])
    ours, theirs = grown(data).tidy(), grown(turned).tidy()
    keys = ["model", "term", "level"]
    joined = ours.merge(theirs, on=keys, suffixes=("", "_turned"))
    assert len(joined) == len(ours)
    assert_allclose(joined["std_error_hc3"], joined["std_error_hc3_turned"])


def interactions(data: pd.DataFrame, *names: str, **changes):
    return moderation(data["overall"], data[SCORES], data[list(names)], **changes)


def test_slopes_and_their_test_equal_r():
    found = interactions(simulated(), "shop").interactions
    for ours, theirs in zip(found, r()["moderation"], strict=True):
        assert ours.term == theirs["term"]
        assert_allclose([ours.test.statistic, ours.test.df, ours.test.p_value], theirs["test"], rtol=1e-7)
        known = {slope["level"]: slope for slope in theirs["slopes"]}
        for slope in ours.slopes:
            assert slope.n_obs == known[slope.level]["n"]
            assert slope.estimate == pytest.approx(known[slope.level]["estimate"], rel=1e-8)
            assert slope.std_error_hc3 == pytest.approx(known[slope.level]["se"], rel=1e-8)
            assert slope.conf_low < slope.estimate < slope.conf_high


def test_holm_counts_all_interactions_asked_for():
    found = interactions(simulated(), "shop", "age").interactions
    assert len(found) == 6
    least = min(found, key=lambda i: i.test.p_value)
    assert least.p_value_holm == pytest.approx(6 * least.test.p_value)


def test_slopes_that_differ_by_construction_are_found():
    rng = np.random.default_rng(8)
    x = pd.DataFrame(rng.normal(size=(400, 2)), columns=["a", "b"])
    group = pd.Series(pd.Categorical(np.where(np.arange(400) < 200, "left", "right")), name="side")
    y = pd.Series(np.where(group == "left", 0.2, 0.9) * x["a"] + 0.4 * x["b"] + 1e-3 * rng.normal(size=400), name="y")
    first, second = moderation(y, x, group.to_frame()).interactions
    assert [slope.estimate for slope in first.slopes] == pytest.approx([0.2, 0.9], abs=1e-3)
    assert first.p_value_holm < 1e-9 and second.test.p_value == pytest.approx(second.p_value_holm)


def test_a_moderator_without_two_large_levels_says_so():
    data = simulated()
    found = interactions(data.assign(age=pd.Categorical(["old"] * len(data))), "age", "shop")
    (reason,) = found.refused
    assert (reason.moderator, reason.code, reason.values["n_levels"]) == ("age", "too_few_levels", 1)
    assert {i.moderator for i in found.interactions} == {"shop"}
