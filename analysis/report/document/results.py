"""
Results as plain data: what a chapter saves, and `results.json`, which is all the report ever reads.

A Result is a frozen dataclass; written out, it is the JSON, and read back it is the Result again. `contents` names the
sections and their types, of which `results.schema.json` is made.
"""

import dataclasses
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import ROOT
from analysis.report.safeguards import tracebacks
from analysis.statistics.foundation.attempts import Unavailable

if TYPE_CHECKING:
    from analysis.report.document.contents import Results

SCHEMA_VERSION = "1"
SCHEMA = Path(__file__).with_name("results.schema.json")


def plain(value: Any) -> Any:
    """
    The JSON form of a result: dataclasses become objects, frames lists of rows, arrays lists, not-a-number null.

    Raises TypeError for anything else, so that nothing is turned into text by accident.
    """
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Unavailable):
        return refused(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "to_dict") and hasattr(value, "columns"):
        return [plain(row) for row in value.to_dict(orient="records")]
    if hasattr(value, "tolist"):  # numpy arrays and scalars
        return plain(value.tolist())
    raise TypeError(f"{type(value).__name__} has no place in results.json: {value!r:.80}")


def refused(value: Unavailable) -> dict:
    """Why there is no result: an English sentence, the code and values from which any language makes its own."""
    from analysis.report.document.contents import only
    from analysis.report.language.writer import Writer  # only where something is missing: templates take their time

    fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    reason = plain({name: part for name, part in fields.items() if name != "traceback"})
    return {"unavailable": Writer(only(), "en").reason(value).striptags()} | reason


@dataclasses.dataclass(frozen=True)
class Saved:
    """A chapter's file, and by its dotted place each part that is not in it, with the reason in words."""

    path: Path
    missing: dict[str, str]

    def __repr__(self) -> str:
        place = self.path.relative_to(ROOT).as_posix() if self.path.is_relative_to(ROOT) else str(self.path)
        reasons = (f"{part} is not available: {reason}" for part, reason in self.missing.items())
        return "\n".join([f"Saved to {place}.", *reasons])


def save(folder: str | Path, chapter: str, **sections: Any) -> Saved:
    """
    Write a chapter's sections (Results or plain data) to `<folder>/<chapter>.json`; None is no section.

    The traceback of a part that is missing through an unexpected error goes to `<folder>/faults/`.
    """
    folder = ROOT / folder
    path = folder / f"{chapter}.json"
    folder.mkdir(parents=True, exist_ok=True)
    for place, text in traces(sections):
        tracebacks.leave(folder / tracebacks.FAULTS, place if place.startswith(chapter) else f"{chapter}.{place}", text)
    data = plain({name: section for name, section in sections.items() if section is not None})
    write(path, data)
    return Saved(path, dict(reasons(data)))


def reasons(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """The dotted place of each part that is missing in plain data, and why."""
    if isinstance(data, dict) and "unavailable" in data:
        yield place, data["unavailable"]
    elif isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            yield from reasons(part, f"{place}.{key}" if place else str(key))


def traces(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """The dotted place and the traceback of each part of a result that is missing through an unexpected error."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if text := getattr(value, "traceback", ""):
            yield place, text
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        value = dict(enumerate(value))
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from traces(part, f"{place}.{key}" if place else str(key))


def write(path: Path, data: Any) -> None:
    """Write JSON in full precision, in the order given, by one rename."""
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    part.replace(path)


def read(path: str | Path) -> dict:
    """
    Read a results file, or the files of the chapters in a folder as one.

    Raises FileNotFoundError, which says how to come by results, where there are none.
    """
    place = ROOT / path
    if place.is_dir() and (chapters := sorted(place.glob("*.json"))):
        return merged([json.loads(chapter.read_text(encoding="utf-8")) for chapter in chapters])
    try:
        return json.loads(place.read_text(encoding="utf-8"))
    except (FileNotFoundError, IsADirectoryError):
        raise FileNotFoundError(
            f"There are no results at {path} yet. Make the report first (make report STUDY=...), or run the chapters "
            f"by hand and name the folder that they save to."
        ) from None


def read_typed(path: str | Path) -> "Results":
    """The same as the objects that were written."""
    from analysis.report.document.schema import taken  # takes its time: every estimator's types

    return taken(read(path))


def merged(chapters: list[dict]) -> dict:
    """The chapters' sections as one object; raises ValueError where two chapters claim the same section."""
    results: dict = {"schema_version": SCHEMA_VERSION}
    for chapter in chapters:
        if twice := sorted(results.keys() & chapter.keys()):
            raise ValueError(f"two chapters saved the same section: {', '.join(twice)}")
        results |= chapter
    return results


def require_valid(results: dict) -> None:
    """Refuse results that break the promise of `results.schema.json`; the ValueError lists every place."""
    import jsonschema

    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    found = [jsonschema.exceptions.best_match([error]) for error in validator.iter_errors(results)]
    problems = [f"- {error.json_path}: {error.message[:200]}" for error in found]
    if problems:
        raise ValueError("the results do not keep to results.schema.json:\n" + "\n".join(problems))
