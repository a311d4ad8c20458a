"""What the paper says of other models of the outcome: what blocks add, what remains, what error hides."""

from collections.abc import Iterator

from analysis.report.chapters.further_models import claims as made
from analysis.report.document.blocks import Block, heading, note, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def parts(added: list[Claim], others: list[Claim]) -> list[str]:
    """What this section sets beside the regression."""
    told = {"ordered": ["ordered_agreement"], "error": ["latent_explained", "latent_paths", "outcomes_apart"]}
    beside = [claim.values["block"] for claim in added if claim.values["block"] != "dimensions"]
    return beside + [name for name, names in told.items() if picked(others, *names)]


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    added = picked(claims, "added")
    others = picked(claims, "ordered_agreement", "latent_explained", "latent_paths", "outcomes_apart")
    if not (added or others):
        return
    yield heading(write, 2, "beside", parts=parts(added, others))
    if bent := picked(claims, "bent"):
        yield note(write, "caution", *bent)
    if added:
        yield paragraph(write, "further_models.blocks", *added, *picked(claims, "beyond", "remains"))
    if picked(others, "ordered_agreement"):
        yield paragraph(write, "further_models.ordered", *picked(others, "ordered_agreement"))
    if error := picked(others, "latent_explained", "latent_paths", "outcomes_apart"):
        yield paragraph(write, "further_models.latent", *error)
