"""What the paper says of other models of the outcome: what blocks add, what remains, what error hides."""

from collections.abc import Iterator

from analysis.report.chapters.further_models import claims as made
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer

ROWS = ("controls", "hierarchy_rows")
REMAINS = ("beyond", "remains", "per_coefficient")


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    if not (parts := contents(claims)):
        return
    yield heading(write, 2, "beside", parts=parts)
    if added := picked(claims, "added", "added_untested"):
        rows, remains = picked(claims, *ROWS), picked(claims, *REMAINS)
        yield paragraph(write, "further_models.blocks", *rows, *added, *remains)
    if agreement := picked(claims, "ordered_agreement"):
        yield paragraph(write, "further_models.ordered", *picked(claims, "ordered_test"), *agreement)
    if error := picked(claims, "latent_explained", "latent_paths", "outcomes_apart"):
        opening = ["further_models.latent"] if picked(error, "latent_explained") else []
        yield paragraph(write, *opening, *error)


def contents(claims: list[Claim]) -> list[str]:
    """What the section is about, for its heading: nothing that it does not have."""
    added = {claim.values["block"] for claim in picked(claims, "added", "added_untested")}
    latent = bool(picked(claims, "latent_explained"))
    present = {
        "controls": "controls" in added,
        "pain_points": "pain_points" in added,
        "ordered": bool(picked(claims, "ordered_agreement")),
        "error": latent,
        "outcomes": bool(picked(claims, "outcomes_apart")) and not latent,
    }
    return [part for part, is_there in present.items() if is_there]
