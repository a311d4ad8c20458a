"""Studies whose authors say what each column is: their response files, imported blind, against their codebooks."""

from pathlib import Path

import numpy as np

from analysis import survey
from analysis.importing import propose, write
from analysis.survey import DataError
from analysis.survey.declared.declarations import ANSWER_ROLES, Variable
from analysis.survey.folder import Folder, read_folder
from analysis.survey.study import keyed_answers
from tests.importing.exports.verdicts import Verdict, matched_scales

ALIKE = 0.999  # correlation from which answers are the same ones, turned round or not


def judged_study(folder: Path, place: Path) -> Verdict:
    """
    What an importer makes of a study's response file.

    Direction is right where an item, turned round as proposed, runs with the author's, or, where the author's study
    cannot be read, where it is reversed as the author has it; membership as for layouts.
    """
    author = read_folder(folder)
    told = author.codebook.with_role(*ANSWER_ROLES)
    verdict = Verdict(name=folder.name, n_items=len(told))
    try:
        proposal = propose(folder / author.settings.responses)
        write(proposal, place / "study")
        survey.load(place / "study")
    except DataError as error:
        verdict.faults.append(f"not imported: {error.problems[0].text()}")
        return verdict
    found = read_folder(place / "study")
    rows = {row.variable: row for row in proposal.columns if row.role in ANSWER_ROLES}
    match = matched_scales((variable.scale, rows[variable.name].scale) for variable in told if variable.name in rows)
    for variable in told:
        row = rows.get(variable.name)
        if row is None:
            verdict.n_lost += 1
            verdict.faults.append(f"item lost: {variable.name}")
            continue
        verdict.n_marked += row.uncertain
        if match.get(variable.scale) == row.scale:
            verdict.membership_right += 1
        elif row.uncertain:
            verdict.membership_marked += 1
        else:
            verdict.faults.append(f"membership: {variable.name} of {variable.scale} put into {row.scale}, unmarked")
        if runs_alike(variable, row, author, found):
            verdict.direction_right += 1
        elif row.uncertain:
            verdict.direction_marked += 1
        else:
            verdict.faults.append(f"direction: {variable.name} runs against its author's, unmarked: {row.note}")
    return verdict


def runs_alike(variable: Variable, row, author: Folder, found: Folder) -> bool:
    """Whether an item runs as its author has it."""
    if author.received is None:
        return variable.reversed == row.reversed
    theirs, ours = (keyed_answers(f.received.answers, f.codebook)[variable.name] for f in (author, found))
    theirs, ours = theirs.align(ours, join="inner")
    both = theirs.notna() & ours.notna()
    return np.corrcoef(theirs[both], ours[both])[0, 1] > ALIKE
