"""Small exports made up for one question each."""

import csv
from pathlib import Path

import numpy as np

from analysis.importing import Proposal, propose

AGREEMENT = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")


def csv_of(folder: Path, columns: dict[str, list], name: str = "export.csv", encoding: str = "utf-8") -> Path:
    """A file of columns by their heading."""
    path = folder / name
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


def proposal_of(folder: Path, columns: dict[str, list], **about) -> Proposal:
    """What is proposed for a file of columns."""
    return propose(csv_of(folder, columns), **about)


def column(proposal: Proposal, name: str):
    """The row that is proposed for a column; None where it is left out."""
    return next((row for row in proposal.columns if row.variable == name), None)


def kind_of_left_out(proposal: Proposal, name: str) -> str | None:
    """Why a column is left out."""
    return dict(proposal.left_out).get(name)


def factor_answers(
    n_items: int, n: int = 150, seed: int = 1, reversed_items: tuple[int, ...] = (), high: int = 5, loading: float = 0.8
) -> list[list[int]]:
    """Answers from 1 to `high` to items of one scale, some of them worded the other way; a list for each item."""
    rng = np.random.default_rng(seed)
    factor = rng.normal(size=n)
    answers = []
    for item in range(n_items):
        latent = loading * factor + np.sqrt(1 - loading**2) * rng.normal(size=n)
        latent = -latent if item in reversed_items else latent
        answers.append(np.clip(np.round((high + 1) / 2 + latent * high / 4), 1, high).astype(int).tolist())
    return answers


def in_words(answers: list[int], texts=AGREEMENT) -> list[str]:
    """Answers from 1 on as texts."""
    return [texts[answer - 1] for answer in answers]
