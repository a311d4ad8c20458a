"""How the answers were collected, as the author says it, and what share of those invited came."""

from collections.abc import Iterator

from analysis.report.document.blocks import Block, note, paragraph
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.language import days
from analysis.report.language.names import WORDING, unstopped
from analysis.report.language.writer import Writer
from analysis.survey.authored.author import Collected

SAID = ("mode", "channel", "sampling", "ethics", "funding")


def response(results: Results) -> list[Claim]:
    """What share of those invited answered."""
    collected = results.author.collected if results.author else Collected()
    if collected.invited is None:
        return []
    of_those = either(bool(results.study.filters), "eligible", "rate")
    return [
        Claim(
            id="sample.response",
            verdict="exceeds" if collected.response_rate is None else of_those,
            verdicts=("rate", "eligible", "exceeds"),
            values={
                "n_invited": collected.invited,
                "n_received": results.study.n_received,
                "rate": collected.response_rate,
            },
        )
    ]


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    """Days, mode, channel and sampling, the response rate, ethics and funding; what is not given is left out."""
    if results.author is None:
        return
    collected, language = results.author.collected, write.language
    said = {name: unstopped(write.names.shown(getattr(collected, name).get(language, ""), WORDING)) for name in SAID}
    said |= {name: days.printed(write, getattr(collected, name).get(language, "")) for name in ("start", "end")}
    parts = ["sample.collected"] if any(said[name] for name in ("start", "end", *SAID[:3])) else []
    stated = [f"sample.{name}" for name in ("ethics", "funding") if said[name]]
    found: list[str | Claim] = [*parts, *response(results), *stated]
    if found:
        yield paragraph(write, *found, **said)
    elif results.author.draft:
        yield note(write, "caution", "sample.collected_slot")
