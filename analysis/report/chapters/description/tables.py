"""Tables of this chapter: the scales with their correlations, and the items in words."""

from analysis.report.document import cells
from analysis.report.document.blocks import Block, Cell, Column, Row, section_row, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.description.agreement import OPTIONS, Agreement, ItemAgreement
from analysis.statistics.foundation.attempts import had, needed, sound

DESCRIBED = [Column("scale", "left"), Column("n_obs"), Column("mean"), Column("std_dev"), Column("alpha")]


def correlations(write: Writer, results: Results) -> Block:
    """n, mean, standard deviation and reliability of every scale, and the correlations of the scores."""
    found, validity = needed(had(results.correlations)), had(results.validity)
    omega, ave = (getattr(validity, name) if validity else {} for name in ("omega", "ave"))
    numbered = [Column(str(place + 1)) for place in range(len(found.terms))]
    columns = [*DESCRIBED, *([Column("omega")] if omega else []), *numbered]
    rows = [
        described(write, results, place, name)
        | ({"omega": cells.bounded(omega.get(name))} if omega else {})
        | {str(k + 1): cells.bounded(found.matrix[place][k]) for k in range(place)}
        | {str(place + 1): diagonal(ave.get(name))}
        for place, name in enumerate(found.terms)
    ]
    shown = {"n_obs": numbers.count(found.n_obs), "has_omega": bool(omega), "has_ave": bool(ave)}
    return table(write, "correlations", columns, rows, wide=True, **shown)


def described(write: Writer, results: Results, place: int, name: str) -> Row:
    """What is known of one scale by itself."""
    scale = sound(results.sample.scales).get(name)
    reliability = had(results.reliability)
    reliable = sound(reliability.scales).get(name) if reliability else None
    alpha = reliable and reliable.alpha
    return {
        "scale": f"{place + 1} {write.names.scale(name)}",
        "n_obs": cells.count(scale.n_obs if scale else None),
        "mean": cells.number(scale.mean if scale else None),
        "std_dev": cells.number(scale.std_dev if scale else None),
        "alpha": cells.bounded(alpha.estimate if alpha else None),
    }


def diagonal(ave: float | None) -> Cell | str:
    """The root of the average variance extracted in brackets, or a dash."""
    if ave is None or ave < 0:
        return numbers.ABSENT
    return Cell(f"({numbers.bounded(ave**0.5)})", {"": ave**0.5})


ITEM_COLUMNS = [
    Column("item", "left"),
    Column("n_obs"),
    Column("mean"),
    Column("agree"),
    Column("agree_ci", "center"),
    Column("disagree"),
    Column("disagree_ci", "center"),
]


def items(write: Writer, results: Results) -> Block:
    """Every item in words with who agrees and who disagrees, scale by scale, in the order of the means."""
    found = needed(had(results.agreement))
    orders, rows = sound(found.scales), []
    for scale in results.study.scales:
        if scale.name in orders:
            rows.append(section_row(ITEM_COLUMNS, write.names.scale(scale.name)))
            rows += [item_row(write, results, found, name) for name in orders[scale.name].items]
    ends = {(item.agree_from, item.disagree_to) for item in sound(found.items).values()}
    agree_from, disagree_to = ends.pop() if len(ends) == 1 else (None, None)
    return table(
        write,
        "agreement",
        ITEM_COLUMNS,
        rows,
        wide=True,
        agree_from=agree_from,
        disagree_to=disagree_to,
        part=results.study.agreement / OPTIONS,
        is_reversed=any(item.reversed for item in results.study.items),
    )


def item_row(write: Writer, results: Results, found: Agreement, name: str) -> Row:
    """One item: its name and words, its mean and both shares."""
    item, mean = sound(found.items).get(name), sound(results.sample.items).get(name)
    return {
        "item": named(write, results, name),
        "n_obs": cells.count(item.n_obs if item else None),
        "mean": cells.number(mean.mean if mean else None),
        **shares(item),
    }


def shares(item: ItemAgreement | None) -> Row:
    """Both shares with their intervals."""
    found = {"agree": item.agree if item else None, "disagree": item.disagree if item else None}
    return {name: cells.percent(share.estimate if share else None) for name, share in found.items()} | {
        f"{name}_ci": cells.interval(share, numbers.percent) for name, share in found.items()
    }


def named(write: Writer, results: Results, name: str) -> str:
    """An item's short name, marked where it is reversed, and its words where the study gives them."""
    code = write.names.item(name) + ("*" if results.study.by_variable[name].reversed else "")
    wording = write.names.wordings.get(name)
    return f"{code} {wording}" if wording and wording != name else code
