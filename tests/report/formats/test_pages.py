"""A notebook is refused before a broken page is made of it."""

import nbformat
import pytest

from analysis.report.formats import pages

MIMETYPE = "application/vnd.report.block+json"


def notebook_of(*blocks):
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["report"] = {"language": "en", "title": "T", "simulated": False}
    output = nbformat.v4.new_output("display_data", {MIMETYPE: list(blocks)})
    notebook.cells.append(nbformat.v4.new_code_cell("", outputs=[output]))
    return notebook


def paragraph(html):
    return {"kind": "paragraph", "html": html}


HEADING = {"kind": "heading", "level": 1, "id": "one", "text": "One", "number": None}


def test_a_notebook_without_blocks_is_refused():
    with pytest.raises(pages.BlockError, match="no blocks"):
        pages.read_page(nbformat.v4.new_notebook())


def test_a_link_to_nothing_is_refused():
    with pytest.raises(pages.BlockError, match="paragraph: #tbl-lost leads to nothing"):
        pages.read_page(notebook_of(HEADING, paragraph('<a href="#tbl-lost">Table 9</a>')))


def test_an_id_that_stands_twice_is_refused():
    with pytest.raises(pages.BlockError, match="two blocks have the id 'one'"):
        pages.read_page(notebook_of(HEADING, HEADING))


def test_what_no_font_draws_is_replaced_wherever_it_stands():
    lost = "\ue000"
    table = {
        "kind": "table",
        "id": "tbl-x",
        "label": "Table 1",
        "caption": lost,
        "columns": [{"key": "a", "label": lost, "align": "left", "group": lost}],
        "rows": [{"cells": {"a": lost}, "values": {}}],
        "notes": [lost],
    }
    blocks = [
        {"kind": "title", "text": lost, "subtitle": lost, "meta": [lost]},
        HEADING | {"text": f"One {lost}"},
        paragraph(f"<em>{lost}</em>\x07"),
        {"kind": "list", "ordered": False, "items": [lost]},
        table,
    ]
    shown = str(pages.read_page(notebook_of(*blocks)).blocks)
    assert shown.count("[U+E000]") == str(blocks).count("\\ue000") == 11
    assert "\\ue000" not in shown and "\\x07" not in shown


def test_an_undated_report_has_the_same_date_always():
    assert pages.read_page(notebook_of(HEADING)).date == pages.UNDATED


def test_blocks_may_stand_alone_in_an_output():
    notebook = notebook_of(HEADING)
    notebook.cells[0].outputs[0].data[MIMETYPE] = HEADING
    assert pages.read_page(notebook).blocks == [HEADING]
