"""What an import tells: what it read, what it makes of it, what it left out, and what is a guess."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.importing.handover.writing import as_cells, inline, left_out_lines
from analysis.importing.proposal import Column, Proposal, Scale, cell
from analysis.importing.said import said

if TYPE_CHECKING:
    import pandas as pd


def told(proposal: Proposal) -> Iterator[str]:
    """The proposal in words, a line each."""
    tongue = proposal.language
    platform = said(f"platforms.{proposal.platform}", tongue) if proposal.platform else ""
    n_columns = len(proposal.columns) + len(proposal.left_out)
    file = proposal.settings["responses"]
    yield said("told.read", tongue, file=file, platform=platform, n_rows=proposal.n_rows, n_columns=n_columns)
    if "keep" in proposal.settings:
        yield said("told.kept", tongue, filter=inline(proposal.settings["keep"]))
    for kind, head in (("item", "dimensions"), ("outcome", "outcomes")):
        scales = [scale for scale in proposal.scales if scale.kind == kind]
        if scales:
            yield said(f"told.{head}", tongue)
        yield from (f"  {scale_line(proposal, scale)}" for scale in scales)
    groups = [column.variable for column in proposal.columns if column.role == "group"]
    measured = [column.variable for column in proposal.columns if column.role == "indicator"]
    several = [scale.label[tongue] for scale in proposal.scales if scale.kind == "multi"]
    if groups:
        yield said("told.groups", tongue, names=groups)
    if measured:
        yield said("told.indicators", tongue, names=measured)
    if several:
        yield said("told.several", tongue, names=several)
    yield from codings(proposal)
    yield from left_out_lines(proposal)


def overview(proposal: Proposal) -> "pd.DataFrame":
    """The proposed codebook as a table to look at, guesses first."""
    import pandas as pd

    rows = sorted(proposal.columns, key=lambda column: not column.uncertain)
    cells = pd.DataFrame([as_cells(column) for column in rows])
    return cells[["variable", "role", "scale", "low", "high", "reversed", "missing", "labels", "note"]]


def left_out(proposal: Proposal) -> "pd.DataFrame":
    """The columns that are left out, and why."""
    import pandas as pd

    return pd.DataFrame(proposal.left_out, columns=["column", "because"])


def scale_line(proposal: Proposal, scale: Scale) -> str:
    """A scale with its items."""
    members = members_of(proposal, scale)
    turned = [column.label or column.variable for column in members if column.reversed]
    label = scale.label[proposal.language]
    return said("told.scale", proposal.language, name=scale.name, label=label, n=len(members), reversed=turned)


def members_of(proposal: Proposal, scale: Scale) -> list[Column]:
    """The rows of a scale."""
    return [column for column in proposal.columns if column.scale == scale.name and column.role == scale.kind]


def codings(proposal: Proposal) -> Iterator[str]:
    """Each coding of answers in words, once, for a look."""
    counts: dict[tuple[str, ...], int] = {}
    for column in proposal.columns:
        if column.labels and column.role in ("item", "outcome"):
            labels = tuple(f"{cell(value)} = {text}" for value, text in column.labels.items())
            counts[labels] = counts.get(labels, 0) + 1
    for labels, n in counts.items():
        yield said("told.coding", proposal.language, labels=labels, n=n)


def guesses(proposal: Proposal, place: str) -> str:
    """Which rows are guesses, and where they stand; empty where there are none."""
    unsure = [column.label or column.variable for column in proposal.columns if column.uncertain]
    return said("told.guesses", proposal.language, n=len(unsure), place=place, names=unsure) if unsure else ""
