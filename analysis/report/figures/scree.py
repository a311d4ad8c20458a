"""How many factors the answers hold: eigenvalues beside those of random data."""

from typing import Any

import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.report import numbers
from analysis.report.figures import style
from analysis.report.figures.wording import Wording


def draw(results: dict[str, Any], wording: Wording) -> Figure:
    """Eigenvalues of the data, and the band from the mean to the quantile of random data."""
    figure = style.canvas(7.5, 13.0)
    draw_curves(figure.add_subplot(), results["efa"]["parallel"], wording)
    return figure


def draw_curves(ax: Axes, parallel: dict[str, Any], wording: Wording) -> None:
    """Both curves, labelled where they run; points above random data are filled."""
    rows = parallel["rows"]
    component, eigenvalue, mean, quantile = (
        [row[key] for row in rows] for key in ("component", "eigenvalue", "simulated_mean", "simulated_quantile")
    )
    ax.fill_between(component, mean, quantile, color=style.VERMILLION, alpha=0.25, linewidth=0)
    seaborn.lineplot(x=component, y=mean, ax=ax, color=style.VERMILLION, linestyle=(0, (4, 2)), errorbar=None)
    seaborn.lineplot(x=component, y=quantile, ax=ax, color=style.VERMILLION, errorbar=None)
    seaborn.lineplot(x=component, y=eigenvalue, ax=ax, color=style.BLUE, errorbar=None)
    above = [e > q for e, q in zip(eigenvalue, quantile, strict=True)]
    for is_above, fill in ((True, style.BLUE), (False, style.PAPER)):
        chosen = [i for i, value in enumerate(above) if value is is_above]
        x, y = [component[i] for i in chosen], [eigenvalue[i] for i in chosen]
        ax.plot(x, y, "o", color=style.BLUE, markerfacecolor=fill, markeredgewidth=1, zorder=4)
    label_curves(ax, rows, parallel, wording)
    ax.set_xticks([n for n in component if n == 1 or n % (5 if len(rows) > 12 else 1) == 0])
    ax.set(xlabel=wording["component"], ylabel=wording["eigenvalue"], ylim=(0, None), xlim=(0.5, len(rows) + 0.5))
    style.open_axes(ax, left=True)


def label_curves(ax: Axes, rows: list[dict[str, Any]], parallel: dict[str, Any], wording: Wording) -> None:
    """Names at the curves, in their colours."""
    first = rows[0]
    text = {"fontsize": style.SIZE, "va": "center", "annotation_clip": False}
    at = (first["component"], first["eigenvalue"])
    ax.annotate(wording["data"], at, (8, 0), textcoords="offset points", color=style.BLUE, **text)
    random = wording["random_data"].format(quantile=numbers.percent(parallel["quantile"], 0))
    at = (len(rows), rows[len(rows) // 2]["simulated_quantile"])
    ax.annotate(random, at, (0, 14), textcoords="offset points", color=style.VERMILLION, ha="right", **text)


def facts(results: dict[str, Any], wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    efa = results["efa"]
    return {
        "eigenvalues": [row["eigenvalue"] for row in efa["parallel"]["rows"]],
        "n_factors": efa["n_factors"],
        "n_draws": efa["parallel"].get("n_draws"),
        "quantile": efa["parallel"]["quantile"],
    }
