"""The works that an author cites, from references.bib (BibTeX) or references.json (CSL-JSON)."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.survey.authored.author import Work
from analysis.survey.formats.bounds import leads_outside, too_large
from analysis.survey.problems import Problem, problem
from analysis.survey.texts import cleaned

FILES = ("references.bib", "references.json")
BIBTEX_TYPES = {
    "article": "article-journal",
    **dict.fromkeys(("book", "proceedings", "booklet", "collection"), "book"),
    **dict.fromkeys(("incollection", "inbook"), "chapter"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    **dict.fromkeys(("techreport", "report", "manual"), "report"),
}
BIBTEX_FIELDS = {
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "page": ("pages", "eid"),
    "container-title": ("journal", "journaltitle", "booktitle"),
    "publisher": ("publisher", "school", "institution", "organization"),
    "publisher-place": ("address", "location"),
    "edition": ("edition",),
    "DOI": ("doi",),
    "URL": ("url", "howpublished"),
    "accessed": ("urldate",),
}
CSL_FIELDS = ("container-title", "volume", "issue", "page", "publisher", "publisher-place", "edition", "DOI", "URL")
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文")
HAN = re.compile(r"[\u4e00-\u9fff]")
TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|span)\b[^<>]*>")


def read(folder: Path) -> tuple[list[Work], list[Problem]]:
    """
    The works of a study, and what is wrong with the files that should hold them.

    A work has the fields of CSL-JSON as plain text, `issued` the year, and names with `family` and `given`.
    """
    works: list[Work] = []
    problems = []
    for name, reader in zip(FILES, (of_bibtex, of_csl), strict=True):
        if not (folder / name).is_file() or leads_outside(folder, name):
            continue
        if large := too_large(folder / name):
            problems.append(large)
            continue
        try:
            works += reader((folder / name).read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            problems.append(problem("text.not_utf8", place=error.start + 1).at(name))
        except (ValueError, RecursionError) as error:
            problems.append(problem("text.unreadable_works", error=str(error).rstrip(".")).at(name))
    keys = Counter(str(work["id"]) for work in works)
    where = " / ".join(name for name in FILES if (folder / name).is_file())
    problems += [problem("text.work_twice", name=key).at(where) for key, n in keys.items() if n > 1]
    problems += [
        problem("text.work_without_title", name=work["id"]).at(where) for work in works if not work.get("title")
    ]
    return works, problems


def of_bibtex(text: str) -> list[Work]:
    """The works of a BibTeX file; raises ValueError where it cannot be read."""
    from pybtex.database import parse_string
    from pybtex.exceptions import PybtexError

    try:
        found = parse_string(text, "bibtex").entries
    except PybtexError as error:
        raise ValueError(str(error)) from error
    return [of_entry(key, entry) for key, entry in found.items()]


def of_entry(key: str, entry: Any) -> Work:
    """A work of an entry as pybtex reads it."""
    fields = {name.lower(): latex_free(value) for name, value in entry.fields.items()}
    year = re.search(r"\d{4}", fields.get("year", "") or fields.get("date", ""))
    title = fields.get("title", "") + (f": {fields['subtitle']}" if fields.get("subtitle") else "")
    work: Work = {"id": key, "type": BIBTEX_TYPES.get(entry.type.lower(), "webpage"), "title": title}
    work |= {"issued": year[0] if year else fields.get("year", "")}
    for name, sources in BIBTEX_FIELDS.items():
        if value := next((fields[source] for source in sources if fields.get(source)), ""):
            work[name] = value
    for role in ("author", "editor"):
        if people := [of_person(person) for person in entry.persons.get(role, [])]:
            work[role] = people
    return completed(work)


def of_person(person: Any) -> dict[str, str]:
    """A name as pybtex takes it apart; one in braces, or of one word, stands as it is."""
    family = latex_free(" ".join([*person.prelast_names, *person.last_names, *person.lineage_names]))
    return named(family, latex_free(" ".join([*person.first_names, *person.middle_names])))


def latex_free(text: str) -> str:
    r"""
    A text of BibTeX without braces and the commands of LaTeX.

    >>> latex_free(r'{R{\"o}nkk{\"o}} \& {SERVQUAL} 1--9')
    'Rönkkö & SERVQUAL 1–9'
    """
    from pybtex.richtext import Text

    said = str(Text.from_latex(text.replace("---", "—").replace("--", "–")))
    return cleaned(re.sub(r"\s+", " ", re.sub(r"\\url\b|[{}]", "", said))).strip()


def of_csl(text: str) -> list[Work]:
    """The works of a CSL-JSON file; raises ValueError where it cannot be read."""
    found = json.loads(text)
    if not isinstance(found, list) or not all(isinstance(one, dict) and one.get("id") for one in found):
        raise ValueError('CSL-JSON is a list of works in brackets, each in braces with an "id"')
    return [of_record(record) for record in found]


def of_record(record: dict[str, Any]) -> Work:
    """A work of a CSL record."""
    work: Work = {"id": str(record["id"]), "type": str(record.get("type", "")), "title": plain(record.get("title"))}
    work |= {"issued": date_of(record.get("issued"))[:4]} | {
        name: plain(record[name]) for name in CSL_FIELDS if plain(record.get(name))
    }
    if accessed := date_of(record.get("accessed")):
        work["accessed"] = accessed
    for role in ("author", "editor"):
        people = [one for one in record.get(role) or [] if isinstance(one, dict)]
        names = [
            named(plain(one.get("literal")))
            if one.get("literal")
            else named(
                " ".join(filter(None, (plain(one.get("non-dropping-particle")), plain(one.get("family"))))),
                plain(one.get("given")),
            )
            for one in people
        ]
        if names:
            work[role] = names
    return completed(work)


def date_of(date: Any) -> str:
    """A date of CSL as YYYY-MM-DD, as far as it is known."""
    if not isinstance(date, dict):
        return plain(date)
    parts = (date.get("date-parts") or [[]])[0]
    return "-".join(f"{int(part):02d}" for part in parts) or plain(date.get("literal") or date.get("raw"))


def plain(value: Any) -> str:
    """A value of CSL as plain text."""
    return "" if value is None else cleaned(TAG.sub("", str(value))).strip()


def named(family: str, given: str = "") -> dict[str, str]:
    """
    A name; one in Chinese that is not taken apart begins with the family's.

    >>> named("欧阳修"), named("World Health Organization")
    ({'family': '欧阳', 'given': '修'}, {'family': 'World Health Organization', 'given': ''})
    """
    whole = (family + given).replace(" ", "")
    if HAN.search(whole) and not given and 2 <= len(whole) <= 4:
        length = 2 if whole.startswith(COMPOUND) and len(whole) > 2 else 1
        return {"family": whole[:length], "given": whole[length:]}
    return {"family": family, "given": given}


def completed(work: Work) -> Work:
    """A work with its language, and with a DOI that is one."""
    work["language"] = "zh" if HAN.search(str(work["title"])) else "en"
    if doi := re.search(r"10\.\d{4,}/\S+", str(work.get("DOI", ""))):
        work["DOI"] = doi[0].rstrip(".")
    else:
        work.pop("DOI", None)
    address = re.search(r"https?://[^\s{}]+", str(work.get("URL", "")))
    work.pop("URL", None)
    return work | ({"URL": address[0]} if address and "DOI" not in work else {})


def keys(works: list[Work]) -> Iterator[str]:
    """The names by which a text cites the works."""
    yield from (str(work["id"]) for work in works)
