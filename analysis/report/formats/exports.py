"""The report's tables and figures as files for other programs: LaTeX, Excel and CSV; SVG, PDF and PNG."""

import csv
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from analysis.report.fonts import coverage as fonts
from analysis.report.formats import tables
from analysis.report.formats.markup import inline_runs, kept_together, plain_text
from analysis.report.formats.typst_process import compiled
from analysis.report.formats.words import WORDS
from analysis.survey.texts import as_cell

DPI = 300
PICTURE = """\
#set page(width: auto, height: auto, margin: 0pt, fill: FILL)
#image(bytes(sys.inputs.picture), format: "svg")
"""
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "−": "$-$", "\u00a0": "~"}
TEX |= {sign: f"\\{sign}" for sign in "&%$#_{}"} | {"<": "$<$", ">": "$>$", "≥": r"$\geq$", "≤": r"$\leq$"}
TEX_MARKS = {"strong": "textbf", "em": "emph", "sub": "textsubscript", "sup": "textsuperscript", "code": "texttt"}
TEX_ALIGNS = {"left": "l", "center": "c", "decimal": "r"}
PRINTED = re.compile(r"(−?)([\d,]*)(\.\d+)?(%?)")


def pictures(figures: dict[str, str], form: str) -> dict[str, bytes]:
    """Drawings, by name, as PDF, or as PNG of 300 dpi on white paper; Word draws SVG each version in its own way."""
    if not figures:
        return {}
    how = {"format": "pdf", "timestamp": 0} if form == "pdf" else {"format": "png", "ppi": DPI}
    template = PICTURE.replace("FILL", "none" if form == "pdf" else "white")
    inputs = [{"picture": svg} for svg in figures.values()]
    return dict(zip(figures, compiled(template, inputs, fonts.FOLDER, **how), strict=True))


def write_figures(figures: list[dict], folder: Path, language: str) -> None:
    """Each figure as SVG, whose text is text, as PDF, and as PNG."""
    folder.mkdir(exist_ok=True)
    printed = pictures({block["id"]: block["svg"] for block in figures}, "pdf")
    for block in figures:
        place = folder / f"{block['id'].removeprefix('fig-')}.{language}"
        place.with_suffix(f".{language}.svg").write_text(block["svg"], encoding="utf-8")
        place.with_suffix(f".{language}.pdf").write_bytes(printed[block["id"]])
        place.with_suffix(f".{language}.png").write_bytes(block["png"])


def write_csv(table: dict, folder: Path) -> None:
    """A table as CSV, in no language: numbers in full precision where the cell shows one, else the text of the cell."""
    keys = [column["key"] for column in table["columns"]]
    path = folder / f"{name_of(table)}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(keys)
        for row in table["rows"]:
            values = row["cells"] | {k: v for k, v in row.get("values", {}).items() if v is not None}
            found = [values.get(key, "") for key in keys]
            writer.writerow([as_cell(value) if isinstance(value, str) else value for value in found])


def write_tex(table: dict, folder: Path, language: str) -> None:
    """A table in LaTeX, as printed, with the rules of booktabs."""
    (folder / f"{name_of(table)}.{language}.tex").write_text(tex(table, language), encoding="utf-8")


def name_of(block: dict) -> str:
    return block["id"].removeprefix("tbl-")


def tex(table: dict, language: str) -> str:
    """A table environment."""
    columns = table["columns"]
    lines = [
        r"% \usepackage{booktabs}" + (r", \usepackage{ctex}" if language == "zh" else ""),
        r"\begin{table}",
        rf"\caption{{{tex_text(table['caption'])}}}",
        rf"\label{{tab:{name_of(table)}}}",
        rf"\begin{{tabular}}{{{''.join(TEX_ALIGNS[column['align']] for column in columns)}}}",
        r"\toprule",
        *tex_head(columns),
        r"\midrule",
        *(tex_row(row, columns) for row in table["rows"]),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    notes = [WORDS[language]["note"] * (not number) + tex_text(note) for number, note in enumerate(table["notes"])]
    return "\n".join([*lines, *(rf"\par {note}" for note in notes), r"\end{table}", ""])


def tex_head(columns: list[dict]) -> list[str]:
    """One row of heads, or two, the upper with its rules below what spans several columns."""
    rows, lines = tables.head_rows(columns), []
    for number, row in enumerate(rows):
        heads = iter(row)
        grouped = [column.get("group") for column in columns]
        if number:
            lines.append(" & ".join(tex_text(next(heads).label) if group else "" for group in grouped) + r" \\")
            continue
        cells, rules, at = [], [], 1
        for head in row:
            label = tex_text(head.label)
            cells.append(rf"\multicolumn{{{head.columns}}}{{c}}{{{label}}}" if head.columns > 1 else label)
            rules += [rf"\cmidrule(lr){{{at}-{at + head.columns - 1}}}"] if head.columns > 1 else []
            at += head.columns
        lines += [" & ".join(cells) + r" \\", *rules]
    return lines


def tex_row(row: dict, columns: list[dict]) -> str:
    """A row; a sub-head over all columns in italics."""
    texts = [escaped(row["cells"].get(column["key"], "")) for column in columns]
    if row.get("section"):
        return rf"\multicolumn{{{len(columns)}}}{{l}}{{\emph{{{texts[0]}}}}} \\"
    return " & ".join(texts) + r" \\"


def tex_text(fragment: str) -> str:
    """Inline XML in LaTeX."""
    parts = []
    for run in inline_runs(fragment):
        text = escaped(run.text)
        for mark, command in TEX_MARKS.items():
            text = rf"\{command}{{{text}}}" if mark in run.marks else text
        parts.append(text)
    return "".join(parts)


def escaped(text: str) -> str:
    """Plain text in LaTeX."""
    return "".join(TEX.get(character, character) for character in kept_together(text))


def workbook(found: list[dict]) -> bytes:
    """All tables as an Excel workbook, a sheet each: numbers in full precision, shown as they are printed."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = datetime(*ZIP_DATE)
    for table in found:
        sheet = book.create_sheet(re.sub(r"[^\w -]", "-", f"{table['number']} {name_of(table)}")[:31])
        sheet.append([f"{table['label']}. {plain_text(table['caption'])}"])
        sheet.append([headed(column) for column in table["columns"]])
        for cell in (*sheet[1], *sheet[2]):
            cell.font = Font(bold=True)
        for row in table["rows"]:
            values = [row["cells"].get(column["key"], "") for column in table["columns"]]
            sheet.append(values)
            for cell, column in zip(sheet[sheet.max_row], table["columns"], strict=True):
                fill(cell, row.get("values", {}).get(column["key"]))
        for note in table["notes"]:
            sheet.append([plain_text(note)])
        sheet.freeze_panes = "B3"
        sheet.column_dimensions["A"].width = 32
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:  # `save` would write the hour into it
        ExcelWriter(book, archive).save()
    return with_fixed_dates(written.getvalue())


def headed(column: dict) -> str:
    """A column's head on one line, with that of its group."""
    return " ".join(plain_text(column[key]) for key in ("group", "label") if column.get(key))


def fill(cell: Any, value: float | None) -> None:
    """Put a number into a cell, shown as it is printed there; a text stays as it is, and is no formula."""
    found = PRINTED.fullmatch(str(cell.value))
    if value is None or not found:
        cell.data_type = "s"
        return
    decimals = len(found[3] or ".") - 1
    places = "." + "0" * decimals if decimals else ""
    whole = "#,##0" if "," in found[2] else "0" if found[2] or not places else ""
    cell.value = value
    cell.number_format = whole + places + found[4]


def with_fixed_dates(data: bytes) -> bytes:
    """A packed file whose parts have one fixed date, so that it depends on nothing but its content."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(entry))
    return fixed.getvalue()
