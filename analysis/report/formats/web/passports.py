"""
Passports of printed numbers: full precision, number of respondents, meaning, and the notebook cell that made them.

What a number is, the schema of results.json says; who made it is read from the chapters' notebooks.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from analysis import FILES, statistics
from analysis.report.document.results import SCHEMA
from analysis.report.language.numbered import joined

NOTEBOOKS = FILES / "notebooks"
NAMES = ("term", "factor", "scale", "variable", "item", "group", "model", "name", "a", "b")  # what a row is about
COUNTS = ("n_obs", "n")  # keys that tell how many respondents the numbers beside them, and below, come from


def issued(results: dict, places: Iterable[str]) -> dict[str, Any]:
    """
    Passports for numbers at some places of the plain results.

    Returns
    -------
    dict with `parts`, a row [place, names, n or None, number of the section's maker or None] for each object that holds
    some of the numbers; `meanings`, each once; `makers`, rows [notebook, number of the cell, function]; and `numbers`,
    by place: [number of the part, key, value, number of the meaning or None].
    """
    wanted, numbers = set(places), {}
    parts: dict[tuple, int] = {}
    meanings: dict[str, int] = {}
    makers: dict[tuple, int] = {}
    for place, key, value, (names, n), meaning in leaves(results, schema(), ""):
        if place not in wanted:
            continue
        maker = maker_of(place.partition(".")[0])
        made = makers.setdefault(maker, len(makers)) if maker else None
        held = (place.removesuffix(f".{key}"), names, n, made)
        said = meanings.setdefault(meaning, len(meanings)) if meaning else None
        numbers[place] = [parts.setdefault(held, len(parts)), key, value, said]
    return {"parts": [*map(list, parts)], "meanings": [*meanings], "makers": [*map(list, makers)], "numbers": numbers}


def leaves(value: Any, about: list[dict], place: str, told: tuple = ("", None), meaning: str = "") -> Iterator[tuple]:
    """Every number below a place: (place, key, value, (names of its row, n of the respondents), meaning)."""
    if isinstance(value, dict):
        names = ", ".join(value[key] for key in NAMES if isinstance(value.get(key), str))
        told = (names or told[0], next((value[key] for key in COUNTS if isinstance(value.get(key), int)), told[1]))
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        inner = [node for outer in about for node in described(outer, key)]
        said = next((one["description"] for node in inner for one in choices(node) if "description" in one), meaning)
        at = joined(place, key)
        if isinstance(part, dict | list):
            yield from leaves(part, inner, at, told, said)
        elif isinstance(part, int | float) and not isinstance(part, bool):
            yield at, str(key), part, told, said


@cache
def definitions() -> dict:
    """The schema of results.json."""
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def schema() -> list[dict]:
    """Where a description of results.json begins."""
    return [definitions()]


def described(node: dict, key: str | int) -> Iterator[dict]:
    """What a schema says of a part: of a field, an entry of an object, or an item of a list."""
    for choice in choices(node):
        if isinstance(key, int) and "items" in choice:
            yield choice["items"]
        elif key in choice.get("properties", {}):
            yield choice["properties"][key]
        elif isinstance(choice.get("additionalProperties"), dict):
            yield choice["additionalProperties"]


def choices(node: dict) -> Iterator[dict]:
    """A schema, what it refers to, and the schemas that it chooses between."""
    yield node
    if "$ref" in node:
        yield from choices(definitions()["$defs"][node["$ref"].rpartition("/")[2]])
    for part in [*node.get("anyOf", []), *(node[key] for key in ("then", "else") if key in node)]:
        yield from choices(part)


def maker_of(section: str) -> tuple[str, int, str] | None:
    """Notebook, number of the code cell and function that made a section of results.json; None where none is known."""
    return makers(NOTEBOOKS).get(section)


@cache
def makers(folder: Path) -> dict[str, tuple[str, int, str]]:
    """Who made what the chapters' notebooks save, by section."""
    found: dict[str, tuple[str, int, str]] = {}
    for notebook in sorted(folder.glob("[0-9]*.ipynb")):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        codes = [ast.parse("".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"]
        assigned = {
            target.id: (number, node.value)
            for number, code in enumerate(codes, start=1)
            for node in code.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for saved in (
            node for code in codes for node in ast.walk(code) if isinstance(node, ast.Call) and is_save(node)
        ):
            for keyword in saved.keywords:
                if made := made_by(keyword.value, assigned):
                    sections = [keyword.arg] if keyword.arg else parts_of(made[1])
                    found |= dict.fromkeys(sections, (notebook.name, *made))
    return found


def parts_of(function: str) -> list[str]:
    """The fields of what a function of the statistics gives: the sections that are saved of it by `**`."""
    result = get_type_hints(getattr(statistics, function.removeprefix("statistics.")))["return"]
    return [field.name for kind in (result, *get_args(result)) if is_dataclass(kind) for field in fields(kind)]


def is_save(node: ast.AST) -> bool:
    """Whether this is a call of `results.save`."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "results.save"


def made_by(value: ast.expr, assigned: dict[str, tuple[int, ast.expr]]) -> tuple[int, str] | None:
    """The number of the cell and the function that an expression comes from, by the names that it begins with."""
    for name in (node.id for node in ast.walk(value) if isinstance(node, ast.Name)):
        number, made = assigned.get(name, (0, None))
        if isinstance(made, ast.Call) and re.fullmatch(r"statistics\.\w+|survey\.\w+", ast.unparse(made.func)):
            return number, ast.unparse(made.func)
        if made is not None and (deeper := made_by(made, {k: v for k, v in assigned.items() if k != name})):
            return deeper
    return None
