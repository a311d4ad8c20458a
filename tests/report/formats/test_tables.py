"""Tables are laid out once, for every format."""

import pytest

from analysis.report.formats import tables


def table(labels, rows, aligns=None, groups=None):
    keys = [f"c{number}" for number in range(len(labels))]
    aligns = aligns or ["left"] + ["decimal"] * (len(labels) - 1)
    columns = [
        {"key": key, "label": label, "align": align} | ({"group": group} if group else {})
        for key, label, align, group in zip(keys, labels, aligns, groups or [None] * len(labels), strict=True)
    ]
    return {"columns": columns, "rows": [{"cells": dict(zip(keys, row, strict=True))} for row in rows]}


def test_points_stand_in_one_line():
    column = tables.decimal_column(["−.12", "10.5", "7", "< .001"])
    after_point = [tables.text_width(text) for text in (".12", ".5", "", ".001")]
    assert [space + width for space, width in zip(column.space, after_point, strict=True)] == pytest.approx([3.5] * 4)


def test_a_dash_stands_in_the_middle_and_widens_nothing():
    column = tables.decimal_column([".50", "–", ""])
    assert column.width == tables.text_width(".50")
    assert column.space[1] == pytest.approx((column.width - 1) / 2, abs=0.01)


def test_grouped_columns_share_a_spanner():
    upper, lower = tables.head_rows(
        table(["Scale", "LL", "UL", "p"], [], groups=[None, "95% CI", "95% CI", None])["columns"]
    )
    assert [(head.label, head.columns, head.rows) for head in upper] == [("Scale", 1, 2), ("95% CI", 2, 1), ("p", 1, 2)]
    assert [head.label for head in lower] == ["LL", "UL"]


def test_neighbouring_groups_stay_apart():
    columns = table(["a", "b", "c", "d"], [], groups=["X", "X", "Y", "Y"])["columns"]
    assert [(head.label, head.columns) for head in tables.head_rows(columns)[0]] == [("X", 2), ("Y", 2)]


def test_a_narrow_table_leaves_the_line_and_a_wide_one_shrinks_then_turns():
    narrow = tables.paper_layout(table(["a", "b"], [["x", "1.0"]]))
    assert narrow.share < 0.3 and narrow.size == tables.SIZE and not narrow.turned
    wide = tables.paper_layout(table(["item"] + ["F"] * 18, [["x"] + ["−.123"] * 18]))
    assert tables.SMALLEST <= wide.size < tables.SIZE and not wide.turned and wide.share == 1
    wider = tables.paper_layout(table(["item"] + ["F"] * 26, [["x"] + ["−.123"] * 26]))
    assert wider.turned and wider.size >= tables.SMALLEST


def test_shares_of_the_columns_add_up():
    layout = tables.paper_layout(table(["a", "b", "c"], [["words " * 30, "1.0", "2"]]))
    assert sum(layout.widths) == pytest.approx(1, abs=0.001)
    assert layout.share == 1 and layout.height > 1
