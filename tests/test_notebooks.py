"""A notebook is a page: it asks, calls and shows; it defines nothing, decides nothing and stores nothing."""

import ast
import re

import nbformat
import papermill
import pytest

from analysis import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LONGEST_CELL = 8
FORBIDDEN = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.IfExp, ast.Try,
    ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)


def code_cells(path):
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


def test_is_valid_and_stores_no_output(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    for cell in code_cells(path):
        assert cell.outputs == [] and cell.execution_count is None


def test_defines_nothing_and_decides_nothing(path):
    for cell in code_cells(path):
        tree = ast.parse(cell.source)
        assert not [node for node in ast.walk(tree) if isinstance(node, FORBIDDEN)], cell.source
        assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source


def test_has_one_parameters_cell_of_plain_scalars_with_types_and_a_word_on_each(path):
    tagged = [cell for cell in code_cells(path) if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    for statement in ast.parse(tagged[0].source).body:
        assert isinstance(statement, ast.AnnAssign) and isinstance(statement.value, ast.Constant)
    for parameter in papermill.inspect_notebook(path).values():
        assert parameter["inferred_type_name"] == "str" and parameter["help"]


def test_opens_with_prose_and_types_no_result_in_it(path):
    cells = nbformat.read(path, 4).cells
    assert cells[0].cell_type == "markdown" and cells[0].source.startswith("# ")
    for cell in cells:
        if cell.cell_type == "markdown":
            prose = re.sub(r"\(\w[^()]*\d{4}[^()]*\)|`[^`]*`", "", cell.source)  # citations and code may have digits
            assert not re.search(r"\d", prose), cell.source
