"""
study.toml: the few things a study decides for itself.

Every key is checked by name, type and range (see `rules`). A title and at least one scale must be given. Intervals are
at 95 % and draws start from one fixed seed unless the study says otherwise; `efa_method` and `efa_rotation` are minres
and oblimin; `dynamic_cutoffs`, simulated cut-offs for indices of fit, are left out unless it asks for them: they take
long, and change no other number.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.survey.authored.author import STUDY_KEYS, Author, author_of
from analysis.survey.declared.hypotheses import Hypothesis, hypotheses_of
from analysis.survey.declared.least_counts import MIN_CELL, MIN_GROUP, least_counts
from analysis.survey.declared.rules import (
    FORMATS,
    HYPOTHESES,
    INSTRUMENT,
    LANGUAGES,
    NAMED_RULES,
    PARTS,
    REGISTERED,
    RULES,
    WORDING,
    hypothesis_rule,
    listed,
    settings_problems,
)
from analysis.survey.declared.titles import control_warnings, lacking_languages, texts_of, too_long_problems
from analysis.survey.declared.toml_file import tables_of
from analysis.survey.errors import require_none
from analysis.survey.problems import Problem
from analysis.survey.screening.settings import ScreeningSettings
from analysis.survey.texts import cleaned

DEFAULT_SEED = 20261123
CHOICES = {"parts": PARTS, "languages": LANGUAGES, "formats": FORMATS}

Wording = dict[str, str]
"""A text by language: {"en": ..., "zh": ...}. After reading, every language is present."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """
    What study.toml says.

    Attributes
    ----------
    title : Wording
    responses : str
        The name of the response file in the study folder.
    sheet : str or None
        Of a workbook that has several.
    header_rows : int
        How many rows at the top of the response file name its columns together.
    encoding : str
        What the study's text files are in where they are not UTF-8; empty where that is to be found out.
    simulated : bool
        Whether the answers are made up.
    share_data : bool
        Whether the answers may be handed on in an archive; without the author's word they are not.
    author : Author
    conf_level : float
        The level of every interval, a proportion.
    seed : int
        Where every random draw starts.
    efa_method, efa_rotation : str
    dynamic_cutoffs : bool
    min_group : int
        Levels of a group with fewer respondents are not reported.
    min_cell : int
        Fewer respondents who share something are not counted in what is published.
    agreement : int
        How many of the highest of five answers count as agreeing, and of the lowest as disagreeing; in proportion where
        an item has more or fewer answers.
    margin : float
        How far two levels on a scale from 0 to 100 must lie apart to count as different, in points of it.
    moderators : tuple of str
        Groups whose interaction with each dimension is estimated.
    mediation : bool
        Whether indirect effects by way of the first outcome are estimated.
    hypotheses : tuple of Hypothesis
    registered : Wording or None
        What the author says of whether the hypotheses were declared before the data.
    languages : tuple of str
        The languages that the report is written in.
    parts, formats : tuple of str
        Which documents are made of it, and in which formats.
    strategies : dict
        For "scales" and "pain_points" the strategies that fit each, by its name, where the file names any.
    not_personal : tuple of str
        What looks like a phone number, an address or the like and may be printed all the same.
    scales, pain_points, multi : dict
        Labels by name, in the file's order.
    separators : dict
        For sets of options that are joined in one column, what separates them, where the file says so.
    better : dict
        For each scale of which the file says so "high", or "low" where less of it is better (a risk, a waiting time).
    nps : tuple of str
        Scales of one question from 0 to 10 of which the net promoter score is asked.
    screening : ScreeningSettings
    borrowed : dict
        For each title or label, as "table.key", the languages of the report in which it is not given.
    warnings : tuple of Problem
        What was read otherwise than it stands in the file.
    """

    title: Wording
    responses: str
    sheet: str | None = None
    header_rows: int = 1
    encoding: str = ""
    simulated: bool = False
    share_data: bool = False
    author: Author = field(default_factory=Author)
    conf_level: float = 0.95
    seed: int = DEFAULT_SEED
    efa_method: str = "minres"
    efa_rotation: str = "oblimin"
    dynamic_cutoffs: bool = False
    min_group: int = MIN_GROUP
    min_cell: int = MIN_CELL
    agreement: int = 2
    margin: float = 2.0
    moderators: tuple[str, ...] = ()
    mediation: bool = False
    hypotheses: tuple[Hypothesis, ...] = ()
    registered: Wording | None = None
    languages: tuple[str, ...] = LANGUAGES
    parts: tuple[str, ...] = PARTS
    formats: tuple[str, ...] = FORMATS
    strategies: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    not_personal: tuple[str, ...] = ()
    scales: dict[str, Wording]
    better: dict[str, str]
    nps: tuple[str, ...] = ()
    pain_points: dict[str, Wording] = field(default_factory=dict)
    multi: dict[str, Wording] = field(default_factory=dict)
    separators: dict[str, str] = field(default_factory=dict)
    screening: ScreeningSettings = field(default_factory=ScreeningSettings)
    borrowed: dict[str, list[str]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()


def read_settings(path: Path) -> Settings:
    """
    The settings of a study.

    Parameters
    ----------
    path : Path
        study.toml.

    Returns
    -------
    Settings

    Raises
    ------
    DataError
        If the file is absent or no TOML, or listing every unknown, missing or impossible setting.
    """
    settings, problems = settings_of(path)
    require_none(problems)
    return settings


def settings_of(path: Path) -> tuple[Settings | None, list[Problem]]:
    """The settings as far as they can be read, defaults in place of wrong ones, and all that is wrong with them."""
    tables, problems = tables_of(path)
    if tables is None:
        return None, problems
    found = [entry.at(path.name) for entry in settings_problems(tables)]
    chosen = {name: sound_entries(tables.get(name, {}), rules) for name, rules in RULES.items()}
    named = {name: named_entries(tables.get(name, {}), rules) for name, rules in NAMED_RULES.items()}
    moderators = {"moderators": tuple(chosen["analysis"].get("moderators", ()))}
    chosen["analysis"] |= moderators | least_counts(chosen["analysis"], chosen["report"])
    expected, registered, unclear = expected_of(tables.get(HYPOTHESES))
    found += [entry.at(path.name) for entry in unclear]
    study = {"title": path.parent.name, "responses": ""} | chosen["study"]
    said = {key: study.pop(key) for key in STUDY_KEYS if key in study}
    sources = sound_entries(tables.get(INSTRUMENT), dict.fromkeys(named["scales"], WORDING))
    of_report = {name: chosen_of(names, chosen["report"].get(name)) for name, names in CHOICES.items()}
    written_in = of_report["languages"]
    wordings = wordings_of(study["title"], named)
    found += [entry.at(path.name) for entry in too_long_problems(wordings)]
    settings = Settings(
        **study | {"title": in_each_language(study["title"], "")},
        **chosen["analysis"],
        author=author_of(said, chosen["collected"], sources),
        hypotheses=expected,
        registered=registered,
        **of_report,
        strategies={
            table: {key: tuple(listed(one["strategy"])) for key, one in named[table].items() if "strategy" in one}
            for table in ("scales", "pain_points")
        },
        not_personal=tuple(chosen["report"].get("not_personal", ())),
        **{name: labels(entries) for name, entries in named.items()},
        separators={name: entry["separator"] for name, entry in named["multi"].items() if "separator" in entry},
        better={name: entry["better"] for name, entry in named["scales"].items() if "better" in entry},
        nps=tuple(name for name, entry in named["scales"].items() if entry.get("nps")),
        screening=screening_of(tables.get("screening"), chosen["screening"]),
        borrowed={where: left for where, text in wordings.items() if (left := lacking_languages(text, written_in))},
        warnings=tuple(entry.at(path.name) for entry in control_warnings(wordings)),
    )
    return settings, found


def wordings_of(title: Any, named: dict[str, dict]) -> dict[str, str | Wording]:
    """The study's title and labels by their place in study.toml, as far as they are text."""
    labels = {f"{table}.{name}.label": entry for table, entries in named.items() for name, entry in entries.items()}
    wordings = {"study.title": title} | {where: entry["label"] for where, entry in labels.items() if "label" in entry}
    return {where: texts_of(wording) for where, wording in wordings.items()}


def chosen_of(names: tuple[str, ...], asked: list[str] | None) -> tuple[str, ...]:
    """The names that are asked for, in their own order; all of them where nothing is."""
    return tuple(name for name in names if asked is None or name in asked)


def expected_of(table: Any) -> tuple[tuple[Hypothesis, ...], Wording | None, list[Problem]]:
    """The hypotheses of [hypotheses], what is said of their registration, and those that cannot be read."""
    entries = table if isinstance(table, dict) else {}
    sound = {key: value for key, value in entries.items() if hypothesis_rule(key).holds(value)}
    registered = sound.pop(REGISTERED, None)
    hypotheses, unclear = hypotheses_of(sound)
    return hypotheses, None if registered is None else in_each_language(registered, ""), unclear


def screening_of(table: Any, chosen: dict[str, Any]) -> ScreeningSettings:
    """The settings of [screening]; a table that only says which rows to keep asks for no screening of the rest."""
    declared = table is not None and (not isinstance(table, dict) or set(table) != {"keep"})
    keep = {name: listed(values) for name, values in chosen.pop("keep", {}).items()}
    return ScreeningSettings(declared=declared, keep=keep, **chosen)


def sound_entries(entries: Any, rules: dict) -> dict[str, Any]:
    """The entries of a table that its rules allow."""
    entries = entries if isinstance(entries, dict) else {}
    return {key: entries[key] for key, rule in rules.items() if key in entries and rule.holds(entries[key])}


def named_entries(entries: Any, rules: dict) -> dict[str, dict]:
    """The sound entries of each table [<table>.<name>]."""
    entries = entries if isinstance(entries, dict) else {}
    return {name: sound_entries(entry, rules) for name, entry in entries.items()}


def labels(entries: dict[str, dict]) -> dict[str, Wording]:
    """The label of each named table, in every language."""
    return {name: in_each_language(entry.get("label", ""), name) for name, entry in entries.items()}


def in_each_language(texts: str | dict[str, str], fallback: str) -> Wording:
    """
    A text in every language: one for all, or a missing one borrowed from another language, or else the fallback.

    >>> in_each_language({"en": "", "zh": "性别"}, "gender")
    {'en': '性别', 'zh': '性别'}
    """
    texts = dict.fromkeys(LANGUAGES, texts) if isinstance(texts, str) else texts
    given = {language: cleaned(str(texts.get(language, ""))).strip() for language in LANGUAGES}
    borrowed = next(filter(None, given.values()), fallback)
    return {language: text or borrowed for language, text in given.items()}
