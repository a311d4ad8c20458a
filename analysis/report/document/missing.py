"""
What could not be computed inside a section: taken out of the results before anything reads them, and said once.

A refused part stands in results.json where its numbers would. Claims, tables and figures look for numbers only, and
leave out what is absent; this is where refused parts become absent, and where the section gets a line for each.
"""

from collections.abc import Iterator
from typing import Any

from analysis.report.document.blocks import Block
from analysis.report.language.writer import Writer

SECTIONS = {"sample": "sample", "reliability": "reliability", "efa": "structure", "regression": "drivers"}
SECTIONS |= {"validity": "measurement", "method_bias": "measurement", "alternatives": "measurement"}
"""Section of results.json to section of the report that says what is missing."""

TOLD_ELSEWHERE = (
    ("cfa", "models"),
    ("regression", "logistic"),
    ("alternatives", "models"),
    ("method_bias", "method_factor"),
    ("validity", "refusal"),
    ("validity", "hierarchical"),
)
"""Parts whose refusal a claim of its own words."""


def without_refused(results: dict) -> dict:
    """The results without refused parts inside a section, and these under `lost`: {place, refusal}."""
    lost: list[dict] = []
    kept = {name: pruned(part, (name,), lost) if name in SECTIONS else part for name, part in results.items()}
    return kept | {"lost": lost}


def pruned(part: Any, place: tuple[str, ...], lost: list[dict]) -> Any:
    """A part without the refused ones below it, which are added to `lost`."""
    if place[:2] in TOLD_ELSEWHERE or (len(place) == 1 and is_refused(part)):
        return part
    if isinstance(part, dict):
        children = {key: (value, (*place, key)) for key, value in part.items()}
        lost += [{"place": list(at), "refusal": value} for value, at in children.values() if is_lost(value, at)]
        return {key: pruned(value, at, lost) for key, (value, at) in children.items() if not is_lost(value, at)}
    if isinstance(part, list):
        lost += [{"place": list(place), "refusal": value} for value in part if is_refused(value)]
        return [pruned(value, place, lost) for value in part if not is_refused(value)]
    return part


def is_refused(part: Any) -> bool:
    return isinstance(part, dict) and "unavailable" in part


def is_lost(part: Any, place: tuple[str, ...]) -> bool:
    """Whether a part is refused and no claim of its own says so."""
    return is_refused(part) and place[:2] not in TOLD_ELSEWHERE


def cautions(write: Writer, results: dict, section: str) -> Iterator[Block]:
    """A line for everything that is missing in a section of the report, with the reason."""
    lines = [
        write.prose("limits.part_unavailable", part=part_name(write, row["place"]), refusal=row["refusal"])
        for row in results.get("lost", [])
        if SECTIONS[row["place"][0]] == section
    ]
    if lines:
        yield {"kind": "list", "ordered": False, "items": list(dict.fromkeys(lines)), "claims": []}


def part_name(write: Writer, place: list[str]) -> str:
    """What is missing, in words: by the key where it stands, with the scale, item or pain point it belongs to."""
    section, *path = place
    for key in reversed(path):
        if write.has_label("missing", section, key):
            owner = path[path.index(key) - 1] if path.index(key) else ""
            return write.label("missing", section, key, name=write.names.part(owner))
    for key in path[:-1]:
        if write.has_label("missing", section, f"one_of_{key}"):
            return write.label("missing", section, f"one_of_{key}", name=named(write, key, path[-1]))
    return write.label("missing", "any")


def named(write: Writer, kind: str, key: str) -> str:
    """The name of a scale, item or pain point inside a sentence."""
    return write.names.quoted(write.names.pain_point(key)) if kind == "pain_points" else write.names.part(key)
