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


def drawing(figure: dict) -> Markup:
    """A figure's SVG for a page: its ids its own, its capitals kept."""
    name = figure["id"]
    svg = re.sub("|".join(COLOURS), lambda match: COLOURS[match[0]], FAMILY.sub("", figure["svg"]))
    svg = re.sub(rf'( id="|href="#|url\(#)(?!{re.escape(name)}-)', rf"\g<1>{name}-", svg)
    svg = re.sub(r"<style[^>]*>\s*(<!\[CDATA\[)?\s*\*\s*\{.*?</style>", "", svg, flags=re.DOTALL)
    root = re.search(r"<svg\b[^>]*>", svg)
    kept = re.sub(r'\s(width|height|role|aria-\w+)="[^"]*"', "", root[0])[4:-1]
    svg = MARK.sub(r'<g data-tell="\1" role="img" aria-label="\1">', svg)
    root, role = re.search(r"<svg\b[^>]*>", svg), "group" if "data-tell" in svg else "img"
    opening = Markup('<svg{} role="{}" aria-labelledby="{}-name {}-alt"><title id="{}-name">{}</title>').format(
        Markup(kept), role, name, name, name, figure["label"]
    )
    return opening + Markup('<desc id="{}-alt">{}</desc>').format(name, figure["alt"]) + Markup(svg[root.end() :])
