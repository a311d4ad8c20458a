"""
Cells of a sheet that hold no value though something stands in them: formulas never calculated, and errors.

Readers of workbooks give both as empty cells; here they are found in the sheet's XML.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from analysis.survey.errors import DataError
from analysis.survey.formats import bounds
from analysis.survey.formats.bounds import require_few_cells, require_short_texts

CELL = rb"<(?:\w+:)?c\b([^>]*)>\s*"
FORMULA = re.compile(CELL + rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\b[^>]*>([^<]*)</)?")
ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>(?:.{0,2000}?<(?:\w+:)?v\b[^>]*>([^<]*)</)?", re.DOTALL)
REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d+)[\"']")
CONTENT = re.compile(rb"<(?:\w+:)?c\b[^>]*\br=[\"']([A-Z]{1,3})(\d+)[\"'](?:[^>]*[^/>])?>")
COLUMNS = re.compile(rb"\br=[\"']([A-Z]{1,3})\d+[\"']")
ROWS = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d+)[\"']")
LAZY = re.compile(rb"fullCalcOnLoad=[\"'](?:1|true)[\"']")
ERROR_TEXT = re.compile(r"#|Err:\d")

SHARED = "xl/sharedstrings.xml"  # the texts that cells refer to by number
TEXT = re.compile(rb"<(?:\w+:)?si\b(?:[^>]*/>|[^>]*>(.*?)</(?:\w+:)?si>)", re.DOTALL)
TAG = re.compile(rb"<[^>]*>")
TEXT_OF_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*\bt=[\"']s[\"'][^>]*>\s*<(?:\w+:)?v\b[^>]*>\s*(\d+)")
SHORTEST_CELL = len(b'<c t="s"><v>0</v></c>')

Place = tuple[int, int]  # row as a spreadsheet counts, column from 0


@dataclass(frozen=True, kw_only=True)
class Faults:
    """Where a sheet has formulas that were never calculated, and errors with what they say."""

    uncalculated: list[Place] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)


def faults_of_xlsx(archive: zipfile.ZipFile, title: str, source: str) -> Faults:
    """The faults of one sheet of an Excel workbook; refused if its cells reach too far to be held in memory."""
    workbook = archive.read("xl/workbook.xml")
    xml = archive.read(part_of(archive, workbook, title))
    require_extent(source, xml)
    require_short_texts(source, size_of_texts(archive, xml))
    formulas = [(place_of(m[1]), m) for m in FORMULA.finditer(xml)] if b"<f" in xml or b":f" in xml else []
    lazy = bool(LAZY.search(workbook)) and all((m[2] or b"").strip() == b"0" for _, m in formulas)
    uncalculated = [place for place, m in formulas if lazy or is_uncalculated(m[1], m[2])]
    found = ERROR.finditer(xml) if b't="e"' in xml or b"t='e'" in xml else ()
    errors = {place_of(m[1]): (m[2] or b"").decode("utf-8", "replace") for m in found}
    for place in uncalculated:
        errors.pop(place, None)
    return Faults(uncalculated=uncalculated, errors=errors)


def is_uncalculated(attributes: bytes, value: bytes | None) -> bool:
    """Whether a formula has no value; an empty text is one."""
    return value is None or (not value and b't="str"' not in attributes)


def part_of(archive: zipfile.ZipFile, workbook: bytes, title: str) -> str:
    """The member of the archive that holds a sheet."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    for sheet in ElementTree.fromstring(workbook).iter():
        if local(sheet.tag) == "sheet" and sheet.get("name") == title:
            key = next(value for name, value in sheet.attrib.items() if local(name) == "id")
            target = targets[key]
            return target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
    raise KeyError(title)


def require_extent(source: str, xml: bytes) -> None:
    """Refuse a sheet whose farthest cells span more than fits into memory; empty but formatted cells do not count."""
    n_rows = max(map(int, ROWS.findall(xml)), default=1)
    n_columns = max(map(column_number, set(COLUMNS.findall(xml))), default=0) + 1
    try:
        require_few_cells(source, n_rows, n_columns)
    except DataError:
        places = [(int(row), column_number(letters)) for letters, row in CONTENT.findall(xml)]
        require_few_cells(source, max((r for r, _ in places), default=0), max((c for _, c in places), default=0) + 1)


def size_of_texts(archive: zipfile.ZipFile, xml: bytes) -> int:
    """Bytes of the texts that cells of a sheet share, each as often as it stands there; at most, where few are long."""
    shared = next((name for name in archive.namelist() if name.casefold() == SHARED), None)
    sizes = [len(TAG.sub(b"", text)) for text in TEXT.findall(archive.read(shared))] if shared else []
    most = max(sizes, default=0) * len(xml) // SHORTEST_CELL
    if most <= bounds.LARGEST_TEXTS:
        return most
    return sum(sizes[int(number)] for number in TEXT_OF_CELL.findall(xml) if int(number) < len(sizes))


def faults_of_ods(archive: zipfile.ZipFile, title: str, source: str) -> Faults:
    """The faults of one sheet of a LibreOffice workbook; refused if its cells reach too far to be held in memory."""
    uncalculated: list[Place] = []
    errors: dict[Place, str] = {}
    n_rows = n_columns = size = 0
    for place, cell, repeats in cells_of_ods(archive, title):
        n_rows, n_columns = max(n_rows, place[0] + repeats[0] - 1), max(n_columns, place[1] + repeats[1])
        text = "".join(cell.itertext()).strip()
        size += len(text) * repeats[0] * repeats[1]
        kinds = {local(name): value for name, value in cell.attrib.items() if local(name) in ("formula", "value-type")}
        said = [value for name, value in cell.attrib.items() if local(name) == "value-type"]
        if "error" in said or ("formula" in kinds and ERROR_TEXT.match(text)):
            errors[place] = text
        elif "formula" in kinds and not said:
            uncalculated.append(place)
    require_few_cells(source, n_rows, n_columns)
    require_short_texts(source, size)
    return Faults(uncalculated=uncalculated, errors=errors)


def cells_of_ods(archive: zipfile.ZipFile, title: str) -> Iterator[tuple[Place, ElementTree.Element, tuple[int, int]]]:
    """The filled cells of a sheet: place, element, and over how many rows and columns each is repeated."""
    root = ElementTree.fromstring(archive.read("content.xml"))
    for table in root.iter():
        if local(table.tag) != "table" or attribute(table, "name") != title:
            continue
        row = 1
        for record in table.iter():
            if local(record.tag) != "table-row":
                continue
            n_rows, column = int(attribute(record, "number-rows-repeated") or 1), 0
            for cell in record:
                n_columns = int(attribute(cell, "number-columns-repeated") or 1)
                if len(cell) or attribute(cell, "value-type") or attribute(cell, "formula"):
                    yield (row, column), cell, (n_rows, n_columns)
                column += n_columns
            row += n_rows


def attribute(element: ElementTree.Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def local(tag: str) -> str:
    """A tag or attribute without its namespace."""
    return tag.rpartition("}")[2]


def place_of(attributes: bytes) -> Place:
    """Where a cell stands, by its attributes; row 0 where these do not say."""
    found = REFERENCE.search(attributes)
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def column_number(letters: bytes) -> int:
    """
    A column by its letters, from 0.

    >>> column_number(b"A"), column_number(b"AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def cell_name(place: Place) -> str:
    """
    A cell as a spreadsheet calls it.

    >>> cell_name((3, 27))
    'AB3'
    """
    letters, number = "", place[1] + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{place[0]}"
