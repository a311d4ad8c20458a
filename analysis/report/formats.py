"""One executed report notebook, three formats: the pages, and beside them its tables as CSV and its figures as SVG."""

import csv
import importlib
from collections.abc import Iterator
from pathlib import Path

import nbformat

TYPESETTING = ("nbconvert.exporters", "docx", "analysis.report.exporters")
DRAWING = ("matplotlib.figure", "seaborn", "analysis.report.figures.rendering")


def warm_up(*, drawing: bool) -> None:
    """Import what typesetting needs, and drawing where it is asked for, before the languages go separate ways."""
    for module in TYPESETTING + DRAWING * drawing:
        importlib.import_module(module)


def write(notebook: Path, folder: Path, language: str) -> None:
    """Write `report.<language>.{html,pdf,docx}`, `tables/*.csv` and `figures/*.<language>.svg` into `folder`."""
    from analysis.report import document, exporters

    page = nbformat.read(notebook, as_version=4)
    page.metadata["report"] = document.open(folder / "results.json", language).metadata()
    for exporter in (exporters.HTMLExporter(), exporters.PDFExporter(), exporters.WordExporter()):
        output, _ = exporter.from_notebook_node(page)
        data = output.encode("utf-8") if isinstance(output, str) else output
        (folder / f"report.{language}{exporter.file_extension}").write_bytes(data)
    for block in blocks(page):
        if block["kind"] == "table" and language == "en":
            write_table(block, folder / "tables")
        if block["kind"] == "figure":
            name = block["id"].removeprefix("fig-")
            write_text(folder / "figures" / f"{name}.{language}.svg", block["svg"])


def blocks(notebook: nbformat.NotebookNode) -> Iterator[dict]:
    """The document's blocks, in order, from the outputs of an executed report notebook."""
    from analysis.report.document import MIME

    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            found = output.get("data", {}).get(MIME, [])
            yield from found if isinstance(found, list) else [found]


def write_table(block: dict, folder: Path) -> None:
    """A table as CSV: numbers in full precision where the cell shows one, else the cell's text."""
    folder.mkdir(exist_ok=True)
    keys = [column["key"] for column in block["columns"]]
    path = folder / f"{block['id'].removeprefix('tbl-')}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(keys)
        for row in block["rows"]:
            values = row["cells"] | {k: v for k, v in row.get("values", {}).items() if v is not None}
            writer.writerow([values.get(key, "") for key in keys])


def write_text(path: Path, text: str) -> None:
    """Write a text file, and its folder if it is not there."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
