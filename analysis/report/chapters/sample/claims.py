"""Section 2: who answered, who was excluded, what the answers look like."""

from analysis.report.chapters.sample import collected, complete_claims, promoters
from analysis.report.chapters.sample.answer_claims import ends_of_scale, scale_levels, shape
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import Unavailable, had, sound
from analysis.survey.answers.filters import ANY_ENTRY


def claims(results: Results) -> list[Claim]:
    return [
        *collected.response(results),
        flow(results),
        *commonest_flag(results),
        missing(results),
        ends_of_scale(results),
        *inapplicable(results),
        *complete_items(results),
        *complete_model(results),
        *groups(results),
        *complete_claims.claims(results),
        *options(results),
        *shape(results),
        *scale_levels(results),
        *promoters.claims(results),
    ]


def flow(results: Results) -> Claim:
    """From the rows of the file to the answers received and those analysed."""
    study, screening = results.study, results.sample.screening
    filters = [
        {"variable": one.variable, "accepted": one.accepted, "is_any": ANY_ENTRY in one.accepted}
        for one in study.filters
    ]
    left_out = study.n_analysed < study.n_received
    if not screening.applied or not screening.exclude:
        verdict = either(screening.applied, "kept_by_choice", "not_screened")
    else:
        verdict = either(left_out, "excluded", "nobody_excluded")
    return Claim(
        id="sample.flow",
        verdict=verdict,
        verdicts=("excluded", "nobody_excluded", "kept_by_choice", "not_screened"),
        values={
            "filters": filters,
            "n_in_file": steps(results).get("in_file", study.n_received),
            "n_not_kept": steps(results).get("not_kept", 0),
            "n_received": study.n_received,
            "n_analysed": study.n_analysed,
            "n_flagged": steps(results).get("excluded", 0),
            "n_blank": steps(results).get("no_answers", 0),
            "min_flags": screening.min_flags,
        },
    )


def commonest_flag(results: Results) -> list[Claim]:
    """The sign of careless answering that was seen most often."""
    counts = {row.flag: row.n for row in results.sample.flags if row.n is not None}
    are_hidden = len(counts) < len(results.sample.flags)
    if not counts or not results.sample.screening.applied:
        return []
    top = max(counts, key=lambda flag: counts[flag])
    if are_hidden and not counts[top]:
        return []
    return [
        Claim(
            id="sample.commonest_flag",
            verdict=either(counts[top] > 0, "some", "none"),
            verdicts=("some", "none"),
            values={"flag": top, "n": counts[top]},
        )
    ]


def missing(results: Results) -> Claim:
    """The item that was left unanswered most often; that it does not apply is an answer."""
    turned_down, hidden = inapplicable_counts(results), inapplicable_to_few(results)
    items = sound(results.sample.items)
    shares = [
        (n_missing / max(item.n_obs + item.n_missing, 1), n_missing, name)
        for name, item in items.items()
        for n_missing in [item.n_missing - turned_down.get(name, 0)]
        if name not in hidden or len(hidden) == len(items)
    ]
    share, n, name = max(shares, key=lambda of_item: of_item[0])
    return Claim(
        id="sample.missing",
        verdict=thresholds.MISSING_SHARE.verdict(share) if n else "none",
        verdicts=("none", *thresholds.MISSING_SHARE.labels),
        values={"item": name, "n": n, "share": share, "benchmark": thresholds.MISSING_SHARE.edges[0]},
    )


def inapplicable_counts(results: Results) -> dict[str, int]:
    """How many said of each item that it does not apply; items of which anybody did."""
    counts = results.sample.not_applicable
    return {name: n for name in sound(results.sample.items) if (n := counts.get(name))}


def inapplicable_to_few(results: Results) -> set[str]:
    """The items that so few people said do not apply to them that their number is not published."""
    counts = results.sample.not_applicable
    return {name for name in sound(results.sample.items) if name in counts and counts[name] is None}


def inapplicable(results: Results) -> list[Claim]:
    """The item that most respondents said does not apply to them."""
    counts = inapplicable_counts(results)
    if not counts:
        return []
    most = max(counts, key=lambda name: counts[name])
    item = sound(results.sample.items)[most]
    share = counts[most] / max(item.n_obs + item.n_missing, 1)
    values = {"item": most, "n": counts[most], "share": share, "n_items": len(counts)}
    return [
        Claim(
            id="sample.inapplicable",
            verdict=either(len(counts) == 1, "one_item", "several_items"),
            verdicts=("one_item", "several_items"),
            values=values,
        )
    ]


def steps(results: Results) -> dict[str, int]:
    return {step.step: step.n for step in results.sample.flow}


def called(results: Results, step: str) -> str:
    """The key of a step's name: of those received, where a filter is declared, they are the eligible ones."""
    return "eligible" if step == "received" and "in_file" in steps(results) else step


def complete_items(results: Results) -> list[Claim]:
    """How many answered every item of the dimensions; nothing where no answer is missing at all."""
    n_analysed = results.study.n_analysed
    n_complete = steps(results).get("complete_items", n_analysed)
    if n_complete == n_analysed and missing(results).verdict == "none":
        return []
    efa = had(results.efa)
    lost = either(efa is not None and efa.fit is not None, "some_lost", "unused")
    return [
        Claim(
            id="sample.complete_items",
            verdict="all" if n_complete == n_analysed else lost,
            verdicts=("all", "some_lost", "unused"),
            values={
                "n_complete": n_complete,
                "n_analysed": n_analysed,
                "has_inapplicable": bool(inapplicable_counts(results)),
            },
        )
    ]


def complete_model(results: Results) -> list[Claim]:
    """How many answered every item and the outcome; nothing where no answer is missing, or no regression made."""
    counts = steps(results)
    if "complete_model" not in counts or isinstance(results.regression, Unavailable):
        return []
    n_complete, n_model = counts.get("complete_items", counts["complete_model"]), counts["complete_model"]
    if n_model == n_complete and missing(results).verdict == "none":
        return []
    return [
        Claim(
            id="sample.complete_model",
            verdict=either(n_model == n_complete, "same", "fewer"),
            verdicts=("same", "fewer"),
            values={"n_model": n_model, "n_lost": n_complete - n_model},
        )
    ]


def groups(results: Results) -> list[Claim]:
    """The largest level of each grouping variable; none is named where no count can be shown."""
    made = []
    for variable, levels in results.sample.groups.items():
        counted = [(level.n, level.share, level.level) for level in levels if level.share is not None]
        is_hidden = any(level.n is None for level in levels)
        if not counted and not is_hidden:
            continue
        n, share, level = max(counted, key=lambda found: found[1], default=(None, 0.0, ""))
        verdict = either(share > 0.5, "majority", "largest")
        made.append(
            Claim(
                id="sample.group",
                subject=variable,
                verdict=verdict if counted else "unshown",
                verdicts=("majority", "largest", "unshown"),
                values={
                    "group": variable,
                    "n_levels": len(levels),
                    "fewest": results.study.min_cell,
                    "level": level,
                    "n": n,
                    "share": share,
                },
            )
        )
    return made


def options(results: Results) -> list[Claim]:
    """The most and the least chosen option of each question with several answers."""
    made = []
    for name, rows in results.sample.multi.items():
        asked = [(row.share, row) for row in rows if row.share is not None]
        if not asked:
            continue
        (most, high), (fewest, low) = (pick(asked, key=lambda pair: pair[0]) for pick in (max, min))
        verdict = either(most == fewest, "all_alike", "range")
        sizes = {row.n_obs for _, row in asked}
        made.append(
            Claim(
                id="sample.options",
                subject=name,
                verdict="one_option" if len(asked) == 1 else verdict,
                verdicts=("range", "all_alike", "one_option"),
                values={"question": name, "n_options": len(asked), "n_asked": max(sizes), "high": high, "low": low},
            )
        )
    return made
