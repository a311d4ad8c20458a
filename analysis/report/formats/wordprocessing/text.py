"""WordprocessingML for text: runs, fields, bookmarks and links, as strings of XML."""

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from analysis.report.fonts.coverage import END, ISOLATE
from analysis.report.formats.markup import Run, inline_runs, is_chinese
from analysis.report.formats.themes import Theme

MARK_PROPERTIES = {"strong": "<w:b/>", "em": "<w:i/>"}
RAISED = {"sub": '<w:vertAlign w:val="subscript"/>', "sup": '<w:vertAlign w:val="superscript"/>'}
CODE_FONT = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
CHINESE_HINT = '<w:rFonts w:hint="eastAsia"/>'
EMPHASIS = '<w:rFonts w:hint="eastAsia" w:eastAsia="楷体"/>'  # of hanzi, which are not slanted
RIGHT_TO_LEFT = "<w:rtl/>"  # the last of a run's properties
ISOLATED = re.compile(f"{ISOLATE}(.*?){END}")
# Marks that Latin and Chinese type share: an apostrophe between letters is Latin, the others follow the page.
SHARED_MARKS = re.compile(r"((?<![A-Za-z])[‘’]+|[‘’]+(?![A-Za-z])|[“”…—·]+)")


@dataclass(frozen=True)
class Writer:
    """
    Writes a page's inline text.

    Parameters
    ----------
    language : "en" or "zh".
    bookmarks : the bookmark's name for every id of the document.
    labels : the printed label ("Table 3") for every id of a table or figure.
    theme : how the page looks.
    """

    language: str
    bookmarks: dict[str, str]
    labels: dict[str, str]
    theme: Theme

    def text(self, text: str, properties: str = "") -> str:
        """Plain text as one or more runs; `properties` are those of the run, in the schema's order."""
        if self.language == "en":
            return run(text, properties)
        if "<w:i/>" in properties and is_chinese(text):
            return run(text, EMPHASIS + properties.replace("<w:i/>", ""))
        parts = SHARED_MARKS.split(text)
        hinted = properties if "<w:rFonts" in properties else CHINESE_HINT + properties
        return "".join(run(part, hinted if number % 2 else properties) for number, part in enumerate(parts) if part)

    def inline(self, fragment: str, properties: str = "") -> str:
        """Inline XML as runs; a link that reads as the label of a table or figure becomes a cross-reference field."""
        return "".join(self._run(part, properties) for part in inline_runs(fragment))

    def _run(self, part: Run, properties: str) -> str:
        if not part.href:
            return self.text(part.text, appearance(part, properties))
        target = part.href[1:]
        inner = self.text(part.text, '<w:rStyle w:val="Hyperlink"/>' + appearance(part, properties))
        if part.text == self.labels.get(target):
            return field(f"REF {self.bookmarks[target]} \\h", inner, '<w:rStyle w:val="Hyperlink"/>')
        return link(self.bookmarks[target], inner)


def appearance(part: Run, properties: str = "") -> str:
    """Run properties of a run's marks, in the schema's order; italics inside italics turn upright."""
    upright = "em" in part.marks and "<w:i/>" in properties
    marks = "".join(value for mark, value in MARK_PROPERTIES.items() if mark in part.marks and value not in properties)
    raised = "".join(value for mark, value in RAISED.items() if mark in part.marks)
    kept = properties.replace("<w:i/>", "") if upright else properties
    return (CODE_FONT if "code" in part.marks else "") + ("" if upright else marks) + kept + raised


def run(text: str, properties: str = "") -> str:
    """A text as one run; what is isolated in it, from right to left, as runs of that direction."""
    parts = ISOLATED.split(text)
    return "".join(one_run(part, properties + RIGHT_TO_LEFT * (n % 2)) for n, part in enumerate(parts) if part)


def one_run(text: str, properties: str) -> str:
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str, result: str, properties: str = "") -> str:
    """A field with the result it shows until it is updated; an update keeps `properties`."""
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""

    def mark(kind: str) -> str:
        return f'<w:r>{shown}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:r>{shown}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + result + mark("end")


def link(bookmark: str, inner: str) -> str:
    """A link to a bookmark of this document."""
    return f'<w:hyperlink w:anchor={quoteattr(bookmark)} w:history="1">{inner}</w:hyperlink>'


def bookmark(name: str, inner: str) -> str:
    """Text under a bookmark; the names end in their number."""
    number = name.rpartition("_")[2]
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def bookmark_names(ids: list[str]) -> dict[str, str]:
    """A name that Word accepts for every id: letters, digits, underscores, at most 40 of them, ending in a number."""
    return {name: f"{re.sub(r'[^A-Za-z0-9]', '_', name)[:32]}_{number}" for number, name in enumerate(ids, start=1)}


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """A paragraph in a named style; `properties` in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def sequence(label: str, properties: str = "<w:b/>") -> str:
    """A caption's label with its number as a field: 'Table 3' counts up in the sequence 'Table'."""
    words = label.rstrip("0123456789")
    digits = label[len(words) :]
    if not digits:
        return run(label, properties)
    name = words.strip().replace(" ", "_") or "Item"
    lead = run(words, properties) if words else ""
    return lead + field(f"SEQ {name} \\* ARABIC", run(digits, properties), properties)
