"""The inline markup of a block: a well-formed XML fragment becomes a flat list of runs."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

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
    try:
        root = ElementTree.fromstring(f"<run>{fragment}</run>")
    except ElementTree.ParseError as error:
        raise MarkupError(f"not a well-formed fragment ({error}): {fragment!r}") from error
    return [run for run in _runs(root, Run("")) if run.text]


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
    return "".join(run.text for run in inline_runs(fragment))


def is_chinese(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return re.search(r"[\u4e00-\u9fff]", text) is not None
