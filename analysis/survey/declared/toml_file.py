"""The tables of a TOML file, or the reason why there are none."""

import re
import tomllib
from pathlib import Path
from typing import Any

from analysis.survey.declared.rules import toml_key
from analysis.survey.formats.bounds import too_large
from analysis.survey.problems import Problem, problem

TABLE_HEAD = re.compile(r"\s*\[([^\[\]\"']+)\]\s*(?:#.*)?")
BARE_NAME = re.compile(r"[A-Za-z0-9_-]+")


def tables_of(path: Path) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The tables of a TOML file in UTF-8, with or without byte order mark; None and the reason if there are none."""
    if not path.is_file():
        return None, [problem("study.no_file", folder=path.parent.name, name=path.name)]
    if large := too_large(path):
        return None, [large]
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text), []
    except UnicodeDecodeError as error:
        found = [problem("settings.not_utf8", place=error.start + 1)]
    except (ValueError, RecursionError) as error:  # an integer of thousands of digits, tables nested too deep
        reason = "tables nested too deep" if isinstance(error, RecursionError) else str(error).rstrip(".")
        found = unquoted_names(text) or [problem("settings.not_toml", error=reason)]
    return None, [entry.at(path.name) for entry in found]


def unquoted_names(text: str) -> list[Problem]:
    """Heads of tables whose names need quotes, such as [scales.响应速度]."""
    problems = []
    for line, content in enumerate(text.splitlines(), start=1):
        if (head := TABLE_HEAD.fullmatch(content)) and not all(map(BARE_NAME.fullmatch, head[1].split("."))):
            table, dot, name = (part.strip() for part in head[1].partition("."))
            right = f"[{table}.{toml_key(name)}]" if dot else f"[{toml_key(table)}]"
            problems.append(problem("settings.unquoted_name", line=line, right=right))
    return problems
