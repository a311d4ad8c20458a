"""The text of a delivered document, HTML, PDF or Word, page by page where it has pages."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.survey import DataError
from analysis.survey.formats.archives import opened
from analysis.survey.formats.bounds import require_small

BLOCKS = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "caption", "figcaption", "div", "header")
UNPRINTED = ("svg", "style", "script", "nav", "title")


def pages(path: Path) -> list[str]:
    """
    The document's text: of a PDF each page, of other documents all as one page; parts end in a new line.

    Raises
    ------
    ValueError
        If the file is damaged or is no document of its ending.
    """
    read = READERS[path.suffix.casefold()]
    require_small(path)
    try:
        return read(path.read_bytes())
    except (OSError, DataError):
        raise
    except Exception as error:  # whatever a library makes of a damaged file
        raise ValueError(f"{type(error).__name__}: {error}") from error


def html_pages(data: bytes) -> list[str]:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(data, "lxml")
    for tag in soup.find_all(UNPRINTED):
        tag.decompose()
    for tag in soup.find_all(BLOCKS):
        tag.append("\n")
    return [soup.get_text()]


def pdf_pages(data: bytes) -> list[str]:
    import pypdf

    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def word_pages(data: bytes) -> list[str]:
    import docx
    from docx.oxml.ns import qn

    opened(data, "Word")
    body = docx.Document(io.BytesIO(data)).element.body
    paragraphs = (
        "".join(map(printed, paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")))) for paragraph in body.iter(qn("w:p"))
    )
    return ["\n".join(paragraphs)]


def printed(run: Any) -> str:
    """The text of an element of a Word paragraph; a tab or break parts words."""
    return run.text or " "


READERS: dict[str, Callable[[bytes], list[str]]] = {".html": html_pages, ".pdf": pdf_pages, ".docx": word_pages}
