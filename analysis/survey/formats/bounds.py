"""What a study folder holds, and how large its files may be: bounds that no survey reaches, against the wrong file."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from analysis.survey.errors import DataError
from analysis.survey.problems import Problem, problem

DECLARED = ("study.toml", "codebook.csv", "strategies.toml")  # what a study folder may say beside its answers
MB = 1_000_000
LARGEST_FILE = 400 * MB  # some two million respondents by a hundred answers
LARGEST_DECLARED = 10 * MB  # a codebook of some fifty thousand questions in two languages; other texts are far smaller
DECLARING = (".toml", ".md", ".bib", ".json")  # endings of what an author writes beside the codebook
LARGEST_UNFOLDED = 600 * MB  # a workbook of half a million respondents by forty answers
LARGEST_RATIO = 250  # sheets of answers unfold to 8 to 40 times their size
UNSUSPICIOUS = 20 * MB  # what unfolds to less is let pass whatever its ratio
MOST_CELLS = 50_000_000  # cells of a table, empty ones included
LARGEST_TEXTS = 600 * MB  # of all cells together: twenty million answers in words


def leads_outside(folder: Path, name: str) -> bool:
    """Whether a name in a study folder is a link to somewhere else: a stranger's study may read its own files only."""
    return not (folder / name).resolve().is_relative_to(folder.resolve())


def too_large(path: Path) -> Problem | None:
    """That a file is larger than any of its kind; None where it is not."""
    is_declaring = path.name == "codebook.csv" or path.suffix.casefold() in DECLARING
    largest, size = LARGEST_DECLARED if is_declaring else LARGEST_FILE, path.stat().st_size
    if size <= largest:
        return None
    return problem("file.too_large", file=path.name, size=megabytes(size), largest=megabytes(largest))


def require_small(path: Path) -> None:
    """Refuse a file that is larger than any of its kind."""
    if found := too_large(path):
        raise DataError(found)


def require_bounded(source: str, members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive that unfolds to more than a workbook ever does, going by its directory."""
    unfolded = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if unfolded > LARGEST_UNFOLDED or (unfolded > UNSUSPICIOUS and unfolded > LARGEST_RATIO * packed):
        raise DataError(
            problem(
                "file.unfolds",
                file=source,
                size=megabytes(unfolded),
                ratio=round(unfolded / packed),
                largest=megabytes(LARGEST_UNFOLDED),
                largest_ratio=LARGEST_RATIO,
            )
        )


def require_few_cells(source: str, n_rows: int, n_columns: int) -> None:
    """Refuse a table of more cells than fit into an ordinary memory."""
    if n_rows * n_columns > MOST_CELLS:
        raise DataError(
            problem("file.too_many_cells", file=source, n_rows=n_rows, n_columns=n_columns, most=MOST_CELLS)
        )


def require_short_texts(source: str, size: int) -> None:
    """Refuse cells whose texts, each as often as it stands there, come to more than fits into an ordinary memory."""
    if size > LARGEST_TEXTS:
        raise DataError(
            problem("file.too_much_text", file=source, size=megabytes(size), largest=megabytes(LARGEST_TEXTS))
        )


def megabytes(size: int) -> int:
    """A size in whole megabytes, rounded up."""
    return -(-size // MB)
