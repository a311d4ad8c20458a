"""The boundary between files and the libraries that read them: whatever these raise becomes one problem of the file."""

from collections.abc import Iterator
from contextlib import contextmanager

from analysis.survey.errors import DataError
from analysis.survey.problems import problem

LONGEST = 200  # characters of a library's own message that are passed on


@contextmanager
def reading(source: str) -> Iterator[None]:
    """
    Turn every fault of a library that reads the file `source` into a `DataError` naming it.

    The readers are written in C, C++ and Rust and fail on damaged files in ways that no list of exceptions covers: a
    panic of Rust is not even an `Exception`.
    """
    try:
        yield
    except DataError:
        raise
    except MemoryError as error:
        raise DataError(problem("file.memory", file=source)) from error
    except Exception as error:
        raise DataError(problem("file.damaged", file=source, error=in_short(error))) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise DataError(problem("file.damaged", file=source, error=in_short(error))) from error


def in_short(error: BaseException) -> str:
    """What an error says, on one line, or else what it is called."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
