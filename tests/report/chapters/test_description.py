"""The chapter of descriptive statistics: every verdict reached, at its edge and beyond it."""

import re
from dataclasses import replace

import pytest

from analysis.report.chapters.description import claims as description
from analysis.report.chapters.description import tables
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from tests.report import samples


@pytest.fixture
def results() -> dict:
    return samples.example()


def told(results: dict, name: str) -> dict:
    """The claims of a name, by what they are about."""
    return {claim.subject: claim for claim in description.claims(samples.typed(results)) if claim.name == name}


def correlated(results: dict, lows: list[float]) -> dict:
    """Scores of which each two have one of these lower ends."""
    k = {1: 2, 3: 3}[len(lows)]
    ends = iter(lows)
    low = [[0.0] * k for _ in range(k)]
    for i in range(k):
        for j in range(i + 1, k):
            low[i][j] = next(ends)
    square = {"matrix": [[0.3] * k] * k, "conf_low": low, "conf_high": [[0.5] * k] * k}
    results["correlations"] |= square | {"terms": ["responsiveness", "resolution", "attitude"][:k]}
    return results


@pytest.mark.parametrize(
    ("lows", "verdict"),
    [
        ([0.001], "one_pair"),
        ([0.001, 0.1, 0.2], "all_apart"),
        ([0.0, 0.1, 0.2], "some_open"),
        ([-0.1, 0.0, -0.2], "none_apart"),
    ],
)
def test_which_scores_go_together(results, lows, verdict):
    claim = told(correlated(results, lows), "correlations")[""]
    assert (claim.verdict, claim.values["n_open"]) == (verdict, sum(low <= 0 for low in lows))


def test_a_negative_correlation_may_be_apart_and_an_unknown_one_is_left_out(results):
    found = correlated(results, [0.1, -0.6, 0.2])["correlations"]
    found["matrix"] = [[1, 0.3, -0.4], [0.3, 1, None], [-0.4, None, 1]]
    found["conf_high"] = [[1, 0.5, -0.2], [0.5, 1, 0.5], [1, 1, 1]]
    claim = told(results, "correlations")[""]
    assert (claim.verdict, claim.values["n_pairs"]) == ("all_apart", 2)
    assert claim.values["lowest"]["pair"] == ["responsiveness", "attitude"]


@pytest.mark.parametrize(("is_apart", "verdict"), [(True, "apart"), (False, "open")])
def test_the_worst_item_is_apart_from_the_next_or_not(results, is_apart, verdict):
    order = results["agreement"]["scales"]["attitude"]
    order["lowest"]["is_apart"] = order["highest"]["is_apart"] = is_apart
    for name, end in (("worst", "lowest"), ("best", "highest")):
        claim = told(results, name)["attitude"]
        assert (claim.verdict, claim.values["item"]) == (verdict, order[end]["a"])
        said = claim.values["difference"]
        assert said["size"] == abs(order[end]["difference"]["estimate"])
        assert said["conf_low"] < said["size"] < said["conf_high"]
    said = {
        language: Writer(samples.typed(results), language).sentence(told(results, "worst")["attitude"])
        for language in ("en", "zh")
    }
    assert ("points of 100" in re.sub("<[^>]*>", "", said["en"])) is is_apart is ("满分" in said["zh"])
    assert ("is undecided" in said["en"]) is ("尚无定论" in said["zh"]) is not is_apart
    order["lowest"]["difference"] = None
    assert told(results, "worst")["attitude"].verdict == "uncompared"


def test_where_less_is_better_the_highest_item_is_the_worst(results):
    scale = next(scale for scale in results["study"]["scales"] if scale["name"] == "attitude")
    order = results["agreement"]["scales"]["attitude"]
    assert told(results, "worst")["attitude"].values["item"] == order["items"][-1]
    scale["better"] = "low"
    assert told(results, "worst")["attitude"].values["item"] == order["items"][0]
    best = told(results, "best")["attitude"]
    assert best.values["item"] == order["items"][-1] and best.values["is_lowest"]
    assert "he lowest mean is that of" in Writer(samples.typed(results), "en").sentence(best)
    scale["better"] = "high"
    assert not told(results, "best")["attitude"].values["is_lowest"]


@pytest.mark.parametrize(("high", "said"), [(5, "answered 4 or more"), (4, "answered 4;")])
def test_the_share_is_of_the_answers_that_it_counts(results, high, said):
    item = results["agreement"]["scales"]["attitude"]["lowest"]["a"]
    next(one for one in results["study"]["items"] if one["variable"] == item)["high"] = high
    results["agreement"]["items"][item]["agree_from"] = 4.0
    claim = told(results, "worst")["attitude"]
    assert said in re.sub("<[^>]*>", "", Writer(samples.typed(results), "en").sentence(claim))
    assert "agree" not in Writer(samples.typed(results), "en").sentence(claim)


@pytest.mark.parametrize("better", ["high", None])
def test_no_item_is_called_the_worst(results, better):
    next(scale for scale in results["study"]["scales"] if scale["name"] == "attitude")["better"] = better
    order = results["agreement"]["scales"]["attitude"]
    order["lowest"]["is_apart"], order["highest"]["is_apart"] = True, False
    claims = [told(results, name)["attitude"] for name in ("worst", "best")]
    assert [claim.values["item"] for claim in claims] == [order["items"][-1], order["items"][0]]
    for language, words in (("en", ("lowest mean", "highest mean")), ("zh", ("均值最低", "均值最高"))):
        said = [Writer(samples.typed(results), language).sentence(claim) for claim in claims]
        assert all(word in sentence for word, sentence in zip(words, said, strict=True))
        assert not any(mark in sentence for mark in ("优", "worst", "Best") for sentence in said)


def test_of_two_items_only_the_worst_is_named_and_of_one_none(results):
    order = results["agreement"]["scales"]["attitude"]
    order["items"] = order["items"][:2]
    assert "attitude" in told(results, "worst") and "attitude" not in told(results, "best")
    order |= {"items": order["items"][:1], "lowest": None, "highest": None}
    assert "attitude" not in told(results, "worst")


def test_outcomes_have_no_worst_item(results):
    assert set(told(results, "worst")) == {scale.name for scale in samples.typed(results).study.dimensions}


def test_nothing_is_said_of_what_is_missing(results):
    results["agreement"] = samples.missing("unanswered_items", items=["RES1"])
    results["correlations"] = samples.missing("too_few_items", at_least=2, items=["a"])
    assert description.claims(samples.typed(results)) == []


def cells(results: dict, table, language: str = "en") -> list[dict]:
    found = samples.typed(results)
    with numbers.printed_in(language):
        block = table(Writer(found, language), found)
    return [row["cells"] for row in block["rows"] if not row.get("section")]


def test_the_diagonal_is_the_root_of_the_variance_extracted(results):
    results["validity"]["ave"]["responsiveness"] = 0.49
    first, *_ = cells(results, tables.correlations)
    assert first["1"] == "(.70)" and first["2" if "2" in first else "1"] == "(.70)"
    assert cells(results, tables.correlations)[-1]["9"] == "–"
    del results["validity"]
    assert "omega" not in cells(results, tables.correlations)[0]


def test_items_stand_in_the_order_of_their_means_with_their_words(results):
    rows = cells(results, tables.items)
    order = [name for scale in results["agreement"]["scales"].values() for name in scale["items"]]
    assert [row["item"].split()[0].strip("*") for row in rows] == order
    reversed_rows = [row for row in rows if row["item"].split()[0].endswith("*")]
    assert len(reversed_rows) == sum(item["reversed"] for item in results["study"]["items"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_note_says_which_answers_count(results, language):
    for item in results["agreement"]["items"].values():
        item |= {"agree_from": 4.0, "disagree_to": 2.0}
    assert {"en": "answers of 4 and more", "zh": "不低于4"}[language] in note_of(results, language)
    item["agree_from"] = 7.0  # one item on another scale
    assert "40%" in note_of(results, language)


def note_of(results: dict, language: str) -> str:
    found = samples.typed(results)
    with numbers.printed_in(language):
        (note,) = tables.items(Writer(found, language), found)["notes"]
    return note


@pytest.mark.parametrize("is_reversed", [True, False])
def test_shares_of_answers_to_a_reversed_item_are_those_before_reversal(is_reversed):
    results = samples.typed(samples.example())
    claim = next(one for one in description.claims(results) if one.values.get("answered"))
    turned = replace(claim, values={**claim.values, "is_reversed": is_reversed})
    for language, words in (("en", "before it"), ("zh", "反向计分前")):
        assert (words in Writer(results, language).sentence(turned)) is is_reversed
