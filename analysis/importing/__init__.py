"""
The import room: an export of any survey platform becomes a study folder.

`propose(path)` reads an export and gives a `Proposal`: what each column most likely is, why, and what of that is a
guess. `overview` and `left_out` show it as tables, `write(proposal, folder)` makes the study folder. Nothing here
changes the export.
"""

from analysis.importing.handover.telling import left_out, overview
from analysis.importing.handover.writing import write
from analysis.importing.proposal import Proposal
from analysis.importing.proposing import propose

__all__ = ["Proposal", "left_out", "overview", "propose", "write"]
