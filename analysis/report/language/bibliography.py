"""
The works a report cites: APA 7 in English, GB/T 7714-2015 (author and year) in Chinese.

`references.json` holds the entries in the fields of CSL-JSON; `*_en` carries the translation that APA asks for
where a work is not in English.
"""

import json
from functools import cache
from html import escape
from pathlib import Path

PATH = Path(__file__).with_name("references.json")


@cache
def entries() -> dict[str, dict]:
    """All entries by key."""
    return {entry["id"]: entry for entry in json.loads(PATH.read_text(encoding="utf-8"))}


def entry(key: str) -> dict:
    """One entry; an unknown key is an error that names it."""
    try:
        return entries()[key]
    except KeyError:
        raise KeyError(f"no reference {key!r} in {PATH.name}") from None


def names_in_text(work: dict, language: str, joint: str) -> str:
    """Authors as the text names them; `joint` stands between two: '&' in brackets, 'and' in a sentence."""
    is_chinese = work["language"] == "zh" and language == "zh"
    names = [a["family"] + a["given"] if is_chinese else a.get("family_en", a["family"]) for a in work["author"]]
    if len(names) > 2:
        return f"{names[0]}等" if is_chinese or (language == "zh" and joint == "和") else f"{names[0]} et al."
    if language == "zh" and joint == "和":
        return joint.join(names)
    return ("、" if is_chinese else f" {joint} ").join(names)


def cite(keys: tuple[str, ...], language: str) -> str:
    """A citation in brackets, each work a link: '(Feldt et al., 1987; Cronbach, 1951)'."""
    left, right = "（）" if language == "zh" else "()"
    return left + within(keys, language) + right


def within(keys: tuple[str, ...], language: str) -> str:
    """A citation for a place that stands in brackets already; works of the same authors share their names."""
    comma, semicolon = ("，", "；") if language == "zh" else (", ", "; ")
    parts: list[str] = []
    before = None
    for key in keys:
        names = names_in_text(entry(key), language, "&")
        if names == before:
            parts[-1] += comma + link(key, str(entry(key)["issued"]))
        else:
            parts.append(link(key, f"{names}{comma}{entry(key)['issued']}"))
        before = names
    return semicolon.join(parts)


def cited(key: str, language: str) -> str:
    """A citation that the sentence speaks of: 'Feldt et al. (1987)'."""
    work = entry(key)
    if language == "zh":
        return link(key, f"{names_in_text(work, 'zh', '和')}（{work['issued']}）")
    return link(key, f"{names_in_text(work, 'en', 'and')} ({work['issued']})")


def link(key: str, text: str) -> str:
    return f'<a href="#ref-{key}">{escape(text, quote=False)}</a>'


def listed(keys: set[str], language: str) -> list[dict]:
    """The reference list: only `keys`, in the order and form of the language's standard."""
    works = sorted((entry(key) for key in keys), key=lambda work: sort_key(work, language))
    style = gb_t_7714 if language == "zh" else apa
    return [{"id": f"ref-{work['id']}", "html": style(work)} for work in works]


def sort_key(work: dict, language: str) -> tuple:
    """By author after author, then by year: fewer authors before more where the first are the same."""
    authors = [
        (author.get("family_en", author["family"]).casefold().replace("ö", "o"), author["given"].casefold())
        for author in work["author"]
    ]
    return (language == "zh" and work["language"] != "zh", authors, work["issued"], work["id"])


def apa(work: dict) -> str:
    """An entry in APA 7."""
    authors = [f"{a.get('family_en', a['family'])}, {a.get('given_en', a['given'])}" for a in work["author"]]
    names = authors[0] if len(authors) == 1 else ", ".join(authors[:-1]) + ", & " + authors[-1]
    title = work["title"] + (f" [{work['title_en']}]" if "title_en" in work else "")
    parts = [f"{escape(names, quote=False)} ({work['issued']})."]
    if work["type"] == "book":
        edition = f" ({ordinal(work['edition'])} ed.)" if "edition" in work else ""
        parts.append(f"<em>{escape(title, quote=False)}</em>{edition}.")
        parts.append(f"{escape(work['publisher'], quote=False)}.")
    elif work["type"] == "chapter":
        editors = " & ".join(f"{editor['given']} {editor['family']}" for editor in work["editor"])
        ending = "Ed." if len(work["editor"]) == 1 else "Eds."
        parts.append(f"{escape(title, quote=False)}. In {escape(editors, quote=False)} ({ending}),")
        parts.append(f"<em>{escape(work['container-title'], quote=False)}</em> (pp. {work['page']}).")
        parts.append(f"{escape(work['publisher'], quote=False)}.")
    else:
        journal = escape(work.get("container-title_en", work["container-title"]), quote=False)
        ending = "" if title.endswith("?") else "."
        parts.append(f"{escape(title, quote=False)}{ending}")
        parts.append(f"<em>{journal}</em>, <em>{work['volume']}</em>({work['issue']}), {work['page']}.")
    if "DOI" in work:
        parts.append(f"https://doi.org/{escape(work['DOI'], quote=False)}")
    return " ".join(parts)


def gb_t_7714(work: dict) -> str:
    """An entry in GB/T 7714-2015, author and year: three authors at most, then 等 or et al."""
    is_chinese = work["language"] == "zh"
    names = [a["family"] + a["given"] if is_chinese else western_name(a) for a in work["author"]]
    shown = ", ".join(names[:3]) + ((", 等" if is_chinese else ", et al") if len(names) > 3 else "")
    page = work.get("page", "").replace("–", "-")
    issue = work.get("issue", "").replace("–", "-")
    if work["type"] == "book":
        edition = f"{ordinal(work['edition'])} ed. " if "edition" in work else ""
        place = work["publisher-place"].partition(",")[0]
        text = f"{shown}, {work['issued']}. {work['title']}[M]. {edition}{place}: {work['publisher']}."
    elif work["type"] == "chapter":
        editors = ", ".join(western_name(editor) for editor in work["editor"])
        place = work["publisher-place"].partition(",")[0]
        book = f"{editors}. {work['container-title']}. {place}: {work['publisher']}: {page}."
        text = f"{shown}, {work['issued']}. {work['title']}[M]//{book}"
    else:
        journal = f"{work['container-title']}, {work['volume']}({issue}): {page}."
        text = f"{shown}, {work['issued']}. {work['title']}[J]. {journal}"
    return escape(text + (f" DOI: {work['DOI']}." if "DOI" in work else ""), quote=False)


def western_name(author: dict) -> str:
    """'Feldt, L. S.' as 'FELDT L S'."""
    initials = author["given"].replace(".", " ").replace("-", " ").split()
    return " ".join([author["family"].upper(), *initials])


def ordinal(number: str) -> str:
    return number + {"1": "st", "2": "nd", "3": "rd"}.get(number, "th")
