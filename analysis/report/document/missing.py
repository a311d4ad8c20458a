"""
What could not be computed inside a section, said once.

A refused part stands in the results where its numbers would. Claims, tables and figures leave it out as they leave out
what is absent (`attempts.had`); here the section gets a line for each.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from analysis.report.document.blocks import Block
from analysis.report.document.contents import Results
from analysis.report.language.traced import untraced
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import Unavailable

SECTIONS = {"sample": "sample", "reliability": "reliability", "efa": "structure", "regression": "drivers"}
SECTIONS |= {"agreement": "description"}
SECTIONS |= {"validity": "measurement", "method_bias": "measurement", "alternatives": "measurement"}
SECTIONS |= {"pain_points": "pain_points"}
"""Section of results.json to section of the report that says what is missing."""

TOLD_ELSEWHERE = (
    ("sample", "completeness"),
    ("cfa", "models"),
    ("regression", "logistic"),
    ("regression", "ordered"),
    ("regression", "block_rows"),
    ("regression", "moderation"),
    ("alternatives", "models"),
    ("method_bias", "method_factor"),
    ("validity", "refusal"),
    ("validity", "hierarchical"),
)
"""Parts whose refusal a claim of its own words."""


@dataclass(frozen=True)
class Lost:
    """A refused part of the results that no claim of its own words: where it would stand, and why it is missing."""

    place: tuple[str, ...]
    refusal: Unavailable


def lost(results: Results, section: str) -> list[Lost]:
    """Everything that is missing inside a section of the report, in the order of the results."""
    return [found for name, part in parts(results) if SECTIONS.get(name) == section for found in below(part, (name,))]


def below(part: Any, place: tuple[str, ...]) -> Iterator[Lost]:
    """The refused parts below one."""
    if place[:2] in TOLD_ELSEWHERE or isinstance(part, Unavailable):
        return
    children = parts(part)
    for key, value in children:
        at = (*place, key) if key else place
        if isinstance(value, Unavailable) and at[:2] not in TOLD_ELSEWHERE:
            yield Lost(at, value)
    for key, value in children:
        yield from below(value, (*place, key) if key else place)


def parts(part: Any) -> list[tuple[str, Any]]:
    """What a part of the results is made of, by name; the members of a list have none."""
    if is_dataclass(part):
        return [(field.name, getattr(part, field.name)) for field in fields(part)]
    if isinstance(part, list):
        return [("", value) for value in part]
    return list(part.items()) if isinstance(part, dict) else []


def cautions(write: Writer, results: Results, section: str) -> Iterator[Block]:
    """A line for everything that is missing in a section of the report, with the reason."""
    lines = [
        write.prose("limits.part_unavailable", part=part_name(write, part.place), refusal=part.refusal)
        for part in lost(results, section)
    ]
    if lines:
        said = {untraced(line): line for line in lines}  # each once, whatever it leads back to
        yield {"kind": "list", "ordered": False, "items": list(said.values()), "claims": []}


def part_name(write: Writer, place: tuple[str, ...]) -> str:
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
