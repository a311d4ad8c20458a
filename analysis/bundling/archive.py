"""A zip of the same bytes for the same files: in one order, with one date."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold


def write(path: Path, members: Mapping[str, Path | bytes]) -> None:
    """Write files, or bytes, under their names in the archive; by one rename, so that none is ever half there."""
    part = path.with_name(f"{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in sorted(members.items()):
                entry = zipfile.ZipInfo(name, EARLIEST)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content if isinstance(content, bytes) else content.read_bytes())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
