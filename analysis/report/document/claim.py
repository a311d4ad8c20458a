"""A Claim: one thing the report says. A sentence, in any language, is a rendering of a claim."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.statistics.foundation.attempts import Unavailable


@dataclass(frozen=True, kw_only=True)
class Claim:
    """
    One result in a form that has no language yet.

    Parameters
    ----------
    id : "section.macro": the text file and the macro in it that words the claim.
    verdict : what the numbers say, one of `verdicts`; the template chooses its words by this alone.
    verdicts : every verdict this claim can take; each gives a different sentence.
    values : what the sentence shows; numbers in full precision, scales and items by their names.
    subject : the scale, item or group spoken of, where one claim is made of several.
    """

    id: str
    verdict: str
    verdicts: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""

    def __post_init__(self) -> None:
        if self.verdict not in self.verdicts:
            raise ValueError(f"claim {self.id}: verdict {self.verdict!r} is not one of {', '.join(self.verdicts)}")

    @property
    def section(self) -> str:
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        return self.id.partition(".")[2]

    @property
    def key(self) -> str:
        """Unique within a report."""
        return f"{self.id}:{self.subject}" if self.subject else self.id


def either(condition: bool, yes: str, no: str) -> str:
    """The verdict of a claim with two."""
    return yes if condition else no


def refused(claim: str, part: Unavailable, *, subject: str = "", **values: Any) -> Claim:
    """That a part of the results could not be had, with the reason that was given."""
    return Claim(
        id=claim, subject=subject, verdict="refused", verdicts=("refused",), values={**values, "refusal": part}
    )


def rejections(claim: str, verdicts: Mapping[str, str]) -> Claim:
    """For how many of several coefficients the null is rejected; `verdicts` by scale, as `rules.tested` gives them."""
    rejected = [name for name, verdict in verdicts.items() if verdict in ("positive", "negative")]
    return Claim(
        id=claim,
        verdict="all" if len(rejected) == len(verdicts) else either(bool(rejected), "some", "none"),
        verdicts=("all", "some", "none"),
        values={
            "n_terms": len(verdicts),
            "n_rejected": len(rejected),
            "scales": rejected,
            "others": [name for name in verdicts if name not in rejected],
        },
    )


def picked(claims: list[Claim], *names: str) -> list[Claim]:
    """The claims of these names, in this order; names that were not claimed are passed over."""
    return [claim for name in names for claim in claims if claim.name == name]
