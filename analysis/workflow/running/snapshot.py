"""A study as it was when its run began: read once, copied, hashed; every chapter works on the copy."""

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.survey.authored.author import STUDY_KEYS
from analysis.survey.authored.section import is_authored, names
from analysis.survey.formats.bounds import DECLARED, leads_outside
from analysis.workflow.keeping import fingerprints


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """
    The copy of a study folder.

    Attributes
    ----------
    origin : Path
        The study folder.
    folder : Path
        Its copy, of the same name, for a study is called after its folder.
    files : dict of str
        SHA-256 of each file of the copy, by its name in the study folder.
    """

    origin: Path
    folder: Path
    files: dict[str, str]

    @property
    def answers(self) -> str:
        """SHA-256 of the response file."""
        return self.files.get(next(iter(file_names(self.folder)[len(DECLARED) :]), ""), "")

    @property
    def reckoned(self) -> dict[str, str]:
        """Fingerprints of what a number can depend on: no words of the author, and of the settings no looks."""
        files = {name: digest for name, digest in self.files.items() if not is_authored(name)}
        try:
            said = tomllib.loads((self.folder / "study.toml").read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            return files  # loading the study will say what is wrong with it
        return files | {"study.toml": fingerprints.of_data(reckoned(said))}

    def changed(self) -> list[str]:
        """Names of the files that are not any more in the study folder as they were when it was read."""
        return [name for name, digest in self.files.items() if digest_of(self.origin / name) != digest]


def taken(origin: Path, place: Path) -> Snapshot:
    """A snapshot of the study folder `origin`, in a folder of the same name in `place`; an earlier one is replaced."""
    folder = place / origin.name
    shutil.rmtree(place, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in [*file_names(origin), *names(origin)]:
        if is_inside(name) and not leads_outside(origin, name) and (origin / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin / name, folder / name)
    copied = sorted(path for path in folder.rglob("*") if path.is_file())
    return Snapshot(
        origin=origin,
        folder=folder,
        files={path.relative_to(folder).as_posix(): fingerprints.of_file(path) for path in copied},
    )


def reckoned(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings without those that no chapter reads."""
    unread = {"study": STUDY_KEYS, "report": ("parts", "formats", "theme", "word_template", "not_personal")}
    return {
        table: {key: value for key, value in entries.items() if key not in unread.get(table, ())}
        if isinstance(entries, dict)
        else entries
        for table, entries in settings.items()
        if table not in ("collected", "instrument")
    }


def file_names(folder: Path) -> list[str]:
    """The files of a study that a run reads, as far as its settings can be read."""
    names = list(DECLARED)
    try:
        settings = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8-sig"))
        names.append(str(settings["study"]["responses"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass  # loading the study will say what is wrong with it
    return names


def is_inside(name: str) -> bool:
    """Whether a name stays within the study folder; another one, loading the study refuses."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def digest_of(path: Path) -> str | None:
    """Fingerprint of a file; None where it is not there any more."""
    try:
        return fingerprints.of_file(path)
    except OSError:
        return None
