"""A proposal as a study folder: study.toml and codebook.csv to be read by people, and the export as it came."""

import csv
import io
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from analysis import ROOT
from analysis.importing.proposal import Column, Proposal, Scale, cell
from analysis.importing.said import said
from analysis.survey.declared.rules import toml_key

HEADER = ("variable", "role", "scale", "low", "high", "reversed", "missing", "label", "step", "labels")
HEADER = (*HEADER, "unit", "text_en", "text_zh", "note")
OTHERS = ("duration_seconds", "attention_check", "group", "indicator", "multi")


def write(proposal: Proposal, folder: str | Path) -> None:
    """
    Make the study folder of a proposal.

    Parameters
    ----------
    proposal : Proposal
    folder : str or Path
        The folder to make; it must not exist, the folder it goes into must. A relative one is below the project's.
    """
    folder = ROOT / folder
    folder.mkdir()
    shutil.copyfile(proposal.path, folder / proposal.settings["responses"])
    (folder / "study.toml").write_text(settings_text(proposal, folder.name), encoding="utf-8", newline="\n")
    (folder / "codebook.csv").write_text(codebook_text(proposal), encoding="utf-8-sig", newline="\n")


def codebook_text(proposal: Proposal) -> str:
    """The codebook, its rows under comments that say what they are."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, lineterminator="\n")
    writer.writeheader()
    for role in OTHERS:
        writer.writerows(rows_of(column for column in proposal.columns if column.role == role))
    for scale in proposal.scales:
        members = [column for column in proposal.columns if column.scale == scale.name and column.role == scale.kind]
        if scale.kind != "multi" and members:
            label = " / ".join(dict.fromkeys(scale.label.values()))
            writer.writerow({"variable": f"# {scale.name}: {label}"})
            writer.writerows(rows_of(members))
    return text.getvalue()


def rows_of(columns: Iterable[Column]) -> list[dict[str, str]]:
    """Rows of the codebook."""
    return [as_cells(column) for column in columns]


def as_cells(column: Column) -> dict[str, str]:
    """One row of the codebook."""
    return {
        "variable": column.variable,
        "role": column.role,
        "scale": column.scale,
        "low": cell(column.low),
        "high": cell(column.high),
        "reversed": "yes" if column.reversed else "",
        "missing": ";".join(map(cell, column.missing)),
        "label": column.label,
        "step": column.step,
        "labels": ";".join(f"{cell(value)}={text}" for value, text in column.labels.items()),
        "unit": column.unit,
        "text_en": column.text_en,
        "text_zh": column.text_zh,
        "note": column.note,
    }


def settings_text(proposal: Proposal, name: str) -> str:
    """study.toml, with comments in the language of the proposal."""
    own = proposal.settings
    lines = [f"# {comment(proposal, 'head', file=own['responses'])}", "", "[study]"]
    lines += [setting(proposal, "title", name), setting(proposal, "responses", own["responses"])]
    lines += [setting(proposal, key, own[key]) for key in ("sheet", "header_rows") if key in own]
    lines += ["", "[screening]"] if "keep" in own else ["", "# [screening]"]
    if "keep" in own:
        lines += [f"# {comment(proposal, 'screening')}", f"keep = {inline(own['keep'])}"]
    lines += [f"# {comment(proposal, 'exclude')}"]
    for kind, head in (("item", "dimensions"), ("outcome", "outcomes"), ("multi", "multi")):
        some = [scale for scale in proposal.scales if scale.kind == kind]
        lines += ["", f"# {comment(proposal, head)}"] if some else []
        lines += [line for scale in some for line in scale_lines(scale)]
    lines += ["", f"# {comment(proposal, 'left_out')}"] if proposal.left_out else []
    lines += [f"# - {text}" for text in left_out_lines(proposal)]
    return "\n".join(lines) + "\n"


def comment(proposal: Proposal, key: str, **values: object) -> str:
    """A comment on one line."""
    return " ".join(said(f"comments.{key}", proposal.language, **values).split())


def setting(proposal: Proposal, key: str, value: object) -> str:
    """A setting with what it is."""
    return f"{key} = {toml_value(value)}   # {comment(proposal, key)}"


def scale_lines(scale: Scale) -> list[str]:
    """The table of a scale or a question with several answers."""
    lines = ["", f"[{'multi' if scale.kind == 'multi' else 'scales'}.{toml_key(scale.name)}]   # {scale.note}"]
    if len(set(scale.label.values())) == 1:
        lines.append(f"label = {toml_value(next(iter(scale.label.values())))}")
    else:
        lines += [f"label.{language} = {toml_value(text)}" for language, text in scale.label.items()]
    lines += [f'better = "{scale.better}"'] if scale.better != "high" else []
    return lines + ([f"separator = {toml_value(scale.separator)}"] if scale.separator else [])


def left_out_lines(proposal: Proposal) -> list[str]:
    """What was left out, by kind, in words."""
    kinds: dict[str, list[str]] = {}
    for name, kind in proposal.left_out:
        kinds.setdefault(kind, []).append(name)
    return [" ".join(said(f"kinds.{kind}", proposal.language, names=names).split()) for kind, names in kinds.items()]


def toml_value(value: object) -> str:
    """A text, a number or a list as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)


def inline(keep: Mapping[str, list]) -> str:
    """The filter of rows as an inline table of TOML."""
    entries = (f"{toml_key(name)} = {toml_value(some[0] if len(some) == 1 else some)}" for name, some in keep.items())
    return f"{{ {', '.join(entries)} }}"
