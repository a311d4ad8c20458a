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
