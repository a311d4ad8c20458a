"""The works of an author's own references, beside those of the report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.report.language import bibliography
from analysis.survey.authored.author import Work

HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class OwnWorks:
    """
    Works by the names under which a report lists them.

    Attributes
    ----------
    ids : dict of str
        The name in the report by the author's key; a work that the report cites itself has one name for both.
    entries : dict
        The works by that name, save those of the report.
    """

    ids: dict[str, str] = field(default_factory=dict)
    entries: dict[str, dict] = field(default_factory=dict)

    def entry(self, key: str) -> dict:
        """A work, the author's or the report's."""
        return self.entries[key] if key in self.entries else bibliography.entry(key)


def own_works(works: Sequence[Work]) -> OwnWorks:
    """An author's works, names with initials, those of equal authors and year told apart by letters."""
    known = {mark: key for key, work in bibliography.entries().items() for mark in fingerprints(work) if mark}
    ids, entries = {}, {}
    for number, work in enumerate(works, start=1):
        same = next((known[mark] for mark in fingerprints(work) if mark in known), None)
        ids[str(work["id"])] = key = same or f"own-{number}"
        if same is None:
            entries[key] = {**work, "id": key} | {
                role: [with_initials(person) for person in work[role]]  # type: ignore[arg-type]
                for role in ("author", "editor")
                if role in work
            }
    return OwnWorks(ids, told_apart(entries))


def fingerprints(work: Any) -> list[tuple]:
    """By what a work is known to be the same: its DOI, or its first author, year and title."""
    title = re.sub(r"\W+", "", str(work["title"])).casefold()
    first = (work.get("author") or [{"family": ""}])[0]["family"].casefold()
    return [(str(work["DOI"]).casefold(),) if "DOI" in work else (), (first, str(work["issued"]), title)]


def with_initials(person: dict[str, str]) -> dict[str, str]:
    """A name with initials for given names; one in Chinese is printed in full."""
    given = person["given"]
    if not given or HAN.search(given):
        return person
    parts = [part.split("-") for part in given.replace(".", ". ").split()]
    return person | {"given": " ".join("-".join(f"{name[0].upper()}." for name in part if name) for part in parts)}


def told_apart(entries: dict[str, dict]) -> dict[str, dict]:
    """The works, the years of those that a text would cite alike with letters in the order of their titles."""
    alike: dict[tuple, list[str]] = {}
    for key, work in sorted(entries.items(), key=lambda pair: str(pair[1]["title"]).casefold()):
        if work["issued"]:
            alike.setdefault((bibliography.names_in_text(work, "en", "&"), work["issued"]), []).append(key)
    letters = {
        key: "abcdefghijklmnopqrstuvwxyz"[number % 26]
        for keys in alike.values()
        for number, key in enumerate(keys)
        if len(keys) > 1
    }
    return {key: work | {"issued": f"{work['issued']}{letters.get(key, '')}"} for key, work in entries.items()}
