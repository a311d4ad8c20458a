"""
One executed report notebook, three formats: the pages, and beside them its tables and figures for other programs.

Each fails by itself: what fails leaves its traceback in `<folder>/faults/`, and the others are written.
"""

import importlib
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from analysis.report.formats import exports
from analysis.report.formats.markup import inline_runs
from analysis.report.formats.pages import blocks_of, fragments, settled
from analysis.report.formats.themes import UNDRESSED, Dress
from analysis.report.safeguards import tracebacks
from analysis.survey.declared.rules import FORMATS, PARTS

TYPESETTING = (
    "nbconvert.exporters",
    "docx",
    *(f"analysis.report.formats.{name}" for name in ("html", "pdf", "word")),
)
DOCUMENTS = {"paper": "report", "supplement": "supplement"}
DRAWING = ("matplotlib.figure", "seaborn", "analysis.report.drawing.rendering")


def warm_up(*, drawing: bool) -> None:
    """Import what typesetting needs, and drawing where it is asked for, before the languages go separate ways."""
    for module in TYPESETTING + DRAWING * drawing:
        importlib.import_module(module)


def write(
    notebook: Path,
    folder: Path,
    language: str,
    *,
    tables: bool,
    answers: str = "",
    dress: Dress = UNDRESSED,
    parts: Sequence[str] = PARTS,
    formats: Sequence[str] = FORMATS,
) -> None:
    """
    Write the report in one language into `folder`.

    Parameters
    ----------
    notebook : Path
        The executed report notebook.
    folder : Path
        Gets `report.<language>.{html,pdf,docx}`, `supplement.<language>.*`, `figures/*.<language>.{svg,pdf,png}`,
        `tables/*.<language>.tex` and `tables/tables.<language>.xlsx`.
    language : str
    tables : bool
        Whether to write `tables/*.csv` too: once a report, they know no language.
    answers : str
        Fingerprint of the response file.
    dress : Dress
        What the author asks it to look like.
    parts, formats : sequence of str
        Which documents are wanted, and in which formats. The HTML page of a paper holds the supplement too.
    """
    page = nbformat.read(notebook, as_version=4)
    page.metadata["report"] = about(page, folder / "results.json", language, answers) | dress.metadata(language)
    attempt(folder, f"report.{language}.pictures", lambda: with_pictures(page))
    page = settled(page)
    for part in parts:
        for kind in formats:
            page.metadata["report"]["part"] = "" if kind == "html" and part == parts[0] != parts[-1] else part
            path = folder / f"{DOCUMENTS[part]}.{language}.{kind}"
            attempt(folder, path.name, partial(export, exporter(kind), page, path))
    kinds = {kind: [block for block in blocks_of(page) if block["kind"] == kind] for kind in ("table", "figure")}
    attempt(
        folder,
        f"report.{language}.tables",
        lambda: write_tables(kinds["table"], folder / "tables", language, csv=tables),
    )
    attempt(
        folder,
        f"report.{language}.figures",
        lambda: exports.write_figures(kinds["figure"], folder / "figures", language),
    )


def about(page: nbformat.NotebookNode, path: Path, language: str, answers: str) -> dict:
    """What an exporter must know beside the blocks: the title, the languages, and the passports of the numbers."""
    from analysis.report.document import composer, results
    from analysis.report.formats.web import passports

    issued = passports.issued(results.read(path), places(list(blocks_of(page))))
    return composer.metadata(results.read_typed(path), language) | {"passports": json.dumps(issued | {"data": answers})}


def places(blocks: list[dict]) -> set[str]:
    """Where in results.json the numbers of some blocks stand."""
    cells = (row.get("places", {}) for block in blocks for row in block.get("rows", []))
    runs = (run for block in blocks for fragment in fragments(block) for run in inline_runs(fragment))
    return {place for row in cells for found in row.values() for place in found} | {
        run.place for run in runs if run.place
    }


def attempt(folder: Path, name: str, step: Callable[[], None]) -> None:
    """Take one step of writing; if it fails, its traceback is left and the next one is taken."""
    try:
        step()
    except Exception as error:  # one format
        tracebacks.leave(folder / tracebacks.FAULTS, name, error)


def exporter(kind: str) -> Any:
    """What makes a document of a format."""
    from analysis.report.formats.html import HTMLExporter
    from analysis.report.formats.pdf import PDFExporter
    from analysis.report.formats.word import WordExporter

    return {"html": HTMLExporter, "pdf": PDFExporter, "docx": WordExporter}[kind]()


def export(exporter: Any, page: nbformat.NotebookNode, path: Path) -> None:
    """One document in one format."""
    output, _ = exporter.from_notebook_node(page)
    path.write_bytes(output.encode("utf-8") if isinstance(output, str) else output)


def with_pictures(page: nbformat.NotebookNode) -> None:
    """Give every figure of the notebook its PNG: it stands in the Word file and among the figures."""
    figures = {block["id"]: block for block in blocks_of(page) if block["kind"] == "figure"}
    for name, png in exports.pictures({name: block["svg"] for name, block in figures.items()}, "png").items():
        figures[name]["png"] = png


def write_tables(found: list[dict], folder: Path, language: str, *, csv: bool) -> None:
    """Each table in LaTeX, and as CSV where that is asked for; all of them as a workbook."""
    folder.mkdir(exist_ok=True)
    for table in found:
        exports.write_tex(table, folder, language)
        if csv:
            exports.write_csv(table, folder)
    (folder / f"tables.{language}.xlsx").write_bytes(exports.workbook(found))
