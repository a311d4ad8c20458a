"""Sub-criteria and sources of the items: each verdict, and the table as far as anything is declared."""

import pytest

from analysis.report.chapters.instrument import facets
from analysis.report.language.writer import Writer
from tests.report import samples

NOTHING = {"en": "", "zh": ""}


@pytest.fixture
def results() -> dict:
    return samples.example()


def verdicts(results: dict) -> dict[str, str]:
    return {claim.name: claim.verdict for claim in facets.claims(samples.typed(results))}


def table(results: dict, language: str = "en") -> dict:
    typed = samples.typed(results)
    return facets.facets(Writer(typed, language), typed)


def blank(results: dict, *columns: str, leave: int = 0) -> dict:
    """The results without these cells of the codebook, but in the first items."""
    for item in results["study"]["items"][leave:]:
        item |= dict.fromkeys(columns, NOTHING)
    return results


def test_every_item_has_a_sub_criterion_and_a_source(results):
    assert verdicts(results) == {"facets": "all", "sources": "all"}
    declared = {tuple(item["facet"].values()) for item in results["study"]["items"] if item["role"] == "item"}
    assert facets.claims(samples.typed(results))[0].values["n_facets"] == len(declared)


@pytest.mark.parametrize(
    ("columns", "leave", "said"),
    [
        (("facet",), 1, {"facets": "some", "sources": "all"}),
        (("source",), 1, {"facets": "all", "sources": "some"}),
        (("facet",), 0, {"sources": "all_alone"}),
        (("source",), 0, {"facets": "all"}),
        (("facet", "source"), 0, {}),
    ],
)
def test_what_is_said_of_what_is_declared(results, columns, leave, said):
    assert verdicts(blank(results, *columns, leave=leave)) == said


def test_a_source_of_some_items_alone(results):
    assert verdicts(blank(blank(results, "facet"), "source", leave=3)) == {"sources": "some_alone"}


def test_the_table_leads_from_dimension_to_sub_criterion_to_items(results):
    rows = table(results)["rows"]
    place = next(k for k, row in enumerate(rows) if row["cells"].get("facet") == "Professional knowledge")
    assert rows[place]["cells"]["items"] == "SOL2, SOL3, SOL4"
    assert "Parasuraman" in rows[place]["cells"]["source"]
    heads = [row["cells"]["facet"] for row in rows[:place] if row.get("section")]
    assert heads[-1] == "Problem solving"
    chinese = table(results, "zh")["rows"][place]["cells"]
    assert (chinese["facet"], chinese["items"]) == ("专业知识", "SOL2、SOL3、SOL4")


def test_items_of_one_sub_criterion_from_two_sources_have_a_row_each(results):
    item = next(item for item in results["study"]["items"] if item["variable"] == "SOL3")
    item["source"] = {"en": "Elsewhere", "zh": "他处"}
    rows = [row["cells"] for row in table(results)["rows"]]
    place = next(k for k, cells in enumerate(rows) if cells.get("facet") == "Professional knowledge")
    assert [cells["items"] for cells in rows[place : place + 2]] == ["SOL2, SOL4", "SOL3"]
    assert (rows[place + 1]["facet"], rows[place + 1]["source"]) == ("Professional knowledge", "Elsewhere")


@pytest.mark.parametrize(("column", "left"), [("facet", ["items", "source"]), ("source", ["facet", "items"])])
def test_a_column_without_entries_is_left_out(results, column, left):
    found = table(blank(results, column))
    assert [entry["key"] for entry in found["columns"]] == left
    assert all(set(row["cells"]) <= {*left} for row in found["rows"])


def test_items_without_a_sub_criterion_come_last(results):
    next(item for item in results["study"]["items"] if item["variable"] == "RES1")["facet"] = NOTHING
    rows = [row["cells"] for row in table(results)["rows"]]
    end = next(k for k, cells in enumerate(rows) if cells.get("items", "").startswith("SOL"))
    assert (rows[end - 2]["items"], rows[end - 2]["facet"]) == ("RES1", "–")


def test_a_scale_of_which_nothing_is_declared_is_left_out(results):
    for item in results["study"]["items"]:
        if item["scale"] == "trust":
            item |= {"facet": NOTHING, "source": NOTHING}
    said = str(table(results)["rows"])
    assert "TRU1" not in said and "SAT1" in said
