"""The HTML page: one file, no network, usable by keyboard and by screen reader."""

import hashlib
import re
from base64 import b64encode
from collections import Counter
from itertools import pairwise

import pytest
from lxml import html as parser

from analysis.report.formats.html import HTMLExporter, folded, inline_html
from analysis.report.formats.web.figures import COLOURS, drawing
from tests.report.formats.conftest import document, notebook_of


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
    assert policy.startswith("default-src 'none';") and "http" not in policy and "'self'" not in policy
    assert not page.xpath("//iframe | //object | //embed | //form | //@onclick | //@onload")
    addresses = page.xpath("//@src | //@href | //@srcset | //@data") + re.findall(r"url\(([^)]*)\)", text)
    others = {"report.en.html", "report.zh.html"}
    assert all(address.startswith(("#", "data:")) for address in addresses if address not in others)
    assert "@import" not in text


def test_only_the_pages_own_style_and_script_may_run(page):
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for kind, name in (("style-src-elem", "style"), ("script-src", "script[not(@type)]")):
        [own] = page.xpath(f"//{name}/text()")
        digest = b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert re.search(rf"{kind} ([^;]*)", policy)[1] == f"'sha256-{digest}'"


def test_the_other_language_has_the_same_anchors(notebook, page, language):
    others = {"en": "zh", "zh": "en"}
    other = notebook_of(document(others[language]), others[language])
    made = [parser.document_fromstring(HTMLExporter().from_notebook_node(one)[0]) for one in (notebook, other)]
    anchors = [one.xpath("//main//*[self::p or self::ul or self::ol]/@id") for one in made]
    assert anchors[0] == anchors[1] and len(anchors[0]) > 5
    both = notebook.copy()
    both.metadata = {"report": dict(notebook.metadata["report"], languages=["en", "zh"])}
    linked = parser.document_fromstring(HTMLExporter().from_notebook_node(both)[0]).xpath("//a[@class='switch']/@href")
    assert linked == [f"report.{others[language]}.html"] and not page.xpath("//a[@class='switch']")


def test_what_stands_under_a_folded_heading_is_folded():
    kinds = ("heading", "paragraph", "heading", "paragraph", "heading", "paragraph", "appendix")
    levels = iter((1, 2, 1))
    blocks = [{"kind": kind} | ({"level": next(levels)} if kind == "heading" else {}) for kind in kinds]
    blocks[0]["folded"] = True
    assert [block["kind"] for block in folded(blocks)] == ["fold", *kinds[1:4], "unfold", *kinds[4:]]
    assert [b["kind"] for b in folded(blocks[:4])][-1] == "unfold"
    del blocks[0]["folded"]
    assert list(folded(blocks)) == blocks


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


def test_a_figures_caption_stands_above_it_in_english_and_below_it_in_chinese(page, language):
    for figure in page.xpath("//figure"):
        place = [child.tag for child in figure].index("figcaption")
        assert place == {"en": 0, "zh": len(figure) - 1}[language] and len(figure) > 1


def test_figures_take_the_colours_of_the_page(text):
    drawn = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    assert not any(colour in drawn for colour in COLOURS)
    assert "currentColor" in text and "#4c78a8" in text and 'style="' not in drawn


def test_ids_of_a_figure_are_its_own_and_short():
    svg = '<svg><path id="p1"/><use xlink:href="#p1"/><g clip-path="url(#p2)"/><path id="fig-a-p2"/></svg>'
    drawn = drawing({"id": "fig-a", "label": "Figure 1", "alt": "<&>", "svg": svg}, "d7")
    assert 'id="d7-p1"' in drawn and '<use href="#d7-p1"' in drawn
    assert 'id="d7-p2"' in drawn and "url(#d7-p2)" in drawn and "d7-fig-a" not in drawn
    assert "&lt;&amp;&gt;" in drawn


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M1 2L1 5L3 5L4 6z", "M1 2V5H3L4 6z"),
        ("M1 2L3 2M1 4L3 4", "M1 2H3M1 4H3"),
        ("M-1 2.5L-1 2L0 1", "M-1 2.5V2L0 1"),
    ],
)
def test_lines_along_an_axis_are_told_by_one_coordinate(path, short):
    svg = f'<svg><path d="{path}"/></svg>'
    assert f' d="{short}"' in drawing({"id": "fig-a", "label": "Figure 1", "alt": "", "svg": svg}, "d0")


def test_text_is_escaped():
    assert inline_html("<em>p</em> &lt; .05 &amp; “x”", {}) == "<em>p</em>\u00a0&lt;\u00a0.05 &amp; “x”"


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two #rrggbb colours."""

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_has_enough_contrast_in_light_and_dark(text):
    root = re.search(r":root \{([^}]*--paper[^}]*)\}", text)[1]
    pairs = re.findall(r"--([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", root)
    for colours in ({name: light for name, light, _ in pairs}, {name: dark for name, _, dark in pairs}):
        for name in ("ink", "muted", "link", "caution"):
            assert contrast(colours[name], colours["paper"]) >= 4.5, name
            assert contrast(colours[name], colours["wash"]) >= 4.5, name
