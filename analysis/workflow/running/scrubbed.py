"""
Executed chapters to hand on, in `notebooks/` beside the report: no rows of answers, no paths, and they run as they lie.

The run's own parameters name folders that are gone when it ends; in their place the copies name the study and the
report by where they lie in any copy of the project.
"""

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

from analysis import ROOT

NOTEBOOKS = "notebooks"
LEFT_OUT = "(left out of this copy: rows of answers)"
PATHS = re.compile(r"(?:(?<=[\s'\"(])|^)(?:/|[A-Za-z]:\\)[^\s'\"<>),]*[/\\]([^\s'\"<>),/\\]+)", re.MULTILINE)
TEXTS = ("text/plain", "text/html", "text/markdown")


def write(notebooks: Iterable[Path], report: Path, study: str, is_raw: Any) -> None:
    """
    Write scrubbed copies of executed chapters.

    Parameters
    ----------
    notebooks : iterable of Path
    report : Path
        The folder of the report that is being made; they go to its `notebooks/`.
    study : str
        The study's name: the copies read data/<study>.
    is_raw : callable
        Whether a text holds rows of answers.
    """
    (report / NOTEBOOKS).mkdir()
    for path in notebooks:
        copy = scrubbed(nbformat.read(path, as_version=4), {"study": f"data/{study}"}, is_raw)
        nbformat.write(copy, report / NOTEBOOKS / path.name)


def scrubbed(notebook: nbformat.NotebookNode, parameters: dict[str, str], is_raw: Any) -> nbformat.NotebookNode:
    """The notebook with other parameters, and without outputs that hold rows of answers or paths of this machine."""
    run_with = {}
    cells = []
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if "injected-parameters" in tags:
            run_with = assigned(cell.source)
            continue
        if "parameters" in tags:
            cell.source = "\n".join(with_value(line, parameters) for line in cell.source.splitlines())
        cells.append(cell)
    for cell in cells:
        if cell.cell_type == "code":
            cell.outputs = [shown(output, run_with, is_raw) for output in cell.outputs]
    notebook.cells = cells
    return notebook


def assigned(source: str) -> dict[str, str]:
    """The texts that the lines of a cell give to names."""
    return {
        target.id: node.value.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def with_value(line: str, parameters: dict[str, str]) -> str:
    """A line of the parameters' cell with another value, its type and comment kept."""
    name = line.partition(":")[0].strip()
    if name not in parameters:
        return line
    return re.sub(r'= ".*?"', lambda _: f'= "{parameters[name]}"', line, count=1)


def shown(output: nbformat.NotebookNode, run_with: dict[str, str], is_raw: Any) -> nbformat.NotebookNode:
    """An output as it may be handed on."""
    if output.output_type == "error":  # a traceback names folders line by line
        output.traceback = [f"{output.ename}: {without_paths(output.evalue, run_with)}"]
        output.evalue = without_paths(output.evalue, run_with)
    elif output.output_type == "stream":
        output.text = LEFT_OUT if is_raw(output.text) else without_paths(output.text, run_with)
    elif any(is_raw(output.data[kind]) for kind in TEXTS if kind in output.data):
        output.data = {"text/plain": LEFT_OUT}
    else:
        output.data |= {kind: without_paths(output.data[kind], run_with) for kind in TEXTS if kind in output.data}
    return output


def without_paths(text: str, run_with: dict[str, str]) -> str:
    """A text in which the run's own folders are not named, and of other absolute paths only the last part."""
    for value in sorted(filter(None, run_with.values()), key=len, reverse=True):
        text = text.replace(f"{value}/", "").replace(value, Path(value).name)
    return PATHS.sub(r"\1", text.replace(f"{ROOT}/", ""))
