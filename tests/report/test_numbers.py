"""Numbers as a reader sees them."""

import re

import pytest

from analysis.report.document import composer as document
from analysis.report.drawing import figures
from analysis.report.language import numbers
from tests.report import samples
from tests.report.samples import typed


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.005, "1.00"), (-1.239, "−1.24"), (-0.001, "0.00"), (2040.5, "2,040.50"), (None, "–"), (0.5, "0.50")],
)
def test_number(value, text):
    assert numbers.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.716, ".72"), (-0.043, "−.04"), (0.999, "1.00"), (1.02, "1.02"), (0.0, ".00"), (-0.004, ".00"), (None, "–")],
)
def test_bounded_drops_the_leading_zero(value, text):
    assert numbers.bounded(value) == text


@pytest.mark.parametrize(
    ("p", "cell", "statement"),
    [
        (1e-30, "< .001", "< .001"),
        (0.0004, "< .001", "< .001"),
        (0.0006, ".001", "= .001"),
        (0.032, ".032", "= .032"),
        (0.9999, "> .999", "> .999"),
    ],
)
def test_p_value(p, cell, statement):
    assert numbers.p_value(p) == cell
    assert numbers.p_statement(p) == statement


def test_p_value_that_does_not_exist():
    assert numbers.p_value(None) == numbers.ABSENT
    assert numbers.p_statement(None) == "= –"


@pytest.mark.parametrize(
    ("values", "rounded"),
    [
        ([0.7492, 0.2101, 0.0407, 0.0], [0.749, 0.210, 0.041, 0.0]),
        ([1 / 3, 1 / 3, 1 / 3], [0.334, 0.333, 0.333]),
        ([0.7996, 0.2004], [0.800, 0.200]),
        ([1.0, 0.0], [1.0, 0.0]),
    ],
)
def test_shares_of_one_whole_add_up_as_printed(values, rounded):
    assert numbers.shares(values) == pytest.approx(rounded, abs=1e-12)
    assert sum(numbers.shares(values)) == pytest.approx(1)


def test_percent_count_degrees_interval():
    assert numbers.percent(0.39667) == "39.7%"
    assert numbers.percent(0.95, 0) == "95%"
    assert numbers.count(2040) == "2,040"
    assert numbers.degrees(466.358) == "466.4"
    assert numbers.degrees(594) == numbers.degrees(594.0) == "594"
    assert numbers.degrees([2, 592]) == "2, 592"
    assert numbers.interval(-0.1, 0.77, numbers.bounded) == "[−.10, .77]"
    assert numbers.interval(None, 0.77) == numbers.ABSENT


def test_chinese_print_has_the_zero_before_the_point():
    with numbers.printed_in("zh"):
        assert numbers.bounded(-0.8) == "−0.80" and numbers.bounded(1.02) == "1.02"
        assert numbers.p_value(0.0001) == "< 0.001" and numbers.p_value(0.9999) == "> 0.999"
        assert numbers.p_statement(0.032) == "= 0.032"
        assert numbers.interval(0.1, 0.7, numbers.bounded) == "[0.10, 0.70]"
    assert numbers.bounded(-0.8) == "−.80"


def test_the_chinese_report_has_no_number_that_begins_with_a_point():
    page = document.Page(typed(samples.example()), "zh")
    drafts = [block for section in page.sections() for block in section.drafts if block["kind"] != "references"]
    assert re.findall(r".{12}(?<![\d.])\.\d.{4}", str(drafts)) == []
    assert "0.0" in figures.figure("importance", typed(samples.example()), "zh")["alt"]


@pytest.mark.parametrize(("n", "english"), [(0, "zero"), (9, "nine"), (10, "10"), (-1, "−1"), (None, "–")])
def test_counts_below_ten_are_words_in_english_text(n, english):
    assert numbers.spelled(n) == english
    with numbers.printed_in("zh"):
        assert numbers.spelled(n) == numbers.count(n)
