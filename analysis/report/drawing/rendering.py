"""From a drawing to bytes: the same ones every time."""

import base64
import io
import re
import zlib

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from PIL import Image

from analysis.report.drawing import style

DPI, COMPRESSION = 300, {"compress_level": 1, "compress_type": zlib.Z_RLE}  # as small as more effort makes it
# matplotlib sets these for every element of the page that the figure stands in; the root's attributes do for its own.
RULE_FOR_ALL = """ <defs>
  <style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>
 </defs>
"""


def rendered(figure: Figure, name: str) -> tuple[str, str]:
    """A figure as an SVG element and as a PNG in base64; the layout is settled once for both."""
    style.settle_layout(figure)
    return standing_inline(svg_of(figure), name), base64.b64encode(png_of(figure)).decode("ascii")


def svg_of(figure: Figure) -> str:
    """The figure as SVG, without the day it was drawn or what drew it."""
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with io.StringIO() as file:
        FigureCanvasSVG(figure).print_svg(file, metadata=nothing)
        return file.getvalue()


def png_of(figure: Figure) -> bytes:
    """The figure as PNG on white paper."""
    figure.set(dpi=DPI, facecolor=style.PAPER)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    with io.BytesIO() as file:
        image = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")
        image.save(file, "PNG", dpi=(DPI, DPI), **COMPRESSION)
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
