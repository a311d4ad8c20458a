"""The HTML report in a real browser without a network: by keyboard, on a phone and a desk, light and dark."""

import gzip
import json
import re
from base64 import b64decode
from importlib.resources import files

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis import ROOT
from analysis.report.document import results
from analysis.report.document.blocks import MIME
from analysis.report.document.composer import Page
from analysis.report.formats import write
from analysis.report.formats.html import HTMLExporter
from analysis.report.language.numbered import numbered
from tests.browser import CHROMIUM, address, browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser test is left out")
EXAMPLE = ROOT / "tests" / "report" / "example.json"
LARGEST = 1_200_000  # bytes of a page
WIDE = """[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1
  && !e.closest("svg, .scroll, .skip, .status") && e.offsetParent).map(e => e.outerHTML.slice(0, 80))"""
FOCUSED = "document.activeElement"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The report of the committed example results, as HTML, in both languages."""
    folder = tmp_path_factory.mktemp("pages")
    for language in ("en", "zh"):
        made = Page(numbered(results.read_typed(EXAMPLE)), language)
        outputs = [new_output("display_data", data={MIME: section.blocks}) for section in made.sections()]
        notebook = new_notebook(cells=[new_code_cell("", outputs=outputs)])
        notebook.metadata["report"] = write.about(notebook, EXAMPLE, language, answers="f" * 64)
        html, _ = HTMLExporter().from_notebook_node(notebook)
        (folder / f"report.{language}.html").write_text(html, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def tab():
    with browser() as opened:
        yield opened


@pytest.fixture(params=["en", "zh"])
def report(request, pages):
    return pages / f"report.{request.param}.html"


def opened(tab, path, width: int, *, dark: bool = False) -> None:
    """Open a page and wait for its script."""
    tab.open(address(path), width, dark=dark)
    ready(tab)


def ready(tab) -> None:
    """Wait for the page's script."""
    waited = "while (!('ready' in document.documentElement.dataset)) await new Promise(r => setTimeout(r, 20));"
    tab.run(f"(async () => {{ {waited} }})()")


def unfold(tab) -> None:
    """Open what is folded."""
    tab.run("document.querySelectorAll('details').forEach(details => { details.open = true; })")


def test_the_page_is_small(report):
    assert report.stat().st_size < LARGEST


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False)], ids=["phone, dark", "desk, light"])
def test_page_fits_asks_for_nothing_and_is_accessible(tab, report, width, dark):
    opened(tab, report, width, dark=dark)
    assert [asked for asked in tab.asked if not asked.startswith("data:")] == [address(report)]
    assert tab.run("document.documentElement.scrollWidth - innerWidth") <= 0 and tab.run(WIDE) == []
    assert tab.run("document.fonts.check('16px \"Report Latin\"') && document.fonts.check('16px \"Report Sans\"')")
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    tab.call("Runtime.evaluate", expression=axe)
    found = tab.run(
        "axe.run(document, {resultTypes: ['violations'], preload: false})"
        ".then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))]))"
    )
    assert found == [] and tab.log == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_number_opens_its_passport_by_keyboard(tab, report, width):
    opened(tab, report, width)
    unfold(tab)
    tab.run("document.querySelector('#tbl-alpha .scroll').focus()")
    tab.press("Tab", "ArrowRight", "ArrowDown")
    assert tab.run(f"{FOCUSED}.matches('#tbl-alpha tbody tr:nth-child(2) td:nth-child(3) data')")
    tab.press("Enter")
    shown = tab.run("document.querySelector('dialog[open]').innerText")
    n = results.read(EXAMPLE)["reliability"]["scales"]["resolution"]["n_obs"]
    assert "reliability.scales.resolution.n_obs" in shown and str(n) in shown and "f" * 64 in shown
    assert "02_reliability.ipynb" in shown and "statistics.scale_reliability()" in shown
    assert tab.run(f"{FOCUSED}.closest('dialog') !== null")
    tab.press("Escape")
    assert tab.run("document.querySelector('dialog').open") is False
    assert tab.run(f"{FOCUSED}.textContent") == str(n) and tab.log == []


def test_a_number_opens_its_passport_by_click(tab, report):
    opened(tab, report, 390)
    tab.click("main p data[value]")
    shown, printed = tab.run("[document.querySelector('dialog[open]').innerText, document.activeElement.tagName]")
    assert "results.json" in shown and printed == "BUTTON"
    tab.press("Enter")
    assert tab.run(f"{FOCUSED}.matches('main p data[value]')")


def test_every_passport_fits_its_number(tab, report):
    """All numbers of tables, as printed, beside the full precision in their passports."""
    opened(tab, report, 1280)
    packed = re.search(r'id="known">([^<]*)<', report.read_text(encoding="utf-8"))[1]
    numbers = json.loads(gzip.decompress(b64decode(packed)))["numbers"]
    shown = tab.run("[...document.querySelectorAll('td > data[class]')].map(d => [d.textContent, d.value])")
    pairs = [(text, numbers[2][int(value)]) for text, value in shown]
    assert len(pairs) > 1000
    for text, value in pairs:
        if not re.search("[<>]", text):
            shown = float(text.replace("−", "-").replace(",", "").rstrip("%"))
            half = 0.5001 * 10 ** -len(text.rstrip("%").partition(".")[2])
            assert min(abs(shown - value), abs(shown - 100 * value)) <= half, (text, value)


def test_the_contents_follow_and_the_other_language_opens_there(tab, pages):
    opened(tab, pages / "report.en.html", 1280)
    unfold(tab)
    heading = tab.run("(links => links[Math.floor(links.length / 2)].hash)(document.querySelectorAll('nav.side a'))")
    tab.run(f"document.querySelector('{heading}').scrollIntoView()")
    tab.run("new Promise(requestAnimationFrame)")
    here = "document.querySelector('nav.side [aria-current=location]')"
    assert tab.run(f"{here}.hash") == heading
    tab.loaded = False
    tab.run("document.querySelector('a.switch').focus({preventScroll: true})")
    tab.press("Enter")
    tab.settle()
    ready(tab)
    tab.run("new Promise(requestAnimationFrame)")
    assert f"report.zh.html{heading}" in tab.run("location.href")
    assert tab.run("scrollY") > 0 and tab.run(f"{here}.hash") == heading and tab.log == []


def test_the_reader_chooses_light_or_dark(tab, report):
    opened(tab, report, 390, dark=True)
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = tab.run(paper)
    tab.click("#look")
    light = tab.run(paper)
    tab.click("#look")
    assert light == "rgb(255, 255, 255)" != dark == tab.run(paper)


def test_tables_go_to_a_spreadsheet(tab, report, tmp_path):
    opened(tab, report, 390)
    unfold(tab)
    tab.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    tab.click("#tbl-alpha [data-do=copy]")
    lines = tab.run("new Promise(r => setTimeout(r, 100)).then(() => navigator.clipboard.readText())").split("\n")
    n_scales = len(results.read(EXAMPLE)["reliability"]["scales"])
    assert len(lines) == n_scales + 1 and {line.count("\t") for line in lines} == {8}
    tab.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    tab.click("#tbl-alpha [data-do=download]")
    tab.run("new Promise(r => setTimeout(r, 500))")
    header, first, *_ = (tmp_path / "alpha.csv").read_text(encoding="utf-8-sig").splitlines()
    alpha = results.read(EXAMPLE)["reliability"]["scales"]["responsiveness"]["alpha"]["estimate"]
    assert header.count(",") == 8 and str(alpha) in first.split(",") and tab.log == []


def test_the_first_column_stays_while_a_table_scrolls_on_a_phone(tab, report):
    opened(tab, report, 390)
    unfold(tab)
    place = "document.querySelector('#tbl-alpha tbody th').getBoundingClientRect().left"
    before = tab.run(place)
    scrolled = tab.run(
        "(s => { s.scrollLeft = 120; return s.scrollLeft; })(document.querySelector('#tbl-alpha .scroll'))"
    )
    assert scrolled == 120 and abs(tab.run(place) - before) < 1
