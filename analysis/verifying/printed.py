"""What a report prints of its results: cells and sentences, with the numbers behind them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from html import unescape
from typing import Any

from analysis.report.document.blocks import Block
from analysis.report.document.claim import Claim
from analysis.report.document.composer import Page, claims
from analysis.report.document.contents import Results
from analysis.verifying.leaves import is_number, leaves


@dataclass(frozen=True)
class Print:
    """
    One printed text.

    Attributes
    ----------
    place : tuple of str
        Of a cell the table, the row and the column; of a sentence the key of its claim.
    text : str
    values : frozenset of float
        The numbers behind it, in full precision.
    """

    place: tuple[str, ...]
    text: str
    values: frozenset[float]


def prints(results: Results, language: str) -> dict[tuple[str, ...], Print]:
    """Everything that the report in a language prints numbers in, by place."""
    page = Page(results, language, figures=())
    blocks = [block for section in page.sections() for block in section.drafts if block["kind"] == "table"]
    found = [cell for block in blocks for cell in cells(block)]
    found += [sentence(page, claim) for claim in claims(results)]
    return {one.place: one for one in found}


def cells(table: Block) -> Iterator[Print]:
    """The cells of a table; of several rows of one name the second is called so."""
    first, seen, part = table["columns"][0]["key"], {}, ""
    for row in table["rows"]:
        name = row["cells"].get(first, "")
        if row.get("section"):
            part = name
            continue
        seen[part, name] = seen.get((part, name), 0) + 1
        named = " ".join(filter(None, (part, name, f"({seen[part, name]})" if seen[part, name] > 1 else "")))
        for column in table["columns"]:
            key = column["key"]
            values = (row.get("values", {}).get(key + suffix) for suffix in ("", "_low", "_high"))
            numbers = frozenset(float(value) for value in values if value is not None)
            place = (table["caption"], named, plain(column.get("group", "") + " " + column["label"]).strip())
            yield Print(tuple(map(plain, place)), row["cells"].get(key, ""), numbers)


def sentence(page: Page, claim: Claim) -> Print:
    """A claim in words."""
    numbers = frozenset(float(value) for _, value in leaves(as_plain(claim.values)) if is_number(value))
    return Print((claim.key,), plain(page.write.sentence(claim)), numbers)


def as_plain(value: Any) -> Any:
    """Values of a claim as plain data: mappings, results and sequences of any kind as dicts and lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: as_plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_plain(part) for part in value]
    return value


@cache
def plain(fragment: str) -> str:
    """The words of a fragment without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", fragment))
