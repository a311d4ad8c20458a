"""
The words of the report in one language: a file in each chapter's folder, and one beside this module that all share.

A file holds `[sentences.<name>]`, `[headings]`, `[tables.<name>]`, `[figures.<name>]` (caption and alternative text),
`[figure_words]` and the words for codes. All are templates of one dialect (Jinja), which choose words and never
compute. A sentence has a key for each verdict of its claim, and a `text` around them that holds `{{ said }}` in their
place; verdicts that share more than the others do are a table of their own, `[sentences.<name>.<group>]`, with a `text`
of its own. A sentence of one verdict, and prose that no claim stands behind, have the `text` alone.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parent
CHAPTERS = SHARED.parent / "chapters"
SAID = "{{ said }}"


def files(language: str) -> Iterator[Path]:
    """The files of a language: first what all chapters share."""
    yield SHARED / f"{language}.toml"
    yield from sorted(CHAPTERS.glob(f"*/{language}.toml"))


@cache
def texts(language: str) -> dict[str, Any]:
    """All words of a language as one tree; `sentences` by chapter. Raises ValueError where two files say the same."""
    tree: dict[str, Any] = {"sentences": {}}
    for path in files(language):
        part = tomllib.loads(path.read_text(encoding="utf-8"))
        tree["sentences"][path.parent.name] = part.pop("sentences", {})
        merge(tree, part, path)
    return tree


def merge(tree: dict[str, Any], part: dict[str, Any], path: Path) -> None:
    """Add a file's words to the tree."""
    for key, value in part.items():
        if isinstance(value, dict):
            merge(tree.setdefault(key, {}), value, path)
        elif key in tree:
            raise ValueError(f"{path}: {key!r} is said in another file too")
        else:
            tree[key] = value


@cache
def macros(language: str, chapter: str) -> str:
    """A chapter's sentences as the source of a template: one macro each, `name(verdict, v)`."""
    return "\n".join(macro(name, parts) for name, parts in texts(language)["sentences"][chapter].items())


def verdicts(parts: dict[str, Any]) -> list[str]:
    """The verdicts that a sentence has words for, groups of them included."""
    named = {name: part for name, part in parts.items() if name != "text"}
    return [
        verdict for name, part in named.items() for verdict in (verdicts(part) if isinstance(part, dict) else [name])
    ]


def macro(name: str, parts: dict[str, Any]) -> str:
    """A sentence as a macro that chooses its words by the verdict alone."""
    return f"{{% macro {name}(verdict, v) %}}\n{framed(parts)}\n{{% endmacro %}}"


def framed(parts: dict[str, Any]) -> str:
    """
    The words of each verdict in the frame that they share; a group of verdicts has a frame of its own inside.

    Words on a line of their own begin and end it, whatever block stands on the line before.
    """
    frame = parts.get("text", SAID).strip("\n")
    end = "\n" if re.search(rf"{SAID}$", frame, re.M) else ""
    branches = [
        f"{{% {'elif' if position else 'if'} verdict in {condition} %}}{words}{end}"
        for position, (condition, words) in enumerate(branching(parts))
    ]
    said = "".join(branches) + "{% endif %}" if branches else ""
    return re.sub(rf"^(?={SAID})", "\n", frame, flags=re.M).replace(SAID, said)


def branching(parts: dict[str, Any]) -> Iterator[tuple[list[str], str]]:
    """For each verdict, or group of verdicts, which ones and the words."""
    for name, part in parts.items():
        if isinstance(part, dict):
            yield verdicts(part), framed(part)
        elif name != "text":
            yield [name], part.strip("\n")
