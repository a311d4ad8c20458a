"""What an exporter reads: the blocks of an executed notebook, checked before a page is made."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import nbformat
from nbformat import NotebookNode

from analysis.report.document.blocks import MIME, in_all_texts
from analysis.report.fonts.coverage import drawable, shortened
from analysis.report.formats.markup import inline_runs, is_chinese, plain_text
from analysis.report.formats.themes import Theme, usual
from analysis.report.formats.words import LANG_TAGS, WORDS

RUNNING = 80  # letters of the title that the head of a page has room for; of Chinese ones half
UNDATED = datetime(2000, 1, 1)
LINK = re.compile(r'<a href="#(?P<id>[^"]+)">(?P<text>.*?)</a>')
PICTURE = ("svg", "png")  # keys of a block that hold no text


class BlockError(ValueError):
    """The blocks of a notebook do not make a document."""


def blocks_of(notebook: NotebookNode) -> Iterator[dict]:
    """The document's blocks, in order, from the outputs of an executed report notebook."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            found = output.get("data", {}).get(MIME, [])
            yield from found if isinstance(found, list) else [found]


class Settled(list):
    """Blocks that nothing changes any more: what would copy a notebook whole shares them."""

    def __deepcopy__(self, memo: dict) -> "Settled":
        return self


def settled(notebook: NotebookNode) -> NotebookNode:
    """The notebook with all its blocks in one cell, so that exporters of nbconvert do not copy each of them anew."""
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data")])
    cell.outputs[0].data[MIME] = Settled(blocks_of(notebook))
    return nbformat.v4.new_notebook(cells=[cell], metadata=notebook.metadata)


@dataclass(frozen=True, kw_only=True)
class Page:
    """
    One report in one language, before it has a format.

    Parameters
    ----------
    language : "en" or "zh".
    lang_tag : the same as BCP 47, "en" or "zh-Hans".
    title, subtitle : plain text.
    simulated : whether every page has to say that the data are simulated.
    date : written into the file; a fixed day where the notebook names none, so that reruns are equal.
    blocks : the document, in order.
    whole : the blocks of every part: fonts are cut for all of them, once.
    theme : how it looks.
    word_template : the path of a Word file whose styles and paper the Word file takes, or empty.
    languages : those that the report is written in.
    passports : of the numbers in it, as `web.passports.issued` gives them, with the fingerprint of the answers
        under `data`; empty where nothing is known of them.
    """

    language: str
    lang_tag: str
    title: str
    subtitle: str
    simulated: bool
    date: datetime
    blocks: list[dict]
    whole: list[dict]
    theme: Theme
    word_template: str = ""
    languages: tuple[str, ...] = ()
    passports: dict = field(default_factory=dict)

    @property
    def running(self) -> str:
        """The title as it stands at the head of each page: on one line."""
        return shortened(self.title, RUNNING // (2 if is_chinese(self.title) else 1))

    @property
    def words(self) -> dict[str, str]:
        """The words that pages add, in this language."""
        return WORDS[self.language]


def read_page(notebook: NotebookNode) -> Page:
    """
    The report in an executed notebook.

    Raises
    ------
    BlockError : no blocks, an id twice, or a link to nothing.
    MarkupError : a text that is not well-formed.
    """
    about = notebook.metadata.get("report", {})
    language = about.get("language", "en")
    whole = [with_glyphs(block) for block in blocks_of(notebook)]
    blocks = part_of(whole, about.get("part", ""))
    if not blocks:
        raise BlockError("the notebook holds no blocks: was it executed?")
    require_targets(blocks)
    return Page(
        language=language,
        lang_tag=about.get("lang_tag", LANG_TAGS[language]),
        title=drawable(about.get("title", "")),
        subtitle=drawable(about.get("subtitle", "")),
        simulated=bool(about.get("simulated", False)),
        date=datetime.fromisoformat(about["date"]) if about.get("date") else UNDATED,
        blocks=blocks,
        whole=whole,
        theme=Theme(**about["theme"]) if "theme" in about else usual(language),
        word_template=about.get("word_template", ""),
        languages=tuple(about.get("languages", [language])),
        passports=json.loads(about.get("passports", "{}")),
    )


def part_of(blocks: list[dict], part: str) -> list[dict]:
    """The blocks of one part; links into another part become text. All of them where no part is named."""
    if not part:
        return blocks
    chosen = [block for block in blocks if block.get("part", part) == part]
    here = {name for block in chosen for name in ids(block)}
    return [unlinked(block, here) for block in chosen]


def unlinked(block: dict, here: set[str]) -> dict:
    """A block without the links that lead to what is not `here`."""
    return in_all_texts(
        block, lambda text: LINK.sub(lambda link: link[0] if link["id"] in here else link["text"], text)
    )


def with_glyphs(block: dict) -> dict:
    """A block in whose texts every character that no font draws is visibly replaced, so that no format fails by it."""
    return {key: value if key in PICTURE else in_all_texts(value, drawable) for key, value in block.items()}


def name_of(block: dict) -> str:
    """A block as an error names it."""
    return f"{block['kind']} {block.get('id', '')}".strip()


def fragments(block: dict) -> Iterator[str]:
    """Every inline XML text of a block."""
    yield from (block[key] for key in ("html", "caption") if block.get(key))
    yield from block.get("notes", [])
    yield from block.get("items", [])
    yield from (entry["html"] for entry in block.get("entries", []))
    for column in block.get("columns", []):
        yield from (column[key] for key in ("label", "group") if column.get(key))


def texts(block: dict) -> Iterator[str]:
    """Every text of a block as a reader sees it."""
    yield from map(plain_text, fragments(block))
    yield from (block[key] for key in ("text", "subtitle", "label", "alt") if block.get(key))
    yield from block.get("meta", [])
    for row in block.get("rows", []):
        yield from row["cells"].values()


def ids(block: dict) -> Iterator[str]:
    """Every place in a block that a link can lead to."""
    if block.get("id"):
        yield block["id"]
    yield from (entry["id"] for entry in block.get("entries", []))


def require_targets(blocks: list[dict]) -> None:
    """Refuse an id that stands twice and a link that leads nowhere."""
    seen: set[str] = set()
    for block in blocks:
        for name in ids(block):
            if name in seen:
                raise BlockError(f"two blocks have the id {name!r}")
            seen.add(name)
    for block in blocks:
        for fragment in fragments(block):
            lost = [run.href for run in inline_runs(fragment) if run.href and run.href[1:] not in seen]
            if lost:
                raise BlockError(f"{name_of(block)}: {lost[0]} leads to nothing in this report")
