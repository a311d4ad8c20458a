"""Tables and figures for other programs: what is printed, in full precision where the program can hold it."""

import io
import re

import openpyxl
import pypdf
import pytest
from PIL import Image

from analysis.report.formats import exports, write
from analysis.report.formats.html import HTMLExporter
from analysis.report.formats.pdf import PDFExporter
from analysis.report.formats.word import WordExporter
from tests.report.formats.conftest import SVG, WORDS, alpha_table, document


@pytest.fixture
def table(language) -> dict:
    made = alpha_table(WORDS[language])
    made["rows"][0]["values"] = {"n": 587, "alpha": 0.78123456, "low": 0.7499}
    return made


def test_latex_has_every_cell_and_three_rules(table, language):
    text = exports.tex(table, language)
    assert [text.count(rf"\{rule}") for rule in ("toprule", "midrule", "bottomrule")] == [1, 1, 1]
    assert r"\multicolumn{2}{c}{95\%~CI}" in text and r"\cmidrule(lr){4-5}" in text and r"\emph{n}" in text
    body = text.partition(r"\midrule")[2].partition(r"\bottomrule")[0].strip().splitlines()
    assert len(body) == len(table["rows"]) and body[0].endswith(r"587 & .78 & .75 & .81 \\")
    assert r"$-$.10" in body[-1] and text.count("{") == text.count("}")
    assert (r"\usepackage{ctex}" in text) == (language == "zh") and r"$\geq$~.70 \&" in text


def test_a_sub_head_spans_the_latex_table(table, language):
    assert rf"\multicolumn{{5}}{{l}}{{\emph{{{WORDS[language]['section']}}}}}" in exports.tex(table, language)


def test_the_workbook_holds_numbers_shown_as_printed(table):
    data = exports.workbook([table])
    assert exports.workbook([table]) == data
    book = openpyxl.load_workbook(io.BytesIO(data))
    [sheet] = book.worksheets
    assert book.properties.modified.year == book.properties.created.year == 1980
    assert sheet.title == "2 alpha" and sheet.cell(1, 1).value.startswith(table["label"])
    assert [cell.value for cell in sheet[2]][1:] == ["n", "α", "95% CI LL", "95% CI UL"]
    first = sheet[3]
    assert [cell.value for cell in first][1:] == [587, 0.78123456, 0.7499, ".81"]
    assert [cell.number_format for cell in first][1:4] == ["0", ".00", ".00"]


def test_a_text_is_no_formula(table):
    table["rows"][0]["cells"]["scale"] = "=1+1"
    [sheet] = openpyxl.load_workbook(io.BytesIO(exports.workbook([table]))).worksheets
    assert sheet.cell(3, 1).data_type == "s"


def test_figures_are_written_as_svg_pdf_and_png(language, tmp_path):
    figures = [block for cell in document(language) for block in cell if block["kind"] == "figure"]
    pngs = exports.pictures({block["id"]: SVG for block in figures}, "png")
    figures = [block | {"png": pngs[block["id"]]} for block in figures]
    exports.write_figures(figures, tmp_path, language)
    names = {f"{name}.{language}.{form}" for name in ("bars", "again") for form in ("svg", "pdf", "png")}
    assert {path.name for path in tmp_path.iterdir()} == names
    with Image.open(tmp_path / f"bars.{language}.png") as picture:
        assert abs(picture.width - 420 / 72 * 300) <= 2
    [page] = pypdf.PdfReader(tmp_path / f"bars.{language}.pdf").pages
    assert [round(side) for side in page.mediabox[2:]] == [420, 180]
    assert re.match("<svg", (tmp_path / f"bars.{language}.svg").read_text(encoding="utf-8"))


def test_no_format_minds_the_pictures_made_for_another(notebook):
    made = notebook.copy()
    write.with_pictures(made)
    figures = [block for block in write.blocks_of(made) if block["kind"] == "figure"]
    assert figures and all(block["png"].startswith(b"\x89PNG") for block in figures)
    for exporter in (HTMLExporter, PDFExporter, WordExporter):
        assert exporter().from_notebook_node(made)[0]
