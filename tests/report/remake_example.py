"""
Remakes `example.json`, the example study's results that the report's tests start from.

To be run whenever the chapters save something new: `.venv/bin/python -m tests.report.remake_example`.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis import ROOT
from tests.runs import chapters_of

EXAMPLE = ROOT / "data" / "example"
KEPT = Path(__file__).with_name("example.json")
DIGITS = 6  # significant ones: more than any report prints


def rounded(part: Any) -> Any:
    """Results as they are kept."""
    if isinstance(part, dict):
        return {key: rounded(value) for key, value in part.items()}
    if isinstance(part, list):
        return [rounded(value) for value in part]
    return float(f"{part:.{DIGITS}g}") if isinstance(part, float) else part


def key_paths(part: Any, path: str = "") -> Iterator[str]:
    """Every place in results, one of a list standing for all."""
    yield path
    for key, value in part.items() if isinstance(part, dict) else ():
        yield from key_paths(value, f"{path}/{key}")
    for value in part if isinstance(part, list) else ():
        yield from key_paths(value, f"{path}/*")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        results = rounded(chapters_of(EXAMPLE, Path(place)))
    KEPT.write_text(json.dumps(results, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
