"""What is said of the sample, the measures and the pain points: each verdict reached from results that have it."""

import re

import pytest

from analysis.report.chapters.appendix import hypotheses
from analysis.report.chapters.appendix import tables as appendix
from analysis.report.chapters.instrument import claims as instrument
from analysis.report.chapters.instrument import tables as instrument_tables
from analysis.report.chapters.limits import claims as limits
from analysis.report.chapters.pain_points import claims as pain_points
from analysis.report.chapters.priorities import places as priorities
from analysis.report.chapters.sample import claims as sample
from analysis.report.chapters.sample import tables
from analysis.report.document import composer as document
from analysis.report.language.writer import Writer
from tests.report import samples
from tests.report.samples import typed


def lowest(results: dict, scale: dict) -> list:
    made = typed(results)
    return priorities.weakest_item(made, made.study.scale(scale["name"]))


def compared(a: str, b: str, low: float, high: float) -> dict:
    """A comparison of two things that the same people rated."""
    difference = {"estimate": (low + high) / 2, "conf_low": low, "conf_high": high, "conf_level": 0.95}
    sizes = {"n_a": 400, "n_b": 410, "n_both": 400}
    return {"a": a, "b": b, **sizes, "difference": difference, "is_apart": low > 0 or high < 0}


def flow_of(received: int, blank: int, flagged: int, **screening) -> dict:
    results = samples.example()
    results["study"] |= {"filters": [], "n_received": received, "n_analysed": received - blank - flagged}
    steps = {"received": received, "no_answers": blank, "excluded": flagged, "analysed": received - blank - flagged}
    results["sample"]["flow"] = [{"step": step, "n": n} for step, n in steps.items()]
    results["sample"]["screening"] |= screening
    return results


@pytest.mark.parametrize(
    ("blank", "flagged", "screening", "verdict", "said"),
    [
        (0, 40, {}, "excluded", "40 were excluded for at least two signs (flags) of careless answering; 580"),
        (3, 0, {}, "excluded", "Of 620 responses received, three were excluded because no item was answered; 617"),
        (1, 40, {}, "excluded", "answering and one was excluded because no item was answered; 579"),
        (0, 0, {}, "nobody_excluded", "none showed two or more"),
        (0, 0, {"exclude": False}, "kept_by_choice", "excluded nobody"),
        (0, 0, {"applied": False}, "not_screened", "not screened for careless answering"),
    ],
)
def test_who_was_left_out_and_for_what(blank, flagged, screening, verdict, said):
    results = flow_of(620, blank, flagged, **screening)
    claim = sample.flow(typed(results))
    assert claim.verdict == verdict
    page = document.Page(typed(results), "en", figures=())
    assert said in page.section("sample").drafts[1]["html"]


CONTACTED = {"en": "I contacted the service.", "zh": "我联系过客服。"}


def filtered(n_not_kept: int, accepted: list[str], text: dict) -> dict:
    """The example with a filter that left out so many responses."""
    results = flow_of(620, 0, 40)
    results["study"]["filters"] = [{"variable": "contacted", "text": text, "accepted": accepted}]
    steps = [{"step": "in_file", "n": 620 + n_not_kept}, {"step": "not_kept", "n": n_not_kept}]
    results["sample"]["flow"] = steps + results["sample"]["flow"]
    return results


@pytest.mark.parametrize(
    ("n_not_kept", "accepted", "text", "language", "said"),
    [
        (48, ["Yes / 是"], CONTACTED, "en", "Of 668 responses in the data file, 48 do not meet the criterion"),
        (48, ["Yes / 是"], CONTACTED, "en", "(“I contacted the service”: Yes). Of the other 620, 40 were excluded"),
        (48, ["Yes / 是"], CONTACTED, "zh", "数据文件共有答卷668份，其中48份不符合纳入条件（“我联系过客服”：是）。"),
        (48, ["Yes / 是"], CONTACTED, "zh", "其余620份答卷中，剔除至少出现2项"),
        (1, ["1", "2"], {}, "en", "one does not meet the criterion for inclusion (“contacted”: 1; 2)."),
        (0, ["*"], CONTACTED, "en", "All 620 responses in the data file meet the criterion for inclusion"),
        (0, ["*"], CONTACTED, "en", "any answer). Of 620 responses received, 40 were"),
        (0, ["*"], CONTACTED, "zh", "均符合纳入条件（“我联系过客服”：有任何回答）。共回收答卷620份，剔除至少"),
    ],
)
def test_responses_that_a_filter_leaves_out_begin_the_account(n_not_kept, accepted, text, language, said):
    page = document.Page(typed(filtered(n_not_kept, accepted, text)), language, figures=())
    told = [
        re.sub("<[^>]*>", "", page.section(name).drafts[place]["html"])
        for name, place in (("sample", 1), ("method", 2))
    ]
    assert all(said in html for html in told)


def test_without_a_filter_nothing_is_said_of_one():
    page = document.Page(typed(flow_of(620, 0, 40)), "en", figures=())
    assert "inclusion" not in str(page.section("sample").drafts)


@pytest.mark.parametrize(
    ("n_not_kept", "language", "said"),
    [
        (48, "en", "668 responses received, 620 eligible, 580 analysed"),
        (48, "zh", "回收答卷668份，符合纳入条件620份，纳入分析580份"),
        (0, "en", "620 responses received, 580 analysed"),
    ],
)
def test_the_title_counts_all_responses_received(n_not_kept, language, said):
    page = document.Page(typed(filtered(n_not_kept, ["1"], {})), language, figures=())
    assert said in page.section("front").drafts[0]["meta"]


def test_where_nobody_is_left_out_the_title_says_so():
    page = document.Page(typed(flow_of(620, 0, 0)), "en", figures=())
    assert "620 responses received, all analysed" in page.section("front").drafts[0]["meta"]


def test_the_steps_name_those_received_by_what_they_met():
    rows = {
        n: [row["cells"]["step"] for row in tables.flow(Writer(made, "en"), made)["rows"]]
        for n, made in ((n, typed(filtered(n, ["1"], {}) if n else flow_of(620, 0, 40))) for n in (0, 48))
    }
    assert rows[0][0] == "Responses received"
    assert rows[48][:3] == [
        "Responses in the data file",
        "Left out: criteria for inclusion not met",
        "Responses that meet the criteria for inclusion",
    ]


def test_every_flag_that_was_looked_for_is_named_with_its_rule():
    flags = {
        "attention_check": "wrong answer to an attention check",
        "duplicate_id": "had occurred before",
        "speed": "seconds an item",
        "longstring": "in a row",
        "even_odd": "halves of scales",
        "mahalanobis": "Mahalanobis",
    }
    for missing in (None, *flags):
        results = flow_of(620, 0, 40, not_assessed=[missing] if missing else [])
        said = next(
            block["html"]
            for block in document.Page(typed(results), "en", figures=()).section("method").drafts
            if "A flag was raised for" in block.get("html", "")
        )
        assert {name for name, words in flags.items() if words not in said} == ({missing} if missing else set())
        assert "the same answers as an earlier respondent" in said and "“failed attention check”" in said


def test_the_way_to_those_analysed_is_shown_only_where_somebody_was_lost():
    kinds = [
        [
            block.get("id")
            for block in document.Page(typed(flow_of(620, 0, n)), "en", figures=()).section("sample").drafts
        ]
        for n in (0, 40)
    ]
    assert "tbl-flow" not in kinds[0] and "tbl-flow" in kinds[1]


def set_means(results: dict, place: float) -> None:
    """Put every item's mean at this place of its answer scale."""
    entries = {item["variable"]: item for item in results["study"]["items"]}
    for name, item in results["sample"]["items"].items():
        item["mean"] = entries[name]["low"] + place * (entries[name]["high"] - entries[name]["low"])


@pytest.mark.parametrize(
    ("place", "verdict", "n_above"),
    [(0.61, "top", 41), (0.59, "middle", 41), (0.5, "middle", 0), (0.41, "middle", 0), (0.39, "bottom", 0)],
)
def test_answers_lie_where_the_means_are_not_where_a_few_more_stand_at_one_end(place, verdict, n_above):
    results = samples.example()
    set_means(results, place)
    claim = sample.ends_of_scale(typed(results))
    assert (claim.verdict, claim.values["n_above"]) == (verdict, n_above)


@pytest.mark.parametrize(
    ("n", "share", "verdict"), [(5, 0.51, "majority"), (5, 0.5, "largest"), (None, None, "unshown")]
)
def test_a_group_of_few_is_not_named(n, share, verdict):
    results = samples.example()
    levels = [{"level": "A", "n": n, "share": share}, {"level": "", "n": None, "share": None}]
    results["sample"]["groups"] = {"gender": levels}
    claim = sample.groups(typed(results))[0]
    assert claim.verdict == verdict


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("n_small", "en"), [(1, "1 level with fewer than"), (2, "2 levels with fewer than")])
def test_small_levels_are_put_together(n_small, en, language):
    results = samples.example()
    shown = [{"level": f"town {k}", "n": n, "share": n / 400} for k, n in ((0, 300), (3, 5))]
    results["sample"]["groups"] = {"gender": [*shown, *[{"level": "", "n": None, "share": None}] * n_small]}
    page = document.Page(typed(results), language, figures=())
    table = next(block for block in page.section("method").drafts if block.get("id") == "tbl-groups")
    rows = [row["cells"] for row in table["rows"] if not row.get("section")]
    assert [row["n"] for row in rows] == ["300", "5", "–"]
    assert language == "zh" or (en in rows[-1]["level"] and rows[-1]["level"].endswith("each") == (n_small == 2))
    assert str(n_small) in rows[-1]["level"] and str(results["study"]["min_cell"]) in rows[-1]["level"]


def extremes(results):
    """The dimensions rated highest and lowest."""
    dimensions = [scale["name"] for scale in results["study"]["scales"] if scale["kind"] == "dimension"]
    level = {name: results["sample"]["scales"][name]["performance"] for name in dimensions}
    return max(level, key=level.get), min(level, key=level.get)


@pytest.mark.parametrize(("low", "high", "verdict"), [(0.1, 4.0, "apart"), (-0.1, 4.0, "open")])
@pytest.mark.parametrize("is_turned", [False, True])
def test_levels_are_told_apart_by_the_interval_of_their_difference(low, high, verdict, is_turned):
    results = samples.example()
    highest, lowest = extremes(results)
    row = compared(highest, lowest, low, high)
    if is_turned:
        row = compared(lowest, highest, -high, -low)
    results["sample"]["comparisons"] = {"performance": [row]}
    claim = sample.scale_levels(typed(results))[0]
    assert claim.verdict == verdict
    assert claim.values["difference"].conf_low == low


def test_levels_that_are_one_thing_or_of_which_less_is_better_are_not_ranked():
    results = samples.example()
    pair = next(
        row for row in results["validity"]["latent_correlations"] if {row["a"], row["b"]} == set(extremes(results))
    )
    pair |= {"conf_low": 0.8, "conf_high": 0.95}
    assert sample.scale_levels(typed(results))[0].verdict == "inseparable"
    for scale in results["study"]["scales"]:
        scale["better"] = "high" if scale["name"] == "attitude" else "low"
    assert sample.scale_levels(typed(results)) == []
    assert "attitude" not in instrument.direction(typed(results))[0].values["scales"]


@pytest.mark.parametrize(("verdict", "told"), [("distinct", "open"), ("one", "inseparable")])
def test_two_dimensions_shown_to_be_two_differ_in_more_than_wording(verdict, told):
    results = samples.inseparable()
    names = [scale["name"] for scale in results["study"]["scales"] if scale["kind"] == "dimension"]
    for name in names:
        results["sample"]["scales"][name]["performance"] = {"responsiveness": 80, "assurance": 70}.get(name, 75)
    pair = compared("responsiveness", "assurance", -1, 21)
    results["sample"]["comparisons"] = {"performance": [pair]}
    for row in results["alternatives"]["pairs"]:
        row["verdict"] = verdict if {row["a"], row["b"]} == {"responsiveness", "assurance"} else "distinct"
    assert sample.scale_levels(typed(results))[0].verdict == told


@pytest.mark.parametrize(
    ("better", "said"),
    [
        ([None, None], "Highest was"),
        (["high", "high"], "Rated highest was"),
        (["low", None], "Of the dimensions of which less is not said to be better, the highest was"),
        (["low", "high"], "Of the dimensions on which more is better, the one rated highest was"),
    ],
)
def test_nothing_is_rated_high_where_no_end_is_better(better, said):
    results = samples.example()
    first, *others = results["study"]["scales"]
    first["better"] = better[0]
    for scale in others:
        scale["better"] = better[1]
    levels = sample.scale_levels(typed(results))[0]
    assert Writer(typed(results), "en").sentence(levels).startswith(said)


@pytest.mark.parametrize(("low", "high", "verdict"), [(0.01, 0.3, "clear"), (-0.01, 0.3, "close")])
@pytest.mark.parametrize(
    ("measure", "name", "top", "second"),
    [("prevalence", "most_met", "handover", "complaints"), ("severity", "most_severe", None, None)],
)
def test_pain_points_are_ranked_by_the_interval_of_their_difference(measure, name, top, second, low, high, verdict):
    results = samples.example()
    found = results["sample"]["pain_points"]
    order = sorted(found, key=lambda key: -found[key][measure]["estimate"])
    assert top in (order[0], None) and second in (order[1], None)
    results["sample"]["comparisons"] = {measure: [compared(order[0], order[1], low, high)]}
    assert next(claim for claim in pain_points.claims(samples.typed(results)) if claim.name == name).verdict == verdict


def test_reversed_items_that_nobody_declared():
    results = samples.example()
    assert instrument.reversed_items(typed(results)).verdict == "some"
    for item in results["study"]["items"]:
        item["reversed"] = False
    assert instrument.reversed_items(typed(results)).verdict == "none"
    results["reliability"]["scales"]["attitude"]["items"]["ATT2"]["item_rest_correlation"] = -0.3
    assert instrument.reversed_items(typed(results)).values["against"] == ["ATT2"]
    assert instrument.reversed_items(typed(results)).verdict == "undeclared"


@pytest.mark.parametrize(
    ("high", "step", "verdict"), [(1, None, "binary"), (2, 1, "one_item"), (1, 0.5, "one_item"), (5, None, "one_item")]
)
def test_an_outcome_of_two_answers_is_called_so(high, step, verdict):
    results = samples.single_item_outcome()
    outcome = next(item for item in results["study"]["items"] if item["scale"] == "satisfaction")
    outcome |= {"low": 0, "high": high, "step": step}
    assert instrument.outcome_measure(typed(results)).verdict == verdict


def test_nothing_is_said_thrice_where_nothing_is_missing():
    results = samples.example()
    for item in results["sample"]["items"].values():
        item["n_missing"] = 0
    for step in results["sample"]["flow"]:
        step["n"] = results["study"]["n_analysed"]
    assert sample.complete_items(typed(results)) == [] == sample.complete_model(typed(results))
    assert sample.missing(typed(results)).verdict == "none"
    assert sample.complete_items(typed(samples.example()))[0].verdict == "some_lost"


def test_what_the_study_holds_data_for_is_not_listed_as_lacking():
    assert instrument.left_out(typed(samples.example())) == []
    assert "pain_points" in instrument.left_out(typed(samples.without_outcome()))[0].values["parts"]


def test_a_score_without_clear_meaning_is_not_ranked():
    results = samples.example()
    assert sample.scale_levels(typed(results))[0].values["high"]["scale"] == "attitude"
    results["reliability"]["scales"]["attitude"]["items"]["ATT2"]["item_rest_correlation"] = -0.3
    assert sample.scale_levels(typed(results))[0].values["high"]["scale"] != "attitude"


def test_what_was_not_compared_is_not_called_open():
    results = samples.example()
    results["sample"]["comparisons"] = samples.missing("no_answers")
    assert sample.scale_levels(samples.typed(results))[0].verdict == "uncompared"
    assert {claim.verdict for claim in pain_points.claims(samples.typed(results)) if claim.name.startswith("most")} == {
        "uncompared"
    }


def without_answer(item: str, n_missing: int, n_inapplicable: int) -> dict:
    """The example with so many answers to an item missing, and so many saying that it does not apply; no others."""
    results = samples.example()
    for name, found in results["sample"]["items"].items():
        found |= {"n_obs": 580, "n_missing": 0}
        if name == item:
            found |= {"n_obs": 580 - n_missing - n_inapplicable, "n_missing": n_missing + n_inapplicable}
    results["sample"]["not_applicable"] = {item: n_inapplicable, "SOL1": 0}
    return results


@pytest.mark.parametrize(
    ("n_missing", "n_inapplicable", "verdict"),
    [(0, 60, "none"), (29, 60, "small"), (30, 0, "notable"), (30, 60, "notable")],
)
def test_an_item_that_does_not_apply_was_not_left_unanswered(n_missing, n_inapplicable, verdict):
    results = without_answer("RES2", n_missing, n_inapplicable)
    claim = sample.missing(typed(results))
    assert (claim.verdict, claim.values["n"]) == (verdict, n_missing)
    said = "".join(
        block.get("html", "") for block in document.Page(typed(results), "en", figures=()).section("sample").drafts
    )
    assert ("does not apply" in said) == bool(n_inapplicable)


def test_the_item_table_counts_missing_and_inapplicable_apart():
    for n_inapplicable in (0, 60):
        results = without_answer("RES2", 28, n_inapplicable)
        table = appendix.descriptives(Writer(typed(results), "en"), typed(results))
        row = next(row["cells"] for row in table["rows"] if row["cells"]["item"] == "RES2")
        assert (row["n_missing"], row.get("n_inapplicable")) == ("28", "60" if n_inapplicable else None)
        assert ("n_inapplicable" in [column["key"] for column in table["columns"]]) == bool(n_inapplicable)


def with_options(**shares: float | None) -> dict:
    """The example with a question to which several answers could be given, so chosen."""
    results = samples.example()
    labels = {name: {"en": name.capitalize(), "zh": f"{name}类"} for name in shares}
    options = [{"option": name, "label": label} for name, label in labels.items()]
    results["study"]["multi"] = [{"name": "ways", "label": {"en": "Ways used", "zh": "方式"}, "options": options}]
    counted = [
        {"option": name, "n": round(200 * (share or 0)), "n_obs": 200 if share is not None else 0, "share": share}
        | {"conf_low": share, "conf_high": share}
        for name, share in shares.items()
    ]
    results["sample"]["multi"] = {"ways": counted}
    return results


@pytest.mark.parametrize(
    ("shares", "verdict", "said"),
    [
        ({"chat": 0.4, "phone": 0.7, "mail": 0.1}, "range", "“Phone” was chosen most often (70.0% of those asked"),
        ({"chat": 0.4, "phone": 0.4}, "all_alike", "each of the two options"),
        ({"chat": 0.4, "phone": None}, "one_option", "“Chat” was chosen by 40.0%"),
    ],
)
def test_what_was_chosen_of_several_options(shares, verdict, said):
    results = with_options(**shares)
    assert [claim.verdict for claim in sample.options(typed(results))] == [verdict]
    drafts = document.Page(typed(results), "en", figures=()).section("sample").drafts
    assert said in "".join(block.get("html", "") for block in drafts)
    table = next(block for block in drafts if block.get("id") == "tbl-options")
    assert [row["cells"].get("option") for row in table["rows"]] == ["Ways used", *map(str.capitalize, shares)]
    chinese = document.Page(typed(results), "zh", figures=()).section("sample").drafts
    assert "不必等于" in "".join(block.get("html", "") for block in chinese)


def test_nothing_is_said_of_options_that_nobody_was_asked_for():
    assert sample.options(typed(with_options(chat=None))) == sample.options(typed(samples.example())) == []


def test_a_dimension_of_which_less_is_better_is_not_ranked_by_its_level_and_its_worst_item_is_the_highest():
    results = samples.example()
    for turned in (False, True):
        scale = next(s for s in results["study"]["scales"] if s["name"] == "attitude")
        scale["better"] = "low" if turned else "high"
        levels = sample.scale_levels(typed(results))[0]
        assert ("attitude" in (levels.values["high"]["scale"], levels.values["low"]["scale"])) != turned
        said = Writer(typed(results), "en").sentence(levels)
        assert ("Of the dimensions on which more is better" in said) == turned
        means = {name: results["sample"]["items"][name]["mean"] for name in scale["items"]}
        worst = lowest(results, scale)[0].values["item"]
        assert worst == (max if turned else min)(means, key=means.get)


@pytest.mark.parametrize(
    ("item", "high", "verdict"),
    [("SAT1", 5, "one_range"), ("SAT1", 7, "outcome_differs"), ("SOL1", 7, "several_ranges")],
)
def test_one_answer_scale_is_one_of_every_item_asked(item, high, verdict):
    results = samples.example()
    for entry in results["study"]["items"]:
        entry |= {"low": 1, "high": 5}
    next(entry for entry in results["study"]["items"] if entry["variable"] == item)["high"] = high
    assert instrument.instrument(typed(results)).verdict == verdict


def test_a_code_is_no_wording_but_a_question_that_names_its_column_is():
    results = samples.example()
    question = "How do you like it?"
    for name, text in {"SOL1": "SOL1", "SOL2": "They solved it.", "SOL3": question}.items():
        next(entry for entry in results["study"]["items"] if entry["variable"] == name)["text"] = {"en": text}
    write = Writer(typed(results), "en")
    rows = appendix.wordings(write, typed(results))["rows"]
    shown = {row["cells"]["item"]: row["cells"].get("wording") for row in rows}
    assert (shown["SOL1"], shown["SOL2"]) == ("(wording not given)", "They solved it.")
    assert appendix.worded(write, question, question) == question


def test_the_comparisons_with_incomplete_respondents_are_tests_that_were_made():
    results = samples.example()
    scales = results["sample"]["missingness"]["scales"]
    scales[1] |= dict.fromkeys(("difference", "statistic", "df", "p_value", "p_value_holm"))
    made = [test for test in hypotheses.tests(typed(results)) if test.null == "complete_like_incomplete"]
    expected = [(row["scale"], row["statistic"], row["p_value_holm"]) for row in scales if row["p_value"] is not None]
    assert [(test.subject, test.statistic, test.p_adjusted) for test in made] == expected
    assert len(made) == len(scales) - 1 > 1
    for row in scales:
        row["p_value"] = None
    (fewer,) = limits.multiplicity(typed(results))
    assert fewer.values["n_tests"] == limits.multiplicity(typed(samples.example()))[0].values["n_tests"] - len(scales)


def test_scales_without_any_words_are_not_listed_among_the_questions():
    results = samples.example()
    for item in results["study"]["items"]:
        item["text"] = dict.fromkeys(("en", "zh"), item["variable"])
    write = Writer(typed(results), "en")
    rows = appendix.wordings(write, typed(results))["rows"]
    assert not {row["cells"]["item"] for row in rows if not row.get("section")} & set(typed(results).study.by_variable)
    assert rows and "(wording not given)" not in str(rows)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_codes_made_for_items_are_listed_with_their_columns(language):
    results = samples.example()
    write = Writer(typed(results), language)
    assert "RES1 =" not in str(appendix.descriptives(write, typed(results))["notes"])
    assert "#tbl-descriptives" not in str(instrument_tables.scales(write, typed(results))["notes"])
    results["study"]["items"][0]["label"] = "SPEED1"
    write = Writer(typed(results), language)
    assert "SPEED1 = RES1" in str(appendix.descriptives(write, typed(results))["notes"])
    assert "#tbl-descriptives" in str(instrument_tables.scales(write, typed(results))["notes"])
    for item in results["study"]["items"]:
        item |= {"reversed": False, "label": item["variable"]}
    assert instrument_tables.scales(Writer(typed(results), language), typed(results))["notes"] == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("no information on", "wording of the items")), ("zh", ("背景资料", "题项原文"))]
)
def test_what_is_not_known_of_respondents_and_items_is_said(language, words):
    results = samples.example()
    said = str(document.Page(typed(results), language, figures=()).section("method").drafts)
    assert not any(word in said for word in words)
    results["study"] |= {"groups": [], "pain_points": [], "indicators": []}
    results["sample"]["groups"] = {}
    del results["indicators"]
    for item in results["study"]["items"]:
        item["text"] = dict.fromkeys(("en", "zh"), item["variable"])
    said = str(document.Page(typed(results), language, figures=()).section("method").drafts)
    assert all(word in said for word in words)
