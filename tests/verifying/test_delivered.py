"""The numbers of a document that somebody delivers, in every format and language."""

import copy
import re

import nbformat
import pytest

from analysis.report.document.blocks import MIME
from analysis.report.document.composer import Page, Section
from analysis.report.formats.html import HTMLExporter
from analysis.report.formats.pdf import PDFExporter
from analysis.report.formats.word import WordExporter
from analysis.verifying import delivered, reading
from tests.report import samples
from tests.report.samples import typed

EXPORTERS = {".html": HTMLExporter, ".docx": WordExporter, ".pdf": PDFExporter}
SECTIONS = ("reliability", "structure")  # enough for paragraphs, lists, notes and tables over several pages
WAYS = [(ending, language) for ending in EXPORTERS for language in ("en", "zh")]


class Part(Page):
    """Some sections of a report, whose links lead nowhere."""

    def sections(self):
        found = [section for section in super().sections() if section.name in SECTIONS]
        for section in found:
            section.drafts = [unlinked(block) for block in section.drafts]
        return found


def unlinked(value):
    if isinstance(value, str):
        return re.sub(r"</?a\b[^>]*>", "", value)
    if isinstance(value, list):
        return [unlinked(part) for part in value]
    return {key: unlinked(part) for key, part in value.items()} if isinstance(value, dict) else value


def part(results, language):
    return Part(typed(results), language, figures=())


def written(page, ending, folder):
    """A document of the page's blocks."""
    blocks = [{"kind": "title", "id": "title", "text": "A report"}]
    blocks += [block for section in page.sections() for block in section.drafts]
    output = nbformat.v4.new_output("display_data", data={MIME: blocks})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[output])])
    notebook.metadata["report"] = {"language": page.language, "title": "A report", "simulated": True}
    data, _ = EXPORTERS[ending]().from_notebook_node(notebook)
    path = folder / f"report{ending}"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def compared(path, page):
    return delivered.compared(reading.pages(path), page, ("A report", "Simulated data", "模拟数据"))


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: f"{way[1]}{way[0]}")
def document(request, tmp_path_factory):
    """A document, and the language it is in."""
    ending, language = request.param
    page = part(samples.example(), language)
    return written(page, ending, tmp_path_factory.mktemp("delivered")), language


def test_a_faithful_document_holds_number_by_number(document, results):
    path, language = document
    found = compared(path, part(results, language))
    assert found.is_equal and found.n_numbers > 400


def test_a_number_that_is_another_is_named_with_its_table_and_row(document, results):
    path, language = document
    other = copy.deepcopy(results)
    other["efa"]["loadings"][3]["estimate"] = -0.77
    found = compared(path, part(other, language))
    (slip,) = [slip for slip in found.slips if "RES1" in slip.place]
    assert slip.recomputed in ("−.77", "−0.77") and not found.lost
    printed = round(results["efa"]["loadings"][3]["estimate"], 2)
    assert slip.reported == (f"{printed:.2f}" if language == "zh" else f"{printed:.2f}".removeprefix("0"))
    assert bool(slip.page) is (path.suffix == ".pdf")


def test_a_number_in_a_sentence_is_named_with_its_section(document, results):
    path, language = document
    other = copy.deepcopy(results)
    other["efa"]["fit"]["rmsea"] = 0.024
    found = compared(path, part(other, language))
    assert [(slip.recomputed.lstrip("0"), bool(slip.section)) for slip in found.slips] == [(".024", True)]


CAPTIONS = [f"Table {prefix}: what is told of {subject}" for prefix in ("A", "B") for subject in ("men", "women")]


def captioned(name, captions):
    """A section of a page that has some captions, and a row beneath each."""
    blocks = [{"kind": "table", "label": label, "caption": caption} for label, _, caption in map(cut, captions)]
    rows = [{"cells": {"a": caption, "n": "5"}} for caption in captions]
    drafts = [b | {"columns": [{"key": "a"}, {"key": "n"}], "rows": [row]} for b, row in zip(blocks, rows, strict=True)]
    return Section(None, name, drafts)


def cut(caption):
    return caption.partition(": ")


@pytest.mark.parametrize(
    ("n_paper", "n_supplement", "parts"),
    [
        (2, 0, ["results"]),
        (0, 2, ["drivers"]),
        (2, 2, ["results", "drivers"]),
        (1, 0, ["results"]),
        (0, 0, ["results", "drivers"]),
    ],
)
def test_the_parts_that_a_document_holds_are_told_by_their_captions(n_paper, n_supplement, parts):
    sections = [captioned("results", CAPTIONS[:2]), captioned("drivers", CAPTIONS[2:])]
    written = [*CAPTIONS[:2][:n_paper], *CAPTIONS[2:][:n_supplement]]
    document = delivered.Text(["\n".join(text.replace(": ", "\n") for text in written)], ())
    assert [section.name for section in delivered.held(document, sections)] == parts


def test_a_sentence_that_was_left_out_is_told(results, tmp_path):
    page = part(results, "en")
    path = written(page, ".html", tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Nunnally", "Somebody"), encoding="utf-8")
    found = compared(path, page)
    assert found.lost and not found.slips


@pytest.mark.parametrize("ending", EXPORTERS)
def test_a_file_that_is_none_is_refused(ending, tmp_path):
    path = tmp_path / f"report{ending}"
    path.write_bytes(b"\x00\x01 no document")
    if ending == ".html":  # any bytes are a page
        assert reading.pages(path)
    else:
        with pytest.raises(ValueError):
            reading.pages(path)
