"""
Rules that no report may break, whatever its study: no two claims contradict each other, one number has one value.

Each rule takes the results and gives what breaks it, in words; an empty list is what it should be.
"""

import re
from collections.abc import Iterator
from html import unescape
from unittest.mock import patch

from analysis.report.chapters.drivers import claims as drivers
from analysis.report.chapters.priorities import places as priorities
from analysis.report.chapters.priorities.figures.priorities import priority_points
from analysis.report.chapters.summary import claims as summary
from analysis.report.document import composer as document
from analysis.report.document.claim import Claim
from analysis.report.findings import finding as findings
from analysis.report.findings.build import build
from analysis.report.language import numbers
from tests.report.samples import typed

UNORDERED = {"drivers.driver_order": "inseparable"}
ENOUGH = ("early_research", "basic_research", "individual_minimum", "individual_desirable")
COUNTS = (("n_decided", "n_terms"), ("n_rejected", "n_terms"), ("n_rejected", "n_tests"), ("n_above", "n_scales"))
SUBJECT_WORDS = {
    "en": re.compile(r"\b(customers?|the service|agents?|platforms?|drives)\b", re.IGNORECASE),
    "zh": re.compile("顾客|客服|服务痛点|服务指标|平台|驱动因素"),
}
CLUMSY = {
    "en": re.compile(
        r"\b(\d+) of \1\b|\b0 of \d|\bAll 0\b|\b(?:[Aa]ll|[Tt]he|[Oo]f) 1 (?!is\b|was\b|has\b)\w+s\b"
        r"|(?<![\d.,])1 (?:items|dimensions|scales|slopes|pain points|levels|pairs|intervals|models|factors|groups)\b"
    ),
    "zh": re.compile(r"(?<!\d)(\d+)个[^。；]{0,12}中，?有\1个(?!因子)|[^\d.]0个"),
}
LOWER_START = re.compile(r"(?<!vs)(?<!et al)(?<!cf)[.?!](?:</strong>)? [a-zà-ž]{2}")


def rules() -> list:
    return [value for name, value in globals().items() if name.startswith("no_") or name.startswith("every_")]


def broken(results: dict) -> list[str]:
    """Everything in the report of these results that breaks a rule."""
    claims = document.claims(typed(results))
    found = build(typed(results))
    return [f"{rule.__name__}: {fault}" for rule in rules() for fault in rule(results, claims, found)]


def named(claims: list[Claim], *ids: str) -> list[Claim]:
    return [claim for claim in claims if claim.id in ids]


def no_order_of_dimensions_that_are_not_told_apart(results, claims, found) -> Iterator[str]:
    pairs = findings.inseparable_pairs(found)
    concerned = {name for pair in pairs for name in pair}
    for claim in named(claims, "drivers.driver_order"):
        if bool(pairs) != (claim.verdict == "inseparable"):
            yield f"{claim.id} says {claim.verdict}"
    for claim in named(claims, "drivers.first_driver", "summary.drivers", "limits.ranking"):
        if (claim.values["scale"] in concerned) != (claim.verdict == "inseparable"):
            yield f"{claim.id} says {claim.verdict} of {claim.values['scale']}"
    for claim in named(claims, "sample.scale_levels", "summary.levels"):
        ends = frozenset((claim.values["high"]["scale"], claim.values["low"]["scale"]))
        two = [{row["a"], row["b"]} for row in merged(results) if row["verdict"] == "distinct"]
        if (ends in pairs and ends not in two) != (claim.verdict == "inseparable"):
            yield f"{claim.id} says {claim.verdict} of {sorted(ends)}"


def merged(results) -> list[dict]:
    """The pairs of dimensions that were put together for a test."""
    return (results.get("alternatives") or {}).get("pairs", [])


def no_end_is_the_worse_of_a_dimension_without_a_better_one(results, claims, found) -> Iterator[str]:
    open_ = {scale["name"] for scale in results["study"]["scales"] if scale["better"] is None}
    for claim in named(claims, "summary.worst_item"):
        if claim.values["scale"] in open_:
            yield f"{claim.id} judges {claim.values['scale']}"


def no_reading_that_a_finding_forbids(results, claims, found) -> Iterator[str]:
    forbidden = {name: code for code in priorities.WITHHOLDING for name in findings.scales_with(found, code)}
    hanging = findings.scales_with(found, "specifications_flip")
    for claim in named(claims, "priorities.priority"):
        if claim.subject in forbidden and claim.verdict != "withheld":
            yield f"{claim.subject} is {forbidden[claim.subject]} and read as {claim.verdict}"
        if claim.subject in hanging and claim.verdict in priorities.QUADRANTS:
            yield f"{claim.subject} is read as {claim.verdict}, which is withdrawn"
    for claim in named(claims, "summary.priorities"):
        if wrong := [name for name in claim.values["scales"] if name in forbidden]:
            yield f"the summary advises on {wrong}"


def no_advice_against_the_slope(results, claims, found) -> Iterator[str]:
    slopes = {claim.subject: claim.verdict for claim in named(claims, "drivers.slope")}
    for claim in named(claims, "priorities.priority"):
        low = next(s for s in results["study"]["scales"] if s["name"] == claim.subject).get("better") == "low"
        if claim.verdict == "concentrate" and slopes.get(claim.subject) == ("positive" if low else "negative"):
            yield f"concentrate on {claim.subject}, whose slope is {slopes[claim.subject]}"


def every_scale_has_one_verdict_on_its_reliability(results, claims, found) -> Iterator[str]:
    listed = {claim.subject: claim.verdict for claim in named(claims, "reliability.alpha_of_scale")}
    for claim in named(claims, "reliability.alpha_overview", "summary.reliability"):
        for position, fits in (("above", ENOUGH), ("straddles", ("undecided",)), ("below", ("insufficient",))):
            yield from (f"{s}: {position}, {listed[s]}" for s in claim.values[position] if listed[s] not in fits)
    for code, fits in (("unreliable", "insufficient"), ("uncertain_reliability", "undecided")):
        if set(findings.scales_with(found, code)) != {scale for scale, verdict in listed.items() if verdict == fits}:
            yield f"{code} and the list of scales differ"


def every_finding_stands_in_the_limits_and_the_most_serious_in_the_summary(results, claims, found) -> Iterator[str]:
    made = [claim.id for claim in claims]
    first = next(iter(sorted(findings.cautions(found), key=summary.is_local_misfit)), None)
    for finding in found:
        if made.count(f"findings.{finding.code}") != 1:
            yield f"{finding.code} stands {made.count(f'findings.{finding.code}')} times in the limits"
        is_told = finding is first or (finding.code == "specifications_flip" and finding.severity != "note")
        if is_told != (f"findings.{finding.code}_brief" in made):
            yield f"{finding.code} ({finding.severity}) and the summary"


def every_count_fits_its_verdict(results, claims, found) -> Iterator[str]:
    for claim in claims:
        for part, whole in COUNTS:
            if part not in claim.values or whole not in claim.values:
                continue
            n, n_all = claim.values[part], claim.values[whole]
            if (claim.verdict in ("all", "all_above") and n != n_all) or (claim.verdict in ("none", "all_below") and n):
                yield f"{claim.key} says {claim.verdict} of {n} among {n_all}"
            if claim.verdict == "some" and n in (0, n_all):
                yield f"{claim.key} says some of {n} among {n_all}"


def every_number_has_one_value(results, claims, found) -> Iterator[str]:
    shared = ("importance", "share", "prob", "low", "high", "r_squared", "n_obs")
    firsts = [claim.values for claim in named(claims, "drivers.first_driver", "summary.drivers", "limits.ranking")]
    for key in shared:
        values = {str(values[key]) for values in firsts if key in values}
        if len(values) > 1:
            yield f"{key} of the first dimension is {sorted(values)}"
    places = {row.term: row for row in priorities.placed(typed(results))}
    for claim in named(claims, "priorities.priority"):
        row = places[claim.subject]
        if (claim.values["share"], claim.values["performance"]) != priorities.on_map(row.place):
            yield f"text and table place {claim.subject} differently"
    if places:
        for point in priority_points(typed(results)):
            row = places[point.read.term]
            if point.y[0] != row.place.performance or point.read.reading != row.reading:
                yield f"figure and table place {row.term} differently"


def every_row_of_shares_adds_up(results, claims, found) -> Iterator[str]:
    regression = typed(results).drivers
    if regression and regression.weighed and abs(sum(drivers.first_shares(regression).values()) - 1) > 1e-9:
        yield "the shares of coming first"
    for row in priorities.placed(typed(results)):
        if abs(sum(row.shares.values()) - 1) > 1e-9:
            yield f"the shares of {row.term}"


def every_sentence_suits_its_subject_and_its_grammar(results, claims, found) -> Iterator[str]:
    for language in ("en", "zh"):
        for text in sentences(results, language):
            subject = text if results["study"].get("strategies") else own(results, text)
            yield from faults_of(subject, language, is_service=bool(results["study"].get("strategies")))


def faults_of(text: str, language: str, is_service: bool = False) -> Iterator[str]:
    """Words of a subject that the study does not have, counts that want a branch, a small letter after a full stop."""
    if not is_service and (word := SUBJECT_WORDS[language].search(text)):
        yield f"{language}: {word[0]!r} in: {text[:160]}"
    if clumsy := CLUMSY[language].search(text):
        yield f"{language}: {clumsy[0]!r} in: {text[:200]}"
    if language == "en" and (start := LOWER_START.search(text)):
        yield f"{text[max(start.start() - 30, 0) : start.end() + 20]!r} begins in lower case"


def sentences(results: dict, language: str) -> Iterator[str]:
    """The running text of a report: paragraphs, notes and lists, without mark-up, all numbers in figures."""
    page = document.Page(typed(results), language, figures=())
    with patch.object(numbers, "BELOW_TEN", ()):
        drafts = [block for section in page.sections() for block in section.drafts]
    for block in drafts:
        for fragment in [block.get("html", ""), *block.get("items", [])]:
            yield unescape(re.sub(r"<(?!/strong)[^>]+>", "", fragment))


def own(results: dict, text: str) -> str:
    """A text without the study's own words, which may speak of whatever they like."""
    study = results["study"]
    labelled = [*study["scales"], *(study.get("pain_points") or []), *study["items"], *(study.get("groups") or [])]
    words = [entry.get(key) or {} for entry in labelled for key in ("label", "text")] + [study["title"]]
    named = [
        *results["sample"]["groups"],
        *(results.get("invariance") or {}),
        *(scale["name"] for scale in study["scales"]),
    ]
    named += [level["level"] for levels in results["sample"]["groups"].values() for level in levels]
    named += [half for level in named for half in level.split(" / ")]
    texts = named + [value for word in words for value in (word.values() if isinstance(word, dict) else [word])]
    for own_text in sorted(filter(None, texts), key=len, reverse=True):
        whole = re.escape(own_text.rstrip("。."))
        text = re.sub(rf"(?<![A-Za-z]){whole}(?![A-Za-z])", "", text, flags=re.IGNORECASE)
    return text
