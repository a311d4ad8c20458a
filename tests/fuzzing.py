"""
Study folders spoilt at random: settings, codebook and answers, a few changes each; and what must come of any of them.

A folder is sound, or there are problems: each a message in both languages that says where. Nothing else is raised, and
nobody is lost or invented on the way.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from analysis.survey.texts import escaped
from analysis.workflow.checking.check import Checked, checked
from tests.studies import SETTINGS, csv_text, sound_codebook, sound_responses

N_ROWS = 30
NASTY = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "2",
    "5",
    "5.0",
    "5,0",
    "6",
    "99",
    "1e3",
    "1e999",
    "-0",
    "nan",
    "NaN",
    "inf",
    "NULL",
    "N/A",
    "#N/A",
    "yes",
    "no",
    "TRUE",
    "有时",
    "非常满意",
    "often",
    "5=",
    "=5",
    "1=a;1=b",
    "1=a;2=a",
    ";;",
    "1;2",
    "5 - agree",
    "５",
    "²",
    "½",
    "item",
    "outcome",
    "group",
    "multi",
    "pain_point",
    "weight",
    "respondent_id",
    "indicator",
    "filter",
    "speed",
    "skill",
    "?",
    "SPE1",
    "SPE2",
    "id",
    "\ufeff",
    "\u200b",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "'",
    '"',
    '""',
    "\\",
    "\n",
    "\r\n",
    "\t",
    ",",
    "|",
    "=1+1",
    "@x",
    "<b>",
    "{{ x }}",
    "😀",
    "a" * 300,
    "2026-11-26",
    "12:30",
    "12'30\"",
    "1_000",
    "0x10",
    "٣",
    "1.5",
    "1..2",
    "--",
)
TOML = (
    "x",
    "= 1",
    "[study]",
    "[scales]",
    "[scales.new]\nlabel = 'n'",
    "[scales.'a.b']\nlabel = 'x'",
    "[analysis]\nseed = -1",
    "conf_level = 0",
    "conf_level = 1.5",
    "seed = 1.5",
    "[study",
    "title = 5",
    "languages = []",
    "[[scales]]",
    "a.b.c = {d = 1}",
    "[report]\nlanguages = ['en', 'en']",
    "[screening]\nkeep = { SPE1 = 1 }",
    "[screening]\nkeep = {}",
    "min_flags = 1",
    "[screening]\nexclude = false",
    "[multi.m]\nlabel = 'm'",
    "[pain_points.maze]",
    "better = 'low'",
    "'' = 1",
    "\x00",
    "=",
    "[screening]\nmax_missing_share = 0.0001",
    "[hypotheses]\nx = 1",
    "responses = 'codebook.csv'",
    "sheet = 'a'",
    "1979-05-27",
    "[scales.speed]",
    "label = '''\n'''",
    "responses = '../x.csv'",
    "header_rows = 3",
    "encoding = 'utf-16'",
    "\u00e9 = 1",
)
WRONG = (*NASTY[:40], "满意", "none of these")


@dataclass
class Texts:
    """A study before it is written: lines of study.toml, rows of the two tables with their headers."""

    settings: list[str]
    codebook: list[list[str]]
    answers: list[list[str]]


def sound() -> Texts:
    """A study in which nothing is changed yet."""
    return Texts(SETTINGS.splitlines(), *([list(row) for row in rows] for rows in sound_tables()))


@cache
def sound_tables() -> tuple[list[list[str]], ...]:
    """The rows of codebook and answers, made once."""
    tables = sound_codebook(), sound_responses(N_ROWS).drop(columns="e_mail")
    return tuple(list(csv.reader(io.StringIO(csv_text(table)))) for table in tables)


Change = tuple[str, int, int, str]
"""What is done, two numbers that choose the place, and a text."""

PLACES = st.integers(0, 10_000)
CHANGES = st.one_of(
    st.tuples(
        st.sampled_from(["codebook.cell", "answers.cell", "answers.column"]), PLACES, PLACES, st.sampled_from(WRONG)
    ),
    st.tuples(st.sampled_from(["codebook.cell", "answers.cell"]), PLACES, PLACES, st.text(max_size=8)),
    st.tuples(st.sampled_from(["codebook.head", "answers.head"]), PLACES, PLACES, st.sampled_from(NASTY)),
    st.tuples(
        st.sampled_from(
            [f"{part}.{how}" for part in ("codebook", "answers") for how in ("drop", "twice", "lose", "add")]
        ),
        PLACES,
        PLACES,
        st.just(""),
    ),
    st.tuples(st.sampled_from(["settings.add", "settings.put"]), PLACES, PLACES, st.sampled_from(TOML)),
    st.tuples(
        st.just("settings.value"), PLACES, PLACES, st.sampled_from(["1", "'x'", "true", "[]", "{}", "0.5", "''"])
    ),
    st.tuples(st.sampled_from(["settings.drop", "settings.twice", "settings.cut"]), PLACES, PLACES, st.just("")),
)
STUDIES = st.lists(CHANGES, min_size=1, max_size=4)


def changed(changes: list[Change]) -> Texts:
    """The sound study with some changes."""
    texts = sound()
    for name, a, b, text in changes:
        part, _, how = name.partition(".")
        HOW[part == "settings", how](getattr(texts, part), a, b, text)
    return texts


def put_cell(rows: list[list[str]], a: int, b: int, text: str) -> None:
    row = rows[1 + a % (len(rows) - 1)] if len(rows) > 1 else rows[0]
    if row:
        row[b % len(row)] = text


def put_column(rows: list[list[str]], a: int, b: int, text: str) -> None:
    for place, row in enumerate(rows[1:]):
        if row and (place + a) % 3:
            row[b % len(row)] = text


def put_head(rows: list[list[str]], a: int, b: int, text: str) -> None:
    rows[0][b % len(rows[0])] = text


def drop_row(rows: list, a: int, b: int, text: str) -> None:
    if len(rows) > 1:
        rows.pop(a % len(rows))


def repeat_row(rows: list, a: int, b: int, text: str) -> None:
    rows.insert(b % len(rows) + 1, list(rows[a % len(rows)]) if isinstance(rows[0], list) else rows[a % len(rows)])


def lose_column(rows: list[list[str]], a: int, b: int, text: str) -> None:
    place = b % max(len(rows[0]), 1)
    if len(rows[0]) > 1:
        for row in rows:
            del row[place : place + 1]


def add_blank(rows: list[list[str]], a: int, b: int, text: str) -> None:
    rows.insert(1 + a % len(rows), [""] * len(rows[0]))


def put_line(lines: list[str], a: int, b: int, text: str) -> None:
    lines.insert(a % (len(lines) + 1), text)


def put_value(lines: list[str], a: int, b: int, text: str) -> None:
    places = [place for place, line in enumerate(lines) if "=" in line]
    if places:
        place = places[a % len(places)]
        lines[place] = f"{lines[place].partition('=')[0]}= {text}"


def cut_line(lines: list[str], a: int, b: int, text: str) -> None:
    if lines:
        lines[a % len(lines)] = lines[a % len(lines)][: b % 20]


HOW: dict[tuple[bool, str], Callable] = {
    (False, "cell"): put_cell,
    (False, "column"): put_column,
    (False, "head"): put_head,
    (False, "drop"): drop_row,
    (False, "twice"): repeat_row,
    (False, "lose"): lose_column,
    (False, "add"): add_blank,
    (True, "add"): lambda lines, a, b, text: lines.append(text),
    (True, "put"): put_line,
    (True, "value"): put_value,
    (True, "drop"): drop_row,
    (True, "twice"): repeat_row,
    (True, "cut"): cut_line,
}
"""By whether it is the settings that are changed, and how."""


def write(texts: Texts, folder: Path) -> Path:
    """A study folder of some texts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_bytes("\n".join(texts.settings).encode("utf-8", "replace"))
    for name, rows in (("codebook.csv", texts.codebook), ("responses.csv", texts.answers)):
        (folder / name).write_bytes(csv_of(rows).encode("utf-8", "replace"))
    return folder


def csv_of(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def judged(texts: Texts, folder: Path) -> Checked:
    """What is known of a study with some changes; AssertionError where it is not what must come of any."""
    found = checked(write(texts, folder))
    for problem in (*found.problems, *found.warnings, *found.lacks):
        for language in ("en", "zh"):
            said = problem.text(language)
            assert said.strip() and escaped(said) == said and len(said) < 3_000, said
    for problem in found.problems:
        told = {problem.file, *map(str, problem.values.values())}
        assert (
            problem.file
            or problem.values.get("file")
            or told & {"study.toml", "codebook.csv", "responses.csv"}
            or folder.name in told
        ), problem
    is_filtered = any("keep = {" in line for line in texts.settings)  # the report tells of those, `make check` does not
    if found.is_sound and not is_filtered:
        assert n_counted(texts) - found.counts["n_received"] == n_told(found), found.counts
    return found


def n_counted(texts: Texts) -> int:
    """The rows below the header in which anything can be seen."""
    return sum(any(cell.strip("\ufeff\u200b\u202e \t\r\n\x00") for cell in row) for row in texts.answers[1:])


def n_told(found: Checked) -> int:
    """The rows of which it is said that they are no responses."""
    return sum(len(warning.values["rows"]) for warning in found.warnings if warning.code == "answers.headings")
