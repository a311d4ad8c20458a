"""Texts of any script, from right to left too, in all three formats; and texts that no font draws."""

import io
import re
from base64 import b64decode

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from analysis.report.fonts import coverage as fonts
from analysis.report.formats.html import HTMLExporter
from analysis.report.formats.pdf import PDFExporter
from analysis.report.formats.word import WordExporter
from tests.report.formats.conftest import document, notebook_of
from tests.report.test_fonts import SCRIPTS

HARD = "\x00\x07\ufeff \ue000 \U00020006 \u202e &lt;"


@pytest.fixture(scope="module")
def written(language):
    """The document with a paragraph, a heading, a cell and a caption of every script, and of what no font draws."""
    cells = document(language)
    texts = {name: fonts.printed(text) for name, text in SCRIPTS.items()} | {"hard": HARD}
    cells[2][0] = cells[2][0] | {"text": texts["Arabic"]}
    table = next(block for block in cells[2] if block.get("id") == "tbl-alpha")
    table["rows"] = [{"cells": {"scale": text, "n": "9"}, "values": {}} for text in texts.values()]
    table["caption"] = texts["Korean"] + texts["emoji"]
    cells[1] += [{"kind": "paragraph", "html": f"Label “{text}” then 3.5.", "claims": []} for text in texts.values()]
    return notebook_of(cells, language)


def test_pdf_draws_them_all(written):
    pdf = pypdf.PdfReader(io.BytesIO(PDFExporter().from_notebook_node(written)[0]))  # PDF/UA refuses a missing glyph
    words = "".join(page.extract_text() for page in pdf.pages)
    assert all(part in words for part in ("고객", "顧客満足度", "Ґанок", "[U+E000]", "[U+20006]"))


def test_html_brings_the_letters_that_a_system_may_lack(written):
    html = HTMLExporter().from_notebook_node(written)[0]
    faces = re.findall(r"'Report Scripts';[^}]*src:url\(data:font/woff2;base64,([^)]*)\);unicode-range:([^}]*)}", html)
    drawn = set()
    for data, span in faces:
        own = {int(code[2:], 16) for code in span.split(",")}
        assert own <= set(TTFont(io.BytesIO(b64decode(data))).getBestCmap())
        drawn |= own
    usual = frozenset().union(*map(fonts.coverage, fonts.font_files()))
    assert {ord(c) for text in SCRIPTS.values() for c in text if fonts.needs_glyph(c)} - usual <= drawn
    assert sum(len(data) for data, _ in faces) < 400_000
    assert not re.search(r"[\x00-\x08\ue000\U00020006]", html)


def test_word_writes_from_right_to_left(written):
    word = docx.Document(io.BytesIO(WordExporter().from_notebook_node(written)[0]))
    texts = {run: "".join(t.text or "" for t in run.iter(qn("w:t"))) for run in word.element.iter(qn("w:r"))}
    turned = [run for run in texts if run.rPr is not None and run.rPr.find(qn("w:rtl")) is not None]
    assert [texts[run] for run in turned].count(SCRIPTS["Arabic"]) >= 3
    assert set(turned) == {run for run, text in texts.items() if fonts.runs_from_right(text)}
    assert not any(fonts.ISOLATE in text for text in texts.values())


def test_a_report_in_latin_and_chinese_brings_no_further_font(notebook):
    html = HTMLExporter().from_notebook_node(notebook)[0]
    assert "src:url" in html and "'Report Scripts';font" not in html
