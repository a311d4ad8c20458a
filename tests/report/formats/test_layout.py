"""The PDF's pages: full, and their tables and figures in the order of their numbers, after the text that calls them."""

import io
import re
from itertools import pairwise

import matplotlib.image
import numpy as np
import pypdf
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis.report.document.blocks import MIME
from analysis.report.fonts import coverage as fonts
from analysis.report.formats import pdf
from analysis.report.formats.pages import read_page
from analysis.report.formats.typst_process import compiled
from tests.report import samples

TOP, FOOT = 29 / 297, 272 / 297  # of a page: where its text may stand
MOST_EMPTY = 1 / 3
LABEL = re.compile(r"((?:Table|Figure|表|图)\s?S?)(\d+)")


@pytest.fixture(scope="module", params=[("example", "en"), ("example", "zh"), ("inseparable", "en")], ids="-".join)
def document(request):
    """A whole report, typeset."""
    made = samples.page(*request.param)
    outputs = [new_output("display_data", data={MIME: section.blocks}) for section in made.sections()]
    notebook = new_notebook(cells=[new_code_cell("", outputs=outputs)], metadata={"report": made.metadata()})
    return {"document": pdf.json.dumps(pdf.typeset(read_page(notebook)), ensure_ascii=False)}


@pytest.fixture(scope="module")
def paper(document):
    return compiled(
        pdf.TEMPLATE.read_text(encoding="utf-8"), document, fonts.FOLDER, format="pdf", pdf_standards="ua-1"
    )


def test_no_page_but_the_last_is_more_than_a_third_empty(document):
    template = pdf.TEMPLATE.read_text(encoding="utf-8")
    pages = [
        matplotlib.image.imread(io.BytesIO(png))
        for png in compiled(template, document, fonts.FOLDER, format="png", ppi=30)
    ]
    upright = [page[:, :, :3].min(axis=2) < 0.9 for page in pages if page.shape[0] > page.shape[1]]
    assert len(upright) > 10
    assert [number for number, ink in enumerate(upright[:-1], start=1) if empty(ink) > MOST_EMPTY] == []


def empty(ink: np.ndarray) -> float:
    """The largest share of a page's text area, from top to foot, that nothing stands in."""
    area = ink[int(TOP * len(ink)) : int(FOOT * len(ink))]
    rows = [-1, *np.flatnonzero(area.any(axis=1)), len(area)]
    return max(below - above - 1 for above, below in pairwise(rows)) / len(area)


def test_an_empty_page_is_seen():
    page = np.zeros((297, 210), dtype=bool)
    page[40:120, 30:60] = True
    assert empty(page) > 0.6
    page[150:272] = True
    assert empty(page) < 0.2


@pytest.fixture(scope="module")
def places(paper):
    """By label, where on the pages the captions stand, and where the text first calls them."""
    captions, mentions, before = {}, {}, [""]
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(paper[0])).pages):

        def note(text, current, matrix, font, size, number=number):
            for kind, count in LABEL.findall(before[0] + text):  # Chinese and digits come apart
                is_caption = font and "Bold" in font["/BaseFont"]
                place = (number, -current[5] - matrix[5] * current[3])
                label = (re.sub(r"\s", "", kind), int(count))
                (captions if is_caption else mentions).setdefault(label, place)
            before[0] = text.strip()[-1:] or before[0]

        page.extract_text(visitor_text=note)
    return captions, mentions


def test_tables_and_figures_stand_in_the_order_of_their_numbers(places):
    captions, _ = places
    kinds = {kind for kind, _ in captions}
    assert {kind[0] for kind in kinds} in ({"T", "F"}, {"表", "图"}) and len(captions) > 20
    for kind in kinds:
        own = [captions[label] for label in sorted(captions) if label[0] == kind]
        assert own == sorted(own)


@pytest.mark.xfail(strict=True, reason="the paper shows tables and figures that no sentence before them calls")
def test_the_text_calls_every_table_and_figure_before_it_stands(places):
    captions, mentions = places
    called = {label: place for label, place in mentions.items() if label in captions}
    assert len(called) > 0.8 * len(captions)
    assert {label: place for label, place in called.items() if place > captions[label]} == {}
