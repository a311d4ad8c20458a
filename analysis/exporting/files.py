"""The files of an export: answers for SPSS, Stata or any program, and a codebook beside them."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.exporting.columns import Column, Export
from analysis.survey.declared.codebook import COLUMNS
from analysis.survey.declared.declarations import HALVES, Variable
from analysis.survey.texts import as_cell
from analysis.survey.values import shown

FORMATS = ("sav", "dta", "csv")
LONGEST_LABEL = {"sav": 255, "dta": 80}  # SPSS counts bytes, Stata characters
LONGEST_VALUE_LABEL = {"sav": 120, "dta": 32_000}


def write_answers(path: Path, export: Export) -> None:
    """
    The answers in the format of the file's suffix.

    In .sav and .dta groups are numbers with labels, in .csv their names. A label longer than the program can hold is
    cut; of values that are no whole numbers, Stata holds no labels.
    """
    kind = path.suffix.removeprefix(".")
    if kind == "csv":
        table = pd.DataFrame({column.name: plain_values(column) for column in export.columns})
        table = table.map(lambda value: as_cell(value) if isinstance(value, str) else value)
        table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
        return
    import pyreadstat

    columns = export.columns
    table = pd.DataFrame({column.name: column.numbers for column in columns})
    wordings = [cut(column.label, LONGEST_LABEL[kind], kind) for column in columns]
    title = cut(export.study.settings.title[export.language], 60 if kind == "sav" else LONGEST_LABEL[kind], kind)
    labels = {column.name: found for column in columns if (found := value_labels(column, kind))}
    about = {"file_label": title, "column_labels": wordings, "variable_value_labels": labels}
    if kind == "sav":
        formats = {column.name: "F8.0" if column.is_group or column.is_whole else "F8.4" for column in columns}
        pyreadstat.write_sav(table, str(path), **about, variable_format=formats)
    else:
        pyreadstat.write_dta(table, str(path), **about)


def plain_values(column: Column) -> pd.Series:
    """The values as a text file holds them: whole numbers without a decimal point, groups by name."""
    if column.is_group:
        return column.values.astype(object)
    return column.values.astype("Int64") if column.is_whole else column.values


def value_labels(column: Column, kind: str) -> dict[float, str]:
    """The labels of values that the format can hold."""
    held = {value: text for value, text in column.labels.items() if kind == "sav" or float(value).is_integer()}
    return {float(value): cut(text, LONGEST_VALUE_LABEL[kind], kind) for value, text in held.items()}


def cut(text: str, longest: int, kind: str) -> str:
    """
    A text in one line that is no longer than a program holds, cut at a whole character.

    >>> cut("满意", 5, "sav"), cut("满意", 2, "dta")
    ('满', '满意')
    """
    text = " ".join(text.split())
    if kind == "sav":
        return text.encode()[:longest].decode(errors="ignore")
    return text[:longest]


def write_codebook(path: Path, export: Export) -> None:
    """The columns that left, described as codebook.csv describes them; options and scores as comments."""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows({key: as_cell(cell) for key, cell in row.items()} for row in codebook_rows(export))


def codebook_rows(export: Export) -> Iterator[dict[str, str]]:
    """A row per column."""
    for column in export.columns:
        if column.variable is None:
            yield {"variable": f"# {column.name}", f"text_{export.language}": column.label}
        else:
            yield declared_row(column.variable)


def declared_row(variable: Variable) -> dict[str, str]:
    """A row of the codebook as a person writes it; answers that mean none are blank and need no codes."""
    is_group = variable.role == "group"
    given = {"low": variable.low, "high": variable.high}
    ends = {name: shown(end) for name, end in given.items() if end is not None and not is_group}
    labels = "" if is_group else ";".join(f"{shown(v)}={label_cell(text)}" for v, text in variable.labels.items())
    texts = {f"text_{language}": text for language, text in variable.text.items()}
    described = {name: getattr(variable, name) for name in ("role", "scale", "label")}
    described |= {name: bilingual_cell(getattr(variable, name)) for name in ("facet", "source", "unit")}
    step = {} if is_group else {"step": "any" if variable.step is None else shown(variable.step)}
    turned = {"reversed": "yes" if variable.reversed else ""}
    return {"variable": variable.name} | described | ends | step | turned | {"labels": labels} | texts


def bilingual_cell(wording: dict[str, str]) -> str:
    """
    A text in each language as one cell of the codebook holds it.

    >>> bilingual_cell({"en": "Waiting", "zh": "等待"}), bilingual_cell({"en": "Likert", "zh": "Likert"})
    ('Waiting / 等待', 'Likert')
    """
    return HALVES.join(dict.fromkeys(wording.values()))


def label_cell(text: str) -> str:
    """A text as the column `labels` can hold it: semicolons separate labels there."""
    return text.replace(";", ",").replace("；", "，")
