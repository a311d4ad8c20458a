"""The PDF's pages: full, and their tables and figures in the order of their numbers, after the text that calls them."""

import io
import math
import re
from itertools import pairwise

import matplotlib.image
import numpy as np
import pypdf
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis import ROOT
from analysis.report.document import composer, results
from analysis.report.document.blocks import MIME
from analysis.report.document.results import plain
from analysis.report.fonts import coverage as fonts
from analysis.report.formats import pdf
from analysis.report.formats.pages import read_page
from analysis.report.formats.typst_process import compiled
from analysis.survey.authored.section import section
from analysis.survey.declared.settings import read_settings
from tests.report import samples
from tests.runs import RunOnce
from tests.studies import REAL_STUDIES, SHARED

EXAMPLE = ROOT / "data" / "example"
TOP, FOOT = 29 / 297, 272 / 297  # of a page: where its text may stand
MOST_EMPTY = 1 / 3
LABEL = re.compile(r"((?:Table|Figure|表|图)\s?S?)(\d+)")


DOCUMENTS = [
    *(("example", language, "paper") for language in ("en", "zh")),
    *(("inseparable", language, "paper") for language in ("en", "zh")),
    ("example", "en", "supplement"),
    ("inseparable", "zh", "supplement"),
    ("bfi", "en", "paper"),
    ("mobi", "zh", "paper"),
    ("supermarket", "en", "paper"),
]
MOST_PAGES = {"paper": 15, "supplement": 90}


def authored(language: str) -> composer.Page:
    """The example's report with its author's half."""
    said = read_settings(EXAMPLE / "study.toml").author
    data = samples.example() | {"author": plain(section(EXAMPLE, said, n_received=620))}
    return composer.Page(samples.typed(data), language)


def surveyed(name: str, language: str, ran: RunOnce) -> composer.Page:
    """The report of a real survey."""
    if not (folder := SHARED / "studies" / name).is_dir():
        pytest.skip(f"{folder} is not there")
    return composer.Page(samples.typed(results.read(ran(folder) / "results.json")), language)


@pytest.fixture(scope="module", params=DOCUMENTS, ids="-".join)
def document(request, ran):
    """A part of a report, typeset."""
    name, language, part = request.param
    if name in REAL_STUDIES:
        made = surveyed(name, language, ran)
    else:
        made = authored(language) if name == "example" else samples.page(name, language)
    outputs = [new_output("display_data", data={MIME: section.blocks}) for section in made.sections()]
    about = made.metadata() | {"part": part, "name": name}
    notebook = new_notebook(cells=[new_code_cell("", outputs=outputs)], metadata={"report": about})
    return {
        "document": pdf.json.dumps(pdf.typeset(read_page(notebook)), ensure_ascii=False),
        "part": part,
        "name": name,
    }


@pytest.fixture(scope="module")
def printed(document):
    """Its pages."""
    how = {"format": "pdf", "pdf_standards": "ua-1"}
    [made] = compiled(pdf.TEMPLATE.read_text(encoding="utf-8"), document, fonts.FOLDER, **how)
    return pypdf.PdfReader(io.BytesIO(made)).pages


def test_a_paper_has_fifteen_pages_at_most(document, printed):
    assert len(printed) <= MOST_PAGES[document["part"]]


def test_the_first_page_is_the_managers(document, printed):
    if document["part"] == "paper" and document["name"] not in REAL_STUDIES:  # a short one shares its page
        first, second = (page.extract_text() for page in printed[:2])
        assert re.search(r"Caution\.|注意：", first) and re.search(r"Figure 1\b|图\s?1", first)
        assert re.search(r"^1\s(Introduction|引言|Method|研究方法)", second, re.MULTILINE)


def test_no_page_but_the_last_is_more_than_a_third_empty(document):
    template = pdf.TEMPLATE.read_text(encoding="utf-8")
    pages = [
        matplotlib.image.imread(io.BytesIO(png))
        for png in compiled(template, document, fonts.FOLDER, format="png", ppi=30)
    ]
    upright = [page[:, :, :3].min(axis=2) < 0.9 for page in pages if page.shape[0] > page.shape[1]]
    assert len(upright) > 5
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
def places(printed):
    """By label, where on the pages the captions stand, and where the text first calls them."""
    captions, mentions, before = {}, {}, [""]
    for number, page in enumerate(printed):

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
    assert {kind[0] for kind in kinds} in ({"T", "F"}, {"表", "图"}) and len(captions) > 5
    for kind in kinds:
        own = [captions[label] for label in sorted(captions) if label[0] == kind]
        assert own == sorted(own)


def test_the_text_calls_every_table_and_figure_before_it_stands(places):
    captions, mentions = places
    late = {label: place for label, place in captions.items() if mentions.get(label, (math.inf,)) > place}
    assert late == {}
