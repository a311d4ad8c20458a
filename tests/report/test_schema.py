"""One declaration of results.json: the schema is made of it, every run keeps to it, files come back as they were."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields

import jsonschema
import pytest

from analysis.report.document import results, schema
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.reliability.alpha import ScaleReliability
from tests.report import samples


def written_again(read: Results) -> str:
    return json.dumps({name: part for name, part in results.plain(read).items() if part is not None}, sort_keys=True)


def objects(part, place: str = "") -> Iterator[tuple[str, dict]]:
    """Every object of a schema, with its place."""
    if isinstance(part, list):
        part = dict(enumerate(part))
    if isinstance(part, dict):
        if part.get("type") == "object" and "unavailable" not in part.get("required", ()):
            yield place, part
        for key, value in part.items():
            yield from objects(value, f"{place}/{key}")


def test_the_file_in_the_project_is_the_one_that_is_made():
    """`python -m analysis schema` makes it."""
    assert results.SCHEMA.read_text(encoding="utf-8") == schema.text()
    jsonschema.Draft202012Validator.check_schema(json.loads(schema.text()))


def test_no_object_takes_keys_that_it_does_not_name():
    found = dict(objects(schema.generated()))
    named = {place: part for place, part in found.items() if "properties" in part}
    assert len(named) > 80 and all(part["additionalProperties"] is False for part in named.values())
    by_name = {place: part for place, part in found.items() if place not in named}
    anything = [place for place, part in by_name.items() if part.get("additionalProperties", True) is True]
    assert all(place.endswith("/values") for place in anything)


def test_every_object_says_what_it_is_and_fields_say_what_docstrings_do():
    made = schema.generated()["$defs"]
    assert all(part["description"] for part in made.values())
    assert made["ItemDescription"]["properties"]["floor"]["description"].startswith("`floor` and `ceiling` are the")
    assert made["ValidityResult"]["properties"]["turned"]["description"].startswith("By scale, the items whose loading")
    assert "p value" in made["ModelTest"]["properties"]["p_value"]["description"]


@pytest.mark.parametrize("name", samples.ALL)
def test_results_keep_to_it_and_come_back_as_they_were_written(name, tmp_path):
    data = samples.ALL[name]()
    results.require_valid(data)
    results.write(tmp_path / "results.json", data)
    read = results.read_typed(tmp_path / "results.json")
    assert written_again(read) == json.dumps(data, sort_keys=True)


def test_what_is_read_back_has_attributes():
    read = schema.typed(samples.refused())
    assert isinstance(read.efa, Unavailable) and (read.efa.code, read.efa.traceback) == ("singular_items", "")
    scale = read.reliability.scales["resolution"]
    assert isinstance(scale, ScaleReliability) and scale.alpha.conf_low < scale.alpha.estimate < scale.alpha.conf_high
    assert read.study.scales[0].name == "responsiveness"
    assert read.dynamic_cutoffs is None and read.sample.multi.keys() == {question.name for question in read.study.multi}


def broken(change) -> dict:
    data = samples.example()
    change(data)
    return data


BREACHES = {  # a change, and what is said of it
    "an unknown section": (lambda data: data.update(more={}), "$: Additional properties are not allowed"),
    "an unknown key": (lambda data: data["efa"].update(omega=3), "$.efa: Additional properties are not allowed"),
    "a missing key": (lambda data: data["efa"]["flags"].pop("weak"), "$.efa.flags: 'weak' is a required property"),
    "an unknown code": (lambda data: data["cfa"]["rule"].update(reason="mood"), "$.cfa.rule.reason: 'mood' is not one"),
    "a text for a number": (lambda data: data["efa"].update(n_obs="5"), "$.efa.n_obs: '5' is not of type 'integer'"),
    "a null for a number": (lambda data: data["efa"].update(n_obs=None), "$.efa.n_obs: None is not of type 'integer'"),
    "a probability above one": (lambda data: data["efa"]["bartlett"].update(p_value=2), "$.efa.bartlett.p_value: 2 is"),
    "a reason without code": (
        lambda data: data.update(efa={"unavailable": "So.", "values": {}}),
        "$.efa: 'code' is a required property",
    ),
    "a null for a section": (lambda data: data.update(efa=None), "$.efa: None is not of type 'object'"),
}


@pytest.mark.parametrize("name", BREACHES)
def test_whatever_else_stands_there_is_refused_with_its_place(name):
    change, said = BREACHES[name]
    with pytest.raises(ValueError) as caught:
        results.require_valid(broken(change))
    assert str(caught.value).count("\n- ") == 1 and said in str(caught.value)


@pytest.mark.parametrize("name", sorted(BREACHES.keys() - {"a probability above one", "a null for a section"}))
def test_nor_is_it_read_back(name):
    with pytest.raises(ValueError):
        schema.typed(broken(BREACHES[name][0]))


def test_a_field_that_is_added_is_asked_for_by_the_schema():
    """Of any class: here of one that nobody has written before."""

    @dataclass(frozen=True, kw_only=True)
    class More(ScaleReliability):
        """More. `n_halves` counts the ways to halve the scale."""

        n_halves: int

    made = schema.described({"properties": {field.name: {} for field in fields(More)}}, More)
    assert "n_halves" in made["required"] and made["properties"]["n_halves"]["minimum"] == 0
    assert made["properties"]["n_halves"]["description"] == "`n_halves` counts the ways to halve the scale."
