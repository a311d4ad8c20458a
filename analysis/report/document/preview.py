"""A plain HTML view of blocks, for reading a section inside Jupyter. The exporters make the report itself."""

from html import escape

from analysis.report.document.blocks import Block


def preview(blocks: list[Block]) -> str:
    """The blocks as simple HTML."""
    return "\n".join(SHAPES[block["kind"]](block) for block in blocks)


def title(block: Block) -> str:
    meta = "".join(f"<br>{escape(line)}" for line in block["meta"])
    return f"<h1>{escape(block['text'])}</h1><p>{escape(block['subtitle'])}{meta}</p>"


def heading(block: Block) -> str:
    tag = f"h{block['level'] + 1}"
    return f"<{tag}>{escape(block['text'])}</{tag}>"


def paragraph(block: Block) -> str:
    return f"<p>{block['html']}</p>"


def listing(block: Block) -> str:
    tag = "ol" if block["ordered"] else "ul"
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in block["items"]) + f"</{tag}>"


def note(block: Block) -> str:
    return f"<blockquote>{block['html']}</blockquote>"


def table(block: Block) -> str:
    columns = block["columns"]
    head = "".join(f"<th>{column['label']}</th>" for column in columns)
    body = "".join(table_row(row, columns) for row in block["rows"])
    notes = "".join(f"<p><small>{text}</small></p>" for text in block["notes"])
    return f"<p><strong>{block['label']}</strong> {block['caption']}</p><table><tr>{head}</tr>{body}</table>{notes}"


def table_row(row: dict, columns: list[dict]) -> str:
    if row.get("section"):
        text = escape(next(iter(row["cells"].values())))
        return f'<tr><th colspan="{len(columns)}" style="text-align:left">{text}</th></tr>'
    return "<tr>" + "".join(f"<td>{escape(row['cells'].get(column['key'], ''))}</td>" for column in columns) + "</tr>"


def figure(block: Block) -> str:
    caption = f"<figcaption><strong>{block['label']}</strong> {block['caption']}</figcaption>"
    return f"<figure>{block['svg']}{caption}</figure>"


def references(block: Block) -> str:
    return "".join(f"<p>{entry['html']}</p>" for entry in block["entries"])


def appendix(block: Block) -> str:
    return "<hr>"


SHAPES = {
    "title": title,
    "heading": heading,
    "paragraph": paragraph,
    "list": listing,
    "note": note,
    "table": table,
    "figure": figure,
    "references": references,
    "appendix": appendix,
}
