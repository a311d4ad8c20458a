"""
The JSON Schema of results.json, made from its declaration in `contents`.

Names and types are those of the fields, descriptions what the docstrings say of them: a field's lines under Attributes
or Parameters, else the sentence of the prose that names it, else what its name means in every section.
"""

import dataclasses
import inspect
import json
import re
from typing import Any, get_type_hints

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from analysis.report.document import loose
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import Unavailable

RESULTS = TypeAdapter(Results)

NULL = {"type": "null"}
IS_REFUSAL = {"type": "object", "required": ["unavailable"]}

BOUNDS = {
    r"n|n_.*|df|df_.*": {"minimum": 0},
    r"p_value.*|prob_.*|r_squared|power": {"minimum": 0, "maximum": 1},
    r"conf_level|quantile": {"exclusiveMinimum": 0, "exclusiveMaximum": 1},
}
"""What numbers of a name can be, in every section."""

MEANINGS = {
    "n_obs": "Respondents analysed, after those with missing answers were dropped.",
    "n_items": "Number of items.",
    "n_factors": "Number of factors.",
    "n_resamples": "Resamples of the respondents.",
    "n_draws": "Simulated samples.",
    "term": "What the row is about: an item, a scale or a predictor.",
    "factor": "Name of the factor.",
    "group": "Name of the group.",
    "scale": "Name of the scale.",
    "variable": "Name of the column of the response file.",
    "name": "Name, as the study declares it.",
    "label": "Label for readers, by language.",
    "text": "Wording of the question, by language.",
    "a": "First of the pair.",
    "b": "Second of the pair.",
    "estimate": "Point estimate.",
    "std_error": "Standard error of the estimate.",
    "statistic": "Test statistic.",
    "df": "Degrees of freedom.",
    "p_value": "p value.",
    "p_value_holm": "p value adjusted by Holm for the number of tests in the family.",
    "p_value_adjusted": "p value adjusted by Holm for the number of tests in the family.",
    "conf_low": "Lower end of the confidence interval, in the unit of the estimate.",
    "conf_high": "Upper end of the confidence interval, in the unit of the estimate.",
    "conf_level": "Level of the confidence intervals, a proportion.",
    "mean": "Arithmetic mean, in scale points.",
    "std_dev": "Standard deviation, in scale points.",
    "difference": "Difference with its interval, in scale points.",
    "hedges_g": "Standardised difference of two means (Hedges' g).",
    "r_squared": "Share of the outcome's variance explained, a proportion.",
    "adj_r_squared": "The same adjusted for the number of predictors.",
    "estimator": "How the model was estimated.",
    "fit": "Indices of fit.",
    "problems": "What makes the solution impossible; empty where nothing does.",
    "is_admissible": "Whether the solution is possible in some population.",
    "verdict": "Code of the verdict.",
    "code": "Code of the reason; its words are the report's.",
    "refusal": "Why there is no estimate; null where there is one.",
}
"""What a name means in every section where no docstring says more."""


class Described(GenerateJsonSchema):
    """JSON Schema in which every object says what its class does."""

    def dataclass_schema(self, schema: Any) -> dict:
        return described(super().dataclass_schema(schema), schema["cls"])

    def typed_dict_schema(self, schema: Any) -> dict:
        return described(super().typed_dict_schema(schema), schema["cls"])


def typed(data: dict) -> Results:
    """Plain data as the objects that they were written from; raises ValueError where they are not such data."""
    return RESULTS.validate_json(json.dumps(without_sentences(data)), strict=True)


def taken(data: dict) -> Results:
    """The same of data that may break the schema somewhere; see `loose`."""
    try:
        return typed(data)
    except ValueError:
        return loose.built(Results, data)


def section(name: str, data: Any) -> Any:
    """The same of one section."""
    kind = get_type_hints(Results)[name]
    return TypeAdapter(kind).validate_json(json.dumps(without_sentences(data)), strict=True)


def without_sentences(data: Any) -> Any:
    """Plain data without the sentences that reasons were given in: their codes and values say the same."""
    if isinstance(data, list):
        return [without_sentences(part) for part in data]
    if not isinstance(data, dict):
        return data
    is_reason = {"unavailable", "code"} <= data.keys()
    return {key: without_sentences(part) for key, part in data.items() if not (is_reason and key == "unavailable")}


def generated() -> dict:
    """The JSON Schema of results.json."""
    schema = RESULTS.json_schema(schema_generator=Described)
    refusals = {f"#/$defs/{name}" for name, part in schema["$defs"].items() if "unavailable" in part["properties"]}
    sections = {name: without_null(part) for name, part in schema["properties"].items()}
    whole = schema | {"properties": sections, "required": ["schema_version", "study", "sample"]}
    return {"$schema": Described.schema_dialect, "title": "results.json"} | simple(whole, refusals)


def described(schema: dict, cls: type) -> dict:
    """The schema of an object: every field that is always written required, with bounds and descriptions."""
    fields = schema["properties"]
    if issubclass(cls, Unavailable):
        del fields["traceback"]
        reason = {"type": "string", "minLength": 1, "description": "The reason in words, in English."}
        fields = schema["properties"] = {"unavailable": reason} | fields
    for name, field in fields.items():
        field |= {"description": description_of(cls, name)} if description_of(cls, name) else {}
        fields[name] = field | next((bounds for like, bounds in BOUNDS.items() if re.fullmatch(like, name)), {})
    if dataclasses.is_dataclass(cls):
        schema["required"] = list(fields)
    return schema | {"description": prose(cls)}


def prose(cls: type) -> str:
    """What a docstring says before its sections, on one line."""
    return " ".join(re.split(r"\n\w+\n-+\n", inspect.cleandoc(cls.__doc__ or ""))[0].split())


def description_of(cls: type, name: str) -> str | None:
    """What the docstrings of a class and its bases say of a field."""
    classes = [base for base in (*cls.__mro__, *getattr(cls, "__orig_bases__", ())) if getattr(base, "__doc__", None)]
    for base in classes:
        if name in getattr(base, "__annotations__", {}) and (found := listed(base, name) or named(base, name)):
            return found
    return MEANINGS.get(name)


def listed(cls: type, name: str) -> str | None:
    """The lines of a field under Attributes or Parameters."""
    entries = re.findall(r"^([\w, ]+) : .*\n((?:    .*\n?|\n)*)", inspect.cleandoc(cls.__doc__ or ""), re.M)
    return next((" ".join(text.split()) for names, text in entries if name in names.split(", ")), None)


def named(cls: type, name: str) -> str | None:
    """The first sentence of the prose that names a field."""
    sentences = re.split(r"(?<=[.;:]) (?=[A-Z`])", prose(cls))
    return next((sentence for sentence in sentences if f"`{name}`" in sentence), None)


def without_null(section: dict) -> dict:
    """A section that is absent where there is none, never null."""
    return section | {"anyOf": [part for part in section["anyOf"] if part != NULL]} if "anyOf" in section else section


def simple(schema: Any, refusals: set[str]) -> Any:
    """A schema without made-up titles and defaults, and with its choices told apart by what they look like."""
    if isinstance(schema, list):
        return [simple(part, refusals) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made_up = [key for key in ("title", "default") if not isinstance(schema.get(key), dict)]  # else a field's name
    kept = {key: simple(part, refusals) for key, part in schema.items() if key not in made_up}
    return chosen(kept.pop("anyOf"), refusals) | kept if "anyOf" in kept else kept


def chosen(choices: list[dict], refusals: set[str]) -> dict:
    """One of several schemas: plain types as one, a refusal told by its key, so that a fault is found where it is."""
    refused = [part for part in choices if part.get("$ref") in refusals]
    others = [part for part in choices if part not in refused]
    if refused and others:
        return {"if": IS_REFUSAL, "then": chosen(refused, set()), "else": chosen(others, set())}
    if all(part.keys() == {"type"} for part in choices):
        return {"type": [part["type"] for part in choices]}
    return {"anyOf": choices} if len(choices) > 1 else choices[0]


def text() -> str:
    """The schema as a file: a field a line."""
    return laid_out(generated(), 0) + "\n"


def laid_out(part: Any, depth: int) -> str:
    """JSON, objects one entry a line down to the fields of the definitions."""
    if not isinstance(part, dict) or depth > 3 or not ({"properties", "$defs"} & part.keys() or depth % 2):
        return json.dumps(part, ensure_ascii=False)
    pad = " " * (depth + 1)
    entries = [f"{pad}{json.dumps(key)}: {laid_out(value, depth + 1)}" for key, value in part.items()]
    return "{\n" + ",\n".join(entries) + "\n" + " " * depth + "}"
