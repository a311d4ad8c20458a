"""The author's half as a section of results.json."""

from dataclasses import replace
from pathlib import Path

from analysis.survey.authored import texts, works
from analysis.survey.authored.author import Author
from analysis.survey.problems import Problem


def problems(folder: Path, author: Author, languages: tuple[str, ...]) -> tuple[list[Problem], list[Problem]]:
    """What is wrong with the author's texts and references, and what is suspicious about them."""
    written, wrong = texts.read(folder)
    cited, unreadable = works.read(folder)
    known = [*works.keys(cited)]
    unknown = [*texts.citation_problems(written, known), *texts.source_problems(author.instrument, known)]
    wrong += [*texts.unclosed_problems(written), *(unreadable or unknown)]
    return wrong, texts.borrowing_warnings(written, languages)


def section(folder: Path, author: Author, n_received: int) -> Author | None:
    """
    All that the author says, read from a sound study folder; None where it is nothing.

    Parameters
    ----------
    folder : Path
    author : Author
        What study.toml says.
    n_received : int
        Responses received.
    """
    invited = author.collected.invited
    rate = n_received / invited if invited and n_received <= invited else None
    whole = replace(
        author,
        collected=replace(author.collected, response_rate=rate),
        texts=texts.read(folder)[0],
        works=works.read(folder)[0],
    )
    return whole if whole != Author() else None


def names(folder: Path) -> list[str]:
    """The files of the author's half that lie beside study.toml, by their place in the study folder."""
    written = [f"{texts.FOLDER}/{path.name}" for path in texts.files(folder) if texts.name_and_language(path)]
    return [*written, *(name for name in works.FILES if (folder / name).is_file())]


def is_authored(name: str) -> bool:
    """Whether a file of the study folder holds words of the author that nothing is computed from."""
    return name.startswith(f"{texts.FOLDER}/") or name in works.FILES
