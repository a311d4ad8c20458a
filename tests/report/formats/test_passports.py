"""Numbers that know where they stand, and what their passports say."""

import json
import re

from analysis.report.document import composer
from analysis.report.document.schema import typed
from analysis.report.formats.web import passports
from analysis.report.language import numbers
from analysis.report.language.numbered import Real, numbered, place_of
from tests.report import samples


def test_a_number_knows_its_place_and_is_a_number_like_any_other():
    found = numbered({"a": {"b": [1, 0.5, None, True, "x"]}})
    one, half, *others = found["a"]["b"]
    assert (place_of(one), place_of(half)) == ("a.b.0", "a.b.1") and one == 1 and half + one == 1.5
    assert others == [None, True, "x"] and others[1] is True
    assert place_of(-half) == place_of(abs(-half)) == "a.b.1" and -half == -0.5
    assert place_of(2 * half) == place_of(0.5) == "" and json.dumps(found) == '{"a": {"b": [1, 0.5, null, true, "x"]}}'


def test_the_report_reads_the_same_whether_its_numbers_know_their_places_or_not():
    results = typed(samples.example())
    for language in ("en", "zh"):
        plain, traced = (composer.Page(found, language) for found in (results, numbered(results)))
        for before, after in zip(plain.sections(), traced.sections(), strict=True):
            blocks = [without_places(block) for block in after.drafts]
            assert blocks == before.drafts


def without_places(value):
    """A block without the marks that lead back."""
    if isinstance(value, str):
        return re.sub(r'<data value="[^"]*">|</data>', "", value)
    if isinstance(value, list):
        return [without_places(part) for part in value]
    if isinstance(value, dict):
        return {key: without_places(part) for key, part in value.items() if key != "places"}
    return value


def test_nearly_every_number_of_a_table_and_most_of_the_text_lead_back():
    page = composer.Page(numbered(typed(samples.example())), "en")
    blocks = [block for section in page.sections() for block in section.drafts]
    rows = [row for block in blocks for row in block.get("rows", [])]
    printed = [key for row in rows for key, text in row["cells"].items() if re.fullmatch(r"[−<> .\d]+", text)]
    led = [key for row in rows for key in row.get("places", {})]
    assert len(led) > 0.9 * len(printed) > 1000
    assert sum(block.get("html", "").count("<data ") for block in blocks) > 200


def test_what_a_number_prints_is_the_number_at_its_place():
    results = samples.example()
    page = composer.Page(numbered(typed(results)), "en")
    text = "".join(block.get("html", "") for section in page.sections() for block in section.drafts)
    found = re.findall(r'<data value="([^"]*)">([^<]*)</data>', text)
    values = {place: value for place, _, value, *_ in passports.leaves(results, passports.schema(), "")}
    assert len(found) > 200
    for place, shown in found:
        if "&" not in shown:
            shown = str(numbers.BELOW_TEN.index(shown.lower())) if shown.isalpha() else shown
            number = float(shown.removeprefix("= ").replace("−", "-").replace(",", "").rstrip("%"))
            half = 0.5001 * 10 ** -len(shown.rstrip("%").partition(".")[2])
            value = abs(values[place])  # what is compared the other way round shows the other sign
            assert min(abs(abs(number) - value), abs(abs(number) - 100 * value)) <= half, (place, shown)


def test_a_passport_says_what_a_number_is_of_whom_and_who_made_it():
    place = "reliability.scales.attitude.alpha.estimate"
    results = samples.example()
    issued = passports.issued(results, [place, "efa.loadings.0.estimate", "nowhere"])
    part, key, value, meaning = issued["numbers"][place]
    held, names, n, maker = issued["parts"][part]
    alpha = results["reliability"]["scales"]["attitude"]
    assert (f"{held}.{key}", value, n) == (place, alpha["alpha"]["estimate"], alpha["n_obs"])
    assert issued["meanings"][meaning] == "Point estimate."
    assert issued["makers"][maker] == ["02_reliability.ipynb", 3, "statistics.scale_reliability"]
    row = results["efa"]["loadings"][0]
    assert issued["parts"][issued["numbers"]["efa.loadings.0.estimate"][0]][1] == f"{row['term']}, {row['factor']}"
    assert names == "" and "nowhere" not in issued["numbers"]


def test_every_section_of_the_results_has_a_maker_and_every_number_a_meaning():
    results = samples.example()
    assert all(passports.maker_of(name) for name in results if name not in ("schema_version", "findings"))
    assert passports.maker_of("correlations")[2] == "statistics.overview"
    assert passports.maker_of("cfa")[2] == "statistics.measurement_quality" and not passports.maker_of("nothing")
    untold = [place for place, *_, meaning in passports.leaves(results, passports.schema(), "") if not meaning]
    assert untold == []
    assert isinstance(numbered(0.5, "a"), Real)
