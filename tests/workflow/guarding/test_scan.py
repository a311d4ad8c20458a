"""Planted personal data are found in every kind of file, and the numbers of a report are not taken for any."""

import gzip
import json
import shutil
import zipfile
from base64 import b64encode

import docx
import nbformat
import openpyxl
import pytest
import typst

from analysis import ROOT
from analysis.report.document.results import plain
from analysis.survey import DataError, load
from analysis.survey.answers.privacy import personal_in
from analysis.survey.authored.author import Author
from analysis.workflow.guarding import scan
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study

PERSONAL = {
    "phone": [
        "13800138000",
        "+86 138-0013-8000",
        "138 0013 8000",
        "+44 20 7946 0958",
        "(212) 555-0147",
        "010-62751234",
    ],
    "e_mail": ["li.lei@example.edu.cn", "a_b+c@mail.example.org"],
    "ip": ["192.168.11.203", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"],
    "id_card": ["11010519491231002X", "A123456789", "900101-1234567", "078-05-1120"],
    "account": ["6222021234567894", "4111 1111 1111 1111"],
    "address": ["31.230416, 121.473701", "-33.86785；151.20732"],
}
NUMBERS_OF_REPORTS = (
    "χ²(424) = 13800.138, p < .001", "[0.1234, 0.5678]", "n = 13,800,138,000", "3.11.2", "4.1.2", "version 0.15.2.1a",
    "doi:10.1177/0013164405285909", "https://doi.org/10.1207/13800138000", "1999-12-31", "2026-11-23", "20261123",
    "0.83 [0.81, 0.85]", "0.123456,0.234567", "11010519491231002", "110105194912310021", "6222021234567890",
    "a" * 20 + "13800138000" + "b" * 20, "31 230 416 121", "RES1-RES5", "5-1120", "1–5", "12 345 678",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts])
@pytest.mark.parametrize("around", ["{}", "写信至{}，谢谢", "Write to {}.", "({})", "“{}”; 5"])
def test_what_is_personal_is_found_whatever_stands_around_it(kind, text, around):
    assert (kind, text) in list(personal_in(around.format(text)))


@pytest.mark.parametrize("text", NUMBERS_OF_REPORTS)
def test_numbers_of_a_report_are_not_personal(text):
    assert list(personal_in(f"It is {text}, as told.")) == []


@pytest.fixture
def study(tmp_path):
    return load(write_study(tmp_path / "small"))


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "report"
    for name in ("tables", "figures", "notebooks", "private"):
        (folder / name).mkdir(parents=True)
    return folder


def notebook(text):
    shown = nbformat.v4.new_output("execute_result", data={"text/html": f"<td>{text}</td>"})
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[shown], id="a")]))


def word(path, text):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:p><w:r><w:t>call </w:t></w:r><w:t>{text}</w:t></w:p><w:p/>")


def picture(path, text):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<w:p><wp:docPr id="1" name="a" descr="{text}, told apart"/></w:p>')


def properties(path, text):
    document = docx.Document()
    document.core_properties.author = text
    document.save(path)


def comment(path, text):
    document = docx.Document()
    document.add_comment(document.add_paragraph("a").runs, text=text)
    document.save(path)


def workbook(path, text):
    book = openpyxl.Workbook()
    book.active.append(["level", 7, text])
    book.save(path)


def sheet(path, text):
    book = openpyxl.Workbook()
    book.active.title = text
    book.save(path)


def pdf(path, text):
    escaped = "".join(f"\\u{{{ord(sign):x}}}" for sign in text)
    path.write_bytes(typst.compile(f'#set page(height: auto)\n#"{escaped}"'.encode()))


def titled_pdf(path, text):
    path.write_bytes(typst.compile(f'#set document(title: "{text}")\na'.encode()))


def packed(path, text):
    data = b64encode(gzip.compress(json.dumps({"parts": [text]}).encode())).decode()
    path.write_text(f'<p>a</p><script type="text/plain" id="known">{data}</script>')


def plain_text(path, text):
    path.write_text(f"a\n{text}\n", encoding="utf-8")


def page(path, text):
    path.write_text(f"<p>call <b>it</b></p><td>{text}</td>", encoding="utf-8")


def figure(path, text):
    path.write_text(f"<svg><text>{text}</text></svg>")


def csv_file(path, text):
    path.write_text(f"level,n\n{text},7\n")


def executed(path, text):
    path.write_text(notebook(text))


def as_json(path, text):
    path.write_text(json.dumps({"answers": [int(number) for number in text.split()]}))


def latex(path, text):
    path.write_text(text.replace("_", r"\_") + r" & 7 \\")


PLACES = {
    "tables/groups.xlsx": workbook,
    "tables/sheet.xlsx": sheet,
    "tables/groups.en.tex": latex,
    "report.en.html": page,
    "alternative.en.html": lambda path, text: path.write_text(f'<svg role="img" aria-label="{text} of them"/>'),
    "value.en.html": lambda path, text: path.write_text(f"<data value='{text}'>it</data>"),
    "remark.en.html": lambda path, text: path.write_text(f"<p>a</p><!-- {text} -->"),
    "packed.en.html": packed,
    "report.zh.docx": word,
    "picture.en.docx": picture,
    "properties.en.docx": properties,
    "comment.en.docx": comment,
    "report.zh.pdf": pdf,
    "titled.en.pdf": titled_pdf,
    "results.json": lambda path, text: path.write_text(json.dumps({"study": {"groups": [{"level": text}]}})),
    "provenance.json": lambda path, text: path.write_text(json.dumps({text: 1})),
    "tables/groups.csv": csv_file,
    "figures/answers.en.svg": figure,
    "figures/titled.en.svg": lambda path, text: path.write_text(f"<svg><defs><title>{text}</title></defs></svg>"),
    "notebooks/01_sample.ipynb": executed,
    "README.md": plain_text,
    "CITATION.cff": plain_text,
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("text", ["138-0013-8000", "li_l@example.org", "R007"])
def test_personal_data_in_any_file_stop_the_switch_in_and_are_named(name, text, report, study):
    PLACES[name](report / name, text)
    with pytest.raises(DataError) as caught:
        scan.require_clean(report, study)
    (problem,) = caught.value.problems
    assert problem.file == name and problem.code == "privacy.published" and problem.values["text"] == f"{text[:3]}…"
    if name in ("tables/groups.csv", "report.zh.pdf"):
        assert problem.values["place"] == {"tables/groups.csv": "2, level", "report.zh.pdf": "1"}[name]
    assert text not in problem.text("en") and text not in problem.text("zh")


def test_what_is_private_is_not_looked_at(report, study):
    (report / "private" / "01_sample.ipynb").write_text(notebook("li@example.org"))
    scan.require_clean(report, study)


def test_what_the_study_allows_is_printed(report, tmp_path):
    allowed = SETTINGS.replace(
        "[analysis]", '[report]\nnot_personal = ["400-820-8820 ", "li@example.org"]\n\n[analysis]'
    )
    study = load(write_study(tmp_path / "small", settings=allowed))
    PLACES["results.json"](report / "results.json", "ask li@example.org")
    scan.require_clean(report, study)
    PLACES["results.json"](report / "results.json", "ask lo@example.org")
    with pytest.raises(DataError):
        scan.require_clean(report, study)


def test_ids_that_are_words_or_counts_are_not_looked_for(tmp_path):
    answers = sound_responses()
    answers["id"] = ["12", "all", "R07x", "123456", "a person", *answers["id"][5:]]
    study = load(write_study(tmp_path / "small", responses=answers))
    assert scan.ids_of(study) >= {"R07x", "123456"} and not scan.ids_of(study) & {"12", "all", "a person"}


def as_html(table):
    return table.to_html()


def as_text(table):
    return table.to_string()


def as_csv(table):
    return table.to_csv()


@pytest.mark.parametrize("way", [as_html, as_text, as_csv], ids=["html", "text", "csv"])
@pytest.mark.parametrize("which", ["received", "analysed"])
def test_rows_of_answers_are_told_from_numbers(way, which, report, study):
    table = {"received": study.received, "analysed": study.items}[which].iloc[40:42]
    (report / "report.en.html").write_text(f"<pre>{way(table)}</pre>", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        scan.require_clean(report, study)
    assert {problem.code for problem in caught.value.problems} == {"privacy.published_rows"} or which == "received"
    assert "privacy.published_rows" in {problem.code for problem in caught.value.problems}


ROWS = {"a.xlsx": "cells", "a.tex": latex, "a.html": page, "a.docx": word, "a.pdf": pdf, "a.json": as_json,
        "a.csv": csv_file, "a.svg": figure, "a.ipynb": executed, "a.md": plain_text}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_a_row_of_answers_is_found_in_any_kind_of_file(name, report, study):
    row = study.items.iloc[40].astype(int).tolist()
    if ROWS[name] == "cells":
        book = openpyxl.Workbook()
        book.active.append(row)
        book.save(report / name)
    else:
        ROWS[name](report / name, " ".join(map(str, row)))
    assert [problem.code for problem in scan.found(report, study)] == ["privacy.published_rows"]
    assert list(scan.found(report, study, of_rows=False)) == []


def test_what_a_drawing_repeats_of_itself_is_no_row(report, study):
    row = study.items.iloc[40].astype(int).tolist()
    marks = "".join(f'<use href="#d1-{answer}"/>' for answer in row)
    (report / "a.html").write_text(f"<svg>{marks}</svg>", encoding="utf-8")
    assert list(scan.found(report, study)) == []
    (report / "a.html").write_text(f"<svg>{marks.replace('#d1-', 'd1 ')}</svg>", encoding="utf-8")
    assert [problem.code for problem in scan.found(report, study)] == ["privacy.published_rows"]


def test_an_address_that_goes_on_in_the_next_line_of_a_pdf_is_a_source(report, study):
    source = "#block(width: 7cm)[see \\ https:\\/\\/doi.org\\/10.1080\\/ \\\n10705510701575461]"
    (report / "a.pdf").write_bytes(typst.compile(source.encode()))
    assert list(scan.found(report, study)) == []
    (report / "a.pdf").write_bytes(typst.compile(b"see 10705510701575461"))
    assert [problem.values["kind"] for problem in scan.found(report, study)] == ["account"]


def test_fewer_answers_than_a_row_of_counts_might_share_are_no_row(report, study):
    row = study.items.iloc[40].astype(int).astype(str).tolist()
    for n, is_row in ((9, False), (10, True)):
        (report / "tables" / "a.csv").write_text("a\n" + " ".join(row[:n]) + "\n")
        assert bool(list(scan.found(report, study))) == is_row


def test_the_report_of_the_example_is_clean(report):
    study = load(ROOT / "data" / "example")
    shutil.copyfile(ROOT / "tests" / "report" / "example.json", report / "results.json")
    (report / "study.json").write_text(json.dumps(plain(study.meta()), ensure_ascii=False), encoding="utf-8")
    assert list(scan.found(report, study)) == []


def test_a_group_that_is_personal_stops_a_report_before_it_is_published(tmp_path, elsewhere, capfd, monkeypatch):
    from analysis.workflow import commands
    from analysis.workflow.running import chapter_runs, chapters, run

    monkeypatch.setattr(chapter_runs, "CHAPTERS", chapters.CHAPTERS[:1])
    monkeypatch.setattr(run, "typeset", lambda study, stage, *_, **__: (stage / "report.en.html").write_text("a page"))
    codebook, answers = sound_codebook(), sound_responses(40)
    codebook.loc["platform", "labels"] = ""
    answers["platform"] = ["13800138000", "13900139000"] * 20
    folder = write_study(tmp_path / "small", codebook=codebook, responses=answers)
    assert commands.main(["report", str(folder)]) == 2
    said = capfd.readouterr().err
    assert "results.json: it would show phone numbers" in said and "13800138000" not in said and "Traceback" not in said
    assert not list((tmp_path / "reports").iterdir())


def test_only_the_addresses_that_authors_put_below_the_title_are_let_through():
    both = {"en": ["Li Lei <li.lei@example.edu.cn>"], "zh": ["李雷 <li.lei@example.edu.cn>"]}
    author = Author(authors=both, affiliation={"en": "Tel. 13800138000, office@example.org"})
    assert scan.own_addresses(author) == {"li.lei@example.edu.cn", "office@example.org"}
    assert scan.own_addresses(Author(texts={"discussion": {"en": "Write to a@example.org"}})) == set()


@pytest.mark.parametrize(
    ("row", "is_row"),
    [
        ([1, 2, 1, 2, 3, 1, 2, 3, 4, 1], False),  # of items called a1, a2, b1, ...
        ([1, 2, 1, 2, 3, 1, 2, 3, 5, 1], False),
        ([1, 2, 1, 2, 3, 1, 2, 5, 5, 1], True),
        ([5, 4, 3, 2, 1, 5, 4, 3, 2, 1], True),
    ],
)
def test_numbers_that_count_up_are_no_row_though_somebody_answered_so(row, is_row, report, tmp_path):
    answers = sound_responses()
    answers.iloc[40, :10] = [str(number) for number in row]
    study = load(write_study(tmp_path / "small", responses=answers))
    assert study.received.iloc[40, :10].tolist() == row
    (report / "a.md").write_text(" ".join(map(str, row)), encoding="utf-8")
    assert bool(list(scan.found(report, study))) == is_row
