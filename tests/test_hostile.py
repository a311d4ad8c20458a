"""A study that wants to be run: its texts are data in every format, readable as themselves, and none is executed."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import numpy as np
import pandas as pd
import pypdf
import pytest
from bs4 import BeautifulSoup

from analysis.survey.texts import FORMULA, TURNING, as_cell, cleaned, unmarked
from analysis.workflow import commands
from analysis.workflow.keeping import cache
from analysis.workflow.running import run
from tests.browser import CHROMIUM, address, browser
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study

HOSTILE = {
    "script": "<script>document.title='owned'</script>",
    "image": '<img src=http://hostile.example/x onerror="document.title=1">',
    "handler": '"><svg onload=document.title=2>',
    "entity": "&lt;b&gt; &#60;i&#62;",
    "markdown": "[x](javascript:document.title=3) ![y](http://hostile.example/y)",
    "typst": '#read("/etc/passwd") #eval("1+1") $x$ @ref *b* <l>',
    "latex": r"\input{/etc/passwd} \write18{id} $$x$$ %c",
    "jinja": "{{ 7919 * 7907 }} {% for x in y %} {# c #}",
    "format": "%(x)s {0} ${HOME} $(id) `id`",
    "formula": "=HYPERLINK(1)",
    "plus": "+1+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)",
    "minus": "-2+3",
    "python": "__import__('os').system('id')",
    "yaml": "!!python/object/apply:os.system [id]",
    "field": "{ INCLUDETEXT /etc/passwd }",
    "path": "../../etc/passwd",
    "quotes": "'\"‘’“”«»\\",
}
TURNED = "user\u202e gnp\u2066.exe\u0007"
NEVER = ("root:x:0", "62615533", "owned,", "uid=")  # what would stand in a file if any of them were executed
SCALES = ("speed", "skill", "care", "reach", "satisfaction", "trust")


def study(folder):
    """The small study with a hostile text wherever one can stand."""
    texts = list(HOSTILE.values())
    settings = SETTINGS.replace('title.en = "A small study"', f"title.en = {json.dumps(HOSTILE['script'] + TURNED)}")
    settings = settings.replace("[analysis]", '[report]\nlanguages = ["en"]\n\n[analysis]')
    labels = {"Speed": "typst", "Skill": "latex", "Care": "jinja", "Reach": "image", "Satisfaction": "handler",
              "Trust": "markdown", "Robot maze": "yaml"}  # fmt: skip
    for label, kind in labels.items():
        settings = settings.replace(f'label.en = "{label}"', f"label.en = {json.dumps(HOSTILE[kind])}")
    settings += '\n[multi.more]\nlabel.en = "{{ more }}"\n'
    codebook, answers = sound_codebook(), sound_responses(120)
    for place, name in enumerate(codebook.index):
        codebook.loc[name, "text_en"] = texts[place % len(texts)]
    codebook["label"] = ""
    for name, kind in zip(("SPE1", "SKI1", "CAR1", "REA1"), ("formula", "plus", "at", "minus"), strict=True):
        codebook.loc[name, "label"] = HOSTILE[kind]
    codebook.loc["platform", "labels"] = ""
    answers["platform"] = np.resize([HOSTILE["formula"], HOSTILE["script"], HOSTILE["typst"]], 120)
    codebook.loc["chosen"] = pd.Series({"variable": "chosen", "role": "multi", "scale": "more"}).reindex(
        codebook.columns
    )
    answers["chosen"] = np.resize(["=1+1;<b>x</b>", "<b>x</b>"], 120)
    return write_study(folder, settings=settings, codebook=codebook.fillna(""), responses=answers)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "REPORTS", place / "reports")
        patch.setattr(cache, "CACHE", place / "cache")
        folder = study(place / "$(touch owned) #x & 'y' =1")
        assert commands.main(["report", str(folder)]) == 0
        assert commands.main(["export", str(folder), "--out", str(place / "export")]) == 0
    (made,) = (place / "reports").iterdir()
    return made


def squeezed(text):
    """A text as it can be compared across formats: without white space, and quotes and dashes as one kind of them."""
    return re.sub(r"[\s\u00ad]", "", re.sub(r"[‘’“”\"'`]", "'", text))


SHOWN = [kind for kind in HOSTILE if kind != "quotes"]  # which each language sets in its own way


def test_html_shows_every_text_as_itself_and_runs_none(report):
    html = (report / "report.en.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    text = squeezed(page.get_text())
    assert [kind for kind in SHOWN if squeezed(HOSTILE[kind]) not in text] == []
    own = {str(script) for script in page.find_all("script")}
    assert not any("document.title" in script for script in own)
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")], tag.name
        for name in ("href", "src", "xlink:href", "action", "data"):
            assert not re.match(r"\s*(javascript|http://hostile|data:text)", str(tag.get(name, "")), re.I)
    assert not set(TURNING) & set(html)


def test_pdf_and_word_show_every_text_as_itself(report):
    pdf = squeezed("".join(page.extract_text() for page in pypdf.PdfReader(report / "report.en.pdf").pages))
    with zipfile.ZipFile(report / "report.en.docx") as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
        links = archive.read("word/_rels/document.xml.rels").decode("utf-8")
    word = squeezed(BeautifulSoup(xml, "html.parser").get_text())
    for kind in ("script", "typst", "latex", "jinja", "formula", "yaml", "markdown", "image"):
        assert squeezed(HOSTILE[kind]) in word, kind
        assert squeezed(HOSTILE[kind]) in re.sub(r"-(?=\w)", "-", pdf), kind
    assert (
        "INCLUDETEXT" not in "".join(re.findall(r"<w:instrText[^>]*>([^<]*)<", xml)) and "hostile.example" not in links
    )


def test_nothing_was_executed(report):
    for path in (path for path in report.rglob("*") if path.suffix in (".html", ".json", ".csv", ".svg", ".ipynb")):
        text = path.read_text(encoding="utf-8")
        assert not [one for one in NEVER if one in text], path
    assert not list(report.parents[1].rglob("owned")) and not Path("owned").exists()


def test_figures_hold_texts_and_no_scripts(report):
    for path in (report / "figures").glob("*.svg"):
        elements = list(ElementTree.fromstring(path.read_text(encoding="utf-8")).iter())
        names = {element.tag.rpartition("}")[2] for element in elements}
        attributes = [pair for element in elements for pair in element.items()]
        assert not names & {"script", "image", "foreignObject", "a"}, path
        assert not [key for key, _ in attributes if key.startswith("on")], path
        assert all(value.startswith("#") for key, value in attributes if key.endswith("href")), path


def test_no_cell_of_a_table_or_an_export_is_a_formula(report):
    tables = [*(report / "tables").glob("*.csv"), *(report.parents[1] / "export").glob("*.csv")]
    cells = []
    for path in tables:
        rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        cells += [cell for row in rows for cell in row]
    assert len(cells) > 500
    assert [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA) and not is_number(cell)] == []
    assert {as_cell(HOSTILE["formula"]), "'" + HOSTILE["at"]} <= set(cells)


def is_number(cell):
    return re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell) is not None


def test_notebooks_hold_texts_as_texts(report):
    shown = []
    for path in (report / "notebooks").glob("*.ipynb"):
        for cell in nbformat.read(path, 4).cells:
            shown += [output.data.get("text/html", "") for output in cell.get("outputs", []) if "data" in output]
    html = "\n".join(shown)
    assert "document.title" in html
    page = BeautifulSoup(html, "html.parser")
    assert not page.find_all(["script", "img", "svg", "iframe"])


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser test is left out")
def test_a_browser_runs_nothing_and_asks_for_nothing(report):
    with browser() as tab:
        tab.open(address(report / "report.en.html"), 1280)
        title = tab.run("document.title")
    assert "document.title='owned'" in title
    assert [asked for asked in tab.asked if not asked.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize(
    "text", [*HOSTILE.values(), " =1", "\t=1", "＝1+1", "-1.5", "+3", "'=1", "'", "", "plain", "-"]
)
def test_a_cell_is_marked_where_it_must_be_and_read_back_as_it_was(text):
    cell = as_cell(text)
    assert cell == text or (cell == f"'{text}" and text.strip()[:1] in "=+-@＝＋－＠")
    assert not cell.startswith(FORMULA) or is_number(cell.lstrip("+"))
    assert text.startswith("'") or unmarked(cell) == text


def test_marks_that_turn_letters_round_are_not_printed():
    assert cleaned(TURNED) == "user gnp.exe" and cleaned("عربي\u200f!") == "عربي\u200f!"


LONG = "x" * 4_001


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (lambda f: write_study(f, settings=SETTINGS.replace("A small study", LONG)), "study.title is 4,001 characters"),
        (lambda f: write_study(f, settings=SETTINGS.replace('"Skill"', f'"{LONG}"')), "scales.skill.label is 4,001"),
        (lambda f: write_study(f, codebook=worded(LONG)), "'text_en' is 4,001 characters long"),
        (lambda f: write_study(f, responses=grouped(LONG), codebook=unlabelled()), "'platform' holds a text of more"),
        (lambda f: write_study(f, responses=grouped("x" * 100_000), codebook=unlabelled()), "'platform' holds a text"),
        (lambda f: write_study(f, settings=SETTINGS.replace('"Skill"', "5") + f'\n[x]\ny = "{LONG}"'), "[x]"),
    ],
    ids=["title", "label", "wording", "level", "cell", "unknown"],
)
def test_a_text_of_pages_is_refused_in_a_few_lines(spoilt, said, tmp_path, capsys):
    assert commands.main(["check", str(spoilt(tmp_path / "small")), "--language", "en"]) == 2
    told = capsys.readouterr().out
    assert said in told and len(told) < 3_000


def test_a_text_of_a_page_is_not_refused(tmp_path):
    settings = SETTINGS.replace("A small study", LONG[1:])
    assert commands.main(["check", str(write_study(tmp_path / "small", settings=settings))]) == 0


def worded(text):
    codebook = sound_codebook()
    codebook.loc["SPE1", "text_en"] = text
    return codebook


def unlabelled():
    codebook = sound_codebook()
    codebook.loc["platform", "labels"] = ""
    return codebook


def grouped(text):
    answers = sound_responses()
    answers.loc[5, "platform"] = text
    return answers


def test_a_link_out_of_the_study_folder_is_not_followed(tmp_path, capsys):
    folder, elsewhere = write_study(tmp_path / "small"), write_study(tmp_path / "elsewhere")
    for name in ("responses.csv", "codebook.csv", "study.toml"):
        own = (folder / name).read_bytes()
        (folder / name).unlink()
        (folder / name).symlink_to(elsewhere / name)
        for command in ("check", "report"):
            assert commands.main([command, str(folder)]) == 2
            told = capsys.readouterr()
            assert f"{name} is a link to a file outside the study folder" in told.out + told.err
        (folder / name).unlink()
        (folder / name).write_bytes(own)
    (folder / "answers.csv").write_bytes((folder / "responses.csv").read_bytes())
    (folder / "responses.csv").unlink()
    (folder / "responses.csv").symlink_to("answers.csv")
    assert commands.main(["check", str(folder)]) == 0


def test_only_the_projects_own_notebooks_run(tmp_path, elsewhere, monkeypatch):
    from analysis import FILES
    from analysis.workflow.running import chapter_runs, chapters, engine

    folder, ran = write_study(tmp_path / "small"), tmp_path / "ran.txt"
    for name in ("01_sample.ipynb", "notebooks/01_sample.ipynb", "conftest.py", "sitecustomize.py", "numpy.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("raise SystemExit('a stranger ran')")
    monkeypatch.setattr(chapter_runs, "CHAPTERS", chapters.CHAPTERS[:1])
    monkeypatch.setattr(run, "typeset", lambda study, stage, *_, **__: (stage / "report.en.html").write_text("a page"))
    execute = engine.execute

    def noted(notebook, *args, **kwargs):
        ran.write_text(str(notebook))
        return execute(notebook, *args, **kwargs)

    monkeypatch.setattr(engine, "execute", noted)
    monkeypatch.chdir(folder)
    assert commands.main(["report", str(folder)]) == 0
    assert ran.read_text() == str(FILES / "notebooks" / "01_sample.ipynb")


def test_nothing_unpacks_objects_or_evaluates_texts():
    from analysis import PACKAGE

    unsafe = re.compile(r"\b(pickle|marshal|shelve|dill|joblib|eval|exec|yaml\.load|allow_pickle|read_pickle)\b *[(.=]")
    for path in PACKAGE.rglob("*.py"):
        code = re.sub(r'(""".*?""")|#.*', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not unsafe.search(code) and "import pickle" not in code, path
