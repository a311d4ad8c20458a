"""The texts of every published file, each with its place; numbers that stand for themselves are none."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

Text = tuple[str, str]
"""A place in a file, and what stands there."""

UNPRINTED = re.compile(r"<(style|script|defs)\b.*?</\1>|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
WORD_PARTS = re.compile(r"(word/(document|footnotes|header\d*|footer\d*)|docProps/core)\.xml")
SHEETS = re.compile(r"xl/(sharedStrings|worksheets/[^/]*)\.xml")
SHEET_TEXT = re.compile(r"<(?:si|is)\b[^>]*>(.*?)</(?:si|is)>", re.DOTALL)
ESCAPED = re.compile(r"\\([&%$#_{}])")
PARAGRAPH = re.compile(r"</w:p>|</(?:dc|cp|dcterms):\w+>")


def texts(path: Path) -> Iterator[Text]:
    """The texts of a file; of a kind that holds none of its own, or is set from another's, nothing."""
    if read := READERS.get(path.suffix.casefold()):
        yield from read(path.read_bytes())


def pages(data: bytes) -> Iterator[Text]:
    """Of HTML and SVG the text between tags."""
    text = UNPRINTED.sub(" ", data.decode("utf-8"))
    yield "", unescape("\n".join(part for part in TAG.split(text) if part.strip()))


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
    """Of a Word document the paragraphs, and what it says of itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in filter(WORD_PARTS.fullmatch, archive.namelist()):
            text = PARAGRAPH.sub("\n", archive.read(name).decode("utf-8"))
            yield "", unescape(TAG.sub("", text))


def workbook(data: bytes) -> Iterator[Text]:
    """Of an Excel workbook the texts of its cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in filter(SHEETS.fullmatch, archive.namelist()):
            found = SHEET_TEXT.findall(archive.read(name).decode("utf-8"))
            yield "", unescape("\n".join(TAG.sub("", text) for text in found))


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


READERS: dict[str, Callable[[bytes], Iterator[Text]]] = {
    ".html": pages,
    ".svg": pages,
    ".csv": cells,
    ".json": values,
    ".ipynb": notebook,
    ".docx": word,
    ".xlsx": workbook,
    ".tex": latex,
}
"""By the ending of the file. A PDF is set from what the HTML file holds, and is not taken apart again."""
