"""Two results number by number: differences, printed digits that change, verdicts that flip."""

import traceback
from dataclasses import dataclass, field
from functools import cached_property

from analysis.report.document.composer import claims
from analysis.report.document.contents import Results
from analysis.report.document.schema import typed
from analysis.verifying.leaves import Path, Value, dotted, is_number, leaves
from analysis.verifying.printed import Print, prints
from analysis.verifying.tolerances import Tolerance, agree, tolerance


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number of both results; `printed` holds the places where another digit is printed for it."""

    path: Path
    reported: float
    recomputed: float
    allowed: Tolerance
    printed: tuple[tuple[str, ...], ...] = ()

    @property
    def name(self) -> str:
        return dotted(self.path)

    @property
    def difference(self) -> float:
        return self.recomputed - self.reported

    @property
    def is_equal(self) -> bool:
        return agree(self.reported, self.recomputed, self.allowed)


@dataclass(frozen=True, kw_only=True)
class Other:
    """Anything else that is not the same: a text, a verdict, a printed cell; None where one side has none."""

    name: str
    reported: str | None
    recomputed: str | None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """
    What was reported beside what was recomputed.

    Attributes
    ----------
    numbers : list of Number
        All numbers that stand in both.
    texts : list of Other
        Values that are no numbers, or stand on one side only, and differ.
    verdicts : list of Other
        Claims whose verdict differs, or that only one side makes.
    printed : dict of list of Other
        Cells and sentences that are printed otherwise, by language.
    unread : str
        Why verdicts and print could not be compared; empty where they were.
    """

    numbers: list[Number]
    texts: list[Other]
    verdicts: list[Other] = field(default_factory=list)
    printed: dict[str, list[Other]] = field(default_factory=dict)
    unread: str = ""

    @cached_property
    def different(self) -> list[Number]:
        """The numbers that differ beyond their tolerance or in a printed digit."""
        return [number for number in self.numbers if not number.is_equal or number.printed]

    @property
    def is_equal(self) -> bool:
        return not (self.different or self.texts or self.verdicts or any(self.printed.values()))

    def largest(self, kind: str) -> float | None:
        """The largest difference among the numbers of a kind; None where there are none."""
        return max((abs(n.difference) for n in self.numbers if n.allowed.kind == kind), default=None)

    def count(self, kind: str) -> int:
        return sum(number.allowed.kind == kind for number in self.numbers)


def compared(reported: dict, recomputed: dict, *, same_draws: bool) -> Comparison:
    """
    Compare two results.

    Parameters
    ----------
    reported, recomputed : dict
        Results as in results.json.
    same_draws : bool
        Whether both come from the same versions, so that random draws are the same.
    """
    old, new = dict(leaves(reported)), dict(leaves(recomputed))
    pairs = [path for path in old if path in new and is_number(old[path]) and is_number(new[path])]
    texts = [
        Other(name=dotted(path), reported=shown(path, old), recomputed=shown(path, new))
        for path in {**old, **new}
        if not same(path, old, new)
    ]
    said = {} if reported == recomputed else read(reported, recomputed)
    moved = said.pop("moved", {})
    numbers = [
        Number(
            path=path,
            reported=old[path],
            recomputed=new[path],
            allowed=tolerance(path, old, new, same_draws),
            printed=tuple(moved.get(float(old[path]), ())) if old[path] != new[path] else (),
        )
        for path in pairs
    ]
    return Comparison(numbers=numbers, texts=texts, **said)


def same(path: Path, old: dict[Path, Value], new: dict[Path, Value]) -> bool:
    """Whether what stands at a path is left to the comparison of numbers, or is the same on both sides."""
    if path not in old or path not in new:
        return False
    return (is_number(old[path]) and is_number(new[path])) or old[path] == new[path]


def shown(path: Path, values: dict[Path, Value]) -> str | None:
    return str(values[path]) if path in values else None


def read(reported: dict, recomputed: dict) -> dict:
    """What the report says of both: verdicts, and printed texts that differ, and behind which numbers those stand."""
    try:
        sides = typed(reported), typed(recomputed)
        verdicts = flipped(*sides)
        changed = {language: reprinted(*sides, language) for language in sides[1].study.languages}
    except Exception:  # results of another version, or altered, which this version's words cannot be put to
        return {"unread": traceback.format_exc(limit=0).strip().splitlines()[-1]}
    moved: dict[float, list[tuple[str, ...]]] = {}
    for old, _ in next(iter(changed.values())):
        for value in old.values if old else ():
            moved.setdefault(value, []).append(old.place)
    printed = {
        language: [
            Other(name=" · ".join((old or new).place), reported=old and old.text, recomputed=new and new.text)
            for old, new in texts
        ]
        for language, texts in changed.items()
    }
    return {"verdicts": verdicts, "printed": printed, "moved": moved}


def flipped(reported: Results, recomputed: Results) -> list[Other]:
    """Claims whose verdict is another, or that only one side makes."""
    old, new = ({claim.key: claim.verdict for claim in claims(results)} for results in (reported, recomputed))
    return [
        Other(name=key, reported=old.get(key), recomputed=new.get(key))
        for key in {**old, **new}
        if old.get(key) != new.get(key)
    ]


def reprinted(reported: Results, recomputed: Results, language: str) -> list[tuple[Print | None, Print | None]]:
    """What is printed otherwise in one language."""
    old, new = prints(reported, language), prints(recomputed, language)
    pairs = [(old.get(place), new.get(place)) for place in {**old, **new}]
    return [(a, b) for a, b in pairs if a is None or b is None or a.text != b.text]
