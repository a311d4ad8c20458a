"""The few things that an import asks a person: what to explain, which way numbers run, whether the scales are right."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from analysis.importing.proposal import Column, Proposal, cell
from analysis.importing.said import said

NOTHING = "-"
Ask = Callable[[str, list[str] | None, str], str]


def asked(proposal: Proposal, ask: Ask | None = None) -> Proposal:
    """
    The proposal with what a person decides; Enter takes what is proposed.

    Parameters
    ----------
    proposal : Proposal
    ask : callable
        Takes a question, the answers allowed and the default, and gives the answer; by default the terminal does.
    """
    ask = ask or on_terminal
    proposal = with_outcome(proposal, ask)
    proposal = with_direction(proposal, ask)
    return with_scales(proposal, ask)


def on_terminal(question: str, choices: list[str] | None, default: str) -> str:
    """Ask on the terminal."""
    from rich.prompt import Prompt

    return Prompt.ask(question, choices=choices, default=default)


def yes_or_no(question: str, ask: Ask) -> bool:
    """Ask for a yes or a no; Enter is yes."""
    return ask(question, ["y", "n"], "y") == "y"


def with_outcome(proposal: Proposal, ask: Ask) -> Proposal:
    """The scale that the report explains: it becomes the first outcome, the others that were outcomes stay so."""
    names = [scale.name for scale in proposal.scales if scale.kind != "multi"]
    if len(names) < 2:
        return proposal
    proposed = next((scale.name for scale in proposal.scales if scale.kind == "outcome"), NOTHING)
    chosen = ask(said("dialogue.outcome", proposal.language), [*names, NOTHING], proposed)
    if chosen == proposed:
        return proposal
    kinds = {s.name: s.kind if s.kind == "multi" else kind_after(s.name, s.kind, chosen) for s in proposal.scales}
    if "item" not in kinds.values():
        kinds = {name: "item" if kind == "outcome" and name != chosen else kind for name, kind in kinds.items()}
    scales = [replace(scale, kind=kinds[scale.name]) for scale in proposal.scales]
    order = {"item": 0, "outcome": 1, "multi": 2}
    scales.sort(key=lambda scale: (order[scale.kind], scale.name != chosen))
    columns = (
        replace(column, role=kinds[column.scale]) if column.role in ("item", "outcome") else column
        for column in proposal.columns
    )
    return replace(proposal, scales=tuple(scales), columns=tuple(columns))


def kind_after(name: str, kind: str, chosen: str) -> str:
    """What a scale is once a person has chosen the one to explain."""
    if chosen == NOTHING:
        return "item"
    return "outcome" if name == chosen else kind


def with_direction(proposal: Proposal, ask: Ask) -> Proposal:
    """The way that bare numbers run, asked once for all of them."""
    unsure = [column for column in proposal.columns if "direction" in column.doubts]
    if not unsure:
        return proposal
    ends = ", ".join(dict.fromkeys(f"{cell(column.low)}-{cell(column.high)}" for column in unsure))
    is_up = yes_or_no(said("dialogue.direction", proposal.language, n=len(unsure), ends=ends), ask)
    turned = (
        replace(column, reversed=column.reversed == is_up) if "direction" in column.doubts else column
        for column in proposal.columns
    )
    return confirmed(proposal, turned, ("direction",))


def with_scales(proposal: Proposal, ask: Ask) -> Proposal:
    """The scales and their reversed items, as they are listed."""
    if not any({"membership", "reversal"} & {*column.doubts} for column in proposal.columns):
        return proposal
    if yes_or_no(said("dialogue.scales", proposal.language), ask):
        return confirmed(proposal, proposal.columns, ("membership", "reversal"))
    return proposal


def confirmed(proposal: Proposal, columns: Iterable[Column], kinds: tuple[str, ...]) -> Proposal:
    """The proposal without the doubts of some kinds: a person has settled them."""
    settled = said("dialogue.confirmed", proposal.language)
    columns = tuple(
        replace(
            column,
            doubts={kind: text for kind, text in column.doubts.items() if kind not in kinds},
            reasons=(*column.reasons, *(f"{text} ({settled})" for k, text in column.doubts.items() if k in kinds)),
        )
        for column in columns
    )
    return replace(proposal, columns=columns)
