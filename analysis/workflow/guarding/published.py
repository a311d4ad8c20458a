"""The texts of every published file, each with its place; numbers that stand for themselves are none."""

import csv
import gzip
import io
import json
import re
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

Text = tuple[str, str]
"""A place in a file, and what stands there."""

UNPRINTED = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
TOLD_APART = re.compile(r"<!--(.*?)-->", re.DOTALL)
PACKED = re.compile(r'<script type="text/plain"[^>]*>(.*?)</script>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(
    r"""\s(?:alt|title|content|value|href|descr|name|Target|aria-label|data-[\w-]+)\s*=\s*("[^"]*"|'[^']*')"""
)
WORD_PARTS = re.compile(
    r"(word/(_rels/)?(document|(foot|end)notes|comments|header\d*|footer\d*)|docProps/\w+)\.xml(\.rels)?"
)
BOOK_PARTS = re.compile(r"(xl/(sharedStrings|workbook|comments\d*|worksheets/[^/]*)|docProps/\w+)\.xml")
SHEETS = re.compile(r"xl/(sharedStrings|worksheets/[^/]*)\.xml")
BROKEN = re.compile(r"/\s*\n")  # of an address that goes on in the next line
ESCAPED = re.compile(r"\\([&%$#_{}])")
PARAGRAPH = re.compile(r"</w:p>|</(?:dc|cp|dcterms):\w+>")


def texts(path: Path) -> Iterator[Text]:
    """The texts of a file; of a picture made of dots, nothing."""
    if read := READERS.get(path.suffix.casefold()):
        yield from read(path.read_bytes())


def pages(data: bytes) -> Iterator[Text]:
    """Of HTML and SVG the text between tags and in remarks, what attributes say, and what a script has packed away."""
    whole = data.decode("utf-8")
    for packed in PACKED.findall(whole):
        yield from parts(json.loads(gzip.decompress(b64decode(packed))))
    yield "", said(TOLD_APART.sub(r"\1", UNPRINTED.sub(" ", whole)))


def said(marked: str) -> str:
    """What a text with tags says, a line for each tag, and what their attributes say that lead nowhere within it."""
    between = (part for part in TAG.split(marked) if part.strip())
    told = (value[1:-1] for value in ATTRIBUTE.findall(marked) if value[1:2] != "#")
    return unescape("\n".join((*between, *told)))


def cells(data: bytes) -> Iterator[Text]:
    """Of a table the cells that are no numbers, by row and column; and all of it, for rows of answers."""
    text = data.decode("utf-8-sig")
    header, *rows = list(csv.reader(io.StringIO(text))) or [[]]
    for number, row in enumerate(rows, start=2):
        for name, cell in zip(header, row, strict=False):
            if not is_number(cell):
                yield f"{number}, {name}", cell


def values(data: bytes) -> Iterator[Text]:
    """Of JSON the names and texts, by their dotted place."""
    yield from parts(json.loads(data))


def parts(value: Any, place: str = "") -> Iterator[Text]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from parts(part, f"{place}.{number}" if place else str(number))
    elif isinstance(value, dict):
        for name, part in value.items():
            inner = f"{place}.{name}" if place else name
            yield inner, name
            yield from parts(part, inner)


def notebook(data: bytes) -> Iterator[Text]:
    """Of a notebook the cells and what they showed, by the number of the cell."""
    for number, cell in enumerate(json.loads(data)["cells"], start=1):
        yield str(number), "".join(cell["source"])
        for output in cell.get("outputs", []):
            for _, text in parts(output.get("data", output.get("text", ""))):
                yield str(number), unescape(TAG.sub("\n", text))


def word(data: bytes) -> Iterator[Text]:
    """Of a Word document the paragraphs, what it says of its pictures and of itself, and where its links lead."""
    for text in members(data, WORD_PARTS):
        yield "", unescape(TAG.sub("", PARAGRAPH.sub("\n", text)))
        yield "", unescape("\n".join(value[1:-1] for value in ATTRIBUTE.findall(text)))


def workbook(data: bytes) -> Iterator[Text]:
    """Of an Excel workbook the texts of its cells, the names of its sheets, and what it says of itself."""
    for text in members(data, BOOK_PARTS):
        yield "", "\n".join(line for line in said(text).split("\n") if not is_number(line))


def members(data: bytes, names: re.Pattern) -> Iterator[str]:
    """The parts of a document that is an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in filter(names.fullmatch, archive.namelist()):
            yield archive.read(name).decode("utf-8")


def pdf(data: bytes) -> Iterator[Text]:
    """Of a PDF each page, and what the file says of itself."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    yield "", "\n".join(document.get_metadata_dict().values())
    for number in range(len(document)):
        yield str(number + 1), BROKEN.sub("/", document[number].get_textpage().get_text_range())


def plain(data: bytes) -> Iterator[Text]:
    """All of it."""
    yield "", data.decode("utf-8")


def latex(data: bytes) -> Iterator[Text]:
    """Of LaTeX all of it, its escaped signs as themselves."""
    yield "", ESCAPED.sub(r"\1", data.decode("utf-8"))


def is_number(cell: str) -> bool:
    """Whether a cell is a number, or nothing."""
    try:
        float(cell or 0)
    except ValueError:
        return False
    return True


def numbers(path: Path, read: Iterable[Text]) -> str:
    """What of a file could be a row of answers: its texts as `read`, and the numbers that stand for themselves."""
    kind = path.suffix.casefold()
    if kind in (".csv", ".json"):
        return path.read_text(encoding="utf-8")
    if kind == ".xlsx":
        return "\n".join(TAG.sub("\n", sheet) for sheet in members(path.read_bytes(), SHEETS))
    return "\n".join(text for _, text in read)


READERS: dict[str, Callable[[bytes], Iterator[Text]]] = {
    ".html": pages,
    ".svg": pages,
    ".xml": pages,
    ".csv": cells,
    ".json": values,
    ".ipynb": notebook,
    ".docx": word,
    ".xlsx": workbook,
    ".pdf": pdf,
    ".tex": latex,
    ".md": plain,
    ".txt": plain,
    ".toml": plain,
    ".yml": plain,
    ".cff": plain,
    ".bib": plain,
}
"""By the ending of the file."""
