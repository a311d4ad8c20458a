"""Settings written as study.toml: one dotted key a line."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from analysis.survey.declared.rules import toml_key


def settings_text(settings: Mapping[str, Any], *comments: str) -> str:
    """
    The text of a study.toml.

    >>> print(settings_text({"study": {"title": {"en": "A"}}, "scales": {"响应": {"label": "B"}}}), end="")
    study.title.en = "A"
    scales."响应".label = "B"
    """
    lines = [f"# {' '.join(comment.split())}" for comment in comments]
    return "\n".join([*lines, *entries(settings)]) + "\n"


def entries(value: Any, name: str = "") -> Iterator[str]:
    """A line for each value of a tree."""
    if not isinstance(value, Mapping):
        yield f"{name} = {written(value)}"
        return
    for key, part in value.items():
        yield from entries(part, f"{name}.{toml_key(key)}" if name else toml_key(key))


def written(value: Any) -> str:
    """A value as TOML has it."""
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, str | bool):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return value.isoformat() if isinstance(value, date | time) else repr(value)
