"""What study.toml may say: every table and key, with what is wrong where a study says something else."""

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analysis.survey.authored.author import LANGUAGES, collected_problems
from analysis.survey.formats.text.encoding import is_encoding
from analysis.survey.problems import Problem, problem
from analysis.survey.spelling import closest

PARTS = ("paper", "supplement")
FORMATS = ("html", "pdf", "docx")
EFA_METHODS = ("minres", "ml", "pa")
EFA_ROTATIONS = ("oblimin", "promax", "varimax")
BETTER = ("high", "low")


@dataclass(frozen=True)
class Rule:
    """What a setting may be: a test, and for the one who failed it the phrase that describes it."""

    holds: Callable[[Any], bool]
    wanted: str
    choices: tuple[str, ...] = ()


def is_number(value: Any) -> bool:
    """Whether a setting is a number; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_whole(value: Any) -> bool:
    """Whether a setting is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_text(value: Any) -> bool:
    """Whether a setting is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_wording(value: Any) -> bool:
    """Whether a setting is a text, for all languages or for at least one of them."""
    return is_text(value) or (isinstance(value, dict) and any(map(is_text, value.values())))


def are_some(value: Any, choices: tuple[str, ...]) -> bool:
    """Whether a setting lists some of a few names, each once."""
    names = [str(name) for name in value] if isinstance(value, list) else []
    return bool(names) and sorted(names) == sorted({*choices} & {*names})


def are_texts(value: Any) -> bool:
    """Whether a setting is a list of texts with something in each."""
    return isinstance(value, list) and bool(value) and all(map(is_text, value))


def are_texts_each(value: Any) -> bool:
    """Whether a setting is a list of texts, for all languages or for at least one of them."""
    return are_texts(value) or (isinstance(value, dict) and bool(value) and all(map(are_texts, value.values())))


def is_date(value: Any) -> bool:
    """Whether a setting is a day, or a text that stands for one."""
    is_day = isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    return is_day or is_wording(value)


def is_filter(value: Any) -> bool:
    """Whether a setting names columns, each with the values that keep a row."""
    entries = value.values() if isinstance(value, dict) else [None]
    return bool(entries) and all(
        accepted != [] and all(isinstance(one, str | int | float) for one in listed(accepted)) for accepted in entries
    )


def listed(value: Any) -> list:
    """A list as it is, a single value as a list of one."""
    return value if isinstance(value, list) else [value]


def are_names(value: Any) -> bool:
    """Whether a setting lists names, each once."""
    return isinstance(value, list) and all(map(is_text, value)) and len(set(value)) == len(value)


def hypothesis_rule(key: str) -> "Rule":
    """The rule of an entry of [hypotheses]: the author's statement on registration, or a hypothesis."""
    return WORDING if key == REGISTERED else Rule(is_text, "hypothesis")


def one_of(names: tuple[str, ...]) -> Rule:
    """The rule that a setting is one of some names."""
    return Rule(lambda value: isinstance(value, str) and value in names, "one_of", names)


def some_of(names: tuple[str, ...]) -> Rule:
    """The rule that a setting lists some of a few names."""
    return Rule(lambda value: are_some(value, names), "some_of", names)


TEXT = Rule(is_text, "text_in_quotes")
FILE_NAME = Rule(lambda value: is_text(value) and not set(value) & set("/\\"), "file_name")
ENCODING = Rule(lambda value: is_text(value) and is_encoding(value), "encoding")
TEXTS = Rule(are_texts, "texts")
STRATEGIES = Rule(lambda value: is_text(value) or (value != [] and are_names(value)), "strategies")
TRUTH = Rule(lambda value: isinstance(value, bool), "truth")
INSIDE = Rule(lambda value: is_number(value) and 0 < value < 1, "between_0_and_1")
SHARE = Rule(lambda value: is_number(value) and 0 < value <= 1, "share")
WORDING = Rule(is_wording, "wording")
TEXTS_EACH = Rule(are_texts_each, "texts_each")
DATE = Rule(is_date, "date")
BY_LANGUAGE = (WORDING, TEXTS_EACH, DATE)

RULES = {
    "study": {
        "title": WORDING,
        "responses": FILE_NAME,
        "sheet": TEXT,
        "encoding": ENCODING,
        "header_rows": Rule(lambda value: is_whole(value) and 1 <= value <= 5, "header_rows"),
        "simulated": TRUTH,
        "share_data": TRUTH,
        "authors": TEXTS_EACH,
        "affiliation": WORDING,
        "date": DATE,
        "keywords": TEXTS_EACH,
        "questions": TEXTS_EACH,
        "draft": TRUTH,
    },
    "collected": {
        **dict.fromkeys(("from", "to"), DATE),
        **dict.fromkeys(("mode", "channel", "sampling", "ethics", "funding"), WORDING),
        "invited": Rule(lambda value: is_whole(value) and value >= 1, "whole_number_above_0"),
    },
    "analysis": {
        "conf_level": Rule(INSIDE.holds, "conf_level"),
        "seed": Rule(lambda value: is_whole(value) and value >= 0, "whole_number"),
        "efa_method": one_of(EFA_METHODS),
        "efa_rotation": one_of(EFA_ROTATIONS),
        "dynamic_cutoffs": TRUTH,
        "min_group": Rule(lambda value: is_whole(value) and value >= 2, "min_group"),
        "agreement": Rule(lambda value: is_whole(value) and value >= 1, "agreement"),
        "margin": Rule(lambda value: is_number(value) and 0 <= value < 100, "margin"),
        "moderators": Rule(are_names, "names"),
        "mediation": TRUTH,
    },
    "report": {
        "parts": some_of(PARTS),
        "languages": some_of(LANGUAGES),
        "formats": some_of(FORMATS),
        "not_personal": TEXTS,
        "min_cell": Rule(lambda value: is_whole(value) and value >= 1, "min_cell"),
        "theme": FILE_NAME,
        "word_template": FILE_NAME,
    },
    "screening": {
        "keep": Rule(is_filter, "filter"),
        "exclude": TRUTH,
        "min_flags": Rule(lambda value: is_whole(value) and value >= 2, "min_flags"),
        "min_seconds_per_item": Rule(lambda value: is_number(value) and value > 0, "seconds"),
        "max_missing_share": SHARE,
        "max_longstring_share": SHARE,
        "mahalanobis_p": INSIDE,
        "min_consistency": Rule(lambda value: is_number(value) and -1 <= value < 1, "correlation"),
    },
}
HYPOTHESES = "hypotheses"  # a table of names that the author chooses, and of REGISTERED
REGISTERED = "registered"
INSTRUMENT = "instrument"  # a table of the names of scales
REQUIRED = {"study": ("title", "responses")}
NAMED_RULES = {
    "scales": {"label": WORDING, "better": one_of(BETTER), "nps": TRUTH, "strategy": STRATEGIES},
    "pain_points": {"label": WORDING, "strategy": STRATEGIES},
    "multi": {"label": WORDING, "separator": Rule(lambda value: isinstance(value, str) and value != "", "separator")},
}
TABLES = (*RULES, INSTRUMENT, HYPOTHESES, *NAMED_RULES)


def settings_problems(tables: dict[str, Any]) -> list[Problem]:
    """Everything wrong with the tables of study.toml, in the order of `TABLES`."""
    problems = [
        problem("settings.unknown_table", name=name, known=list(TABLES)) for name in tables if name not in TABLES
    ]
    for name in TABLES:
        entries = tables.get(name, {})
        if not isinstance(entries, dict):
            problems.append(problem("settings.not_a_table", name=name))
        elif name in RULES:
            problems += table_problems(name, entries, RULES[name], REQUIRED.get(name, ()))
            problems += collected_problems(entries) if name == "collected" else []
        elif name == INSTRUMENT:
            problems += table_problems(name, entries, dict.fromkeys(named(tables, "scales"), WORDING), ())
        elif name == HYPOTHESES:
            problems += table_problems(name, entries, {key: hypothesis_rule(key) for key in entries}, ())
        else:
            problems += named_table_problems(name, entries, NAMED_RULES[name])
    if not tables.get("scales"):
        problems.append(problem("settings.no_scales"))
    return problems


def named(tables: dict[str, Any], table: str) -> dict[str, Any]:
    """The tables [<table>.<name>] by name."""
    entries = tables.get(table)
    return entries if isinstance(entries, dict) else {}


def named_table_problems(table: str, entries: dict[str, Any], rules: dict[str, Rule]) -> list[Problem]:
    """What is wrong with the tables [scales.<name>] or [pain_points.<name>]."""
    problems = []
    for name, entry in entries.items():
        if not isinstance(entry, dict):
            problems.append(problem("settings.entry_not_a_table", table=table, name=name))
            continue
        where = f"{table}.{toml_key(name)}"
        problems += table_problems(where, entry, rules, ())
        if "label" not in entry and "label" not in {closest(key, rules) for key in entry}:
            problems.append(problem("settings.no_label", table=where))
    return problems


def table_problems(
    table: str, entries: dict[str, Any], rules: dict[str, Rule], required: tuple[str, ...]
) -> list[Problem]:
    """Unknown, missing and impossible keys of one table."""
    strange = [key for key in entries if key not in rules]
    named = {*entries, *(closest(key, rules) for key in strange)}
    unknown = [problem("settings.unknown_setting", table=table, name=key, known=list(rules)) for key in strange]
    lacking = [
        problem("settings.lacking", table=table, key=key, wanted=rules[key].wanted)
        for key in required
        if key not in named
    ]
    wrong = [
        found
        for key, rule in rules.items()
        if key in entries
        for found in (
            unknown_choices(table, key, entries[key], rule)
            or (language_problems(table, key, entries[key], rule) if rule in BY_LANGUAGE else [])
            or ([] if rule.holds(entries[key]) else [wrong_value(table, key, entries[key], rule)])
        )
    ]
    return unknown + lacking + wrong


def wrong_value(table: str, key: str, value: Any, rule: Rule) -> Problem:
    """A setting that its rule does not allow, written as in the file."""
    shown = json.dumps(value, ensure_ascii=False, default=str)
    choices = [json.dumps(name) for name in rule.choices]
    return problem("settings.wrong_value", table=table, key=key, value=shown, wanted=rule.wanted, choices=choices)


def unknown_choices(table: str, key: str, value: Any, rule: Rule) -> list[Problem]:
    """Of a list of a few names those that are none of them."""
    strange = [name for name in value if is_text(name) and name not in rule.choices] if isinstance(value, list) else []
    return [
        problem("settings.unknown_choice", table=table, key=key, name=name, known=list(rule.choices))
        for name in strange
        if rule.wanted == "some_of"
    ]


def language_problems(table: str, key: str, wording: Any, rule: Rule) -> list[Problem]:
    """Languages that reports are not written in, and wordings that are no text."""
    if not isinstance(wording, dict):
        return []
    known = list(LANGUAGES)
    unknown = [
        problem("settings.unknown_language", table=table, key=key, name=language, known=known)
        for language in wording
        if language not in LANGUAGES
    ]
    return unknown + [
        problem("settings.wording_no_text", table=table, key=key, language=language)
        for language, text in wording.items()
        if not isinstance(text, str) and rule is not TEXTS_EACH
    ]


def toml_key(name: str) -> str:
    """A name as TOML wants it: in quotes where it has other signs than letters of ASCII, digits, _ and -."""
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else json.dumps(name, ensure_ascii=False)
