"""Drawings for a page: in its colours and its fonts, named and described."""

import re

from markupsafe import Markup

COLOURS = {  # what a figure is drawn in -> what the page, light or dark, makes of it; other colours stay
    "#1a1a1a": "currentColor",
    "#5c5c5c": "var(--muted)",
    "#d4d4d4": "var(--rule)",
    "#ffffff": "var(--paper)",
    "#0072b2": "var(--blue)",  # lines, marks and the words beside them
    "#d55e00": "var(--vermillion)",
}
FAMILY = re.compile(r'\s*font-family: [^;"]*;?|\sfont-family="[^"]*"')  # the page's style sheet names the fonts

MARK = re.compile(r'<g data-tell="([^"]*)">')
STRAIGHT = re.compile(r'(?<= d=")M[\d.\- MLz]+(?=")')
STEP = re.compile(r"([ML])([\d.\-]+) ([\d.\-]+)|z")
STYLE = re.compile(r'style="([^"]*)"')
PLAIN = re.compile(r' (x|y|class|id|href|clip-path|width|height)="([^"\s]+)"(?=[ >])')  # needs no quotation marks


def drawings(figures: list[dict]) -> tuple[str, dict[str, Markup]]:
    """CSS with a class for each style in some figures, and by id the drawings, which name their styles by it."""
    drawn = {figure["id"]: drawing(figure, f"d{number}") for number, figure in enumerate(figures)}
    styles = dict.fromkeys(style for svg in drawn.values() for style in STYLE.findall(svg))
    names = {style: f"f{number}" for number, style in enumerate(styles)}
    css = "".join(f".{name}{{{style.replace(': ', ':').replace('; ', ';')}}}" for style, name in names.items())
    named = {key: STYLE.sub(lambda at: f'class="{names[at[1]]}"', svg) for key, svg in drawn.items()}
    return css, {key: Markup(PLAIN.sub(r" \1=\2", svg.replace('"/>', '" />'))) for key, svg in named.items()}


def drawing(figure: dict, own: str) -> Markup:
    """A figure's SVG for a page: its ids begin with a short name of its `own`, its capitals are kept."""
    name = figure["id"]
    svg = re.sub("|".join(COLOURS), lambda match: COLOURS[match[0]], FAMILY.sub("", figure["svg"]))
    svg = svg.replace("xlink:href", "href")
    svg = re.sub(rf'( id="|href="#|url\(#)(?:{re.escape(name)}-)?', rf"\g<1>{own}-", svg)
    svg = re.sub(r"<style[^>]*>\s*(<!\[CDATA\[)?\s*\*\s*\{.*?</style>", "", svg, flags=re.DOTALL)
    kept = re.sub(r'\s(width|height|role|aria-\w+)="[^"]*"', "", opening_tag(svg)[0])[4:-1]
    svg = STRAIGHT.sub(lambda path: shortened(path[0]), svg)
    svg = MARK.sub(r'<g data-tell role="img" aria-label="\1">', svg)
    root, role = opening_tag(svg), "group" if "data-tell" in svg else "img"
    opening = Markup('<svg{} role="{}" aria-labelledby="{}-name {}-alt"><title id="{}-name">{}</title>').format(
        Markup(kept), role, name, name, name, figure["label"]
    )
    return opening + Markup('<desc id="{}-alt">{}</desc>').format(name, figure["alt"]) + Markup(svg[root.end() :])


def shortened(path: str) -> str:
    """
    A path of straight lines, those along an axis by the one coordinate that changes.

    >>> shortened("M1 2L1 5L3 5L4 6z")
    'M1 2V5H3L4 6z'
    """
    at, steps = ("", ""), []
    for step in STEP.finditer(path):
        kind, x, y = step.groups(default="")
        along = f"V{y}" if kind == "L" and x == at[0] else f"H{x}" if kind == "L" and y == at[1] else step[0]
        steps.append(along)
        at = (x, y)
    return "".join(steps)


def opening_tag(svg: str) -> re.Match[str]:
    """Where a drawing begins; ValueError in what is none."""
    if found := re.search(r"<svg\b[^>]*>", svg):
        return found
    raise ValueError("a figure is not a drawing")
