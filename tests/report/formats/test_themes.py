"""Themes: small files that change how a report looks and nothing that it says."""

import io
import re
from dataclasses import asdict

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from analysis.report.formats.html import HTMLExporter
from analysis.report.formats.pdf import PDFExporter
from analysis.report.formats.themes import HERE, Dress, ThemeError, theme, usual
from analysis.report.formats.word import WordExporter
from tests.report.formats.conftest import document, notebook_of

OWN = sorted(path.stem for path in HERE.glob("*.toml"))


def dressed(language: str, dress: Dress):
    notebook = notebook_of(document(language), language)
    notebook.metadata["report"] = notebook.metadata["report"] | dress.metadata(language)
    return notebook


def words(data: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def word_text(data: bytes) -> str:
    found = docx.Document(io.BytesIO(data)).element.body.iter(qn("w:t"))
    return re.sub(r"\d+", "", "".join(node.text or "" for node in found))


@pytest.mark.parametrize("name", OWN)
def test_a_theme_changes_nothing_that_is_said(name, language):
    plain, other = (dressed(language, Dress(theme=chosen)) for chosen in ("plain", name))
    texts = [word_text(WordExporter().from_notebook_node(one)[0]) for one in (plain, other)]
    assert texts[0] == texts[1]
    mains = [HTMLExporter().from_notebook_node(one)[0].partition("<main")[2] for one in (plain, other)]
    assert mains[0] == mains[1]
    sets = [{*words(PDFExporter().from_notebook_node(one)[0])} for one in (plain, other)]
    assert sets[0] == sets[1]


def test_the_usual_theme_of_a_language_is_its_own():
    assert usual("zh").rules == (1.5, 0.75, 1.5) and usual("zh").indent == 2 and usual("zh").centred_tables
    assert usual("en") == theme("plain") and not usual("en").centred_tables
    assert theme("apa").text_size == 12 and theme("apa").line_spacing == 2 and theme("apa").centred_headings


def test_an_own_theme_says_only_what_is_another(tmp_path):
    (tmp_path / "house.toml").write_text('accent = "#7a0019"\nrules = [2, 1, 2]\n', encoding="utf-8")
    own = theme("house.toml", tmp_path)
    assert asdict(own) == asdict(theme("plain")) | {"accent": "#7a0019", "rules": (2, 1, 2)}
    notebook = dressed("en", Dress(theme="house.toml", folder=tmp_path))
    assert "--rule-top:2pt;--rule-mid:1pt;" in HTMLExporter().from_notebook_node(notebook)[0]
    [table, *_] = docx.Document(io.BytesIO(WordExporter().from_notebook_node(notebook)[0])).tables
    assert table._tbl.tblPr.find(qn("w:tblBorders")).find(qn("w:top")).get(qn("w:sz")) == "16"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("size = 3", "no theme has size"),
        ("indent = true", "no value"),
        ("rules = [1, 2]", "no value"),
        ("=", "house.toml"),
    ],
)
def test_a_theme_that_cannot_be_is_refused(tmp_path, text, reason):
    (tmp_path / "house.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ThemeError, match=reason):
        theme("house.toml", tmp_path)


def test_what_is_not_there_is_refused_with_what_is(tmp_path):
    with pytest.raises(ThemeError, match="apa, chinese-journal, plain"):
        Dress(theme="nature", folder=tmp_path).require_sound()
    (tmp_path / "journal.docx").write_bytes(b"no Word file")
    with pytest.raises(ThemeError, match="no Word file"):
        Dress(word_template="journal.docx", folder=tmp_path).require_sound()


def test_a_journals_word_file_lends_its_styles_and_its_paper(tmp_path, language):
    journal = docx.Document()
    journal.add_paragraph("Instructions to authors")
    journal.sections[0].page_width = Pt(500)
    journal.styles["Heading 1"].font.size = Pt(33)
    journal.styles["Heading 1"].element.set(qn("w:styleId"), "1")
    journal.save(tmp_path / "journal.docx")
    dress = Dress(word_template="journal.docx", folder=tmp_path)
    dress.require_sound()
    made = docx.Document(io.BytesIO(WordExporter().from_notebook_node(dressed(language, dress))[0]))
    headings = [p for p in made.paragraphs if p.style.name == "Heading 1"]
    assert headings and headings[0].style.font.size == Pt(33) and headings[0].style.style_id == "1"
    assert made.sections[-1].page_width == Pt(500) and dress.files() == [tmp_path / "journal.docx"]
    assert "Instructions to authors" not in [p.text for p in made.paragraphs]
    used = {p.style.name for p in made.paragraphs}
    assert {"Body Text", "Caption", "Table Text", "Bibliography"} <= used
