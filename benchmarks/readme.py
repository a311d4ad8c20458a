"""What the README shows: tables and sentences made from the runs' numbers, written between markers."""

from collections.abc import Sequence
from pathlib import Path

from .jobs import JOBS, Job

README = Path(__file__).with_name("README.md")
LIMIT_MB = 1_000
"""Peak memory that no job may pass with 100,000 rows."""


def replaced(text: str, section: str, content: str) -> str:
    """`text` with `content` between the markers of `section`."""
    begin, end = f"<!-- {section}:begin -->", f"<!-- {section}:end -->"
    if text.count(begin) != 1 or text.count(end) != 1:
        raise ValueError(f"README.md has no pair of markers {begin} {end}.")
    before, rest = text.split(begin)
    return f"{before}{begin}\n{content.strip()}\n{end}{rest.split(end)[1]}"


def write_section(section: str, content: str) -> None:
    """Put `content` in its place in README.md."""
    README.write_text(replaced(README.read_text(encoding="utf-8"), section, content), encoding="utf-8")


def table(header: Sequence[str], rows: Sequence[Sequence[str]], n_words: int) -> str:
    """A Markdown table; columns after the first `n_words` are set right."""
    rule = ["---"] * n_words + ["---:"] * (len(header) - n_words)
    return "\n".join("| " + " | ".join(row) + " |" for row in (header, rule, *rows))


def write_speed(results: dict) -> None:
    """The speed section of README.md, and its figure."""
    from .figure import draw_speed

    parts = [
        machine_line(results),
        speed_table(results["comparisons"]),
        notes(results),
        memory_table(results["memory"]),
    ]
    write_section("speed", "\n\n".join(part for part in parts if part))
    draw_speed(results["comparisons"], README.with_name("speed.svg"))


def machine_line(results: dict) -> str:
    """What it was measured on."""
    machine = results["machine"]
    peers = ", ".join(f"{name} {machine[name]}" for name in ("psych", "lavaan", "semTools") if machine.get(name))
    r_side = f"; R {machine['R']} ({machine['blas']}), {peers}" if machine.get("R") else "; without R"
    clock = {"wall": "Wall-clock time", "processor": "Processor time (the machine was busy)"}[results["clock"]]
    return (
        f"{machine['cores']} cores of {machine['processor']}, {machine['memory_gb']} GB, {machine['system']}; "
        f"Python {machine['python']}, NumPy {machine['numpy']}, SciPy {machine['scipy']}, one BLAS thread{r_side}. "
        f"{clock}, medians of {results['n_rounds']} rounds."
    )


def speed_table(comparisons: Sequence[dict]) -> str:
    """A row per job and sample."""
    jobs = {job.name: job for job in JOBS}
    order = {name: place for place, name in enumerate(jobs)}
    rows = [speed_row(jobs[found["job"]], found) for found in sorted(comparisons, key=lambda c: order[c["job"]])]
    header = ("job", "data", "faster peer", "R, ms", "ours, ms", "ratio", "goal", "met", "largest difference")
    return table(header, rows, 3)


def speed_row(job: Job, found: dict) -> list[str]:
    """One row: times, ratio, goal, whether it is met, and how far the key numbers are apart."""
    sample = found["sample"] if found["sample"] == "bfi" else f"n = {int(found['sample']):,}"
    ours = milliseconds(found["seconds"])
    if not found["peers"]:
        return [job.title, sample, "not run", "", ours, "", "", "", ""]
    peer, seconds = min(found["peers"].items(), key=lambda pair: pair[1])
    ratio, goal = seconds / found["seconds"], job.goal(found["sample"])
    shown_goal = "" if goal is None else f"{goal:g}" if found["sample"] in job.goals else f"({goal:g})"
    peer += " †" if found["share"] < 1 else ""
    equal = found["difference"] <= job.tolerance
    difference = f"{found['difference']:.0e}" + ("" if equal else " (!)")
    met = "" if goal is None else "yes" if ratio >= goal else "**no**"
    return [job.title, sample, peer, milliseconds(seconds), ours, f"{ratio:.3g}", shown_goal, met, difference]


def milliseconds(seconds: float) -> str:
    """Seconds as milliseconds with three figures."""
    value = seconds * 1e3
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def notes(results: dict) -> str:
    """What the table's signs mean, and what was not run."""
    lines = [
        "Ratio: the time of R's faster way over ours. Goals in brackets are carried over from another size. "
        "† timed on fewer resamples and scaled up. Difference: of the key numbers (fit, estimates, errors; for "
        "resampling the bounds), |ours - R| / (1 + |R|); (!) marks one beyond the job's tolerance.",
        *(f"Without {name}: {reason}." for name, reason in results["skipped"].items()),
        *(
            f"{job.title}, n = {int(sample):,}: {reason}."
            for job in JOBS
            for sample, reason in job.without_peer.items()
        ),
    ]
    return "\n".join(lines)


def memory_table(memory: dict[str, float]) -> str:
    """Peak memory of each job with 100,000 rows."""
    if not memory:
        return ""
    rows = [
        [job.title, f"{memory[job.name]:,.0f}", "yes" if memory[job.name] < LIMIT_MB else "**no**"]
        for job in JOBS
        if job.name in memory
    ]
    title = "Peak memory with 100,000 rows, of a process of its own, the answers and all libraries included:"
    return title + "\n\n" + table(("job", "MB", "below 1 GB"), rows, 1)


COVERED = (0.93, 0.97)
"""Shares of 95 % intervals that hold the truth, for the word "yes"."""

REJECTED = (0.03, 0.07)
"""Shares of true hypotheses that tests at 5 % reject, for the word "yes"."""


def write_coverage(results: dict) -> None:
    """The coverage section of README.md."""
    machine = results["machine"]
    line = (
        f"Python {machine['python']}, NumPy {machine['numpy']}, SciPy {machine['scipy']}. Twelve items, three factors "
        "that correlate .5. Share: of intervals of 95 % that hold the population's value (93 to 97 % are right), or of "
        "tests of a true hypothesis that reject it at 5 % (3 to 7 % are right), with its Monte Carlo error. "
        "Of many true hypotheses at once it is the share of draws in which any is rejected."
    )
    header = ("population", "interval or test", "n", "draws", "share, %", "error", "right")
    rows = [coverage_row(found) for found in results["rows"]]
    write_section("coverage", line + "\n\n" + table(header, rows, 2))


def coverage_row(found: dict) -> list[str]:
    """One row: where, what, how often, and whether that is as often as promised."""
    from .designs import DESIGNS, NOT_PROMISED
    from .group_designs import AT_MOST

    design = DESIGNS[found["design"]]
    low, high = COVERED if found["kind"] == "interval" else REJECTED
    low = 0.0 if found["quantity"].endswith(AT_MOST) else low
    right = "yes" if low <= found["share"] <= high else "**no**"
    if found["quantity"].endswith(NOT_PROMISED):
        right = right.strip("*")
    draws = f"{found['n_draws']:,}" + (f" ({found['n_refused']} refused)" if found["n_refused"] else "")
    share, error = (f"{100 * found[name]:.1f}" for name in ("share", "error"))
    return [design.assumption, found["quantity"], f"{design.n_obs:,}", draws, share, error, right]


def findings_table(results: dict) -> str:
    """The findings section of README.md."""
    machine = results["machine"]
    line = (
        f"Python {machine['python']}, NumPy {machine['numpy']}, SciPy {machine['scipy']}. Said: draws in which summary "
        "and limits both name what is wrong, or, where nothing is, any of the five findings sought. Error: its Monte "
        "Carlo error. Also: every other finding of the first page, by its code."
    )
    header = ("what is wrong", "n", "draws", "said, %", "error", "also, %")
    return line + "\n\n" + table(header, [findings_row(found) for found in results["rows"]], 1)


def findings_row(found: dict) -> list[str]:
    """One row: what is wrong, how often it is said, and what else is."""
    n_draws = found["n_draws"]
    share = found["n_said"] / n_draws
    others = {code: n for code, n in found["n_by_code"].items() if code != found["finding"]}
    also = ", ".join(f"{code} {100 * n / n_draws:.1f}" for code, n in others.items())
    error = 100 * (share * (1 - share) / n_draws) ** 0.5
    return [
        found["title"],
        f"{found['n_obs']:,}",
        f"{n_draws:,}",
        f"{100 * share:.1f}",
        f"{error:.1f}",
        also or "nothing",
    ]


UNSAID = 0.05
"""Share of draws in which something wrong may be said, for the word "yes"."""


def truth_table(results: dict) -> str:
    """The section of README.md on simulated truth."""
    machine = results["machine"]
    line = (
        f"Python {machine['python']}, NumPy {machine['numpy']}, SciPy {machine['scipy']}. Share: of draws in which the "
        "report says what it should not (at most 5 % are right), or of intervals of 95 % that hold the population's "
        "value (93 to 97 %), with its Monte Carlo error."
    )
    header = ("what is true", "counted", "n", "draws", "share, %", "error", "right")
    return line + "\n\n" + table(header, [truth_row(found) for found in results["rows"]], 2)


def truth_row(found: dict) -> list[str]:
    """One row: what is true, what was counted, how often, and whether that is as often as promised."""
    low, high = COVERED if found["is_interval"] else (0.0, UNSAID)
    right = "yes" if low <= found["share"] <= high else "**no**"
    share, error = (f"{100 * found[name]:.1f}" for name in ("share", "error"))
    return [found["title"], found["what"], f"{found['n_obs']:,}", f"{found['n_draws']:,}", share, error, right]


def importing_section(results: dict) -> str:
    """A row per layout and per kind of known file, the sum of the layouts, and the time of a large import."""
    machine, large = results["machine"], results["large"]
    known = ("studies", "cases", "exports")
    layouts = [found for found in results["rows"] if found["name"] not in known]
    counts = [count for count in layouts[0] if count not in ("name", "faults")]
    total = {"name": "**all layouts**"} | {count: sum(found[count] for found in layouts) for count in counts}
    others = [found for found in results["rows"] if found["name"] in known]
    header = ("export", "files", "items", "with ?", "direction right", "not, but ?", "wrong")
    header = (*header, "scale right", "not, but ?", "wrong", "no item", "personal columns read")
    rows = [importing_row(found) for found in (*layouts, total, *others)]
    size = f"{large['n_rows']:,} rows of {large['n_columns']} columns ({large['megabytes']:.0f} MB of XLSX)"
    took = f"{large['seconds']:.1f} s, {large['processor_seconds']:.1f} s of processor"
    return "\n\n".join(
        (
            f"{machine['cores']} cores of {machine['processor']}, Python {machine['python']}.",
            table(header, rows, 1),
            f"{size} become a study folder in {took}.",
        )
    )


def importing_row(found: dict) -> list[str]:
    """One row; what is neither right nor marked is wrong, what is proposed as no item is counted by itself."""
    cells = [found["name"], f"{found['n_files']}", f"{found['n_items']:,}", f"{found['n_marked']:,}"]
    judged = found["n_items"] - found["n_lost"]
    for what in ("direction", "membership"):
        right, marked = found[f"{what}_right"], found[f"{what}_marked"]
        no_scales = what == "membership" and found["name"] == "exports"
        cells += ["", "", ""] if no_scales else [f"{right:,}", f"{marked:,}", f"{judged - right - marked:,}"]
    return [*cells, f"{found['n_lost']:,}", f"{found['personal_read']:,}"]


def mutants_section(results: dict, equivalent: dict[str, str]) -> str:
    """A row per module, their sum, and what was left out because it changes nothing."""
    rows = results["rows"]
    total = {"module": "**all modules**", "n": sum(row["n"] for row in rows)}
    total |= {"survivors": [survivor for row in rows for survivor in row["survivors"]]}
    header = ("module", "mutants", "noticed", "%")
    lost = [f"- {module_name(row)}, `{survivor}`" for row in rows for survivor in row["survivors"]]
    reasons = [f"- `{mutant}`: {reason}" for mutant, reason in equivalent.items()]
    return "\n\n".join(
        (
            f"Python {results['machine']['python']}.",
            table(header, [mutants_row(row) for row in (*rows, total)], 1),
            "Not noticed:\n\n" + ("\n".join(lost) or "none"),
            "Left out, for they change nothing:\n\n" + ("\n".join(reasons) or "none"),
        )
    )


def module_name(row: dict) -> str:
    return row["module"].removeprefix("analysis/")


def mutants_row(row: dict) -> list[str]:
    """One module, or all."""
    n_killed = row["n"] - len(row["survivors"])
    return [module_name(row), f"{row['n']:,}", f"{n_killed:,}", f"{100 * n_killed / row['n']:.1f}"]
