"""The rooms import only from the rooms above them, and the door stays light."""

import ast
import graphlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import ROOT

ALLOWED = {
    "survey": {"survey"},
    "statistics": {"statistics"},
    "report": {"survey", "statistics", "report"},
    "exporting": {"survey", "exporting"},
    "importing": {"survey", "importing"},
    "verifying": {"survey", "statistics", "report", "verifying"},
    "bundling": {"survey", "bundling"},
    "workflow": {"survey", "statistics", "report", "exporting", "importing", "verifying", "bundling", "workflow"},
}
MODULES = sorted((ROOT / "analysis").rglob("*.py"))
ROOMY = sorted({path.parent for path in MODULES})
LARGEST_FOLDER = 14
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def rooms_imported(path: Path) -> set[str]:
    """The rooms of `analysis` that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            package = ".".join(path.relative_to(ROOT).parts[: -node.level]) + "." if node.level else ""
            names = [f"{package}{node.module or ''}.{alias.name}".replace("..", ".") for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("analysis.")}
    return found & ALLOWED.keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_module_imports_only_from_rooms_above(path):
    room = path.relative_to(ROOT / "analysis").parts[0]
    if room in ALLOWED:
        assert rooms_imported(path) <= ALLOWED[room]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_module_and_its_functions_stay_short(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            docstring = node.body[0].end_lineno - node.body[0].lineno + 1 if ast.get_docstring(node) else 0
            assert node.end_lineno - node.lineno + 1 - docstring <= LONGEST_FUNCTION, f"{node.name} is long"


@pytest.mark.parametrize("folder", ROOMY, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_folder_is_small_and_its_table_of_contents_is_whole(folder):
    names = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert len(names) <= LARGEST_FOLDER
    contents = re.findall(r"^- `(\w+)`:", (folder / "__init__.py").read_text(encoding="utf-8"), re.M)
    assert not contents or set(contents) == names


def modules_imported(path: Path, names: dict[str, Path]) -> set[str]:
    """The modules of `analysis` that a module imports, anywhere in it; a package counts where only it is named."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {
                f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in names else node.module for a in node.names
            }
    return found & names.keys()


def test_no_module_imports_itself_by_a_detour():
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES}
    arrows = {name: modules_imported(path, names) - {name} for name, path in names.items()}
    order = graphlib.TopologicalSorter(arrows)
    order.prepare()


def test_asking_for_help_imports_nothing_heavy():
    code = (
        "import sys; from analysis.workflow import commands; from analysis.workflow.running import run; "
        "print([m for m in ('numpy', 'pandas', 'matplotlib', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
