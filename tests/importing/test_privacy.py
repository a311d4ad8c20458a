"""What gives people away, planted in every layout, reaches neither the study's own files nor anything printed."""

import zipfile

import pypdf
import pytest

from analysis.workflow import commands
from analysis.workflow.checking.check import checked
from tests.importing.exports.layouts import LAYOUTS
from tests.importing.exports.questionnaires import SUBJECTS


def given_away(secrets, texts):
    """The secrets that stand in some texts."""
    everything = "\n".join(texts)
    return [secret for secret in secrets if secret in everything]


def imported(layout, folder, n=120):
    """An export and the study folder that the command makes of it."""
    export = LAYOUTS[layout](5, n, SUBJECTS[len(layout) % len(SUBJECTS)])
    path = folder / f"export{export.suffix}"
    path.write_bytes(export.content)
    assert commands.main(["import", str(path), "survey", "--yes", "--data", str(folder)]) == 0
    return export, folder / "survey"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_personal_is_written_or_printed_by_import_and_check(layout, tmp_path, capsys):
    export, study = imported(layout, tmp_path)
    found = checked(study)
    texts = [
        capsys.readouterr().out,
        *((study / name).read_text("utf-8-sig") for name in ("study.toml", "codebook.csv")),
    ]
    texts += [text(language) for text in (found.full_text, found.json) for language in ("en", "zh")]
    assert given_away(export.secrets, texts) == []


def texts_below(folder):
    """Everything that a run leaves, as text: Word files unpacked, PDFs read."""
    for path in folder.rglob("*"):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as parts:
                yield from (parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
        elif path.suffix == ".pdf":
            yield "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        elif path.is_file():
            yield path.read_bytes().decode("utf-8", "ignore")


def test_a_report_follows_and_nothing_personal_is_in_it(elsewhere, capsys):
    export, study = imported("wenjuanxing_texts", elsewhere, n=160)
    assert given_away(export.secrets, [export.content.decode("utf-8-sig")])
    assert commands.main(["report", str(study)]) == 0
    made = elsewhere / "reports" / "survey"
    assert {f"report.{language}.{kind}" for language in ("en", "zh") for kind in ("html", "pdf", "docx")} <= {
        path.name for path in made.iterdir()
    }
    assert given_away(export.secrets, [capsys.readouterr().out, *texts_below(made)]) == []
