"""What is suspicious about the author's texts, beside the results of the last report."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from analysis.survey.authored import section, texts
from analysis.survey.declared.settings import Settings
from analysis.survey.problems import Problem, problem


def remarks(folder: Path, settings: Settings, report: Path) -> list[Problem]:
    """
    Numbers that a text asks for in vain, and numbers typed by hand that equal no result.

    Parameters
    ----------
    folder : Path
        The study folder, sound.
    settings : Settings
    report : Path
        Where its last report lies, if there is one.
    """
    said = section.section(folder, settings.author, n_received=0)
    if said is None or not said.texts:
        return []
    if not (report / "results.json").is_file():
        return [problem("text.nothing_to_compare")]
    from analysis.report.authored import problems
    from analysis.report.document import results

    known = replace(results.read_typed(report / "results.json"), author=said)
    return [*problems.problems(known), *typed_by_hand(said.texts, results.read(report / "results.json"))]


def typed_by_hand(written: dict[str, dict[str, str]], results: dict) -> Iterator[Problem]:
    """For each text the numbers typed in it that equal no result."""
    from analysis.report.authored import typed

    numbers = typed.numbers_of(results)
    for name, wording in written.items():
        for language, text in wording.items():
            if found := typed.unknown(text, numbers):
                shown = [[one.number, one.line] for one in found]
                yield problem("text.typed", numbers=shown).at(texts.file_of(name, language))
