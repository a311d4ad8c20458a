"""Respondents with and without complete answers: every verdict of both comparisons reached."""

import pytest

from analysis.report.chapters.appendix import hypotheses
from analysis.report.chapters.sample import complete_claims, complete_tables, page
from analysis.report.language.writer import Writer
from tests.report import samples


@pytest.fixture
def results() -> dict:
    return samples.example()


def scale(name: str, g: float | None, *, differs=False) -> dict:
    interval = {"conf_low": -1.0, "conf_high": 1.0, "conf_level": 0.95}
    effect = None if g is None else {"estimate": g, **interval}
    tested = dict.fromkeys(("statistic", "df", "p_value", "p_value_holm"), None if g is None else 0.5)
    row = {"scale": name, "n_complete": 90, "n_incomplete": 10, "difference": effect, "hedges_g": effect}
    return row | tested | {"differs": differs}


def missingness(*scales: dict, n_incomplete=10) -> dict:
    differ = [row["scale"] for row in scales if row["differs"]]
    counts = {"n_obs": 100, "n_incomplete": n_incomplete, "n_missing": n_incomplete, "n_answers": 2600, "n_patterns": 1}
    return counts | {"patterns": [], "scales": list(scales), "margin": 0.2, "differ": differ}


def group(p_holm: float | None, v: float = 0.2, shares=(0.9, 0.6, 0.7)) -> dict:
    ends = {"n_obs": 40, "n_complete": 30, "conf_low": 0.0, "conf_high": 1.0}
    levels = [{"level": name, "estimate": share, **ends} for name, share in zip("xyz", shares, strict=True)]
    test = {"statistic": 8.0, "df": 2, "p_value": 0.01, "p_value_holm": p_holm, "is_simulated": False, "cramers_v": v}
    return {"levels": levels, "hidden": [], "test": samples.missing("same_at_all_levels") if p_holm is None else test}


def by_name(results: dict) -> dict:
    return {claim.name: claim for claim in complete_claims.claims(samples.typed(results))}


def text(results: dict, language: str) -> str:
    read = samples.typed(results)
    write = Writer(read, language)
    return "".join(write.sentence(claim) for claim in complete_claims.claims(read))


@pytest.mark.parametrize(
    ("scales", "verdict", "named"),
    [
        ([scale("trust", 0.1), scale("channels", -0.3)], "alike", "channels"),
        ([scale("trust", 0.25, differs=True), scale("channels", -0.4)], "differ", "trust"),
        ([scale("trust", 0.25, differs=True), scale("channels", -0.4, differs=True)], "differ", "channels"),
        ([scale("trust", None)], "untested", None),
    ],
)
def test_how_those_who_left_something_out_rate_the_rest(results, scales, verdict, named):
    results["sample"]["missingness"] = missingness(*scales)
    claim = by_name(results)["complete_scales"]
    assert (claim.verdict, claim.values["scale"], claim.values["share"]) == (verdict, named, 0.1)
    assert "10.0%" in text(results, "en") and "10.0%" in text(results, "zh")


def test_where_nobody_left_anything_out_nothing_is_compared(results):
    results["sample"]["missingness"] = missingness(scale("trust", None), n_incomplete=0)
    assert by_name(results) == {}
    results["sample"]["missingness"] = samples.missing("no_complete_rows")
    assert by_name(results) == {}


def test_one_person_is_enough_to_be_told(results):
    results["sample"]["missingness"] = missingness(scale("trust", None), n_incomplete=1)
    assert by_name(results)["complete_scales"].verdict == "untested"


@pytest.mark.parametrize(("n", "told"), [(0, False), (1, True), (None, True)])
def test_that_an_item_does_not_apply_is_told_apart(results, n, told):
    results["sample"]["not_applicable"] = {"RES1": n, "refund_days": 30}
    assert by_name(results)["complete_scales"].values["has_inapplicable"] is told
    assert ("does not apply" in text(results, "en")) is told


@pytest.mark.parametrize(
    ("groups", "verdict", "widest", "untested"),
    [
        ({"platform": group(0.049, v=0.1), "channel": group(0.3, v=0.4)}, "some", "platform", []),
        ({"platform": group(0.051, v=0.1), "channel": group(0.3, v=0.4)}, "none", "channel", []),
        ({"platform": group(0.01), "channel": group(None)}, "some", "platform", ["channel"]),
        ({"platform": group(None), "channel": group(None)}, "untested", None, ["platform", "channel"]),
    ],
)
def test_whether_complete_answers_differ_between_levels(results, groups, verdict, widest, untested):
    results["sample"]["completeness"] = groups
    claim = by_name(results)["complete_groups"]
    assert (claim.verdict, claim.values.get("group"), claim.values["untested"]) == (verdict, widest, untested)
    if widest:
        assert (claim.values["low"].level, claim.values["high"].level) == ("y", "x")
    said = text(results, "en")
    assert ("with or without complete answers" in said) is (verdict != "untested" and bool(untested))


def test_without_groups_only_the_scales_are_compared(results):
    results["sample"]["completeness"] = {}
    assert list(by_name(results)) == ["complete_scales"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_tables_hold_what_was_compared_and_every_test_is_listed(results, language):
    results["sample"]["missingness"] = missingness(scale("trust", 0.1), scale("channels", None))
    results["sample"]["completeness"] = {"platform": group(0.01), "channel": group(None)}
    read = samples.typed(results)
    write = Writer(read, language)
    assert [len(of(write, read)["rows"]) for of in (complete_tables.scales, complete_tables.groups)] == [1, 1]
    nulls = [test.null for test in hypotheses.tests(read)]
    assert (nulls.count("complete_like_incomplete"), nulls.count("complete_at_all_levels")) == (1, 1)
    kinds = [block["kind"] for block in page.complete(write, read, complete_claims.claims(read))]
    assert kinds == ["heading", "paragraph", "table", "table"]
    results["sample"]["completeness"] = {}
    read = samples.typed(results)
    blocks = page.complete(Writer(read, language), read, complete_claims.claims(read))
    assert [block["kind"] for block in blocks] == ["heading", "paragraph", "table"]
