"""
Zip archives, opened only where they hold what their directory says: other readers than ours do not go by it.

Workbooks are handed to a library that unfolds whole members, whatever size is told of them, and that may take another
directory for the archive's than Python does where there are two.
"""

import io
import zipfile
from copy import copy

from analysis.survey.errors import DataError
from analysis.survey.formats.bounds import require_bounded
from analysis.survey.problems import problem

MOST_MEMBERS = 10_000  # parts of an archive; workbooks have some dozens, and one for each picture
ENTRY, END, LOCATOR = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x07"
END_SIZE, LOCATOR_SIZE, LONGEST_COMMENT = 22, 20, 2**16
OFFSET = slice(16, 20)  # in the end record: where the directory begins
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
STEP = 1 << 20  # bytes that are unfolded at once


def opened(content: bytes, source: str) -> zipfile.ZipFile:
    """
    An archive that every reader takes for the same members, of the sizes that its directory tells.

    Raises
    ------
    DataError
        Where it would unfold to too much, has too many members, or is other than it says.
    zipfile.BadZipFile
        Where it is damaged.
    """
    if content.count(ENTRY) > MOST_MEMBERS:
        raise DataError(problem("file.too_many_parts", file=source, n=content.count(ENTRY), most=MOST_MEMBERS))
    archive = zipfile.ZipFile(io.BytesIO(content))
    require_bounded(source, archive.infolist())
    if not (has_one_directory(content, archive) and all(is_as_told(archive, m) for m in archive.infolist())):
        raise DataError(problem("file.untrue_archive", file=source))
    return archive


def has_one_directory(content: bytes, archive: zipfile.ZipFile) -> bool:
    """Whether there is one record of where the directory stands, and it stands there."""
    place = content.rfind(END)
    is_one = content.count(END, -(END_SIZE + LONGEST_COMMENT)) == 1
    is_long = content[place - LOCATOR_SIZE :].startswith(LOCATOR)  # another record, for archives of 4 GB and more
    return is_one and not is_long and int.from_bytes(content[place:][OFFSET], "little") == archive.start_dir


def is_as_told(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a member unfolds to just the size that is told of it; it is unfolded no further."""
    if member.compress_type not in METHODS:
        return False
    open_ended = copy(member)
    open_ended.file_size = member.file_size + STEP + 1  # so that the end is where the member ends
    size = 0
    with archive.open(open_ended) as unfolding:
        while size <= member.file_size and (part := unfolding.read(STEP)):
            size += len(part)
    return size == member.file_size
