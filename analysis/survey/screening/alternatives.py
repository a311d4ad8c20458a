"""Other rules of screening that a careful analyst could have chosen."""

from dataclasses import replace

from analysis.survey.declared.settings import ScreeningSettings

STRICTER = {
    "min_seconds_per_item": 1.5,
    "max_missing_share": 0.5,
    "max_longstring_share": 2 / 3,
    "mahalanobis_p": 10.0,
}
"""By what each threshold is multiplied to flag more people, and divided by to flag fewer."""

CONSISTENCY = 0.3
"""What is added to the least consistency to flag more people, and taken from it to flag fewer."""


def other_rules(settings: ScreeningSettings) -> dict[str, ScreeningSettings]:
    """
    Other rules by name, each one step from that of the study.

    "everyone" is kept, or, where the study keeps everyone, those who are flagged are excluded ("screened"); one flag
    fewer or more excludes; every threshold is stricter, or looser.
    """
    excluding = replace(settings, exclude=True)
    first = {"everyone": replace(settings, exclude=False)} if settings.exclude else {"screened": excluding}
    return first | {
        "fewer_flags": replace(excluding, min_flags=settings.min_flags - 1),
        "more_flags": replace(excluding, min_flags=settings.min_flags + 1),
        "stricter": moved(excluding, 1),
        "looser": moved(excluding, -1),
    }


def moved(settings: ScreeningSettings, direction: int) -> ScreeningSettings:
    """The settings with every threshold a step stricter (1) or looser (-1); shares stay within one."""
    thresholds = {name: getattr(settings, name) * factor**direction for name, factor in STRICTER.items()}
    for name in ("max_missing_share", "max_longstring_share"):
        thresholds[name] = min(thresholds[name], 1.0)
    consistency = max(-1.0, settings.min_consistency + direction * CONSISTENCY)
    return replace(settings, **thresholds, min_consistency=consistency)
