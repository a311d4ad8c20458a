"""Is this study folder sound? What is in it, said without running a notebook."""

from pathlib import Path


def checked(folder: Path) -> str:
    """A summary of the study in `folder`; raises survey.DataError, which lists all that is wrong with it."""
    from analysis import survey

    study = survey.load(folder.resolve())
    meta = study.meta()
    lines = [f"{meta['name']} is sound: {meta['n_received']} answers received, {meta['n_analysed']} analysed."]
    lines += [f"  {scale['kind']:9}  {scale['name']} ({len(scale['items'])} items)" for scale in meta["scales"]]
    if meta["groups"]:
        lines.append("  groups     " + ", ".join(group["variable"] for group in meta["groups"]))
    if meta["pain_points"]:
        lines.append("  pain points  " + ", ".join(point["name"] for point in meta["pain_points"]))
    if not study.outcomes:
        lines.append("  No outcome is declared: the report will have no regression.")
    return "\n".join(lines)
