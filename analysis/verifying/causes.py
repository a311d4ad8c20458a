"""
Why two results differ, in order of proof: an altered report, then what went in, then what computed it, then where.

A cause is a difference between two records of where results come from (provenance.json). What stands earlier in the
order is enough to explain a difference; what stands later explains only what the earlier leaves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from analysis.survey.authored.author import STUDY_KEYS
from analysis.survey.authored.section import is_authored

ORDER = ("report", "data", "codebook", "settings", "texts", "code", "versions", "machine")
CODEBOOK, SETTINGS, STRATEGIES = "codebook.csv", "study.toml", "strategies.toml"
TEXTS = ("title", "label", "strategies", *STUDY_KEYS, "collected", "instrument")  # the author's words


@dataclass(frozen=True, kw_only=True)
class Cause:
    """
    One thing that is not the same.

    Attributes
    ----------
    kind : str
        One of `ORDER`.
    code : str
        Of its words, below [causes].
    values : dict
        What the words need.
    """

    kind: str
    code: str
    values: dict[str, Any] = field(default_factory=dict)


def causes(old: dict, new: dict, answered: dict | None, answers: dict) -> list[Cause]:
    """
    Everything in which two origins differ, in order of proof.

    Parameters
    ----------
    old, new : dict
        As in provenance.json; what `old` does not tell is not compared.
    answered : dict or None
        Fingerprints of the rows and columns of the old answers, where they are at hand.
    answers : dict
        Those of the new ones.
    """
    of_study = [
        *data_causes(old, new, answered, answers),
        *codebook_causes(old, new),
        *settings_causes(old, new),
        *text_causes(old, new),
    ]
    found = [
        *(of_study if "study" in old else []),
        *code_causes(old, new),
        *value_causes("versions", "version", old, new),
        *value_causes("machine", "machine", old, new),
    ]
    return sorted(found, key=lambda cause: ORDER.index(cause.kind))


def altered(record: dict, found: dict[str, str]) -> list[Cause]:
    """Files of a report that are not what its own record says; `found` holds the fingerprints of those that are."""
    noted = record.get("files", {})
    changed = [name for name, digest in noted.items() if name in found and found[name] != digest]
    gone = [name for name in noted if name not in found]
    return [Cause(kind="report", code="altered", values={"file": name}) for name in changed] + [
        Cause(kind="report", code="gone", values={"file": name}) for name in gone
    ]


def data_causes(old: dict, new: dict, answered: dict | None, answers: dict) -> Iterator[Cause]:
    """What is another in the response file: which rows, which columns, as far as their fingerprints are at hand."""
    before, after = responses(old), responses(new)
    if before.keys() == after.keys() and before == after:
        return
    names = list(after) or list(before)
    file = names[0] if names else ""
    if not before:
        return
    if list(before) != list(after):
        yield Cause(kind="data", code="renamed", values={"old": next(iter(before)), "new": file})
        if list(before.values()) == list(after.values()):
            return
    if answered is None:
        yield Cause(kind="data", code="data", values={"file": file})
        return
    detail = list(answer_causes(answered, answers, file))
    yield from detail or [Cause(kind="data", code="same_answers", values={"file": file})]


def responses(record: dict) -> dict[str, str]:
    """The response file's fingerprint by its name."""
    files = record.get("study", {})
    return {
        name: digest for name, digest in files.items() if name not in (CODEBOOK, SETTINGS) and not is_authored(name)
    }


def answer_causes(old: dict, new: dict, file: str) -> Iterator[Cause]:
    """Which answers are others: columns and rows added, removed and changed."""
    gone = [name for name in old["columns"] if name not in new["columns"]]
    come = [name for name in new["columns"] if name not in old["columns"]]
    for code, names in (("columns_gone", gone), ("columns_come", come)):
        if names:
            yield Cause(kind="data", code=code, values={"file": file, "names": names})
    if gone or come:  # with them every row is another
        return
    added, removed, changed = rows(old["rows"], new["rows"])
    for code, numbers in (("rows_added", added), ("rows_removed", removed)):
        if numbers:
            yield Cause(kind="data", code=code, values={"file": file, "rows": numbers})
    if changed:
        same_length = len(old["rows"]) == len(new["rows"])
        names = [name for name, digest in old["columns"].items() if new["columns"][name] != digest]
        values = {"file": file, "rows": changed, "names": names if same_length else []}
        yield Cause(kind="data", code="changed", values=values)


def rows(old: list, new: list) -> tuple[list[int], list[int], list[int]]:
    """Numbers of the rows added (of the new file), removed (of the old one) and changed (of the new one)."""
    added, removed, changed = [], [], []
    matcher = SequenceMatcher(None, [digest for _, digest in old], [digest for _, digest in new], autojunk=False)
    for _, a, a_end, b, b_end in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        both = min(a_end - a, b_end - b)
        changed += [number for number, _ in new[b : b + both]]
        added += [number for number, _ in new[b + both : b_end]]
        removed += [number for number, _ in old[a + both : a_end]]
    return added, removed, changed


def codebook_causes(old: dict, new: dict) -> Iterator[Cause]:
    """What is another in the codebook: which variable, which column."""
    if fingerprint(old, CODEBOOK) == fingerprint(new, CODEBOOK):
        return
    before, after = old.get("codebook"), new["codebook"]
    if before is None:
        yield Cause(kind="codebook", code="file", values={"file": CODEBOOK})
        return
    found = False
    for variable in {**before, **after}:
        for column in {**before.get(variable, {}), **after.get(variable, {})}:
            a, b = before.get(variable, {}).get(column, ""), after.get(variable, {}).get(column, "")
            if a != b:
                found = True
                values = {"file": CODEBOOK, "variable": variable, "column": column, "old": a, "new": b}
                yield Cause(kind="codebook", code="cell", values=values)
    if not found:
        yield Cause(kind="codebook", code="spelling", values={"file": CODEBOOK})


def settings_causes(old: dict, new: dict) -> Iterator[Cause]:
    """Which settings are others; titles and labels are the author's texts."""
    if all(fingerprint(old, file) == fingerprint(new, file) for file in (SETTINGS, STRATEGIES)):
        return
    before, after = old.get("settings"), new["settings"]
    if before is None:
        yield Cause(kind="settings", code="file", values={"file": SETTINGS})
        return
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    for name in names:
        kind = "texts" if set(name.split(".")) & set(TEXTS) else "settings"
        file = STRATEGIES if name.startswith("strategies.") else SETTINGS
        values = {"file": file, "name": name, "old": told(before.get(name)), "new": told(after.get(name))}
        yield Cause(kind=kind, code="setting", values=values)
    if not names:
        yield Cause(kind="settings", code="spelling", values={"file": SETTINGS})


def text_causes(old: dict, new: dict) -> Iterator[Cause]:
    """Which of the author's texts and references are others."""
    before, after = ({n: d for n, d in record.get("study", {}).items() if is_authored(n)} for record in (old, new))
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            code = "text" if name in before and name in after else "text_come" if name in after else "text_gone"
            yield Cause(kind="texts", code=code, values={"file": name})


def told(value: Any) -> str:
    """A setting's value as the file has it; nothing where it is not there."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def fingerprint(record: dict, file: str) -> str | None:
    return record.get("study", {}).get(file)


def code_causes(old: dict, new: dict) -> Iterator[Cause]:
    """The project's version, and which files of the program are others."""
    if old.get("version", new["version"]) != new["version"]:
        yield Cause(kind="code", code="project", values={"old": old["version"], "new": new["version"]})
    before, after = old.get("sources"), new["sources"]
    if before is not None:
        files = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    else:
        files = [name for name, digest in old.get("program", {}).items() if new["program"].get(name) != digest]
    if files:
        yield Cause(kind="code", code="sources", values={"names": files})
    locks = [record.get("program", {}).get("lock") for record in (old, new)]
    if locks[0] and locks[0] != locks[1]:
        yield Cause(kind="versions", code="lock")


def value_causes(key: str, code: str, old: dict, new: dict) -> Iterator[Cause]:
    """Which package, or which part of the machine, is another."""
    before = old.get(key, {})
    for name, value in before.items():
        if value != new[key].get(name):
            values = {"name": name, "old": value, "new": new[key].get(name, "")}
            yield Cause(kind=key, code=code, values=values)


def same_draws(old: dict, new: dict) -> bool:
    """Whether random draws are the same in both: by the same packages, the same code, from the same seed."""
    code = old.get("program", {}).get("statistics") == new["program"]["statistics"]
    seeds = [record.get("settings", {}).get("analysis.seed") for record in (old, new)]
    return code and seeds[0] == seeds[1] and old.get("versions") == new["versions"]
