"""The chapter of service indicators: every verdict reached, at its edge and beyond it."""

import pytest

from analysis.report.chapters.indicators import claims as indicators
from analysis.report.chapters.indicators import tables
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from tests.report import samples


@pytest.fixture
def results() -> dict:
    return samples.grouped()


def told(results: dict) -> dict:
    """The chapter's claims by name and subject."""
    return {(claim.name, claim.subject): claim for claim in indicators.claims(samples.typed(results))}


def test_a_quantity_has_a_median_and_a_yes_a_share(results):
    found = told(results)
    assert found["level", "wait"].verdict == "quantity" and found["level", "wait"].values["ninetieth"] > 0
    assert found["level", "solved"].verdict == "yes_no" and found["level", "solved"].values["ninetieth"] is None


@pytest.mark.parametrize(
    ("low", "estimate", "high", "verdict"),
    [
        (0.001, 0.2, 0.4, "positive"),
        (-0.4, -0.2, -0.001, "negative"),
        (0.0, 0.2, 0.4, "open"),
        (-0.4, -0.2, 0.0, "open"),
    ],
)
def test_where_the_dimension_goes_with_it(results, low, estimate, high, verdict):
    ends = {"estimate": estimate, "conf_low": low, "conf_high": high}
    for name, kind in (("wait", "quantity"), ("solved", "yes_no")):
        results["indicators"][name]["relation"]["spearman"] |= ends
        assert told(results)[f"relation_{kind}", name].verdict == verdict


def test_simulated_truth_is_found(results):
    found = told(results)
    assert found["relation_quantity", "wait"].verdict == "negative"
    assert found["relation_yes_no", "solved"].verdict == "positive"


def test_what_belongs_to_no_dimension_is_described_alone_and_what_could_not_be_is_said(results):
    found = told(results)
    assert ("level", "contacts") in found and ("relation_quantity", "contacts") not in found
    assert found["lost", "lost"].verdict == "itself" and found["lost", "answered"].verdict == "relation"
    assert ("level", "lost") not in found and ("lost", "contacts") not in found


@pytest.mark.parametrize(
    ("values", "form"),
    [([2.0, 3.0, None], "whole"), ([2.0, 2.5, 3.0], "one_decimal"), ([None], "whole"), ([8.35], "one_decimal")],
)
def test_counts_are_printed_whole(values, form):
    assert indicators.form_of(values) == form


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_value_at_which_many_lie_is_no_tenth_and_no_half(results, language):
    """Of counts with ties more than half may lie between the quartiles: they are told as what they are."""
    spread = {"lower_quartile": 1.0, "upper_quartile": 2.0, "ninetieth": 3.0}
    spread["centre"] = {"estimate": 2.0, "conf_low": 2.0, "conf_high": 2.0}
    results["indicators"]["wait"]["spread"] |= spread
    said = Writer(samples.typed(results), language).sentence(told(results)["level", "wait"])
    words = {
        "en": ("quartiles 1 and 2, 90th percentile 3", "half", "tenth"),
        "zh": ("四分位数为1与2", "半数", "十分之一"),
    }
    assert words[language][0] in said and "CI" not in said and "2.0" not in said
    assert not [word for word in words[language][1:] if word in said]
    results["indicators"]["wait"]["spread"]["centre"]["conf_high"] = 2.5
    assert "CI [2.0, 2.5]" in Writer(samples.typed(results), language).sentence(told(results)["level", "wait"])


@pytest.mark.parametrize(
    ("without", "asked", "n_spared"), [(41, 100, 41), (41, 59, 0), (60, 59, 19), (None, 100, None), (41, None, None)]
)
def test_who_has_no_value_yet_is_counted(results, without, asked, n_spared):
    """Codes that stand for no value, but not those who were never asked."""
    results["study"]["n_analysed"] = 100
    results["sample"] |= {"not_applicable": {"wait": without}, "asked": {"wait": asked}}
    next(one for one in results["study"]["indicators"] if one["variable"] == "wait")["not_applicable"] = ["Open"]
    assert indicators.spared(samples.typed(results), "wait") == n_spared
    for language, words in (("en", "recorded as “Open”"), ("zh", "记为“Open”")):
        said = Writer(samples.typed(results), language).sentence(told(results)["level", "wait"])
        assert (words in said) is (n_spared != 0) and (n_spared is None or not n_spared or str(n_spared) in said)
    assert "not counted" not in Writer(samples.typed(results), "en").sentence(told(results)["level", "contacts"])


@pytest.mark.parametrize(
    ("given", "n_named"), [(["Log", "Log"], 1), (["Log", "Till"], 2), (["Log", ""], 0), (["", ""], 0)]
)
def test_where_indicators_come_from_is_said_where_it_is_said_of_all(results, given, n_named):
    shown = indicators.indicators(samples.typed(results))
    for place, one in enumerate(one for one in results["study"]["indicators"] if one["variable"] in shown):
        one["source"] = dict.fromkeys(("en", "zh"), given[min(place, 1)])
    said = [claim for claim in indicators.claims(samples.typed(results)) if claim.name == "sources"]
    assert [len(claim.values["sources"]) for claim in said] == ([n_named] if n_named else [])
    for claim in said:
        assert ("Sources of the indicators: Log; Till." in Writer(samples.typed(results), "en").sentence(claim)) is (
            n_named == 2
        )


def test_nothing_is_said_without_indicators(results):
    del results["indicators"]
    assert indicators.claims(samples.typed(results)) == []


def test_tables_have_a_row_for_each_and_columns_for_what_is_shown(results):
    found = samples.typed(results)
    write = Writer(found, "en")
    with numbers.printed_in("en"):
        described, related, by_group = (
            table(write, found) for table in (tables.described, tables.relations, tables.by_group)
        )
    assert [row["cells"]["indicator"] for row in described["rows"]][:1] == ["wait Measure of wait"]
    assert described["rows"][0]["cells"]["unit"] == "minutes" and described["rows"][2]["cells"]["unit"] == "–"
    yes = next(row["cells"] for row in related["rows"] if row["cells"]["indicator"] == "solved")
    assert yes["part_2"] != "–" and yes["part_3"] == yes["part_4"] == "–"
    assert len(by_group["columns"]) == 2 + 3 * 2 + 2
    chats = next(row["cells"] for row in by_group["rows"] if row["cells"].get("level") == "Chat")
    assert chats["4"].endswith("%")
