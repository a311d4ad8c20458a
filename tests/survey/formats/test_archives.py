"""Archives that are other than they say are refused while they unfold, before a library takes them whole."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from analysis.survey.errors import DataError
from analysis.survey.formats import archives
from analysis.survey.formats.reading import read_responses
from analysis.verifying import reading
from tests.survey.formats.workbooks.test_workbook import ROWS, book_of

MB = 1_000_000
SHEET = "xl/worksheets/sheet1.xml"


def packed(members, compression=zipfile.ZIP_DEFLATED):
    """The bytes of an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def told(content, name, size):
    """The same bytes, the directory of which tells another size of a member, and so its own header."""
    directory = content.rindex(name.encode()) - 46
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        header = archive.getinfo(name).header_offset
    changed = bytearray(content)
    struct.pack_into("<I", changed, directory + 24, size)
    struct.pack_into("<I", changed, header + 22, size)
    return bytes(changed)


def workbook(tmp_path, name="r.xlsx", blown_up=0):
    """A workbook, or one of whose sheet so many bytes of blanks are a part."""
    path = tmp_path / "sound.xlsx"
    book_of(ROWS, path)
    with zipfile.ZipFile(path) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    members[SHEET] = members[SHEET].replace(b"<sheetData>", b" " * blown_up + b"<sheetData>")
    path = tmp_path / name
    path.write_bytes(packed(members))
    return path, len(members[SHEET])


def refused(path):
    with pytest.raises(DataError) as found:
        read_responses(path, ["A"])
    return found.value.problems[0]


def test_a_sound_archive_is_read(tmp_path):
    path, _ = workbook(tmp_path)
    assert read_responses(path, ["A"]).n_rows == len(ROWS) - 1
    assert set(archives.opened(path.read_bytes(), "r").namelist()) >= {SHEET}


@pytest.mark.parametrize("difference", [-1, 1])
def test_a_size_that_is_one_byte_off_is_noticed(tmp_path, difference):
    path, size = workbook(tmp_path)
    path.write_bytes(told(path.read_bytes(), SHEET, size + difference))
    assert refused(path).code in ("file.untrue_archive", "file.damaged")
    content = packed({"a.txt": b"a" * 1_000})
    member = zipfile.ZipFile(io.BytesIO(content)).getinfo("a.txt")
    assert archives.is_as_told(zipfile.ZipFile(io.BytesIO(content)), member)
    member.file_size += difference
    assert not archives.is_as_told(zipfile.ZipFile(io.BytesIO(content)), member)


def test_a_member_that_unfolds_beyond_what_is_told_is_unfolded_no_further(tmp_path):
    path, _ = workbook(tmp_path, blown_up=300 * MB)
    path.write_bytes(told(path.read_bytes(), SHEET, 2_000))
    tracemalloc.start()
    found = refused(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.code == "file.untrue_archive" and peak < 30 * MB
    assert "save answers as .csv" in found.text("en") and "另存为.csv" in found.text("zh")


@pytest.mark.parametrize("name", ["answers.ods", "answers.xlsm"])
def test_other_workbooks_that_lie_are_refused(name, tmp_path):
    content = packed({"mimetype": "x", "content.xml": b"<a>" + b" " * 50 * MB + b"</a>"})
    (tmp_path / name).write_bytes(told(content, "content.xml", 500))
    assert refused(tmp_path / name).code == "file.untrue_archive"


def test_a_document_that_lies_is_refused():
    content = told(packed({"word/document.xml": b" " * 50 * MB}), "word/document.xml", 500)
    with pytest.raises(DataError, match="other than its directory says"):
        reading.word_pages(content)


def test_an_archive_within_an_archive_is_not_unfolded(tmp_path):
    inner = packed({"a": bytes(300 * MB)})
    path, _ = workbook(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/embeddings/inner.zip", inner)
    assert read_responses(path, ["A"]).n_rows == len(ROWS) - 1
    (tmp_path / "answers.zip").write_bytes(inner)
    assert refused(tmp_path / "answers.zip").code == "file.unknown_format"
    (tmp_path / "answers.xlsx").write_bytes(inner)
    assert refused(tmp_path / "answers.xlsx").code == "file.unfolds"


def test_many_members_are_counted_before_they_are_listed(monkeypatch):
    content = packed({f"{number}": b"" for number in range(20)})
    monkeypatch.setattr(archives, "MOST_MEMBERS", 20)
    assert len(archives.opened(content, "r.xlsx").namelist()) == 20
    monkeypatch.setattr(archives, "MOST_MEMBERS", 19)
    with pytest.raises(DataError, match=r"r\.xlsx: the file is an archive of 20 parts; at most 19 are read"):
        archives.opened(content, "r.xlsx")


def in_a_comment(shown, hidden):
    """An archive whose comment is another one's directory."""
    end = shown.rindex(archives.END)
    return shown[: end + 20] + struct.pack("<H", len(hidden) + 1) + hidden + b" "


def before(shown, hidden):
    """An archive behind another one, to whose directory its own record points."""
    end = shown.rindex(archives.END)
    offset = hidden[hidden.rindex(archives.END) :][archives.OFFSET]
    return hidden[: hidden.rindex(archives.END)] + shown[:end] + shown[end : end + 16] + offset + shown[end + 20 :]


def with_long_record(shown, hidden):
    """An archive with a second record of where its directory stands."""
    end = shown.rindex(archives.END)
    long = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(shown), 0)
    return shown[:end] + long + struct.pack("<4sIQI", archives.LOCATOR, 0, end, 1) + shown[end:]


@pytest.mark.parametrize("joined", [in_a_comment, before, with_long_record])
def test_two_directories_are_one_too_many(joined):
    content = joined(packed({"a": b"shown"}), packed({"b": b"hidden"}))
    with pytest.raises((DataError, zipfile.BadZipFile)) as found:
        archives.opened(content, "r.xlsx")
    assert found.type is zipfile.BadZipFile or found.value.problems[0].code == "file.untrue_archive"


def test_a_comment_alone_does_no_harm():
    made = io.BytesIO(packed({"a": b"1"}))
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = b"made by a program"
    assert archives.opened(made.getvalue(), "r.xlsx").read("a") == b"1"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_to_pack_that_no_workbook_uses_are_refused(method):
    with pytest.raises(DataError, match="other than its directory says"):
        archives.opened(packed({"a": b"1"}, method), "r.xlsx")
