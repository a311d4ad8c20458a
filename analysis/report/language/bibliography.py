"""
The works a report cites: APA 7 in English, GB/T 7714-2015 (author and year) in Chinese.

`references.json` holds the entries in the fields of CSL-JSON; `*_en` carries the translation that APA asks for
where a work is not in English.
"""

import json
from collections.abc import Mapping
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
    """Authors as the text names them; `joint` stands between two: '&' in brackets, 'and' in a sentence, always 和."""
    people = work.get("author") or work.get("editor")
    if not people:
        return f"《{work['title']}》" if language == "zh" else f"“{work['title']}”"
    is_chinese = work["language"] == "zh" and language == "zh"
    names = [a["family"] + a["given"] if is_chinese else called(a) for a in people]
    if language == "zh":
        return f"{names[0]}等" if len(names) > 2 else "和".join(names)
    return f"{names[0]} et al." if len(names) > 2 else f" {joint} ".join(names)


def called(person: dict) -> str:
    """A name in an English citation; one in Chinese signs, where no other is given, in full."""
    return person.get("family_en") or person["family"] + (person["given"] if is_han(person["family"]) else "")


def is_han(text: str) -> bool:
    """Whether a name is in Chinese signs."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def year(work: dict, language: str) -> str:
    """The year of a work, or that it has none."""
    return str(work["issued"]) or ("无日期" if language == "zh" else "n.d.")


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


def listed(keys: set[str], language: str, own: Mapping[str, dict]) -> list[dict]:
    """The reference list: only `keys`, of the report's works or the author's `own`, in the language's standard."""
    found = [own[key] if key in own else entry(key) for key in keys]
    works = sorted(found, key=lambda work: sort_key(work, language))
    style = gb_t_7714 if language == "zh" else apa
    return [{"id": f"ref-{work['id']}", "html": style(work)} for work in works]


def sort_key(work: dict, language: str) -> tuple:
    """By author after author, then by year: fewer authors before more where the first are the same."""
    people = work.get("author") or work.get("editor") or [{"family": work["title"], "given": ""}]
    authors = [
        (author.get("family_en", author["family"]).casefold().replace("ö", "o"), author["given"].casefold())
        for author in people
    ]
    return (language == "zh" and work["language"] != "zh", authors, str(work["issued"]), work["id"])


def apa(work: dict) -> str:
    """An entry in APA 7."""
    title, lead = ended(apa_title(work)), apa_names(work)
    lead += "." if lead and not lead.endswith((".", ")")) else ""
    parts = [f"{escape(lead, quote=False)} ({year(work, 'en')})."] if lead else []
    parts += [title] if lead else [title, f"({year(work, 'en')})."]
    container = work.get("container-title_en", work.get("container-title", ""))
    if work["type"] in ("chapter", "paper-conference") and container:
        editors = " & ".join(f"{editor['given']} {editor['family']}".strip() for editor in work.get("editor", []))
        ending = "Ed." if len(work.get("editor", [])) == 1 else "Eds."
        pages = f" (pp. {work['page']})" if "page" in work else ""
        by = f"{editors} ({ending}), " if editors else ""
        parts.append(f"In {escape(by, quote=False)}<em>{escape(container, quote=False)}</em>{escape(pages)}.")
    elif container:
        parts.append(f"<em>{escape(container, quote=False)}</em>{apa_place(work)}.")
    if "publisher" in work and work["type"] not in ("article-journal", "thesis"):
        parts.append(f"{escape(work['publisher'], quote=False)}.")
    return " ".join([*parts, *address(work)])


def apa_names(work: dict) -> str:
    """Who wrote a work, or edited it, as its entry begins; empty where nobody is named."""
    people = work.get("author") or work.get("editor") or []
    names = [apa_name(person) for person in people]
    if len(names) > 20:
        joined = ", ".join([*names[:19], f". . . {names[-1]}"])
    else:
        joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + ", & " + names[-1] if names else ""
    return joined if work.get("author") or not names else f"{joined} ({'Ed.' if len(names) == 1 else 'Eds.'})"


def apa_name(person: dict) -> str:
    """'Feldt, L. S.'; an institution, or a name in Chinese signs without another, as it is."""
    family, given = person.get("family_en", person["family"]), person.get("given_en", person["given"])
    return family + given if is_han(family) else f"{family}, {given}" if given else family


def apa_title(work: dict) -> str:
    """A title; of a work that stands by itself in italics, with its edition or kind."""
    title = escape(work["title"] + (f" [{work['title_en']}]" if "title_en" in work else ""), quote=False)
    if work["type"] in ("article-journal", "chapter", "paper-conference"):
        return title
    edition = f" ({ordinal(work['edition'])} ed.)" if "edition" in work else ""
    kind = f" [Thesis, {work['publisher']}]" if work["type"] == "thesis" and "publisher" in work else ""
    return f"<em>{title}</em>{escape(edition + kind, quote=False)}"


def apa_place(work: dict) -> str:
    """Volume, issue and pages of an article, as far as they are known."""
    volume = f", <em>{escape(work['volume'], quote=False)}</em>" if "volume" in work else ""
    issue = f"({escape(work['issue'].replace('/', '–'), quote=False)})" if "issue" in work else ""
    return volume + issue + (f", {escape(work['page'], quote=False)}" if "page" in work else "")


def ended(title: str) -> str:
    """A title with a stop, unless it ends with one of its own."""
    return title if title.endswith(("?", "!", "？", "！")) else title + "."


def address(work: dict) -> list[str]:
    """Where a work is found."""
    if "DOI" in work:
        return [f"https://doi.org/{escape(work['DOI'], quote=False)}"]
    return [escape(work["URL"], quote=False)] if "URL" in work else []


KINDS = {"article-journal": "J", "book": "M", "chapter": "M", "paper-conference": "C", "thesis": "D", "report": "R"}


def gb_t_7714(work: dict) -> str:
    """An entry in GB/T 7714-2015, author and year: three authors at most, then 等 or et al."""
    is_chinese = work["language"] == "zh"
    people = work.get("author") or work.get("editor") or []
    names = [a["family"] + a["given"] if is_han(a["family"]) else western_name(a) for a in people]
    more = "等" if is_chinese else "et al." if work["issued"] else "et al"
    shown = ", ".join([*names[:3], more] if len(names) > 3 else names)
    kind = KINDS.get(work["type"], "EB/OL" if "URL" in work else "Z")
    issued = f", {work['issued']}" if work["issued"] else ""
    text = f"{shown or ('佚名' if is_chinese else 'Anon')}{issued}. {work['title']}[{kind}]" + gb_place(work)
    text += f"[{work['accessed']}]." if "accessed" in work and "URL" in work else ""
    text += f" DOI:{work['DOI']}." if "DOI" in work else f" {work['URL']}." if "URL" in work else ""
    return escape(text, quote=False)


def gb_place(work: dict) -> str:
    """Where a work appeared, from the sign after its kind to the stop."""
    page, issue = (work.get(name, "").replace("–", "-") for name in ("page", "issue"))
    house = ": ".join(filter(None, (work.get("publisher-place", "").partition(",")[0], work.get("publisher", ""))))
    if work["type"] in ("chapter", "paper-conference") and "container-title" in work:
        editors = ", ".join(western_name(editor) for editor in work.get("editor", []))
        where = ". ".join(filter(None, (editors, work["container-title"], house)))
        return f"//{where}: {page}." if page else f"//{where}."
    if "container-title" in work:
        volume = f", {work['volume']}" if "volume" in work else ""
        numbered = volume + (f"({issue})" if issue else "")
        return f". {work['container-title']}{numbered}{f': {page}' if page else ''}."
    edition = f" {ordinal(work['edition'])} ed." if "edition" in work else ""
    return f".{edition}" + (f" {house}." if house else "")


def western_name(author: dict) -> str:
    """'Feldt, L. S.' as 'FELDT L S'."""
    if is_han(author["family"]):
        return author["family"] + author["given"]
    initials = author["given"].replace(".", " ").replace("-", " ").split()
    return " ".join([author["family"].upper() if initials else author["family"], *initials])


def ordinal(number: str) -> str:
    """'3' as '3rd'; what is no number as it is."""
    return number + {"1": "st", "2": "nd", "3": "rd"}.get(number, "th") if number.isdecimal() else number
