"""Where the PDF puts what does not fit: figures at the foot or the head of a page; how large its first page is."""

import io
from dataclasses import dataclass
from itertools import pairwise

import pypdf
import pytest

from analysis.report.formats.pdf import PDFExporter
from tests.report.formats.conftest import SVG, document, notebook_of

MILLIMETRE = 72 / 25.4
FOOT = 26 * MILLIMETRE
STRIP = (297 - 60) / 5 * MILLIMETRE
LINE = 20  # points, more than a line takes with what parts it from the next
FIGURE = 86 * MILLIMETRE  # what the figure of the tests takes without its caption


@dataclass(frozen=True)
class Word:
    """A word, its page, how high it stands above the page's end, and its size, both in points."""

    text: str
    page: int
    height: float
    size: float


def set_words(blocks: list[dict]) -> list[Word]:
    """Every word of the PDF of some blocks, without the pages' heads and feet."""
    pdf, _ = PDFExporter().from_notebook_node(notebook_of([blocks], "en"))
    found = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(pdf)).pages):

        def note(text, current, matrix, _, size, number=number):
            height = current[5] + matrix[5] * current[3]
            scale = abs(current[3] * matrix[3])
            found.extend(Word(word, number, height, size * scale) for word in text.split())

        page.extract_text(visitor_text=note)
    return [word for word in found if FOOT <= word.height <= (297 - 29) * MILLIMETRE]


def part(kind: str) -> dict:
    return next(block for cell in document("en") for block in cell if block["kind"] == kind)


def heading(name: str, number: str | None = None) -> dict:
    return {"kind": "heading", "level": 1, "id": name, "text": name, "number": number}


def lines(n: int, text: str = "word") -> list[dict]:
    return [{"kind": "paragraph", "html": text, "claims": []} for _ in range(n)]


def pictured(number: int) -> list[dict]:
    """A line that calls a figure, and the figure, nine centimetres high."""
    svg = SVG.replace('height="180pt"', 'height="300pt"').replace('0 0 420 180"', '0 0 420 300"')
    names = {"id": f"fig-{number}", "label": f"Picture{number}.", "number": number}
    return [*lines(1, f"Calling{number}."), part("figure") | {"svg": svg} | names]


@pytest.mark.parametrize("n_lines", [6, 14, 18, 20, 22, 24, 28])
def test_a_figure_begins_the_next_page_where_only_a_strip_is_left(n_lines):
    words = set_words([part("title"), heading("Part", "1"), *lines(n_lines), *pictured(1), *lines(40, "below")])
    call, picture = (next(word for word in words if word.text == text) for text in ("Calling1.", "Picture1."))
    above = [word for word in words if word.page == picture.page and word.height > picture.height + LINE]
    below = [w for w in words if w.page == call.page and w.height < call.height - 1 and w.text == "below"]
    left = call.height - FOOT
    if left > FIGURE + 3 * LINE:
        assert picture.page == call.page
    elif STRIP + LINE < left < FIGURE:
        assert picture.page > call.page and above and below  # at the foot, the text goes on over it
    elif left < STRIP - LINE:
        assert picture.page > call.page and not above and not below


def test_figures_called_on_one_page_keep_their_order():
    """The first waits for the foot of the next page, the second would begin it."""
    for n_lines in range(16, 26):
        opening = [part("title"), heading("Part", "1"), *lines(n_lines)]
        words = set_words([*opening, *pictured(1), *lines(3), *pictured(2), *lines(40)])
        first, second = (next(w for w in words if w.text == text) for text in ("Picture1.", "Picture2."))
        assert (first.page, -first.height) < (second.page, -second.height)


def test_the_first_page_is_as_large_as_it_may_be():
    sizes, blanks = [], []
    for n_lines in (4, 14, 16, 18, 20):
        told = [line for number in range(n_lines) for line in lines(1, "short " * (20 + 7 * number % 50))]
        glance = [part("title"), heading("summary"), *told]
        words = set_words([*glance, heading("Part", "1"), *lines(3, "after")])
        body = [word for word in words if word.text == "short"]
        assert {word.page for word in body} == {0}
        sizes.append(body[0].size)
        blanks.append(min(word.height for word in body) - FOOT)
    after = next(word for word in words if word.text == "after")
    assert sizes[0] == pytest.approx(after.size)
    assert all(smaller <= larger for larger, smaller in pairwise(sizes)) and sizes[-1] < 0.9 * sizes[0]
    assert all(blank < 3 * LINE for size, blank in zip(sizes, blanks, strict=True) if size < 0.99 * sizes[0])
