"""Plain data kept in a file together with their digest: what was cut short or altered since counts as absent."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any


def seal(path: Path, data: Any) -> None:
    """Write plain data and their digest, by one rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(json.dumps({"sha256": digest(data), "data": data}, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(path)


def unsealed(path: Path) -> Any | None:
    """What `seal` wrote; None where it is absent, cut short or altered."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return kept["data"] if kept["sha256"] == digest(kept["data"]) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def digest(data: Any) -> str:
    """SHA-256 of plain data."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
