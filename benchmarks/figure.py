"""The figure of the speed benchmark: how many times faster, beside what was aimed at."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt

from .jobs import JOBS

LOOKS = {
    "bfi": ("o", "#1b6ca8"),
    "500": ("s", "#7fb069"),
    "1469": ("v", "#8e6c8a"),
    "5000": ("D", "#e6aa68"),
    "100000": ("^", "#ca3c25"),
}
DETERMINISTIC = {"svg.hashsalt": "benchmarks", "svg.fonttype": "path", "font.size": 9}


def draw_speed(comparisons: Sequence[dict], file: Path) -> None:
    """Ratios on a logarithmic axis, a row per job, a mark per sample, a bar for each goal."""
    measured = [found for found in comparisons if found["peers"]]
    jobs = [job for job in JOBS if any(found["job"] == job.name for found in measured)]
    with plt.rc_context(DETERMINISTIC):
        figure, ax = plt.subplots(figsize=(7.5, 0.42 * len(jobs) + 1.2), layout="constrained")
        for place, job in enumerate(reversed(jobs)):
            draw_job(ax, place, job, [found for found in measured if found["job"] == job.name])
        ax.set_yticks(range(len(jobs)), [job.title for job in reversed(jobs)])
        ax.set_xscale("log")
        ax.axvline(1, color="#999999", linewidth=0.8)
        ax.set_xlabel("times faster than R's faster way (bars: goals)")
        ax.xaxis.set_major_formatter("{x:g}")
        ax.grid(axis="x", color="#dddddd", linewidth=0.6)
        ax.set_axisbelow(True)
        ax.spines[["top", "right", "left"]].set_visible(False)
        handles = [
            ax.plot([], [], marker, color=color, linestyle="", label=name if name == "bfi" else f"n = {int(name):,}")[0]
            for name, (marker, color) in LOOKS.items()
        ]
        figure.legend(handles=handles, loc="outside upper center", ncols=5, frameon=False)
        figure.savefig(file, format="svg", metadata={"Date": None})
        plt.close(figure)
    file.write_text("\n".join(line.rstrip() for line in file.read_text().splitlines()) + "\n")


def draw_job(ax, place: int, job, found: Sequence[dict]) -> None:
    """One row: a mark and a goal for each sample, side by side."""
    offsets = {name: 0.28 - 0.14 * number for number, name in enumerate(LOOKS)}
    for comparison in found:
        sample = comparison["sample"]
        marker, color = LOOKS[sample]
        y = place + offsets[sample]
        ratio = min(comparison["peers"].values()) / comparison["seconds"]
        ax.plot(ratio, y, marker, color=color, markersize=5)
        if goal := job.goal(sample):
            ax.plot([goal] * 2, [y - 0.07, y + 0.07], color=color, linewidth=1.4)
