"""
The points of the checklist: what guidelines ask, and whether this report answers it, its author must, or nobody looked.

The points are those of JARS-Quant (Appelbaum et al. 2018), of the COSMIN reporting guideline (Gagnier et al. 2021) and
of CROSS (Sharma et al. 2021) that apply to a questionnaire answered once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analysis.report.chapters.appendix.hypotheses import tests
from analysis.report.document.contents import Results
from analysis.report.findings import sensitivity
from analysis.statistics.foundation.attempts import had
from analysis.survey.authored.author import Author

State = Literal["answered", "author", "not_examined"]
Guide = Literal["JARS", "COSMIN", "CROSS"]
BOTH: tuple[Guide, ...] = ("JARS", "CROSS")


@dataclass(frozen=True)
class Point:
    """
    One thing that guidelines ask.

    Attributes
    ----------
    name : str
        Of its words.
    part : str
        Under which head it stands.
    guides : tuple of str
        Which guidelines ask it.
    state : str
        "answered" in this report, left to the "author", or "not_examined" by anybody.
    places : tuple of str
        Headings under which it is answered.
    """

    name: str
    part: str
    guides: tuple[Guide, ...]
    state: State
    places: tuple[str, ...] = ()


def points(results: Results) -> list[Point]:
    """Every point, in the order of a paper."""
    author = results.author or Author()
    return [
        *opening(results, author),
        *collecting(author),
        *participants(results),
        *instrument(results, author),
        *measuring(results),
        *analysing(results),
        *closing(results, author),
    ]


def told(name: str, part: str, guides: tuple[Guide, ...], said: object, *places: str) -> Point:
    """A point that is answered if its author has said it."""
    return Point(name, part, guides, "answered", places) if said else Point(name, part, guides, "author")


def examined(name: str, part: str, guides: tuple[Guide, ...], done: object, *places: str) -> Point:
    """A point that is answered if the analysis was made."""
    return Point(name, part, guides, "answered", places) if done else Point(name, part, guides, "not_examined")


def opening(results: Results, author: Author) -> Iterator[Point]:
    """What stands before the method."""
    yield told("abstract", "introduction", BOTH, False)
    yield told("background", "introduction", BOTH, author.texts.get("introduction"), "introduction")
    asked = ["introduction"] * bool(author.questions) + ["expected"] * bool(results.hypotheses)
    yield told("questions", "introduction", BOTH, asked, *asked)
    yield told("registration", "introduction", ("JARS",), results.study.registered and results.hypotheses, "expected")


def collecting(author: Author) -> Iterator[Point]:
    """How the answers were collected."""
    given = author.collected
    for name, said in (
        ("mode", given.mode),
        ("dates", given.start and given.end),
        ("channel", given.channel),
        ("sampling", given.sampling),
        ("response_rate", given.invited),
        ("ethics", given.ethics),
        ("funding", given.funding),
        ("interests", ""),
    ):
        yield told(name, "method", BOTH if name != "mode" else ("CROSS",), said, "participants")
    yield told("sample_size", "method", BOTH, False)


def participants(results: Results) -> Iterator[Point]:
    """Who took part, and whose answers count."""
    yield Point("flow", "method", BOTH, "answered", ("participants", "sample"))
    yield examined("characteristics", "method", BOTH, results.sample.groups, "participants")
    yield examined("careless", "method", ("CROSS",), results.sample.screening.applied, "participants")
    yield Point("missing", "method", BOTH, "answered", ("participants",))


def instrument(results: Results, author: Author) -> Iterator[Point]:
    """What was asked."""
    study = results.study
    unsaid = [scale for scale in study.scales if scale.name not in author.instrument]
    sourced = all(any(study.by_variable[item].source.values()) for scale in unsaid for item in scale.items)
    sources = ["measures"] * bool(author.instrument) + ["instrument"] * bool(unsaid)
    worded = any(text and text != item.variable for item in study.items for text in item.text.values())
    yield told("source", "method", ("JARS", "COSMIN", "CROSS"), sourced, *sources)
    yield told("wording", "method", ("COSMIN", "CROSS"), worded, "items")
    yield Point("answer_scale", "method", ("COSMIN", "CROSS"), "answered", ("measures",))
    yield told("development", "method", ("COSMIN", "CROSS"), False)
    yield Point("plan", "method", ("JARS", "COSMIN", "CROSS"), "answered", ("plan",))


def measuring(results: Results) -> Iterator[Point]:
    """Whether the scales measure: what COSMIN calls measurement properties."""
    guides: tuple[Guide, ...] = ("JARS", "COSMIN")
    only: tuple[Guide, ...] = ("COSMIN",)
    efa, fitted = had(results.efa), results.cfa and results.cfa.headline
    structure = ["structure"] * bool(efa) + ["confirmatory"] * bool(fitted)
    yield examined("reliability", "measurement", guides, had(results.reliability), "reliability")
    yield examined("structure", "measurement", guides, structure, *structure)
    yield examined("construct", "measurement", guides, had(results.validity) and fitted, "validity")
    yield examined("invariance", "measurement", only, results.invariance and fitted, "invariance")
    for name in ("retest", "criterion", "change"):
        yield examined(name, "measurement", only, False)


def analysing(results: Results) -> Iterator[Point]:
    """What was found, and how surely."""
    yield examined("descriptives", "results", BOTH, results.sample.scales, "description")
    effects = ["drivers"] * bool(results.drivers) + ["groups"] * bool(had(results.groups))
    yield examined("effects", "results", BOTH, effects, *effects)
    yield examined("assumptions", "results", ("JARS",), results.drivers, "checks")
    yield examined("multiplicity", "results", ("JARS",), tests(results), "tests")
    curve = had(results.sensitivity)
    rules = {one.choices.respondents for one in curve.specifications} - {None} if curve else set()
    yield examined("sensitivity", "results", BOTH, len(rules) > 1 and sensitivity.compared(results), "sensitivity")


def closing(results: Results, author: Author) -> Iterator[Point]:
    """What it means, and how it can be checked."""
    yield Point("limits", "discussion", BOTH, "answered", ("limits",))
    yield told("interpretation", "discussion", BOTH, author.texts.get("discussion"), "discussion")
    yield Point("rerun", "discussion", ("JARS",), "answered", ("rerun",))
