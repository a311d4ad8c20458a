"""The HTML page: one file, no network, usable by keyboard and by screen reader."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from lxml import html as parser

from analysis.report.formats.html import HTMLExporter, inline_html
from analysis.report.formats.web.figures import COLOURS, drawing


@pytest.fixture(scope="module")
def text(notebook):
    return HTMLExporter().from_notebook_node(notebook)[0]


@pytest.fixture(scope="module")
def page(text):
    return parser.document_fromstring(text)


def test_same_bytes_again(notebook, text):
    assert HTMLExporter().from_notebook_node(notebook)[0] == text


def test_nothing_is_loaded(page, text):
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    assert "http:" not in policy and "https:" not in policy and "script-src" not in policy
    assert not page.xpath("//script | //iframe | //object | //embed | //form")
    addresses = page.xpath("//@src | //@href | //@srcset | //@data") + re.findall(r"url\(([^)]*)\)", text)
    assert all(address.startswith(("#", "data:")) for address in addresses)
    assert "@import" not in text


def test_ids_are_unique_and_links_arrive(page):
    ids = Counter(page.xpath("//@id"))
    assert {name for name, count in ids.items() if count > 1} == set()
    targets = [href[1:] for href in page.xpath("//@href") if href.startswith("#")]
    assert targets and set(targets) <= set(ids)


def test_language_and_landmarks(page, language):
    assert page.get("lang") == {"en": "en", "zh": "zh-Hans"}[language]
    assert len(page.xpath("//main")) == 1 and len(page.xpath("//h1")) == 1
    assert page.xpath("//a[@class='skip']/@href") == ["#" + page.xpath("//main/@id")[0]]
    assert all(nav.get("aria-label") for nav in page.xpath("//nav"))


def test_headings_step_down_one_at_a_time(page):
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_page_says_that_data_are_simulated(page, language, notebook):
    assert page.xpath("//p[@class='simulated']/text()") == [{"en": "Simulated data", "zh": "模拟数据"}[language]]
    real = notebook.copy()
    real.metadata = {"report": dict(notebook.metadata["report"], simulated=False)}
    assert 'class="simulated"' not in HTMLExporter().from_notebook_node(real)[0]


def test_tables_have_captions_and_scopes(page):
    for table in page.xpath("//table"):
        assert table.xpath("./caption//text()")
        assert set(table.xpath("./thead//th/@scope")) <= {"col", "colgroup"}
        assert all(row.xpath("./th[1]/@scope") for row in table.xpath("./tbody/tr"))
        assert table.getparent().get("class") == "scroll" and table.getparent().get("tabindex") == "0"


def test_spanners_cover_their_columns(page):
    head = page.xpath("//*[@id='tbl-alpha']//thead/tr")
    widths = [sum(int(cell.get("colspan", 1)) for cell in row) for row in head]
    assert widths == [5, 2]


def test_figures_are_named_and_described(page, text):
    for figure in page.xpath("//figure"):
        drawn = figure.xpath(".//*[local-name()='svg']")[0]
        assert drawn.get("role") == "img"
        named = drawn.get("aria-labelledby").split()
        described = [page.get_element_by_id(name).text_content() for name in named]
        assert all(described)
    assert "resolution &amp; care" in text or "问题解决能力与关怀" in text
    assert text.count('viewBox="0 0 420 180"') == 2


def test_figures_take_the_colours_of_the_page(text):
    drawn = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    assert not any(colour in drawn for colour in COLOURS)
    assert "currentColor" in drawn and "#4c78a8" in drawn


def test_ids_of_a_figure_are_its_own():
    svg = '<svg viewBox="0 0 1 1"><path id="p"/><use href="#p"/><g clip-path="url(#p)" id="fig-a-q"/></svg>'
    drawn = drawing({"id": "fig-a", "label": "Figure 1", "alt": "<&>", "svg": svg})
    assert 'id="fig-a-p"' in drawn and 'href="#fig-a-p"' in drawn and "url(#fig-a-p)" in drawn
    assert 'id="fig-a-q"' in drawn and "fig-a-fig-a" not in drawn
    assert "&lt;&amp;&gt;" in drawn


def test_text_is_escaped():
    assert inline_html("<em>p</em> &lt; .05 &amp; “x”") == "<em>p</em>\u00a0&lt;\u00a0.05 &amp; “x”"


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two #rrggbb colours."""

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_has_enough_contrast_in_light_and_dark(text):
    roots = re.findall(r":root \{([^}]*--paper[^}]*)\}", text)[:2]
    assert len(roots) == 2
    for root in roots:
        colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", root))
        for name in ("ink", "muted", "link", "caution"):
            assert contrast(colours[name], colours["paper"]) >= 4.5, name
            assert contrast(colours[name], colours["wash"]) >= 4.5, name
