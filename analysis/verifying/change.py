"""Two runs or waves: what of the difference is more than noise."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

from analysis.report.document.schema import taken
from analysis.statistics.foundation.distributions import holm
from analysis.survey.formats.bounds import DECLARED
from analysis.verifying.causes import told
from analysis.verifying.comparison import Other, flipped
from analysis.verifying.leaves import Path, Value, dotted, is_number, leaves
from analysis.verifying.tolerances import agree, confidence, tolerance

ELSEWHERE = ("sensitivity", "findings", "alternatives")  # repeat what stands in other sections
NORMAL = NormalDist()


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two: what it is called, its results and its record (see provenance.json)."""

    name: str
    results: dict
    record: dict


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """An estimate with its interval, on both sides; `p_value` that nothing moved, corrected for all that were tried."""

    name: str
    a: tuple[float, float, float]
    b: tuple[float, float, float]
    p_value: float


@dataclass(frozen=True, kw_only=True)
class Change:
    """
    What is another in B than in A.

    Attributes
    ----------
    same_answers : bool
        Whether both were computed from the same file of answers: then only rounding is noise.
    n_analysed, n_received : tuple of int
        Of A and B.
    columns : list of str
        Asked in one of them only.
    settings : list of Other
    n_tried : int
        How many estimates with an interval stand in both.
    moved : list of Estimate
        Those that moved beyond noise.
    verdicts : list of Other
    """

    same_answers: bool
    n_analysed: tuple[int, int]
    n_received: tuple[int, int]
    columns: list[str]
    settings: list[Other]
    n_tried: int
    moved: list[Estimate]
    verdicts: list[Other]

    @property
    def is_none(self) -> bool:
        counts = self.n_analysed[0] == self.n_analysed[1] and self.n_received[0] == self.n_received[1]
        return counts and not (self.columns or self.settings or self.moved or self.verdicts)


def change(a: Side, b: Side) -> Change:
    """
    What is another in B than in A.

    Of the same answers, every estimate that differs by more than rounding has moved. Of others, taken to be of other
    people, one has moved whose difference is more than its intervals allow: the interval of a difference from those
    of its parts (Zou 2007), at the study's level, p values corrected for their number (Holm 1979).
    """
    studies = [side.results["study"] for side in (a, b)]
    old, new = dict(leaves(a.results)), dict(leaves(b.results))
    shared = set(intervals(b.results, new))
    pairs = [(one, at(old, one), at(new, one)) for one in intervals(a.results, old) if one in shared]
    same = answers_of(a.record) is not None and answers_of(a.record) == answers_of(b.record)
    if same:
        allowed = {one: tolerance(one[0], old, new, same_draws=False) for one, _, _ in pairs}
        moved = [estimate(one, x, y, 0.0) for one, x, y in pairs if not agree(x[0], y[0], allowed[one])]
    else:
        adjusted = holm([p_value(x, y, confidence(old)) for _, x, y in pairs])
        found = (estimate(*pair, p) for pair, p in zip(pairs, adjusted, strict=True))
        moved = [one for one in found if one.p_value < 1 - confidence(old)]
    return Change(
        same_answers=same,
        n_analysed=tuple(study["n_analysed"] for study in studies),
        n_received=tuple(study["n_received"] for study in studies),
        columns=columns(a, b),
        settings=settings(a.record, b.record),
        n_tried=len(pairs),
        moved=moved,
        verdicts=flipped(taken(a.results), taken(b.results)),
    )


def answers_of(record: dict) -> list[str] | None:
    """The fingerprints of the response file; None where the record does not tell."""
    files = record.get("study")
    return files and sorted(digest for name, digest in files.items() if name not in DECLARED)


def columns(a: Side, b: Side) -> list[str]:
    """What was asked in one only: by the codebooks, or by the items of the results where a record does not tell."""
    asked = [set(side.record.get("codebook", ())) for side in (a, b)]
    if not all(asked):
        asked = [{item["variable"] for item in side.results["study"]["items"]} for side in (a, b)]
    return sorted(asked[0] ^ asked[1])


def settings(a: dict, b: dict) -> list[Other]:
    """Settings that are not the same, as far as both records tell them."""
    old, new = a.get("settings"), b.get("settings")
    if old is None or new is None:
        return []
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [Other(name=name, reported=told(old.get(name)), recomputed=told(new.get(name))) for name in names]


Place = tuple[Path, Path, Path]


def intervals(results: dict, values: dict[Path, Value]) -> Iterator[Place]:
    """The paths of every estimate with an interval of the study's level, and of its ends."""
    for path in values:
        *above, key = path
        stem = "conf" if key == "estimate" else key
        ends = ((*above, f"{stem}_low"), (*above, f"{stem}_high"))
        if all(is_number(values.get(end)) for end in (path, *ends)) and not is_repeated(path, results):
            yield (path, *ends)


def is_repeated(path: Path, results: dict) -> bool:
    """Whether an estimate is told by another, or its interval is of a level of its own, as those of RMSEA are."""
    headline = (results.get("cfa") or {}).get("headline")
    is_other_model = path[:2] == ("cfa", "models") and path[2] != headline
    return path[0] in ELSEWHERE or is_other_model or path[-1].startswith("rmsea")


def at(values: dict[Path, Value], place: Place) -> tuple[float, float, float]:
    return tuple(float(values[path]) for path in place)


def p_value(a: tuple[float, float, float], b: tuple[float, float, float], level: float) -> float:
    """Of the difference of two estimates with intervals of a level, from the sides of these that face each other."""
    (lower, upper) = (a, b) if a[0] <= b[0] else (b, a)
    distance = upper[0] - lower[0]
    side = sqrt((lower[2] - lower[0]) ** 2 + (upper[0] - upper[1]) ** 2)
    if not side:
        return 0.0 if distance else 1.0
    return 2 * NORMAL.cdf(-distance / side * NORMAL.inv_cdf((1 + level) / 2))


def estimate(place: Place, a: tuple[float, float, float], b: tuple[float, float, float], p: float) -> Estimate:
    return Estimate(name=dotted(place[0]), a=a, b=b, p_value=float(p))


def lines(found: Change, a: str, b: str, say: Any, most: int) -> Iterator[str]:
    """The change in words; `say` words a code of this room, `most` is how many of a kind are named."""
    yield say("change.title", a=a, b=b)
    counts = dict(zip(("a", "b", "a_all", "b_all"), (*found.n_analysed, *found.n_received), strict=True))
    yield say("change.answers", **counts)
    yield say("change.columns", names=found.columns) if found.columns else say("change.no_columns")
    yield say("change.settings", n=len(found.settings)) if found.settings else say("change.no_settings")
    yield from first([other_line("setting", other, say) for other in found.settings], most, say)
    yield say("change.moved_same" if found.same_answers else "change.moved", n=len(found.moved), all=found.n_tried)
    moved = [say("change.moved_row", name=one.name, **ends("a", one.a), **ends("b", one.b)) for one in found.moved]
    yield from first(moved, most, say)
    yield say("change.verdicts", n=len(found.verdicts))
    yield from first([other_line("verdict", other, say) for other in found.verdicts], most, say)


def other_line(code: str, other: Other, say: Any) -> str:
    return say(f"change.{code}", name=other.name, old=other.reported, new=other.recomputed)


def ends(side: str, values: tuple[float, float, float]) -> dict[str, str]:
    return {side + end: f"{value:.4g}" for end, value in zip(("", "_low", "_high"), values, strict=True)}


def first(texts: list[str], most: int, say: Any) -> Iterator[str]:
    """The first texts, and how many there are besides."""
    yield from (f"- {text}" for text in texts[:most])
    if len(texts) > most:
        yield "- " + say("change.more", n=len(texts) - most)
