"""From a drawing to SVG: the same every time."""

import io
import re

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.report.drawing import style

# matplotlib sets these for every element of the page that the figure stands in; the root's attributes do for its own.
RULE_FOR_ALL = """ <defs>
  <style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>
 </defs>
"""


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

    Identifiers that nothing refers to are dropped, the others start with the figure's name.
    """
    element = svg[svg.index("<svg") :].strip()
    element = re.sub(r"<!--.*?-->\s*", "", element, flags=re.DOTALL)
    element = element.replace(RULE_FOR_ALL, "").replace("<svg", '<svg stroke-linejoin="round" stroke-linecap="butt"', 1)
    used = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', element))
    kept = {first or second for first, second in used}

    def identifier(match: re.Match) -> str:
        return f' id="fig-{name}-{match[1]}"' if match[1] in kept else ""

    element = re.sub(r' id="([^"]+)"', identifier, element)
    element = re.sub(r'href="#', f'href="#fig-{name}-', element)
    return element.replace("url(#", f"url(#fig-{name}-") + "\n"
