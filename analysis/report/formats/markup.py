"""The inline markup of a block: a well-formed XML fragment becomes a flat list of runs."""

import re
from dataclasses import dataclass, replace
from itertools import accumulate
from xml.etree import ElementTree

NO_BREAK = "\u00a0"
# Spaces at which no line may end: around a sign of comparison, inside an interval or degrees of freedom, before "CI",
# between the word and the number of a label.
KEPT = re.compile(
    r"(?<=[=<>≥≤≈]) (?=[−<>]?\s?[.\d])| (?=[=<>≥≤≈] [−<>]?\s?[.\d])"
    r"|(?<=\d%) (?=CI\b)|(?<=\bCI) (?=\[)|(?<=\bTable) (?=\d)|(?<=\bFigure) (?=\d)"
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
    place : of a number, where it stands in results.json, or empty.
    """

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""
    place: str = ""


def inline_runs(fragment: str) -> list[Run]:
    """
    Runs of an inline XML fragment, in reading order, none of them empty.

    Parameters
    ----------
    fragment : text with em, strong, sub, sup, code, `<a href="#id">` and `<data value="place">`; `&`, `<` and `>`
        escaped.

    Raises
    ------
    MarkupError : not well-formed, another element, or a link that leaves the document.
    """
    runs = [run for run in _runs(parsed(fragment), Run("")) if run.text]
    kept, ends = kept_together("".join(run.text for run in runs)), [*accumulate(len(run.text) for run in runs)]
    return [replace(run, text=kept[start:end]) for run, start, end in zip(runs, [0, *ends], ends, strict=False)]


def parsed(fragment: str) -> ElementTree.Element:
    """The fragment as an element; raises MarkupError where it is not well-formed."""
    try:
        return ElementTree.fromstring(f"<run>{fragment}</run>")
    except ElementTree.ParseError as error:
        raise MarkupError(f"not a well-formed fragment ({error}): {fragment!r}") from error


def kept_together(text: str) -> str:
    """
    The text with no line's end inside a statistic: 'n = 449', 'F(5, 443)', '95% CI [.77, .82]', 'Table 8'.

    As many characters as before.
    """
    return PAIR.sub(rf"\1,{NO_BREAK}\2", KEPT.sub(NO_BREAK, text))


def _runs(element: ElementTree.Element, outer: Run) -> list[Run]:
    """Runs inside `element`, whose own appearance is `outer`."""
    runs = [replace(outer, text=element.text or "")]
    for child in element:
        runs += _runs(child, _entered(child, outer))
        runs.append(replace(outer, text=child.tail or ""))
    return runs


def _entered(element: ElementTree.Element, outer: Run) -> Run:
    """The appearance inside `element`."""
    if element.tag in MARKS and not element.attrib:
        return replace(outer, marks=outer.marks | {element.tag})
    if element.tag == "data" and [*element.attrib] == ["value"] and not outer.place:
        return replace(outer, place=element.attrib["value"])
    href = element.get("href", "")
    if element.tag == "a" and re.fullmatch(r"#[\w.:-]+", href) and len(element.attrib) == 1 and not outer.href:
        return replace(outer, href=href)
    raise MarkupError(f"<{element.tag}> with {element.attrib} may not stand in a block's text")


def plain_text(fragment: str) -> str:
    """The words of a fragment without its markup."""
    return "".join(run.text for run in _runs(parsed(fragment), Run("")))


def is_chinese(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return re.search(r"[\u4e00-\u9fff]", text) is not None


def phrases(title: str) -> list[str]:
    """
    A title in the parts that a line should not divide; Chinese prints no space where a word ends.

    A line may end after 的 and a mark of punctuation, and before a word that joins two others, unless it ends a
    longer word itself (参与, 饱和, 普及, 针对).
    """
    if not is_chinese(title):
        return [title]
    joints = r"(?<=[的：，、；？！）—])|(?=[（《“])|(?=(?<!参)与|(?<!饱)和|(?<![普涉以顾])及|(?<![反绝针相])对)"
    return [part for part in re.split(joints, title) if part]
