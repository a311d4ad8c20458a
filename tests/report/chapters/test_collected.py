"""How the answers were collected, as the author says it."""

import pytest

from analysis.report.chapters.sample import collected
from analysis.report.document.composer import Page
from tests.report import samples
from tests.report.samples import typed


def results(**said):
    return samples.example() | {"author": {"collected": said}}


def text(found, language="en"):
    return str(Page(typed(found), language, figures=()).section("method").drafts)


@pytest.mark.parametrize(("rate", "verdict"), [(0.31, "eligible"), (None, "exceeds")])
def test_the_response_rate_is_given_where_no_more_came_than_were_invited(rate, verdict):
    (claim,) = collected.response(typed(results(invited=2000, response_rate=rate)))
    assert claim.verdict == verdict and claim.values["n_received"] == samples.example()["study"]["n_received"]


def test_of_those_invited_a_filter_counts_who_met_its_criteria():
    found = results(invited=2000, response_rate=0.31)
    assert found["study"]["filters"] and "met the criteria for inclusion" in text(found)
    found["study"]["filters"] = []
    assert collected.response(typed(found))[0].verdict == "rate"


def test_without_the_number_invited_there_is_no_rate():
    assert collected.response(typed(results())) == collected.response(typed(samples.example())) == []


def test_what_is_said_is_printed_and_nothing_else():
    both = dict.fromkeys(("en", "zh"), "Approved by the board of the university")
    told = text(results(ethics=both))
    assert "Approved by the board of the university" in told
    assert "Approved by" not in text(samples.example())


@pytest.mark.parametrize("draft", [True, False])
def test_only_a_draft_shows_an_empty_place(draft):
    found = samples.example() | {"author": {"draft": draft, "collected": {}}}
    shown = [
        block for block in Page(typed(found), "en", figures=()).section("method").drafts if block["kind"] == "note"
    ]
    assert bool(shown) is draft
