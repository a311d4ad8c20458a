"""WordprocessingML for tables: three rules, a head that repeats, rows that do not split."""

from analysis.report.formats import tables
from analysis.report.formats.wordprocessing.text import Writer, paragraph

TWIPS_PER_LINE = 9071  # 160 mm
TWIPS_PER_TURNED_LINE = 14003  # 247 mm
DIGIT = 10.0  # twips of a digit per point of type: half an em
KEPT_HEIGHT = 18  # a table of at most so many rows of one line stays on one page
HAIR = 4  # a rule, in eighths of a point

ALIGNS = {"left": "left", "center": "center", "decimal": "right"}


def table_xml(table: dict, writer: Writer) -> str:
    """A table block as `<w:tbl>`."""
    layout = tables.paper_layout(table)
    line = TWIPS_PER_TURNED_LINE if layout.turned else TWIPS_PER_LINE
    widths = [round(width * layout.share * line) for width in layout.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(_head_rows(table, widths, layout.size, writer))
    body = "".join(_body_rows(table, widths, layout, writer))
    return f"<w:tbl>{_properties(table, sum(widths), writer)}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"


def notes_xml(table: dict, lead: str, writer: Writer) -> str:
    """A table's notes, the first of them after `lead`; under a centred table they begin where it begins."""
    layout = tables.paper_layout(table)
    line = TWIPS_PER_TURNED_LINE if layout.turned else TWIPS_PER_LINE
    free = round((1 - max(layout.share, 0.7)) * line / 2) if writer.theme.centred_tables else 0
    texts = [("" if number else lead) + writer.inline(note) for number, note in enumerate(table.get("notes", []))]
    place = f'<w:ind w:left="{free}" w:right="{free}"/>'
    return "".join(
        paragraph("TableNote", text, ("<w:keepNext/>" if number < len(texts) else "") + place)
        for number, text in enumerate(texts, start=1)
    )


def _properties(table: dict, width: int, writer: Writer) -> str:
    """The table's width, place, outer rules and description."""
    place = "center" if writer.theme.centred_tables else "left"
    above, _, below = writer.theme.rules
    cell = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="{place}"/>'
        f"<w:tblBorders>{_rule('top', 8 * above)}{_rule('bottom', 8 * below)}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/>{cell}<w:tblLook w:firstRow="1" w:firstColumn="1" w:noHBand="1" w:noVBand="1"/>'
        "</w:tblPr>"
    )


def _rule(side: str, weight: float) -> str:
    return f'<w:{side} w:val="single" w:sz="{round(weight)}" w:space="0" w:color="1A1A1A"/>'


def _row(cells: str, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(inner: str, width: int, properties: str = "", span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{properties}</w:tcPr>{inner}</w:tc>'


def _head_rows(table: dict, widths: list[int], size: float, writer: Writer) -> list[str]:
    """One or two head rows; a label above two rows is merged downwards."""
    rows = tables.head_rows(table["columns"])
    bottom = f"<w:tcBorders>{_rule('bottom', 8 * writer.theme.rules[1])}</w:tcBorders>"
    hair = f"<w:tcBorders>{_rule('bottom', HAIR)}</w:tcBorders>"
    anchored = '<w:vAlign w:val="bottom"/>'
    upper, at = [], 0
    for head in rows[0]:
        width = sum(widths[at : at + head.columns])
        merged = '<w:vMerge w:val="restart"/>' if head.rows > 1 else ""
        edge = hair if head.columns > 1 else bottom if len(rows) == 1 or head.rows > 1 else ""
        upper.append(_cell(_head_text(head, size, writer), width, merged + edge + anchored, head.columns))
        at += head.columns
    if len(rows) == 1:
        return [_row("".join(upper), head=True)]
    below = iter(rows[1])
    lower = [
        _cell(_head_text(next(below), size, writer), width, bottom + anchored)
        if column.get("group")
        else _cell(_words("", size, "left", writer), width, "<w:vMerge/>" + bottom)
        for column, width in zip(table["columns"], widths, strict=True)
    ]
    return [_row("".join(upper), head=True), _row("".join(lower), head=True)]


def _head_text(head: tables.Head, size: float, writer: Writer) -> str:
    align = "left" if head.align == "left" else "center"
    return _paragraph(writer.inline(head.label, _size(size)), align, kept=True)


def _body_rows(table: dict, widths: list[int], layout: tables.Layout, writer: Writer) -> list[str]:
    """The rows under the head; a short table keeps together, and every table keeps its notes."""
    decimals = tables.decimal_columns(table)
    keys = [column["key"] for column in table["columns"]]
    count, size, rows = len(table["rows"]), layout.size, []
    short = layout.height <= KEPT_HEIGHT
    for number, row in enumerate(table["rows"]):
        kept = (short and number < count - 1) or (number == count - 1 and bool(table.get("notes")))
        if row.get("section"):
            stressed = "<w:b/>" if writer.language == "zh" else "<w:i/>"
            text = writer.text(row["cells"].get(keys[0], ""), stressed + _size(size))
            rows.append(_row(_cell(_paragraph(text, "left", kept=True), sum(widths), span=len(keys))))
            continue
        cells = []
        for column, width in zip(table["columns"], widths, strict=True):
            text, key = row["cells"].get(column["key"], ""), column["key"]
            indent = 0.0
            if key in decimals:
                free = width - 140 - decimals[key].width * DIGIT * size
                indent = max(free / 2, 0) + decimals[key].space[number] * DIGIT * size
            words = _words(text, size, ALIGNS[column["align"]], writer, kept, indent)
            cells.append(_cell(words, width, "" if column["align"] == "left" else "<w:noWrap/>"))
        rows.append(_row("".join(cells)))
    return rows


def _words(text: str, size: float, align: str, writer: Writer, kept: bool = False, indent: float = 0.0) -> str:
    """A cell's paragraph; `indent` is what stands free to the right of a number, in twips."""
    return _paragraph(writer.text(text, _size(size)) if text else "", align, kept, indent)


def _paragraph(inner: str, align: str, kept: bool = False, indent: float = 0.0) -> str:
    keep = "<w:keepNext/>" if kept else ""
    right = f'<w:ind w:right="{round(indent)}"/>' if indent else ""
    return paragraph("TableText", inner, f'{keep}{right}<w:jc w:val="{align}"/>')


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
