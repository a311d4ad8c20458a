"""From a drawing to SVG: text as text, the same every time, and no longer than it has to be."""

import io
import re

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.report.drawing import style
from analysis.report.fonts.coverage import CHINESE_SANS

# matplotlib sets these for every element of the page that the figure stands in; the root's attributes do for its own.
RULE_FOR_ALL = """ <defs>
  <style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>
 </defs>
"""
ROOT = f'<svg stroke-linejoin="round" stroke-linecap="butt" font-family="{CHINESE_SANS}"'
REDUNDANT = re.compile(  # what matplotlib writes and a reader of the file can do without
    rf""" transform="rotate\(-?0 [^)]*\)"| font-family: '{CHINESE_SANS}';"""
    r"""|<path d="[^"]*"(?: clip-path="[^"]*")? style="fill: none"/>"""
)
REFERENCE = re.compile(r'href="#([^"]+)"|url\(#([^)]+)\)')
TAG, FINE = re.compile(r"<(?!g data-tell)[^>]*\.\d{3}[^>]*>"), re.compile(r"-?\d+\.\d{3,}")
ROUND = re.compile(
    r'<path d="M(\S+) (\S+)C((?:[-\d. ]+C){7}[-\d. ]+)z"'
)  # a circle of eight arcs, from its lowest point
OUTLINE, LOOSE = re.compile(r' d="[^"]*"'), re.compile(r"\s*\n\s*(?=[LCQz\"])|(?<=[MLCQ])\s+")


def rendered(figure: Figure, name: str) -> str:
    """A figure as an SVG element, its layout settled."""
    style.settle_layout(figure)
    return standing_inline(svg_of(figure), name)


def svg_of(figure: Figure) -> str:
    """The figure as SVG, without the day it was drawn or what drew it."""
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with io.StringIO() as file:
        FigureCanvasSVG(figure).print_svg(file, metadata=nothing)
        return file.getvalue()


def standing_inline(svg: str, name: str) -> str:
    """
    The bare `<svg>` element, ready to stand among others in one page.

    Identifiers that nothing refers to are dropped, the others are the figure's name and a number: matplotlib's own hang
    on the last digits of a layout. What a mark tells stands in its `data-tell`.
    """
    element = svg[svg.index("<svg") :].strip()
    element = re.sub(r"<!--.*?-->\s*", "", element, flags=re.DOTALL)
    element = element.replace(RULE_FOR_ALL, "").replace("<svg", ROOT, 1)
    used = [first or second for first, second in REFERENCE.findall(element)]
    kept = {old: f"fig-{name}-{number}" for number, old in enumerate(dict.fromkeys(used))}

    def identifier(match: re.Match) -> str:
        if match[1].startswith(style.TOLD):
            return f' data-tell="{match[1].removeprefix(style.TOLD)}"'
        return f' id="{kept[match[1]]}"' if match[1] in kept else ""

    def reference(match: re.Match) -> str:
        old = match[1] or match[2]
        return match[0].replace(f"#{old}", f"#{kept[old]}")

    return shortened(REFERENCE.sub(reference, re.sub(r' id="([^"]+)"', identifier, element))) + "\n"


def shortened(svg: str) -> str:
    """The same drawing in fewer words: hundredths of a point are enough, and groups without attributes do nothing."""
    svg = TAG.sub(lambda tag: FINE.sub(hundredths, tag[0]), REDUNDANT.sub("", svg))
    svg = OUTLINE.sub(lambda outline: LOOSE.sub("", outline[0]), svg)
    return re.sub(r"\s*\n\s*", "\n", ungrouped(ROUND.sub(circle, svg)))


def circle(path: re.Match) -> str:
    """A round path as a circle; another path as it is."""
    x, y = float(path[1]), float(path[2])
    ends = [[float(part) for part in arc.split()[-2:]] for arc in path[3].split("C")]
    radius, highest = (y - ends[3][1]) / 2, ends[3]
    sides = [ends[1][0] - x, x - ends[5][0]]
    if abs(highest[0] - x) > 0.02 or any(abs(abs(side) - radius) > 0.02 for side in sides):
        return path[0]
    return f'<circle cx="{path[1]}" cy="{y - radius:.2f}" r="{radius:.2f}"'


def hundredths(number: re.Match) -> str:
    """A coordinate with two decimals at most."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def ungrouped(svg: str) -> str:
    """The drawing without the groups that have no attribute."""
    groups: list[bool] = []

    def tag(match: re.Match) -> str:
        if match[0] == "</g>":
            return match[0] if groups.pop() else ""
        if match[0].endswith("/>"):
            return ""
        groups.append(bool(match[1].strip()))
        return match[0] if groups[-1] else ""

    return re.sub(r"<g\b([^>]*)>|</g>", tag, svg)
