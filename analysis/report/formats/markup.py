"""The inline markup of a block: a well-formed XML fragment becomes a flat list of runs."""

import re
from dataclasses import dataclass, replace
from xml.etree import ElementTree

NO_BREAK = "\u00a0"
# Spaces at which no line may end: around a sign of comparison, inside an interval or degrees of freedom, before "CI",
# between the word and the number of a label.
KEPT = re.compile(
    r"(?<=[=<>≥≤≈]) (?=[−<>]?\s?[.\d])| (?=[=<>≥≤≈] [−<>]?\s?[.\d])"
    r"|(?<=\d%) (?=CI\b)|(?<=\bCI) (?=\[)|(?<=^Table) (?=\d+$)|(?<=^Figure) (?=\d+$)"
)
PAIR = re.compile(r"([\[(][−.\d]+[\d.]*), ([−.\d]+[\])])")

MARKS = ("strong", "em", "sub", "sup", "code")


class MarkupError(ValueError):
    """A block's text is not the small XML that blocks may hold."""


@dataclass(frozen=True)
class Run:
    """
    Text in one appearance.

    Parameters
    ----------
    text : plain text, nothing escaped.
    marks : those of `MARKS` that hold here.
    href : "#id" of the block or reference that the text leads to, or empty.
    """

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


def inline_runs(fragment: str) -> list[Run]:
    """
    Runs of an inline XML fragment, in reading order, none of them empty.

    Parameters
    ----------
    fragment : text with em, strong, sub, sup, code and `<a href="#id">`; `&`, `<` and `>` escaped.

    Raises
    ------
    MarkupError : not well-formed, another element, or a link that leaves the document.
    """
    return [replace(run, text=kept_together(run.text)) for run in _runs(parsed(fragment), Run("")) if run.text]


def parsed(fragment: str) -> ElementTree.Element:
    """The fragment as an element; raises MarkupError where it is not well-formed."""
    try:
        return ElementTree.fromstring(f"<run>{fragment}</run>")
    except ElementTree.ParseError as error:
        raise MarkupError(f"not a well-formed fragment ({error}): {fragment!r}") from error


def kept_together(text: str) -> str:
    """The text with no line's end inside a statistic: 'n = 449', 'F(5, 443)', '95% CI [.77, .82]', 'Table 8'."""
    return PAIR.sub(rf"\1,{NO_BREAK}\2", KEPT.sub(NO_BREAK, text))


def _runs(element: ElementTree.Element, outer: Run) -> list[Run]:
    """Runs inside `element`, whose own appearance is `outer`."""
    runs = [Run(element.text or "", outer.marks, outer.href)]
    for child in element:
        runs += _runs(child, _entered(child, outer))
        runs.append(Run(child.tail or "", outer.marks, outer.href))
    return runs


def _entered(element: ElementTree.Element, outer: Run) -> Run:
    """The appearance inside `element`."""
    if element.tag in MARKS and not element.attrib:
        return Run("", outer.marks | {element.tag}, outer.href)
    href = element.get("href", "")
    if element.tag == "a" and re.fullmatch(r"#[\w.:-]+", href) and len(element.attrib) == 1 and not outer.href:
        return Run("", outer.marks, href)
    raise MarkupError(f"<{element.tag}> with {element.attrib} may not stand in a block's text")


def plain_text(fragment: str) -> str:
    """The words of a fragment without its markup."""
    return "".join(run.text for run in _runs(parsed(fragment), Run("")))


def is_chinese(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return re.search(r"[\u4e00-\u9fff]", text) is not None
