"""
Remakes the results that the report's tests start from: the example study's and, where it is, a real one's.

To be run whenever the chapters save something new: `.venv/bin/python -m tests.report.remake_example`.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis import ROOT
from tests.runs import chapters_of
from tests.studies import SHARED

EXAMPLE = ROOT / "data" / "example"
STUDIES = (EXAMPLE, SHARED / "studies" / "service_quality")
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
    for study in filter(Path.is_dir, STUDIES):
        with tempfile.TemporaryDirectory() as place:
            results = json.dumps(rounded(chapters_of(study, Path(place))), ensure_ascii=False, separators=(",", ":"))
        Path(__file__).with_name(f"{study.name}.json").write_text(results + "\n", encoding="utf-8")
