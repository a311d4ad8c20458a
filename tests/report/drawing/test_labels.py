"""Labels break where a language allows it, into lines of about equal length."""

import pytest

from analysis.report.drawing import labels


def test_a_short_label_stays_whole():
    assert labels.wrapped("Attitude and care", 20) == "Attitude and care"


def test_lines_are_about_equally_long():
    assert labels.wrapped("问题解决能力与专业性", 9) == "问题解决能\n力与专业性"


def test_words_are_not_broken():
    assert labels.wrapped("Problem solving and competence", 9) == "Problem solving\nand competence"
    assert labels.wrapped("Responsiveness", 4) == "Responsiveness"


def test_a_word_far_wider_than_its_place_is_broken_all_the_same():
    lines = labels.wrapped("x" * 200, 17, most=99).split("\n")
    assert "".join(lines) == "x" * 200 and max(map(labels.extent, lines)) <= 1.4 * 17
    thai = labels.wrapped("กิ" * 90, 10, most=99).split("\n")
    assert all(line.startswith("ก") for line in thai) and len(thai) > 1


def test_a_label_of_too_many_lines_ends_in_an_ellipsis():
    lines = labels.wrapped("word " * 200, 17).split("\n")
    assert len(lines) == labels.MOST_LINES and lines[-1].endswith("…")


def test_codes_break_after_their_underscores():
    assert labels.wrapped("Pe1_Rapidez_Resolver", 9) == "Pe1_Rapidez_\nResolver"


@pytest.mark.parametrize("mark", "，。、：）》”")
def test_no_line_begins_with_a_closing_mark(mark):
    lines = labels.wrapped(f"一二三四五六七八{mark}九十", 8).split("\n")
    assert not any(line.startswith(mark) for line in lines)


def test_no_line_ends_with_an_opening_mark():
    lines = labels.wrapped("一二三四五六七（八九十）", 8).split("\n")
    assert not any(line.endswith("（") for line in lines)


def test_breaking_loses_no_character():
    text = "服务渠道 channels 的便捷性/覆盖度，以及“其他”"
    assert labels.wrapped(text, 5).replace("\n", "").replace(" ", "") == text.replace(" ", "")
